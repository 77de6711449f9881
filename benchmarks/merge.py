"""Letters a second: carefold merge beside other engines, the same two-page letter, distinct names, a file each on disk.

Ours has all that a merge does: records judged, values compared, journal, atomic writes, sampled preflight. All on one
core where that can be pinned; ratios are of CPU time, which others at work disturb less; the median of rounds in turn:
python benchmarks/merge.py [--records 1000] [--rounds 5] [--peak 1000 50000] [--write]
"""

from __future__ import annotations

import argparse
import csv
import os
import re
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from engines import (
    FONTS,
    ROOT,
    TODAY,
    Block,
    Engine,
    blocks,
    fpdf2,
    fullbleed,
    ready,
    reportlab,
    typst_inputs,
    weasyprint,
)
from ratios import PAGE

from carefold import Order, Project, pipeline
from carefold.merge.in_processes import steps
from carefold.merge.journal import Journal
from carefold.merge.letter import Letter
from carefold.merge.merging import Merge
from carefold.merge.names import Names
from carefold.merge.private import private_folder
from carefold.merge.records import Records
from carefold.merge.step import Done

_OURS, _BASE = "carefold merge", "Typst, PDF/UA-1"
_PEERS: dict[str, tuple[Callable[[], Engine], int]] = {
    _BASE: (typst_inputs, 10**9),
    "Fullbleed, PDF/UA-1": (fullbleed, 10**9),
    "ReportLab, untagged": (reportlab, 200),
    "WeasyPrint, PDF/UA-1": (weasyprint, 10),
    "fpdf2, untagged": (fpdf2, 10),
}
"""How each is made ready, and how many letters are enough to know its rate."""

_HEAD = "| letters | beside Typst | size |\n|---|---|---|\n"
_TABLE = re.compile(rf"{re.escape(_HEAD)}(?:\|.*\n)*")
Row = tuple[str, str, str]
_REST = (
    "Rest as long as you want to. Somebody should stay with you on the first day after the visit, and longer if you"
    " feel weak or dizzy. Do not drive a car, and do not sign anything important, until you have slept a whole night."
)
_PARTS = "".join(
    f"  - title: {title}\n    blocks:\n      - {_REST}\n      - list: [Eat light meals., Drink water., Sleep well.]\n"
    for title in ("At home", "Food and drink", "Your medicines", "Getting around", "Sleep", "Work", "When to call")
)
HANDOUT = f"""title: Your next visit
language: en
version: "1"
updated: 2026-11-23
review-by: 2028-11-23
authors: [Clinic education group]
audience: Adults
main-point: Come to your visit.
disclaimer: default
layouts: [letter]
fields:
  name: {{label: Name}}
  date: {{type: date}}
  time: {{type: time}}
sections:
  - title: Your visit
    blocks:
      - Dear {{{{ name }}}}, thank you for coming. {_REST}
      - Your next visit is on {{{{ date | date }}}} at {{{{ time }}}}. Please come a little earlier.
{_PARTS}  - title: One more thing
    blocks:
      - We look forward to seeing you, {{{{ name }}}}, on {{{{ date | date }}}}.
"""
_FIRST = ("Ada", "Bea", "Cleo", "Dora", "Eli", "Flora", "Gus", "Hal", "Ida", "Jo")
_LAST = ("Sample", "Example", "Specimen", "Testing", "Demo")


def records(count: int) -> list[dict[str, str]]:
    """Made-up people, each with a name of their own."""
    return [
        {
            "name": f"{_FIRST[number % 10]} {_LAST[number // 10 % 5]}-{_syllables(number)}",
            "date": f"2027-{1 + number % 12:02}-{1 + number % 28:02}", "time": f"{8 + number % 9:02}:{number % 60:02}",
        }
        for number in range(count)
    ]  # fmt: skip


