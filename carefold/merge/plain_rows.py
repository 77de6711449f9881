"""What plain lines are made of: the words of a paragraph one after the other."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from carefold.pdf.print_file import PrintedLine
from carefold.pdf.replay import DrawnAgain
from carefold.text.stretches import first_number


@dataclass(slots=True)
class Row:
    """Words one after the other: widths in points, that of the space before each, and what it says after that space.

    And what shows it with the space that follows, and how that reads. Once there are all of them: what they say, where
    the first number in that starts, how wide they are with all these spaces, and all that shows them.
    """

    widths: list[float] = field(default_factory=list)
    gaps: list[float] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    codes: list[str] = field(default_factory=list)
    read: list[str] = field(default_factory=list)
    said: str = ""
    number: int | None = None
    width: float = 0.0
    whole: tuple[str, str] = ("", "")

    def part(self, start: int, end: int) -> Row:
        """Some of them."""
        return Row(
            self.widths[start:end], self.gaps[start:end], self.texts[start:end], self.codes[start:end],
            self.read[start:end],
        ).finish()  # fmt: skip

    def finish(self) -> Row:
        """The same, now that all are there."""
        self.said, self.width = "".join(self.texts), sum(self.widths) + sum(self.gaps)
        self.number = first_number(self.said)
        self.whole = "".join(self.codes), "".join(self.read)
        return self

    def shown(self, first: int, last: int) -> tuple[str, str]:
        """What shows some of them, and how that reads; `last` may be beyond the end."""
        if first == 0 and last >= len(self.codes):
            return self.whole
        return "".join(self.codes[first:last]), "".join(self.read[first:last])


def said_by(rows: Iterable[Row]) -> tuple[str, int | None]:
    """What they say one after the other, and where the first number in that starts."""
    said = ""
    found: int | None = None
    for row in rows:
        if found is None and row.number is not None:
            found = len(said) + row.number
        said += row.said
    return said, found


class Line(NamedTuple):
    """A line at a place: as its file has it, and as it is printed."""

    drawn: DrawnAgain
    printed: PrintedLine
