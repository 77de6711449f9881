"""Ranges of versions: `1.0`, `<1.2`, `>=1 <1.2`. They are compared as numbers, part by part: 1.10 is above 1.9."""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Iterable, Mapping
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


def problem_of(written: str) -> str:
    """Why a text is neither a version nor a range of them; empty where it is one."""
    if not written.strip():
        return "it is empty"
    if not _SIGNS & set(written):
        return ""
    found = [*_BOUNDS.finditer(written.strip())]
    if "".join(one[0] for one in found) != written.strip():
        return "it can't be read"
    strange = [one[2] for one in found if key_of(one[2]) is None]
    return f"“{strange[0]}” is no number" if strange else ""


def is_among(version: str, ranges: Iterable[str]) -> bool:
    """Whether a version is one of those meant; one that is no number is within each range, to be safe."""
    return any(_holds(one, version) for one in ranges)


def _holds(written: str, version: str) -> bool:
    key = key_of(version)
    if not _SIGNS & set(written):
        return written.strip() == version.strip() or (key is not None and key_of(written) == key)
    bounds = [(one[1], key_of(one[2])) for one in _BOUNDS.finditer(written.strip())]
    return key is None or all(bound is not None and _COMPARE[sign](key, bound) for sign, bound in bounds)


def up_to(version: str) -> str:
    """A version and all before it; the version alone where it is no number."""
    return version if key_of(version) is None else f"<={version}"
