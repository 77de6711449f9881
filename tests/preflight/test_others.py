"""PDFs by other tools are checked without a crash, and what is said of them makes sense."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from carefold.diagnostics.finding import Severity
from carefold.preflight.checks.tags import outline, reading_order
from carefold.preflight.preflight import made_from, preflight
from carefold.preflight.sandbox.sandbox import preflight_file

OTHERS = Path(__file__).parent / "others"
FILES = sorted(OTHERS.glob("*.pdf"))
GOLDEN = OTHERS / "findings.txt"


def told(path: Path) -> list[str]:
    """What is found, a line each, without what to do about it."""
    findings = preflight(path.read_bytes(), path.name, None).findings
    return [f"{one.place}: {one.severity} {one.code}: {one.message}" for one in findings] or ["nothing found"]


def test_what_is_found_reads_well():
    assert len(FILES) >= 6
    found = (
        "\n".join("\n".join([path.name, *(f"  {line}" for line in told(path)), ""]) for path in FILES).rstrip() + "\n"
    )
    if os.environ.get("UPDATE_GOLDEN"):
        GOLDEN.write_text(found, encoding="utf-8")
    assert found == GOLDEN.read_text(encoding="utf-8"), "read the change, then: UPDATE_GOLDEN=1 make test"


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_file_is_read_to_its_end(path):
    data = path.read_bytes()
    codes = {finding.code for finding in preflight(data, path.name, None).findings}
    assert codes.isdisjoint({"CF201", "CF205", "CF214", "CF220", "CF306"})
    assert made_from(data) is None
    words = " ".join(reading_order(data))
    assert "Drink enough" in words and "Call us at 555-0100." in words
    assert outline(data) == "" or "Drink enough" in outline(data)


def test_a_tagged_one_has_nothing_wrong_and_faults_have_spots_on_the_page():
    assert told(OTHERS / "typst.pdf") == ["nothing found"]
    report = preflight_file(OTHERS / "weasyprint-faulty.pdf")
    spotted = {finding.code: finding.spots for finding in report.findings if finding.spots}
    assert spotted.keys() == {"CF405", "CF406", "CF407", "CF408"}
    for spots in spotted.values():
        for page, left, bottom, right, top in spots:
            assert page == 0 and 0 < left < right < 298 and 0 < bottom < top < 420
    assert {finding.severity for finding in report.findings} == {Severity.ERROR, Severity.WARNING}
