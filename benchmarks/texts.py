"""Texts that no engine has seen, and projects as large as a hospital's."""

from __future__ import annotations

import random
import re
import shutil
from collections.abc import Callable
from itertools import count
from pathlib import Path

from engines import ROOT

HANDOUT = "about-ketamine"
_LETTERS = ("aeiou", "bcdfghklmnprstvw")
# A plain word of at least four letters; no key, identifier, name or address.
_WORD = re.compile(r"(?<![\w@:/.{\[-])[a-z]{4,}(?=[ .,;?!]|\"|$)", re.M)
_KEPT = re.compile(r"^\s*(?:panel|disclaimer|urgent|- contact|kind|icon)\b.*|\bkind: \w+|\bicon: \w+|\{\{.*?\}\}", re.M)
_CALLS = count()
_HEAD = """title: {title}
language: en
version: "1.0"
updated: 2026-11-23
review-by: 2028-11-23
authors: [Clinic education group]
reviewers: []
audience: Adults
main-point: One thing to remember.
disclaimer: default
sections:
"""


def copied(folder: Path) -> Path:
    """The shipped project in a folder of its own."""
    for part in ("brands", "handouts"):
        shutil.copytree(ROOT / part, folder / part)
    shutil.copy(ROOT / "project.yaml", folder)
    return folder


def edit(project: Path, seed: object) -> None:
    """One word of the handout is another one than before."""
    word = new_word("worse", f"{seed} {next(_CALLS)}")
    _write(project, _shipped().replace("new or worse", f"new or {word}"))


def renew(project: Path, seed: object) -> None:
    """Each text of the handout has new words, one word in four; lengths stay about the same."""
    head, body = _shipped().split("\nsections:\n")
    dice = random.Random(f"{seed} {next(_CALLS)}")  # never the same, were it measured again

    def word(found: re.Match[str]) -> str:
        kept = any(part.start() <= found.start() < part.end() for part in fixed)
        return found[0] if kept or dice.random() > 0.25 else new_word(found[0], dice.random())

    fixed = list(_KEPT.finditer(body))
    _write(project, f"{head}\nsections:\n{_WORD.sub(word, body)}")


def new_word(old: str, seed: object) -> str:
    """A word that has never been, as long as another one and with vowels where that has them."""
    dice = random.Random(f"{old} {seed}")
    return "".join(dice.choice(_LETTERS[letter not in _LETTERS[0]]) for letter in old)


def _shipped() -> str:
    return (ROOT / "handouts" / f"{HANDOUT}.yaml").read_text("utf-8")


def _write(project: Path, text: str, name: str = HANDOUT) -> None:
    (project / "handouts" / f"{name}.yaml").write_text(text, "utf-8")


# --- long ones


def table(project: Path, rows: int, number: int) -> str:
    """A handout that is one table."""
    lines = "".join(f'            - ["Row {row}", "It is new in {number}-{row}", Ask us]\n' for row in range(rows))
    head = "      - table:\n          caption: Rows\n          header: [Row, What, Then]\n          rows:\n"
    return _long(project, f"table-{rows}", f"  - title: Rows\n    blocks:\n{head}{lines}")


def references(project: Path, count: int, number: int) -> str:
    """A handout with many references, cited ten at a time."""
    cited = "".join(
        '      - "Words [@' + "; @".join(f"r{one}" for one in range(start, start + 10)) + ']"\n'
        for start in range(0, count, 10)
    )
    items = "".join(
        f"  - {{id: r{one}, type: webpage, title: Study {number}-{one} of sleep, URL: 'https://example.org/{one}'}}\n"
        for one in range(count)
    )
    return _long(project, f"references-{count}", f"  - title: Words\n    blocks:\n{cited}references:\n{items}")


def sections(project: Path, times: int, number: int) -> str:
    """The shipped handout with its sections several times."""
    renew(project, number)
    head, body = (project / "handouts" / f"{HANDOUT}.yaml").read_text("utf-8").split("\nsections:\n")
    body = re.sub(r"^    panel: .*\n|^disclaimer: .*\n", "", body, flags=re.M).rstrip() + "\n"
    name = f"sections-{times}"
    _write(project, f"{head.replace('KET-001', name)}\ndisclaimer: default\nsections:\n{body * times}", name)
    return name


def _long(project: Path, name: str, body: str) -> str:
    _write(project, _HEAD.format(title=name) + body, name)
    return name


LONG: dict[str, Callable[[Path, int, int], str]] = {"rows": table, "references": references, "× the sections": sections}


def hospital(folder: Path, handouts: int) -> Path:
    """A project of many handouts and no others, each with words and a title of its own."""
    project = copied(folder)
    shipped = list((project / "handouts").glob("*.yaml"))
    for number in range(handouts):
        renew(project, number)
        source = project / "handouts" / f"{HANDOUT}.yaml"
        text = source.read_text("utf-8").replace("KET-001", f"KET-{number}")
        _write(project, text.replace("About ketamine", f"About ketamine {number}"), f"handout-{number}")
    for path in shipped:
        path.unlink()
    return project
