"""Where the lines of a plain paragraph start, with other values in it: what breaks after the last of them is known."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from carefold.layout.paragraph import plain_starts
from carefold.merge.known import Known
from carefold.merge.plain_rows import Row, said_by
from carefold.text.lines import Ending, ending_of, fit_one_line
from carefold.text.stretches import Known as Stretches
from carefold.text.stretches import stretches_again, with_any_digits
from carefold.text.text_style import TextStyle
from carefold.text.ties import held_of, line_ends

_NEAR = 1e-6  # points, more than sums of the same widths in another order differ


class Breaks:
    """The breaks of a paragraph; those of its last words, which no value is among, are found once."""

    def __init__(self, row: Row, last: int, style: TextStyle, measure: float) -> None:
        """`row` are its own words, of which so many stand after the last value."""
        self._measure, self._balanced, self._language = measure, style.balanced, style.language
        self._first_gap, self._stretches = row.gaps[0], Stretches()
        self._known = Known[list[int]]()
        ties = held_of(stretches_again(row.said, row.number, self._language, self._stretches), row.texts)
        while last and ties[-last]:
            last -= 1  # the first of them is to begin a line of its own accord
        self._last, self._ties_after = last, ties[len(ties) - last :]
        after = row.part(len(row.widths) - last, len(row.widths))
        self._ending = self._broken(after.widths, after.gaps, self._ties_after, None)

    def starts(self, rows: Sequence[Row]) -> list[int]:
        """The numbers of the words that start lines, as `line_starts` of layout has them; known for dates and hours."""
        width = sum([row.width for row in rows]) - self._first_gap
        if width < self._measure - _NEAR:
            return [0]
        widths, gaps = list[float](), list[float]()
        for row in rows:
            widths += row.widths
            gaps += row.gaps
        if width < self._measure + _NEAR and fit_one_line(widths, gaps, self._measure):
            return [0]
        said, number = said_by(rows)
        if not self._known.keeps:
            return self._starts(said, number, rows, widths, gaps)
        key = with_any_digits(said, number), *widths
        return self._known.answer(key, partial(self._starts, said, number, rows, widths, gaps))

    def _starts(
        self, said: str, number: int | None, rows: Sequence[Row], widths: list[float], gaps: list[float]
    ) -> list[int]:  # fmt: skip
        found, before = stretches_again(said, number, self._language, self._stretches), len(widths) - self._last
        ties = held_of(found, [text for row in rows for text in row.texts]) if found else [0] * len(widths)
        if ties[before:] != self._ties_after:
            return plain_starts(widths, gaps, ties, self._balanced, self._measure)
        return self._broken(widths[:before], gaps[:before], ties[:before], self._ending).starts()

    def _broken(
        self, widths: Sequence[float], gaps: Sequence[float], ties: Sequence[int], then: Ending | None
    ) -> Ending:  # fmt: skip
        breakable, costs = line_ends(widths, gaps, ties, self._measure, (), ())
        return ending_of(widths, gaps, breakable, self._measure, self._balanced, costs=costs, then=then)
