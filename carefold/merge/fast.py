"""Letters made fast: laid out once, then with other values put in; what differs in more than that is laid out anew.

Templates hold values of the record that they were made of: they last as long as the merge, and are few.
"""

from __future__ import annotations

import re
from collections import OrderedDict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeAlias

from carefold.caches import of_a_record
from carefold.content.conditions import Condition, parse_condition
from carefold.content.fields import Fields
from carefold.garbage import collected_later
from carefold.merge.sheets import Sheets
from carefold.merge.template import Template
from carefold.model.block import Conditional
from carefold.model.forms import LINES
from carefold.model.medicine import CHANGE
from carefold.model.rows import items_of
from carefold.model.values import Text
from carefold.model.walk import everything
from carefold.order import Order, Record
from carefold.pdf.replay import OtherwiseError
from carefold.pipeline import laid_out, resolved
from carefold.preparing import described
from carefold.spelling import comparable
from carefold.stages import Content, Made
from carefold.text.asked import taking_notes
from carefold.workspace import Workspace

_MOST, _OF_ONE_KIND = 16, 4  # templates that are kept: in all, and of letters with the same blanks and conditions
_TRIES = 3  # records that a template is tried to be made of, one after the other
_ODD = re.compile(r"[@\[\]{}]|:\Z")  # what would be looked at in a text, whoever wrote it
_LINKED = re.compile(r"\]\([^)]*\{\{")

Kind: TypeAlias = tuple[int | str, ...]
"""How many lines the value of each field has, how many items and which values each list, and which conditions hold."""


@dataclass(frozen=True)
class Spliced:
    """A letter that was made by parts: its file, what its lines with values say, the fields that it holds, its sheets.

    One that `is_first` is the first that was made so of what was laid out for another record.
    """

    file: Callable[[], bytes]
    text: str
    used: frozenset[str]
    sheets: Callable[[], Sheets]
    is_first: bool = False

    @cached_property
    def data(self) -> bytes:
        """The bytes of its file, put together when they are asked for."""
        return self.file()


def _is_odd(record: Mapping[str, str]) -> bool:
    """Whether a value has signs that nobody sees, or that would be looked at in a text, whoever wrote them."""
    lines = (line for value in record.values() for line in value.split(LINES))
    return any(not line.isprintable() or line != line.strip() or _ODD.search(line) for line in lines)


def _told(items: Sequence[Mapping[str, str]] | None) -> Iterator[int | str]:
    """What of a list decides which words a letter has: how long it is, where it has values, how medicines change."""
    yield -1 if items is None else len(items)
    for item in items or ():
        yield from sorted(name for name, value in item.items() if value.strip())
        yield item.get(CHANGE, "")


class Fast:
    """Makes letters of one handout, at one site, for as many records as there are."""

    def __init__(self, workspace: Workspace, content: Content) -> None:
        self._workspace, self._content = workspace, content
        handout = content.opened.handout
        self._known = OrderedDict[tuple[Kind, int], Template]()
        self._tried, self._failed = set[tuple[Kind, int]](), dict[Kind, int]()
        self._number = 0
        self._names = tuple(name for name, spec in handout.fields.items() if not spec.is_list)
        self._fields = Fields(handout.fields, content.opened.brand, str(handout.language))
        self._lists = tuple(name for name, spec in handout.fields.items() if spec.is_list)
        self._conditions = list(self._conditions_of(handout))
        is_linked = any(_LINKED.search(text) for text in everything(handout) if isinstance(text, Text))
        is_told = any("{{" in (getattr(one, "alt", None) or "") for one in everything(handout))
        self._may = not (is_linked or is_told)

    def _conditions_of(self, handout: object) -> list[Condition]:
        found = dict[str, Condition]()
        for one in everything(handout):
            if isinstance(one, Conditional) and one.when is not None:
                condition = parse_condition(one.when, one.place, self._fields)
                if isinstance(condition, Condition):
                    found[str(one.when)] = condition
        return list(found.values())

    def kind(self, record: Mapping[str, str]) -> Kind:
        """All that decides which words a letter has, but for the values themselves."""
        fields = self._fields.with_values(record)
        return (
            *(len(value.split(LINES)) if (value := fields.value(name)) else 0 for name in self._names),
            *(condition.holds(fields) for condition in self._conditions),
            *(said for name in self._lists for said in _told(items_of(name, record))),
        )

    def letter(self, record: Record) -> Spliced | None:
        """A record's letter, the same bytes as `make` makes; None where it has to be laid out."""
        if not self._may or _is_odd(record):
            return None
        kind = self.kind(record)
        for key in [key for key in reversed(self._known) if key[0] == kind]:
            template = self._known[key]
            try:
                with of_a_record(record):
                    file, text, sheets = template.letter(record)
            except OtherwiseError:
                continue
            self._known.move_to_end(key)
            is_first = key not in self._tried
            self._tried.add(key)
            return Spliced(file, comparable(text), template.used, sheets, is_first)
        return None

    def learn(self, made: Made) -> bool:
        """Keep what `make` has made of a record, for others like it; whether that can be made by parts."""
        record = made.order.record
        if not record or not self._may or _is_odd(record):
            return False
        kind = self.kind(record)
        if self._failed.get(kind, 0) >= _TRIES:
            return False
        try:
            template = self._template(made.order)
            with of_a_record(record):
                file, _, _ = template.letter(record)
            if file() != made.data:
                raise OtherwiseError
        except OtherwiseError:
            self._failed[kind] = self._failed.get(kind, 0) + 1
            return False
        self._keep(kind, template)
        return True

    def _keep(self, kind: Kind, template: Template) -> None:
        self._number += 1
        self._known[kind, self._number] = template
        same = [key for key in self._known if key[0] == kind]
        if len(same) > _OF_ONE_KIND:
            del self._known[same[0]]
        elif len(self._known) > _MOST:
            self._known.popitem(last=False)

    def forget(self, record: Mapping[str, str]) -> None:
        """Make no more letters like a record's by parts."""
        kind = self.kind(record)
        self._failed[kind] = _TRIES
        for key in [key for key in self._known if key[0] == kind]:
            del self._known[key]

    def _template(self, order: Order) -> Template:
        with collected_later(), of_a_record(order.record), taking_notes() as notes:
            content = resolved(self._workspace, self._content.opened, order.record)
            laid = laid_out(self._workspace, content, order)
            return Template(laid, notes, *described(self._workspace, laid, order))
