"""A clinic's project: what is read from it, by name.

Data is looked for in the project first, then in what is shipped. Files are read anew only when they have changed.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Self
from unicodedata import normalize

from carefold.approval.chain import FILE as DECISIONS
from carefold.approval.chain import read_chain
from carefold.approval.decision import Decision
from carefold.caches import read_once
from carefold.diagnostics.carefold_error import CarefoldError
from carefold.diagnostics.finding import Finding
from carefold.diagnostics.place import Place
from carefold.diagnostics.visible import visible
from carefold.model.brand import Brand
from carefold.model.handout import Handout
from carefold.model.layout import Layout
from carefold.model.reference import Reference
from carefold.model.settings import Settings
from carefold.model.values import Line
from carefold.reading.files import (
    read_brand,
    read_handout,
    read_layout,
    read_references,
    read_settings,
    read_sources,
)
from carefold.released.folder import FOLDER as RELEASED
from carefold.released.folder import Released
from carefold.resources import Sources, project_root
from carefold.strays import check_files, no_file, passed_over, shown_from, split_name
from carefold.twins import Ids, original_of, split, translation_problems
from carefold.which_brand import brand_file, unknown, unknown_site
from carefold.withdrawals import with_original
from carefold.wrong_settings import problems_of_settings, unknown_layout


@dataclass(frozen=True)
class Workspace:
    """A clinic's project, or what is shipped: where to find data, and what does not change while it is worked with.

    `modified` is when files say that they were changed, None for the day of their handout; messages name files from
    `base`, and relative paths start there.
    """

    sources: Sources
    settings: Settings
    today: datetime.date
    modified: datetime.datetime | None
    base: Path

    @classmethod
    def open(
        cls, root: Path | None, today: datetime.date, *, modified: datetime.datetime | None = None,
        base: Path | None = None,
    ) -> Self:  # fmt: skip
        """The project in a folder, or what is shipped with carefold; CarefoldError for one that can't be worked with.

        `base` is the project's folder where it is not given.
        """
        sources = Sources(_root(root) if root else None)
        made = cls(sources, Settings(), today, modified, base or sources.home)
        check_files(sources.home, made.shown)
        path = sources.home / "project.yaml"
        if sources.project and path.is_file():
            made = replace(made, settings=read_settings(own(made, path), made.shown(path)))
        if problems := problems_of_settings(made.settings, sources) or list(_unknown_sites(made)):
            raise CarefoldError(problems)
        return made

    @cached_property
    def ids(self) -> Ids:
        """The ids of the project's handouts, as they were when they were looked at."""
        return Ids(self.sources)

    @property
    def handouts(self) -> tuple[str, ...]:
        """The names of the project's handouts, or of the samples, in the order of the alphabet."""
        return self.sources.project_names("handouts")

    @property
    def layouts(self) -> tuple[str, ...]:
        """The names of all layouts, the project's own and those that come with carefold."""
        return self.sources.names("layouts")

    @property
    def brands(self) -> tuple[str, ...]:
        """The names of all brands, the project's own and those that come with carefold."""
        return self.sources.brands()

    @property
    def output(self) -> Path:
        """Where PDFs go: the project's output folder, else `out` in the base."""
        return (self.sources.project or self.base) / self.settings.output

    def shown(self, path: Path) -> str:
        """A path as messages name it."""
        return shown_from(self.base, path)


def not_read(workspace: Workspace) -> list[Finding]:
    """What lies among the project's handouts, and is passed over for its ending."""
    return passed_over(workspace.sources.home, workspace.shown) if workspace.sources.project else []


def _root(folder: Path) -> Path:
    """A project's folder, in full; CarefoldError where it is none."""
    found = folder.resolve()
    if project_root(found) != found:
        hint = "A project has a folder handouts/, or a project.yaml."
        raise CarefoldError(Finding("this folder is no project.", Place(str(folder)), hint))
    return found


