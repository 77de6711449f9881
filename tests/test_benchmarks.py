"""The table of docs/performance.md can be read, and what is over 15 % worse is named; nothing is timed here."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from unittest import mock

import pytest

ROOT = Path(__file__).resolve().parent.parent
TABLE = """Words | that are | no row.

| measured | beside | ratio | target |
|---|---|---|---|
| make | Typst | 4.00 | 2.0 |
| list | make | new | – |
| Slow one | Typst | 100.00 | peer |
"""


@pytest.fixture(scope="module")
def ratios():
    yield from imported("ratios")


@pytest.fixture(scope="module")
def shelf():
    with mock.patch.object(sys, "path", [str(ROOT / "benchmarks"), *sys.path]):
        yield from imported("shelf")


def imported(name):
    spec = importlib.util.spec_from_file_location(name, ROOT / "benchmarks" / f"{name}.py")
    module = sys.modules[spec.name] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    yield module
    del sys.modules[spec.name]


def test_rows_are_read(ratios):
    assert [(row.name, row.beside, row.ratio, row.target) for row in ratios.rows_of(TABLE)] == [
        ("make", "Typst", 4.0, "2.0"),
        ("list", "make", None, "–"),
        ("Slow one", "Typst", 100.0, "peer"),
    ]


@pytest.mark.parametrize(("more", "named"), [(1.0, []), (1.14, []), (1.16, ["make"]), (0.5, [])])
def test_over_fifteen_percent_is_worse(ratios, more, named):
    rows = ratios.rows_of(TABLE)
    assert [row.name for row in ratios.worse(rows, {("make", "Typst"): 4.0 * more})] == named


def test_peers_new_rows_and_what_was_not_measured_fail_nothing(ratios):
    rows = ratios.rows_of(TABLE)
    assert ratios.worse(rows, {("Slow one", "Typst"): 1000.0, ("list", "make"): 9.0, ("make", "another"): 9.0}) == []
    assert ratios.worse(rows, {}) == []


def test_only_measured_ratios_are_renewed(ratios):
    page = ratios.renewed(TABLE, {("make", "Typst"): 3.456, ("list", "make"): 7.0})
    assert page == TABLE.replace("4.00", "3.46").replace("| new |", "| 7.00 |")


def test_the_page_has_a_ratio_in_each_row(ratios):
    page = ratios.PAGE.read_text("utf-8")
    rows = ratios.rows_of(page)
    lines = [line for line in page.partition("## A shelf")[0].splitlines() if line.startswith("| ")]
    assert [row.line for row in rows] == lines[1:]  # the first is the head
    assert all(row.ratio for row in rows)
    assert len({row.pair for row in rows}) == len(rows) > 15


def test_the_table_of_a_shelf_is_renewed_alone(shelf):
    (before,) = shelf._TABLE.findall(shelf.PAGE.read_text("utf-8"))
    page = f"{TABLE}\n{before}\nWords.\n"
    after = shelf.renewed(page, [("Ten handouts", "1.90 ×", "1.8 ×")])
    assert (
        after
        == f"{TABLE}\n| measured | result | wanted |\n|---|---|---|\n| Ten handouts | 1.90 × | 1.8 × |\n\nWords.\n"
    )


def test_what_a_shelf_is_measured_with_can_be_built_and_grows_little(shelf, tmp_path):
    clinic = shelf.made_up(tmp_path / "clinic", 2)
    assert shelf.planning(clinic) > 0
    assert shelf.growth(clinic, 5) < 30 * 1024
