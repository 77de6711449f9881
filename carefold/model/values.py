"""Values below the models. The reader hands over text only; here it becomes dates, lengths, colours, numbers."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Mapping
from functools import partial
from typing import Annotated, Any, Self

from pydantic import AfterValidator, BeforeValidator, GetCoreSchemaHandler, PlainSerializer, WithJsonSchema
from pydantic_core import CoreSchema, core_schema

from carefold.diagnostics.place import NO_PLACES, NOWHERE, Place, Places
from carefold.languages.language import anywhere, meant, tag_of
from carefold.model.addresses import MAIL, as_uri
from carefold.model.inline import Paragraph
from carefold.model.phones import numbers
from carefold.spelling import spelled
from carefold.units import points

_NO_VERSIONS: Mapping[str, Any] = {}


class Text(str):
    """Inline text as written: small Markdown, fields and citations. It remembers where each character came from.

    `paragraphs` is the same text parsed; it is empty until the content is resolved. `versions` has the text in each
    language that it is written in, by language tag; it is empty for a plain text.
    """

    __slots__ = ("paragraphs", "places", "versions")
    places: Places
    paragraphs: tuple[Paragraph, ...]
    versions: Mapping[str, Self]

    def __new__(
        cls, text: str, places: Places = NO_PLACES, paragraphs: tuple[Paragraph, ...] = (),
        versions: Mapping[str, Self] = _NO_VERSIONS,
    ) -> Self:  # fmt: skip
        """`places` has one place a character, or is empty for text that came from no file."""
        made = super().__new__(cls, text)
        made.places = places
        made.paragraphs = paragraphs
        made.versions = versions
        return made

    def place(self, offset: int = 0) -> Place:
        """The place of the character at `offset`; past the end, that of the last."""
        return self.places[min(offset, len(self.places) - 1)] if self.places else NOWHERE

    def changed(self, change: Callable[[Paragraph], Paragraph]) -> Self:
        """The same text with each of its paragraphs changed."""
        return type(self)(self, self.places, tuple(map(change, self.paragraphs)), self.versions)

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


def _date_hint(written: str) -> str:
    """The author's own date as it is wanted, where it can mean one day only."""
    found = sorted(_days_meant(written))
    if not found:
        return "write it as year-month-day, with digits only."
    return f"write {' or '.join(found)}, as year-month-day."


def _days_meant(written: str) -> set[str]:
    """The days that a date may mean: 11/25/2026, 25.11.2026, Nov 25, 2026, 25 de noviembre de 2026."""
    between = anywhere("date-words")
    parts = [part for part in re.findall(r"\d+|[^\W\d_]+", written.lower()) if part not in between]
    numbers = [int(part) for part in parts if part.isdigit() and len(part) < 5]
    words = [part[:3] for part in parts if not part.isdigit()]
    month = int(meant("month-starts", words[0]) or 0) if words else 0
    year = next((number for number in numbers if number > 1000), 0)
    rest = [number for number in numbers if number != year]
    orders = [(month, rest[0])] if len(words) == 1 and month and len(rest) == 1 else []
    if not words and len(rest) == 2:
        orders = [(rest[0], rest[1])] if parts[0] == str(year) else [(rest[0], rest[1]), (rest[1], rest[0])]
    return {day for month, number in orders if year and (day := _day(year, month, number))}


def _day(year: int, month: int, day: int) -> str:
    try:
        return datetime.date(year, month, day).isoformat()
    except ValueError:
        return ""


def _date(value: object) -> datetime.date:
    if isinstance(value, datetime.date):
        return value
    if not isinstance(value, str) or not re.fullmatch(r"\d{4}-\d{2}-\d{2}", value):
        raise ValueError(f"“{value}” is no date. Hint: {_date_hint(str(value))}")
    try:
        return datetime.date.fromisoformat(value)
    except ValueError:
        raise ValueError(f"the date {value} does not exist. Hint: look at a calendar.") from None


def _flag(value: object) -> bool:
    if isinstance(value, bool):
        return value
    if value == "true" or value == "false":
        return value == "true"
    hint = f"write {meant('truth', str(value).lower()) or 'true or false'}."
    raise ValueError(f"“{value}” is neither true nor false. Hint: {hint}")


def _whole(value: object) -> int:
    if isinstance(value, int):
        return value
    if isinstance(value, str) and re.fullmatch(r"\d{1,6}", value):
        return int(value)
    meant = re.fullmatch(r"(\d{1,6})(?:\.0| ?%| ?[a-zí]{3,6})", str(value))
    raise ValueError(f"“{value}” is no whole number. Hint: write {meant[1] if meant else 'digits only, such as 50'}.")


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
    shown = colour_meant(str(value)) or _SOME_COLOUR
    raise ValueError(f'“{value}” is no colour. Hint: write it as six hexadecimal digits: "{shown}".')


