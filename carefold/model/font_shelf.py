"""fonts/fonts.yaml: which files make a family."""

from __future__ import annotations

from carefold.model.located import Located
from carefold.model.values import Line


class FontFamily(Located):
    """The files of a family, beside fonts.yaml, and the OpenType features that are always on."""

    regular: Line
    semibold: Line
    bold: Line
    italic: Line
    bold_italic: Line
    features: tuple[Line, ...] = ()
    licence: Line


class FontShelf(Located):
    """All families of one fonts/ folder."""

    families: dict[str, FontFamily]
