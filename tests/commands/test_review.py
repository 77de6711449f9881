"""Content review at the command line: check, build, show."""

from xml.etree import ElementTree as ET

import pytest

from carefold.diagnostics.exit_code import ExitCode

REVIEWED = "[{name: A. Tester, role: Nurse, date: 2026-11-23}]"


@pytest.fixture
def write(clinic):
    def make(blocks="- Rest.", **keys):
        clinic.write(blocks, **{"reviewers": REVIEWED, **keys})
        return clinic.folder

    return make


def test_an_error_of_the_words_stops_a_build(write, carefold, files):
    folder = write("- Take 1.0 mg.")
    run = carefold("build", "h", cwd=folder)
    assert run.code == ExitCode.PROBLEMS
    assert run.err.count("[CF132]") == 1
    assert "handouts/h.yaml:14:14: error: “1.0” ends in a zero" in run.err and "Hint: Write “1”." in run.err
    assert not [name for name in files(folder) if name.endswith(".pdf")]


def test_what_is_accepted_builds(write, carefold):
    folder = write("- Your level is 1.0 mg.", accept="{CF132: a laboratory value}")
    assert carefold("build", "h", cwd=folder).code == 0
    run = carefold("check", "h", cwd=folder)
    assert (run.code, run.out) == (0, "h: nothing found, 1 accepted\n")


def test_warnings_do_not_stop_a_build(write, carefold):
    blocks = "- It is a small, old, red and dull knee that hurts at night and by day, in rain and in sun."
    folder = write(blocks)
    assert carefold("build", "h", "--layout", "letter", cwd=folder).code == 0
    run = carefold("check", "h", cwd=folder)
    assert (run.code, run.out.count(": warning: ")) == (0, 1)
    assert carefold("check", "h", "--strict", cwd=folder).code == ExitCode.PROBLEMS


def test_a_handout_in_no_project_with_a_changed_severity(write, carefold, clinic):
    folder = write("- It helps 5% of people.")
    assert carefold("check", "h", cwd=folder).code == ExitCode.PROBLEMS
    clinic.add("project.yaml", "findings: {CF121: warning}\n")
    assert carefold("check", "h", cwd=folder).code == 0
    assert carefold("build", "h", "--layout", "letter", cwd=folder).code == 0
    clinic.add("project.yaml", "findings: {CF132: off}\n")
    run = carefold("check", "h", cwd=folder)
    assert run.code == ExitCode.PROBLEMS
    assert "project.yaml:1:12: error: CF132 stays an error: it protects patients." in run.err


def test_expired(write, carefold):
    folder = write("- Rest.", review_by="2026-11-30")
    run = carefold("check", "h", cwd=folder)
    assert run.code == ExitCode.PROBLEMS and "[CF143]" in run.out
    assert "was to be reviewed by 2026-11-30" in carefold("build", "h", cwd=folder).err
    assert carefold("build", "h", "--layout", "letter", "--allow-expired", cwd=folder).code == 0


def test_a_preview_is_a_proof_and_shows_words_that_are_not_right_yet(write, carefold):
    folder = write("- Take 1.0 mg.")
    assert carefold("preview", "h", "--layout", "letter", "--out", "p.png", cwd=folder).code == 0


def test_json(write, carefold):
    folder = write("- Take 1.0 mg. It helps 5% of people.", accept="{CF121: no better source}")
    (checked,) = carefold("check", "h", "--format", "json", cwd=folder).document["checked"]
    (finding,) = checked["findings"]
    assert (finding["code"], finding["place"]) == ("CF132", "handouts/h.yaml:15:14")
    assert [(one["code"], one["reason"]) for one in checked["accepted"]] == [("CF121", "no better source")]
    assert checked["reading-grade"]["formula"] == "Flesch-Kincaid"
    assert {"points", "applicable", "score", "open", "items"} == set(checked["pemat"]) == set(checked["cdc"])


def test_junit(write, carefold):
    folder = write("- Take 1.0 mg.")
    run = carefold("check", "h", "zzz", "--format", "junit", cwd=folder)
    assert run.code == ExitCode.PROBLEMS
    suites = {suite.get("name"): suite for suite in ET.fromstring(run.out)}
    assert suites["h"].get("failures") == suites["zzz"].get("failures") == "1"
    assert "[CF132]" in run.err and "there is no handout “zzz”" in run.err


def test_html(write, carefold):
    folder = write("- Take 1.0 mg.")
    run = carefold("check", "h", "--format", "html", "--quiet", cwd=folder)
    assert run.code == ExitCode.PROBLEMS
    assert run.out.startswith("<!DOCTYPE html>\n") and run.out.endswith("</html>\n")
    assert "Sign-off" in run.out


def test_show_prints_the_grade(write, carefold):
    folder = write("- Rest your knee.")
    run = carefold("show", "h", cwd=folder)
    assert "reading grade" in run.out and "Flesch-Kincaid" in run.out and "SMOG" in run.out
    assert carefold("show", "h", "--json", cwd=folder).document["reading-grade"]["grade"] < 6


def test_every_code_is_documented_with_what_a_clinic_may_do():
    from pathlib import Path

    from carefold.diagnostics.codes import OF_WORDS

    text = (Path(__file__).resolve().parents[2] / "docs/checks.md").read_text("utf-8")
    for code, entry in OF_WORDS.items():
        assert f"| {code} | {entry.severity} | {entry.title} | {entry.source} | {entry.leave} |" in text
