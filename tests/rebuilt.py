"""A small project with a bit of everything, and what a process of its own makes of it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DECEMBER_2026 = "1796083200"
LINES = (
    ("dry-days", "--layout", "bifold"),
    ("dry-days", "--archive", "3a", "--layout", "letter"),
    ("dias-secos", "--edition", "screen", "--layout", "letter"),
    ("", "--all"),
)
"""Handouts and options: print, archive, screen, and the whole shelf."""
FILES = {
    "dry-days.bifold.pdf", "dry-days.letter.archive.pdf", "dias-secos.letter.screen.pdf", "dry-days.letter.pdf",
    "dias-secos.letter.pdf", "manifest.json", "index.html",
}  # fmt: skip

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
        "project.yaml": "layouts: [letter]\n",
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
    lines: Iterable[tuple[str, ...]] = LINES,
) -> dict[str, bytes]:  # fmt: skip
    """The files that a process of its own makes, by name; `before` is Python that it runs first."""
    script = (
        f"{before}\nfrom carefold.commands import main\n"
        f"for line in {[typed(project, out, *line) for line in lines]!r}:\n"
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


def typed(project: Path, out: Path, handout: str, *options: str) -> list[str]:
    """A command line as it is typed from anywhere."""
    what = [f"{project}/handouts/{handout}.yaml"] if handout else ["--project", str(project)]
    return ["build", *what, *options, "--out", str(out), "--quiet"]


def files_in(folder: Path) -> dict[str, bytes]:
    """The files in a folder, by name."""
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}
