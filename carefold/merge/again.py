"""Paragraphs of a letter, and what was asked of them, with the values of another record."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from carefold.content.fields import FILTERS
from carefold.diagnostics.place import NO_PLACES
from carefold.languages.language import Language
from carefold.merge.questions import Answer, Question
from carefold.merge.refilled import refilled
from carefold.model.forms import LINES
from carefold.model.inline import Filled, Paragraph, Words
from carefold.text.asked import Weighed
from carefold.text.patched import Filling


@dataclass(frozen=True)
class Printed:
    """A record's values as they are printed, by field and filter."""

    values: Mapping[str, str]
    language: str
    types: Mapping[str, str]

    def of(self, filled: Filled) -> str:
        """The value in place of a field's."""
        value = self.values.get(filled.field, "").strip()
        if filled.line is not None:
            return value.split(LINES)[filled.line]
        kind = self.types.get(filled.field, "")
        return FILTERS[kind](Language.of(self.language).phrases, value) if kind in FILTERS else value

    def all_of(self, fields: Iterable[Filled]) -> tuple[str, ...]:
        """The values in place of several."""
        return tuple([self.of(one) for one in fields])


class Again:
    """Paragraphs and what is asked of them, with the values of one record."""

    def __init__(self, printed: Printed, fields: frozenset[str]) -> None:
        self.printed, self._fields = printed, fields
        self._spans, self._fillings = dict[int, Paragraph](), dict[int, Filling]()

    def _refill(self, paragraph: Paragraph) -> Paragraph:
        key = id(paragraph)
        if key not in self._spans:
            has_values = any(is_valued(span, self._fields) for span in paragraph)
            self._spans[key] = (
                tuple([_filled(span, self.printed, self._fields) for span in paragraph]) if has_values else paragraph
            )
        return self._spans[key]

    def is_as_before(self, weighed: Weighed) -> bool:
        """Whether what was decided is decided so again."""
        return weighed.decide(*refilled(weighed.of, self._refill)) == weighed.answer

    def answer(self, question: Question) -> Answer:
        """How a paragraph comes out; OtherwiseError where layout would see a difference."""
        filled, patched = self._refill(question.spans), question.patched
        if patched and id(patched) not in self._fillings:
            self._fillings[id(patched)] = patched.filled([span for span in filled if isinstance(span, Words)])
        return question.again(filled, self._fillings[id(patched)] if patched else None)


def is_valued(span: object, fields: frozenset[str]) -> bool:
    """Whether words hold a value of one of some fields."""
    return isinstance(span, Words) and any(one.field in fields for one in span.fields)


def _filled(span: object, printed: Printed, fields: frozenset[str]) -> Words:
    """Words with other values in the places of their fields."""
    if not isinstance(span, Words) or not is_valued(span, fields):
        return span  # type: ignore[return-value]
    parts, filled, at, length = list[str](), list[Filled](), 0, 0
    for one in span.fields:
        value = printed.of(one) if one.field in fields else span.text[one.start : one.end]
        parts += (span.text[at : one.start], value)
        start = length + one.start - at
        length, at = start + len(value), one.end
        filled.append(replace(one, start=start, end=length))
    text = "".join((*parts, span.text[at:]))
    return replace(span, text=text, places=NO_PLACES, fields=tuple(filled))
