"""Projects of small handouts, and their shelves."""

from __future__ import annotations

import shutil
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
HEAD = """\
title: "{title}"
language: en
version: "1"
updated: 2026-01-01
review-by: {review_by}
authors: [Group]
audience: All
main-point: Remember.
disclaimer: default
sections:
  - title: One
    blocks:
"""
BRAND = """\
name: Lakeside Practice
contact: {phone: 555-0123}
colours: {primary: "#1f5a93", ink: "#17324d", tint: "#e8f0f8", accent: "#f2b35e"}
disclaimer: Ask your clinician.
logo: logo.svg
"""


class Practice:
    """A project that makes letters of small handouts; blocks are written as YAML, one in a line."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.out = folder, folder / "out"
        self.add("brand.yaml", BRAND)
        self.add("logo.svg", (ROOT / "brands/riverbend/logo.svg").read_text())
        self.add("project.yaml", "layouts: [letter]\n")

    def add(self, path: str, text: str | bytes) -> Path:
        file = self.folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text.encode() if isinstance(text, str) else text)
        return file

    def handout(self, name: str, *blocks: str, review_by: str = "2999-01-01", head: str = "") -> Path:
        body = "".join(f"      - {block}\n" for block in blocks or (f"Words of {name}.",))
        text = HEAD.format(title=name.capitalize(), review_by=review_by)
        return self.add(f"handouts/{name}.yaml", f"{head}{text}{body}")

    def change(self, path: str, old: str, new: str) -> None:
        file = self.folder / path
        text = file.read_text()
        assert old in text
        file.write_text(text.replace(old, new))

    def pdfs(self) -> dict[str, bytes]:
        return {path.name: path.read_bytes() for path in sorted(self.out.glob("*.pdf"))}

    def state(self) -> dict[str, tuple[int, int]]:
        """The time and the number of each file and folder of the shelf, hidden ones too."""
        there = [self.out, *self.out.rglob("*")]
        return {str(path.relative_to(self.out)): (path.stat().st_mtime_ns, path.stat().st_ino) for path in there}

    def copied(self, folder: Path) -> Practice:
        shutil.copytree(self.folder, folder, symlinks=True)
        twin = Practice.__new__(Practice)
        twin.folder, twin.out = folder, folder / "out"
        return twin
