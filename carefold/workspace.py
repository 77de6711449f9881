"""A clinic's project: what is read from it, by name, and how files are written.

Data is looked for in the project first, then in what is shipped. Files are read anew only when they have changed.
"""

from __future__ import annotations

import datetime
import os
import re
import struct
import tempfile
from dataclasses import dataclass
from pathlib import Path

from carefold.content.nearest import did_you_mean
from carefold.errors import CarefoldError, ExitCode, Place, Problem
from carefold.graphics.fonts import Face, Family, open_face
from carefold.model.brand import Brand
from carefold.model.font import FontShelf
from carefold.model.handout import Handout
from carefold.model.layout import Layout
from carefold.model.project import Project
from carefold.model.reference import Reference
from carefold.model.values import Line
from carefold.reading.files import (
    read,
    read_brand,
    read_handout,
    read_layout,
    read_project,
    read_references,
    read_sources,
)
from carefold.resources import Sources, project_root, read_once


@dataclass(frozen=True)
class Workspace:
    """A clinic's project, or what is shipped: where to find data, and the project's settings."""

    sources: Sources
    settings: Project

    @classmethod
    def at(cls, start: Path) -> Workspace:
        """The project that a folder lies in; without one, what is shipped."""
        sources = Sources(project_root(start.resolve()))
        _check_endings(sources.home)
        path = sources.find("project.yaml")
        return cls(sources, read_project(path, shown(path)) if path else Project())

    @property
    def output(self) -> Path:
        """Where PDFs go: the project's output folder, else `out` in the current one."""
        return (self.sources.project or Path.cwd()) / self.settings.output


def _check_endings(home: Path) -> None:
    """Files that would be passed over are errors: one name, one ending."""
    kinds = ("project", "handouts/*", "layouts/*", "brands/*/brand", "fonts/fonts")
    found = sorted(path for kind in kinds for path in home.glob(f"{kind}.yml") if not path.name.startswith("."))
    if found:
        message = "a file that ends in .yml is not read."
        raise CarefoldError(Problem(message, Place(shown(path)), f"Name it {path.stem}.yaml.") for path in found)


def shown(path: Path) -> str:
    """A path as messages name it: from the current folder where it lies below, with forward slashes."""
    try:
        return path.resolve().relative_to(Path.cwd().resolve()).as_posix()
    except (ValueError, OSError, RuntimeError):  # elsewhere, or a loop of links
        return path.as_posix()


def load_handout(workspace: Workspace, name: str) -> Handout:
    """A handout by its name (about-ketamine), with its file's name as id where it has none."""
    path = _handout_path(workspace, name)
    handout = read_handout(path, shown, path.parent.parent)
    known = workspace.sources.names("layouts")
    problems = [_no_layout(layout, known, handout.place) for layout in handout.layouts if layout not in known]
    if problems:
        raise CarefoldError(problems)
    return handout if handout.id else handout.model_copy(update={"id": _id_of(name, path)})


_NO_ID = re.compile(r"[^\x20-\x7e\w\s‘’–—·]")


def _id_of(name: str, path: Path) -> Line:
    """The id of a handout that has none of its own: its file's name; CarefoldError where that can't be printed."""
    if found := _NO_ID.search(name):
        message = f"the file's name has “{found[0]}” in it, and is printed as the handout's id."
        raise CarefoldError(Problem(message, Place(shown(path)), "Rename the file, or write `id: …` into it."))
    return Line(name)


def load_sources(workspace: Workspace, name: str) -> dict[str, bytes]:
    """The files that a handout is written in, itself first and then what it includes, by their paths in the project."""
    path = _handout_path(workspace, name)
    return read_sources(path, shown, path.parent.parent)


def _handout_path(workspace: Workspace, name: str) -> Path:
    path = workspace.sources.named("handouts", name)
    if path is None and (problem := _no_file(workspace.sources.home / "handouts" / f"{name}.yaml")):
        raise CarefoldError(problem)
    if path is None:
        raise _unknown("handout", name, workspace.sources.names("handouts"))
    return path


def _no_file(path: Path) -> Problem | None:
    """What has a handout's name, but is no file."""
    try:
        if path.is_dir():
            return Problem("this is a folder, not a handout.", Place(shown(path)), "Rename it.")
        if path.is_symlink():
            hint = "Put the file itself here, or remove the link."
            return Problem("this link leads nowhere.", Place(f"{shown(path.parent)}/{path.name}"), hint)
    except OSError:
        return None
    return None


def _no_layout(name: Line, known: tuple[str, ...], place: Place) -> Problem:
    hint = did_you_mean(name, known, f"There are: {', '.join(known)}.")
    return Problem(f"there is no layout “{name}”.", name.places[0] if name.places else place, hint)


def load_layout(workspace: Workspace, name: str) -> Layout:
    """A layout by its name (trifold), for the project's printer: its twin for other paper, the edge it flips on."""
    layout, printer = _read_layout(workspace, name), workspace.settings.printer
    paper = "a4" if layout.sheet.size in ("a3", "a4", "a5") else "letter"
    if layout.twin and printer.paper not in (None, paper):
        layout = _read_layout(workspace, layout.twin)
    width, height = layout.sheet.extent
    if printer.flip and layout.duplex != "none" and width > height:
        layout = layout.model_copy(update={"duplex": printer.flip})
    return layout


def _read_layout(workspace: Workspace, name: str) -> Layout:
    path = workspace.sources.named("layouts", name)
    if path is None:
        raise _unknown("layout", name, workspace.sources.names("layouts"))
    return read_once(read_layout, path, shown(path))


