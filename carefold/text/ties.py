"""How firmly words belong together: what no line parts, and at what it gives way where it is longer than a line.

It is glue for the line breaking alone: the text keeps its plain spaces.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate

from carefold.spelling import BLANK
from carefold.text.breaks import FIRM_SPACE, Joint
from carefold.text.stretches import Stretches, stretches
from carefold.text.words import FIRM, LOOSE, NEAR, SPAN, TIGHT, Word

_GIVING_WAY = {LOOSE: 2.0, SPAN: 4.0, FIRM: 8.0, TIGHT: 25.0}  # badness of a line's end in what is longer than a line
_PARTED = 0.06  # badness of a line's end between what stands near each other
_ROUNDING = 1e-5  # share of the measure


def tie(words: Sequence[Word], language: str) -> None:
    """Tell the words of a paragraph how firmly they belong to what is before them."""
    told = [
        (word.space is not None, word.joint,
         [piece.glyphs.text if piece.glyphs and not piece.look.is_mark else BLANK for piece in word.pieces])
        for word in words
    ]  # fmt: skip
    for word, level in zip(words, levels(told, language), strict=True):
        word.tie = level


def levels(words: Sequence[tuple[bool, Joint, Sequence[str]]], language: str) -> list[int]:
    """How firmly each word belongs to what is before it, by whether a space is, its joint, and what its pieces say."""
    starts, said, firm = list[int](), list[str](), list[int]()
    at = 0
    for spaced, joint, texts in words:
        if spaced:
            said.append(" ")
            at += 1
        starts.append(at)
        firm.append(FIRM if joint is FIRM_SPACE else 0)
        for text in texts:
            said.append(text)
            at += len(text)
    for number, level in _held(stretches("".join(said), language), starts):
        firm[number] = max(firm[number], LOOSE if words[number][1].hyphen else level)
    return firm


def held_of(found: Stretches, texts: Sequence[str]) -> list[int]:
    """The same of words with usual joints, by what each says, after the space before it if there is one."""
    starts = [end - len(text) + (text[0] == " ") for end, text in zip(accumulate(map(len, texts)), texts, strict=True)]
    firm = [0] * len(texts)
    for number, level in _held(found, starts):
        firm[number] = max(firm[number], level)
    return firm


def _held(found: Stretches, starts: Sequence[int]) -> Iterator[tuple[int, int]]:
    """The numbers of the words that something holds to what is before them, and how firmly."""
    for start, end, level in found:
        for number in range(bisect_right(starts, start), len(starts)):
            if starts[number] >= end:
                break
            yield number, level


def line_ends(
    words: Sequence[float], gaps: Sequence[float], ties: Sequence[int], measure: float, joints: Sequence[float],
    tails: Sequence[float],
) -> tuple[list[bool], list[float]]:  # fmt: skip
    """Whether a line may end before each word, and at which cost; `joints` have what it costs anyway.

    `words` and `gaps` are widths, `gaps[i]` and `ties[i]` stand before word i. What no line parts gives way only where
    it is longer than a line, and there where it holds least.
    """
    allowed, costs, count = [True] * len(words), list(joints), len(words)
    if not any(ties):
        return allowed, costs
    near = [_PARTED if level == NEAR else 0.0 for level in ties]
    costs = list(map(max, costs, near)) if costs else near
    room, start = measure * (1 + _ROUNDING), 0
    for end in range(1, count + 1):
        if end == count or ties[end] <= NEAR:
            if end - start > 1:
                _hold(words, gaps, ties, start, end, LOOSE, room, tails, allowed, costs)
            start = end
    return allowed, costs


def _hold(
    words: Sequence[float], gaps: Sequence[float], ties: Sequence[int], start: int, end: int, level: int,
    measure: float, tails: Sequence[float], allowed: list[bool], costs: list[float],
) -> None:  # fmt: skip
    inner = range(start + 1, end)
    width = sum([words[number] + (gaps[number] if number > start else 0.0) for number in range(start, end)])
    if width + (tails[end] if tails and end < len(words) else 0.0) <= measure:
        for number in inner:
            allowed[number] = False
        return
    cuts = [number for number in inner if ties[number] <= level]
    for number in cuts:
        costs[number] = max(costs[number], _GIVING_WAY[level])
    if level < TIGHT:
        for first, last in zip([start, *cuts], [*cuts, end], strict=True):
            _hold(words, gaps, ties, first, last, level + 1, measure, tails, allowed, costs)


def width_of(words: Sequence[Word]) -> float:
    """The width of words on one line, in points."""
    return sum([word.width + (word.space.width if number and word.space else 0.0) for number, word in enumerate(words)])


def runs_of(words: Sequence[Word], level: int) -> Iterable[Sequence[Word]]:
    """The words between two places where what holds at least as firmly is not parted."""
    start = 0
    for end in range(1, len(words) + 1):
        if end == len(words) or words[end].tie < level:
            yield words[start:end]
            start = end
