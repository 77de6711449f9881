"""Ranges of versions: `<1.2`, `>=1 <1.2`, `1.0,1.1`. They are compared as numbers, part by part: 1.10 is above 1.9."""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

Key: TypeAlias = tuple[int, ...]

_NUMBERS = re.compile(r"[vV]?(\d{1,9}(?:[.-]\d{1,9})*)", re.ASCII)
_BOUNDS = re.compile(r"(<=|>=|==?|<|>)\s*([^\s<>=]+)\s*")
_SIGNS = frozenset("<>=")
_COMPARE: Mapping[str, Callable[[Key, Key], bool]] = {
    "<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge, "=": operator.eq, "==": operator.eq,
}  # fmt: skip


def key_of(version: str) -> Key | None:
    """A version to be compared, without zeros at its end; None for one that is no number."""
    found = _NUMBERS.fullmatch(version.strip())
    parts = [int(part) for part in re.split("[.-]", found[1])] if found else []
    while parts and not parts[-1]:
        parts.pop()
    return tuple(parts) if found else None


@dataclass(frozen=True)
class Range:
    """What somebody has written; a version is in it that is one of `named`, or keeps all of the bounds of a part."""

    text: str
    named: tuple[str, ...]
    bounds: tuple[tuple[tuple[str, Key], ...], ...]

    @classmethod
    def of(cls, text: str) -> Range:
        """ValueError with the reason for what is none."""
        parts = [" ".join(part.split()) for part in text.split(",")]
        named = tuple(part for part in parts if not _SIGNS & set(part))
        if "" in parts:
            raise ValueError("nothing stands beside a comma" if "," in text else "it is empty")
        if several := next((part for part in named if len(part.split()) > 1 and all(map(key_of, part.split()))), ""):
            raise ValueError(f"no version is {' and '.join(several.split())} at once: put a comma between them")
        return cls(text.strip(), named, tuple(_bounds(part) for part in parts if part not in named))

    def holds(self, version: str) -> bool | None:
        """Whether a version is in it; None where nobody can tell, since it is no number."""
        key = key_of(version)
        if any(one == version.strip() or (key is not None and key_of(one) == key) for one in self.named):
            return True
        if key is None:
            return None if self.bounds else False
        return any(all(_COMPARE[sign](key, bound) for sign, bound in part) for part in self.bounds)


def _bounds(part: str) -> tuple[tuple[str, Key], ...]:
    found = [*_BOUNDS.finditer(part)]
    if "".join(one[0] for one in found) != part:
        raise ValueError(f"“{part}” can't be read")
    bounds = [(one[1], key_of(one[2])) for one in found]
    for one, (_, key) in zip(found, bounds, strict=True):
        if key is None:
            raise ValueError(f"“{one[2]}” is no number")
    return tuple((sign, key) for sign, key in bounds if key is not None)


def problem_of(written: str) -> str:
    """Why a text is neither a version nor a range of them; empty where it is one."""
    try:
        Range.of(written)
    except ValueError as error:
        return str(error)
    return ""


def is_among(version: str, ranges: Iterable[str]) -> bool:
    """Whether a version is one of those meant; one that is no number is within each range with bounds, to be safe."""
    return any(Range.of(one).holds(version) is not False for one in ranges)


def up_to(version: str) -> str:
    """A version and all before it; the version alone where it is no number."""
    return version if key_of(version) is None else f"<={version}"
