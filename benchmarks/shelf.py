"""A shelf of 1,000 made-up handouts: made by one process and by two, unchanged, and with another phone.

It prints a table of docs/performance.md, in some minutes; let nothing else run. --handouts and --builds: other numbers.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from texts import new_word

from carefold import Order, Project
from carefold.batch.plan import Wanted
from carefold.batch.regenerate import Batch
from carefold.batch.state import Shelf
from carefold.run import Run

_BRAND = """\
name: Made-up Practice
contact: {phone: 555-0123}
colours: {primary: "#1f5a93", ink: "#17324d", tint: "#e8f0f8", accent: "#f2b35e"}
disclaimer: Ask your clinician.
"""
_HANDOUT = """\
title: Handout {number}
language: en
version: "1.0"
updated: 2026-01-01
review-by: 2028-01-01
authors: [Group]
audience: Adults
main-point: {words}.
disclaimer: default
sections:
  - title: What helps
    blocks:
      - list: [{words}, Get up at the same time, A dark and quiet room]
  - title: Call us if
    urgent: true
    blocks:
      - "You feel {words}. Call {{{{ brand.contact.phone }}}}."
"""
_TODAY = date(2026, 12, 1)
Row = tuple[str, str, str]


def made_up(folder: Path, handouts: int) -> Path:
    """A project whose handouts have words that no other has; nobody has changed it for a while."""
    for path, text in {"brand.yaml": _BRAND, "project.yaml": "layouts: [letter]\n"}.items():
        _write(folder / path, text)
    for number in range(handouts):
        words = " ".join(new_word(word, f"{number} {word}") for word in ("sleep", "better", "morning"))
        _write(folder / f"handouts/h{number:05}.yaml", _HANDOUT.format(number=number, words=words))
    return folder


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    os.utime(path, (1e9, 1e9))


def build(project: Path, *options: str) -> float:
    """The seconds on the clock that `carefold build --all` takes, start and all."""
    command = [sys.executable, "-m", "carefold", "build", "--all", "--quiet", "--project", str(project), *options]
    began = time.perf_counter()
    subprocess.run(command, check=True, env={**os.environ, "SOURCE_DATE_EPOCH": "1796083200"})
    return time.perf_counter() - began


def planning(project: Path) -> float:
    """The seconds that it takes to find out what is due, in a process that is warm."""
    began = time.perf_counter()
    opened = Project.open(project, _TODAY)
    Batch(opened, Wanted(opened.handouts, whole=True), Shelf.open(opened.output)).compare()
    return time.perf_counter() - began


def growth(project: Path, builds: int) -> int:
    """The kilobytes by which a process has grown from a fifth of so many builds on; handouts are made in turn."""
    opened = Project.open(project, _TODAY)
    run, names, sizes = Run(opened), opened.handouts, list[int]()
    for number in range(builds):
        run.build(Order(names[number % len(names)], "letter"))
        if number in (builds // 5, builds - 1):
            sizes.append(memory())
    return sizes[-1] - sizes[0]


def memory() -> int:
    """The kilobytes that this process has now."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") // 1024


def rows(folder: Path, handouts: int, builds: int) -> Iterator[Row]:
    project = made_up(folder / "clinic", handouts)
    one = build(project, "--jobs", "1")
    shutil.rmtree(project / "out")
    two = build(project, "--jobs", "2")
    yield f"{handouts} handouts, 2 processes beside 1", f"{one / two:.2f} ×", "1.8 ×"
    build(project)  # what is read for the first time
    yield f"{handouts} outputs, nothing changed", f"{min(build(project) for _ in range(3)):.2f} s", "1 s"
    _write(project / "brand.yaml", _BRAND.replace("555-0123", "555-0199"))
    plan, whole = min(planning(project) for _ in range(3)), build(project, "--jobs", "2")
    yield f"{handouts} outputs, another phone: reading and planning", f"{plan / whole:.1%}", "5%"
    yield f"{builds} builds in one process, growth", f"{growth(project, builds) / 1024:.1f} MB", "30 MB"


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    asked.add_argument("--handouts", type=int, default=1000)
    asked.add_argument("--builds", type=int, default=5000)
    given = asked.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        print("| measured | result | wanted |\n|---|---|---|", flush=True)
        for row in rows(Path(folder), given.handouts, given.builds):
            print(f"| {' | '.join(row)} |", flush=True)


if __name__ == "__main__":
    main()
