"""Units of doses, spelled out or not, in expressions; a unit per litre, decilitre or minute is a laboratory's."""

from __future__ import annotations

from carefold.review.language import Language

_LISTED = Language("en").words("units") | Language("es").words("units")
_LABORATORY = r"(?! ?(?:/|per|por) ?(?:dL|L|litre|liter|litro|decilitre|deciliter|decilitro)s?\b)"
_CLEARANCE = r"(?!mL ?/ ?min)"

UNIT = rf"(?i:{_CLEARANCE}(?:{'|'.join(sorted(_LISTED, key=lambda one: (-len(one), one)))})\b{_LABORATORY})"
"""An expression for a unit of dose, in any case of its letters."""
