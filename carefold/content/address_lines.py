"""An address of a record is one value of several lines; each is printed on a line of its own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from carefold.diagnostics.finding import Finding
from carefold.diagnostics.place import NOWHERE, Place
from carefold.model.forms import LINES
from carefold.model.inline import Paragraph, Span, Words
from carefold.model.values import Text


def own_lines(text: Text) -> Iterator[Text]:
    """A parsed text of an address, each line of what fills it in as a text."""
    for paragraph in text.paragraphs:
        for line in _parted(paragraph):
            yield Text(text, text.places, (line,))


def _parted(paragraph: Paragraph) -> Iterator[Paragraph]:
    line: list[Span] = []
    for span in paragraph:
        first, *others = _parts(span) if isinstance(span, Words) else (span,)
        line.append(first)
        for other in others:
            yield tuple(line)
            line = [other]
    yield tuple(line)


def _parts(words: Words) -> Iterator[Words]:
    start = 0
    for number, text in enumerate(words.text.split(LINES)):
        part = words.part(start, start + len(text))
        yield replace(part, fields=tuple(replace(one, line=number) for one in part.fields))
        start += len(text) + len(LINES)


def placed(problems: Iterable[Finding], place: Place) -> list[Finding]:
    """Problems of an address, those of what nobody wrote at the block's own place."""
    return [replace(found, place=place) if found.place == NOWHERE else found for found in problems]
