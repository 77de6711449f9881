"""In which languages handouts are made: NAME.LANGUAGE is NAME in that language, and so is NAME with --language."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TypeAlias

from carefold.diagnostics.carefold_error import CarefoldError
from carefold.diagnostics.finding import Finding
from carefold.languages.language import tag_of
from carefold.resources import Sources
from carefold.twins import split, translations

Source: TypeAlias = tuple[str, str]
"""A handout, and the language of its translation, which is empty for the handout itself: as orders have them."""


def named(source: Source) -> str:
    """The name of its file, without the ending."""
    return f"{source[0]}.{source[1]}" if source[1] else source[0]


def in_languages(
    names: Sequence[str], there_are: Sources, wanted: Sequence[str], language_of: Callable[[str], str]
) -> Iterator[tuple[str, Source | Finding | CarefoldError]]:
    """What is made of handouts in the `wanted` languages, each after its original's name.

    `language_of` tells a handout's own language, or raises a CarefoldError. In place of what there is none of comes a
    finding; of a handout that can't be read, what is wrong with it.
    """
    translated = translations(there_are.names("handouts"))
    for original in dict.fromkeys(split(name)[0] for name in names):
        try:
            there = _languages(there_are, original, translated.get(original, []), language_of)
        except CarefoldError as error:
            yield original, error
            continue
        for tag in dict.fromkeys(wanted):
            yield original, (original, there[tag]) if tag in there else _lacks(original, tag, tuple(there))


def _languages(
    there_are: Sources, original: str, translated: Sequence[str], language_of: Callable[[str], str]
) -> dict[str, str]:
    """The languages of a handout, its own first; each with what an order calls it."""
    found = {tag: tag for tag in translated}
    if found and there_are.named("handouts", original) is None:
        return found
    return {language_of(original): ""} | found


def _lacks(original: str, wanted: str, there: Sequence[str]) -> Finding:
    meant = tag_of(wanted.lower())
    hint = f"Write --language {meant}." if meant in there else f"It is in {', '.join(there)}."
    return Finding(f"there is no {original} in “{wanted}”.", hint=hint)
