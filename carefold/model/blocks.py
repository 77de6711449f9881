"""The blocks of a handout's text, and which blocks there are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Annotated, Any, Literal, Self, Union, get_args

from pydantic import (
    BeforeValidator,
    Discriminator,
    Field,
    Tag,
    ValidatorFunctionWrapHandler,
    WithJsonSchema,
    WrapValidator,
    model_validator,
)

from carefold.diagnostics.place import NOWHERE
from carefold.model.block import Block, Conditional
from carefold.model.contact import Contact
from carefold.model.forms import Address, Checklist, LogBlock, SignatureBlock, TeachBack, WriteIn
from carefold.model.lists import BulletList, NumberedList, Steps
from carefold.model.located import Located, LocatedMap, wrong
from carefold.model.pictures import BigNumber, BodyMap, ChartBlock, Compare, FigureBlock, IconArrayBlock, QrBlock
from carefold.model.plans import Appointments, DoDont, Schedule, Timeline, Zones
from carefold.model.rows import BLANK_ROWS, BlankRows
from carefold.model.symbols import AnyText, Symbol, WithSymbol
from carefold.model.values import Flag, Line, Text


def _as_text_block(data: object) -> object:
    if not isinstance(data, str):
        return data
    block = LocatedMap(text=data)
    block.place = data.place() if isinstance(data, Text) else NOWHERE
    return block


class TextBlock(Block):
    """A paragraph; a blank line in it starts another."""

    kind = "text"
    text: Text


class Heading(Block):
    """A sub-heading inside a section."""

    kind = "heading"
    heading: Text


class CalloutBody(WithSymbol):
    """What a callout holds: a text, or blocks."""

    kind: Literal["note", "tip", "caution", "warning", "emergency"]
    title: Text | None = None
    text: Text | None = None
    blocks: tuple[AnyBlock, ...] = ()
    icon: Symbol | None = None
    alt: Line | None = None

    @model_validator(mode="after")
    def _text_or_blocks(self) -> Self:
        if (self.text is None) == (not self.blocks):
            raise wrong("a callout has either a text or blocks. Hint: write one of the two keys.")
        _refuse_placed(self.blocks, "blocks")
        return self


class Callout(Block):
    """A box that stands out, with a drawn sign and a word."""

    kind = "callout"
    callout: CalloutBody


def _as_cell(data: object, handler: ValidatorFunctionWrapHandler) -> Text:
    cell: Text = Text(" ") if data is None or data == "" else handler(data)
    return cell


Cell = Annotated[Text, WrapValidator(_as_cell, json_schema_input_type=Text | None)]
"""A table's cell; it may be empty."""


class RowWhen(Conditional):
    """A row with a condition: `{cells: […], when: …}`."""

    cells: tuple[Cell, ...]
    when: Line


def _row_kind(data: object) -> str:
    return "when" if isinstance(data, RowWhen) or (isinstance(data, Mapping) and "cells" in data) else "cells"


Row = Annotated[
    Annotated[tuple[Cell, ...], Tag("cells")] | Annotated[RowWhen, Tag("when")],
    Discriminator(_row_kind),
]
"""The cells of a row, perhaps with a condition."""


class TableBody(Located):
    """A header and rows of the same number of cells, or a row for each item of a record's list.

    Of these `columns` names those that stand below the header, all where it is empty. Without a record there are so
    many blank rows.
    """

    caption: Text | None = None
    header: Annotated[tuple[Text, ...], Field(min_length=1, max_length=12)]
    listed: Annotated[tuple[Row, ...], Field(min_length=1)] = Field(default=(), alias="rows")
    rows_from: Line | None = None
    columns: tuple[Line, ...] = ()
    blank_rows: BlankRows = BLANK_ROWS
    row_headers: Flag = False

    @property
    def rows(self) -> tuple[tuple[Text, ...], ...]:
        """The cells of its rows."""
        return tuple(row.cells if isinstance(row, RowWhen) else row for row in self.listed)

    @model_validator(mode="after")
    def _of_one_source(self) -> Self:
        if not self.rows and self.rows_from is None:
            raise wrong("`rows` is missing. Hint: add `rows:` and below it a line for each row: `- [… , …]`.")
        if self.rows and self.rows_from is not None:
            raise wrong("a table has either `rows` or `rows-from`. Hint: write one of the two keys.", "rows-from")
        if self.columns and (self.rows_from is None or len(self.columns) != len(self.header)):
            hint = "Hint: write as many as the header has cells, beside `rows-from`."
            raise wrong(f"`columns` says which of an item stands below each head. {hint}", "columns")
        return self

    @model_validator(mode="after")
    def _rows_match_header(self) -> Self:
        columns = len(self.header)
        for number, row in enumerate(self.rows):
            if len(row) != columns:
                cells = "1 cell" if len(row) == 1 else f"{len(row)} cells"
                message = f"this row has {cells}, but the header has {columns}."
                raise wrong(
                    f"{message} Hint: add or remove cells, or put quotes around a text with a comma.", "rows", number
                )
        return self


