"""Spans side by side."""

from __future__ import annotations

from collections.abc import Iterable

from carefold.errors import Places
from carefold.model.inline import Citation, Paragraph, Span, Words


def joined(spans: Iterable[Span]) -> Paragraph:
    """Neighbours of one style as one; a citation stands right after what it belongs to, but for a number."""
    joined: list[Span] = []
    for span in spans:
        if isinstance(span, Citation):
            _strip_end(joined)
        last = joined[-1] if joined else None
        if isinstance(span, Citation) and isinstance(last, Citation):
            joined[-1] = last.with_more(span)
        elif isinstance(span, Words) and isinstance(last, Words) and _style(last) == _style(span):
            joined[-1] = in_style(last, last.text + span.text, last.places + span.places)
        else:
            joined.append(span)
    return tuple(joined)


def _strip_end(spans: list[Span]) -> None:
    while spans and isinstance(last := spans[-1], Words):
        kept = last.text.rstrip()
        if kept:
            gap = "\u00a0" if kept[-1].isdecimal() else ""  # 5 and the raised 1 of a reference are not 51
            places = last.places[: len(kept)]
            spans[-1] = in_style(last, kept + gap, places + places[-1:] if gap else places)
            return
        spans.pop()


def _style(words: Words) -> tuple[bool, bool, str, str]:
    return words.bold, words.italic, words.shift, words.href


def in_style(style: Words, text: str, places: Places) -> Words:
    """Other words in the style of some."""
    return Words(text, style.bold, style.italic, style.shift, style.href, places)
