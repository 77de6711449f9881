"""Handouts and their translations, read from text."""

from __future__ import annotations

import datetime
from pathlib import Path

from carefold.reading.yaml.source import Source, decode
from carefold.translation.files import Written, read_written
from carefold.translation.skeleton import Skeleton, skeleton

DAY = datetime.date(2026, 11, 28)
HEAD = """\
title: {title}
language: {language}
version: "1.0"
updated: 2026-01-01
review-by: 2999-01-01
authors: [Group]
audience: All
main-point: Rest.
"""


def written(text: str, name: str = "h.yaml", root: Path = Path("/nowhere")) -> Written:
    return read_written(Source(name, text), root / "handouts" / name, root, lambda path: path.name)


def english(sections: str) -> Written:
    return written(f"{HEAD.format(title='Knee', language='en')}{sections}disclaimer: default\n")


def started(original: Written, root: Path = Path("/nowhere")) -> Written:
    """The translation into Spanish, not yet filled in."""
    return written(skeleton_of(original, root).text, "h.es.yaml", root)


def skeleton_of(original: Written, root: Path = Path("/nowhere")) -> Skeleton:
    def translated(path: str) -> str:
        other = path.replace(".yaml", ".es.yaml")
        return other if (root / other).is_file() else ""

    return skeleton(original.sheet, original.handout, "es", DAY, translated)


def read(path: Path) -> Written:
    root = path.parents[1]
    return read_written(decode(path.read_bytes(), path.name), path, root, lambda one: one.name)


def filled(text: str) -> str:
    """A skeleton with words where the dots are: they are the original's with “ES” before them."""
    made, said = list[str](), list[str]()
    for line in text.split("\n"):
        if line.lstrip().startswith("# en: "):
            said.append(line.split("# en: ", 1)[1])
        while "…" in line.split("  # ")[0] and said:
            at = line.index('"…')
            end = line.index('"', at + 1) + 1
            line = f'{line[:at]}"ES {said.pop(0)}"{line[end:]}'
        made.append(line)
    return "\n".join(made)
