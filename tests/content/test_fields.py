from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from carefold.content.field_use import FieldUse
from carefold.content.fields import Fields
from carefold.content.record import advice_on_value
from carefold.diagnostics.finding import Finding
from carefold.diagnostics.place import Place
from carefold.model.brand import Brand
from carefold.model.handout import FieldSpec
from carefold.model.inline import Blank, Words

HERE = Place("h.yaml", 7, 3)
SPECS = {
    "patient.name": FieldSpec(label="Name", width="2in"),
    "visit.date": FieldSpec(type="date"),
    "visit.dose": FieldSpec(choices=("0.5 mg/kg", "1 mg/kg")),
    "count": FieldSpec(type="number"),
    "must": FieldSpec(required=True),
}
Filled = Callable[..., Words | Blank | Finding]


@pytest.fixture
def fill(make_brand: Callable[..., Brand]) -> Filled:
    def run(
        name: str, filter: str | None = None, values: Mapping[str, str] | None = None, language: str = "en"
    ) -> object:
        return Fields(SPECS, make_brand(), language, values).fill(FieldUse(name, filter, HERE))

    return run  # type: ignore[return-value]


def test_a_value_is_plain_text(fill: Filled) -> None:
    assert fill("patient.name", values={"patient.name": " **Ann** [x](y) {{ z }} "}) == Words("**Ann** [x](y) {{ z }}")


def test_without_a_value_it_is_a_blank(fill: Filled) -> None:
    assert fill("patient.name") == Blank("patient.name", "Name", 144.0, HERE)
    assert fill("visit.date", "date", values={"visit.date": "  "}) == Blank("visit.date", "visit.date", 108.0, HERE)


@pytest.mark.parametrize(
    ("name", "printed"),
    [
        ("brand.name", "Riverbend"),
        ("brand.contact.phone", "555-0100"),
        ("brand.contact.after-hours", "555-0199"),
        ("brand.contact.address", "100 Street, Springfield"),
    ],
)
def test_the_brand_is_known(fill: Filled, name: str, printed: str) -> None:
    assert fill(name) == Words(printed)


def test_what_the_brand_does_not_say_is_a_problem(fill: Filled) -> None:
    problem = fill("brand.contact.web")
    assert isinstance(problem, Finding)
    assert problem.place == HERE
    assert "contact: web" in problem.hint


@pytest.mark.parametrize(
    ("language", "filter", "value", "printed"),
    [
        ("en", "date", "2026-11-23", "November 23, 2026"),
        ("en-GB", "date", "2026-11-03", "3 November 2026"),
        ("es", "date", "2026-11-23", "23 de noviembre de 2026"),
        ("qaa", "date", "2026-11-23", "2026-11-23"),
        ("en", "number", "1234567.50", "1,234,567.50"),
        ("en", "number", "-1000", "−1,000"),
        ("en", "number", "999", "999"),
        ("en", "number", "0.05", "0.05"),
        ("es", "number", "1234.5", "1234,5"),
        ("es", "number", "12345.5", "12.345,5"),
        ("es-MX", "number", "1234.5", "1,234.5"),
        ("qaa", "number", "12345.5", "12345.5"),
    ],
)
def test_filters(fill: Filled, language: str, filter: str, value: str, printed: str) -> None:
    name = {"date": "visit.date", "number": "count"}[filter]
    assert fill(name, filter, {name: value}, language) == Words(printed)


@pytest.mark.parametrize(
    ("name", "filter", "message", "hint"),
    [
        ("patient.nmae", None, "no field “patient.nmae”", "patient.name"),
        ("brand.contact.phne", None, "no field", "brand.contact.phone"),
        ("zzz", None, "no field", "fields:"),
        ("patient.name", "upper", "no filter “upper”", "date and number"),
        ("visit.date", "dat", "no filter", "date"),
        ("patient.name", "date", "of type date", "type: date"),
        ("brand.name", "number", "of type number", "filter"),
    ],
)
def test_a_wrong_use_is_told(fill: Filled, name: str, filter: str | None, message: str, hint: str) -> None:
    problem = fill(name, filter)
    assert isinstance(problem, Finding)
    assert problem.place == HERE
    assert message in problem.message
    assert hint in problem.hint


GOOD = {
    "text": ["Ann", "O’Hara-Łoś", "x" * 200],
    "date": ["2026-02-28"],
    "time": ["00:00", "23:59"],
    "number": ["-1", "0.50", "1234567"],
    "phone": ["555-0100", "+1 (555) 555-0100", "555-0100 ext. 4"],
    "email": ["a@b.example"],
}
BAD = {
    "text": ["x" * 201, "a\nb", "a\tb", "a\u2028b", "\x07", "a\u202eb", "\ue000"],
    "date": ["2026-02-30", "23/11/2026", "20261123", "2026-W01-1", "٢٠٢٦-11-23"],
    "time": ["24:00", "9:00", "09:60", "9 am"],
    "number": ["1,000", "one", "1e5", "٣", "--1", "1."],
    "phone": ["911", "555-0100 or 555-0101", "1234567890123456", "call us", "555 0100x"],
    "email": ["a@b", "a b@c.d", "@x.y"],
}


@pytest.mark.parametrize(("kind", "value"), [(kind, value) for kind, values in GOOD.items() for value in values])
def test_good_values(kind: str, value: str) -> None:
    assert advice_on_value("f", FieldSpec(type=kind), value) is None


@pytest.mark.parametrize(("kind", "value"), [(kind, value) for kind, values in BAD.items() for value in values])
def test_bad_values_are_named_but_not_shown(kind: str, value: str) -> None:
    fault = advice_on_value("patient.f", FieldSpec(type=kind), value)
    assert fault is not None
    assert "“patient.f”" in fault.message
    assert value not in fault.message + fault.hint


def test_choices() -> None:
    assert advice_on_value("f", SPECS["visit.dose"], "1 mg/kg") is None
    fault = advice_on_value("f", SPECS["visit.dose"], "2 mg/kg")
    assert fault is not None
    assert "2 mg/kg" not in str(fault)


@settings(deadline=None)
@given(st.text(min_size=1), st.sampled_from(sorted(GOOD)))
def test_no_value_raises(value: str, kind: str) -> None:
    advice_on_value("f", FieldSpec(type=kind), value)


def test_required_counts_only_with_a_record(make_brand: Callable[..., Brand]) -> None:
    assert Fields(SPECS, make_brand(), "en").problems() == []
    (problem,) = Fields(SPECS, make_brand(), "en", {"must": " "}).problems()
    assert "“must” needs a value" in problem.message
    assert Fields(SPECS, make_brand(), "en", {"must": "x", "other column": "y\n"}).problems() == []


def test_a_wrong_value_is_no_secret_in_the_text(fill: Filled) -> None:
    assert isinstance(fill("visit.date", "date", {"visit.date": "soon"}), Blank)
