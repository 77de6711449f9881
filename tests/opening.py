"""Projects as a command opens them: today, from the current folder."""

from __future__ import annotations

import atexit
import shutil
import tempfile
from functools import cache
from pathlib import Path

from carefold.commands.here import project_at
from carefold.project import Project
from carefold.resources import project_root

_ROOT = Path(__file__).resolve().parent.parent


def opened(folder: Path) -> Project:
    """The project that a folder lies in; without one, what is shipped."""
    return project_at(project_root(folder.resolve()))


@cache
def frozen_folder() -> Path:
    """A project with the shipped brands and with about-ketamine of version 1.0, which stays as it is."""
    folder, pages = Path(tempfile.mkdtemp()), _ROOT / "tests/cases/pages/handouts"
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    shutil.copytree(_ROOT / "brands", folder / "brands")
    shutil.copy(_ROOT / "project.yaml", folder)
    (folder / "handouts").mkdir()
    for name in ("about-ketamine.yaml", "references.json"):
        shutil.copy(pages / name, folder / "handouts")
    return folder


def frozen() -> Project:
    """That project, opened."""
    return opened(frozen_folder())
