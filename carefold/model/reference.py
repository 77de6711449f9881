"""One cited work: an item of CSL-JSON, the format of Zotero and other citation managers.

The schema belongs to the Citation Style Language, not to us, so its other keys are kept as they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from typing import Any, ClassVar

from pydantic import ConfigDict, ModelWrapValidatorHandler, ValidationError, model_validator
from pydantic_core import InitErrorDetails, PydanticCustomError

from carefold.model.csl import DATES, KEYS, MEANT_KEYS, MEANT_TYPES, NAMES, TYPES
from carefold.model.located import Located, wrong
from carefold.model.moment import moment
from carefold.model.values import Line

_ADDRESS = re.compile(r"https?://[^\s/?#<>\"]+(?:[/?#](?:[^\s<>\"]| (?!https?:|www\.))*)?", re.IGNORECASE)
_WITHOUT_SCHEME = re.compile(r"(?:www\.|[\w-]+(?:\.[\w-]+)*\.[a-z]{2,24}(?=/|$))[^\s<>\"]*", re.IGNORECASE)
_FAMILY = r"(?<!\w)(?:(?!and\b|et\b)[a-z]{1,4}[ '’]){0,3}[A-Z][\w'’-]+(?: [A-Z][\w'’-]+)?"
_PERSON = rf"{_FAMILY},? (?:(?:[A-Z]\.[ -]?){{1,3}}|[A-Z]{{1,3}}\b)"
_PERSONS = re.compile(rf"{_PERSON}(?:(?:,|;| and| &|, and|, &) {_PERSON})*(?:,? (?:et al|and others)\.?)?")
_FIRST_LAST = {"first": "given", "firstname": "given", "first-name": "given", "last": "family", "lastname": "family",
               "last-name": "family", "surname": "family", "given-name": "given", "family-name": "family"}  # fmt: skip
_COUNTRIES = ("UK", "US", "USA", "EU", "UN", "NI", "NZ", "UAE", "DC", "NY", "NSW", "BC", "TV")
"""What stands behind the names of organisations as initials do behind those of persons: Asthma UK."""
_LONGEST_TEXT = 2000
_LONG_TEXTS = ("abstract", "annote", "keyword", "note")
_MAY_BE_LISTS = ("custom", "categories", "keyword", "ISSN", "ISBN")
_PLACEHOLDERS = ("…", "...", "https://…", "https://...", "[…]")
_TYPE_HINT = "write what it is: webpage, article-journal, book, chapter, report, thesis, pamphlet …"


class Reference(Located):
    """An item with its id and type, as an author writes it; `title` is what a reader can look for."""

    model_config = ConfigDict(extra="allow")
    by_program: ClassVar[bool] = False
    id: Line
    type: Line
    title: Line

    @model_validator(mode="wrap")
    @classmethod
    def _loses_nothing(cls, data: Any, handler: ModelWrapValidatorHandler[Reference]) -> Reference:
        """All that would not print is told at once, beside what pydantic finds."""
        found = list(_faults(data, cls.by_program)) if isinstance(data, Mapping) else []
        details = [InitErrorDetails(type=fault, input=data) for fault in found]
        try:
            made = handler(data)
        except ValidationError as error:
            details += [_again(one) for one in error.errors(include_url=False)]
        if details:
            raise ValidationError.from_exception_data(cls.__name__, details)
        return made

    @property
    def item(self) -> dict[str, Any]:
        """The whole CSL-JSON item."""
        return {"id": self.id, "type": self.type, "title": self.title, **(self.model_extra or {})}


class LibraryReference(Reference):
    """An item that a citation manager wrote: what such programs add is passed over."""

    by_program = True


def _again(error: Any) -> InitErrorDetails:
    """An error of pydantic's as it is raised."""
    kind, context = error["type"], error.get("ctx", {})
    custom = PydanticCustomError(kind, "{message}", context) if kind == "wrong" else kind
    return InitErrorDetails(type=custom, loc=error["loc"], input=error["input"], ctx=context)


def _faults(item: Mapping[str, Any], by_program: bool) -> Iterator[PydanticCustomError]:
    kind = item.get("type")
    if isinstance(kind, str) and kind and kind not in TYPES and not (by_program and meant_type(kind)):
        yield _no_type(kind)
    for key, value in item.items():
        if value in (None, "", [], {}):
            continue
        if str(value).strip() in _PLACEHOLDERS:
            yield wrong(f"`{key}` still has “{value}” in it. Hint: write it out, or remove it.", key)
            continue
        if isinstance(value, str) and len(value) > _LONGEST_TEXT and key not in _LONG_TEXTS:
            yield wrong(f"`{key}` has {len(value)} characters. Hint: keep it below {_LONGEST_TEXT}.", key)
        elif key not in KEYS:
            yield from _stranger(key, value, item, by_program)
        elif key in DATES:
            yield from _date_faults(key, value)
        elif key in NAMES:
            yield from _name_faults(key, value)
        elif key == "URL":
            yield from _address_faults(str(value).strip())
        elif not by_program and isinstance(value, (list, Mapping)) and key not in _MAY_BE_LISTS:
            yield wrong(f"`{key}` must be a text. Hint: write one text.", key)


def meant_type(written: str) -> str:
    """The CSL type that a word for a kind of work stands for, or nothing."""
    plain = written.strip().lower().replace("_", "-").replace(" ", "-")
    return next((kind for kind in TYPES if kind.replace("_", "-") == plain), MEANT_TYPES.get(plain, ""))


