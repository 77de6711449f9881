"""The report as a tagged PDF: a document in memory, set and checked by what makes handouts."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import Any, TypeAlias

from carefold.auditing.audit import Audit
from carefold.auditing.tables import Table, tables
from carefold.auditing.words import Words
from carefold.content.brand_language import spoken_in
from carefold.content.resolve import Resolved
from carefold.content.typography import polished
from carefold.diagnostics.carefold_error import CarefoldError
from carefold.diagnostics.place import NO_PLACES
from carefold.families import load_families
from carefold.graphics.face import Family
from carefold.layout.composition import Job
from carefold.layout.document import compose_document
from carefold.model.handout import Handout
from carefold.model.inline import Words as Span
from carefold.model.layout import Layout
from carefold.model.values import Line, Text
from carefold.pdf.write import Purpose, write
from carefold.pdf.xmp import Facts
from carefold.pipeline import words_of
from carefold.preflight.from_handout import expect
from carefold.preflight.preflight import preflight
from carefold.project import Project
from carefold.reading.check.picture_paths import picture_file
from carefold.text.characters import can_be_set
from carefold.version import __version__
from carefold.workspace import load_brand, load_layout

_TYPE = 10.0  # points: what people who work in a clinic read, in tables of many columns
_LAYOUT = "letter"
Plain: TypeAlias = Callable[[str], Text]
"""What makes a text of words that are no Markdown."""


def pages_of(project: Project, found: Audit) -> bytes:
    """The PDF; CarefoldError where it can't be made, or preflight finds an error in it."""
    words = Words(str(project.settings.languages[0]))
    job = _job(project, found, words)
    composition = compose_document(job)
    handout = job.resolved.handout
    moment = datetime.datetime.combine(found.day, datetime.time(), datetime.UTC)
    facts = Facts(
        str(handout.title), str(job.resolved.brand.name), str(handout.subtitle), words.language, (), moment, moment,
        f"carefold {__version__}", "", "", "",
    )  # fmt: skip
    data = write(composition.pages, composition.root, facts, Purpose(job.layout.duplex, mono=job.mono))
    wanted = replace(expect(job.resolved, job.layout, ()), texts=(), words=words_of(composition.root))
    wanted = replace(wanted, author=facts.author)
    if errors := preflight(data, "report", wanted).errors:
        raise CarefoldError(errors)
    return data


def _job(project: Project, found: Audit, words: Words) -> Job:
    brand, folder = load_brand(project, None)
    spoken = spoken_in(brand, words.language, words.language)
    text, heading = load_families(project, brand.fonts)
    plain = partial(_plain, families=(text, heading), language=words.language)
    return Job(
        Resolved(_handout(found, words, plain(spoken.name), plain), spoken.model_copy(update={"formats": None}), ()),
        _layout(project), (), text, heading, words.phrases, partial(picture_file, folder),
        logo=picture_file(folder, brand.logo) if brand.logo else None,
        mono=project.settings.printer.ink == "mono",
    )  # fmt: skip


def _layout(project: Project) -> Layout:
    """Letter pages, or their twin, in one column of small type."""
    layout = load_layout(project, _LAYOUT)
    sizes = layout.type.model_copy(update={"text": _TYPE, "smallest": _TYPE, "largest": _TYPE})
    return layout.model_copy(update={"columns": 1, "window": None, "type": sizes})


def _handout(found: Audit, words: Words, clinic: str, plain: Plain) -> Handout:
    period, day = found.period, found.day.isoformat()
    sections = [_section(table, plain) for table in tables(found, words)]
    return Handout.model_validate(
        {
            "title": Line(words("title", clinic=clinic)), "language": words.language, "version": day,
            "subtitle": Line(words("period", since=period.since, until=period.until)),
            "updated": day, "review-by": day, "authors": [clinic], "audience": clinic, "sections": sections,
            "main-point": plain(f"{words('about')} {words('made', day=day, version=__version__)}"),
            "disclaimer": plain(words("closing", day=day)),
        }
    )  # fmt: skip


def _section(table: Table, plain: Plain) -> dict[str, Any]:
    blocks = [{"text": plain(table.about)}] if table.about else []
    if not table.rows:
        return {"title": plain(table.title), "blocks": [*blocks, {"text": plain(table.empty)}]}
    rows = [[plain(cell) for cell in row] for row in table.rows]
    body = {"header": [*map(plain, table.header)], "rows": rows, "row-headers": True}
    return {"title": plain(table.title), "blocks": [*blocks, {"table": body}]}


def _plain(text: str, families: Sequence[Family], language: str) -> Text:
    """A text whose signs mean nothing but themselves; one that no font has is a question mark."""
    said = "".join(sign if can_be_set(sign, families) else "?" for sign in polished(text, language))
    return Text(said, NO_PLACES, ((Span(said),),))
