"""What a file holds, whatever its format: pieces of text in reading order, and what could not be taken."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from carefold.reading.yaml.source import REFUSED


@dataclass(frozen=True, slots=True)
class Run:
    """Characters in one style; `shift` is sup, sub or empty."""

    text: str
    bold: bool = False
    italic: bool = False
    shift: str = ""
    href: str = ""


_UNSEEN = re.compile(rf"{REFUSED.pattern}|[\u00ad\u200b\u2060]")
Runs: TypeAlias = tuple[Run, ...]
ListKind: TypeAlias = Literal["list", "numbered", "checklist"]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; level 0 is the title of all."""

    level: int
    runs: Runs


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph."""

    runs: Runs


@dataclass(frozen=True, slots=True)
class Item:
    """An item of a list, at a level from 0; `group` tells one list from the next."""

    kind: ListKind
    level: int
    runs: Runs
    group: str = ""


@dataclass(frozen=True, slots=True)
class Grid:
    """A table's cells, row by row; the first row is its header."""

    rows: tuple[tuple[Runs, ...], ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture's bytes, its ending such as .png, and what its alt text says, if it has one."""

    data: bytes
    ending: str
    alt: str = ""


Piece: TypeAlias = Heading | Paragraph | Item | Grid | Picture


@dataclass(slots=True)
class Material:
    """What was read: pieces, the language that the file names, and in words what was left out or is to be done."""

    pieces: list[Piece] = field(default_factory=list)
    language: str = ""
    left_out: list[str] = field(default_factory=list)
    to_do: list[str] = field(default_factory=list)


def plain(runs: Runs) -> str:
    """The words alone, in one line."""
    return " ".join(_UNSEEN.sub("", "".join(run.text for run in runs)).split())


def excerpt(text: str, most: int = 48) -> str:
    """The first words of a text, in quotation marks."""
    line = " ".join(text.split())
    cut = line[: most - 1].rpartition(" ")[0] or line[: most - 1]
    return f"“{line}”" if len(line) <= most else f"“{cut} …”"
