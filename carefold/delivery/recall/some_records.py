"""Some records of a list, as a merge takes them: places and numbers stay those of the list."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import TypeVar

from carefold.diagnostics.carefold_error import CarefoldError
from carefold.diagnostics.finding import Finding
from carefold.merge.columns import KNOWN
from carefold.merge.letter import Letter
from carefold.merge.records import Records
from carefold.merge.row import Row

T = TypeVar("T")


@dataclass(frozen=True)
class SomeRecords(Records):
    """Those of a list that begin at a line of `added`, which has their `id` and what is added; only some `columns`."""

    source: Records = field(kw_only=True)
    added: Mapping[int, Mapping[str, str]] = field(kw_only=True)
    columns: frozenset[str] = field(kw_only=True)

    @classmethod
    def of(cls, source: Records, letter: Letter, added: Mapping[int, Mapping[str, str]]) -> SomeRecords:
        """With the columns that mean something for a letter; what it has no field for is not added either."""
        columns = frozenset((*letter.terms().fields, *KNOWN))
        known = {line: {name: more[name] for name in more if name in columns} for line, more in added.items()}
        return cls(source.path, source.shown, source.form, source=source, added=known, columns=columns)

    def only(self, lines: Iterable[int], *, without: str = "") -> SomeRecords:
        """Fewer of them, and perhaps without a column."""
        return replace(
            self, added={line: self.added[line] for line in lines}, columns=self.columns - frozenset([without])
        )

    def pairs(self) -> Iterator[tuple[Row, Row]]:
        """As those of the list; CarefoldError where somebody else stands in a line by now."""
        for theirs, ours in self.source.pairs():
            more = self.added.get(theirs.place.line)
            if more is not None:
                if ours.values.get("id") != more["id"]:
                    hint = "Start anew; leave the file alone meanwhile."
                    raise CarefoldError(Finding("the list has changed while it was read.", self.place, hint))
                yield theirs, replace(
                    ours, values={**self._known(ours.values), **more}, lists=self._known(ours.lists),
                    columns=self._known(ours.columns),
                )  # fmt: skip

    def _known(self, of: Mapping[str, T]) -> dict[str, T]:
        return {name: value for name, value in of.items() if name in self.columns}
