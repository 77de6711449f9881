from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from carefold.content.conditions import Condition, parse_condition
from carefold.content.fields import Fields
from carefold.diagnostics.finding import Finding
from carefold.diagnostics.place import Place
from carefold.model.brand import Brand
from carefold.model.contact import BrandContact
from carefold.model.handout import FieldSpec
from carefold.model.values import Text

HERE = Place("h.yaml", 3, 5)
SPECS = {"visit.dose": FieldSpec(choices=("0.5 mg/kg", "1 mg/kg")), "note": FieldSpec()}
BRAND = Brand(name="R", contact=BrandContact(phone="555-0100"), disclaimer=Text("D"))


def _fields(values: Mapping[str, str] | None) -> Fields:
    return Fields(SPECS, BRAND, "en", values)


def _holds(written: str, values: Mapping[str, str] | None) -> bool:
    condition = parse_condition(written, HERE, _fields(values))
    assert isinstance(condition, Condition), condition
    return condition.holds(_fields(values))


@pytest.mark.parametrize(
    ("written", "without", "empty", "low", "high"),
    [
        ("visit.dose", True, False, True, True),
        ("not visit.dose", True, True, False, False),
        ("visit.dose == 0.5 mg/kg", True, False, True, False),
        ("visit.dose==0.5 mg/kg", True, False, True, False),
        ("visit.dose in [0.5 mg/kg, 1 mg/kg]", True, False, True, True),
        ("visit.dose in [1 mg/kg]", True, False, False, True),
        ("brand.contact.phone", True, True, True, True),
        ("not brand.contact.phone", False, False, False, False),
        ("brand.contact.portal", False, False, False, False),
        ("not brand.contact.portal", True, True, True, True),
        ("brand.name == R", True, True, True, True),
    ],
)
def test_truth(written: str, without: bool, empty: bool, low: bool, high: bool) -> None:
    records: tuple[dict[str, str] | None, ...] = (None, {}, {"visit.dose": "0.5 mg/kg"}, {"visit.dose": " 1 mg/kg"})
    assert [_holds(written, record) for record in records] == [without, empty, low, high]


@pytest.mark.parametrize(
    ("written", "message", "hint"),
    [
        ("visit.dose = 1", "can't be read", "name == value"),
        ("visit.dose == ", "can't be read", "name == value"),
        ("visit.dose and note", "can't be read", "not name"),
        ("not", "can't be read", "not name"),
        ("visit.dose in 1", "can't be read", "in [a, b]"),
        ("{{ note }}", "can't be read", "name"),
        ("visit.dos", "“visit.dos”, which is no field", "visit.dose"),
        ("brand.phone", "no field", "brand"),
        ("visit.dose == 1 mg", "“1 mg” is no choice", "1 mg/kg"),
        ("visit.dose in [1 mg/kg, 7]", "“7” is no choice", "0.5 mg/kg, 1 mg/kg"),
        ("note in []", "lists no values", "in [a, b]"),
    ],
)
def test_what_is_wrong_is_told(written: str, message: str, hint: str) -> None:
    problem = parse_condition(written, HERE, _fields(None))
    assert isinstance(problem, Finding)
    assert problem.place == HERE
    assert message in problem.message
    assert hint in problem.hint


def test_the_value_runs_to_the_end_of_the_line() -> None:
    assert _holds("note == a == [b], c", {"note": "a == [b], c"})


@settings(deadline=None)
@given(st.text())
def test_no_condition_raises(written: str) -> None:
    parse_condition(written, HERE, _fields(None))


def test_brands_without_contact(make_brand: Callable[..., Brand]) -> None:
    fields = Fields({}, make_brand(contact={}), "en")
    condition = parse_condition("brand.contact.phone", HERE, fields)
    assert isinstance(condition, Condition)
    assert not condition.holds(fields)
