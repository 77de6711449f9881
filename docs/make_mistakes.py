"""Write the tour of docs/errors.md from docs/mistakes.txt: `python docs/make_mistakes.py`."""

from __future__ import annotations

import datetime
import re
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from PIL import Image

from carefold.diagnostics.carefold_error import CarefoldError
from carefold.diagnostics.finding import Finding, hinted
from carefold.project import Project

DOCS = Path(__file__).resolve().parent
TODAY = datetime.date(2026, 12, 1)
START = "\n## A tour of a hundred mistakes\n"
_INTRO = """
What was written, and what carefold says; the file, the line and the column stand before each message, and are left out
here. `docs/make_mistakes.py` makes this list of `docs/mistakes.txt`, and a test follows the hints
that say to the letter what to write.
"""
_HANDOUT = """\
title: Cast
language: en
version: "1.0"
updated: 2026-11-23
review-by: 2028-11-23
authors: [Ada Ray]
audience: Adults
main-point: Rest.
disclaimer: default
sections:
  - title: One
    blocks:
      - A text.
  - title: Two
    blocks:
      - Call us if it hurts.
"""
_BRAND = "name: Lake\ncontact: {phone: 555-0123}\ndisclaimer: Ask your clinician.\n"
FILES = {"handout": "handouts/cast.yaml", "brand": "brand.yaml", "project": "project.yaml"}


@dataclass(frozen=True)
class Mistake:
    """A mistake: the group that it belongs to, what it is, the file with it, and the lines that are wrong."""

    group: str
    title: str
    file: str
    written: str
    text: str

    def said(self, text: str | None = None) -> list[Finding]:
        """What carefold says of the file, or of another text in its place."""
        return _said(self.file, self.text if text is None else text)


@cache
def _said(file: str, text: str) -> list[Finding]:
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder).resolve()
        (root / "handouts/images").mkdir(parents=True)
        for name, content in {"brand": _BRAND, "project": "format: 2\n", "handout": _HANDOUT, file: text}.items():
            (root / FILES[name]).write_bytes(content.encode())
        Image.new("L", (300, 200)).save(root / "handouts/images/cast.jpg")
        try:
            return list(Project.open(root, TODAY).check("cast").report.findings)
        except CarefoldError as error:
            return list(error.findings)


def mistakes() -> Iterator[Mistake]:
    """The cases of mistakes.txt."""
    for group in (DOCS / "mistakes.txt").read_text("utf-8").split("\n# ")[1:]:
        name, *cases = group.split("\n## ")
        for case in cases:
            head, _, written = case.strip("\n").partition("\n")
            where, _, title = head.removeprefix("[").partition("] ")
            file, _, key = where.rpartition(" ")
            file = file or "handout"
            yield Mistake(name.strip(), title, file, written, _placed(file, key, written))


def _placed(file: str, key: str, written: str) -> str:
    """A file with what was written in it."""
    if file == "handout" and key == "blocks":
        return _HANDOUT.replace("      - A text.", "\n".join(f"      {line}" for line in written.split("\n")))
    if file == "handout" and key == "sections":
        return f"{_HANDOUT.partition('sections:')[0]}{written}\n"
    key = written.split(":")[0].strip() if file != "handout" else key
    text = {"handout": _HANDOUT, "brand": _BRAND, "project": "format: 2\n"}[file]
    if re.search(rf"^{key}:", text, re.M):
        return re.sub(rf"^{key}:.*\n", lambda _: f"{written}\n" if written else "", text, flags=re.M)
    if written.endswith("\ndisclaimer: default"):
        return text.replace("disclaimer: default", written)
    return f"{text}{written}\n"


def tour() -> str:
    """The end of docs/errors.md."""
    made, group = [START, _INTRO], ""
    for mistake in mistakes():
        if mistake.group != group:
            made.append(f"\n### {mistake.group}\n")
            group = mistake.group
        errors = [one for one in mistake.said() if one.severity == "error"]
        shown = mistake.written.removesuffix("\ndisclaimer: default") or "(nothing)"
        lines = "\n".join(f"  {line}" for line in shown.replace("\t", "→").split("\n"))
        told = "\n".join(dict.fromkeys(f"  {one.told}{hinted(one.hint)}" for one in errors))
        made.append(f"\n**{mistake.title[:1].upper()}{mistake.title[1:]}**\n\n```text\n{lines}\n\n{told}\n```\n")
    return "".join(made)


def page() -> str:
    """docs/errors.md, with the tour at its end."""
    return (DOCS / "errors.md").read_text("utf-8").partition(START)[0] + tour()


if __name__ == "__main__":
    (DOCS / "errors.md").write_text(page(), encoding="utf-8")
