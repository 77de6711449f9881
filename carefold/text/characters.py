"""Characters that no font has, and scripts that can't be set yet: found before anything is laid out."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import TypeAlias

from carefold.caches import kept
from carefold.content.resolve import Resolved
from carefold.diagnostics.finding import Finding
from carefold.diagnostics.place import NO_PLACES, Place, Places
from carefold.graphics.face import Face, Family
from carefold.model.inline import Paragraph, Words
from carefold.model.located import Located
from carefold.model.reference import Reference
from carefold.model.values import Line, Text
from carefold.model.walk import walk
from carefold.spelling import printed
from carefold.text.itemise import direction_of, has, letters_of

_UNPRINTED = frozenset(("when", "panel", "image", "alt"))


def missing_characters(
    resolved: Resolved, references: Sequence[Paragraph], families: Sequence[Family]
) -> list[Finding]:
    """One problem a character and place: its name, and where it stands. Every family must have every character."""
    problems = _missing(chain(_printed(resolved), _entries(resolved.references, references)), families)
    return sorted((*problems, *_missing_in_name(resolved, families)), key=lambda problem: problem.place)


def missing_in_references(
    references: Sequence[Reference], entries: Sequence[Paragraph], families: Sequence[Family]
) -> list[Finding]:
    """The same for references alone, in another style than that in which they were looked through before."""
    return _missing(_entries(references, entries), families)


def _missing(texts: _Printed, families: Sequence[Family]) -> list[Finding]:
    problems: dict[tuple[str, Place], Finding] = {}
    told = list(texts)
    if can_all_be_set((text for text, _, _ in told), families):
        return []
    for text, places, place in told:
        drawn = printed(text)
        for character in _lacking(drawn, families):
            at = _where(character, text)
            where = places[min(at, len(places) - 1)] if places else place
            problems[character, where] = _problem(character, where)
    return sorted(problems.values(), key=lambda problem: problem.place)


def _missing_in_name(resolved: Resolved, families: Sequence[Family]) -> list[Finding]:
    """What no font has of an id that is the file's name."""
    named = resolved.handout.id
    if not named or named.places:
        return []
    hint = "Rename the file, or write `id: …` into it."
    message = "the file's name has “{}” in it, which no font has, and is printed as the handout's id."
    place = Place(resolved.handout.place.file)
    return [Finding(message.format(character), place, hint) for character in _lacking(printed(named), families)]


def can_be_set(text: str, families: Sequence[Family]) -> bool:
    """Whether every family has every character of a text."""
    drawn = printed(text)
    return _have_all(drawn, families) or not _lacking(drawn, families)


def can_all_be_set(texts: Iterable[str], families: Sequence[Family]) -> bool:
    """Whether every family has every character of some texts: a quick look, which says no where it is not sure."""
    return _have_all(printed(" ".join(texts)), families)


def _have_all(drawn: str, families: Sequence[Family]) -> bool:
    return all(_characters_of(family).issuperset(drawn) for family in families)


def from_fallbacks(resolved: Resolved, references: Sequence[Paragraph], family: Family) -> dict[str, Face]:
    """The letters of a handout that a family lacks, with the font that each is set from in plain text."""
    found = dict[str, Face]()
    for text, _, _ in chain(_printed(resolved), _entries(resolved.references, references)):
        drawn = printed(text)
        for letter in _unknown_letters(drawn, _unknown(drawn, _characters_of(family))):
            found.update((letter, face) for face in _that_has(letter, family.regular))
    return found


def not_in_font(alphabet: str, family: Family) -> str:
    """The characters of an alphabet that some face of a family lacks, and its fallbacks too."""
    return "".join(sorted(_lacking(alphabet, (family,))))


def _lacking(drawn: str, families: Sequence[Family]) -> list[str]:
    """The characters of a text that some family lacks, where it has no fallback for them and the marks on them."""
    lacking = list[str]()
    for family in families:
        unknown = _unknown(drawn, _characters_of(family))
        for letter in _unknown_letters(drawn, unknown):
            if direction_of(letter[0]) == "rtl" or not all(any(_that_has(letter, face)) for face in family.faces):
                lacking += unknown.intersection(letter)
    return list(dict.fromkeys(lacking))


def _unknown(drawn: str, known: frozenset[str]) -> frozenset[str]:
    """The characters of a text that are not among those that are known."""
    if known.issuperset(drawn):
        return frozenset()
    return frozenset(
        character for character in set(drawn) - known
        if unicodedata.category(character) != "Zs" and not known.issuperset(unicodedata.normalize("NFD", character))
    )  # fmt: skip


def _unknown_letters(drawn: str, unknown: frozenset[str]) -> list[str]:
    """The letters with their marks that have something unknown, each once."""
    letters = letters_of(drawn) if unknown else ()
    return [letter for letter in dict.fromkeys(letters) if not unknown.isdisjoint(letter)]


def _that_has(letter: str, face: Face) -> list[Face]:
    """The first fallback of a face that has a letter, if any has."""
    return [one for one in face.fallbacks if has(one, letter)][:1]


def _where(character: str, text: str) -> int:
    """Where a sign that is drawn stands as it is written, perhaps as a letter and its mark."""
    written = (text.find(one) for one in (character, unicodedata.normalize("NFD", character)[0]))
    return next((at for at in written if at >= 0), 0)


@kept
def _characters_of(family: Family) -> frozenset[str]:
    """The characters that all faces of a family have, and that can be set."""
    known = map(chr, frozenset.intersection(*(face.characters for face in family.faces)))
    return frozenset(character for character in known if direction_of(character) != "rtl")


_Printed: TypeAlias = Iterator[tuple[str, Places, Place]]


def _printed(resolved: Resolved) -> _Printed:
    """Every text that prints, but for references: the places of its characters, and that of what it belongs to."""
    handout, brand = resolved.handout, resolved.brand
    written = handout.id if handout.id and handout.id.places else None  # else it is the file's name
    lines = (handout.title, handout.subtitle, written, handout.version, *handout.reviewers)
    emergency = brand.emergency or resolved.emergency
    clinic = (brand.name, brand.tagline, brand.contact, brand.formats, emergency, *brand.notices)
    for texts, place in (
        ((*lines, handout.main_point, handout.sections, handout.disclaimer), handout.place),
        (clinic, brand.place),
    ):
        for value, around in walk(texts, place, _place_around):
            yield from _texts_of(value, around)


def _entries(references: Sequence[Reference], entries: Sequence[Paragraph]) -> _Printed:
    for reference, entry in zip(references, entries, strict=True):
        yield from ((span.text, NO_PLACES, reference.place) for span in entry if isinstance(span, Words))


def _place_around(place: Place, holder: object, name: str, part: object) -> Place | None:
    if name in _UNPRINTED and isinstance(part, Line):
        return None
    return holder.place if isinstance(holder, Located) else place


def _texts_of(value: object, place: Place) -> _Printed:
    if isinstance(value, Line):
        yield value, value.places, place
    elif isinstance(value, Text):
        for paragraph in value.paragraphs:
            yield from ((span.text, span.places, place) for span in paragraph if isinstance(span, Words))


def _problem(character: str, place: Place) -> Finding:
    name = unicodedata.name(character, "an unnamed character")
    if direction_of(character) == "rtl":
        message = f"“{character}” (U+{ord(character):04X}, {name}) belongs to a script that runs from right to left."
        return Finding(message, place, "Such scripts can't be set yet; leave it out.")
    message = f"no font has the character “{character}” (U+{ord(character):04X}, {name})."
    return Finding(message, place, "Use another character, or a font that has it.")
