"""Which letters of the parts of a text are the value of a field."""

from __future__ import annotations

from collections.abc import Sequence

from carefold.model.inline import Filled, Words, filled_within
from carefold.spelling import printed
from carefold.text.breaks import Part

_JOINERS = 6  # signs without width around a space, at most


def values_in(span: Words, parts: Sequence[Part], number: int) -> tuple[Filled, ...]:
    """What of one of the parts of a span is the value of a field."""
    part = parts[number]
    offset = part.offset
    if part.is_usual:  # it is drawn as it is written
        found = [one.moved(-offset) for one in span.fields if one.end > offset]
        return filled_within(found, 0, len(part.text)) if found else ()
    if part.is_space:
        end = offset + len(part.text) + _JOINERS
        if all(one.end <= offset or one.start >= end for one in span.fields):
            return ()
    before = sum(len(one.text) for one in parts[:number] if one.offset == part.offset)  # of the same word

    def place(source: int) -> int:
        return len(printed(span.text[part.offset : max(source, part.offset)])) - before

    values = (Filled(one.field, place(one.start), place(one.end), one.filter) for one in span.fields)
    return filled_within(values, 0, len(part.text))
