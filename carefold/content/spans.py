"""Spans side by side."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from carefold.diagnostics.place import Places
from carefold.model.inline import Citation, Filled, Paragraph, Span, Words


def joined(spans: Iterable[Span]) -> Paragraph:
    """Neighbours of one style as one; a citation stands right after what it belongs to."""
    spans = list(spans)
    if len(spans) == 1:
        return tuple(spans)
    joined: list[Span] = []
    for style, group in groupby(spans, key=_style):
        if style is not None:
            joined.append(_as_one([span for span in group if isinstance(span, Words)]))
            continue
        for span in group:
            if isinstance(span, Citation):
                _strip_end(joined)
            last = joined[-1] if joined else None
            if isinstance(span, Citation) and isinstance(last, Citation):
                joined[-1] = last.with_more(span)
            else:
                joined.append(span)
    return tuple(joined)


def without_citations(paragraph: Paragraph) -> Paragraph:
    """A paragraph without the marks of its sources."""
    return joined(span for span in paragraph if not isinstance(span, Citation))


def _as_one(words: Sequence[Words]) -> Words:
    if len(words) == 1:
        return words[0]
    placed = [one.places for one in words if one.places]
    offsets = tuple(offset for places in placed for offset in places.offsets)
    places = Places(placed[0].file, placed[0].starts, offsets) if placed else words[0].places
    return replace(words[0], text="".join(one.text for one in words), places=places, fields=tuple(_fields(words)))


def _fields(words: Sequence[Words]) -> Iterator[Filled]:
    """Where values stand in words that are joined."""
    before = 0
    for one in words:
        yield from (field.moved(before) for field in one.fields)
        before += len(one.text)


def _strip_end(spans: list[Span]) -> None:
    while spans and isinstance(last := spans[-1], Words):
        kept = last.text.rstrip()
        if kept:
            spans[-1] = last.part(0, len(kept))
            return
        spans.pop()


def _style(span: Span) -> tuple[bool, bool, str, str] | None:
    return (span.bold, span.italic, span.shift, span.href) if isinstance(span, Words) else None


def in_style(style: Words, text: str, places: Places) -> Words:
    """Other words in the style of some."""
    return Words(text, style.bold, style.italic, style.shift, style.href, places)
