"""Numbers that a clinic has no longer, in its own brand.yaml: in any language, and for any of its sites."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from carefold.diagnostics.codes import finding
from carefold.diagnostics.finding import Finding
from carefold.diagnostics.place import Place
from carefold.diagnostics.quoted import quoted
from carefold.model.brand import Brand
from carefold.model.dialled import former_in
from carefold.model.values import Text
from carefold.model.walk import walk

FORMER = "CF157"
_ELSEWHERE = ("former_phones", "web", "portal", "email", "logo", "photo", "fonts")


def former_phones(brand: Brand) -> Iterator[Finding]:
    """Each text of the brand that has one of its former numbers in it."""
    for text in _texts(brand):
        for one in chain.from_iterable(former_in(text, number) for number in brand.phones.former):
            yield no_longer(quoted(text[one.start : one.end]), text.place(one.start))


def no_longer(shown: str, place: Place, section: int | None = None) -> Finding:
    """A former number, as it is written."""
    message = f"{shown} is no longer the clinic's: brand.yaml has it in `former-phones`."
    return finding(FORMER, place, message, "Write {{ brand.contact.phone }}, which changes with the brand.", section)


def _texts(value: object) -> Iterator[Text]:
    """Texts and lines, in all the languages that they are written in."""
    for one, _ in walk(value, True, _carried):
        versions = getattr(one, "versions", None)
        if versions:
            yield from _texts(tuple(versions.values()))
        elif isinstance(one, Text):
            yield one


def _carried(_: bool, _holder: object, name: str, _part: object) -> bool | None:
    return None if name in _ELSEWHERE else True
