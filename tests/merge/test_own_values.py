"""A letter is compared with its own record and with the one before; what a letter may say anyway is no fault."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from carefold.content.fields import FILTERS
from carefold.languages.language import Language
from carefold.merge.own_values import OwnValues
from carefold.model.handout import FieldSpec

FIELDS = {
    "name": FieldSpec(),
    "day": FieldSpec(type="date"),
    "time": FieldSpec(type="time"),
    "fee": FieldSpec(type="number"),
}
WRITTEN = (
    "Dear **{{ name }}**, come on {{ day | date }} at {{time}}.\nDr. Sample has {{ fee | number }}. Open at 07:30."
)
BLANK = "Dear , come on at . Dr. Sample has . Open at 07:30. Page 1 of 2"
OWN = {"name": "Ann O'Hara", "day": "2027-02-01", "time": "09:30", "fee": "1250.5"}
BEFORE = {"name": "Bo Demo", "day": "2027-03-02", "time": "10:15", "fee": "99.25"}
TEXT = "Dear Ann O’Hara, come on February 1, 2027 at 09:30. Dr. Sample has 1,250.5. Open at 07:30. Page 1 of 2"


@pytest.fixture(scope="module")
def letter() -> OwnValues:
    return OwnValues(FIELDS, "en", WRITTEN, BLANK)


def test_a_right_letter(letter):
    assert letter.missing(TEXT, FIELDS, OWN) == []
    assert letter.neighbours(TEXT, OWN, BEFORE) == []


@pytest.mark.parametrize(
    ("field", "printed"),
    [("name", "Ann O’Hara"), ("day", "February 1, 2027"), ("time", "09:30"), ("fee", "1,250.5")],
)
def test_a_value_that_is_not_there(letter, field, printed):
    assert letter.missing(TEXT.replace(printed, "nothing"), FIELDS, OWN) == [field]
    assert letter.missing(TEXT.replace(printed, f"x{printed}"), FIELDS, OWN) == [field]


@pytest.mark.parametrize(("field", "printed"), [("name", "Bo Demo"), ("day", "March 2, 2027"), ("fee", "99.25")])
def test_a_value_of_the_record_before(letter, field, printed):
    assert letter.neighbours(f"{TEXT} {printed}.", OWN, BEFORE) == [field]


@pytest.mark.parametrize(
    "before",
    [
        {"time": "07:30"},  # what the letter says to everybody
        {"name": "Sample"},
        {"name": "Dear Ann O'Hara"},  # its own words and its own value
        {"name": "Ann"},  # a part of its own
        {"fee": "1"},  # too short to tell anything
        {"day": "2027-02-01"},  # the same
        {"fee": ""},
    ],
)
def test_what_a_letter_may_say_is_no_value_of_the_record_before(letter, before):
    assert letter.neighbours(TEXT, OWN, BEFORE | before) == []


NAMES = st.lists(
    st.sampled_from(["Ann", "Bo", "Cleo", "Sample", "de", "la", "O'Hara", "Muñoz"]), min_size=1, max_size=3
)
RECORDS = st.fixed_dictionaries({
    "name": NAMES.map(" ".join), "day": st.dates().map(lambda day: day.isoformat()),
    "time": st.times().map(lambda time: time.strftime("%H:%M")),
    "fee": st.decimals(0, 10_000, places=2).map(str),
})  # fmt: skip


def printed(record: dict[str, str]) -> str:
    phrases = Language.of("en").phrases
    day, fee = FILTERS["date"](phrases, record["day"]), FILTERS["number"](phrases, record["fee"])
    said = f"Dear {record['name']}, come on {day} at {record['time']}. Dr. Sample has {fee}. Open at 07:30."
    return said.replace("'", "’")


@settings(deadline=None)
@given(own=RECORDS, before=RECORDS)
def test_no_right_letter_is_refused(letter: Any, own: dict[str, str], before: dict[str, str]) -> None:
    assert letter.missing(printed(own), FIELDS, own) == letter.neighbours(printed(own), own, before) == []


def test_one_line_of_the_neighbours_address_is_told():
    fields = {"address": FieldSpec(type="address")}
    own_values = OwnValues(fields, "en", "{{ address }}", "")
    own, before = {"address": "1 Oak Street\nSpringfield"}, {"address": "9 Elm Street\nSpringfield"}
    assert own_values.missing("1 Oak Street Springfield", ["address"], own) == []
    assert own_values.missing("from 1 Oak Street, Springfield", ["address"], own) == []
    assert own_values.missing("1 Oak Street", ["address"], own) == ["address"]
    assert own_values.neighbours("1 Oak Street Springfield", own, before) == []
    assert own_values.neighbours("1 Oak Street Springfield 9 Elm Street", own, before) == ["address"]
