"""A letter is compared with its own record and with the one before; what a letter may say anyway is no fault."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from carefold.content.fields import FILTERS
from carefold.languages.language import Language
from carefold.merge.own_values import OwnValues
from carefold.model.field_spec import Column, FieldSpec
from carefold.order import flat

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


LIST = {
    "meds": FieldSpec(type="rows", columns=(
        Column(name="medicine"), Column(name="dose"), Column(name="day", type="date"), Column(name="change"),
    )),
}  # fmt: skip
OWN_LIST = flat("meds", [{"medicine": "Examplol", "dose": "5 mg"}, {"medicine": "Demozine", "day": "2027-02-01"}])
LIST_TEXT = "Examplol 5 mg New Demozine February 1, 2027"
USED = ("meds.1.medicine", "meds.1.dose", "meds.2.day")


@pytest.fixture(scope="module")
def of_list() -> OwnValues:
    return OwnValues(LIST, "en", "Take them.", "Medicine Dose Day")


def test_each_item_is_to_be_there(of_list):
    assert of_list.missing(LIST_TEXT, USED, OWN_LIST) == []
    assert of_list.missing(LIST_TEXT.replace("5 mg", ""), USED, OWN_LIST) == ["meds.1.dose"]
    assert of_list.missing(LIST_TEXT.replace("February 1, 2027", ""), USED, OWN_LIST) == ["meds.2.day"]
    assert of_list.missing("Examplol 5 mg", USED[:2], OWN_LIST) == ["meds.2.medicine"], "though nothing of it is used"


@pytest.mark.parametrize(
    ("item", "found"),
    [
        ({"medicine": "Samplexin"}, ["meds.1.medicine"]),
        ({"medicine": "Demozine"}, []),  # its own, in another row
        ({"medicine": "Examplol 5 mg"}, []),  # two of its own that stand side by side
        ({"medicine": "A", "day": "2027-03-02"}, ["meds.1.day"]),
        ({"medicine": "A", "change": "New"}, []),  # a word of carefold's own
    ],
)
def test_items_of_the_record_before(of_list, item, found):
    text = f"{LIST_TEXT} Samplexin March 2, 2027"
    assert of_list.neighbours(text, OWN_LIST, flat("meds", [item])) == found


def test_how_many_items_there_were_before_tells_nothing(of_list):
    assert of_list.neighbours(f"{LIST_TEXT} 100", OWN_LIST, flat("meds", [{"medicine": "A"}] * 100)) == []


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
