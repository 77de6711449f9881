"""What is asked for: one handout, in one layout and edition, for one brand and perhaps one patient."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from carefold.diagnostics.carefold_error import CarefoldError
from carefold.diagnostics.finding import Finding


class Edition(StrEnum):
    """What a file is for: paper, a screen with fields to fill in, a browser, or an archive (PDF/A-3a with sources)."""

    PRINT = "print"
    SCREEN = "screen"
    HTML = "html"
    ARCHIVE = "archive"


def flat(name: str, items: Sequence[Mapping[str, str]]) -> dict[str, str]:
    """A list of a record as values with names of their own; what is empty has none."""
    values = {
        f"{name}.{number}.{column}": value
        for number, row in enumerate(items, 1)
        for column, value in row.items()
        if value
    }
    return {name: str(len(items) or ""), **values}


class Record(Mapping[str, str]):
    """A patient's values by the names of fields. It can be hashed, and never shows what it holds.

    The items of a list are values too, with names such as medicines.2.dose; the list's own has how many there are.
    """

    __slots__ = ("_pairs", "_values")

    def __init__(self, values: Mapping[str, str | Sequence[Mapping[str, str]]]) -> None:
        """Take over the values; later changes of the mapping don't matter."""
        made = dict[str, str]()
        for name, value in values.items():
            made |= {name: value} if isinstance(value, str) else flat(name, value)
        self._pairs = tuple(sorted(made.items()))
        self._values = dict(self._pairs)

    def __getitem__(self, name: str) -> str:
        return self._values[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._pairs)

    def __hash__(self) -> int:
        return hash(self._pairs)

    def __repr__(self) -> str:
        return "Record(…)"


@dataclass(frozen=True)
class Order:
    """One file that is asked for; whatever is the same in two orders, they are equal.

    `brand` is the name of one of brands/ or a brand.yaml, None for the project's usual one. `language` names the
    translation NAME.LANGUAGE of a handout; it is empty for the handout as it is named. `record` has a patient's values
    by the names of fields, a list of mappings for one of `type: rows`; None for blanks to fill in by hand. `site` is
    one of the brand's, empty for the brand as it is. `unreviewed` says why it is given out before its review
    is complete, which the page then says too. `draft` says why a draft is made: reading and style may then be wrong,
    and each page is stamped. CarefoldError for an edition that there is none of, and for a draft of a patient's.
    """

    handout: str
    layout: str
    edition: Edition = Edition.PRINT
    brand: str | None = None
    language: str = ""
    record: Mapping[str, Any] | None = None
    allow_expired: bool = False
    site: str = ""
    unreviewed: str = ""
    draft: str = ""

    def __post_init__(self) -> None:
        """Make what is given hashable, and its edition one."""
        if self.record is not None and not isinstance(self.record, Record):
            object.__setattr__(self, "record", Record(self.record))
        object.__setattr__(self, "edition", _edition(self.edition))
        if self.draft and self.record is not None:
            raise CarefoldError(Finding("a draft is for no patient.", hint="Order it without a record."))

    @property
    def source(self) -> str:
        """The name of the file that the handout is written in, without its ending."""
        return f"{self.handout}.{self.language}" if self.language else self.handout


def _edition(written: str) -> Edition:
    try:
        return Edition(written)
    except ValueError:
        problem = Finding(f"there is no edition “{written}”.", hint=f"The editions are {', '.join(Edition)}.")
        raise CarefoldError(problem) from None
