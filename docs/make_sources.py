"""Write docs/sources: each sentence of a handout that cites something, the keys, the fact, and how that was verified.

Sections, sentences and keys are read from the handouts. Which fact a sentence tells, and how that was verified, is
written by hand into the last two columns and kept as long as the sentence stays as it is; so is a row without a key
whose sentence stands in the handout, and what follows the table.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from carefold.content.plain_text import texts
from carefold.model.pictures import Big
from carefold.model.walk import all_of
from carefold.project import Project
from carefold.run import Run

ROOT = Path(__file__).resolve().parent.parent
SOURCES = ROOT / "docs" / "sources"
UNTRACED = "not traced yet"
NO_KEY = "none"
_HEAD = """# Sources of “{title}”

Each sentence that states a fact, the references it cites, the fact of [facts.md](../facts.md) that it comes from
(section and number), and how that was verified. “Source seen”: the statement was read in a text; “copy”, “project” and
“repository” say that this was not the publisher's own page; “general knowledge”: it was not read in a source, and
stands in [clinical-review.md](../clinical-review.md). Sentences and keys are the handout's, by docs/make_sources.py.

| section | sentence | cites | fact | how it was verified |
|---|---|---|---|---|
"""
_CITATION = re.compile(r"\s*\[(@[^\]]+)\]")
_KEY = re.compile(r"@(\w(?:[\w.:/-]*\w)?)")
_NO_LABEL = re.compile(r"^[a-z]|[.?!]$|___")
_LINK = re.compile(r"\[([^\]]+)\]\([^)]+\)")
_ROW = re.compile(r"^\| (.*) \|$", re.MULTILINE)


@dataclass(frozen=True)
class Row:
    """A sentence and where it comes from; without keys it cites nothing by itself."""

    section: str
    sentence: str
    keys: str
    fact: str = UNTRACED
    verified: str = UNTRACED


def names() -> list[str]:
    """The handouts that have such a page."""
    return sorted(path.stem for path in SOURCES.glob("*.md"))


def page(run: Run, name: str) -> str:
    """The page of one handout, with what was written by hand into the one that is there."""
    former = (SOURCES / f"{name}.md").read_text("utf-8")
    by_hand = {(row.sentence, row.keys): row for row in _written(former)}
    lines = []
    for section, sentence, keys in sentences(run, name):
        old = by_hand.get((sentence, keys or NO_KEY))
        if old is not None or keys:
            told = (old.fact, old.verified) if old else (UNTRACED, UNTRACED)
            lines.append(f"| {' | '.join((section, sentence, keys or NO_KEY, *told))} |\n")
    rest = _ROW.split(former)[-1].strip("\n")
    return _HEAD.format(title=run.handout(name).title) + "".join(lines) + (f"\n{rest}\n" if rest else "")


def sentences(run: Run, name: str) -> Iterator[tuple[str, str, str]]:
    """The title of the section, what is said up to a citation or the end of a text, and the keys."""
    handout = run.handout(name)
    parts = [("The main point", handout.main_point), *((section.title, section) for section in handout.sections)]
    times = {_plain(str(one.time)) for one in all_of(Big, handout)}
    for title, part in parts:
        label = ""
        for text in texts(part):
            *cited, rest = _CITATION.split(" ".join(str(text).split()))
            for said, keys in [*zip(cited[::2], cited[1::2], strict=True), (rest, "")]:
                sentence = _plain(said)
                if sentence and sentence != title:
                    yield str(title), _labelled(label, sentence) if keys else sentence, ", ".join(_KEY.findall(keys))
                    label = "" if keys or sentence in times or _NO_LABEL.search(sentence) else sentence


def _labelled(label: str, sentence: str) -> str:
    """A sentence with what it stands under: the row of a table, a step, the large number that it goes on from."""
    if label[:1].isdigit() and sentence[0].islower():
        return f"{label} {sentence}"
    return f"{label.rstrip(':')}: {sentence}" if label else sentence


def _plain(said: str) -> str:
    words = re.sub(r"\{\{.*?\}\}", "___", _LINK.sub(r"\1", said)).replace("**", "").replace("|", "/")
    return words.strip(" ,")


def _written(former: str) -> list[Row]:
    rows = [line.split(" | ") for line in _ROW.findall(former)]
    return [Row(*cells) for cells in rows[1:] if len(cells) == 5]


if __name__ == "__main__":
    project = Run(Project.open(None, datetime.date(2026, 12, 1)))
    for one in names():
        (SOURCES / f"{one}.md").write_text(page(project, one), encoding="utf-8")
