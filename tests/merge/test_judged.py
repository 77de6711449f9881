"""Bad records: each is told where it stands, with a hint, and without what it holds."""

import datetime
from dataclasses import replace

import pytest

from carefold.diagnostics.finding import Finding
from carefold.diagnostics.place import Place
from carefold.merge.columns import problems_of_columns
from carefold.merge.judged import Terms
from carefold.merge.recipient import Recipient
from carefold.merge.row import Row
from carefold.model.handout import FieldSpec

FIELDS = {
    "patient.name": FieldSpec(), "visit.date": FieldSpec(type="date"),
    "dose": FieldSpec(choices=("0.5 mg/kg", "1 mg/kg")),
    "note": FieldSpec(blank=True),
}  # fmt: skip
GOOD = {"patient.name": "Ann Example", "visit.date": "2027-01-15", "dose": "1 mg/kg", "note": ""}


def terms(**changes):
    given = {
        "fields": FIELDS,
        "languages": ("en", "es"),
        "sites": frozenset({"north"}),
        "today": datetime.date(2026, 12, 1),
    }
    return Terms(**given | changes)


def row(**values):
    whole = GOOD | {name.replace("__", "."): value for name, value in values.items()}
    return Row(2, Place("r.csv", 3), whole, {}, {name: number for number, name in enumerate(whole, 1)})


def test_a_good_record():
    found = terms().judge(row(language="es", site="north", address="1 Example St\nSpringfield", email_consent="Plain"))
    assert isinstance(found, Recipient)
    assert dict(found.record) == GOOD
    assert (found.language, found.site, found.address, found.consent) == (
        "es",
        "north",
        ("1 Example St", "Springfield"),
        "plain",
    )
    assert repr(found) == "Recipient(2, …)"


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"patient__name": ""}, "r.csv:3:1: the field “patient.name” needs a value."),
        ({"patient__name": "\u200b"}, "r.csv:3:1: the field “patient.name” needs a value."),
        ({"visit__date": "1/15/27"}, "r.csv:3:2: the value of “visit.date” is no date."),
        ({"visit__date": "46037"}, "r.csv:3:2: the value of “visit.date” is no date."),
        ({"dose": "2 mg/kg"}, "r.csv:3:3: the value of “dose” is none of its choices."),
        ({"patient__name": "A\nB"}, "r.csv:3:1: the value of “patient.name” has a line break"),
        ({"email": "ann at example"}, "r.csv:3:5: the value of “email” is no e-mail address."),
        ({"email": "a..b@clinic.example"}, "r.csv:3:5: the value of “email” is no e-mail address."),
        ({"email": f"{'a' * 65}@clinic.example"}, "r.csv:3:5: the value of “email” is no e-mail address."),
        ({"email_consent": "perhaps"}, "r.csv:3:5: this is no answer that is known here. Hint: Write encrypted, plain"),
        ({"email_consent": "Y"}, "r.csv:3:5: this says that mail is wanted, and not how."),
        ({"email_consent": "true"}, "r.csv:3:5: this says that mail is wanted, and not how."),
        ({"email_consent": "no"}, "r.csv:3:5: this is no answer that is known here. Hint: Write none"),
        ({"email_consent_date": "2027-01-01"}, "r.csv:3:5: this date has not come yet."),
        ({"born": "1066-10-14"}, "r.csv:3:5: nobody is older than 130 years."),
        ({"language": "fr"}, "r.csv:3:5: the handout is not there in this record's language."),
        ({"site": "south"}, "r.csv:3:5: the brand has no such site."),
        ({"status": "resting"}, "r.csv:3:5: there is no such status."),
        ({"recipient_role": "friend"}, "r.csv:3:5: there is no such role."),
        ({"recipient_role": "parent"}, "r.csv:3:5: a letter to somebody else needs a `recipient`."),
        ({"recipient_role": "parent", "recipient": "B Example"}, "r.csv:3:5: a letter to a parent needs the day of"),
        ({"visit__date": "0027-01-15"}, "r.csv:3:2: the date of “visit.date” is more than 130 years away."),
        ({"visit__date": "2207-01-15"}, "r.csv:3:2: the date of “visit.date” is more than 130 years away."),
        ({"recipient_role": "parent", "recipient": "B Example", "born": "2008-12-01"},
         "r.csv:3:5: this letter would go to a parent"),
        ({"address": "1\n2\n3\n4\n5\n6"}, "r.csv:3:5: an address has at most 5 lines."),
    ],
)  # fmt: skip
def test_bad_records(values, said):
    (problem,) = terms().judge(row(**values))
    assert str(problem).startswith(said)
    assert problem.hint
    assert not any(value in str(problem) for value in values.values() if len(value) > 4 and value != "parent")


def test_a_parent_of_a_child():
    found = terms().judge(row(recipient_role="parent", recipient="B Example", born="2008-12-02"))
    assert isinstance(found, Recipient)
    assert (found.role, found.name) == ("parent", "B Example")


def test_nothing_sensitive_goes_to_a_proxy():
    (problem,) = terms(is_sensitive=True).judge(row(recipient_role="proxy", recipient="B Example"))
    assert problem.message == "this handout is sensitive, and would go to a proxy."


