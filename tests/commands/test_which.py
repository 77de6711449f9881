"""carefold which, and list --find: a shelf is asked."""

from __future__ import annotations

import json

import pytest
import shelving

from carefold.batch.manifest import written
from carefold.diagnostics.exit_code import ExitCode


@pytest.fixture
def shelf(clinic):
    clinic.write(title="Dormir mejor", audience="Grown people", topics="{mesh: [Sleep], icd10: [G47.0]}")
    clinic.add("handouts/other.yaml", (clinic.folder / "handouts/h.yaml").read_text("utf-8").replace("Dormir", "Comer"))
    outputs = [shelving.output("h", title="Dormir mejor"), shelving.output("other", code="THR222", gone="expired")]
    clinic.add("out/manifest.json", written(shelving.manifest(outputs)))
    before = {"code": "DCD222", "file": "h.trifold.pdf", "handout": "h", "version": "0", "title": "Dormir"}
    clinic.add("out/.carefold/codes.jsonl", json.dumps(before) + "\n")
    return clinic


@pytest.mark.parametrize(
    ("code", "ends", "says"),
    [
        (
            "k7m2pq",
            0,
            "K7M2PQ is current: “Dormir mejor”, version 1.0, to be reviewed by 2028-03-04 (h.trifold.pdf).\n",
        ),
        ("DCD222", 1, "DCD222 is replaced by K7M2PQ: it is “Dormir”, version 0. Give out h.trifold.pdf.\n"),
        (
            "THR222",
            1,
            "THR222 has expired; it was to be reviewed by 2028-03-04: it is “Better sleep”, version 1.0. Don’t give it"
            " out.\n",
        ),
        ("K7M2PR", 1, "No sheet has the code K7M2PR. Did you mean K7M2PQ?\n"),
        ("VVVVVV", 1, "No sheet has the code VVVVVV.\n"),
    ],
)
def test_answers(code, ends, says, shelf, carefold):
    run = carefold("which", code, cwd=shelf.folder)
    assert (run.code, run.out, run.err) == (ends, says, "")
    assert carefold("which", code, "--out", "out", cwd=shelf.folder) == run
    assert carefold("which", code, "--quiet", cwd=shelf.folder).out == (says if ends else "")


def test_json(shelf, carefold):
    assert carefold("which", "DCD222", "--json", cwd=shelf.folder).document == {
        "code": "DCD222", "state": "replaced", "title": "Dormir", "version": "0", "review-by": "2028-03-04",
        "files": ["h.trifold.pdf"], "by": ["K7M2PQ"], "reason": "", "since": "", "did-you-mean": [], "problems": [],
    }  # fmt: skip


@pytest.mark.parametrize(
    ("why", "since", "state", "says"),
    [
        ("withdrawn", "2026-12-01", "withdrawn", "is withdrawn since 2026-12-01"),
        ("withdrawn", "", "withdrawn", "is withdrawn"),
        (
            "faulty",
            "2026-12-01",
            "gone",
            "is refused since 2026-12-01, because its brand has changed and its handout now",
        ),
        ("former-phone", "2026-12-01", "gone", "is refused since 2026-12-01, because it has a phone number that is no"),
        (
            "unasked",
            "2026-12-01",
            "gone",
            "is off the shelf since 2026-12-01: nothing in the project asks for",
        ),
    ],
)
def test_it_says_why_truly(why, since, state, says, shelf, carefold):
    gone = shelving.output("other", code="THR222", gone=why, gone_since=since)
    shelf.add("out/manifest.json", written(shelving.manifest([gone])))
    run = carefold("which", "THR222", "--json", cwd=shelf.folder)
    assert [run.document[key] for key in ("state", "reason", "since")] == [state, why, since]
    assert f"THR222 {says}" in carefold("which", "THR222", cwd=shelf.folder).out


def test_what_is_past_its_review_date_is_not_current_though_it_lies_there(shelf, carefold):
    """No build has looked at it since."""
    run = carefold("which", "K7M2PQ", cwd=shelf.folder, epoch="1835740800")  # 2028-03-04
    assert run.out.startswith("K7M2PQ is current")
    run = carefold("which", "K7M2PQ", cwd=shelf.folder, epoch="1835827200")
    assert run.code == 1 and run.out.startswith("K7M2PQ has expired; it was to be reviewed by 2028-03-04")


def test_without_a_shelf_it_says_what_makes_one(clinic, carefold):
    clinic.write()
    run = carefold("which", "K7M2PQ", cwd=clinic.folder)
    assert (run.code, run.err) == (
        ExitCode.MISSING, "out/manifest.json: error: there is no such file. Hint: `carefold build --all` writes it.\n",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("mejor", ["h", "other"]), ("DÓRMIR sleep", ["h"]), ("g47.0 comer", ["other"]), ("grown", ["h", "other"]),
        ("K7M2PQ", ["h"]), ("Code k7m2pq", ["h"]), ("THR222", ["other"]), ("dormir nothing", []), ("other", ["other"]),
    ],
)  # fmt: skip
def test_handouts_are_found(words, found, shelf, carefold):
    run = carefold("list", "--find", words, "--json", cwd=shelf.folder)
    assert ([row["name"] for row in run.document["handouts"]], run.code) == (found, 0)


def test_finding_does_without_a_shelf_and_remembers_what_it_finds(shelf, carefold, tmp_path_factory):
    (shelf.folder / "out/manifest.json").unlink()
    cache = tmp_path_factory.mktemp("cache")
    for _ in range(2):
        run = carefold("list", "--find", "g47 grown dormir", "--json", cwd=shelf.folder, cache=cache)
        assert [row["name"] for row in run.document["handouts"]] == ["h"]


def test_what_cannot_be_read_is_told_all_the_same(shelf, carefold):
    shelf.add("handouts/z.yaml", "titel: x\n")
    run = carefold("list", "--find", "dormir", "--json", cwd=shelf.folder)
    assert [row["name"] for row in run.document["handouts"]] == ["h"]
    assert run.code == 1 and run.document["problems"]
