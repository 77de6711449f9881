"""What an author wrote, with other values in its texts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from carefold.model.inline import Paragraph
from carefold.model.located import Located
from carefold.model.values import Text
from carefold.model.walk import parts

Refill = Callable[[Paragraph], Paragraph]
"""A paragraph to the same with other values: itself where it holds none."""


def refilled(value: Any, refill: Refill) -> Any:
    """A value with the paragraphs of its texts filled anew; what holds none of them is itself."""
    if isinstance(value, Text):
        paragraphs = tuple(map(refill, value.paragraphs))
        is_same = all(map(_is, paragraphs, value.paragraphs))
        return value if is_same else type(value)(value, value.places, paragraphs, value.versions)
    if isinstance(value, Located):
        found = ((name, part, refilled(part, refill)) for name, part in parts(value))
        changed = {name: new for name, part, new in found if new is not part}
        return value.model_copy(update=changed) if changed else value
    if isinstance(value, tuple | list):
        items = [refilled(item, refill) for item in value]
        return value if all(map(_is, items, value)) else type(value)(items)
    if isinstance(value, dict):
        pairs = {refilled(key, refill): refilled(part, refill) for key, part in value.items()}
        return value if all(map(_is, pairs.values(), value.values())) and all(map(_is, pairs, value)) else pairs
    return value


def _is(one: object, other: object) -> bool:
    return one is other
