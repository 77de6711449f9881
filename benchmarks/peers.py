"""carefold beside other engines, CPU time in turn in one run; docs/performance.md has the ratios and what they mean.

make bench: fails where a ratio is over 15 % worse than what is written. --write: renew it. --full: large projects too.
"""

from __future__ import annotations

import argparse
import gc
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

import engines
import texts
from engines import FONTS, ROOT, Block, Engine, blocks, build, make
from ratios import PAGE, Row, renewed, rows_of, worse

ROUNDS = 15
SLOW = 6  # what takes long is measured in each sixth round
MANY = (200, 10)  # handouts to list, and to check with their PDFs
FULL = (2000, 200)
COLD = "Typst, a cold process"
TYPST_COLD = (
    "import sys, typst; typst.compile(sys.argv[1], sys.argv[2], font_paths=[sys.argv[3]], ignore_system_fonts=True,"
    " pdf_standards='ua-1')"
)
# A child begins with its parent's peak of memory: so the parent is a small process.
SMALL = """
import os, sys
quiet = [(os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)]
_, status, used = os.wait4(os.posix_spawn(sys.argv[1], sys.argv[1:], os.environ, file_actions=quiet), 0)
print(used.ru_utime + used.ru_stime, used.ru_maxrss)
sys.exit(os.waitstatus_to_exitcode(status))
"""


class Samples(dict[str, list[float]]):
    """What was measured, by name: milliseconds of CPU, or megabytes."""

    def time(self, name: str, function: Callable[..., Any], *arguments: object) -> Any:
        """Call and measure; rubbish of others is gone before."""
        gc.collect()
        start = time.process_time()
        result = function(*arguments)
        self.add(name, (time.process_time() - start) * 1000)
        return result

    def add(self, name: str, value: float) -> None:
        """One more value."""
        self.setdefault(name, []).append(value)

    def run(self, name: str, project: Path, *command: str) -> None:
        """A command in a process of its own, with all that it starts, and how much memory it takes at most."""
        environment = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
        line = [sys.executable, "-c", SMALL, sys.executable, *command]
        done = subprocess.run(line, cwd=project, env=environment, capture_output=True, text=True, check=False)
        if done.returncode:
            raise SystemExit(f"{name}: {done.stderr}")
        seconds, kilobytes = map(float, done.stdout.split())
        self.add(name, seconds * 1000)
        self.add(f"{name}, memory", kilobytes / 1024)


def in_turn(folder: Path) -> Samples:
    """Engines in one process, on the same words."""
    samples, project, peers = Samples(), texts.copied(folder), dict(_peers())
    for number in range(-2, ROUNDS):
        one = Samples() if number < 0 else samples  # the first are to warm up
        texts.edit(project, f"build {number}")
        one.time("build letter, edited text", build, project, texts.HANDOUT)
        texts.edit(project, f"trifold {number}")
        one.time("make trifold, edited text", make, project, texts.HANDOUT, "trifold")
        texts.edit(project, f"letter {number}")
        words = blocks(one.time("make letter, edited text", make, project, texts.HANDOUT))
        one.time("Typst, edited text", peers["Typst, new text"], words)
        texts.renew(project, f"trifold {number}")
        one.time("make trifold, new text", make, project, texts.HANDOUT, "trifold")
        texts.renew(project, f"letter {number}")
        words = blocks(one.time("make letter, new text", make, project, texts.HANDOUT))
        _each_peer(one, number, peers, words)
    return samples


def _peers() -> Iterator[tuple[str, Engine]]:
    """The engines that can run here; why one can't is printed."""
    kinds = {
        "Typst, new text": engines.typst,
        "Typst, new text, fonts read anew": engines.typst_once,
        "Typst, new words in `sys.inputs`": engines.typst_inputs,
        "WeasyPrint, new text": engines.weasyprint,
        "fpdf2, new text, untagged": engines.fpdf2,
    }
    for name, kind in kinds.items():
        engine = engines.ready(kind)
        if isinstance(engine, str):
            print(f"{name}: passed over, {engine}")
        else:
            yield name, engine


def _each_peer(samples: Samples, number: int, peers: dict[str, Engine], words: tuple[Block, ...]) -> None:
    for name, engine in peers.items():
        if name.startswith("Typst") or number % SLOW == 0:
            # Each has words that it has not seen: an engine may remember what another call of it has set.
            samples.time(name, engine, (*words, Block("P", ((f"{name} {number}", False),))))


