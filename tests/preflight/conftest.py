from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest

from carefold.findings import Report
from carefold.pipeline import make
from carefold.preflight.check import preflight
from carefold.preflight.expected import Expected, expect
from carefold.preflight.tags import reading_order
from carefold.workspace import Workspace

ROOT = Path(__file__).parents[2]


class Sample:
    """A shipped handout's PDF, what it must hold, and ways to harm it."""

    def __init__(self, layout: str) -> None:
        made = make(Workspace.at(ROOT), "about-ketamine", layout, allow_expired=True)
        self.data = made.data
        words = " ".join(reading_order(self.data)).split()
        self.expected: Expected = replace(expect(made.resolved, made.layout, made.references), words=tuple(words))
        self.control = codes(self.checked(self.harmed(lambda _pdf: None)))

    def harmed(self, harm: Callable[[pikepdf.Pdf], object]) -> bytes:
        """The PDF after some harm, saved again."""
        with pikepdf.open(BytesIO(self.data)) as pdf:
            harm(pdf)
            out = BytesIO()
            pdf.save(out, static_id=True, fix_metadata_version=False)
            return out.getvalue()

    def checked(self, data: bytes) -> Report:
        return preflight(data, "sample.pdf", self.expected)


def codes(report: Report) -> set[str]:
    return {finding.code for finding in report.findings}


@pytest.fixture(scope="session")
def trifold() -> Sample:
    return Sample("trifold")


@pytest.fixture(scope="session")
def letter() -> Sample:
    return Sample("letter")
