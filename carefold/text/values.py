"""Which letters of the parts of a text are the value of a field."""

from __future__ import annotations

from collections.abc import Sequence

from carefold.model.inline import Filled, Words, filled_within
from carefold.spelling import printed
from carefold.text.breaks import Part


def values_in(span: Words, parts: Sequence[Part], number: int) -> tuple[Filled, ...]:
    """What of one of the parts of a span is the value of a field."""
    part = parts[number]
    before = sum(len(one.text) for one in parts[:number] if one.offset == part.offset)  # of the same word

    def place(source: int) -> int:
        return len(printed(span.text[part.offset : max(source, part.offset)])) - before

    values = (Filled(one.field, place(one.start), place(one.end), one.filter) for one in span.fields)
    return filled_within(values, 0, len(part.text))