def _no_type(kind: str) -> PydanticCustomError:
    meant = meant_type(kind) or next(iter(get_close_matches(kind.lower(), sorted(TYPES), n=1, cutoff=0.8)), "")
    hint = f"write `type: {meant}`." if meant else _TYPE_HINT
    return wrong(f"`type` can't be “{kind}”. Hint: {hint}", "type")


def _stranger(key: str, value: Any, item: Mapping[str, Any], by_program: bool) -> Iterator[PydanticCustomError]:
    """A key that no style prints. Programs write many of their own; only a text that is missed elsewhere counts."""
    plain = key.strip().lower().replace("_", "-").replace(" ", "-")
    meant = next((known for known in KEYS if known.lower().replace("_", "-") == plain), "") or MEANT_KEYS.get(plain, "")
    if plain == "address" and not _WITHOUT_SCHEME.fullmatch(str(value)) and not _ADDRESS.fullmatch(str(value)):
        meant = "publisher-place"
    if not meant and not by_program:
        meant = next(iter(get_close_matches(plain, sorted(KEYS), n=1, cutoff=0.75)), "")
    if by_program and (not meant or item.get(meant) or not isinstance(value, (str, int))):
        return
    at = (key, "[key]")
    if not meant:
        yield wrong(f"`{key}` is no key of a reference, and would not print. Hint: remove it.", *at)
    elif item.get(meant):
        yield wrong(f"`{key}` would not print, and `{meant}` is there. Hint: remove `{key}`.", *at)
    else:
        line = f"{meant}: {_shown(meant, value)}"
        yield wrong(f"`{key}` is no key of a reference. Hint: write `{line}`.", *at)


def _shown(key: str, value: Any) -> str:
    """The value as it goes behind the right key."""
    if isinstance(value, (list, Mapping)):
        return "…"
    text = " ".join(str(value).split())
    if key in NAMES:
        return _persons(text) or f"[{{literal: {text}}}]"
    if key == "type":
        return meant_type(text) or "webpage"
    if key == "URL" and not _ADDRESS.fullmatch(text):
        return f"https://{text}"
    return f'"{text}"' if re.search(r": | #|[:,]$|^[\[{&*!|>%@`\"']", text) and '"' not in text else text


def _date_faults(key: str, value: Any) -> Iterator[PydanticCustomError]:
    try:
        moment(value)
    except ValueError as error:
        yield wrong(str(error), key)


def _address_faults(address: str) -> Iterator[PydanticCustomError]:
    if _ADDRESS.fullmatch(address):
        return
    hint = "write it in full: https://…."
    if _WITHOUT_SCHEME.fullmatch(address):
        hint = f"write `URL: https://{address}`."
    elif re.match(r"https?://\S+\s", address, re.IGNORECASE):
        hint = "keep one address, without spaces."
    elif re.match(r"(doi:\s*)?10\.\d{4,9}/", address):
        hint = f"this is a DOI: write `DOI: {address}`."
    yield wrong(f"`URL` “{address}” is no web address. Hint: {hint}", "URL")


def _name_faults(key: str, value: Any) -> Iterator[PydanticCustomError]:
    for number, name in enumerate(value if isinstance(value, list) else [value]):
        at = (key, number) if isinstance(value, list) else (key,)
        if isinstance(name, str) and (listed := _persons(name)):
            shown = listed if len(at) == 1 else listed[1:-1]
            where = f"`{key}: {shown}`" if len(at) == 1 else f"`{shown}`"
            yield wrong(f"`{key}` has persons in one text. Hint: write each with its parts: {where}.", *at)
        elif isinstance(name, Mapping):
            yield from _part_faults(key, name, at)
        elif not isinstance(name, str):
            yield wrong(f"`{key}` must have names. Hint: write `{key}: [{{family: Lee, given: J}}]`.", *at)


def _part_faults(key: str, name: Mapping[str, Any], at: tuple[str | int, ...]) -> Iterator[PydanticCustomError]:
    meant = {part: _FIRST_LAST[part.lower().replace("_", "-")] for part in name if _known_part(part)}
    if meant:
        parts = ", ".join(f"{meant.get(part, part)}: {text}" for part, text in name.items())
        yield wrong(f"`{key}`: CSL calls the parts of a name family and given. Hint: write {{{parts}}}.", *at)
    elif any(str(text).strip() in _PLACEHOLDERS for text in name.values()):
        yield wrong(f"`{key}` still has “…” in it. Hint: write the name, or remove `{key}`.", *at)
    elif not any(name.get(part) for part in ("family", "given", "literal", "name")):
        hint = "Hint: write {family: Lee, given: J}, or {literal: …} for a group."
        yield wrong(f"`{key}` has a name without `family`. {hint}", *at)


def _known_part(part: str) -> bool:
    return part.lower().replace("_", "-") in _FIRST_LAST


def _persons(text: str) -> str:
    """`Lee J, Smith M` as CSL has it, or nothing where these are no names of persons with initials."""
    if not _PERSONS.fullmatch(text) or text.split()[-1] in _COUNTRIES:
        return ""
    found = [re.fullmatch(r"(.+?),? ((?:[A-Z]\.[ -]?)+|[A-Z]{1,3})", one) for one in re.findall(_PERSON, text)]
    names = [f"{{family: {one[1]}, given: {one[2].strip()}}}" for one in found if one]
    more = re.search(r"(et al|and others)\.?$", text)
    return f"[{', '.join([*names, *(['{literal: et al.}'] if more else [])])}]"
