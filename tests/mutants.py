"""Whether the tests notice faults: each line of mutants.txt is changed in a copy, and some test must then fail.

    python tests/mutants.py [--jobs 2] [--least 128] [--most 8] [--limit 300] [--every 1] [--only WORD]

Each entry of mutants.txt has the file (and `in FUNCTION` where the line stands in it more than once), the tests that
look at it, the line as it is and what it becomes. Those tests are run first, and then others of the package. cosmic-ray
and mutmut make up thousands of changes themselves and find them by their numbers; neither takes a list that is chosen.
"""

from __future__ import annotations

import argparse
import ast
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from queue import SimpleQueue

import pytest

ROOT = Path(__file__).resolve().parents[1]
LISTED = Path(__file__).with_name("mutants.txt")
LEAST = 128
# A package of carefold, and the tests that are about it: those that notice the most come first.
TESTS = {
    "layout": ("layout/test_golden.py", "layout/test_blocks.py", "layout/test_paged.py", "layout/*.py", "fit/*.py"),
    "batch": ("batch/*.py",),
    "content": ("content/*.py",),
    "html": ("html/test_page.py", "html/test_words.py"),
    "merge": ("merge/*.py", "commands/test_merge.py"),
    "model": ("model/*.py",),
    "text": ("text/*.py", "layout/test_paragraph.py", "layout/test_golden.py", "layout/*.py"),
    "diagnostics": ("review/test_settle.py", "review/test_every_code.py", "review/*.py"),
    "review": ("review/test_every_code.py", "review/*.py"),
    "preflight": ("preflight/test_faults.py", "preflight/test_near_misses.py", "preflight/*.py"),
}
_PYTEST = ("-x", "-q", "--no-header", "-p", "no:cacheprovider", "--hypothesis-seed=1", "-m", "not all")
_READY = (
    "pytest hypothesis.strategies PIL.Image pypdf pikepdf pydantic yaml pypdfium2 reportlab.pdfgen.canvas uharfbuzz"
)
"""What tests import besides carefold, and is there before the first: half of the time of a short test."""


@dataclass(frozen=True)
class Mutant:
    """A line of a file, and what it becomes."""

    file: str
    function: str
    line: str
    becomes: str
    by: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"{self.file}: {self.line}  →  {self.becomes}"

    @property
    def package(self) -> str:
        return Path(self.file).parts[1]

    def applied(self, source: str) -> str:
        """The source with the fault in it; ValueError where the line is not there, or there more than once."""
        lines = source.splitlines(keepends=True)
        found = [number for number in self._numbers(source) if lines[number].strip() == self.line]
        if len(found) != 1:
            raise ValueError(f"{self.file} has this line {len(found)} times, not once: {self.line}")
        lines[found[0]] = lines[found[0]].replace(self.line, self.becomes)
        return "".join(lines)

    def _numbers(self, source: str) -> range:
        """The lines, from 0, among which it is looked for."""
        if not self.function:
            return range(len(source.splitlines()))
        nodes = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.FunctionDef)]
        spans = [range(node.lineno - 1, node.end_lineno or 0) for node in nodes if node.name == self.function]
        return spans[0] if len(spans) == 1 else range(0)


def listed(text: str) -> list[Mutant]:
    """The entries of mutants.txt."""
    blocks = [[line for line in block.splitlines() if line[:2] != "# "] for block in text.split("\n\n")]
    return [mutant for block in blocks for mutant in _of_a_file(block)]


def _of_a_file(block: list[str]) -> Iterator[Mutant]:
    """One file's entries: its name, and pairs of lines."""
    file, function, line, by = "", "", "", ""
    for written in block:
        sign, _, rest = written.partition(" ")
        if sign == "-":
            line = rest
        elif sign == "+":
            yield Mutant(file, function, line, rest, tuple(by.split()))
        else:
            place, _, by = written.partition(" by ")
            file, _, function = place.partition(" in ")


def fitting(mutant: Mutant, most: int) -> list[str]:
    """The tests to run: those that are named, and then others of the same package."""
    folder = ROOT / "tests"
    others = (path for pattern in TESTS[mutant.package] for path in sorted(folder.glob(pattern)))
    found = dict.fromkeys((*(folder / name for name in mutant.by), *others))
    return [path.relative_to(ROOT).as_posix() for path in found if path.name.startswith("test_")][:most]


