"""What a run leaves beside its PDFs: the manifest, the page for the front desk, pictures, codes that were current."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path

from carefold.batch import manifest, shelf, which
from carefold.batch.dressing import Dressing, folds
from carefold.batch.inputs import tools
from carefold.batch.notices import notices_in
from carefold.batch.pictures import is_picture
from carefold.batch.scan import codes_of
from carefold.batch.state import FOLDER, Output, Shelf
from carefold.diagnostics.carefold_error import CarefoldError
from carefold.languages.language import DEFAULT, Language
from carefold.model.brand import Brand
from carefold.model.layout import Layout
from carefold.order import Edition, Order
from carefold.saving import save, saved, unsaved
from carefold.workspace import Workspace, load_brand, load_layout

_CAREFUL = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)  # neither through a link nor waiting for a pipe


def tell(project: Workspace, found: Shelf, *, anew: bool) -> list[CarefoldError]:
    """Write manifest.json and index.html where they are not what they should be; what could not be written.

    The page is looked at only where the manifest changes or is newer, or where all is to be told `anew`.
    """
    try:
        _tell(project, found, anew)
    except CarefoldError as error:
        return [error]
    return []


def _tell(project: Workspace, found: Shelf, anew: bool) -> None:
    told = notices_in(found.folder)
    made = manifest.manifest_of(found.outputs.values(), project.today, tools(), told)
    path, page = found.folder / manifest.FILE, found.folder / shelf.FILE
    if is_new := not manifest.is_written(made, path):
        save(manifest.written(made), path, project.shown(path))
    if is_new or anew or _is_behind(found.folder):
        try:
            dressing = _dressing(project, found)
        except CarefoldError:  # a brand that can't be read is told by whoever makes its handouts
            return
        codes = codes_of(dressing.addresses(made), found.folder / FOLDER / "scan.json")
        _save(page, shelf.shelf_page(made, dressing, codes), project.shown(page))


def _is_behind(folder: Path) -> bool:
    """Whether the page is older than its manifest: a run was killed between them, or the page could not be written."""
    try:
        return (folder / shelf.FILE).stat().st_mtime_ns < (folder / manifest.FILE).stat().st_mtime_ns
    except OSError:
        return True


def left_because(why: str) -> str:
    """Why a file has left the shelf, in words for its clinic."""
    return str(Language.of(DEFAULT).rules("shelf")["reasons"].get(why, why))


def is_told(folder: Path) -> bool:
    """Whether an output folder is a shelf: once it has been told of, it always is."""
    return (folder / manifest.FILE).is_file()


def note_former(project: Workspace, found: Shelf, was: Output) -> None:
    """Remember the code of a file that is no longer on the shelf as it was; CarefoldError where that fails."""
    facts = was.facts
    line: which.Former = {
        "code": facts.code,
        "file": was.name,
        "handout": was.source,
        "version": facts.version,
        "title": facts.title,
    }
    _note(project, found, [line])


def note_codes(project: Workspace, found: Shelf, sheets: Iterable[which.Former]) -> None:
    """Remember codes of sheets that left the house by another way; those that are known stay as they are."""
    known = {one["code"] for one in which.former_codes(found.folder / FOLDER)}
    known |= {one.facts.code for one in found.outputs.values()}
    _note(project, found, list({one["code"]: one for one in sheets if one["code"] not in known}.values()))


def _note(project: Workspace, found: Shelf, lines: Sequence[which.Former]) -> None:
    path = found.folder / FOLDER / which.FORMER
    if not lines:
        return
    try:
        handle = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT | _CAREFUL, 0o666)
        with os.fdopen(handle, "a", encoding="utf-8") as file:
            file.write("".join(f"{json.dumps(line)}\n" for line in lines))
    except OSError as error:
        raise unsaved(project.shown(path), error) from error


def keep_picture(found: Shelf, name: str, png: bytes) -> None:
    """Remember the picture of a file's first page; the shelf must have been cleared."""
    with suppress(CarefoldError):  # the page does without
        _save(_picture(found, name), png, cleared=True)


def forget_picture(found: Shelf, name: str) -> None:
    """Remove the picture of a file."""
    _picture(found, name).unlink(missing_ok=True)


def to_be_drawn(project: Workspace, orders: list[Order]) -> Order:
    """Of a handout's orders the one whose first page shows best what it is: one that is not folded, and has pages."""
    return min(orders, key=lambda order: (order.edition is Edition.HTML, _is_folded(project, order.layout)))


def _is_folded(project: Workspace, layout: str) -> bool:
    try:
        return folds(load_layout(project, layout))
    except CarefoldError:
        return True


def _dressing(project: Workspace, found: Shelf) -> Dressing:
    brands, layouts, pictures = dict[str, Brand](), dict[str, Layout](), dict[str, bytes]()
    brands[""] = load_brand(project, None)[0]
    for output in found.outputs.values():
        with suppress(OSError):
            if is_picture(data := saved(_picture(found, output.name))):
                pictures[output.name] = data
        with suppress(CarefoldError):
            if output.brand not in brands:
                brands[output.brand] = load_brand(project, output.brand)[0]
            if output.layout not in layouts:
                layouts[output.layout] = load_layout(project, output.layout)
    return Dressing(str(project.settings.languages[0]), brands, layouts, pictures)


def _picture(found: Shelf, name: str) -> Path:
    return found.folder / FOLDER / "pictures" / f"{name}.png"


def _save(path: Path, data: bytes, shown: str = "", *, cleared: bool = False) -> None:
    """Write a file that is not so already."""
    with suppress(OSError):
        if saved(path) == data:
            return
    save(data, path, shown, cleared=cleared)
