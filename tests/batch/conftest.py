"""Shelves of small handouts, made by the command line."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from command_line import Run, carefold, files, words  # noqa: F401
from practice import Practice


@pytest.fixture
def project(tmp_path: Path) -> Practice:
    return Practice(tmp_path / "clinic")


@pytest.fixture(scope="session")
def build(carefold: Callable[..., Run]) -> Callable[..., Run]:  # noqa: F811
    """`carefold build` in a project's folder; what it says is one JSON document."""

    def run(project: Practice, *options: str, **more: Any) -> Run:
        return carefold("build", *options, "--json", cwd=project.folder, **more)

    return run
