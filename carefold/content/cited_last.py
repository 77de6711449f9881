"""Citations that can't stand where they are written: behind a number or a dose a raised figure would change it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import reduce

from carefold.caches import kept
from carefold.content.spans import joined
from carefold.diagnostics.place import Place
from carefold.languages.language import Language
from carefold.model.blocks import TextBlock
from carefold.model.inline import Citation, Paragraph, Span, Words
from carefold.model.values import Text

_LONGEST = 60  # characters that a dose may have
_CLOSERS = r"[.,;:!?…)\]”’»\"']*\s*$"


def cited_last(paragraph: Paragraph, language: str) -> Paragraph:
    """The paragraph with such citations at its end, on the line."""
    moved, rest = list[Citation](), list[Span]()
    for span in paragraph:
        if isinstance(span, Citation) and _ends_in_number(rest, language):
            moved.append(span)
            continue
        last = rest[-1] if rest else None
        if moved and isinstance(span, Words) and isinstance(last, Words) and _would_join(last.text, span.text):
            rest.append(replace(last, text=" ", places=last.places[-1:], fields=()))
        rest.append(span)
    return (*joined(rest), as_one(moved)) if moved else paragraph


def as_one(citations: Sequence[Citation]) -> Citation:
    """Citations that print together, on the line."""
    return replace(reduce(Citation.with_more, citations), on_line=True)


def cited_below(citation: Span, place: Place, language: str) -> TextBlock:
    """A paragraph that says what a block cites that has no room for it; none of its words are the author's."""
    spans = (Words(Language.of(language).phrases["sources"]), citation)
    block = TextBlock(text=Text("-")).model_copy(update={"text": Text("", paragraphs=(spans,))})
    block._place = place
    return block


def _ends_in_number(spans: Sequence[Span], language: str) -> bool:
    tail = ""
    for span in reversed(spans):
        if not isinstance(span, Words) or len(tail) > _LONGEST:
            break
        tail = span.text + tail
    return bool(_number(Language.of(language).stand_in).search(tail[-_LONGEST:]))


def _would_join(before: str, after: str) -> bool:
    return before[-1:].isalnum() and after[:1].isalnum()


@kept
def _number(language: Language) -> re.Pattern[str]:
    """A number, a symbol of a unit, or an amount of something that is measured, at the end of a text."""
    measured = "|".join(language.source(name) for name in ("measure", "time-or-measure"))
    symbols, units = (
        "|".join(map(re.escape, sorted(language.words(name), key=lambda word: (-len(word), word)))) or "(?!)"
        for name in ("symbols", "units")
    )
    amount = rf"(?<![^\W\d_])\d(?:{measured}|[\s-]?(?:{units}))"
    return re.compile(rf"(?:[\d¼-¾⅐-⅞²³]|(?<![^\W\d_])(?:{symbols})|{amount}){_CLOSERS}")
