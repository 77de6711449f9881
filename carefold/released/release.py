"""What is known of a PDF that was given out: one JSON file beside it, never rewritten."""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace
from hashlib import sha256
from typing import Any, Self, TypedDict

_WHO = frozenset({"name", "role", "date"})


class Approver(TypedDict):
    """Who had approved the words, and when."""

    name: str
    role: str
    date: str


@dataclass(frozen=True)
class Release:
    """A PDF that was printed or sent, when that was done first. Nothing of it is about a patient.

    `handout` is the file's name, as in better-sleep.es; `seal` is of its words, references and pictures, as decisions
    have it. `checks` counts findings by their codes. `verapdf` has the standards that veraPDF has found the file to
    keep, empty where it was not asked. `unreviewed` is why it was given out without a review.
    """

    sha256: str
    handout: str
    language: str
    title: str
    version: str
    code: str
    layout: str
    edition: str
    brand: str
    site: str
    pages: int
    date: str  # of the day, as year-month-day
    seal: str
    approved_by: tuple[Approver, ...]
    unreviewed: str
    checks: Mapping[str, int]
    verapdf: tuple[str, ...]
    tools: Mapping[str, str]

    @classmethod
    def read(cls, written: bytes) -> Self:
        """What a file says; ValueError for one that holds no release, or was changed since it was written."""
        said = json.loads(written)
        if not isinstance(said, dict) or said.keys() != {*map(_key, _NAMES), _DIGEST}:
            raise ValueError("not the keys of a release")
        digest, values = said.pop(_DIGEST), {name: said[_key(name)] for name in _NAMES}
        if not all(map(_is_right, values.values(), map(_KINDS.__getitem__, _NAMES))):
            raise ValueError("a value of another kind")
        datetime.date.fromisoformat(values["date"])
        values.update(approved_by=tuple(values["approved_by"]), verapdf=tuple(values["verapdf"]))
        made = cls(**values)
        if not re.fullmatch(r"[0-9a-f]{64}", made.sha256) or made.digest != digest:
            raise ValueError("it was changed")
        return made

    @property
    def written(self) -> bytes:
        """The file's bytes."""
        said = {**self._said, _DIGEST: self.digest}
        return f"{json.dumps(said, ensure_ascii=False, indent=1)}\n".encode()

    @property
    def digest(self) -> str:
        """What tells that nobody has changed the file by hand."""
        return sha256(json.dumps(self._said, ensure_ascii=False, sort_keys=True).encode()).hexdigest()

    @property
    def _said(self) -> dict[str, Any]:
        return {_key(name): value for name, value in asdict(self).items()}

    @property
    def day(self) -> datetime.date:
        """When it was given out first."""
        return datetime.date.fromisoformat(self.date)

    def on(self, day: datetime.date) -> Self:
        """The same, given out first on a day."""
        return replace(self, date=day.isoformat())


_NAMES = tuple(field.name for field in fields(Release))
_KINDS = {field.name: str(field.type) for field in fields(Release)}
_DIGEST = "digest"


def _key(name: str) -> str:
    return name.replace("_", "-")


def _is_right(value: Any, kind: str) -> bool:
    """Whether a value of JSON is of the kind that a release has there."""
    match kind:
        case "str":
            return isinstance(value, str)
        case "int":
            return type(value) is int
        case "tuple[str, ...]":
            return isinstance(value, list) and all(isinstance(one, str) for one in value)
        case "Mapping[str, str]" | "Mapping[str, int]":
            inner = "int" if kind.endswith("int]") else "str"
            return isinstance(value, dict) and all(_is_right(one, inner) for one in value.values())
    return isinstance(value, list) and all(
        isinstance(one, dict) and one.keys() == _WHO and all(isinstance(text, str) for text in one.values())
        for one in value
    )
