"""carefold print and a real CUPS: what it has of a job's options, and the document that it got."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from mailroom import have_reviewed
from printshop import CUPSD, cups, said_in

from carefold.diagnostics.exit_code import ExitCode

pytestmark = pytest.mark.skipif(CUPSD is None, reason="there is no CUPS")


@pytest.fixture
def spool(monkeypatch):
    with tempfile.TemporaryDirectory(prefix="cups") as folder:  # a socket's path is short
        Path(folder).chmod(0o755)
        with cups(Path(folder)) as found:
            monkeypatch.setenv("CUPS_SERVER", str(found.parent / "s"))
            yield found


def test_options_and_document_arrive(spool, clinic, carefold):
    clinic.write()
    have_reviewed(clinic)
    clinic.add("project.yaml", "printer: {ink: mono, job-name: Información, paper: a4}\n")
    carefold("build", "h", "--layout", "trifold", cwd=clinic.folder)
    run = carefold("print", "h", "--copies", "30", "--printer", "Desk", "--really", cwd=clinic.folder)
    assert run.code == ExitCode.DONE and "handed over as Desk-1" in run.out, run.err
    said = said_in(spool / "c00001")
    wanted = {
        "sides": "two-sided-short-edge", "media": "A4", "print-scaling": "none", "number-up": 1, "copies": 30,
        "print-color-mode": "monochrome", "job-name": "Información", "document-format": "application/pdf",
    }  # fmt: skip
    for name, value in wanted.items():
        assert said[name] == (value.encode() if isinstance(value, str) else value.to_bytes(4, "big")), name
    assert (spool / "d00001-001").read_bytes() == (clinic.folder / "out/h.trifold.pdf").read_bytes()


def test_a_raw_queue_tells_nothing_and_another_is_none(spool, clinic, carefold):
    clinic.write()
    have_reviewed(clinic)
    run = carefold("print", "h", cwd=clinic.folder)
    assert run.code == ExitCode.DONE and "Nobody knows whether Desk prints on both sides" in run.out
    run = carefold("print", "h", "--printer", "-o", "--really", cwd=clinic.folder)
    assert run.code == ExitCode.MISSING and not [*spool.glob("c*")]
    assert "Desk tells nothing of its sides" in carefold("doctor", "--printer", cwd=clinic.folder).out