_SOME_COLOUR = "#0b6e73"


def colour_meant(written: str) -> str:
    """What digits without their sign, three of them, `rgb(…)`, `hsl(…)` or a name mean; empty for no colour."""
    from PIL import ImageColor

    text = written.strip().lower().removeprefix("0x")
    if re.fullmatch(r"[0-9a-f]{3}(?:[0-9a-f]{3})?(?:ff)?", text):
        text = f"#{text}"
    elif re.fullmatch(r"\d{1,3}(?:[, ]+\d{1,3}){2}", text):
        text = f"rgb({','.join(re.findall('[0-9]+', text))})"
    elif found := re.fullmatch(r"(rgb|hsl)a?\(([\d.%, /]+)\)", text):
        text = f"{found[1]}({','.join(re.findall(r'[0-9.]+%?', found[2])[:3])})"
    try:
        red, green, blue, *_ = ImageColor.getrgb(text)
    except ValueError:
        return ""
    return f"#{red:02x}{green:02x}{blue:02x}" if max(red, green, blue) < 256 else ""


def _web(line: Line) -> Line:
    if not re.fullmatch(r"https://[^\s<>\"{}|\\^`]+", line):
        raise ValueError(f"“{line}” is no web address that may be printed. Hint: {_in_full(line)}")
    as_uri(line)
    return line


def _in_full(written: str) -> str:
    """How an address is written that lacks its start, or has spaces in it."""
    bare = re.sub(r"^(?:[a-z]{2,5}:)?/+", "", written, flags=re.IGNORECASE)
    if re.fullmatch(r"[^\s/@<>\"{}|\\^`]+\.[^\s.@<>\"{}|\\^`]{2,}", bare) and not bare.startswith("."):
        safe = "" if not written.lower().startswith("http:") else ", if the site has it"
        return f"write https://{bare}{safe}."
    if re.search(r"\s", written.strip()):
        return "an address has no spaces: keep one, as a browser shows it."
    return "write it in full: https://clinic.example."


def _email(line: Line) -> Line:
    if not re.fullmatch(MAIL, line):
        raise ValueError(f"“{line}” is no e-mail address. Hint: write it like hello@clinic.example.")
    name = line.rpartition("@")[0]
    if not name.isascii():
        message = f"“{name}” has letters that many mail programs don't take before the @."
        raise ValueError(f"{message} Hint: ask for an address with plain letters.")
    as_uri(f"mailto:{line}")
    return line


_BRANDS_PHONE = re.compile(r"\{\{ *brand\.contact\.(?:phone|after-hours) *\}\}")


def _phone(line: Line) -> Line:
    if not _BRANDS_PHONE.fullmatch(line):
        numbers(line)
    return line


LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|\d{3}))?")
"""The form of a language tag."""


def _language(tag: object) -> str:
    return str(_language_line(Line(str(tag))))


def _language_line(tag: Line) -> Line:
    if LANGUAGE.fullmatch(tag) and not tag_of(tag):
        return tag
    proper = tag_of(tag.lower()) or _proper(tag)
    hint = f"write {proper}." if proper else "write en, es, zh-Hans or pt-BR (BCP 47)."
    raise ValueError(f"“{tag}” is no language tag. Hint: {hint}")


def _proper(tag: str) -> str:
    """A tag with dashes, and its letters in the usual case; empty for what is no tag even so."""
    first, *rest = re.split("[-_]", tag.strip())
    made = "-".join((first.lower(), *(part.title() if len(part) == 4 else part.upper() for part in rest)))
    return made if LANGUAGE.fullmatch(made) else ""


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
WebAddress = Annotated[Line, AfterValidator(_web), WithJsonSchema({"type": "string", "format": "iri"})]
Email = Annotated[Line, AfterValidator(_email), WithJsonSchema({"type": "string", "format": "idn-email"})]
Phone = Annotated[Line, AfterValidator(_phone), _TEXT]
Language = Annotated[str, BeforeValidator(_language), _TEXT]
LanguageLine = Annotated[Line, AfterValidator(_language_line), _TEXT]
"""A language that knows its place."""
Lines = Annotated[tuple[Line, ...], BeforeValidator(_many, json_schema_input_type=Line | tuple[Line, ...])]
"""One line, or a list of them."""
