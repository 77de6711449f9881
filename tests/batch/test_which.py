"""Which sheet is this: what a code says, and how kindly it is read."""

from __future__ import annotations

import json

import pytest
import shelving
from hypothesis import given
from hypothesis import strategies as st
from shelving import output

from carefold.batch.search import SIGNS, folded, has_all, matching, plain_code
from carefold.batch.which import FORMER, Former, former_codes, which


def former(
    code: str, file: str = "better-sleep.trifold.pdf", handout: str = "better-sleep", version: str = "0.9"
) -> Former:
    return {"code": code, "file": file, "handout": handout, "version": version, "title": "Sleep"}


BEFORE = [
    former("DCD222"), former("DCD333", "better-sleep.poster.pdf"), former("GNE222"), former("K7M2PQ"),
    former("DCD444", "taken-away.trifold.pdf", "taken-away"), former("DCD555", "x.letter.pdf", "x"),
]  # fmt: skip


SHELF = shelving.manifest(shelving.shelf())


def asked(code: str):
    return which(code, SHELF, BEFORE, shelving.TODAY)


def test_a_current_one():
    assert asked("K7M2PQ") == {
        "code": "K7M2PQ", "state": "current", "title": "Better sleep", "version": "1.0", "review-by": "2028-03-04",
        "files": ["better-sleep.trifold.pdf"], "by": [], "reason": "", "since": "", "did-you-mean": [],
    }  # fmt: skip
    assert asked("ABC234")["files"] == ["better-sleep.letter.pdf", "better-sleep.letter.screen.pdf"]


@pytest.mark.parametrize(
    ("code", "state", "by", "reason"),
    [
        ("DCD222", "replaced", ["K7M2PQ"], ""),
        ("DCD333", "replaced", ["ABC234", "K7M2PQ", "ESPQ22"], ""),
        ("GNE222", "withdrawn", [], "withdrawn"),
        ("DCD444", "withdrawn", [], "withdrawn"),
        ("DCD555", "gone", [], ""),
        ("VVVVVV", "unknown", [], ""),
        ("", "unknown", [], ""),
        ("DC", "unknown", [], ""),
    ],
)
def test_others(code, state, by, reason):
    answer = asked(code)
    assert (answer["code"], answer["state"], answer["by"], answer["reason"]) == (code, state, by, reason)


def test_editions_that_shared_a_code_are_replaced_together():
    before = [former("DCD222", f"better-sleep.letter.{ending}") for ending in ("pdf", "screen.pdf")]
    answer = which("DCD222", SHELF, before, shelving.TODAY)
    assert (answer["by"], answer["files"]) == (
        ["ABC234"], ["better-sleep.letter.pdf", "better-sleep.letter.screen.pdf"],
    )  # fmt: skip


def test_what_was_replaced_is_told_as_it_was():
    answer = asked("DCD222")
    assert (answer["title"], answer["version"], answer["files"]) == ("Sleep", "0.9", ["better-sleep.trifold.pdf"])


def test_a_sheet_whose_file_has_left_is_not_replaced_by_another_layout():
    manifest = shelving.manifest([output(), output(layout="card", gone="faulty", code="NEW222")])
    answer = which("DCD222", manifest, [former("DCD222", "better-sleep.card.pdf")], shelving.TODAY)
    assert (answer["state"], answer["reason"], answer["by"]) == ("gone", "faulty", [])


@pytest.mark.parametrize(
    "written",
    ["k7m2pq", " K7M-2PQ ", "Code K7M2PQ", "código k7m2pq", "K7 M2 PQ", "KIM2PQ", "K1M2PQ", "k7m2p0", "KLM2PO"],
)
def test_it_is_read_kindly(written):
    assert (asked(written)["code"], asked(written)["state"]) == ("K7M2PQ", "current")


@pytest.mark.parametrize(
    ("written", "near"),
    [("K7M2PR", ["K7M2PQ"]), ("7KM2PQ", ["K7M2PQ"]), ("0CD0I2", []), ("K7M000", []), ("K7M2PQQ", ["K7M2PQ"])],
)
def test_another_is_not_taken_for_it(written, near):
    answer = asked(written)
    assert (answer["state"], answer["did-you-mean"]) == ("unknown", near)


def test_several_that_it_may_be_are_named():
    manifest = shelving.manifest([output(code="ABC234"), output("two", code="ABD234")])
    answer = which("AB0234", manifest, [], shelving.TODAY)
    assert (answer["state"], answer["did-you-mean"]) == ("unknown", ["ABC234", "ABD234"])


def test_lines_that_were_not_written_whole_are_passed_over(tmp_path):
    whole = [json.dumps(one) for one in BEFORE]
    lines = [
        *whole[:2],
        '{"code": "DCD',
        "[]",
        "7",
        '{"code": 1, "file": "", "handout": "", "version": "", "title": ""}',
        "\0",
        *whole[2:],
    ]
    (tmp_path / FORMER).write_text("\n".join(lines), encoding="utf-8")
    assert former_codes(tmp_path) == tuple(BEFORE)
    assert former_codes(tmp_path / "none") == ()


@given(st.text(alphabet=SIGNS, min_size=6, max_size=6), st.text())
def test_nothing_that_is_typed_breaks_it(code, written):
    assert matching(plain_code(code.lower()), [code, "K7M2P2"]) == (code,)
    assert asked(written)["state"] in ("current", "replaced", "expired", "withdrawn", "gone", "unknown")


def test_words_are_found_whatever_their_accents():
    assert has_all("PRESION  arterial", ["Presión", "Arterial"])
    assert not has_all("presión baja", ["Presión alta"])
    assert folded("Ñandú Ÿ") == "nandu y"