def load_brand(workspace: Workspace, wanted: str | None) -> tuple[Brand, Path]:
    """The brand asked for by name or file, else the project's own, else the shipped one; and its folder."""
    sources = workspace.sources
    if wanted is None:
        own = sources.home / "brand.yaml"
        path = own if own.is_file() else _only_brand(sources)
    elif wanted.endswith((".yaml", ".yml")):
        path = Path(wanted)
    else:
        path = sources.brand(wanted)
    if path is None:
        raise _unknown("brand", wanted or "", sources.brands())
    return read_once(read_brand, path, shown(path)), path.parent


def _only_brand(sources: Sources) -> Path | None:
    """The project's own brand, never the shipped one: nobody's patients are to call a clinic that does not exist."""
    found = sorted((sources.home / "brands").glob("*/brand.yaml"))
    if len(sources.roots) == 1:
        return sources.brand("riverbend")
    if len(found) == 1:
        return found[0]
    if found:
        message = f"the project has several brands: {', '.join(path.parent.name for path in found)}."
        hint = "Name one with --brand, or put the clinic's own brand.yaml beside the folder brands/."
        raise CarefoldError(Problem(message, hint=hint))
    alike = [path.name for path in sources.home.glob("*") if path.name.lower() in ("brand.yml", "brand.yaml")]
    hint = "Write one (README shows how); to try, use --brand riverbend."
    if alike:
        hint = f"{alike[0]} is there: name it brand.yaml."
    raise CarefoldError(Problem("the project has no brand.yaml, so nobody knows whose handout it is.", hint=hint))


def load_references(workspace: Workspace) -> dict[str, Reference]:
    """The library of references; empty when there is none."""
    path = workspace.sources.find("handouts/references.json")
    return read_once(read_references, path, shown(path)) if path else {}


def load_family(workspace: Workspace, name: str) -> Family:
    """The faces of a font family; CarefoldError with ExitCode.MISSING when a file is not there."""
    known: list[str] = []
    for root in workspace.sources.roots:
        path = root / "fonts" / "fonts.yaml"
        if not path.is_file():
            continue
        shelf = read_once(_read_fonts, path, shown(path)).families
        known += shelf
        if name in shelf:
            family, folder = shelf[name], path.parent
            files = (family.regular, family.semibold, family.bold, family.italic, family.bold_italic)
            problems = [
                Problem(f"the font file {file} of “{name}” is missing.", Place(shown(path)), f"Put it into {folder}.")
                for file in files
                if not (folder / file).is_file()
            ]
            if problems:
                raise CarefoldError(problems, ExitCode.MISSING)
            return Family(*(_face(folder / file, tuple(family.features)) for file in files))
    hint = f"The families are {', '.join(known)}; fonts/fonts.yaml lists them."
    raise CarefoldError(Problem(f"there is no font family “{name}”.", hint=hint), ExitCode.MISSING)


def _face(path: Path, features: tuple[str, ...]) -> Face:
    try:
        return open_face(path, features)
    except (struct.error, ValueError) as error:  # a table that every font has is missing or cut off
        problem = Problem("this is no font that can be read.", Place(shown(path)), "Put the font's file there again.")
        raise CarefoldError(problem, ExitCode.MISSING) from error


def _read_fonts(path: Path, shown: str) -> FontShelf:
    return read(FontShelf, path, shown)


def _unknown(kind: str, name: str, known: tuple[str, ...]) -> CarefoldError:
    hint = did_you_mean(name, known, f"There are: {', '.join(known) or 'none'}.")
    return CarefoldError(Problem(f"there is no {kind} “{name}”.", hint=hint))


def all_layouts(workspace: Workspace) -> tuple[list[Layout], list[Problem]]:
    """Every layout that can be read, and what is wrong with the others: they need not stop who does not use them."""
    layouts, problems = list[Layout](), list[Problem]()
    for name in workspace.sources.names("layouts"):
        try:
            layouts.append(_read_layout(workspace, name))
        except CarefoldError as error:
            problems += error.problems
    return layouts, problems


def today() -> datetime.date:
    """The date; SOURCE_DATE_EPOCH stands for it where that is set."""
    moment = source_date()
    return moment.date() if moment else datetime.date.today()


def source_date() -> datetime.datetime | None:
    """SOURCE_DATE_EPOCH where that is set; CarefoldError with ExitCode.USAGE when it is no time."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    try:
        return datetime.datetime.fromtimestamp(int(epoch), datetime.UTC) if epoch else None
    except (ValueError, OverflowError, OSError) as error:
        hint = "Set it to the seconds since 1970, or leave it out."
        problem = Problem(f"SOURCE_DATE_EPOCH is “{epoch}”, which is no time.", hint=hint)
        raise CarefoldError(problem, ExitCode.USAGE) from error


def save(data: bytes, path: Path) -> None:
    """Put a finished file in its place, all or nothing; CarefoldError says why it failed, and the old file stays."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".part", dir=path.parent)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
            Path(temporary).chmod(0o644)
            Path(temporary).replace(path)
        except BaseException:
            Path(temporary).unlink(missing_ok=True)
            raise
    except OSError as error:
        reason = error.strerror or type(error).__name__
        hint = "Close it if a program shows it, and look at the folder's rights and at free space."
        raise CarefoldError(Problem(f"the file can't be written ({reason}).", Place(shown(path)), hint)) from error
