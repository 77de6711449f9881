"""carefold review and carefold history: decisions on record, and what the page says of them."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from html import unescape

import pytest
from command_line import DECEMBER_2026

from carefold.approval.chain import read_chain
from carefold.diagnostics.carefold_error import CarefoldError
from carefold.diagnostics.exit_code import ExitCode
from carefold.order import Order
from carefold.pipeline import build
from carefold.workspace import Workspace

ADA, BO = "Ada Sample, RN", "Bo Example, MD, surgeon"


@pytest.fixture
def clinic(clinic):
    clinic.write("- Take 2 tablets [@one] at 8 am. Call us with questions.", references=REFERENCES)
    return clinic


REFERENCES = "[{id: one, type: webpage, title: A page, author: [{literal: Demo}], URL: 'https://a.example'}]"


@pytest.fixture
def review(clinic, carefold):
    return lambda *more, command="review": carefold(command, "h", *more, cwd=clinic.folder)


def edit(clinic, old, new, file="handouts/h.yaml"):
    path = clinic.folder / file
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def printed(carefold, words, clinic):
    assert carefold("build", "h", "--layout", "letter", "--out", "o", cwd=clinic.folder).code == 0
    return words(clinic.folder / "o/h.letter.pdf")


def test_the_page_names_who_approved_these_words(clinic, review, carefold, words):
    assert review().out == "nobody has signed this handout\n"
    assert "Not yet reviewed by a clinician" in printed(carefold, words, clinic)
    run = review("--sign", ADA)
    assert (run.code, run.out) == (0, "approved by Ada Sample, RN, on 2026-12-01 (version 1)\n")
    review("--sign", BO)
    page = printed(carefold, words, clinic)
    assert "Ada Sample, RN" in page and "Bo Example, MD, surgeon" in page
    edit(clinic, "2 tablets", "3 tablets")
    assert "Not yet reviewed by a clinician" in printed(carefold, words, clinic)
    told = carefold("check", "h", cwd=clinic.folder).out
    assert "since Bo Example approved them on 2026-12-01: “Take 2 tablets" in told and "[CF181]" in told
    edit(clinic, "3 tablets", "2 tablets")
    assert "Ada Sample, RN" in printed(carefold, words, clinic)


def test_build_all_makes_anew_what_was_signed(clinic, review, carefold, words):
    carefold("build", "--all", cwd=clinic.folder)
    assert "unchanged" in carefold("build", "--all", cwd=clinic.folder).out
    review("--sign", ADA)
    carefold("build", "--all", cwd=clinic.folder)
    assert "Ada Sample, RN" in words(clinic.folder / "out/h.letter.pdf")


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("handouts/h.yaml", "title: A page", "title: Another page"),
        ("handouts/h.yaml", "Remember", "Recall"),
        ("handouts/h.yaml", "disclaimer: default", "disclaimer: Ask us."),
    ],
)
def test_what_is_approved(clinic, review, file, old, new):
    review("--sign", ADA)
    edit(clinic, old, new, file)
    assert review("--json").document["changed-since"] == "2026-12-01"


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("brand.yaml", "555-0100", "555-0123"),
        ("handouts/h.yaml", "version: 1", 'version: "1.1"'),
        ("handouts/h.yaml", "review-by: 2999", "review-by: 2998"),
    ],
)
def test_what_is_outside_of_an_approval(clinic, review, file, old, new):
    review("--sign", ADA)
    edit(clinic, old, new, file)
    assert review("--json").document["approved-by"] == [{"name": "Ada Sample", "role": "RN", "date": "2026-12-01"}]


def test_changes_asked_for(clinic, review, carefold):
    review("--sign", ADA)
    run = review("--sign", BO, "--decision", "changes")
    assert run.out == "Bo Example, MD, surgeon, asked for changes on 2026-12-01\n"
    assert "[CF182]" in carefold("check", "h", cwd=clinic.folder).out


def test_an_author_alone_is_no_review(clinic, review, carefold):
    edit(clinic, "authors: [", "authors: [Ada Sample, ")
    review("--sign", ADA)
    assert "[CF183]" in carefold("check", "h", cwd=clinic.folder).out
    review("--sign", BO)
    assert "[CF183]" not in carefold("check", "h", cwd=clinic.folder).out


def test_names_in_the_handout_are_taken_over_once(clinic, review):
    edit(clinic, "audience:", "reviewers: [{name: Cy Demo, role: MD, date: 2027-01-01}]\naudience:")
    review("--sign", ADA)
    assert [one["name"] for one in review("--json").document["approved-by"]] == ["Cy Demo", "Ada Sample"]
    review("--sign", BO)
    said = review("--json", command="history").document["decisions"]
    assert [(one["name"], one["imported"]) for one in said] == [
        ("Cy Demo", True), ("Ada Sample", False), ("Bo Example", False),
    ]  # fmt: skip


def test_old_names_in_the_handout_say_nothing_of_these_words(clinic, review):
    edit(clinic, "audience:", "reviewers: [{name: Cy Demo, role: MD, date: 2020-01-01}]\naudience:")
    review("--sign", ADA)
    assert [one["name"] for one in review("--json").document["approved-by"]] == ["Ada Sample"]


@pytest.mark.parametrize("said", ["Ada", "Ada,", ", RN", "", "Ada\u202e, RN", "Ada,\x1b[31mRN"])
def test_who_signs_has_a_name_and_a_role(clinic, review, said):
    run = review("--sign", said)
    assert run.code == ExitCode.USAGE and "a name and a role" in run.err
    assert not (clinic.folder / "reviews.jsonl").exists()


def test_nobody_approves_errors(clinic, review):
    edit(clinic, "Take 2 tablets", "Take .5 mg qd")
    run = review("--sign", ADA)
    assert run.code == ExitCode.PROBLEMS and "nobody can approve it so" in run.err
    assert review("--sign", ADA, "--decision", "changes").code == 0


def test_history(clinic, review):
    review("--sign", ADA)
    edit(clinic, "2 tablets", "3 tablets")
    run = review("--on", "2026-12-01", "--text", command="history")
    assert run.out.splitlines()[0] == "2026-12-01  version 1  approved: Ada Sample, RN"
    assert any("Take 2 tablets" in line for line in run.out.splitlines())
    assert review("--on", "2026-11-30", command="history").out == "nobody had approved it by 2026-11-30\n"


def test_samples_are_nobodys_to_sign(carefold, tmp_path):
    run = carefold("review", "about-ketamine", "--sign", ADA, cwd=tmp_path)
    assert run.code == ExitCode.USAGE and "only a project's own handouts are signed" in run.err


# --- the chain


@pytest.fixture
def three(clinic, review):
    for sign in (ADA, BO, "Cy Demo, MD"):
        review("--sign", sign)
    return clinic.folder / "reviews.jsonl"


def lines(path):
    return path.read_text("utf-8").splitlines(keepends=True)


FORGED = {
    "edited": lambda some: [some[0], some[1].replace("Bo Example", "Bo Forged"), some[2]],
    "the last edited": lambda some: [*some[:2], some[2].replace("Cy Demo", "Cy Forged")],
    "the first edited": lambda some: [some[0].replace("2026-12-01", "2026-11-01"), *some[1:]],
    "cut out": lambda some: [some[0], some[2]],
    "cut off": lambda some: some[:2],
    "all of it": lambda some: [],
    "in another order": lambda some: [some[1], some[0], some[2]],
    "twice": lambda some: [*some, some[2]],
    "no decision": lambda some: [*some, "{}\n"],
    "half a character": lambda some: [*some[:2], some[2].replace("Demo", "\\ud800")],
    "too deep": lambda some: [*some, "[" * 100_000 + "\n"],
    "half": lambda some: [*some[:2], some[2][:99]],
    "other spaces": lambda some: [some[0].replace(": ", ":"), *some[1:]],
}


def test_line_ends_of_windows_break_no_chain(three, review):
    three.write_bytes(three.read_bytes().replace(b"\n", b"\r\n"))
    assert review().code == ExitCode.DONE
    assert review("--sign", ADA).code == ExitCode.DONE and b"\r" not in three.read_bytes()


@pytest.mark.parametrize("how", FORGED)
def test_a_forged_file_is_found(three, clinic, review, carefold, how):
    three.write_text("".join(FORGED[how](lines(three))), "utf-8")
    before = three.read_bytes()
    for run in (review(), review("--sign", ADA), carefold("build", "h", cwd=clinic.folder)):
        assert run.code == ExitCode.PROBLEMS and "reviews.jsonl" in run.err and "Traceback" not in run.err, run.err
    assert three.read_bytes() == before
    if how not in ("cut off", "all of it"):  # each whole in itself
        (clinic.folder / ".carefold/reviews.json").unlink()
        assert review().code == ExitCode.PROBLEMS, "a clone sees it too"


def test_a_clone_knows_what_is_in_the_file(three, clinic, review):
    (clinic.folder / ".carefold/reviews.json").unlink()
    assert len(review("--json", command="history").document["decisions"]) == 3
    three.write_text("".join(lines(three)[1:]), "utf-8")
    assert "the chain of decisions about “h” is broken here" in review().err


def test_two_branches_join(three, clinic, carefold, review):
    """Lines of another handout, wherever they come between, break nothing."""
    text = (clinic.folder / "handouts/h.yaml").read_text("utf-8")
    clinic.add("handouts/other.yaml", text.replace("\nid: ", "\nid: other-"))
    assert carefold("review", "other", "--sign", ADA, cwd=clinic.folder).code == 0
    some = lines(three)
    three.write_text("".join([some[0], some[3], *some[1:3]]), "utf-8")
    assert review().code == 0


def test_killed_at_any_moment(three, clinic):
    """Whatever was on record stays, and the file is whole."""
    before = lines(three)
    for wait in (0.3, 0.4, 0.5, 0.6, 0.7):
        command = [sys.executable, "-m", "carefold", "review", "h", "--sign", ADA]
        process = subprocess.Popen(command, cwd=clinic.folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(wait)
        process.send_signal(signal.SIGKILL)
        process.wait()
        assert lines(three)[: len(before)] == before
        read_chain(clinic.folder, "reviews.jsonl")
        before = lines(three)


def test_a_chain_that_is_broken_stops_the_api_too(three, clinic):
    three.write_text("{}\n", "utf-8")
    with pytest.raises(CarefoldError, match=r"reviews\.jsonl:1"):
        build(Workspace.open(clinic.folder, DECEMBER_2026), Order("h", "letter"))


def test_lines_are_json_that_others_can_read(three):
    said = [json.loads(line) for line in lines(three)]
    assert [one["name"] for one in said] == ["Ada Sample", "Bo Example", "Cy Demo"]
    assert said[0]["before"] == "" and len({one["seal"] for one in said}) == 1


def test_the_sheet_tells_what_has_changed(clinic, review, carefold):
    review("--sign", ADA)
    edit(clinic, "2 tablets", "3 tablets")
    sheet = unescape(carefold("check", "h", "--format", "html", cwd=clinic.folder).out)
    assert "Since Ada Sample approved it on 2026-12-01: the words below." in sheet
    assert "<td>Take 2 tablets [@one]</td><td>Take 3 tablets [@one]</td>" in sheet


def test_doctor_says_what_the_next_format_refuses(clinic, carefold):
    edit(clinic, "Call us with questions.", "This will cure you. Call us with questions.")
    run = carefold("doctor", "--words", cwd=clinic.folder)
    assert run.code == 0 and "words: hint: handouts/h.yaml:" in run.err + run.out and "[CF190]" in run.err + run.out
    clinic.add("project.yaml", "format: 2\n")
    assert "[CF190]" not in carefold("doctor", "--words", cwd=clinic.folder).out
