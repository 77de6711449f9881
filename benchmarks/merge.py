"""Letters a second: carefold merge beside Typst, the same two-page letter, distinct names, a file each on disk.

Ours has all that a merge does: records judged, values compared, journal, atomic writes, sampled preflight. Wall time on
one core where that can be pinned, and CPU time, which others at work disturb less; the median of some rounds in turn:
python benchmarks/merge.py [--records 1000] [--rounds 5]
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import resource
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from engines import FONTS, ROOT, TODAY, Block, blocks, typst_inputs

from carefold import Order, Project, pipeline
from carefold.merge.journal import Journal
from carefold.merge.letter import Letter
from carefold.merge.merging import Merge
from carefold.merge.names import Names
from carefold.merge.private import private_folder
from carefold.merge.records import Records
from carefold.merge.step import Done

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
        return sum(isinstance(step, Done) for step in merge.steps(place, journal, jobs))
    finally:
        journal.close()


def typst(folder: Path, out: Path) -> Callable[[], int]:
    """One warm compiler, whose source reads the record's values; the words are those of our letter."""
    opened = Project.open(folder, TODAY)
    marks = {"name": "NAMEMARK", "date": "2027-01-01", "time": "09:31"}
    text = blocks(pipeline.make(opened, Order("visit", "letter", record=marks)))
    run = typst_inputs()
    known = (("NAMEMARK", "name"), ("January 1, 2027", "date"), ("09:31", "time"))

    def filled(block: Block, record: dict[str, str]) -> Block:
        parts = []
        for words, is_link in block.parts:
            for mark, name in known:
                words = words.replace(mark, record[name])
            parts.append((words, is_link))
        return replace(block, parts=tuple(parts))

    def all_of() -> int:
        out.mkdir(exist_ok=True)
        people = records(count_of(folder))
        for number, record in enumerate(people, 1):
            data = run(tuple(filled(block, record) for block in text))
            (out / f"{number:05}.pdf").write_bytes(data)
        return len(people)

    return all_of


def count_of(folder: Path) -> int:
    """How many records there are."""
    return len((folder / "r.csv").read_text().splitlines()) - 1


def main() -> None:
    """Measure and print; JSON with --json."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--records", type=int, default=1000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--slow", action="store_true", help="ours with each letter laid out, too")
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    if given.jobs == 1 and hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    assert FONTS.is_dir()
    rates: dict[str, list[float]] = {}
    cpu: dict[str, list[float]] = {}
    sizes: dict[str, int] = {}
    with TemporaryDirectory() as temporary:
        folder = Path(temporary) / "project"
        folder.mkdir()
        project(folder, given.records)
        tools: dict[str, Callable[[Path], int]] = {"carefold": lambda out: ours(folder, out, given.jobs, False)}
        if given.slow:
            tools["carefold --slow"] = lambda out: ours(folder, out, given.jobs, True)
        try:
            peer = typst(folder, Path(temporary) / "typst")
            tools["Typst ua-1"] = lambda _out: peer()
        except ImportError as error:
            print(f"Typst can't run here: {error}", file=sys.stderr)
        for number in range(-1, given.rounds):  # the first is to warm up
            for name, tool in tools.items():
                out = Path(temporary) / f"{name}-{number}".replace(" ", "-")
                start, spent = time.perf_counter(), time.process_time()
                count = tool(out)
                rate = count / (time.perf_counter() - start)
                by_cpu = count / (time.process_time() - spent)
                where = out if out.is_dir() else Path(temporary) / "typst"
                made = [path.stat().st_size for path in where.glob("*.pdf")]
                sizes[name] = sum(made) // len(made)
                if number >= 0:
                    rates.setdefault(name, []).append(rate)
                    cpu.setdefault(name, []).append(by_cpu)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    found = {
        name: {
            "letters a second": round(median(values)),
            "letters a second of CPU": round(median(cpu[name])),
            "bytes a file": sizes[name],
        }
        for name, values in rates.items()
    }
    base = found.get("Typst ua-1", {}).get("letters a second of CPU")
    for name, one in found.items():
        ratio = f"  {one['letters a second of CPU'] / base:.1f} × Typst by CPU" if base else ""
        if not given.json:
            rate = f"{one['letters a second']:6} a second, {one['letters a second of CPU']:6} a second of CPU"
            print(f"{name:18} {rate}  {one['bytes a file']:7} bytes{ratio}")
    if given.json:
        print(json.dumps(found | {"peak MB of the process": peak}))
    else:
        print(f"peak memory of the process: {peak} MB; {given.records} records, {given.rounds} rounds")


if __name__ == "__main__":
    main()
