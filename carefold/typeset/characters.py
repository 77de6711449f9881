"""Characters that no font has, and scripts that can't be set yet: found before anything is laid out."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from pydantic import BaseModel

from carefold.content.resolve import Resolved
from carefold.errors import Place, Problem
from carefold.graphics.fonts import Family
from carefold.model.inline import Words
from carefold.model.values import Text

_RIGHT_TO_LEFT = ("R", "AL")


def missing_characters(resolved: Resolved, family: Family) -> list[Problem]:
    """One problem a character and place: its name, and where it stands."""
    faces = (family.regular, family.semibold, family.bold, family.italic, family.bold_italic)
    known = frozenset.intersection(*(face.characters for face in faces))
    problems: dict[tuple[str, Place], Problem] = {}
    for model in (resolved.handout, resolved.brand):
        for character, place in _characters(model):
            if ord(character) not in known:
                problems[character, place] = _problem(character, place or model.place)
    return list(problems.values())


def _characters(value: object) -> Iterator[tuple[str, Place]]:
    """Every character that prints, with its place."""
    if isinstance(value, Text):
        for paragraph in value.paragraphs:
            for span in paragraph:
                if isinstance(span, Words):
                    yield from _of_words(span)
        if not value.paragraphs:
            yield from ((character, value.place(offset)) for offset, character in enumerate(value))
    elif isinstance(value, BaseModel):
        for part in value.__dict__.values():
            yield from _characters(part)
    elif isinstance(value, tuple):
        for part in value:
            yield from _characters(part)
    elif isinstance(value, dict):
        for key, part in value.items():
            yield from _characters(key)
            yield from _characters(part)


def _of_words(words: Words) -> Iterator[tuple[str, Place]]:
    for offset, character in enumerate(words.text):
        yield character, words.places[min(offset, len(words.places) - 1)] if words.places else Place("")


def _problem(character: str, place: Place) -> Problem:
    name = unicodedata.name(character, "an unnamed character")
    if unicodedata.bidirectional(character) in _RIGHT_TO_LEFT:
        message = f"“{character}” (U+{ord(character):04X}, {name}) belongs to a script that runs from right to left."
        return Problem(message, place, "Such scripts can't be set yet; leave it out.")
    message = f"no font has the character “{character}” (U+{ord(character):04X}, {name})."
    return Problem(message, place, "Use another character, or a font that has it.")
