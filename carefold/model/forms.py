"""Blocks that a pen fills in: boxes to tick, lines to write on, grids, signatures."""

from __future__ import annotations

from typing import Annotated

from pydantic import BeforeValidator, Field, WithJsonSchema

from carefold.model.block import Block
from carefold.model.located import Located
from carefold.model.symbols import PlainText
from carefold.model.values import Text, Whole


class Checklist(Block):
    """Items with a box to tick."""

    kind = "checklist"
    items: Annotated[tuple[PlainText, ...], Field(min_length=1)] = Field(alias="checklist")


class WriteInBody(Located):
    """A label and lines to write on."""

    label: Text
    lines: Annotated[Whole, Field(ge=1, le=40)] = 6


class WriteIn(Block):
    """Lines to write on."""

    kind = "write-in"
    write_in: WriteInBody


class TeachBack(Block):
    """Questions that patients answer in their own words, with lines to write on."""

    kind = "teach-back"
    questions: Annotated[tuple[Text, ...], Field(min_length=1)] = Field(alias="teach-back")


class Log(Located):
    """An empty grid: the heads of its columns, and how many rows."""

    columns: Annotated[tuple[Text, ...], Field(min_length=1, max_length=8)]
    rows: Annotated[Whole, Field(ge=1, le=60)] = 14


class LogBlock(Block):
    """A grid to fill in by hand."""

    kind = "log"
    log: Log


class Signatures(Located):
    """Who signs."""

    roles: Annotated[tuple[Text, ...], Field(min_length=1, max_length=6)]


class SignatureBlock(Block):
    """Lines for names and dates."""

    kind = "signature"
    signature: Signatures


LINES = "\n"
"""What parts the lines of an address in a record."""
_OF_A_RECORD = ("{{ recipient }}", "{{ address }}")


def _as_lines(data: object) -> object:
    return _OF_A_RECORD if data is None else (data,) if isinstance(data, str) else data


_LINE = {"type": ["string", "number", "boolean"], "minLength": 1}
_WRITTEN = {"anyOf": [{"type": "array", "items": _LINE, "minItems": 1, "maxItems": 5}, _LINE, {"type": "null"}]}


class Address(Block):
    """The recipient's address, a line each; without a value, what the fields `recipient` and `address` say."""

    kind = "address"
    address: Annotated[
        tuple[Text, ...], BeforeValidator(_as_lines), Field(min_length=1, max_length=5), WithJsonSchema(_WRITTEN)
    ]
