"""A layout with an odd value is told in its own file, before anything is drawn; what passes makes a sound PDF."""

from __future__ import annotations

import random
import re
from pathlib import Path

import pytest
from opening import opened

from carefold.diagnostics.carefold_error import CarefoldError
from carefold.diagnostics.finding import Finding
from carefold.order import Order
from carefold.pipeline import checked, make
from carefold.workspace import all_layouts

ROOT = Path(__file__).resolve().parents[2]
LAYOUTS = sorted((ROOT / "layouts").glob("*.yaml"))
ODD = [
    "0", "-1", "1e9", "nan", "inf", "1000in", "3in", "0in", "0mm", "-5mm", "7pt", "40pt", "72pt", "100pt", "100", "6pt",
    "900pt", "0.01in", "x", "none", "[]", "99999999999999999999in", "1/3in", "2", "12", "30mm", "a5", "a3", "tabloid",
    "half", "gate", "z", "two-up", "saddle-stitch", "short-edge", "full", "true", "front", "inside-left",
]  # fmt: skip
SHARES = (-1, 0.1, 0.5, 0.9, 1.1, 2, 5, 10)
VALUE = re.compile(r"(?<=[\s\[])(-?\d[\w./]*|[a-z][a-z0-9-]*)(?=[,}\]\s])(?!:)")


def mutated(text: str, chance: random.Random) -> str:
    """The file with one value changed: to another one of its kind, or to something odd."""
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    number = chance.choice([number for number, line in enumerate(lines) if VALUE.search(line)])
    value = chance.choice(list(VALUE.finditer(lines[number])))
    size = re.fullmatch(r"(\d+(?:\.\d+)?)(\D+)", value[0])
    odd = (
        f"{float(size[1]) * chance.choice(SHARES):g}{size[2]}" if size and chance.random() < 0.5 else chance.choice(ODD)
    )
    lines[number] = lines[number][: value.start()] + odd + lines[number][value.end() :]
    return "\n".join(lines) + "\n"


def problems(clinic, text: str) -> tuple[Finding, ...]:
    clinic.add("layouts/x.yaml", text)
    try:
        checked(opened(clinic.folder), make(opened(clinic.folder), Order("h", "x")))
    except CarefoldError as error:
        return error.findings
    return ()


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda path: path.stem)
def test_a_changed_value_is_told_where_it_stands(layout, seed, clinic, monkeypatch):
    """Or the text just does not fit, and is told where that stands."""
    monkeypatch.chdir(clinic.folder)
    clinic.write("- Words of some length.")
    text = mutated(layout.read_text("utf-8"), random.Random(f"{layout.stem} {seed}"))
    for problem in problems(clinic, text):
        fits_not = "too" in problem.message or "fit" in problem.message or "higher" in problem.message
        files = ("layouts/x.yaml", "handouts/h.yaml", "brand.yaml") if fits_not else ("layouts/x.yaml",)
        assert problem.place.file in files and problem.place.line and problem.place.column and problem.hint, text


CASES = [
    ("letter", "bottom: 0.7in", "bottom: 0.3in", "margin at the bottom is too narrow", 5),
    ("letter", "edge: 0.7in", "edge: 0.7in, left: 5mm", "margin at the left is too narrow: 7mm", 5),
    ("letter", "edge: 0.7in", "edge: 0.7in, left: -1in", "`left` is too small: -1in", 5),
    ("letter", "edge: 0.7in", "edge: 0.7in, left: 6.5in", "mm for text", 5),
    ("letter", "top: 0.45in", "top: 9.5in", "mm for text", 5),
    ("letter", "notes: 9pt", "notes: 20pt", "notes (20 pt) may not be larger than the smallest text (12 pt)", 5),
    ("card", "edge: 3.4mm", "edge: 1mm", "where it is cut", 4),
    ("trifold", "fold: 0.29in", "fold: 0.05in", "too near to a fold", 4),
    ("trifold", "fold: 0.29in", "fold: 0.15in", "printers that print at 94%", 4),
    ("trifold", "edge: 0.3in", "edge: 0in", "margin at the left, right is too narrow", 4),
    ("half-sheet", "edge: 0.45in", "edge: 2mm", "too narrow", 6),
    ("half-sheet", "width: 5.5in", "width: 0.2in", "mm for text", 6),
    ("booklet", "height: 8.5in", "height: 30mm", "mm for text", 5),
    ("poster", "columns: 2", "columns: 0", "`columns` is too small: 0", 12),
    ("poster", "fold: 0.2in", "fold: 3in", "mm for text", 4),
    ("gatefold", "width: 249.165pt", "width: 0pt", "`width` is too small: 0pt", 10),
]


