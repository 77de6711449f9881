"""Projects as a command opens them: today, from the current folder."""

from __future__ import annotations

from pathlib import Path

from carefold.commands.here import project_at
from carefold.project import Project
from carefold.resources import project_root


def opened(folder: Path) -> Project:
    """The project that a folder lies in; without one, what is shipped."""
    return project_at(project_root(folder.resolve()))
