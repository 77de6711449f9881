"""The code by which a sheet of paper is known: six signs of what stands on it, whoever it is for.

It covers the handout as it is written, with what it includes and without a record; the brand as it speaks in the
handout's language; the works that are cited; the pictures of both; and the layout. What nobody sees on paper changes
nothing.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from hashlib import blake2b
from typing import Any

from carefold.content.brand_language import in_language
from carefold.model.brand import Brand
from carefold.model.handout import Handout
from carefold.model.layout import Layout
from carefold.model.located import Located
from carefold.model.reference import Reference

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""Digits and letters of which none is taken for another."""
LENGTH = 6
NUMBER = "*number"
"""What a letter's number is called among the fields that a record fills in; no field can be."""
_as_json = json.JSONEncoder(ensure_ascii=False).encode
_CITED = re.compile(r"@(\w(?:[\w.:/-]*\w)?)")
_UNSEEN_IN_HANDOUT = {
    **dict.fromkeys(
        ("accept", "kind", "review", "withdrawn", "layouts", "topics", "translated_from", "translated_texts"), True
    ),
    "sections": {"__all__": {"accept"}},
    "fields": {"__all__": {"blank", "ahead"}},
}
_UNSEEN_IN_BRAND = {"former_phones", "other_phones", "sites", "shelf"}
_UNSEEN_IN_LAYOUT = {"duplex", "instead", "longer", "twin"}
_UNSEEN_IN_REFERENCE = {"abstract", "annote", "custom", "keyword"}


def content_code(
    handout: Handout, brand: Brand, library: Mapping[str, Reference], layout: Layout, first_language: str,
    pictures: Sequence[str],
) -> str:  # fmt: skip
    """The code of a handout in a layout; plain texts of the brand are in the `first_language`.

    `pictures` has a digest of each picture that is named in the handout or the brand: another one may lie there.
    """
    spoken, _ = in_language(brand, handout, first_language)
    words = written(handout, _UNSEEN_IN_HANDOUT) + written(spoken, _UNSEEN_IN_BRAND)
    return signs("".join((words, *cited_in(words, library), written(layout, _UNSEEN_IN_LAYOUT), *pictures)))


def cited_in(words: str, library: Mapping[str, Reference]) -> Iterator[str]:
    """The works that are cited in what is written, as they are written, in the order of their names."""
    names = sorted(set(_CITED.findall(words)))
    return (written(library[name], _UNSEEN_IN_REFERENCE) for name in names if name in library)


def letter_number(code: str, record: Mapping[str, Any]) -> str:
    """What tells the pages of one letter from those of another: six signs of its handout's code and its record.

    It says nothing of where the record stands in a file, so that letters are the same however records are shuffled.
    """
    return signs(_as_json([code, sorted(record.items())]))


def written(model: Located, unseen: Any) -> str:
    """What is written in a model, without what is as it would be anyway."""
    said = model.model_dump(mode="json", by_alias=True, exclude=unseen, exclude_defaults=True)
    return json.dumps(_in_place(said), ensure_ascii=False, separators=(",", ":")) + "\n"


def _in_place(said: Any) -> Any:
    """The same with what is included where the include stands: wherever the words come from, the sheet is the same."""
    if isinstance(said, dict):
        return {key: _in_place(value) for key, value in said.items()}
    if not isinstance(said, list):
        return said
    return [part for item in said for part in _parts(item)]


def _parts(item: Any) -> list[Any]:
    if not (isinstance(item, dict) and isinstance(item.get("include"), list)):
        return [_in_place(item)]
    when = {key: value for key, value in item.items() if key == "when"}
    return [{**when, **part} if isinstance(part, dict) else part for part in _in_place(item["include"])]


def signs(text: str) -> str:
    """Six signs that stand for a text; two in a thousand million texts share them."""
    number, found = int.from_bytes(blake2b(text.encode()).digest(), "big"), ""
    for _ in range(LENGTH):
        number, place = divmod(number, len(ALPHABET))
        found += ALPHABET[place]
    return found