def _syllables(number: int) -> str:
    said = ""
    while not said or number:
        number, one = divmod(number, 60)
        said += "bdfgklmnprst"[one % 12] + "aeiou"[one // 12]
    return said.capitalize()


def project(folder: Path, count: int) -> Path:
    """A project with the letter and its records."""
    (folder / "handouts").mkdir()
    (folder / "handouts/visit.yaml").write_text(HANDOUT)
    for name in ("brand.yaml", "logo.svg"):
        (folder / name).write_bytes((ROOT / "brands/riverbend" / name).read_bytes())
    with (folder / "r.csv").open("w", newline="") as file:
        writer = csv.DictWriter(file, ["name", "date", "time"])
        writer.writeheader()
        writer.writerows(records(count))
    return folder


def ours(folder: Path, out: Path, jobs: int, is_slow: bool) -> int:
    """All letters, judged and made as the command does."""
    opened = Project.open(folder, TODAY)
    letter = Letter(opened, "visit")
    source = Records.open(folder / "r.csv", "r.csv")
    merge = Merge(letter, source, Names(letter.name, "", letter.terms().fields), is_slow=is_slow)
    assert not merge.judge().problems
    place = private_folder(opened, out)
    journal = Journal.open(place, "out")
    try:
        return sum(isinstance(step, Done) for step in steps(merge, place, journal, jobs))
    finally:
        journal.close()


def peer(engine: Engine, folder: Path, most: int) -> Callable[[Path], int]:
    """An engine that is made ready once, for the words of our letter with each record's values; so many at most."""
    opened = Project.open(folder, TODAY)
    marks = {"name": "NAMEMARK", "date": "2027-01-01", "time": "09:31"}
    text = blocks(pipeline.make(opened, Order("visit", "letter", record=marks)))
    known = (("NAMEMARK", "name"), ("January 1, 2027", "date"), ("09:31", "time"))

    def filled(block: Block, record: dict[str, str]) -> Block:
        parts = []
        for words, is_link in block.parts:
            for mark, name in known:
                words = words.replace(mark, record[name])
            parts.append((words, is_link))
        return replace(block, parts=tuple(parts))

    def all_of(out: Path) -> int:
        out.mkdir(exist_ok=True)
        people = records(count_of(folder))[:most]
        for number, record in enumerate(people, 1):
            (out / f"{number:05}.pdf").write_bytes(engine(tuple(filled(block, record) for block in text)))
        return len(people)

    return all_of


def count_of(folder: Path) -> int:
    """How many records there are."""
    return len((folder / "r.csv").read_text().splitlines()) - 1


def peak(count: int) -> int:
    """Megabytes that a process of its own takes at most to make so many letters."""
    made = subprocess.run(
        [sys.executable, __file__, "--alone", str(count)], capture_output=True, text=True, check=True
    )  # fmt: skip
    return int(made.stdout)


def alone(count: int) -> None:
    """Make so many letters and print the most megabytes that were taken."""
    with TemporaryDirectory() as temporary:
        folder = Path(temporary) / "project"
        folder.mkdir()
        assert ours(project(folder, count), Path(temporary) / "out", 1, False) == count
    print(_most_memory())


def _most_memory() -> int:
    """Megabytes that this process has taken at most; what Linux tells by `getrusage` may be its caller's."""
    status = Path("/proc/self/status")
    if status.exists():
        return int(status.read_text().partition("VmHWM:")[2].split()[0]) // 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def measured(given: argparse.Namespace) -> Iterator[Row]:
    """The rows of the table."""
    rates, cpu, sizes = dict[str, list[float]](), dict[str, list[float]](), dict[str, int]()
    with TemporaryDirectory() as temporary:
        folder = Path(temporary) / "project"
        folder.mkdir()
        project(folder, given.records)
        tools: dict[str, Callable[[Path], int]] = {_OURS: lambda out: ours(folder, out, given.jobs, False)}
        if given.slow:
            tools["carefold --slow"] = lambda out: ours(folder, out, given.jobs, True)
        for name, (engine, most) in _PEERS.items():
            found = ready(engine)
            if isinstance(found, str):
                print(f"{name} can't run here: {found}", file=sys.stderr)
            else:
                tools[name] = peer(found, folder, most)
        for number in range(-1, given.rounds):  # the first is to warm up
            for name, tool in tools.items():
                out = Path(temporary) / f"{name}-{number}".replace("/", "-")
                start, spent = time.perf_counter(), time.process_time()
                count = tool(out)
                rate, by_cpu = count / (time.perf_counter() - start), count / (time.process_time() - spent)
                made = [path.stat().st_size for path in out.glob("*.pdf")]
                sizes[name] = sum(made) // len(made)
                if number >= 0:
                    rates.setdefault(name, []).append(rate)
                    cpu.setdefault(name, []).append(by_cpu)
    for name in rates:
        base = [one / other for one, other in zip(cpu[name], cpu.get(_BASE, ()), strict=False)]
        ratio = f"{median(base):.2f}" if base else "–"
        print(f"{name:24} {median(rates[name]):6.0f} a second, {median(cpu[name]):6.0f} a second of CPU")
        yield name, ratio, f"{sizes[name] / 1000:.0f} kB"


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--records", type=int, default=1000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--slow", action="store_true", help="ours with each letter laid out, too")
    parser.add_argument("--peak", type=int, nargs="*", default=[], metavar="N", help="memory at so many records")
    parser.add_argument("--write", action="store_true", help="renew the table in docs/performance.md")
    parser.add_argument("--alone", type=int, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.alone:
        alone(given.alone)
        return
    if given.jobs == 1 and hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    assert FONTS.is_dir()
    rows = [
        *measured(given),
        *((f"{_OURS}, {count:,} records: memory", f"{peak(count)} MB", "") for count in given.peak),
    ]
    table = _HEAD + "".join(f"| {' | '.join(row)} |\n" for row in rows)
    print(table)
    if given.write:
        page = PAGE.read_text(encoding="utf-8")
        PAGE.write_text(_TABLE.sub(lambda _: table, page, count=1), encoding="utf-8")


if __name__ == "__main__":
    main()
