"""The fonts of a brand: families by name, the project's before those that are shipped, and what stands in for them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from carefold.caches import read_once
from carefold.diagnostics.carefold_error import CarefoldError
from carefold.diagnostics.exit_code import ExitCode, first_failure
from carefold.diagnostics.finding import Finding
from carefold.diagnostics.nearest import did_you_mean
from carefold.diagnostics.place import NOWHERE
from carefold.model.brand import Fonts
from carefold.model.font_shelf import FontFamily
from carefold.model.values import Line
from carefold.reading.files import read_fonts
from carefold.workspace import Workspace, own

if TYPE_CHECKING:
    from carefold.graphics.face import Family

T = TypeVar("T")
_ENDINGS = (".ttf", ".otf")


def load_families(workspace: Workspace, fonts: Fonts) -> tuple[Family, Family]:
    """The families of text and of headings, with their fallbacks; CarefoldError has all that is wrong with any."""
    problems, codes = list[Finding](), list[ExitCode]()

    def tried(make: Callable[[Workspace, str], T], name: str) -> T | None:
        try:
            return make(workspace, name)
        except CarefoldError as error:
            problems.extend(one for one in error.findings if one not in problems)
            codes.append(error.exit_code)
            return None

    text = tried(load_family, fonts.text)
    heading = text if fonts.heading == fonts.text else tried(load_family, fonts.heading)
    others = [tried(_font if is_file_name(name) else load_family, name) for name in fonts.fallback]
    if text is None or heading is None or problems:
        raise CarefoldError(problems, first_failure(codes))
    found = [one for one in others if one]
    return text.with_fallbacks(found), heading.with_fallbacks(found)


def is_file_name(name: str) -> bool:
    """Whether a fallback is a font file, not a family."""
    return name.lower().endswith(_ENDINGS)


def load_family(workspace: Workspace, name: str) -> Family:
    """The faces of a font family; CarefoldError with ExitCode.MISSING when a file is not there."""
    from carefold.reading.check.font_files import open_family  # with HarfBuzz and fontTools

    known: list[str] = []
    for path, shelf in shelves(workspace):
        known += shelf
        if name in shelf:
            return open_family(shelf[name], name, path.parent)
    hint = did_you_mean(
        name, known, f"Write one of {', '.join(known)}, or remove the line; docs/brand.md shows how to add one."
    )
    place = name.place() if isinstance(name, Line) else NOWHERE
    raise CarefoldError(Finding(f"there is no font family “{name}”.", place, hint), ExitCode.MISSING)


def shelves(workspace: Workspace) -> Iterator[tuple[Path, dict[str, FontFamily]]]:
    """Each fonts.yaml and its families; the project's comes before the one that is shipped."""
    for root in workspace.sources.roots:
        path = root / "fonts" / "fonts.yaml"
        if path.is_file():
            yield path, read_once(read_fonts, own(workspace, path), workspace.shown(path)).families


def _font(workspace: Workspace, name: str) -> Family:
    """One font file for all styles, from fonts/ of the project or of what is shipped."""
    from carefold.reading.check.font_files import open_font

    return open_font(name, font_folder(workspace, name))


def font_folder(workspace: Workspace, name: str) -> Path:
    """The folder fonts/ that has a file; the first of all where none has."""
    folders = [root / "fonts" for root in workspace.sources.roots]
    return next((folder for folder in folders if (folder / name).is_file()), folders[0])
