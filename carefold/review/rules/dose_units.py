"""Units of doses, spelled out or not, in expressions; a unit per litre, decilitre or minute is a laboratory's."""

from __future__ import annotations

import re

from carefold.caches import kept
from carefold.languages.language import Language

_CLEARANCE = r"(?!mL ?/ ?min)"


@kept
def unit(language: Language) -> str:
    """An expression for a unit of dose, in any case of its letters."""
    listed = language.stand_in.words("units")
    units = "|".join(map(re.escape, sorted(listed, key=lambda one: (-len(one), one)))) or "(?!)"
    return rf"(?i:{_CLEARANCE}(?:{units})\b(?!{language.stand_in.source('laboratory')}))"


@kept
def dose(language: Language) -> re.Pattern[str]:
    """A number with a unit of dose."""
    return re.compile(rf"\d ?-?{unit(language)}")
