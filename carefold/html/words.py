"""Words of leaves: what they say, and where they are bold, in italics, raised or lowered, as their runs are set."""

from __future__ import annotations

import struct
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import NamedTuple

from carefold.graphics.face import FontFile
from carefold.graphics.frame import GlyphRun
from carefold.html.node import Child, node
from carefold.languages.language import DEFAULT
from carefold.spelling import printed
from carefold.structure import Element, Leaf
from carefold.text.stretches import stretches
from carefold.text.words import FIRM

_BOLD = 600  # usWeightClass (OpenType 1.9, OS/2)
_RAISED = 0.1  # ems
_LONGEST = 24  # characters that are held together: a narrow page has room for them


class _Look(NamedTuple):
    bold: bool
    italic: bool
    shift: str  # sup, sub or none


@dataclass
class Words:
    """Leaves as text with its emphasis; fonts are asked once."""

    runs: dict[Leaf, list[GlyphRun]]
    _faces: dict[FontFile, tuple[bool, bool]] = field(default_factory=dict)

    def of(self, leaf: Leaf, *, bold: bool = False) -> list[Child]:
        """What a leaf says; where all around it is `bold`, that is no emphasis. A citation is raised as a whole."""
        text, runs = _tied(printed(leaf.text), _language(leaf)), self.runs.get(leaf, [])
        cited = leaf.parent.role == "Link" and leaf.parent.parent is not None and leaf.parent.parent.role == "Reference"
        if cited:
            return [text]
        looks = [look for run in runs for word in run.words for look in [self._look(run, bold)] * len(word.text)]
        if len(looks) < len(text.rstrip()):
            return [text]
        made, at = list[Child](), 0
        for look, group in groupby(looks[: len(text)]):
            end = at + sum(1 for _ in group)
            made += _dressed(text[at:end], look)
            at = end
        return [*made, *([text[at:]] if text[at:] else [])]

    def is_raised(self, leaf: Leaf) -> bool:
        """Whether a leaf stands above the line."""
        return any(run.raised > _RAISED * run.size for run in self.runs.get(leaf, ()))

    def is_bold(self, leaves: Iterable[Leaf]) -> bool:
        """Whether all the words are bold, which is no emphasis within them."""
        runs = [run for leaf in leaves for run in self.runs.get(leaf, ())]
        return bool(runs) and all(self._face(run.font.stands_for or run.font)[0] for run in runs)

    def size(self, leaves: Iterable[Leaf]) -> float:
        """The size of most of the words, in points; 0 where there are none."""
        runs = [run for leaf in leaves for run in self.runs.get(leaf, ())]
        return _most_frequent([(run.size, sum(len(word.text) for word in run.words)) for run in runs])

    def _look(self, run: GlyphRun, bold: bool) -> _Look:
        is_bold, is_italic = self._face(run.font.stands_for or run.font)
        shift = "sup" if run.raised > _RAISED * run.size else "sub" if run.raised < -0.5 * _RAISED * run.size else ""
        return _Look(is_bold and not bold, is_italic, shift)

    def _face(self, file: FontFile) -> tuple[bool, bool]:
        if file not in self._faces:
            face = file.open()
            weight: int = struct.unpack(">H", face.face.reference_table("OS/2").data[4:6])[0]
            self._faces[file] = (weight >= _BOLD, face.italic_angle != 0.0)
        return self._faces[file]


def _tied(text: str, language: str) -> str:
    """A text whose numbers a browser does not part from what they count: “2 tablets”, “500 mg”, “5 pm”."""
    signs = list(text)
    for start, end, level in stretches(text, language):
        if level >= FIRM and end - start <= _LONGEST:
            signs[start:end] = ["\u00a0" if sign == " " else sign for sign in signs[start:end]]
    return "".join(signs)


def _language(leaf: Leaf) -> str:
    """That of the nearest element around that says one."""
    at: Element | None = leaf.parent
    while at is not None and not at.language:
        at = at.parent
    return at.language if at else DEFAULT


def _most_frequent(sizes: Sequence[tuple[float, int]]) -> float:
    counted = dict[float, int]()
    for size, count in sizes:
        counted[size] = counted.get(size, 0) + count
    return max(counted, key=lambda size: counted[size], default=0.0)


def _dressed(text: str, look: _Look) -> list[Child]:
    """A text in its emphasis; spaces at its ends have none."""
    inner = text.strip(" ")
    if look == (False, False, "") or not inner:
        return [text]
    before, after = text[: text.index(inner)], text[text.index(inner) + len(inner) :]
    made: Child = inner
    for tag in filter(None, (look.shift, "em" if look.italic else "", "strong" if look.bold else "")):
        made = node(tag, made)
    return [*([before] if before else []), made, *([after] if after else [])]
