"""What no line may part, looked for in lines that are laid out, with expressions of its own.

`broken` goes over a whole composition, so that any proof can call it; `faults` over the lines of one paragraph.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, pairwise

from carefold.graphics.frame import TextLine
from carefold.languages.language import Language
from carefold.layout.composition import Composition
from carefold.structure import INLINE, Element, Numbered

SLACK = 0.1  # points
MARK = "\ufffc"  # stands for a raised number and for a hyphen that a line's end adds
_CELL_SHARE = 0.7  # of a panel's or page's width: a word that would fit there is not parted in a cell
_LONGEST_LINE = 27.5  # ems

_N = r"(?<![\w.,:;/–-])(?<!ext\. )(?!\d{3}-\d{4})\d+(?:[.,:/–-]\d+)*"
_PHONE = r"(?:\+?\(?\d[\d() .–-]{5,16}\d|1-800-[A-Z-]+\d*|911|988)"


@dataclass(frozen=True)
class Laid:
    """A line: its text, and where each character starts; then where the last one ends."""

    text: str
    places: tuple[float, ...]

    @property
    def width(self) -> float:
        return self.places[len(self.text.rstrip())] - self.places[0]

    def between(self, start: int, end: int) -> float:
        return self.places[min(end, len(self.text))] - self.places[start]


def laid(runs: Sequence[tuple[float, float, bool, Sequence[tuple[str, float]]]]) -> Laid:
    """A line of runs: x, size, whether it is raised, and words with their advances in thousandths."""
    text, places, x = "", list[float](), 0.0
    for left, size, raised, words in runs:
        x = left
        for said, advance in words:
            shown = MARK * max(len(said), 1) if raised or not said else said.replace("\u00a0", " ")
            places += [x + advance * size / 1000 * at / len(shown) for at in range(len(shown))]
            text, x = text + shown, x + advance * size / 1000
    return Laid(text, (*places, x))


def broken(composition: Composition, language: str) -> Iterator[str]:
    """One sentence for each thing that is parted at the end of a line, though a line as long as others has room."""
    leaves = Numbered.of(composition.root).leaves
    found: dict[int, list[Laid]] = defaultdict(list)
    blocks: dict[int, tuple[Element, float, float]] = {}
    for frame in sorted(composition.frames, key=lambda frame: frame.rank):
        for item in frame.items:
            if not isinstance(item, TextLine) or item.runs[0].leaf is None:
                continue
            element = _block_of(leaves[item.runs[0].leaf].parent)
            blocks[id(element)] = element, frame.area.width, item.runs[0].size
            runs = [
                (run.x, run.size, bool(run.raised), [(word.text, word.advance) for word in run.words])
                for run in item.runs
            ]
            found[id(element)].append(laid(runs))
    for key, lines in found.items():
        element, width, size = blocks[key]
        room = max(line.width for line in lines)
        in_cell = max(room, min(_CELL_SHARE * width, _LONGEST_LINE * size)) if element.role in ("TD", "TH") else room
        yield from (f"{element.role}: {fault}" for fault in faults(lines, language, room, in_cell))


def _block_of(element: Element) -> Element:
    while element.role in INLINE and element.parent:
        element = element.parent
    return element


def faults(lines: Sequence[Laid], language: str, room: float, room_for_words: float = 0.0) -> Iterator[str]:
    """What is parted between lines of one paragraph, that has so much room."""
    for before, after in pairwise(lines):
        yield from _parted_words(before, after, max(room, room_for_words))
    text = "".join(line.text for line in lines)
    starts = list(accumulate((len(line.text) for line in lines), initial=0))
    for patterns in (_firm(language), (*_firm(language), *_loose(language))):
        spans = sorted(match.span() for pattern in patterns for match in pattern.finditer(text))
        for start, end in _merged(spans):
            inside = text[start : end + len(re.split(r"\s", text[end:])[0])].rstrip()  # with a mark behind it
            cuts = [cut for cut in starts if start < cut < start + len(inside)]
            edges = [start, *cuts, start + len(inside)]
            width = sum(
                line.between(first - begin, last - begin)
                for first, last in pairwise(edges)
                for line, begin in zip(lines, starts, strict=False)
                if begin <= first < begin + len(line.text)
            )
            if cuts and width <= room - SLACK:
                yield f"“{inside}” is parted: {' | '.join(text[first:last] for first, last in pairwise(edges))}"


def _parted_words(before: Laid, after: Laid, room: float) -> Iterator[str]:
    text, cut = before.text + after.text, len(before.text)
    shown = f"“{before.text.rstrip()} | {after.text.rstrip()}”"
    if not before.text[-1:].isspace() and not _may_part(before.text, after.text):
        start, end = len(re.split(r"\s", before.text)[-1]), len(re.split(r"\s", after.text)[0])
        if before.between(cut - start, cut) + after.between(0, end) <= room - SLACK:
            yield f"a word is parted: {shown}"
    if before.text.endswith(MARK) and _is_address(text.replace(MARK, ""), cut - 1):
        yield f"an address gets a hyphen: {shown}"


def _may_part(before: str, after: str) -> bool:
    """Whether a line may end here inside of what has no space."""
    if before.endswith(MARK):
        return True  # a soft hyphen
    if _is_address(before + after, len(before)):
        return before.endswith("/") or after[:1] in (".", "-")
    return before[-1:] in "-–—/\u2010" and not before[-2:-1].isdigit()


def _is_address(text: str, cut: int) -> bool:
    word = re.split(r"\s", text[:cut])[-1] + re.split(r"\s", text[cut:])[0]
    return bool(re.search(r"https?://|www\.|\w@\w|\w\.[a-z]{2,}(/|\W*$)", word))


def _merged(spans: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Spans that lie over one another, or share a word, as one."""
    start, end = -1, -1
    for first, last in spans:
        if first >= end:
            yield start, end
            start, end = first, last
        end = max(end, last)
    yield start, end


