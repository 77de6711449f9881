"""A shelf of 1,000 made-up handouts: made by one process and by two, unchanged, and with another phone.

It prints the second table of docs/performance.md, in some minutes; let nothing else run. --write: renew it there.
--handouts, --builds, --rounds: other numbers.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from pathlib import Path

from ratios import PAGE
from texts import new_word

from carefold import Order, Project
from carefold.batch.plan import Wanted
from carefold.batch.pool import outcomes
from carefold.batch.regenerate import Batch
from carefold.batch.state import Shelf
from carefold.batch.task import Task
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
_HEAD = "| measured | result | wanted |\n|---|---|---|\n"
_TABLE = re.compile(rf"{re.escape(_HEAD)}(?:\|.*\n)*")
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
    """The seconds on the clock that `carefold build --all` takes, start and all; Python may keep its bytecode."""
    command = [sys.executable, "-m", "carefold", "build", "--all", "--quiet", "--project", str(project), *options]
    more = {"SOURCE_DATE_EPOCH": "1796083200", "PYTHONPYCACHEPREFIX": str(project.parent / "bytecode")}
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"} | more
    began = time.perf_counter()
    subprocess.run(command, check=True, env=environment)
    return time.perf_counter() - began


def anew(project: Path, jobs: int) -> float:
    """The seconds that a whole shelf takes that was never made."""
    shutil.rmtree(project / "out", ignore_errors=True)
    return build(project, "--jobs", str(jobs))


def planning(project: Path) -> float:
    """The seconds that it takes to find out what is due, in a process that is warm."""
    began = time.perf_counter()
    opened = Project.open(project, _TODAY)
    Batch(opened, Wanted(opened.handouts, whole=True), Shelf.open(opened.output)).compare()
    return time.perf_counter() - began


def growth(project: Path, builds: int) -> int:
    """The kilobytes by which a process has grown from a fifth of so many builds on; handouts are made in turn."""
    opened = Project.open(project, _TODAY)
    run, orders, sizes = Run(opened), [Order(name, "letter") for name in opened.handouts], list[int]()
    tasks = [Task((order,), order) for order in (orders * (builds // len(orders) + 1))[:builds]]
    for number, made in enumerate(outcomes(opened, tasks, 1, lambda: run)):
        assert made[0].data, made[0].refused
        if number in (builds // 5, builds - 1):
            sizes.append(memory())
    return sizes[-1] - sizes[0]


def memory() -> int:
    """The kilobytes that this process has now."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") // 1024


def least(measure: Callable[[Path], float], project: Path) -> float:
    """The best of three."""
    return min(measure(project) for _ in range(3))


def rows(folder: Path, handouts: int, builds: int, rounds: int) -> Iterator[Row]:
    anew(made_up(folder / "small", 20), 2)  # what is read for the first time, and bytecode
    project = made_up(folder / "clinic", handouts)
    one, two = map(min, zip(*((anew(project, 1), anew(project, 2)) for _ in range(rounds)), strict=True))
    yield f"{handouts:,} handouts, two processes beside one", f"{one / two:.2f} ×", "1.8 ×"
    yield f"{handouts:,} outputs, nothing changed", f"{least(build, project):.2f} s", "1 s"
    _write(project / "brand.yaml", _BRAND.replace("555-0123", "555-0199"))
    plan, whole = least(planning, project), build(project, "--jobs", "2")
    yield f"{handouts:,} outputs, another phone: reading and planning", f"{plan / whole:.1%}", "5%"
    yield f"{builds:,} builds in one process, growth", f"{growth(project, builds) / 1024:.1f} MB", "30 MB"


def renewed(page: str, measured: Iterable[Row]) -> str:
    """The page with what was measured in its table of a shelf."""
    return _TABLE.sub(lambda _: _HEAD + "".join(map(_line, measured)), page)


def _line(row: Row) -> str:
    return f"| {' | '.join(row)} |\n"


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    asked.add_argument("--handouts", type=int, default=1000)
    asked.add_argument("--builds", type=int, default=5000)
    asked.add_argument("--rounds", type=int, default=2, help="how often one and two processes take turns")
    asked.add_argument("--write", action="store_true", help="renew docs/performance.md")
    given = asked.parse_args()
    measured = list[Row]()
    with tempfile.TemporaryDirectory() as folder:
        print(_HEAD, end="", flush=True)
        for row in rows(Path(folder), given.handouts, given.builds, given.rounds):
            measured.append(row)
            print(_line(row), end="", flush=True)
    if given.write:
        PAGE.write_text(renewed(PAGE.read_text("utf-8"), measured), "utf-8")


if __name__ == "__main__":
    main()
