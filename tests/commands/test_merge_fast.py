"""carefold merge by parts: the same files as --slow makes, and no fault of a part reaches a letter."""

from __future__ import annotations

import multiprocessing
import os
import signal
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from letters import GOOD, pdfs, people, table, write_letter

from carefold.diagnostics.exit_code import ExitCode
from carefold.merge import in_processes, letter, making, template, work
from carefold.model.inline import Filled
from carefold.pdfread import document
from carefold.preflight import preflight

ALIKE = [GOOD | {"patient.name": name} for name in ("Ann Example", "Bea Sample", "Cy Specimen", "Di Testing")]


@pytest.fixture
def merge(clinic: Any, carefold: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Merge records; `laid` counts the letters that were laid out."""
    write_letter(clinic)
    made = making.make

    def counted(*given: Any) -> Any:
        run.laid += 1
        return made(*given)

    monkeypatch.setattr(making, "make", counted)

    def run(records: Any, *options: str) -> Any:
        clinic.add("r.csv", table(records))
        run.laid = 0
        return carefold("merge", "h", "--records", "r.csv", *options, cwd=clinic.folder)

    run.folder, run.laid = clinic.folder, 0
    return run


def test_fast_and_slow_make_the_same_files(merge):
    records = people(40)
    assert merge(records, "--out", "slow", "--slow").code == 0
    assert merge.laid == 40
    assert merge(records, "--out", "fast").code == 0
    assert merge.laid < 15
    assert pdfs(merge.folder / "fast") == pdfs(merge.folder / "slow")


def test_a_value_that_stands_in_no_line_is_the_records_own(merge):
    """An alternative text is no paragraph: what was laid out for one record never says the name of another."""
    chart = '- chart: {type: bar, title: Steps, data: {Monday: 3, Friday: 5}, alt: "Steps of {{ patient.name }}"}'
    for file, head in (("h", "Your visit"), ("h.es", "Su cita")):
        path = merge.folder / f"handouts/{file}.yaml"
        text = path.read_text("utf-8")
        start = text.index("- ", text.index("blocks:", text.index(f"title: {head}")))
        path.write_text(f"{text[:start]}{chart}\n      {text[start:]}", "utf-8")
    assert merge(ALIKE, "--out", "slow", "--slow").code == 0
    assert merge(ALIKE, "--out", "fast").code == 0
    assert pdfs(merge.folder / "fast") == pdfs(merge.folder / "slow")


def test_a_stale_value_of_the_neighbour_is_caught(merge, monkeypatch):
    right, names = template.Printed.of, list[str]()

    def stale(printed: Any, filled: Filled) -> str:
        value = right(printed, filled)
        if filled.field != "patient.name":
            return value
        names.append(value)
        return "Ann Example" if value == "Cy Specimen" else value

    monkeypatch.setattr(template.Printed, "of", stale)
    run = merge(ALIKE, "--skip-bad")
    assert run.code == ExitCode.PARTLY
    assert "r.csv:4: error: no letter was made: the letter lacks “patient.name” of its record." in run.err
    assert list(pdfs(merge.folder / "private")) == ["h-0001.pdf", "h-0002.pdf", "h-0004.pdf"]


def test_a_value_of_the_neighbour_beside_the_own_is_caught(merge, monkeypatch):
    right = template.Printed.of

    def both(printed: Any, filled: Filled) -> str:
        value = right(printed, filled)
        return f"{value} Bea Sample" if value == "Cy Specimen" else value

    monkeypatch.setattr(template.Printed, "of", both)
    run = merge(ALIKE, "--skip-bad")
    assert "r.csv:4: error: no letter was made: the letter has “patient.name” of the record before." in run.err


def test_lines_in_wrong_places_make_no_template(merge, monkeypatch):
    right = template.Template._runs

    def wrong(self: Any, place: Any, answer: Any) -> Any:
        return right(self, self._places[0], answer) if place is self._places[1] else right(self, place, answer)

    monkeypatch.setattr(template.Template, "_runs", wrong)
    assert merge(ALIKE).code == 0
    assert merge.laid == len(ALIKE)
    fast = pdfs(merge.folder / "private")
    assert merge(ALIKE, "--out", "slow", "--slow").code == 0
    assert pdfs(merge.folder / "slow") == fast


def test_a_sample_that_differs_ends_the_template(merge, monkeypatch):
    monkeypatch.setattr(making, "_SAMPLE", 3)
    right = template.Template.letter

    def wrong(self: Any, record: Any) -> Any:
        file, *rest = right(self, record)
        return (lambda: file() + b"\n" * (record["patient.name"] == "Di Testing")), *rest

    monkeypatch.setattr(template.Template, "letter", wrong)
    assert merge([*ALIKE, *(GOOD | {"patient.name": f"Ed Example{end}"} for end in "abc")]).code == 0
    assert merge.laid == 6  # the first, the second, the fourth, which differs, and all that follow


def test_a_sample_is_opened_once_to_be_checked_and_read(merge, monkeypatch):
    opened: list[bytes] = []

    def counted(data: bytes) -> Any:
        opened.append(data)
        return document.open_document(data)

    for module in (preflight, letter, making):
        monkeypatch.setattr(module, "open_document", counted)
    assert merge(ALIKE).code == 0
    assert 1 < len(opened) == len(set(opened)) < len(ALIKE)


def in_one_file(merge: Any, *options: str) -> bytes:
    assert merge(people(40), "--single", "--separators", *options).code == 0
    return (merge.folder / "private/h-PRINT-ONLY.pdf").read_bytes()


def test_the_print_room_gets_the_same_file(merge):
    slow = in_one_file(merge, "--slow")
    assert merge.laid == 40
    assert in_one_file(merge) == slow
    assert merge.laid < 15


def test_sheets_that_differ_end_the_template(merge, monkeypatch):
    slow, right = in_one_file(merge, "--slow"), template.Template._sheets

    def wrong(self: Any, values: Any, came: Any) -> Any:
        made = right(self, values, came)
        return replace(made, lines=(made.lines[0][1:], *made.lines[1:]))

    monkeypatch.setattr(template.Template, "_sheets", wrong)
    assert in_one_file(merge) == slow
    assert merge.laid == 40


@pytest.mark.parametrize("is_forked", [True, False])
def test_several_processes_make_the_same_files(merge, monkeypatch, is_forked):
    if not is_forked:
        monkeypatch.setattr(in_processes, "forked", lambda: None)
    records = [*people(), *people(30), GOOD | {"fee": "x"}]
    assert merge(records, "--out", "one", "--skip-bad").code == ExitCode.PARTLY
    run = merge(records, "--out", "two", "--skip-bad", "--jobs", "2", "--json")
    assert run.code == ExitCode.PARTLY
    assert pdfs(merge.folder / "two") == pdfs(merge.folder / "one")
    assert [one["record"] for one in run.document["files"]] == list(range(1, 81))
    assert not multiprocessing.active_children()
    again = merge(records, "--out", "two", "--skip-bad", "--jobs", "2")
    assert "80 unchanged" in again.out


@pytest.mark.parametrize("is_forked", [True, False])
def test_what_several_processes_did_stays_when_they_die_or_are_stopped(merge, monkeypatch, is_forked):
    def dying(data: bytes, path: Path, shown: str) -> None:
        keep(data, path, shown)
        if path.name == "h-0040.pdf":
            os.kill(os.getpid(), signal.SIGKILL)

    def stopping(*_given: Any) -> Any:
        raise KeyboardInterrupt

    keep = work.keep
    if is_forked:  # else they have what is really there, and the caller is stopped
        monkeypatch.setattr(work, "keep", dying)
    else:
        monkeypatch.setattr(in_processes, "forked", lambda: None)
        monkeypatch.setattr(in_processes, "_came", stopping)
    records = [*people(), *(one | {"visit.time": "17:00"} for _ in range(4) for one in people())]
    run = merge(records, "--jobs", "2")
    assert run.code == (ExitCode.PROBLEMS if is_forked else ExitCode.INTERRUPTED)
    assert ("ended without a word" in run.err) == is_forked
    assert not multiprocessing.active_children()
    monkeypatch.undo()
    folder = merge.folder / "private"
    done, noted = len(pdfs(folder)), len((folder / ".journal.jsonl").read_text().splitlines())
    assert 1 <= noted <= done <= noted + 2 and done < 250
    assert not list(folder.glob(".*.part"))
    assert f"{250 - noted} made, " in merge(records, "--jobs", "2").out
