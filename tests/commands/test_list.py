"""carefold list: states and review dates."""

import re

import pytest
from opening import opened

from carefold import twins
from carefold.diagnostics.exit_code import ExitCode
from carefold.workspace import load_handout

# "Today" is 2026-12-01.
DATES = {"a-past": "2026-11-30", "b-today": "2026-12-01", "c-90": "2027-03-01", "d-91": "2027-03-02"}
STATES = {"a-past": "expired", "b-today": "due", "c-90": "due", "d-91": "current"}


@pytest.fixture
def shelf(clinic):
    for name, date in DATES.items():
        clinic.write(review_by=date)
        (clinic.folder / "handouts/h.yaml").rename(clinic.folder / f"handouts/{name}.yaml")
    clinic.add("handouts/parts/shared.yaml", "- no handout")
    clinic.add("handouts/._a-past.yaml", b"\x00\x05\x16\x07")
    clinic.add("handouts/.h.yaml", "an editor's")
    return clinic


def test_states(shelf, carefold):
    run = carefold("list", "--json", cwd=shelf.folder)
    assert run.code == 0
    assert {row["name"]: row["state"] for row in run.document["handouts"]} == STATES
    assert run.document["handouts"][0] == {
        "name": "a-past", "title": "Small", "languages": ["en"], "version": "1", "review-by": "2026-11-30",
        "state": "expired",
    }  # fmt: skip
    assert run.document["problems"] == []


def test_table(shelf, carefold):
    lines = carefold("list", cwd=shelf.folder).out.splitlines()
    assert lines[0].split() == ["handout", "title", "language", "version", "review", "by", "state"]
    assert [line.split() for line in lines[1:]] == [
        [name, "Small", "en", "1", DATES[name], STATES[name]] for name in sorted(DATES)
    ]


def test_tables_fit_the_terminal(clinic, carefold, monkeypatch):
    clinic.write(title="What to know about the days before and after your operation")
    monkeypatch.delenv("COLUMNS", raising=False)
    wide = carefold("list", cwd=clinic.folder).out.splitlines()
    assert max(map(len, wide)) > 80
    monkeypatch.setenv("COLUMNS", "60")
    for command in (["list"], ["show", "h"]):
        lines = carefold(*command, cwd=clinic.folder).out.splitlines()
        assert max(map(len, lines)) <= 60
    assert re.search("^h +What to.*… +en", carefold("list", cwd=clinic.folder).out, re.MULTILINE)


def test_due(shelf, carefold):
    run = carefold("list", "--due", "--json", cwd=shelf.folder)
    assert [row["name"] for row in run.document["handouts"]] == ["a-past", "b-today", "c-90"]


def test_today_is_source_date_epoch(shelf, carefold):
    document = carefold("list", "--due", "--json", cwd=shelf.folder, epoch="0").document
    assert document["handouts"] == []
    assert carefold("list", "--due", cwd=shelf.folder, epoch="0").out.startswith("No handout is due")


@pytest.mark.parametrize("text", ["titel: x\n", "", "a: [b", b"\xff\xfe\x00"], ids=["key", "empty", "syntax", "bytes"])
def test_broken(text, shelf, carefold):
    shelf.add("handouts/z.yaml", text)
    for options in ([], ["--due"]):
        run = carefold("list", "--json", *options, cwd=shelf.folder)
        assert run.code == ExitCode.PROBLEMS
        row = run.document["handouts"][-1]
        assert (row["name"], row["state"], row["title"]) == ("z", "broken", "")
        assert {problem["file"] for problem in run.document["problems"]} == {"handouts/z.yaml"}
    run = carefold("list", cwd=shelf.folder)
    assert "handouts/z.yaml" in run.err and "error:" in run.err
    assert run.out.splitlines()[-1].split() == ["z", "broken"]


def test_of_many_problems_of_a_file_the_first_are_told(shelf, carefold):
    shelf.add("handouts/z.yaml", "".join(f"k{number}: x\n" for number in range(9)))
    count = len(carefold("list", "--json", cwd=shelf.folder).document["problems"])
    *told, last = carefold("list", cwd=shelf.folder).err.splitlines()
    assert len(told) == 3 and f"{count - 3} more problems stand in this file" in last


def test_quiet(shelf, carefold):
    run = carefold("list", "--quiet", cwd=shelf.folder)
    assert (run.code, run.out, run.err) == (0, "", "")


def test_only_those_that_are_asked_for(shelf, carefold):
    (name, *others) = [row["name"] for row in carefold("list", "--json", cwd=shelf.folder).document["handouts"]]
    assert others
    for argument in (name, f"handouts/{name}.yaml"):
        run = carefold("list", argument, "--json", cwd=shelf.folder)
        assert [row["name"] for row in run.document["handouts"]] == [name]
    run = carefold("list", "nope", "--json", cwd=shelf.folder)
    assert (run.code, run.document["handouts"]) == (1, [])
    assert run.document["problems"][0]["message"] == "there is no handout “nope”."


def test_the_sample_without_a_project(carefold):
    run = carefold("list", "about-ketamine", "--json")
    assert run.code == 0
    assert "about-ketamine" in {row["name"] for row in run.document["handouts"]}


def test_an_empty_project(clinic, carefold):
    (clinic.folder / "handouts").mkdir()
    run = carefold("list", "--json", cwd=clinic.folder)
    assert (run.code, run.document) == (0, {"handouts": [], "problems": []})
    assert carefold("list", cwd=clinic.folder).code == 0


def test_the_ids_of_all_handouts_are_read_once(shelf, monkeypatch):
    """For 2 000 handouts a look at all others for each of them would take minutes."""
    looked_at = []
    found = twins._id_in
    monkeypatch.setattr(twins, "_id_in", lambda path: looked_at.append(path.stem) or found(path))
    workspace = opened(shelf.folder)
    *others, last = sorted(DATES)
    load_handout(workspace, last)
    assert sorted(looked_at) == others
    for name in DATES:
        load_handout(workspace, name)
    assert sorted(looked_at) == others


def test_handouts_that_are_read_in_order_are_looked_at_no_second_time(shelf, monkeypatch):
    monkeypatch.setattr(twins, "_id_in", lambda path: pytest.fail(f"{path} is read twice"))
    workspace = opened(shelf.folder)
    for name in sorted(DATES):
        load_handout(workspace, name)


def test_nothing_to_list_is_said(clinic, carefold):
    clinic.write()
    said = "No handout is due: none is to be reviewed within 90 days.\n"
    assert carefold("list", "--due", cwd=clinic.folder).out == said
    assert carefold("list", "--find", "knees", cwd=clinic.folder).out == "No handout has all of “knees”.\n"
    assert carefold("list", "--due", "--json", cwd=clinic.folder).document["handouts"] == []
