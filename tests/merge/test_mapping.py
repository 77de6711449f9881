"""Exports of other systems: patterns say how they write days, times, numbers and codes, and nothing is guessed."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carefold.diagnostics.carefold_error import CarefoldError
from carefold.diagnostics.place import Place
from carefold.merge.formats import reader_of
from carefold.merge.mapping import Mapper
from carefold.merge.row import Row
from carefold.model.record_map import RecordMap
from carefold.reading.files import read

DAYS = {
    "MM/DD/YYYY": "%m/%d/%Y", "DD.MM.YYYY": "%d.%m.%Y", "YYYYMMDD": "%Y%m%d", "DD-MMM-YYYY": "%d-%b-%Y",
    "YYYY-MM-DDThh:mm:ss": "%Y-%m-%dT%H:%M:%S", "MM/DD/YYYY hh:mm AM": "%m/%d/%Y %I:%M %p",
}  # fmt: skip


@given(
    moment=st.datetimes(datetime.datetime(1900, 1, 1), datetime.datetime(2999, 1, 1)), pattern=st.sampled_from([*DAYS])
)
def test_days_are_read_as_they_were_written(moment, pattern):
    wanted = moment.strftime("%Y-%m-%dT%H:%M" if "hh" in pattern else "%Y-%m-%d")
    assert reader_of(pattern)(moment.strftime(DAYS[pattern])) == wanted


@pytest.mark.parametrize(
    ("pattern", "value", "wanted"),
    [
        ("M/D/YYYY", "1/5/2027", "2027-01-05"), ("M/D/YYYY", "1/5/27", None), ("M/D/YYYY", "13/5/2027", None),
        ("MM/DD/YYYY", "1/5/2027", None), ("MM/DD/YYYY", "02/29/2027", None), ("MM/DD/YYYY", "45678", None),
        ("h:mm AM", "9:05 am", "09:05"), ("h:mm AM", "12:30 p.m.", "12:30"), ("h:mm AM", "12:00 AM", "00:00"),
        ("h:mm AM", "13:00 PM", None), ("hh:mm", "24:00", None),
        ("1.234,5", "1.250,50", "1250.50"), ("1.234,5", "1250,5", "1250.5"), ("1.234,5", "1,250.5", None),
        ("1.234,5", "12.50", None), ("1,234.5", "-1,250", "-1250"), ("1234.5", "1,250", None),
        ("Y = yes, N = no", "y", "yes"), ("Y = yes, N = no", "maybe", None),
    ],
)  # fmt: skip
def test_values(pattern, value, wanted):
    assert reader_of(pattern)(value) == wanted


@pytest.mark.parametrize(
    "pattern", ["", "date", "MM/DD/YY", "MM/YYYY", "DD", "MM/DD/YYYY MM", "hh", "Y=yes, Y=no", "="]
)
def test_patterns_that_leave_a_day_unsure(pattern):
    assert reader_of(pattern) is None


@pytest.fixture
def mapper(tmp_path):
    def make(text):
        path = tmp_path / "map.yaml"
        path.write_text(text)
        return Mapper(read(RecordMap, path, "map.yaml"))

    return make


MAP = """
columns:
  patient.name: "{FIRST} {MIDDLE} {LAST}"
  visit.date: "{APPT | MM/DD/YYYY hh:mm}"
  address: ["{STREET}", "{CITY}, {STATE} {ZIP}"]
  id: MRN
"""
ROW = {"FIRST": "Ann", "MIDDLE": "", "LAST": "Example", "APPT": "01/15/2027 09:30", "STREET": "1 Example St",
       "CITY": "Springfield", "STATE": "IL", "ZIP": "00001", "MRN": "77", "SSN": "secret"}  # fmt: skip


def test_a_column_made_of_nothing_is_told(mapper):
    with pytest.raises(CarefoldError, match="`id` is empty"):
        mapper("columns: {id: []}\n")


def row(**changes):
    values = ROW | changes
    return Row(3, Place("r.csv", 4), values, {}, {name: number for number, name in enumerate(values, 1)})


def test_a_row_in_our_columns(mapper):
    made = mapper(MAP).row(row())
    assert dict(made.values) == {
        "patient.name": "Ann Example", "visit.date": "2027-01-15T09:30",
        "address": "1 Example St\nSpringfield, IL 00001", "id": "77",
    }  # fmt: skip
    assert (made.at("visit.date").line, made.at("visit.date").column, made.number) == (4, 4, 3)


def test_what_is_empty_leaves_nothing(mapper):
    made = mapper(MAP).row(row(CITY="", STATE="", ZIP="", APPT=""))
    assert (made.values["address"], made.values["visit.date"], made.problems) == ("1 Example St", "", ())


def test_a_value_that_is_not_written_so(mapper):
    made = mapper(MAP).row(row(APPT="Jan 15"))
    assert str(made.problems[0]).startswith("r.csv:4:4: the value for “visit.date” is not written as the map says.")
    assert "Jan" not in str(made.problems[0])


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('visit.date: "{A | MM/DD/YY}"', "map.yaml:2:21: “MM/DD/YY” is no pattern."),
        ('x: "{A"', "map.yaml:2:7: a bracket stands alone here."),
        ('x: "A}"', "map.yaml:2:8: a bracket stands alone here."),
    ],
)
def test_a_map_that_says_nothing(mapper, line, said):
    with pytest.raises(CarefoldError) as caught:
        mapper(f"columns:\n  {line}\n")
    assert str(caught.value).startswith(said)


def test_what_a_pattern_reads_has_no_comma_any_more(mapper):
    row = Row(1, Place("r.csv", 2), {"FEE": "1.250", "B": "1,5"}, {}, {"FEE": 1, "B": 2}, (), ("FEE", "B"))
    mapped = mapper('columns:\n  fee: "{FEE | 1.234,5}"\n  b: B\n').row(row)
    assert mapped.values["fee"] == "1250" and set(mapped.commas) == {"b"}


def test_a_number_that_a_record_has_stays(mapper):
    row = Row(7, Place("r.csv", 2), {"A": "x", "record_number": "0007"}, {}, {"A": 1, "record_number": 2})
    mapped = mapper("columns:\n  id: A\n").row(row)
    assert (mapped.number, mapped.digits) == (7, 4)


def test_columns_that_are_not_there(mapper):
    (problem,) = mapper("columns:\n  id: MNR\n  site: Ort\n").problems({"MRN": 1, "Ort": 2})
    assert str(problem) == "map.yaml:2:7: the records have no column “MNR”. Hint: Did you mean “MRN”?"


def test_a_first_line_without_any_is_not_shown(mapper):
    """It may be a patient's."""
    (problem,) = mapper("columns:\n  id: Ana\n").problems({"Anna": 1})
    assert "Anna" not in str(problem)