class TableBlock(Block):
    """A table."""

    kind = "table"
    table: TableBody


class Facts(Block):
    """Terms and what to know of each: When, Where, Bring."""

    kind = "facts"
    facts: Annotated[dict[Text, AnyText], Field(min_length=1)]


class Questions(Block):
    """Questions and their answers."""

    kind = "questions"
    questions: Annotated[dict[Text, Text], Field(min_length=1)]


class Glossary(Block):
    """Terms and what they mean."""

    kind = "glossary"
    glossary: Annotated[dict[Text, Text], Field(min_length=1)]


class ContactBlock(Block):
    """How to reach the clinic: the brand's card, or one of its own."""

    kind = "contact"
    contact: Contact | None


class PageBreak(Block):
    """What follows starts on a new panel or page."""

    kind = "page-break"
    page_break: None


class Keep(Block):
    """Blocks that stay on one panel or page."""

    kind = "keep"
    keep: Annotated[tuple[AnyBlock, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _nothing_of_its_own_place(self) -> Self:
        _refuse_placed(self.keep, "keep")
        return self


class Foot(Block):
    """Blocks pinned to the foot of the panel or page."""

    kind = "foot"
    foot: Annotated[tuple[AnyBlock, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _nothing_of_its_own_place(self) -> Self:
        _refuse_placed(self.foot, "foot")
        return self


def _refuse_placed(blocks: tuple[Block, ...], key: str) -> None:
    """A block with a place of its own can't stand inside another."""
    for way, block in written_out(blocks):
        if isinstance(block, PageBreak | Foot | Address):
            message = f"`{block.kind}` can't stand inside a `{'callout' if key == 'blocks' else key}`."
            raise wrong(f"{message} Hint: move it into the section's `blocks`.", key, *way)


class Include(Block):
    """Blocks of another file: the author writes its path, and the reader hands over what is in it."""

    kind = "include"
    include: Annotated[tuple[AnyBlock, ...], WithJsonSchema({"type": "string", "pattern": r"\.yaml$"})]


def written_out(
    blocks: Iterable[Block], way: tuple[int | str, ...] = ()
) -> Iterator[tuple[tuple[int | str, ...], Block]]:
    """Blocks with the way to each from their list; what an include brings in stands in its place."""
    for number, block in enumerate(blocks):
        if isinstance(block, Include):
            yield from written_out(block.include, (*way, number, "include"))
        else:
            yield (*way, number), block


def _block_kind(data: Any) -> str | None:
    if isinstance(data, Block):
        return data.kind
    if isinstance(data, str):
        return "text"
    return next((key for key in data if key in KINDS), None) if isinstance(data, Mapping) else None


AnyBlock = Annotated[
    Union[
        Annotated[TextBlock, BeforeValidator(_as_text_block, json_schema_input_type=TextBlock | Text), Tag("text")],
        Annotated[Heading, Tag("heading")],
        Annotated[BulletList, Tag("list")],
        Annotated[NumberedList, Tag("numbered")],
        Annotated[Steps, Tag("steps")],
        Annotated[Checklist, Tag("checklist")],
        Annotated[Callout, Tag("callout")],
        Annotated[TableBlock, Tag("table")],
        Annotated[Facts, Tag("facts")],
        Annotated[Questions, Tag("questions")],
        Annotated[FigureBlock, Tag("figure")],
        Annotated[IconArrayBlock, Tag("icon-array")],
        Annotated[Compare, Tag("compare")],
        Annotated[BigNumber, Tag("big-number")],
        Annotated[BodyMap, Tag("body-map")],
        Annotated[Schedule, Tag("schedule")],
        Annotated[Appointments, Tag("appointments")],
        Annotated[DoDont, Tag("do-dont")],
        Annotated[Zones, Tag("zones")],
        Annotated[Timeline, Tag("timeline")],
        Annotated[ChartBlock, Tag("chart")],
        Annotated[LogBlock, Tag("log")],
        Annotated[WriteIn, Tag("write-in")],
        Annotated[TeachBack, Tag("teach-back")],
        Annotated[ContactBlock, Tag("contact")],
        Annotated[Address, Tag("address")],
        Annotated[QrBlock, Tag("qr")],
        Annotated[SignatureBlock, Tag("signature")],
        Annotated[Glossary, Tag("glossary")],
        Annotated[PageBreak, Tag("page-break")],
        Annotated[Keep, Tag("keep")],
        Annotated[Foot, Tag("foot")],
        Annotated[Include, Tag("include")],
    ],
    Discriminator(_block_kind),
]
"""Any block; a bare text is a paragraph."""

MODELS: tuple[type[Block], ...] = tuple(get_args(member)[0] for member in get_args(get_args(AnyBlock)[0]))
KINDS: tuple[str, ...] = tuple(model.kind for model in MODELS)
