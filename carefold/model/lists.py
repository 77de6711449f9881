"""Blocks that list: bullets, numbers, one list inside another, steps."""

from __future__ import annotations

from typing import Annotated, Self

from pydantic import BeforeValidator, Discriminator, Field, Tag, model_validator

from carefold.model.block import Block, Conditional
from carefold.model.located import Located, LocatedMap, wrong
from carefold.model.symbols import Symbol, TextWithSymbol, WithSymbol, has_symbol
from carefold.model.values import Line, Text


class NestedList(Located):
    """A list inside a list; a bare one has bullets."""

    bullets: tuple[ListItem, ...] = Field(default=(), alias="list")
    numbered: tuple[ListItem, ...] = ()

    @model_validator(mode="after")
    def _one_kind(self) -> Self:
        if bool(self.bullets) == bool(self.numbered):
            raise wrong("a nested list is either a list or numbered. Hint: write one of the two keys.")
        _starts_with_text(self.bullets or self.numbered)
        return self


def _as_nested(data: object) -> object:
    return LocatedMap(list=data) if isinstance(data, list | tuple) else data


def _item_kind(data: object) -> str:
    if isinstance(data, str):
        return "text"
    return "symbol" if has_symbol(data) else "nested"


ListItem = Annotated[
    Annotated[Text, Tag("text")]
    | Annotated[NestedList, BeforeValidator(_as_nested), Tag("nested")]
    | Annotated[TextWithSymbol, Tag("symbol")],
    Discriminator(_item_kind),
]
"""A text, perhaps with a symbol, or a list that belongs to the text before it."""


def _starts_with_text(items: tuple[object, ...]) -> None:
    if items and isinstance(items[0], NestedList):
        raise wrong("a list can't begin with a list inside it. Hint: put a text before it.", 0)


Items = Annotated[tuple[ListItem, ...], Field(min_length=1)]


class BulletList(Block):
    """Items with bullets."""

    kind = "list"
    items: Items = Field(alias="list")

    @model_validator(mode="after")
    def _text_first(self) -> Self:
        _starts_with_text(self.items)
        return self


class NumberedList(Block):
    """Items with numbers."""

    kind = "numbered"
    items: Items = Field(alias="numbered")

    @model_validator(mode="after")
    def _text_first(self) -> Self:
        _starts_with_text(self.items)
        return self


class Step(WithSymbol, Conditional):
    """One step: what to do, and more about it."""

    title: Text
    text: Text | None = None
    icon: Symbol | None = None
    alt: Line | None = None


class Steps(Block):
    """Steps in order, drawn with numbered discs."""

    kind = "steps"
    steps: Annotated[tuple[Step, ...], Field(min_length=1)]
