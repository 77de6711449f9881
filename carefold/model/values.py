"""Values below the models. The reader hands over text only; here it becomes dates, lengths, colours, numbers."""

from __future__ import annotations

import datetime
import re
from functools import partial
from typing import Annotated, Any, Self

from pydantic import BeforeValidator, GetCoreSchemaHandler, PlainSerializer, WithJsonSchema
from pydantic_core import CoreSchema, core_schema

from carefold.errors import NO_PLACES, NOWHERE, Place, Places
from carefold.model.inline import Paragraph
from carefold.spelling import spelled
from carefold.units import points


class Text(str):
    """Inline text as written: small Markdown, fields and citations. It remembers where each character came from.

    `paragraphs` is the same text parsed; it is empty until the content is resolved.
    """

    __slots__ = ("paragraphs", "places")
    places: Places
    paragraphs: tuple[Paragraph, ...]

    def __new__(cls, text: str, places: Places = NO_PLACES, paragraphs: tuple[Paragraph, ...] = ()) -> Self:
        """`places` has one place a character, or is empty for text that came from no file."""
        made = super().__new__(cls, text)
        made.places = places
        made.paragraphs = paragraphs
        return made

    def place(self, offset: int = 0) -> Place:
        """The place of the character at `offset`; past the end, that of the last."""
        return self.places[min(offset, len(self.places) - 1)] if self.places else NOWHERE

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """A non-empty string; a Text keeps its places, which plain pydantic would drop."""
        known = core_schema.is_instance_schema(cls)
        text = core_schema.to_string_ser_schema()
        return core_schema.no_info_before_validator_function(partial(_text, kind=cls), known, serialization=text)

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: CoreSchema, handler: Any) -> dict[str, Any]:
        """Text is a string to an editor."""
        return {"type": "string", "minLength": 1}


class Line(Text):
    """One line of plain text, no Markdown."""

    __slots__ = ()


def _text(value: object, kind: type[Text]) -> object:
    if not isinstance(value, str):
        return value
    if not spelled(value).strip():
        raise ValueError("has no text")
    places = value.places if isinstance(value, Text) else NO_PLACES
    return value if type(value) is kind else kind(value, places)


def _date(value: object) -> datetime.date:
    if isinstance(value, datetime.date):
        return value
    if not isinstance(value, str) or not re.fullmatch(r"\d{4}-\d{2}-\d{2}", value):
        raise ValueError(f"“{value}” is no date. Hint: write year-month-day: 2026-11-23.")
    try:
        return datetime.date.fromisoformat(value)
    except ValueError:
        raise ValueError(f"the date {value} does not exist. Hint: look at a calendar.") from None


def _flag(value: object) -> bool:
    if isinstance(value, bool):
        return value
    if value == "true" or value == "false":
        return value == "true"
    raise ValueError(f"“{value}” is neither true nor false. Hint: write true or false.")


def _whole(value: object) -> int:
    if isinstance(value, int):
        return value
    if isinstance(value, str) and re.fullmatch(r"\d{1,6}", value):
        return int(value)
    raise ValueError(f"“{value}” is no whole number. Hint: write digits only, such as 50.")


def _number(value: object) -> float:
    if isinstance(value, int | float):
        return float(value)
    if isinstance(value, str) and re.fullmatch(r"-?\d{1,9}(\.\d{1,6})?", value):
        return float(value)
    raise ValueError(f"“{value}” is no number. Hint: write it like 6 or 7.5.")


def _length(value: object) -> float:
    return float(value) if isinstance(value, int | float) else points(str(value))


def _colour(value: object) -> str:
    if isinstance(value, str) and re.fullmatch(r"#[0-9a-fA-F]{6}", value):
        return value.lower()
    raise ValueError(f'“{value}” is no colour. Hint: write it as six hexadecimal digits: "#0b6e73".')


def _web(value: object) -> str:
    if isinstance(value, str) and re.fullmatch(r"https://[^\s<>\"{}|\\^`]+", value):
        return str(value)
    raise ValueError(
        f"“{value}” is no web address that may be printed. Hint: write it in full: https://clinic.example."
    )


def _email(value: object) -> str:
    if isinstance(value, str) and re.fullmatch(
        r"[^\s@<>,;:\"()\[\]]+@[^\s@<>,;:\"()\[\]]+\.[^\s@<>,;:\"()\[\]]+", value
    ):
        return str(value)
    raise ValueError(f"“{value}” is no e-mail address. Hint: write it like hello@clinic.example.")


def _phone(value: object) -> str:
    if isinstance(value, str) and re.fullmatch(r"\+?[\d\s().-]+", value) and 3 <= len(re.sub(r"\D", "", value)) <= 15:
        return str(value)
    raise ValueError(f"“{value}” is no phone number. Hint: write digits, spaces, dashes or brackets: 555-0100.")


def _language(value: object) -> str:
    if isinstance(value, str) and re.fullmatch(r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|\d{3}))?", value):
        return str(value)
    raise ValueError(f"“{value}” is no language tag. Hint: write en, es, zh-Hans or pt-BR (BCP 47).")


def _many(value: object) -> object:
    return (value,) if isinstance(value, str) else value


_TEXT = WithJsonSchema({"type": "string"})
Date = Annotated[datetime.date, BeforeValidator(_date), WithJsonSchema({"type": "string", "format": "date"})]
Flag = Annotated[bool, BeforeValidator(_flag), WithJsonSchema({"enum": ["true", "false", True, False]})]
Whole = Annotated[int, BeforeValidator(_whole), WithJsonSchema({"type": ["integer", "string"]})]
Number = Annotated[float, BeforeValidator(_number), WithJsonSchema({"type": ["number", "string"]})]
Length = Annotated[float, BeforeValidator(_length), PlainSerializer(lambda value: f"{value}pt"), _TEXT]
"""A written length with its unit, in points."""
Colour = Annotated[str, BeforeValidator(_colour), WithJsonSchema({"type": "string", "pattern": "^#[0-9a-fA-F]{6}$"})]
WebAddress = Annotated[str, BeforeValidator(_web), WithJsonSchema({"type": "string", "format": "uri"})]
Email = Annotated[str, BeforeValidator(_email), WithJsonSchema({"type": "string", "format": "email"})]
Phone = Annotated[str, BeforeValidator(_phone), _TEXT]
Language = Annotated[str, BeforeValidator(_language), _TEXT]
Lines = Annotated[tuple[Line, ...], BeforeValidator(_many, json_schema_input_type=Line | tuple[Line, ...])]
"""One line, or a list of them."""
