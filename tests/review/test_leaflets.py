"""Leaflets as a patient-education team would print them: nothing is found in them that a nurse would call noise."""

from __future__ import annotations

from pathlib import Path

import pytest
from opening import opened

from carefold.diagnostics.finding import Severity

LEAFLETS = sorted((Path(__file__).parent / "corpus" / "leaflets").glob("*.yaml"))


@pytest.mark.parametrize("leaflet", LEAFLETS, ids=lambda path: path.stem)
def test_a_good_leaflet_has_no_error_and_no_warning(leaflet, clinic):
    clinic.write()
    clinic.add("project.yaml", "format: 2\n")
    clinic.add(f"handouts/{leaflet.stem}.yaml", leaflet.read_text("utf-8"))
    found = opened(clinic.folder).check(leaflet.stem).report.findings
    assert [str(one) for one in found if one.severity is not Severity.HINT] == []
    assert sum(one.severity is Severity.HINT for one in found) <= 2, [str(one) for one in found]
