"""How a text is set."""

from __future__ import annotations

from dataclasses import dataclass

from carefold.graphics.colour import Rgb
from carefold.graphics.face import Face, Family
from carefold.model.inline import Words
from carefold.units import SMALLEST_SHIFTED


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

    def face(self, words: Words) -> Face:
        """The face for a run of words."""
        if self.weight == "semibold" and not words.bold and (self.upright or not words.italic):
            return self.family.semibold
        return self.family.styled(words.bold or self.weight == "bold", words.italic and not self.upright)
