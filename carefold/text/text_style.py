"""How a text is set."""

from __future__ import annotations

from dataclasses import dataclass

from carefold.graphics.colour import WHITE, Rgb, contrast
from carefold.graphics.face import Face, Family
from carefold.model.inline import Words
from carefold.units import SMALLEST_SHIFTED

_ON_LIGHT = 3.0  # contrast with white of what is set on light ground


@dataclass(frozen=True, slots=True)
class TextStyle:
    """How a text is set; sizes in points."""

    family: Family
    size: float
    leading: float
    colour: Rgb
    link: Rgb
    language: str
    weight: str = "regular"
    balanced: bool = False
    widest: float = 27.5  # ems that a line may have at most: about 65 characters
    numbers: float = 0.0  # size of bold numbers, where they are numbers to call
    fillable: bool = False  # blanks are fields to type into
    smallest: float = SMALLEST_SHIFTED  # for super- and subscripts
    upright: bool = False  # no italics
    call: Rgb | None = None  # of numbers to call, and of titles that hold one; that of links for none

    def to_call(self, colour: Rgb) -> Rgb:
        """The colour of a number to call in a text of some colour; one on dark ground stays."""
        return self.call if self.call and contrast(colour, WHITE) >= _ON_LIGHT else colour

    def face(self, words: Words) -> Face:
        """The face for a run of words."""
        if self.weight == "semibold" and not words.bold and (self.upright or not words.italic):
            return self.family.semibold
        return self.family.styled(words.bold or self.weight == "bold", words.italic and not self.upright)
