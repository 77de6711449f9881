"""carefold doctor --printer."""

from __future__ import annotations

import pytest
from printshop import MONO, RAW, SIMPLEX, needs_sh, shop_in

from carefold.diagnostics.exit_code import ExitCode

pytestmark = needs_sh


@pytest.fixture
def doctor(clinic, carefold, tmp_path, monkeypatch):
    shop = shop_in(tmp_path / "bin", monkeypatch)
    clinic.write()
    return shop, lambda *options: carefold("doctor", "--printer", *options, cwd=clinic.folder)


def test_without_a_printer(doctor, tmp_path, monkeypatch):
    _, run = doctor
    found = run()
    assert found.code == ExitCode.MISSING and "printer: error: this computer has no printer. Hint: Add one" in found.out
    monkeypatch.setenv("PATH", str(tmp_path))
    assert run().code == ExitCode.MISSING and "the package cups-client" in run().out


def test_each_printer_and_what_to_do(doctor, clinic):
    shop, run = doctor
    shop.add("Desk")
    shop.add("Old", SIMPLEX, "printer-state=5 printer-is-accepting-jobs=false", "PageSize/Media: *A4 A3\n")
    shop.add("Raw", RAW)
    shop.add("Grey", MONO)
    found = run()
    assert found.code == ExitCode.DONE and not found.err
    for line in (
        "printer: ok: Desk (the usual one) prints on both sides, in colour.",
        "printer: ok: Old prints on one side at a time, in colour.",
        "printer: warning: Old takes no jobs. Hint: Say `cupsaccept Old`.",
        "printer: warning: Old is stopped: jobs wait. Hint: Say `cupsenable Old`.",
        "printer: hint: Old has no duplex. Hint: Leaflets take two passes; letters get a sheet for each page.",
        "printer: warning: Old does not know letter paper. Hint: It knows a4, a3:",
        "printer: hint: Raw tells nothing of its sides",
        "printer: hint: Grey has no colour. Hint: `printer: {ink: mono}`",
    ):
        assert line in found.out
    assert "printer: ok" not in run("--quiet").out and "Old has no duplex" in run("--quiet").out
    assert {one["severity"] for one in run("--json").document["found"]} == {"ok", "hint", "warning"}


def test_whether_it_is_calibrated(doctor, clinic):
    shop, run = doctor
    shop.add("Desk")
    assert "the printer is not calibrated. Hint: Say `carefold print calibration --really`" in run().out
    clinic.add("project.yaml", "printer: {flip: long-edge, shift: [2mm, -1mm], paper: letter}\n")
    assert run().out.splitlines() == [
        "printer: ok: Desk (the usual one) prints on both sides, in colour.",
        "printer: ok: calibrated: flip long-edge, shift 2mm, -1mm.",
    ]
