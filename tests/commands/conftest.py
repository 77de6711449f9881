"""The command line, run in this process; a letter, and a merge of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from command_line import Run, carefold, files, words  # noqa: F401
from letters import table, write_letter


@pytest.fixture
def letter(clinic: Any) -> Any:
    """A project with a letter in two languages."""
    write_letter(clinic)
    return clinic


@pytest.fixture
def merge(letter: Any, carefold: Callable[..., Run]) -> Callable[..., Run]:  # noqa: F811
    """Merge records, in CSV or as they are written."""

    def run(records: Any, *options: Any, name: str = "r.csv") -> Run:
        letter.add(name, records if isinstance(records, str | bytes) else table(records))
        return carefold("merge", "h", "--records", name, *options, cwd=letter.folder)

    return run
