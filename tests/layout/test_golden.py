"""A handout line by line, as it is printed. Read the files in tests/golden; UPDATE_GOLDEN=1 rewrites them."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

GOLDEN = Path(__file__).resolve().parent.parent / "golden"


def test_about_ketamine(ketamine: Any, layout: str, by_panel: Any) -> None:
    found = "\n".join(page(by_panel(ketamine), ketamine.composition.type_size)) + "\n"
    golden = GOLDEN / f"about-ketamine.{layout}.txt"
    if os.environ.get("UPDATE_GOLDEN"):
        golden.write_text(found, encoding="utf-8")
    assert found == golden.read_text(encoding="utf-8")


def page(panels: dict[str, list[Any]], size: float) -> Iterator[str]:
    """One line a line of print: x, baseline, sizes, words; `~` stands before artifacts."""
    yield f"type size {size:g} pt"
    for name, lines in panels.items():
        yield f"\n{name}"
        for line in lines:
            sizes = "/".join(dict.fromkeys(f"{run.size:g}" for run in line.runs))
            sign = "~" if line.artifact else " "
            yield f"{line.x:6.0f} {line.y:4.0f} {sizes:>10} {sign}{line.text.rstrip()}"
