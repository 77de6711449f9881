"""OUT/NAME.withdrawn.pdf: a notice for the drawer of each handout of which something is withdrawn, and what it tells.

What is told stands in OUT/.carefold/notices/ too, with a picture of the cover, so that it outlasts the handout's files.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import asdict
from io import BytesIO
from pathlib import Path

from carefold.batch.state import FOLDER, Output, Shelf
from carefold.batch.which import former_codes
from carefold.diagnostics.carefold_error import CarefoldError
from carefold.imposition.sheet import folded_sheet
from carefold.model.handout import Withdrawn
from carefold.model.values import LANGUAGE
from carefold.model.versions import is_among
from carefold.order import Edition
from carefold.saving import save, saved, unsaved
from carefold.withdrawals import WITHDRAWN, Notice, head_of, notice_name, withdrawal_of
from carefold.workspace import Workspace, load_layout

_NOTICES = "notices"
_WIDE = 900  # pixels


def notices_in(folder: Path) -> tuple[Notice, ...]:
    """What an output folder's notices tell, by the names of handouts; a damaged one tells nothing."""
    with suppress(OSError):
        return tuple(_read(sorted((folder / FOLDER / _NOTICES).glob("*.json"))))
    return ()


def _read(paths: Iterable[Path]) -> Iterator[Notice]:
    for path in paths:
        with suppress(OSError, ValueError, TypeError, AttributeError, RecursionError):
            said = json.loads(saved(path))
            lists = {key: tuple(value) for key, value in said.items() if isinstance(value, list)}
            made = Notice(**{**said, **lists})
            datetime.date.fromisoformat(made.date)
            texts = (made.name, made.title, made.language, made.reason, *made.versions, *made.codes)
            if all(isinstance(text, str) for text in texts):
                yield made


def renew_notices(project: Workspace, shelf: Shelf, names: Iterable[str] = ()) -> list[CarefoldError]:
    """Make the notices that are missing or have something new to tell, those of `names` too; what could not be made."""
    before = {one.name: one for one in notices_in(shelf.folder)}
    left = {known.source for known in shelf.outputs.values() if known.gone == WITHDRAWN}
    failed = list[CarefoldError]()
    for name in sorted({*before, *left, *names}):
        found = withdrawal_of(project.sources, name)
        told = _told(project, shelf, name, found, before.get(name)) if found else before.get(name)
        if told is None or (told == before.get(name) and (shelf.folder / notice_name(name)).is_file()):
            continue
        try:
            _make(project, shelf, told)
        except CarefoldError as error:
            failed.append(error)
        except OSError as error:
            failed.append(unsaved(project.shown(shelf.folder / notice_name(name)), error))
    return failed


def _told(project: Workspace, shelf: Shelf, name: str, found: Withdrawn, before: Notice | None) -> Notice:
    """What a notice tells of a handout: all codes that are known of the versions that are withdrawn."""
    head = head_of(project.sources, name)
    ours = (one.facts for one in shelf.outputs.values() if one.source == name)
    known = [facts.code for facts in ours if is_among(facts.version, found.versions)]
    former = [
        one["code"] for one in former_codes(shelf.folder / FOLDER)
        if one["handout"] == name and is_among(one["version"], found.versions)
    ]  # fmt: skip
    codes = {*known, *former, *(before.codes if before else ())} - {""}
    title, tag = (head.title, head.language) if head else ("", "")
    language = tag if LANGUAGE.fullmatch(tag) else str(project.settings.languages[0])
    return Notice(
        name, title or name, language, found.date.isoformat(),
        tuple(map(str, found.versions)), str(found.reason), tuple(sorted(codes)),
    )  # fmt: skip


def _make(project: Workspace, shelf: Shelf, told: Notice) -> None:
    """The picture first, then the notice, and last what it tells, so that a killed run does it again."""
    from carefold.notice import notice_of  # with all that sets and writes, which a shelf without news does not need

    own, path = shelf.folder / FOLDER / _NOTICES, shelf.folder / notice_name(told.name)
    picture = own / f"{told.name}.png"
    if not picture.is_file() and (png := _cover(project, shelf, told.name)):
        save(png, picture)
    save(notice_of(project, told, picture if picture.is_file() else None), path, project.shown(path))
    said = json.dumps(asdict(told), ensure_ascii=False)
    save(said.encode(errors="surrogatepass"), own / f"{told.name}.json")


def _cover(project: Workspace, shelf: Shelf, name: str) -> bytes:
    """A picture of what a reader sees first, of a file that is there, on the shelf or aside; empty where none is."""
    from carefold.pdfread.pdfium import draw

    printed = [one for one in shelf.outputs.values() if one.source == name and one.edition == Edition.PRINT]
    for known in sorted(printed, key=lambda one: (one.gone != WITHDRAWN, bool(one.brand or one.site), one.name)):
        with suppress(OSError, ValueError):
            data = saved(shelf.stale(known.name) if known.gone else shelf.folder / known.name)
            png = BytesIO()
            drawn = draw(data, 0, 150, across=_WIDE, part=_front(project, known)).picture.convert("RGB")
            drawn.save(png, "PNG", optimize=True)
            return png.getvalue()
    return b""


def _front(project: Workspace, known: Output) -> tuple[float, float, float, float] | None:
    """The panel that a folded sheet shows first, where it stands on the first side; None for the whole page."""
    try:
        layout = load_layout(project, known.layout)
    except CarefoldError:
        return None
    if not layout.sides or not layout.front or layout.extent != layout.sheet.extent:
        return None
    panel = folded_sheet(layout).panel(layout.front)
    area = panel.area
    return (area.x, area.y, area.x + area.width, area.y + area.height) if panel.side == 0 else None


def remove_notices(project: Workspace, shelf: Shelf) -> list[CarefoldError]:
    """Remove the notices of handouts that are there, and of which nothing is withdrawn any more; what could not be."""
    failed, own = list[CarefoldError](), shelf.folder / FOLDER / _NOTICES
    for one in notices_in(shelf.folder):
        if not project.sources.named("handouts", one.name) or withdrawal_of(project.sources, one.name):
            continue
        for path in (shelf.folder / notice_name(one.name), own / f"{one.name}.png", own / f"{one.name}.json"):
            try:
                path.unlink(missing_ok=True)
            except OSError as error:
                failed.append(unsaved(project.shown(path), error))
    return failed
