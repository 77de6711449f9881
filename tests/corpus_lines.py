"""The lines of the corpus and of what is found in each: all in one project and one process."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from opening import opened

from carefold.content.resolve import resolve
from carefold.diagnostics.carefold_error import CarefoldError
from carefold.review.review import review
from carefold.workspace import load_brand, load_handout, load_references

HOME = Path(__file__).parent / "review" / "corpus"
HEAD = """title: Test sheet
language: {language}
main-point: "{point}"
version: "1.0"
updated: 2026-11-01
review-by: 2028-11-01
authors: [Test]
audience: Adults
reviewers: [{{name: A B, role: Nurse, date: 2026-11-02}}]
sections:
  - title: Note
    blocks:
      - {text}
disclaimer: "{disclaimer}"
"""
SOURCE = """references:
  - {id: x, type: article-journal, title: A study of people, author: [{family: Lee, given: J}], issued: 2024, volume: 1}
"""
WORDS = {"en": ("Call us if you feel worse.", "Ask your nurse."), "es": ("Llame si se siente peor.", "Pregunte aquí.")}
OF_THE_WHOLE = frozenset({"CF101", "CF102", "CF103", "CF142", "CF119"})
"""Codes of a handout as a whole: one line is none."""
REFUSED = "CF100"
"""What can't be read at all has no code of its own; the text of a block is read before it is reviewed."""


@dataclass(frozen=True)
class Line:
    """A line: what has to be found in it, its language, its text."""

    wanted: frozenset[str]
    language: str
    text: str


def good() -> Iterator[Line]:
    """The lines in which nothing is to be found."""
    for language, text in _rows("good"):
        yield Line(frozenset(), language, text)


def faulty() -> Iterator[Line]:
    """The lines with a fault."""
    for wanted, language, text in _rows("faulty"):
        yield Line(frozenset(wanted.split()), language, text)


def _rows(name: str) -> Iterator[list[str]]:
    for line in (HOME / f"{name}.tsv").read_text("utf-8").splitlines():
        if line and not line.startswith("# "):
            yield line.split("\t")


def found_in(lines: Iterable[Line], folder: Path) -> Iterator[tuple[Line, list[str]]]:
    """Each line with the codes of what is found in it, as a handout of a project whose format is the newest."""
    (folder / "handouts").mkdir(parents=True, exist_ok=True)
    (folder / "project.yaml").write_text("format: 2\n", "utf-8")
    (folder / "brand.yaml").write_text(BRAND, "utf-8")
    file = folder / "handouts" / "h.yaml"
    file.write_text("", "utf-8")
    workspace = opened(folder)
    brand, references = load_brand(workspace, None)[0], load_references(workspace)
    for line in lines:
        point, disclaimer = WORDS[line.language]
        text = HEAD.format(
            language=line.language, point=point, disclaimer=disclaimer, text=json.dumps(line.text, ensure_ascii=False)
        )
        file.write_text(text + (SOURCE if "[@x]" in line.text else ""), "utf-8")
        try:
            resolved = resolve(load_handout(workspace, "h"), brand, references)
            report = review("h", resolved, workspace.settings, workspace.today).report
            yield line, sorted({one.code for one in report.findings} - OF_THE_WHOLE)
        except CarefoldError:
            yield line, [REFUSED]


BRAND = """name: Test clinic
contact: {phone: (555) 555-0199}
disclaimer: This is for information.
other-phones: {Desk: 555-0100}
"""
