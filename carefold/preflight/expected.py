"""What a PDF must hold: taken from the handout it was made from."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from carefold.content.resolve import Resolved
from carefold.model.inline import Citation, Paragraph, Words
from carefold.model.layout import Layout


@dataclass(frozen=True, slots=True)
class Expected:
    """Plain texts, as printed: titles of sections, references without their numbers, the whole disclaimer.

    `words` are what the structure tree must say in this order, among other words; `files` allows embedded files;
    `screen` is the edition with one panel or page after another, which no fold crosses;
    `shift` moves second sides for the printer, in points.
    """

    layout: Layout
    title: str
    language: str
    sections: tuple[str, ...] = ()
    references: tuple[str, ...] = ()
    disclaimer: str = ""
    author: str = ""
    words: tuple[str, ...] = ()
    files: bool = False
    screen: bool = False
    shift: tuple[float, float] = (0.0, 0.0)


def even(text: str) -> str:
    """A text with one plain space wherever there is white space; a no-break space is one."""
    return " ".join(text.split())


def expect(resolved: Resolved, layout: Layout, references: Sequence[Paragraph]) -> Expected:
    """What a handout's PDF must hold in a layout; `references` are the entries as printed, without numbers."""
    handout = resolved.handout
    return Expected(
        layout,
        handout.title,
        handout.language,
        tuple(plain(section.title.paragraphs) for section in handout.sections),
        tuple(plain([entry]) for entry in references),
        plain(handout.disclaimer.paragraphs),
        "; ".join(handout.authors),
    )


def plain(paragraphs: Iterable[Paragraph]) -> str:
    """The words of paragraphs as they are read out, citations as their numbers; blanks are left out."""
    return " ".join("".join(map(_spelled, paragraph)) for paragraph in paragraphs)


def _spelled(span: object) -> str:
    if isinstance(span, Citation):
        return ",".join(map(str, span.numbers))
    return span.text if isinstance(span, Words) else ""