@lru_cache(maxsize=8)
def _firm(language: str) -> tuple[re.Pattern[str], ...]:
    """A number and what it counts, days, dates, digits of one number."""
    known = Language.of(language)
    small = "|".join(sorted({*known.words("uncounted"), *known.words("extension")}, key=len, reverse=True))
    months = "|".join((*known.said["months"], *known.said["short-months"]))
    days = "|".join(sorted(known.words("weekdays"), key=len, reverse=True))
    meridiem = r"[ap]\. m\.|" if language == "es" else ""
    counted = rf"(?:{meridiem}(?!(?:{small})\b)[^\s\d(\[“—–/·|&{MARK}][^\s/{MARK}]*(?:/[^\s\d/]+)*)"
    of = r"\sde\s" if language == "es" else r"\s"
    return tuple(
        re.compile(pattern, re.IGNORECASE)
        for pattern in (
            rf"{_N}\s{counted}",
            rf"{_N}\s(?:out of|de cada)\s{_N}",
            rf"\b(?:{months})\.?\s\d{{1,2}}\b" if language == "en" else rf"\b\d{{1,2}}{of}(?:{months})\b",
            rf"\b(?:{days})–(?:{days})\b",
            r"(?<!\w)\+?\(?\d[\d()-]*(?:\s\(?\d[\d()-]*)+",
            r"\b1-800-[A-Z-]+",
            r"\d ½(?: \w+)?",
            r"\b\d+ mg/\d+ mL",
            r"\bN Engl J Med\b",
        )
    )


@lru_cache(maxsize=8)
def _loose(language: str) -> tuple[re.Pattern[str], ...]:
    """Opening hours, doses of two amounts, a number to call and its label or its extension."""
    hour = r"\d+(?::\d\d)?\s[ap]\. m\." if language == "es" else r"\d+(?::\d\d)?\s[ap]\.?m\b\.?"
    return tuple(
        re.compile(pattern)
        for pattern in (
            rf"{hour}\s(?:–|to|a)\s{hour}",
            rf"{_N}\s(?:to|a)\s{_N}(?:\s\w+)?",
            rf"(?:\b[^\W\d]+ )?\b[^\W\d]+: {_PHONE}(?: ext\. \d+)?",
            r"\bN Engl J Med\. \d{4};\d+:\d+",
        )
    )