def test_of_a_record_that_is_misread_nothing_more_is_said():
    whole = Row(2, Place("r.csv", 3), {}, problems=(Finding("no form.", Place("r.csv", 3)),))
    assert terms().judge(whole) == [*whole.problems]
    of_one = replace(row(visit__date="", dose="much"), problems=(Finding("no date.", Place("r.csv", 3, 2)),))
    assert [problem.place.column for problem in terms().judge(of_one)] == [2, 3]


def test_all_problems_of_a_record_at_once():
    assert len(terms().judge(row(patient__name="", dose="much", site="south"))) == 3


def test_columns():
    problems = problems_of_columns(
        terms().fields, Row(1, Place("r.csv", 2), {"patient.nam": "x", "dose": ""}, {}, {"patient.nam": 1, "dose": 2})
    )
    assert [str(problem) for problem in problems] == [
        "r.csv:2:1: “patient.nam” is no field of the handout. Hint: Did you mean “patient.name”?",
        "r.csv:2: there is no column for the field “patient.name”. Hint: Add it, or map one to it with --map.",
        "r.csv:2: there is no column for the field “visit.date”. Hint: Add it, or map one to it with --map.",
    ]


def test_a_moment_is_a_date_and_a_time():
    fields = {"visit.date": FieldSpec(type="date"), "visit.time": FieldSpec(type="time")}
    moment = {"visit.date": "2027-01-15T09:30", "visit.time": "2027-01-15T09:30"}
    found = terms(fields=fields).judge(Row(1, Place("r.csv", 2), moment))
    assert dict(found.record) == {"visit.date": "2027-01-15", "visit.time": "09:30"}


@pytest.mark.parametrize(("written", "language"), [("ES", "es"), ("en", "en"), ("", "en")])
def test_languages_in_capitals(written, language):
    assert terms().judge(row(language=written)).language == language


def test_a_role_that_is_a_field_is_written_as_conditions_have_it():
    """An empty one is the patient's own; else `recipient_role == self` would not hold for it."""
    declared = terms(fields={"recipient_role": FieldSpec(choices=("self", "parent"))})
    for written, wanted in (("", "self"), ("Parent", "parent")):
        given = Row(
            2, Place("r.csv", 3), {"recipient_role": written, "recipient": "B Example", "born": "2020-01-01"}, {}, {}
        )
        found = declared.judge(given)
        assert isinstance(found, Recipient) and dict(found.record) == {"recipient_role": wanted}


# --- numbers where commas are decimal ones

FEE = {"fee": FieldSpec(type="number")}


def of_fee(value, commas=("fee",)):
    return terms(fields=FEE).judge(Row(1, Place("r.csv", 2), {"fee": value}, {}, {"fee": 1}, (), commas))


@pytest.mark.parametrize(
    ("written", "ours"),
    [
        ("1250,5", "1250.5"), ("0,125", "0.125"), ("-12,50", "-12.50"), ("1.250,5", "1250.5"), ("1250", "1250"),
        ("12.5", "12.5"), ("0.125", "0.125"), ("1250,125", "1250.125"),
    ],
)  # fmt: skip
def test_decimal_commas(written, ours):
    assert of_fee(written).record["fee"] == ours


@pytest.mark.parametrize("written", ["1,250", "1.250", "-12.500", "125,000"])
def test_what_can_be_read_in_two_ways(written):
    (problem,) = of_fee(written)
    assert str(problem).startswith("r.csv:2:1: the number of “fee” can be read in two ways.")
    assert written not in str(problem).replace("{FEE | 1.234,5}", "")


@pytest.mark.parametrize("written", ["1,250,5", "1.25.0", "12,", ",5", "1.2500,5", "1,2.5"])
def test_what_is_no_number_with_commas_either(written):
    (problem,) = of_fee(written)
    assert "is no number" in problem.message


def test_commas_are_none_elsewhere():
    (problem,) = of_fee("12,5", ())
    assert "is no number" in problem.message
    assert of_fee("1.250", ()).record["fee"] == "1.250"


# --- columns


def test_keys_that_are_all_unknown_are_not_shown():
    (problem,) = problems_of_columns(terms().fields, Row(1, Place("r.jsonl", 1), {"Ann Example": "7"}))
    assert str(problem).startswith("r.jsonl:1: this record has none of the handout's fields.")
    assert "Ann" not in str(problem)


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("2,5", None),
        ("1.250", "r.csv:3:9: the number of “m.2.fee” can be read in two ways."),
        ("x", "r.csv:3:9: the value of “m.2.fee” is no number."),
    ],
)
def test_numbers_of_items(written, said):
    fields = {"m": FieldSpec(type="rows", columns=({"name": "fee", "type": "number"},))}
    names = {"m.1.fee": 8, "m.2.fee": 9}
    items = ({"fee": "1"}, {"fee": written})
    found = terms(fields=fields).judge(Row(2, Place("r.csv", 3), {}, {"m": items}, names, commas=tuple(names)))
    if said is None:
        assert dict(found.record)["m.2.fee"] == "2.5"
    else:
        assert [f"{one.place}: {one.message}" for one in found] == [said]