def copied(folder: Path) -> Path:
    """The checkout, without what git does not know."""
    names = subprocess.run(("git", "ls-files", "-z"), cwd=ROOT, capture_output=True, check=True, text=True).stdout
    for name in filter(None, names.split("\0")):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(ROOT / name, folder / name)
    return folder


def passes(folder: Path, files: list[str], limit: float) -> bool:
    """Whether tests pass in a copy, within a limit of seconds."""
    context = get_context("forkserver")
    context.set_forkserver_preload(_READY.split())
    process = context.Process(target=_test, args=(folder, files))
    process.start()
    process.join(limit)
    if process.exitcode is None and process.pid:
        os.killpg(process.pid, 9)
        process.join()
    return process.exitcode == 0


def _test(folder: Path, files: list[str]) -> None:
    """Run tests in a copy, in a process of its own, and end it."""
    os.setsid()
    silent = os.open(os.devnull, os.O_WRONLY)
    for stream in (1, 2):
        os.dup2(silent, stream)
    os.chdir(folder)
    os.environ["PYTHONPATH"] = str(folder)
    os.environ["PYTHONDONTWRITEBYTECODE"] = "1"
    sys.dont_write_bytecode = True
    sys.path[:] = [str(folder), *(path for path in sys.path if not Path(path).is_relative_to(ROOT / "tests"))]
    sys.exit(int(pytest.main([*_PYTEST, *files])))


def survives(mutant: Mutant, folder: Path, most: int, limit: float) -> bool:
    """Whether no test fails with the fault in a copy, which is then mended."""
    path = folder / mutant.file
    source = path.read_text("utf-8")
    path.write_text(mutant.applied(source), "utf-8")
    try:
        return passes(folder, fitting(mutant, most), limit)
    finally:
        path.write_text(source, "utf-8")


def run(mutants: list[Mutant], jobs: int, most: int, limit: float) -> list[Mutant]:
    """Those that survive."""
    survivors: list[Mutant] = []
    with tempfile.TemporaryDirectory() as below, ThreadPoolExecutor(jobs) as pool:
        folders = SimpleQueue[Path]()
        for number in range(jobs):
            folders.put(copied(Path(below, str(number))))

        def sound(path: str) -> bool:
            folder = folders.get()
            fine = passes(folder, [path], limit)
            folders.put(folder)
            return fine

        named = sorted({path for mutant in mutants for path in fitting(mutant, len(mutant.by))})
        if failing := [path for path, fine in zip(named, pool.map(sound, named), strict=True) if not fine]:
            sys.exit(f"These tests fail without any fault: {', '.join(failing)}")

        def tried(mutant: Mutant) -> None:
            folder, begun = folders.get(), time.monotonic()
            lives = survives(mutant, folder, most, limit)
            folders.put(folder)
            print("survived" if lives else "killed  ", f"{time.monotonic() - begun:4.0f} s  {mutant}", flush=True)
            if lives:
                survivors.append(mutant)

        list(pool.map(tried, mutants))
    return survivors


def main() -> int:
    """0 when enough faults are noticed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--least", type=int, default=LEAST, help="how many of all must be killed")
    parser.add_argument("--most", type=int, default=8, help="how many files of tests are run for a fault")
    parser.add_argument("--limit", type=float, default=300, help="seconds: what takes longer is noticed")
    parser.add_argument("--every", type=int, default=1, help="a sample: each so-manieth")
    parser.add_argument("--only", default="", help="those with this in their file's name")
    given = parser.parse_args()
    every = listed(LISTED.read_text("utf-8"))
    mutants = [one for one in every if given.only in one.file][:: given.every]
    for mutant in mutants:
        mutant.applied((ROOT / mutant.file).read_text("utf-8"))
    begun = time.monotonic()
    survivors = run(mutants, given.jobs, given.most, given.limit)
    killed, minutes = len(mutants) - len(survivors), (time.monotonic() - begun) / 60
    print(f"\n{killed} of {len(mutants)} killed in {minutes:.1f} minutes; survived:", *survivors, sep="\n  ")
    return int(killed * len(every) < given.least * len(mutants))


if __name__ == "__main__":
    sys.exit(main())
