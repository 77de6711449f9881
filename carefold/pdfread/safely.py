"""PDF objects without surprises: references followed, nothing raised where a file is damaged or holds another type."""

from __future__ import annotations

from typing import Any

from pypdf.errors import LimitReachedError
from pypdf.generic import ArrayObject, BooleanObject, DictionaryObject, IndirectObject, NullObject

_UNPACKING = ("decompress", "decoding")


def is_too_much(error: Exception) -> bool:
    """Whether reading should end, for want of memory: pypdf unpacks no stream beyond a limit of its own."""
    unpacking = isinstance(error, LimitReachedError) and any(word in str(error) for word in _UNPACKING)
    return unpacking or isinstance(error, MemoryError)


def resolved(value: Any) -> Any:
    """The object that a reference leads to, None for null and where it can't be read; other values as they are."""
    if not isinstance(value, IndirectObject):
        return None if isinstance(value, NullObject) else value
    try:
        found = value.get_object()
        return None if isinstance(found, NullObject) else found
    except Exception as error:  # pypdf meets broken objects with all kinds of errors
        if is_too_much(error):
            raise
        return None


def dictionary(value: Any) -> DictionaryObject:
    """A dictionary or stream; an empty one for anything else."""
    found = resolved(value)
    return found if isinstance(found, DictionaryObject) else DictionaryObject()


def items(value: Any) -> list[Any]:
    """An array's items, references among them as they are; anything else is one item, nothing none."""
    found = resolved(value)
    if isinstance(found, ArrayObject):
        return list(list.__iter__(found))
    return [] if found is None else [value]


def entry(entries: DictionaryObject, key: str) -> Any:
    """A dictionary's entry, references followed; None where there is none."""
    return resolved(entries.raw_get(key)) if key in entries else None


def text_of(value: Any) -> str:
    """A text string, or a name as written; empty for anything else (ISO 32000-1, 7.9.2.2)."""
    if isinstance(value, bytes):
        is_wide = value.startswith(b"\xfe\xff")
        return value[2:].decode("utf-16-be", "replace") if is_wide else value.decode("latin-1")
    return str(value) if isinstance(value, str) else ""


def said(entries: DictionaryObject, key: str) -> str:
    """What a dictionary says under a key; empty where that is no text."""
    return text_of(entry(entries, key))


def is_true(entries: DictionaryObject, key: str) -> bool:
    """Whether a dictionary says true; pypdf's own false counts as true in Python."""
    value = entry(entries, key)
    return bool(value.value) if isinstance(value, BooleanObject) else False


def object_number(value: Any) -> int | None:
    """The object number of a reference, or of an object that was reached by one."""
    reference = value if isinstance(value, IndirectObject) else getattr(value, "indirect_reference", None)
    return reference.idnum if isinstance(reference, IndirectObject) else None
