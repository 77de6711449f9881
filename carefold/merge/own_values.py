"""Whether a finished letter holds its own record's values, and none of the record's that was before it.

The text is read from the finished bytes. What it may hold in any case is known from elsewhere: the words of the
handout's files, filled in here with the record's own values, and the letter with blanks.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain, permutations

from carefold.content.fields import FILTERS
from carefold.content.typography import polished
from carefold.diagnostics.carefold_error import CarefoldError
from carefold.languages.language import Language
from carefold.model.field_spec import FieldSpec
from carefold.model.forms import LINES
from carefold.model.rows import column_of, items_of, spec_of
from carefold.pdfread.document import Document, Opening
from carefold.preflight.checks.read_out import blocks
from carefold.spelling import comparable

_FEW = 256  # values whose forms are kept
_TELLING = 3  # characters: shorter values say nothing of anybody
_FIELD = re.compile(r"\{\{\s*([\w.-]+)\s*(?:\|\s*(\w+)\s*)?\}\}")
_MARKS = re.compile(r"[*_^~\\]+")


@dataclass(frozen=True)
class OwnValues:
    """What letters of a handout in one language may say: `written` is what its files say, `blank` a letter's text."""

    fields: Mapping[str, FieldSpec]
    language: str
    written: str
    blank: str
    _known: dict[tuple[str, str], set[str]] = field(default_factory=dict, compare=False, repr=False)

    def missing(self, text: str, used: Iterable[str], own: Mapping[str, str]) -> list[str]:
        """The fields that a letter should hold, and whose values are not in its text."""
        wanted = {*used, *self._further(used, own)}
        return sorted(name for name in wanted if own.get(name) and not any(
            _holds(text, form) for form in self._forms(name, own[name])))  # fmt: skip

    def _further(self, used: Iterable[str], own: Mapping[str, str]) -> Iterator[str]:
        """What stands in columns that any item is printed in: each item is to be."""
        columns = {column_of(name, self.fields) for name in used} - {None}
        return (name for name in own if column_of(name, self.fields) in columns) if columns else iter(())

    def neighbours(self, text: str, own: Mapping[str, str], before: Mapping[str, str]) -> list[str]:
        """The fields of the record before that a letter's text holds, and that it could not have of its own."""
        differing = [name for name in before if before[name] != own.get(name) and not self._is_count(name)]
        parts, allowed = self._allowed(own), list[str]()
        found = []
        for name in differing:
            lines = {form for line in before[name].split(LINES) for form in self._forms(name, line)}
            forms = {form for form in lines if len(form) >= _TELLING and _holds(text, form)}
            for form in forms:
                if not any(_holds(said, form) for said in chain(allowed, _noted(parts, allowed))):
                    found.append(name)
                    break
        return sorted(found)

    def _forms(self, name: str, value: str) -> set[str]:
        """How a value may be printed; it is asked twice of most: as a record's own, and as that of the one before."""
        spec = spec_of(name, self.fields)
        key = spec.type if spec else "", value
        if key not in self._known:
            if len(self._known) >= _FEW:
                self._known.clear()
            self._known[key] = self._all_forms(*key)
        return self._known[key]

    def _all_forms(self, kind: str, value: str) -> set[str]:
        forms = {value, polished(value, self.language), value.replace(LINES, ", ")}
        if value and kind in FILTERS:
            forms.add(FILTERS[kind](Language.of(self.language).phrases, value))
        return set(map(comparable, forms))

    def _is_count(self, name: str) -> bool:
        """Whether a value is no more than how many items a list has."""
        return name in self.fields and self.fields[name].is_list

    def _beside(self, own: Mapping[str, str]) -> Iterator[str]:
        """Values of one item that may stand beside each other, such as a medicine and its dose."""
        for name in filter(self._is_count, own):
            for number, item in enumerate(items_of(name, own) or (), 1):
                said = [self._forms(f"{name}.{number}.{column}", value) for column, value in item.items()]
                yield from (f"{one} {other}" for first, second in permutations(said, 2)
                            for one in first for other in second)  # fmt: skip

    def _allowed(self, own: Mapping[str, str]) -> Iterator[str]:
        """All that a letter may say: its own values in each form, the blank letter, what its files say with values."""
        yield "\n".join(form for name in own for form in self._forms(name, own[name]))
        yield self._fixed
        yield "\n".join(self._beside(own))
        phrases = Language.of(self.language).phrases

        def value(found: re.Match[str]) -> str:
            said, spec = own.get(found[1], ""), spec_of(found[1], self.fields)
            return FILTERS[spec.type](phrases, said) if said and spec and spec.type in FILTERS else said

        written = _MARKS.sub("", _FIELD.sub(value, self.written))
        yield comparable(written)
        yield comparable(polished(written, self.language))

    @cached_property
    def _fixed(self) -> str:
        words = Language.of(self.language).phrases.words.values()
        return "\n".join((self.blank, *map(comparable, words)))


def _noted(parts: Iterator[str], noted: list[str]) -> Iterator[str]:
    """The parts that are left, each noted as it is asked for."""
    for part in parts:
        noted.append(part)
        yield part


def text_of(opened: Opening) -> str:
    """All that a finished file says, read out or painted; CarefoldError for one that can't be read."""
    document, problems = opened
    if document is None:
        raise CarefoldError(problems)
    return "\n".join((comparable(" ".join(blocks(document))), comparable(" ".join(_unread(document)))))


def _unread(document: Document) -> Iterable[str]:
    """What is painted and not read out."""
    return (run.text for page in document.contents for run in page.runs if run.mcid is None)


def _holds(text: str, form: str) -> bool:
    """Whether a text has these words, not as parts of others."""
    at = text.find(form)
    while at >= 0:
        if not _goes_on(text[at - 1 : at]) and not _goes_on(text[at + len(form) : at + len(form) + 1]):
            return True
        at = text.find(form, at + 1)
    return False


def _goes_on(sign: str) -> bool:
    """Whether a sign is of a word."""
    return sign.isalnum() or sign == "_"
