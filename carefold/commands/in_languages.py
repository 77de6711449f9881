"""In which languages handouts are made: NAME.LANGUAGE is NAME in that language, and so is NAME with --language."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeAlias

from carefold.diagnostics.carefold_error import CarefoldError
from carefold.diagnostics.finding import Finding
from carefold.languages.language import tag_of
from carefold.run import Run
from carefold.twins import split, translations

Source: TypeAlias = tuple[str, str]
"""A handout, and the language of its translation, which is empty for the handout itself: as orders have them."""


def sources(names: Sequence[str], run: Run, wanted: Sequence[str]) -> Iterator[Source | Finding | CarefoldError]:
    """What is made of handouts by their names: those in the `wanted` languages, or all as they are named.

    In place of what there is none of comes a finding; of a handout that can't be read, what is wrong with it.
    """
    if not wanted:
        yield from map(split, names)
        return
    translated = translations(run.workspace.sources.names("handouts"))
    for original in dict.fromkeys(split(name)[0] for name in names):
        try:
            there = _languages(run, original, translated.get(original, []))
        except CarefoldError as error:
            yield error
            continue
        for tag in dict.fromkeys(wanted):
            yield (original, there[tag]) if tag in there else _lacks(original, tag, tuple(there))


def _languages(run: Run, original: str, translated: Sequence[str]) -> dict[str, str]:
    """The languages of a handout, its own first; each with what an order calls it."""
    found = {tag: tag for tag in translated}
    if found and run.workspace.sources.named("handouts", original) is None:
        return found
    return {str(run.handout(original).language): ""} | found


def _lacks(original: str, wanted: str, there: Sequence[str]) -> Finding:
    meant = tag_of(wanted.lower())
    hint = f"Write --language {meant}." if meant in there else f"It is in {', '.join(there)}."
    return Finding(f"there is no {original} in “{wanted}”.", hint=hint)