def own(workspace: Workspace, path: Path) -> Path:
    """A file that was found in the project; CarefoldError for a link that leads out of it."""
    home = workspace.sources.project
    if home and path.is_relative_to(home) and not path.resolve().is_relative_to(home):
        hint = "Put a copy of the file in its place."
        raise CarefoldError(Finding("this link leads out of the project.", Place(workspace.shown(path)), hint))
    return path


def load_handout(workspace: Workspace, name: str) -> Handout:
    """A handout by its name (about-ketamine); without an id it has its file's name, a translation its original's."""
    path = _handout_path(workspace, name)
    handout = read_handout(path, workspace.shown, handout_home(workspace, name))
    known = workspace.sources.names("layouts") if handout.layouts else ()
    problems = [unknown_layout(layout, known, handout.place) for layout in handout.layouts if layout not in known]
    problems += workspace.ids.twice(handout, name)
    if DEVICES.fullmatch(name.partition(".")[0]) or _RESERVED.search(name):
        message = "no file of Windows can have this name, so what is made of it could not be copied to one."
        problems.append(Finding(message, handout.place, "Rename the file."))
    problems += translation_problems(handout, name, original_of(workspace.sources, name))
    if problems:
        raise CarefoldError(problems)
    own = split(name)[0]
    workspace.ids.note(handout.id or own, name)
    handout = with_original(workspace.sources, name, handout)
    return handout if handout.id else handout.model_copy(update={"id": _id_of(own, workspace.shown(path))})


_NO_ID = re.compile(r"[^\x20-\x7e\w\xa0‘’–—·]")
DEVICES = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)", re.IGNORECASE)
"""What no file of Windows can be called, whatever its ending."""
_RESERVED = re.compile(r'[<>:"/\\|?*]')


def _id_of(name: str, shown: str) -> Line:
    """The id of a handout that has none of its own: its file's name; CarefoldError where that can't be printed."""
    name = normalize("NFC", name)  # as macOS does not write it
    if found := _NO_ID.search(name):
        message = f"the file's name has “{visible(found[0])}” in it, and is printed as the handout's id."
        raise CarefoldError(Finding(message, Place(shown), "Rename the file, or write `id: …` into it."))
    return Line(name)


def load_sources(workspace: Workspace, name: str) -> dict[str, bytes]:
    """The files that a handout is written in, itself first and then what it includes, by their paths in the project."""
    return read_sources(_handout_path(workspace, name), workspace.shown, handout_home(workspace, name))


def load_decisions(workspace: Workspace, name: str) -> tuple[Decision, ...]:
    """The decisions about a handout of the project, in order; CarefoldError for a broken chain."""
    home = workspace.sources.project
    return read_chain(home, workspace.shown(home / DECISIONS)).of(name) if home else ()


def released_of(workspace: Workspace) -> Released | None:
    """What was given out of a project; None outside of one."""
    home = workspace.sources.project
    return Released(home / RELEASED, workspace.shown(home / RELEASED)) if home else None


def handout_home(workspace: Workspace, name: str) -> Path:
    """The folder from which a handout's pictures and included files are found."""
    return _handout_path(workspace, name).parent.parent


def _handout_path(workspace: Workspace, name: str) -> Path:
    path = workspace.sources.named("handouts", name)
    if path is None and (problem := no_file(workspace.sources.home / "handouts" / f"{name}.yaml", workspace.shown)):
        raise CarefoldError(problem)
    if path is None:
        raise _unknown_handout(workspace, name)
    return own(workspace, path)


