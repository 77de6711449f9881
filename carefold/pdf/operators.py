"""Operators of a content stream for outlines and text (ISO 32000-1, 8.5.2 and 9.4.3)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from carefold.graphics.face import Glyphs
from carefold.graphics.outline import Outline
from carefold.pdf.embedded import EmbeddedFont


class Said(dict[float, str]):
    """Numbers as a page's content stream writes them: figures in rows and columns share most of theirs."""

    def __missing__(self, value: float) -> str:
        said = f"{value:.2f}"
        if value:  # 0.0 and -0.0 are the same key
            self[value] = said
        return said


def steps(outline: Outline, said: Said) -> str:
    """An outline, not yet painted."""
    parts: list[str] = []
    for step, points in outline:
        parts += map(said.__getitem__, points)
        parts.append(step)
    return " ".join(parts)


def numbers(*values: float) -> str:
    """Numbers as a content stream writes them."""
    return " ".join([f"{value:.2f}" for value in values])


def shown(words: Sequence[Glyphs], font: EmbeddedFont, size: float, *, plain: bool) -> Iterator[str]:
    """Operators that show words; a word that ToUnicode can't spell says its text itself (ISO 32000-1, 14.9.4).

    `plain`: not so in an artifact, which nobody reads out, and which holds no marked content.
    """
    codes: list[str] = []
    for word in words:
        if code := font.code(word) or (word.level if plain else ""):
            codes.append(code)
            continue
        if codes:
            yield f"[{''.join(codes).replace('><', '')}] TJ"
            codes = []
        if not plain:
            yield f"/Span <</ActualText <FEFF{word.text.encode('utf-16-be').hex().upper()}>>> BDC"
        for raised, code in word.codes:
            yield f"{raised * size / 1000:.2f} Ts [{code}] TJ"
        yield "0 Ts"
        if not plain:
            yield "EMC"
    if codes:
        yield f"[{''.join(codes).replace('><', '')}] TJ"