def growing(folder: Path) -> Samples:
    """The same kind of text in two lengths."""
    samples, project = Samples(), texts.copied(folder)
    for kind, (short, long) in {"rows": (100, 1000), "references": (40, 400), "× the sections": (1, 16)}.items():
        for number in range(-2, 3):
            for size in (short, long) if number >= 0 else (short,):  # the first are to warm up
                one = samples if number >= 0 else Samples()
                one.time(f"make letter, {size} {kind}", make, project, texts.LONG[kind](project, size, number))
    return samples


def cold(folder: Path) -> Samples:
    """Commands in processes of their own."""
    samples, project = Samples(), texts.copied(folder)
    source = _typst_file(project)
    for number in range(-1, 5):
        one = Samples() if number < 0 else samples
        one.run(COLD, project, "-c", TYPST_COLD, source, "out.pdf", str(FONTS))
        one.run("`carefold build about-ketamine --layout letter`", project,
                "-m", "carefold", "build", texts.HANDOUT, "--layout", "letter", "--force")  # fmt: skip
        one.run("`carefold list`", project, "-m", "carefold", "list")
    return samples


def _typst_file(project: Path) -> str:
    path = project / "handout.typ"
    path.write_bytes(engines.typst_source(blocks(make(ROOT, texts.HANDOUT))))
    return str(path)


def many(sizes: tuple[int, int], rounds: int) -> Callable[[Path], Samples]:
    """What walks over a whole project, for so many handouts to list and so many to check."""

    def measured(folder: Path) -> Samples:
        samples = Samples()
        large, small = (texts.hospital(folder / str(size), size) for size in sizes)
        source = _typst_file(large)
        Samples().run("build", small, "-m", "carefold", "build", "--all", "--layout", "letter")
        for _ in range(rounds):
            samples.run(COLD, large, "-c", TYPST_COLD, source, "out.pdf", str(FONTS))
            samples.run("`carefold list`", ROOT, "-m", "carefold", "list")
            samples.run(f"`carefold list`, {sizes[0]} handouts", large, "-m", "carefold", "list")
            samples.run(
                f"`carefold check --all`, {sizes[1]} handouts and PDFs", small, "-m", "carefold", "check", "--all"
            )
        return samples

    return measured


Group = Callable[[Path], Samples]


def ratios(group: Group, rows: list[Row]) -> dict[tuple[str, str], float]:
    """What a group of measurements says of the rows that are about it; all of it is printed."""
    with TemporaryDirectory() as folder:
        os.environ["XDG_CACHE_HOME"] = folder  # what `list` remembers goes with it
        samples = group(Path(folder).resolve())
    middle = {name: median(values) for name, values in samples.items()}
    for name, values in samples.items():
        unit = "MB" if name.endswith("memory") else "ms"
        print(f"{name:<60}{middle[name]:>10.1f} {unit}   ({len(values)} times, least {min(values):.1f})", flush=True)
    return {row.pair: _ratio(samples[row.name], samples[row.beside]) for row in rows if middle.keys() >= set(row.pair)}


def _ratio(values: list[float], yardstick: list[float]) -> float:
    """The middle of the ratios in each round, or of the middles where one was measured in fewer rounds."""
    if len(values) != len(yardstick):
        return median(values) / median(yardstick)
    return median(value / beside for value, beside in zip(values, yardstick, strict=True))


def main() -> int:
    """Measure, compare, and say what is worse."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true", help="renew docs/performance.md")
    parser.add_argument("--full", action="store_true", help=f"{FULL[0]} handouts to list, {FULL[1]} to check")
    asked = parser.parse_args()
    page = PAGE.read_text("utf-8")
    rows, found = rows_of(page), {}
    groups: list[Group] = [in_turn, growing, cold, many(MANY, 3), *([many(FULL, 1)] if asked.full else [])]
    for group in groups:
        measured = ratios(group, rows)
        if not asked.write and worse(rows, measured):
            print("— once more —")
            again = ratios(group, rows)
            measured = {pair: min(ratio, again[pair]) for pair, ratio in measured.items()}
        found.update(measured)
        if asked.write:
            PAGE.write_text(renewed(PAGE.read_text("utf-8"), measured), "utf-8")
    for row in rows:
        if row.pair in found:
            print(f"{row.name:<60}{found[row.pair]:8.2f} × {row.beside}; written {row.written}, target {row.target}")
    if asked.write:
        return 0
    for row in worse(rows, found):
        print(f"WORSE: {row.name}: {found[row.pair]:.2f} × {row.beside}, over 15 % more than {row.ratio:.2f}")
    return bool(worse(rows, found))


if __name__ == "__main__":
    sys.exit(main())
