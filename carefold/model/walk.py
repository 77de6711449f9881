"""Going down through what an author wrote: models, and the tuples and maps in them, in the order of the file."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TypeVar

from carefold.model.located import Located

T = TypeVar("T")
KEY = "key"  # the name under which the keys of a map are met
_WITH_PARTS = (Located, tuple, dict)


def walk(value: object, carried: T, carry: Callable[[T, object, str, object], T | None]) -> Iterator[tuple[object, T]]:
    """A value and all below it, each with what is carried down to it.

    `carry` is told what is carried, a model, tuple or map, the name of a part of it (its field, KEY, or empty) and the
    part; it answers what is carried to that part, or None where nobody is to go there.
    """
    yield value, carried
    for name, part in parts(value):
        below = carry(carried, value, name, part)
        if below is None:
            continue
        if isinstance(part, _WITH_PARTS):
            yield from walk(part, below, carry)
        else:
            yield part, below


def everything(value: object) -> Iterator[object]:
    """A value and all below it."""
    yield value
    for _, part in parts(value):
        if isinstance(part, _WITH_PARTS):
            yield from everything(part)
        else:
            yield part


def all_of(kind: type[T], value: object) -> Iterator[T]:
    """All of a kind, outermost first: the value itself and what is below it."""
    return (one for one in everything(value) if isinstance(one, kind))


def parts(value: object) -> Iterator[tuple[str, object]]:
    """What lies directly in a value, with its field's name; for the keys of a map it is KEY, else empty."""
    if isinstance(value, Located):
        yield from value.__dict__.items()
    elif isinstance(value, tuple):
        yield from (("", part) for part in value)
    elif isinstance(value, dict):
        for key, part in value.items():
            yield KEY, key
            yield "", part
