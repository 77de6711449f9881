"""A language that is made up here, put into a copy of the package as a folder: nothing else knows of it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

ROOT = Path(__file__).resolve().parent.parent.parent

FOLDER = {
    "language.yaml": """
name: Exish
direction: ltr
quotes: [«, », ‹, ›]
months: [uno, duo, tre, kwa, kin, sex, sep, okt, nov, dek, dekun, dekdu]
short-months: [un, du, te, kw, ki, se, sp, ok, no, de, dn, dd]
date: "{year}/{month}/{day}"
short-date: "{year}~{month}"
thousands: "/"
thousands-from: 4
decimal: "·"
phrases:
  main-point: La kerno
  page: Folo {number} el {total}
  updated: Nova je {date}
  tip: Konsileto
""",
    "xx-YY.yaml": 'thousands: "_"\nphrases: {tip: Tipo}\n',
    "grade.yaml": "Xindex: {constant: 7.25, words-a-sentence: 0}\nXease: {constant: 1, syllables-a-word: 10}\n",
    "syllables.yaml": 'sounded: "[xz]"\n',
    "patterns.yaml": r"""
to-or: aux
call: voku
stems: [["oj$", o]]
participle: '\w+xita'
measure: ' ?kubo\b'
""",
    "dose-numbers.yaml": r"""
patterns:
  - code: CF132
    expression: '<alone>\d+·0<of dose>'
    message: “{0}” has a zero too many.
    hint: Write “{1}”.
    rewritten: {grouped: ["'"]}
""",
    "words/small.txt": "# Words.\nla de kaj en al\n",
    "words/abbreviations.txt": "dro\n",
    "words/actions.txt": "prenu\n",
    "words/be.txt": "estas\n",
    "words/plain.txt": "grandioza: granda\nkomplikajo: malfacila\n",
    "words/units.txt": "glopoj glopo\n",
    "words/doses.txt": "qxd: je kioma horo\n",
    "words/short-units.txt": "qxd\n",
    "words/often.txt": "daily: dufoje tage\n",
    "words/taking.txt": "take: prenu\n",
    "words/called.txt": "exish\n",
}
HANDOUT = """
title: Pri la grandioza domo
language: xx
version: "1"
updated: 2026-03-04
review-by: 2999-02-01
authors: [Grupo]
audience: Ciuj
main-point: Dro. Nomo diras "saluton".
disclaimer: "La fino."
sections:
  - title: Komplikajoj
    blocks:
      - La domo estas farxita. Jen komplikajoj. Prenu akvon.
      - callout: {kind: tip, text: La domo havas 2.5 kubo.}
      - chart: {type: line, title: Domoj, data: {a: 1200, b: 2500.5}}
"""
DOSES = """
  - title: Doses
    blocks:
      - Prenu la pilolon dufoje tage.
      - Prenu 5·0 glopojn, aux 7·0 glopoj qxd.
"""
BRAND = "name: Domo\ncontact: {phone: 555-0100}\ndisclaimer: Demandu nin.\n"
COMMANDS = """
import sys, carefold
from carefold.commands import main
print(carefold.__file__)
for line in sys.argv[1:]:
    try:
        main(line.split())
    except SystemExit as end:
        print("code", end.code)
"""


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a carefold that has one language more."""
    folder = tmp_path_factory.mktemp("package")
    for name in ("carefold", "fonts", "layouts", "brands"):
        shutil.copytree(ROOT / name, folder / name)
    for name, text in FOLDER.items():
        file = folder / "carefold/languages/xx" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    return folder


def _run(package: Path, project: Path, *lines: str) -> str:
    environment = {**os.environ, "PYTHONPATH": str(package), "SOURCE_DATE_EPOCH": "1796083200"}
    command = [sys.executable, "-c", COMMANDS, *lines]
    run = subprocess.run(command, cwd=project, env=environment, capture_output=True, encoding="utf-8", check=False)
    assert run.stdout.startswith(str(package)), run.stdout + run.stderr
    return run.stdout.partition("\n")[2] + run.stderr


@pytest.fixture(scope="module")
def said(package: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, str]:
    """The words of the PDF, and what a check says."""
    project = tmp_path_factory.mktemp("project")
    handouts = {"xx": HANDOUT, "yy": HANDOUT.replace("language: xx", "language: xx-YY"), "doses": HANDOUT + DOSES}
    (project / "handouts").mkdir()
    for name, text in handouts.items():
        (project / f"handouts/{name}.yaml").write_text(text, "utf-8")
    (project / "project.yaml").write_text("format: 1\nlanguages: [xx]\n")
    (project / "brand.yaml").write_text(BRAND)
    built = _run(package, project, "build xx yy --layout letter")
    assert "code 0" in built, built
    printed = [
        " ".join("".join(page.extract_text() for page in PdfReader(project / f"out/{name}.letter.pdf").pages).split())
        for name in ("xx", "yy")
    ]
    return "\n".join(printed), _run(package, project, "check doses --json")


def test_it_prints_its_own_words_signs_dates_and_numbers(said: tuple[str, str]) -> None:
    own, variant = said[0].splitlines()
    assert "«saluton»" in own
    for printed in ("La kerno", "Folo 1 el", "Nova je 2026~te", "Konsileto", "2/500·5"):
        assert printed in own, printed
    assert "Caution" not in own
    assert "Tipo" in variant
    assert "2_500·5" in variant


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("CF102", "grade 7.2 (Xindex)"), ("CF105", "komplikajoj"), ("CF107", "estas farxita"),
        ("CF132", "“7·0” has a zero too many."), ("CF133", "dufoje tage"), ("CF135", "qxd"),
    ],
)  # fmt: skip
def test_a_check_goes_by_its_lists_formula_and_rules(said: tuple[str, str], code: str, words: str) -> None:
    found = [(one["code"], one["message"]) for one in _findings(json.JSONDecoder().raw_decode(said[1])[0])]
    assert any(code == one and words in message for one, message in found), found


def _findings(value: Any) -> Iterator[dict[str, str]]:
    """All findings, wherever they stand in what a check says."""
    if isinstance(value, dict) and {"code", "message"} <= value.keys():
        yield value
    for part in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from _findings(part)
