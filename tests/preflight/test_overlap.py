"""Text over other text is found, and what only comes near is not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pikepdf import Dictionary, Name

from carefold.preflight.checks.overlap import overlap_findings, overlaps

LINE = b"BT /F1 10 Tf 100 200 Td (A line of text) Tj ET "  # 70 points wide


@pytest.mark.parametrize("content", [
    b"BT /F1 10 Tf 120 200 Td (other) Tj ET",
    b"BT /F1 10 Tf 100 205 Td (half a line higher) Tj ET",
    b"BT /F1 10 Tf 60 197 Td (reaches in) Tj ET",
    b"BT /F1 30 Tf 90 190 Td (LARGE) Tj ET",
    b"BT /F1 10 Tf 101.2 200 Td (A like on text) Tj ET",
    b"BT /F1 40 Tf 165 190 Td (LARGE over the end of small) Tj ET",
    b"BT /F1 10 Tf 20 0 0 20 110 195 Tm (x) Tj ET",
    b"BT /F1 10 Tf 0 1 -1 0 130 180 Tm (upwards) Tj ET",
    b"BT /F1 10 Tf -1 0 0 -1 150 206 Tm (on its head) Tj ET",
    b"BT /F1 -10 Tf -1 0 0 -1 110 200 Tm (twice turned) Tj ET",
    b"BT /F1 10 Tf 100 200 Td (A line of texts, not the same) Tj ET",
    b"q 1 0 0 1 100 150 cm BT /F1 10 Tf 5 50 Td (in a moved place) Tj ET Q",
], ids=repr)  # fmt: skip
def test_text_over_text_is_found(paper, content):
    document = paper(LINE + content)
    (finding,) = overlap_findings(document)
    assert finding.code == "CF406" and "A line of text" in finding.message
    (spot,) = finding.spots
    assert spot.page == 0 and 60 <= spot.left < spot.right <= 170 and 190 <= spot.bottom < spot.top <= 215


@pytest.mark.parametrize("content", [
    b"BT /F1 10 Tf 100 192 Td (The next line, set solid and less) Tj ET",
    b"BT /F1 10 Tf 169 200 Td (kerned) Tj ET",
    b"BT /F1 6 Tf 170 203.5 Td (12) Tj /F1 10 Tf 0 -3.5 Td ( and on) Tj ET",
    b"BT /F1 6 Tf 100 191 Td (12) Tj ET",
    b"BT /F1 10 Tf 6 Ts -8 200 Td (raised) Tj ET",
    b"BT /F1 10 Tf 100.3 200 Td (A line of text) Tj ET",
    b"BT /F1 10 Tf 101.2 200 Td (A line of text) Tj ET",
    b"BT /F1 10 Tf 100 199 Td (______________) Tj ET",
    b"BT /F1 10 Tf 110 200 Td (\264) Tj ET",
    b"BT 3 Tr /F1 10 Tf 100 200 Td (what a scanner heard) Tj ET",
    b"BT /F1 90 Tf .7 .7 -.7 .7 90 100 Tm (DRAFT) Tj ET",
    b"BT /F1 10 Tf 90 200 Td [(No) -9000 (gap)] TJ ET",
    b"BT /F1 10 Tf 90 200 Td (No                 gap) Tj ET",
    b"BT /F1 10 Tf 0 1 -1 0 98 180 Tm (upwards) Tj ET",
    b"BT /F1 10 Tf 100 200 Td (   ) Tj ET",
], ids=repr)  # fmt: skip
def test_what_comes_near_is_not(paper, content):
    assert not list(overlap_findings(paper(LINE + content)))


def test_three_texts_at_one_place_are_one_finding_that_counts_them(paper):
    content = LINE + b"BT /F1 10 Tf 110 202 Td (Second) Tj ET BT /F1 10 Tf 120 198 Td (Third) Tj ET"
    (finding,) = overlap_findings(paper(content))
    assert finding.message.endswith("(and 2 more).") and len(finding.spots) == 3


def test_the_one_painted_later_is_the_upper(paper):
    (pair,) = overlaps(paper(LINE + b"BT /F1 10 Tf 110 197 Td (over) Tj ET").contents[0].runs)
    assert (pair[0].text, pair[1].text) == ("over", "A line of text")


def test_widths_of_fonts_that_every_viewer_has_are_known(paper):
    """Narrow letters of Helvetica: with a guess of half the size they would reach into the next word."""
    helvetica = b"BT /F9 10 Tf 100 300 Td (illicit till) Tj ET BT /F9 10 Tf 140 300 Td (next) Tj ET"
    document = paper(helvetica, Font={"F9": Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)})
    assert not list(overlap_findings(document))
    run = document.contents[0].runs[0]
    assert run.right - run.left == pytest.approx(31.1, abs=0.1)


@given(lines=st.lists(st.tuples(st.integers(0, 400), st.integers(1, 40)), min_size=1, max_size=12))
def test_lines_with_their_own_room_never_collide(paper, lines):
    parts = [
        f"BT /F1 10 Tf {left} {700 - 8 * row} Td ({'x' * length}) Tj ET" for row, (left, length) in enumerate(lines)
    ]
    assert not list(overlap_findings(paper(" ".join(parts).encode())))
