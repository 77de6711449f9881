"""A small project with a bit of everything, and what a process of its own makes of it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DECEMBER_2026 = "1796083200"
LINES = (
    ("build", "dry-days", "--layout", "bifold"),
    ("build", "dry-days", "--archive", "3a", "--layout", "letter"),
    ("build", "dias-secos", "--edition", "screen", "--layout", "letter"),
)
"""The command lines: print, archive and screen."""
FILES = {"dry-days.bifold.pdf", "dry-days.letter.archive.pdf", "dias-secos.letter.screen.pdf"}

_HEAD = """\
title: {title}
language: {language}
version: "1"
updated: 2026-01-01
review-by: 2999-01-01
authors: [Group]
audience: Todos
topics: {{mesh: [Weather, Health, Rain, Sun, Wind, Snow]}}
main-point: {point}
disclaimer: default
accept: {{CF122: It is short, CF142: It asks nothing}}
sections:
"""
_ENGLISH = (
    _HEAD.format(title="“Dry” days – a café’s view", language="en", point="Look **up** first.")
    + """\
  - title: Pictures
    blocks:
      - figure: {image: pictures/hills.jpg, alt: Two hills, width: 1.2in}
      - figure: {image: pictures/leaf.png, alt: A leaf, width: 0.4in}
      - figure: {image: pictures/house.svg, alt: A house, width: 0.5in}
  - title: Numbers
    blocks:
      - icon-array: {count: 7, of: 10, icon: person, label: "**7 out of 10 people** came by bus"}
      - "Half of all days were dry. [@who2023eml] Read on at https://clinic.example."
      - include: handouts/parts/code.yaml
"""
)
_SPANISH = (
    _HEAD.format(title="Días secos", language="es", point="Mire arriba.")
    + """\
  - title: Formulario
    blocks:
      - checklist: [Tengo quien me lleve, Sé a quién llamar]
      - write-in: {label: Mis preguntas, lines: 2}
      - log: {columns: [Fecha, Hora], rows: 2}
      - signature: {roles: [Paciente]}
"""
)
_PART = "- qr: {url: https://clinic.example/dry, caption: The page}\n"


def written(folder: Path) -> Path:
    """The project, in a folder that is made for it."""
    for name, text in {
        "handouts/dry-days.yaml": _ENGLISH, "handouts/dias-secos.yaml": _SPANISH, "handouts/parts/code.yaml": _PART,
    }.items():  # fmt: skip
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    shutil.copytree(ROOT / "tests/cases/handouts/images", folder / "pictures")
    shutil.copy(ROOT / "handouts/references.json", folder / "handouts")
    for name in ("brand.yaml", "logo.svg"):
        shutil.copy(ROOT / "brands/riverbend" / name, folder)
    return folder


def built_apart(
    project: Path, out: Path, environment: Mapping[str, str] | None = None, *,
    before: str = "", cwd: Path | None = None, python: Path = Path(sys.executable),
) -> dict[str, bytes]:  # fmt: skip
    """The files that a process of its own makes, by name; `before` is Python that it runs first."""
    script = (
        f"{before}\nimport sys\nfrom carefold.commands import main\n"
        f"for line in {[[*line, '--quiet', '--out', str(out)] for line in LINES]!r}:\n"
        f"    line[1] = {str(project)!r} + '/handouts/' + line[1] + '.yaml'\n"
        "    try:\n        main(line)\n    except SystemExit as end:\n        assert not end.code, end.code\n"
    )
    dropped = ("LANG", "LC_ALL", "PYTHONPATH", "PYTHONHASHSEED", "TZ")
    kept = {key: value for key, value in os.environ.items() if key not in dropped}
    whole = {**kept, "SOURCE_DATE_EPOCH": DECEMBER_2026, **(environment or {})}
    run = subprocess.run(
        [python, "-c", script],
        cwd=cwd or project,
        env=whole,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert (run.returncode, run.stderr) == (0, "")
    return files_in(out)


def files_in(folder: Path) -> dict[str, bytes]:
    """The PDFs in a folder, by name."""
    return {path.name: path.read_bytes() for path in folder.glob("*.pdf")}
