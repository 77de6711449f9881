"""A small letter in two languages, in a project of its own, and records of people that do not exist."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

FIELDS = """
  patient.name: {label: Name}
  visit.date: {type: date, ahead: true}
  visit.time: {type: time}
  fee: {type: number, blank: true}
  parking: {choices: ["yes", "no"]}
"""
ENGLISH = """
- title: Your visit
  blocks:
    - Dear {{ patient.name }}, come on {{ visit.date | date }} at {{ visit.time }}. We open at 07:30.
    - "The fee is {{ fee | number }} dollars."
- title: Your car
  when: parking == yes
  blocks:
    - Park behind the house.
"""
SPANISH = """
- title: Su cita
  blocks:
    - Hola, {{ patient.name }}. Venga el {{ visit.date | date }} a las {{ visit.time }}. Abrimos a las 07:30.
    - "Cuesta {{ fee | number }} pesos."
- title: Su coche
  when: parking == yes
  blocks:
    - Deje el coche detrás de la casa.
"""
REVIEWERS = "[{name: A. Tester, role: Nurse, date: 2026-11-23}]"
GOOD = {
    "patient.name": "Ann Example", "visit.date": "2027-01-15", "visit.time": "09:30", "fee": "1311.5", "parking": "no",
}  # fmt: skip
_FIRST = ("Ada", "Bo", "Cleo", "Dot", "Eli", "Flo", "Gus", "Hal", "Ida", "Jo")
_LAST = ("Sample", "Example", "Specimen", "Testing", "Muñoz-Demo")


def write_letter(clinic: Any) -> None:
    """The handout h, and its Spanish translation."""
    clinic.write(sections=ENGLISH, fields=f"\n{FIELDS}", layouts="[letter]", reviewers=REVIEWERS)
    english = (clinic.folder / "handouts/h.yaml").read_text("utf-8")
    spanish = english.replace("language: en", 'language: es\ntranslated-from: "1"\ntranslator: Demo Person')
    head = spanish[: spanish.index("sections:")].replace("Remember.", "Recuerde.").replace("Small", "Carta")
    body = "".join(f"  {line}\n" for line in SPANISH.strip("\n").splitlines())
    clinic.add("handouts/h.es.yaml", f"{head}sections:\n{body}")
    clinic.add("project.yaml", "languages: [en, es]\n")


def people(count: int = 50) -> list[dict[str, str]]:
    """Made-up records: each with its own name; one in ten in Spanish, one in seven with a fee left open."""
    return [
        {
            "patient.name": f"{_FIRST[number % 10]} {_LAST[number // 10]}",
            "visit.date": f"2027-{1 + number % 12:02}-{1 + number % 28:02}",
            "visit.time": f"{8 + number % 9:02}:{number % 60:02}",
            "fee": "" if number % 7 == 0 else f"{1000 + 37 * number}.5",
            "parking": "yes" if number % 3 == 0 else "no",
            "language": "es" if number % 10 == 4 else "",
            "id": f"MRN-{7000 + number}",
        }
        for number in range(count)
    ]


def table(records: Iterable[Mapping[str, str]], delimiter: str = ",") -> str:
    """Records as CSV."""
    rows, file = list(records), io.StringIO()
    writer = csv.DictWriter(file, [*dict.fromkeys(key for row in rows for key in row)], delimiter=delimiter)
    writer.writeheader()
    writer.writerows(rows)
    return file.getvalue()


def lines(records: Iterable[Mapping[str, object]]) -> str:
    """Records as JSON Lines."""
    return "".join(f"{json.dumps(row, ensure_ascii=False)}\n" for row in records)


def pdfs(folder: Path) -> dict[str, bytes]:
    """The letters of a folder, by name."""
    return {path.name: path.read_bytes() for path in sorted(folder.glob("*.pdf"))}
