"""The shipped letter by parts: its address, list, schedule, visits and conditions, with values mixed at will."""

from __future__ import annotations

import datetime
from collections import Counter
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from carefold import Project
from carefold.merge import known
from carefold.merge.fast import Fast
from carefold.merge.letter import Letter, Variant
from carefold.merge.records import Records
from carefold.merge.sheets import Sheets
from carefold.order import Record
from carefold.pipeline import make
from carefold.resources import shipped

RECORDS = shipped() / "handouts/records/visit-letter.csv"
OWN = ("id", "language", "status", "born", "email")  # columns that are no fields


def sample() -> list[dict[str, Any]]:
    rows = [ours for _, ours in Records.open(RECORDS, "r.csv").pairs()]
    return [
        {name: value for name, value in {**row.values, **row.lists}.items() if name not in OWN}
        for row in rows if not row.values["language"]
    ]  # fmt: skip


def mixed() -> Any:
    """Records of which each value is that of another of the fifty, or something else."""
    rows, odd = (
        sample(),
        {"plan": ["Walk. " * 30 + "Rest."], "patient.name": ["Al", "Maximilian-Bartholomew O'Example", "Đỗ Ng"]},
    )
    odd["medicines"] = [
        (),
        ({"medicine": "Examplin", "dose": "a hundred and twenty-five milligrams, in two halves", "morning": "one"},),
    ]
    return st.fixed_dictionaries({
        name: st.sampled_from([*{repr(row[name]): row[name] for row in rows}.values(), *odd.get(name, ())])
        for name in rows[0]
    })  # fmt: skip


@pytest.fixture(scope="module")
def letter() -> Letter:
    return Letter(Project.open(None, datetime.date(2026, 12, 1)), "visit-letter")


@pytest.fixture(scope="module")
def variant(letter: Letter) -> Variant:
    return letter.variant("en", "")


def printed(made: Any) -> Sheets:
    return Sheets.of(made.composition, made.layout, str(made.resolved.handout.language), mono=False)


def slow(letter: Letter, variant: Variant, record: Record) -> Any:
    return make(letter.project, variant.order_for(record), variant.content)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(values=mixed())
def test_by_parts_or_laid_out_the_bytes_are_the_same(letter, variant, values):
    record = Record(values)
    found, made = variant.fast.letter(record), slow(letter, variant, record)
    if found is None:
        variant.fast.learn(made)
        found = variant.fast.letter(record)
    assert found is None or found.data == made.data
    assert found is None or found.sheets() == printed(made)


def test_all_but_the_first_of_a_kind_are_made_by_parts(letter, variant):
    fast, made = Fast(letter.project, variant.content), Counter[bool]()
    for record in map(Record, sample()):
        found = fast.letter(record)
        made[found is not None] += 1
        if found is None:
            assert fast.learn(slow(letter, variant, record))
    assert made == {True: 46, False: 2}


def test_few_answers_are_known():
    answers = known.Known[str]()
    for number in range(3 * known._MOST):
        assert answers.answer((str(number),), lambda number=number: f"{number}!") == f"{number}!"
        assert answers.answer((str(number),), lambda: "asked again") == f"{number}!"
    assert len(answers._answers) <= known._MOST


def test_answers_that_never_come_again_are_not_kept():
    answers = known.Known[str]()
    for number in range(known._MOST + 1):
        answers.answer(f"name {number}", lambda: "found")
    assert not answers.keeps and not answers._answers
    answers.answer("name", lambda: "found")
    assert answers.answer("name", lambda: "found again") == "found again"


def test_what_was_decided_by_other_values_is_decided_again(letter, variant):
    fast, asked = Fast(letter.project, variant.content), list[object]()
    assert fast.learn(slow(letter, variant, Record(sample()[0])))
    (template,) = fast._known.values()
    one, fields, _ = next(
        one for one in template._weighed if "medicines.1.medicine" in {field.field for field in one[1]}
    )

    def decide(*of: object) -> object:
        asked.append(of)
        return one.answer

    template._weighed = [(replace(one, decide=decide), fields, known.Known[bool]())]
    first, second = sample()[0]["medicines"]

    def named(name: str) -> dict[str, Any]:
        return sample()[0] | {"medicines": ({**first, "medicine": name}, second)}

    for name in ("Examplin", "Demovit", "Examplin"):
        assert fast.letter(Record(named(name)))
    assert len(asked) == 2
