"""What a PDF must hold: taken from the handout it was made from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING

from carefold.content.typography import polished
from carefold.imposition.impose import impose
from carefold.imposition.room import halves
from carefold.imposition.sheet import Panel, folded_sheet
from carefold.model.inline import Citation, Paragraph, Words
from carefold.model.layout import Layout
from carefold.model.pictures import Picture
from carefold.model.values import Line, Text
from carefold.model.walk import walk
from carefold.preflight.expected import Expected, Paper
from carefold.spelling import BLANK, comparable

if TYPE_CHECKING:
    from carefold.content.resolve import Resolved
    from carefold.model.brand import Brand
    from carefold.model.handout import Handout

_TELLING = 3  # characters: shorter values say nothing of anybody


def expect(
    resolved: Resolved, layout: Layout, references: Sequence[Paragraph], values: Mapping[str, str] | None = None
) -> Expected:
    """What a handout's PDF must hold in a layout; `references` are the entries as printed, without numbers.

    `values` is the record that it was filled with, empty for none; None where nobody knows, so that what depends on a
    condition may be there or not.
    """
    handout, brief = resolved.handout, layout.closing == "brief"
    certain = values is not None
    return Expected(
        paper_of(layout),
        str(handout.title),
        str(handout.language),
        tuple(plain(section.title.paragraphs) for section in handout.sections if certain or not section.when),
        tuple(plain([entry]) for entry in references),
        "" if brief else plain(handout.disclaimer.paragraphs),
        "; ".join(handout.authors),
        texts=tuple(filter(None, _all_texts(handout, resolved.brand, certain, brief))),
        private=tuple(_private(handout, values or {})),
    )


def paper_of(layout: Layout) -> Paper:
    """What of a layout can be seen on paper."""
    front, back = impose(layout, 2)[:2]
    if layout.page is not None:
        panels = tuple(Panel("", 0, area, area) for area in halves(layout))
        return Paper(0, layout.sheet.extent, front, back, panels, True, layout.type.notes)
    panels = tuple(replace(panel, name=str(panel.name)) for panel in folded_sheet(layout).panels)
    return Paper(len(layout.sides), layout.extent, front, back, panels, False, layout.type.notes)


def _all_texts(handout: Handout, brand: Brand, certain: bool, brief: bool) -> Iterator[str]:
    """What the author wrote, and what the brand wants on every handout; a brief closing lacks some of it."""
    for line in (handout.title, handout.subtitle or "", brand.name):
        yield comparable(polished(line, handout.language))
    formats = None if brief else brand.formats
    for value in (handout.main_point, handout.sections, brand.emergency, formats, brand.notices):
        yield from _texts(value, certain)


def _texts(value: object, certain: bool) -> Iterator[str]:
    """Texts below a value of the model; without certainty, those that no condition can take away."""

    def carry(_: bool, holder: object, _name: str, _part: object) -> bool | None:
        return True if certain or not isinstance(getattr(holder, "when", None), Line) else None

    for one, _ in walk(value, True, carry):
        if isinstance(one, Text) and not isinstance(one, Line):
            for paragraph in one.paragraphs:
                yield from _pieces(paragraph)
        elif isinstance(one, Picture) and one.alt:
            yield comparable(one.alt)


def _pieces(paragraph: Paragraph) -> Iterator[str]:
    """A paragraph's words between blanks and citations."""
    for is_words, spans in groupby(paragraph, lambda span: isinstance(span, Words)):
        if is_words:
            yield comparable("".join(map(_said, spans)))


def _private(handout: Handout, values: Mapping[str, str]) -> Iterator[str]:
    """What was filled in, but for what the handout says of itself anyway."""
    own = " ".join((handout.title, handout.subtitle or "", handout.audience, *handout.authors, handout.version))
    yield from (value for value in values.values() if len(value) >= _TELLING and value not in own)


def plain(paragraphs: Iterable[Paragraph]) -> str:
    """The words of paragraphs as they are read out, citations as their numbers, blanks as a BLANK."""
    return " ".join("".join(map(_said, paragraph)) for paragraph in paragraphs)


def _said(span: object) -> str:
    if isinstance(span, Citation):
        return span.shown
    return span.text if isinstance(span, Words) else BLANK
