"""How spans look at a type size; each look has its leaf in the tree, hung in reading order."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, TypeAlias

from carefold.graphics.colour import BLACK
from carefold.model import phones
from carefold.model.inline import Blank, Words
from carefold.text.leaves import Leaves
from carefold.text.stretches import says_number
from carefold.text.text_style import TextStyle
from carefold.text.words import Look

_SHIFTED_SIZE, _RAISED, _LOWERED = 0.68, 0.33, -0.14  # shares of the type size
_USUAL, _LARGE = 12.5, 18.0  # points: type sizes of text, and of large print
_CALLED = ("tel:", "sms:")
_NUMBER = re.compile(r"[\d-]{3,}")

Told: TypeAlias = tuple[Callable[..., Look], tuple[Any, ...]]
"""What makes a look of a style, of leaves and of what else it is told."""


def look_of_words(style: TextStyle, leaves: Leaves, span: Words, said: str) -> Look:
    """Words: raised or lowered, large numbers to call, links."""
    face, size, raised = style.face(span), style.size, 0.0
    if span.shift:
        size = min(size, max(style.smallest, size * _SHIFTED_SIZE))
        raised = style.size * (_RAISED if span.shift == "sup" else _LOWERED)
    elif style.numbers and span.bold and _is_number(span):
        size = style.numbers
    if span.href:
        colour = style.to_call(style.link) if span.href.startswith(_CALLED) else style.link
        return Look(face, size, colour, leaves.link(said), raised, span.href)
    says = style.colour != BLACK and says_number(span.text)
    colour = style.to_call(style.colour) if says else style.colour
    return Look(face, size, colour, leaves.plain(said), raised)


def look_of_mark(
    style: TextStyle, leaves: Leaves, text: str, on_line: bool, number: int = 0, anchors: tuple[str, ...] = ()
) -> Look:
    """What belongs to a citation: a number, which leads to its reference, or what stands between two."""
    leaf, target = leaves.reference(number) if number else leaves.plain(text), f"#reference-{number}" if number else ""
    if on_line:
        return Look(style.family.regular, style.size, style.colour, leaf, 0.0, target, anchors, is_mark=True)
    size, raised = min(style.size, max(style.smallest, style.size * _SHIFTED_SIZE)), style.size * _RAISED
    return Look(style.family.semibold, size, style.link, leaf, raised, target, anchors, is_mark=True)


def look_of_blank(style: TextStyle, leaves: Leaves, span: Blank) -> Look:
    """A ruled space that says what belongs there; on a screen a field."""
    leaf = leaves.blank(span.label, style.fillable)
    return Look(style.family.regular, style.size, style.colour, leaf, field=span.name)


def blank_width(points: float, size: float) -> float:
    """How wide a blank of so many points is beside text of a size: who reads large print writes large, too."""
    return points * size / _USUAL if size >= _LARGE else points


def _is_number(span: Words) -> bool:
    return bool(_NUMBER.fullmatch(span.text)) or (span.href.startswith("tel:") and phones.is_number(span.text))
