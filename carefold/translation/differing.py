"""How what two texts hold differs: numbers, units, phones, citations, fields, links."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias

from carefold.model.dialled import same
from carefold.translation.held import Held, Number

Kind: TypeAlias = Literal["number", "phone", "reference", "link"]


@dataclass(frozen=True)
class Difference:
    """What kind of thing differs, in words, and where in the translation's text it stands."""

    kind: Kind
    message: str
    at: int = 0


def differences(original: Held, own: Held) -> Iterator[Difference]:
    """How a translation differs from its original."""
    yield from _of_numbers(original, own)
    yield from _of_phones(original, own)
    for what, theirs, ours in (("citation", original.cited, own.cited), ("field", original.fields, own.fields)):
        if lost := theirs - ours:
            yield Difference("reference", f"the {what} {_listed(lost)} of the original is missing here.")
        if more := ours - theirs:
            yield Difference("reference", f"the {what} {_listed(more)} stands here more often than in the original.")
    links = [one for one in original.links if not one.startswith(("tel:", "sms:"))]
    own_links = [one for one in own.links if not one.startswith(("tel:", "sms:"))]
    lost_links = [one for one in links if one not in own_links]
    if lost_links and len(own_links) < len(links):
        yield Difference("link", f"the link to {lost_links[0]} of the original is missing here.")
    elif lost_links or len(own_links) > len(links):
        other = next((one for one in own_links if one not in links), own_links[-1])
        yield Difference("link", f"a link leads to {other}, and in the original to none of that address.")


def _listed(names: Iterable[str]) -> str:
    return ", ".join(f"“{name}”" for name in names)


def _of_numbers(original: Held, own: Held) -> Iterator[Difference]:
    theirs, ours = list(original.numbers), list(own.numbers)
    pairs = [*_matched(theirs, ours, with_unit=True), *_matched(theirs, ours, with_unit=False)]
    for one, other in pairs:
        if not one.has_unit_of(other):
            yield Difference("number", f"“{other.shown}” stands here, and in the original “{one.shown}”.", other.at)
    lost = [one for one in theirs if one.wanted]
    more = [one for one in ours if one.wanted]
    for one, other in zip(lost, more, strict=False):
        yield Difference("number", f"“{other.shown}” stands here, and in the original “{one.shown}”.", other.at)
    for one in lost[len(more) :]:
        yield Difference("number", f"the number “{one.shown}” of the original is missing here.")
    for one in more[len(lost) :]:
        yield Difference("number", f"the number “{one.shown}” stands here, and not in the original.", one.at)


def _matched(theirs: list[Number], ours: list[Number], *, with_unit: bool) -> Iterator[tuple[Number, Number]]:
    """Take the numbers out of both that mean the same."""
    for one in sorted(theirs, key=lambda number: not number.wanted):
        for other in ours:
            if one.means(other) and (not with_unit or one.has_unit_of(other)):
                theirs.remove(one)
                ours.remove(other)
                yield one, other
                break


def _of_phones(original: Held, own: Held) -> Iterator[Difference]:
    lost = [one for one in original.phones if not any(same(one, other) for other in own.phones)]
    more = [one for one in own.phones if not any(same(one, other) for other in original.phones)]
    for one, other in zip(lost, more, strict=False):
        message = f"the number {other.digits} to call stands here, and in the original {one.digits}."
        yield Difference("phone", message)
    for one in more[len(lost) :]:
        yield Difference("phone", f"the number {one.digits} to call stands here, and not in the original.")
    for one in lost[len(more) :]:
        yield Difference("phone", f"the number {one.digits} to call of the original is missing here.")
