"""What a block needs to know to be set, and how its texts become boxes."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeAlias

from carefold.content.plain_text import said
from carefold.content.typography import polished
from carefold.languages.phrases import Phrases
from carefold.layout.boxes import Item, Space, joined
from carefold.layout.palette import Palette
from carefold.layout.paragraph import set_paragraph
from carefold.layout.styles import GRID, Styles
from carefold.model.blocks import AnyBlock
from carefold.model.brand import Brand
from carefold.model.inline import Blank, Words
from carefold.model.values import Text
from carefold.structure import CELLS, Element
from carefold.text.text_style import TextStyle


@dataclass(frozen=True, slots=True)
class Tallest:
    """How high a picture with its caption may be: one whose `width` was wished for, and any other.

    Shares of a panel or page for a job, points for a setting.
    """

    wished: float
    free: float

    def times(self, room: float) -> Tallest:
        """The same in points, where a panel or page has so much room."""
        return Tallest(self.wished * room, self.free * room)


WHOLE, UNBOUND = Tallest(1.0, 1.0), Tallest(math.inf, math.inf)


@dataclass(frozen=True)
class Setting:
    """Styles, the width to fill (points), and where words and pictures come from."""

    styles: Styles
    measure: float
    brand: Brand
    phrases: Phrases
    find_picture: Callable[[str], Path]
    compose: Compose
    fillable: bool = False
    heading_level: int = 3
    tallest: Tallest = UNBOUND
    code: float = 0.0  # points: the least side of a code to scan
    folded: bool = False  # for panels of a folded sheet
    topic: str = ""  # what the heading above says
    abreast: bool = False  # what to do and what not stand across the columns of a page
    enlarged: float = 1.0  # times that a wished width is larger than on a letter: on a wall

    @property
    def palette(self) -> Palette:
        """The brand's colours."""
        return self.styles.palette

    @property
    def wide(self) -> bool:
        """Whether there is room for two things side by side: a page, not a panel."""
        return self.measure > 28 * self.styles.text.size

    def narrowed(self, by: float) -> Setting:
        """The same with a smaller measure."""
        return replace(self, measure=self.measure - by)

    def about(self, heading: Text) -> Setting:
        """The same below a heading; one with a value of a record, or room for it, is told nowhere else."""
        spans = [span for paragraph in heading.paragraphs for span in paragraph]
        filled = any(isinstance(span, Blank) or (isinstance(span, Words) and span.fields) for span in spans)
        return replace(self, topic="" if filled else said(heading))

    def wished(self, width: float | None) -> float:
        """The width that an author wished for, in points, as it is here; 0 for none."""
        return (width or 0.0) * self.enlarged

    def recoloured(self, styles: Styles) -> Setting:
        """The same in other styles."""
        return replace(self, styles=styles)


_HOLDS_PARAGRAPHS = (*CELLS, "Lbl", "LBody", "Caption")
Compose: TypeAlias = Callable[[Sequence[AnyBlock], Element, Setting], tuple[Item, ...]]
"""Blocks, the element they belong to, and their setting, to a vertical list."""


def set_text(text: Text, style: TextStyle, parent: Element, measure: float, role: str = "P") -> tuple[Item, ...]:
    """A text with one element a paragraph; with role "" a single paragraph's words hang on the parent itself."""
    if len(text.paragraphs) > 1 and parent.role in _HOLDS_PARAGRAPHS:
        role = role or "P"  # else the last word of one and the first of the next are read as one
    paragraphs = (
        set_paragraph(paragraph, style, parent.add(role) if role else parent, measure) for paragraph in text.paragraphs
    )
    return joined(paragraphs, Space(GRID))


def set_line(line: str, style: TextStyle, element: Element, measure: float) -> tuple[Item, ...]:
    """Plain text, no Markdown, with printer's signs, as content of an element."""
    return set_paragraph((Words(polished(line, style.language)),), style, element, measure)
