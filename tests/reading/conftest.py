from collections.abc import Callable
from pathlib import Path

import pytest

from carefold.diagnostics.carefold_error import CarefoldError
from carefold.model.handout import Handout
from carefold.reading.files import read_handout

HANDOUT = """\
title: About ketamine
language: en
version: "1.0"
updated: 2026-11-23
review-by: 2028-11-23
authors: [Clinic education group]
audience: Adults
main-point: Remember this.
disclaimer: default
sections:
  - title: One
    blocks:
      - A text.
"""


@pytest.fixture(scope="session")
def handout() -> str:
    """A small handout that is right."""
    return HANDOUT


@pytest.fixture
def read(tmp_path: Path) -> Callable[[str | bytes], Handout]:
    """Read a handout's text or bytes as the file h.yaml of a project in `tmp_path`."""

    def shown(path: Path) -> str:
        return path.resolve().relative_to(tmp_path.resolve()).as_posix()

    def reader(written: str | bytes) -> Handout:
        path = tmp_path / "h.yaml"
        path.write_bytes(written.encode() if isinstance(written, str) else written)
        return read_handout(path, shown, tmp_path)

    return reader


@pytest.fixture
def problems(read: Callable[[str | bytes], Handout]) -> Callable[[str | bytes], list[str]]:
    """What is wrong with a handout, as an author sees it; without the file's name."""

    def finder(written: str | bytes) -> list[str]:
        try:
            read(written)
        except CarefoldError as error:
            return [str(problem).removeprefix("h.yaml:").strip() for problem in error.findings]
        return []

    return finder
