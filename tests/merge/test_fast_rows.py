"""Letters with rows from their records are the same bytes by parts as laid out."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

import medicines
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from carefold import Project
from carefold.merge.letter import Letter
from carefold.order import Record
from carefold.pipeline import make

AMOUNTS = st.sampled_from(("", "1 tablet", "2 tablets", "half a tablet of the large white ones"))
NAMED = st.sampled_from(("Examplol", "Samplexin", "Demo-Painaway forte"))
NOTES = st.sampled_from(("", "Take it with food.", "Take it with food, and stay upright for a while."))
TAKEN = st.fixed_dictionaries({
    "medicine": NAMED, "dose": st.sampled_from(("", "5 mg tablets", "20 mg capsules")), "morning": AMOUNTS.filter(bool),
    "bedtime": AMOUNTS, "change": st.sampled_from(("", "same", "new")), "note": NOTES,
})  # fmt: skip
STOPPED = st.fixed_dictionaries({"medicine": NAMED, "change": st.just("stop"), "note": NOTES})
MEDICINES = st.lists(st.one_of(TAKEN, TAKEN, STOPPED), max_size=3)
VISITS = st.lists(st.fixed_dictionaries({
    "day": st.dates(datetime.date(2027, 1, 1), datetime.date(2029, 12, 31)).map(str),
    "what": st.sampled_from(("A talk", "Blood is taken", "A talk with the nurse about how you slept")),
    "fee": st.sampled_from(("", "12.5", "1000")),
}), max_size=2)  # fmt: skip


@pytest.fixture(scope="module")
def letter(tmp_path_factory: Any) -> Letter:
    from conftest import Clinic

    words = {"hello": "Dear", "title": "Medicines", "visits": "Visits", "day": "Day", "what": "What", "fee": "Fee"}
    clinic = Clinic(tmp_path_factory.mktemp("rows"))
    sections = medicines.SECTIONS.format(**words)
    clinic.write(sections=sections, fields=f"\n{medicines.FIELDS}", layouts="[letter]")
    return Letter(Project.open(clinic.folder, datetime.date(2026, 12, 1)), "h")


def record(name: str, **lists: Iterable[Mapping[str, str]]) -> Record:
    """As a merge has it: each item's values have names of their own."""
    found = {"patient.name": name, "visit.date": "2027-01-15"}
    for field, items in lists.items():
        rows = list(items)
        found[field] = str(len(rows))
        for number, item in enumerate(rows, 1):
            found |= {f"{field}.{number}.{column}": value for column, value in item.items() if value}
    return Record(found)


def test_by_parts_or_laid_out_the_bytes_are_the_same(letter):
    variant, seen = letter.variant("en", ""), Counter[bool]()

    @settings(max_examples=40, deadline=None)
    @given(listed=MEDICINES, visits=VISITS, names=st.permutations(("Ann Example", "Bo Sample", "Cleo Demo-Testing")))
    def same(listed, visits, names):
        for name in names[:2]:
            own = record(name, medicines=listed, visits=visits)
            found, made = variant.fast.letter(own), make(letter.project, variant.order_for(own), variant.content)
            seen[found is not None] += 1
            if found is None:
                variant.fast.learn(made)
                found = variant.fast.letter(own)
            assert found is None or found.data == made.data

    same()
    assert seen[True] > 20


def test_lists_of_one_kind_are_made_by_parts(letter):
    """Others' medicines of the same kind need no new layout."""
    variant = letter.variant("en", "")
    first = record("Ann Example", medicines=[{"medicine": "Examplol", "morning": "1 tablet"}], visits=())
    variant.fast.learn(make(letter.project, variant.order_for(first), variant.content))
    other = record("Bo Sample", medicines=[{"medicine": "Samplexin", "morning": "1 tablet"}], visits=())
    found = variant.fast.letter(other)
    assert found and "Samplexin" in found.text.title()
    assert found.data == make(letter.project, variant.order_for(other), variant.content).data
