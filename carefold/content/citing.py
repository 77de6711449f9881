"""How a layout wants citations: raised, on the line in brackets, or none at all."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

from pydantic import BaseModel

from carefold.content.resolve import Resolved
from carefold.content.spans import without_citations
from carefold.model.blocks import TextBlock
from carefold.model.inline import Citation, Paragraph
from carefold.model.layout import Layout
from carefold.model.values import Text


def citing(resolved: Resolved, layout: Layout) -> Resolved:
    """The handout with its citations as a layout wants them."""
    if layout.references == "none":
        return _changed(resolved, without_citations)
    return _changed(resolved, _on_the_line) if layout.citations == "line" else resolved


def _on_the_line(paragraph: Paragraph) -> Paragraph:
    return tuple(replace(span, on_line=True) if isinstance(span, Citation) else span for span in paragraph)


def _changed(resolved: Resolved, change: Callable[[Paragraph], Paragraph]) -> Resolved:
    handout, brand, emergency = (_node(one, change) for one in (resolved.handout, resolved.brand, resolved.emergency))
    return replace(resolved, handout=handout, brand=brand, emergency=emergency)


def _node(value: Any, change: Callable[[Paragraph], Paragraph]) -> Any:
    """The value with every paragraph changed; blocks of nothing but citations go."""
    if isinstance(value, Text):
        return value.changed(change) if value.paragraphs else value
    if isinstance(value, BaseModel):
        return value.model_copy(update={name: _node(part, change) for name, part in value.__dict__.items()})
    if isinstance(value, tuple):
        return tuple(_left(value, change))
    if isinstance(value, dict):
        return {_node(key, change): _node(part, change) for key, part in value.items()}
    return value


def _left(values: tuple[Any, ...], change: Callable[[Paragraph], Paragraph]) -> Iterator[Any]:
    for value in values:
        changed = _node(value, change)
        if not isinstance(changed, TextBlock) or any(changed.text.paragraphs):
            yield changed