def _unknown_handout(workspace: Workspace, name: str) -> CarefoldError:
    """No handout of that name; a file with another ending may be meant."""
    shelf = workspace.sources.home / "handouts"
    alike = [path for path in sorted(shelf.glob("*.*")) if name in (path.name, path.stem, split_name(path.name)[0])]
    if name.casefold() == "all":
        return CarefoldError(Finding("there is no handout “all”.", hint="For all that there are, write `--all`."))
    if not alike:
        return unknown("handout", name, workspace.sources.names("handouts"))
    shown = [*map(workspace.shown, alike)]
    if meant := [problem for problem in not_read(workspace) if str(problem.place) in shown]:
        return CarefoldError(meant)
    stem = alike[0].stem
    hint = f"A handout is a text file: write {stem}.yaml, and copy the words there."
    if alike[0].suffix.lower() == ".txt":
        hint = f"If it is a handout, name it {stem}.yaml."
    place = Place(workspace.shown(alike[0]))
    return CarefoldError(Finding("this file is no handout: it does not end in .yaml.", place, hint))


def load_layout(workspace: Workspace, name: str) -> Layout:
    """A layout by its name (trifold), for the project's printer: its twin for other paper, the edge it flips on."""
    layout, printer = layout_named(workspace, name), workspace.settings.printer
    paper = "a4" if layout.sheet.size in ("a3", "a4", "a5") else "letter"
    if layout.twin and printer.paper not in (None, paper):
        layout = layout_named(workspace, layout.twin)
    width, height = layout.sheet.extent
    if printer.flip and layout.duplex != "none" and width > height:
        layout = layout.model_copy(update={"duplex": printer.flip})
    return layout


def layout_named(workspace: Workspace, name: str) -> Layout:
    """A layout by its name, whatever paper the printer takes."""
    path = workspace.sources.named("layouts", name)
    if path is None:
        raise unknown("layout", name, workspace.sources.names("layouts"))
    return read_once(_read_layout, own(workspace, path), workspace.base)


def _read_layout(path: Path, base: Path) -> Layout:
    from carefold.imposition.room import room_problems

    layout = read_layout(path, shown_from(base, path))
    if problems := tuple(room_problems(layout)):
        raise CarefoldError(problems)
    return layout


def load_brand(workspace: Workspace, wanted: str | None, site: str = "") -> tuple[Brand, Path]:
    """The brand asked for by name or file, else the project's usual one, as it is at a site of it; and its folder."""
    path = brand_file(workspace.sources, workspace.settings.brand, wanted)
    full = workspace.base / path
    brand = read_once(read_brand, own(workspace, full), workspace.shown(path))
    if site and site not in brand.sites:
        raise CarefoldError(unknown_site(site, brand))
    return brand.at(site) if site else brand, full.parent


def has_brand(workspace: Workspace, wanted: str | None, site: str = "") -> bool:
    """Whether a brand is there, and has a site; also where it can't be read, since nobody knows then."""
    try:
        brand = load_brand(workspace, wanted)[0]
    except CarefoldError:
        return wanted is None or (workspace.base / wanted).is_file() or workspace.sources.brand(wanted) is not None
    return not site or site in brand.sites


def _unknown_sites(workspace: Workspace) -> Iterator[Finding]:
    """Sites of project.yaml that a brand does not have; a brand that can't be read is told where it is used."""
    sites = workspace.settings.sites
    for wanted in (workspace.settings.brands or (None,)) if sites else ():
        with suppress(CarefoldError):
            brand = load_brand(workspace, wanted)[0]
            yield from (unknown_site(site, brand, site.place()) for site in sites if site not in brand.sites)


def load_references(workspace: Workspace) -> dict[str, Reference]:
    """The library of references; empty when there is none."""
    path = workspace.sources.find("handouts/references.json")
    return read_once(read_references, own(workspace, path), workspace.shown(path)) if path else {}


def all_layouts(workspace: Workspace) -> tuple[list[Layout], list[Finding]]:
    """Every layout that can be read, and what is wrong with the others: they need not stop who does not use them."""
    layouts, problems = list[Layout](), list[Finding]()
    for path in workspace.sources.files("layouts"):
        try:
            layouts.append(read_once(_read_layout, own(workspace, path), workspace.base))
        except CarefoldError as error:
            problems += error.findings
    return layouts, problems
