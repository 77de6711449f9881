"""One thing that is wrong, or could be better: where, what, how grave, what to do."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import NamedTuple

from carefold.diagnostics.place import NOWHERE, Place

_WORD = re.compile(r"[a-z]+[ :]")


class Severity(StrEnum):
    """How grave a finding is; errors stop a build."""

    ERROR = "error"
    WARNING = "warning"
    HINT = "hint"


class Spot(NamedTuple):
    """A box on a page, to be drawn on its picture: the page from 0, edges in points of its own space, not turned."""

    page: int
    left: float
    bottom: float
    right: float
    top: float


@dataclass(frozen=True, slots=True)
class Finding:
    """What is wrong, so that a person can mend it: what, where, what to do; how grave; the rule; its spots on pages.

    `place` is one in a file of the author's, or says in words where in a PDF. `code` is that of a check (codes.py);
    what stops a file from being read or set has none. `section` is the number of that of a handout that it is about.
    """

    message: str
    place: Place | str = NOWHERE
    hint: str = ""
    code: str = ""
    severity: Severity = Severity.ERROR
    source: str = ""
    spots: tuple[Spot, ...] = ()
    section: int | None = field(default=None, compare=False)

    def __post_init__(self) -> None:
        """Hints begin alike, whoever wrote them."""
        object.__setattr__(self, "hint", sentence(self.hint))

    @property
    def in_file(self) -> Place:
        """Its place in a file; NOWHERE where words say it."""
        return self.place if isinstance(self.place, Place) else NOWHERE

    @property
    def told(self) -> str:
        """The message, with the code of its check behind it, if it is a check's."""
        return f"{self.message} [{self.code}]" if self.code else self.message

    def in_pdf(self, file: str) -> Finding:
        """The finding placed in a file, if words say where in it: they begin the message."""
        if isinstance(self.place, Place):
            return self
        return replace(self, place=Place(file), message=f"{self.place}: {self.message}")

    def __str__(self) -> str:
        where = f"{self.place}: " if str(self.place) else ""
        kind = f"{self.severity} {self.code}: " if self.code else ""
        return f"{where}{kind}{self.message}{hinted(self.hint)}"


def sentence(hint: str) -> str:
    """A hint with a capital letter, unless it begins with a name, a path or a command."""
    return f"{hint[0].upper()}{hint[1:]}" if _WORD.match(hint) else hint


def hinted(hint: str) -> str:
    """What stands behind a message; nothing where there is no hint."""
    return f" Hint: {sentence(hint)}" if hint else ""
