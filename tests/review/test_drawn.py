"""Findings on pictures of their pages."""

import re
from pathlib import Path

import pytest

from carefold.diagnostics.finding import Finding, Spot
from carefold.diagnostics.report import Shot
from carefold.preflight.sandbox.sandbox import preflight_file
from carefold.reports.drawn import numbered, pages
from carefold.reports.html import page
from carefold.reports.outcome import Checked, Outcome

FAULTY = Path(__file__).parents[1] / "preflight" / "others" / "weasyprint-faulty.pdf"
FINE = FAULTY.with_name("weasyprint-ua.pdf")


def found(*spots):
    return Finding("text over text", "page 1", code="CF406", spots=spots)


def test_what_has_no_spot_has_no_number():
    assert numbered([found(), found(Spot(0, 1, 2, 3, 4)), found(), found(Spot(2, 1, 2, 3, 4))]) == {1: 1, 3: 2}


def test_boxes_stand_where_the_spots_are_upside_down_and_from_the_crop_box():
    shot = Shot(1, (10.0, 20.0, 210.0, 320.0), b"png")
    (drawn,) = pages([found(Spot(1, 50, 100, 90, 120)), found(Spot(0, 0, 0, 9, 9))], [shot])
    assert 'viewBox="0 0 200.0 300.0"' in drawn
    assert 'x="37.0" y="197.0" width="46.0" height="26.0"' in drawn, "3 points around it"
    assert "Page 2, with a box around findings 1<" in drawn


@pytest.fixture(scope="module")
def report():
    return preflight_file(FAULTY, shots=True)


def test_the_other_process_makes_the_pictures(report):
    (shot,) = report.shots
    assert shot.page == 0
    assert shot.png.startswith(b"\x89PNG")
    assert 250 < shot.box[2] < 350, "A6"
    assert preflight_file(FAULTY).shots == ()
    assert [finding.code for finding in preflight_file(FAULTY).findings] == [one.code for one in report.findings]


def test_the_page_of_a_check_has_each_number_on_the_picture_and_in_the_table(report):
    whole = page(Outcome((Checked.of(report),), (), strict=False))
    count = len(numbered(report.findings))
    assert count >= 4
    assert sorted(map(int, re.findall(r">(\d+)</text>", whole))) == list(range(1, count + 1))
    assert all(f">{number}: page 1</td>" in whole for number in range(1, count + 1))
    assert len(re.findall(r'href="data:image/png;base64,', whole)) == 1
    assert "img-src data:" in whole


def test_where_nothing_is_to_be_drawn_there_is_no_picture():
    report = preflight_file(FINE, shots=True)
    assert not [finding for finding in report.findings if finding.spots]
    assert report.shots == ()
