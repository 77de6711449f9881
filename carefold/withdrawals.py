"""What handouts' files say of their withdrawal, read by itself: it counts also where the rest of the file is broken.

A translation is withdrawn with its original, as far as it was made from a version that is.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from carefold.caches import read_once
from carefold.diagnostics.carefold_error import CarefoldError
from carefold.model.handout import Handout, Withdrawn
from carefold.model.values import Line
from carefold.model.versions import is_among, up_to
from carefold.reading.yaml.nodes import Map, Scalar
from carefold.reading.yaml.parse import data, parse
from carefold.reading.yaml.source import decode, read_bytes
from carefold.resources import Sources
from carefold.twins import split

WITHDRAWN = "withdrawn"
"""Why a file has left the shelf."""
_SAID = ("title", "language", "version", "translated-from")


@dataclass(frozen=True)
class Head:
    """What a file says at its left edge, as far as it can be read."""

    title: str = ""
    language: str = ""
    version: str = ""
    translated_from: str = ""
    withdrawn: Withdrawn | None = None


@dataclass(frozen=True)
class Notice:
    """What is told of a handout of which something is withdrawn, and all codes that are known of it.

    `title` is in its own language, `date` an ISO date.
    """

    name: str
    title: str
    language: str
    date: str
    versions: tuple[str, ...]
    reason: str
    codes: tuple[str, ...]


def notice_name(name: str) -> str:
    """The file of a handout's notice."""
    return f"{name}.withdrawn.pdf"


def head_of(sources: Sources, name: str) -> Head | None:
    """That of a handout with its own withdrawal; None where there is no such file, or it is no map."""
    path = sources.named("handouts", name)
    return read_once(_read, path) if path else None


def _read(path: Path) -> Head | None:
    try:
        root = parse(decode(read_bytes(path, str(path)), str(path))).root
    except CarefoldError:
        return None
    if not isinstance(root, Map):
        return None
    said = {key: value.text for key, (_, value) in root.named.items() if isinstance(value, Scalar)}
    title, language, version, made_from = (said.get(key, "") for key in _SAID)
    return Head(title, language, version, made_from, _withdrawn(root))


def _withdrawn(root: Map) -> Withdrawn | None:
    entry = root.entry("withdrawn")
    try:
        return Withdrawn.model_validate(data(entry[1])) if entry else None
    except ValidationError:  # whoever reads the handout tells of it
        return None


def withdrawal_of(sources: Sources, name: str) -> Withdrawn | None:
    """That of a handout: its own, or for a translation that is none of its own, its original's."""
    head = head_of(sources, name)
    if head is None:
        return None
    if head.withdrawn and is_among(head.version, head.withdrawn.versions):
        return head.withdrawn
    return _of_original(sources, name, head.version, head.translated_from) or head.withdrawn


def with_original(sources: Sources, name: str, handout: Handout) -> Handout:
    """A translation withdrawn where its original is, in the version that it was made from; any other as it is."""
    if handout.is_withdrawn:
        return handout
    found = _of_original(sources, name, handout.version, handout.translated_from or "")
    return handout.model_copy(update={"withdrawn": found}) if found else handout


def _of_original(sources: Sources, name: str, version: str, made_from: str) -> Withdrawn | None:
    """The withdrawal of an original, for the versions of a translation that was made from what is withdrawn."""
    original, tag = split(name)
    head = head_of(sources, original) if tag else None
    if head is None or head.withdrawn is None or not is_among(made_from or head.version, head.withdrawn.versions):
        return None
    return head.withdrawn.model_copy(update={"versions": (Line(up_to(version)),)})
