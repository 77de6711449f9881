"""A translation held against its original: what has changed since it was made, and what it says otherwise."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from carefold.diagnostics.place import Place
from carefold.languages.language import Language
from carefold.model.blocks import written_out
from carefold.model.dialled import dialled
from carefold.model.handout import Handout
from carefold.translation.differing import Difference, Kind, differences
from carefold.translation.digests import Change, changes
from carefold.translation.held import held
from carefold.translation.texts import Said, Value, texts_of, values_of


@dataclass(frozen=True)
class Found:
    """What differs, where in the translation, and in which of its sections."""

    difference: Difference
    place: Place
    section: int | None


@dataclass(frozen=True)
class Against:
    """A translation and its original, both as they are written; `original` is None where it can't be read."""

    own: Handout
    original: Handout | None

    @cached_property
    def texts(self) -> tuple[Said, ...]:
        """Its own texts."""
        return texts_of(self.own)

    @cached_property
    def changes(self) -> tuple[Change, ...]:
        """What has changed in the original since; nothing where the translation does not remember its texts."""
        if self.original is None or self.own.translated_texts is None:
            return ()
        return tuple(changes(self.own.translated_texts.split(), self.original))

    @property
    def lags(self) -> bool:
        """Whether the original is of another version now, or its texts are others."""
        made_from, original = self.own.translated_from, self.original
        return bool(self.changes) or (original is not None and made_from is not None and made_from != original.version)

    def place_of(self, change: Change) -> Place:
        """Where the text stands in the translation, or stood when it was made."""
        by_way = {one.way: one for one in self.texts}
        known = (self.own.translated_texts or "").split()
        if len(known) == len(self.texts):
            return self.texts[change.number].text.place() if self.texts else self.own.place
        said = by_way.get(change.now.way) if change.now else None
        return said.text.place() if said else self.own.place

    @cached_property
    def unwritten(self) -> tuple[Said, ...]:
        """Texts that are still to be translated."""
        return tuple(one for one in self.texts if one.is_unwritten)

    @cached_property
    def differing(self) -> tuple[Found, ...]:
        """How its numbers, phones, citations, fields, links and blocks differ from the original's."""
        return tuple(self._differing()) if self.original is not None else ()

    def _differing(self) -> Iterator[Found]:
        original = self.original
        assert original is not None
        theirs, ours = _by_section(original), _by_section(self.own)
        own_count, count = len(self.own.sections), len(original.sections)
        if own_count != count:
            message = f"there are {own_count} sections here, and {count} in the original."
            yield Found(Difference("link", message), self.own.sections[0].title.place(), None)
            yield from self._together([*_flat(theirs)], [*_flat(ours)])
            return
        for section in (None, *range(count)):
            if section is not None and (found := self._blocks(section)):
                yield found
            before, now = theirs.get(section, []), ours.get(section, [])
            if [one.way for one in before] == [one.way for one in now]:
                for one, other in zip(before, now, strict=True):
                    yield from self._together([one], [other])
            else:
                yield from self._together(before, now)
        yield from self._values()

    def _together(self, theirs: Sequence[Said], ours: Sequence[Said]) -> Iterator[Found]:
        """How what some texts hold together differs; a text that is not yet written is passed over."""
        if not ours or any(one.is_unwritten for one in ours):
            return
        assert self.original is not None
        before, own = Language.of(self.original.language), Language.of(self.own.language)
        text = "\n".join(one.text for one in ours)
        for one in differences(held("\n".join(said.text for said in theirs), before), held(text, own)):
            spot, at = ours[0], one.at
            for said in ours:
                spot = said
                if at <= len(said.text):
                    break
                at -= len(said.text) + 1
            yield Found(one, spot.text.place(at if one.at else 0), spot.section)

    def _blocks(self, section: int) -> Found | None:
        assert self.original is not None
        theirs, ours = (_kinds(one, section) for one in (self.original, self.own))
        if theirs == ours:
            return None
        message = f"this section has other blocks than in the original: there {_told(theirs)}; here {_told(ours)}."
        return Found(Difference("link", message), self.own.sections[section].title.place(), section)

    def _values(self) -> Iterator[Found]:
        """Numbers of pictures, phones and conditions."""
        assert self.original is not None
        theirs = {one.way: one for one in values_of(self.original)}
        for one in values_of(self.own):
            other = theirs.get(one.way)
            key = next(step for step in reversed(one.way) if isinstance(step, str)).replace("_", "-")
            if other is None or _are_same(one.value, other.value, key):
                continue
            message = f"`{key}` is {_shown(one)} here, and {_shown(other)} in the original."
            yield Found(Difference(_KINDS.get(key, "number"), message), one.place, one.section)


_KINDS: dict[str, Kind] = {"when": "reference", "phone": "phone", "after-hours": "phone"}


def _are_same(one: object, other: object, key: str) -> bool:
    """Whether two values are one, however a number to call or a condition is written."""
    if _KINDS.get(key) == "phone":
        return dialled(str(one)) == dialled(str(other))
    return str(one).split() == str(other).split()


def _shown(value: Value) -> str:
    return f"{value.value:g}" if isinstance(value.value, float) else str(value.value)


def _by_section(handout: Handout) -> dict[int | None, list[Said]]:
    found: dict[int | None, list[Said]] = {}
    for one in texts_of(handout):
        found.setdefault(one.section, []).append(one)
    return found


def _flat(by_section: dict[int | None, list[Said]]) -> Iterator[Said]:
    for texts in by_section.values():
        yield from texts


def _kinds(handout: Handout, section: int) -> list[str]:
    return [block.kind for _, block in written_out(handout.sections[section].blocks)]


def _told(kinds: Sequence[str]) -> str:
    return ", ".join(kinds) or "none"
