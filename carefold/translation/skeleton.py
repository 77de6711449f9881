"""The file that a translation starts from: its original with dots in place of its texts, and these as comments."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from carefold.model.handout import Handout
from carefold.reading.yaml.nodes import Map, Scalar, walk
from carefold.translation.digests import digests_of, written
from carefold.translation.sheet import Edits, Sheet, end_of, quoted
from carefold.translation.texts import DOTS, Said, texts_of

OWN = ("reviewers", "accept", "review", "withdrawn", "translated-from", "translated-texts", "translator")
"""Keys that a translation has for itself."""
TEXTS = "translated-texts"
_WHO = "  # a name and qualification, or machine"


@dataclass(frozen=True)
class Skeleton:
    """The file's text, and what is included that has no translation: each is used as it is."""

    text: str
    shared: tuple[str, ...]


def skeleton(
    sheet: Sheet, handout: Handout, language: str, today: datetime.date, translated: Callable[[str], str]
) -> Skeleton:
    """The skeleton of a translation; `translated` gives the translation of a file that is included, or nothing."""
    edits = Edits(sheet.source.text)
    for number, said in enumerate(texts_of(handout)):
        _emptied(edits, sheet, said, number, str(handout.language))
    shared = tuple(_included(edits, sheet, translated))
    _head(edits, sheet, handout, language, today)
    text = edits.applied().rstrip("\n")
    return Skeleton(f"{text}\n\n{remembered(digests_of(handout))}", shared)


def remembered(digests: tuple[str, ...]) -> str:
    """The last key of a translation: what its original's texts were."""
    return f"{TEXTS}: >-  # written by `carefold translate`; leave it as it is\n{written(digests)}"


def _emptied(edits: Edits, sheet: Sheet, said: Said, number: int, source: str) -> None:
    spot = sheet.spot(said)
    if spot is None or not said.has_words:
        return
    edits.insert(*sheet.comment(spot.scalar.start, source, said.text))
    numbered = spot.is_key or said.way[-1] in ("number", "key")  # no two keys are alike, and a big number has a digit
    edits.replace(spot.scalar.start, end_of(spot.scalar), quoted(f"{DOTS} {number}" if numbered else DOTS))


def _included(edits: Edits, sheet: Sheet, translated: Callable[[str], str]) -> Iterator[str]:
    for way, node in walk(sheet.root):
        entry = node.entry("include") if way and isinstance(way[-1], int) and isinstance(node, Map) else None
        if entry and isinstance(entry[1], Scalar):
            if other := translated(entry[1].text):
                edits.replace(entry[1].start, end_of(entry[1]), quoted(other))
            else:
                yield entry[1].text


def _head(edits: Edits, sheet: Sheet, handout: Handout, language: str, today: datetime.date) -> None:
    """What a translation says of itself."""
    said = {
        "language": language, "version": '"1.0"', "updated": min(today, handout.review_by).isoformat(),
    }  # fmt: skip
    for name, value in said.items():
        key, old = sheet.root.named[name]
        edits.replace(old.start, end_of(old), value)
        if name == "version":
            lines = (f"translated-from: {quoted(handout.version)}", f"translator: {quoted(DOTS)}{_WHO}")
            edits.insert(sheet.next_line(end_of(old)), "".join(f"{line}\n" for line in lines))
    for key, old in sheet.root.entries:
        if key.text in OWN:
            edits.replace(key.start, sheet.next_line(end_of(old)), "reviewers: []\n" if key.text == "reviewers" else "")
    for way, node in walk(sheet.root):
        if len(way) == 2 and way[0] == "sections" and isinstance(node, Map) and not node.flow:
            for key, old in node.entries[1:]:
                if key.text == "accept":
                    edits.replace(sheet.line_start(key.start), sheet.next_line(end_of(old)), "")
