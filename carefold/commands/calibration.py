"""carefold build calibration: a sheet that shows how a printer turns and shifts paper."""

from __future__ import annotations

from pathlib import Path

from carefold.commands.here import shown
from carefold.naming import brand_in_names, file_name
from carefold.order import Order
from carefold.project import Project
from carefold.reports.json import BuiltSheet
from carefold.saving import save

NAME = "calibration"


def is_asked_for(handouts: tuple[str, ...], project: Project) -> bool:
    """Whether the sheet is among what is to be built, and no handout of that name."""
    return NAME in handouts and project.sources.find(f"handouts/{NAME}.yaml") is None


def build_calibration(project: Project, brand: str | None, folder: Path, *, dry_run: bool) -> BuiltSheet:
    """Write the sheet, if this is no dry run; CarefoldError where that fails."""
    path = folder / file_name(Order(NAME, ""), brand_in_names(project, brand))
    data = project.calibrate(brand)
    if not dry_run:
        save(data, path, shown(path))
    return {"handout": NAME, "path": shown(path), "pages": 2, "kilobytes": round(len(data) / 1000)}
