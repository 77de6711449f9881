"""What `check` prints: dangers first, one line for many of a kind, 12 lines a handout, all on demand."""

import pytest

from carefold.diagnostics.codes import OF_WORDS, finding
from carefold.diagnostics.finding import Severity
from carefold.diagnostics.place import Place
from carefold.diagnostics.weigh import errors_to_come, weighed
from carefold.reports.brief import MOST, shown

REVIEWED = "[{name: A, role: Nurse, date: 2026-11-23}]"


def found(*codes):
    return [finding(code, Place("h.yaml", line), f"It is {line}.") for line, code in enumerate(codes, 1)]


def test_dangers_come_first_and_many_of_a_kind_are_one_line():
    lines = list(shown(found("CF106", "CF121", "CF106", "CF105", "CF134", "CF106")))
    assert [one.code for one in lines] == ["CF134", "CF121", "CF105", "CF106"]
    assert lines[-1].message == "It is 1 (and 2 more, line 3, 6)."


def test_so_many_lines_a_handout_and_all_of_them_on_demand():
    many = found(*sorted(OF_WORDS)[: MOST + 3])
    lines = list(shown(many))
    assert len(lines) == MOST + 1
    assert lines[-1].message == "3 more findings." and "--all-findings" in lines[-1].hint
    assert list(shown(many, everything=True)) == many
    assert {one.severity for one in shown(many, errors_alone=True)} == {Severity.ERROR}


def test_new_errors_are_warnings_until_the_project_takes_the_new_format():
    old, new = found("CF134", "CF190")
    assert [one.severity for one in weighed([old, new], "1")] == [Severity.ERROR, Severity.WARNING]
    assert [one.severity for one in weighed([old, new], "2")] == [Severity.ERROR, Severity.ERROR]
    assert [one.code for one in errors_to_come(weighed([old, new], "1"), "1")] == ["CF190"]


@pytest.mark.parametrize(("form", "code"), [("1", 0), ("2", 1)])
def test_a_promise_stops_a_check_from_format_2_on(form, code, clinic, carefold):
    clinic.write("- It will cure you. Call us.", reviewers=REVIEWED)
    clinic.add("project.yaml", f"format: {form}\n")
    ended = carefold("check", "h", cwd=clinic.folder)
    assert (ended.code, "[CF190]" in ended.out) == (code, True)
    assert "accept: {CF190: why}" in ended.out


def test_errors_alone(clinic, carefold):
    clinic.write("- Take 5mg at bedtime, prior to sleep.", reviewers=REVIEWED)
    everything, errors = (carefold("check", "h", *more, cwd=clinic.folder).out for more in ((), ("--errors",)))
    assert "CF105" in everything and "CF136" in errors and "CF105" not in errors


def test_nobody_has_reviewed_is_said_once_a_run(clinic, carefold):
    clinic.write("- Call us.")
    clinic.add("handouts/g.yaml", (clinic.folder / "handouts/h.yaml").read_bytes())
    output = carefold("check", "--all", cwd=clinic.folder).out
    assert output.count("CF144") == 1 and "g, h: no clinician has reviewed them" in output