@pytest.mark.parametrize(("layout", "was", "now", "said", "line"), CASES)
def test_what_is_said(layout, was, now, said, line, clinic, monkeypatch):
    monkeypatch.chdir(clinic.folder)
    clinic.write("- Words.")
    text = (ROOT / f"layouts/{layout}.yaml").read_text("utf-8")
    assert was in text
    found = problems(clinic, text.replace(was, now, 1))
    assert {problem.place.file for problem in found} == {"layouts/x.yaml"}
    assert any(said in problem.message for problem in found), found


def test_many_panels_are_narrow_panels(clinic, monkeypatch):
    monkeypatch.chdir(clinic.folder)
    clinic.write("- Words.")
    panels = ", ".join(f"{{name: p{number}, width: 0.055in}}" for number in range(200))
    text = (ROOT / "layouts/zfold.yaml").read_text("utf-8")
    start = text.index("sides:")
    sides = f"sides: [{{name: a, panels: [{panels}]}}]\nflow: [p0]\nfront: p1\nback: p2\n"
    (problem,) = problems(clinic, text[:start] + sides)
    assert "mm for text" in problem.message and problem.place.file == "layouts/x.yaml"


def test_shipped_layouts_leave_room(shipped):
    layouts, wrong = all_layouts(shipped)
    assert len(layouts) == len(LAYOUTS) and wrong == []


def test_what_preflight_finds_is_told_at_the_layout_too(clinic, monkeypatch):
    """Where no rule foresees it."""
    monkeypatch.chdir(clinic.folder)
    monkeypatch.setattr("carefold.imposition.room.room_problems", lambda _layout: ())
    clinic.write("- Words.")
    text = (ROOT / "layouts/trifold.yaml").read_text("utf-8")
    found = problems(clinic, text.replace("fold: 0.29in, edge: 0.3in", "fold: 0.02in, edge: 0.02in"))
    assert {(problem.place.file, problem.place.line) for problem in found} == {("layouts/x.yaml", 4)}
    assert all("[CF40" in problem.told and "margin" in problem.hint for problem in found)


@pytest.mark.parametrize(("layout", "was", "now"), [
    ("trifold", "fold: 0.29in", "fold: 0.05in"), ("trifold", "edge: 0.3in", "edge: 0in"),
    ("trifold", "top: 0.36in", "top: 0in"), ("letter", "bottom: 0.9in", "bottom: 1mm"),
    ("card", "fold: 3.6mm", "fold: 1mm"), ("card", "edge: 3.4mm", "edge: 0mm"), ("poster", ", bottom: 0.7in", ""),
    ("gatefold", "fold: 0.37in", "fold: 0.1in"),
])  # fmt: skip
def test_hints_are_right_when_they_are_followed(layout, was, now, clinic, monkeypatch):
    """What is written as the hint has it makes a PDF."""
    monkeypatch.chdir(clinic.folder)
    clinic.write("- Words.")
    text = (ROOT / f"layouts/{layout}.yaml").read_text("utf-8").replace(was, now, 1)
    for _ in range(3):
        found = problems(clinic, text)
        if not found:
            return
        written = re.search(r"`((\w+): [\d.]+mm)`", found[0].hint)
        assert written, found
        line = re.search(r"margin: \{.*\}", text)[0]
        changed = re.sub(rf"\b{written[2]}: [\d.]+\w+", written[1], line)
        text = text.replace(line, changed if changed != line else line.replace("}", f", {written[1]}}}"))
    assert not found
