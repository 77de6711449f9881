"""A ledger that knows what was sent, a list of patients, and the letter of docs/recall.md."""

from __future__ import annotations

import csv
import datetime
import io
import re
from collections.abc import Iterable, Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

from carefold.delivery.ledger import Ledger
from carefold.delivery.row import Row
from carefold.project import Project

ROOT = Path(__file__).resolve().parent.parent
TODAY = datetime.date(2026, 12, 1)
_FILES = re.compile(r"^`(handouts/[\w./-]+\.yaml)`\n\n```yaml\n(.*?)^```$", re.M | re.S)
WORDS = {
    "recall-letter": ("Take **1** tablet, not 2.", "It said that you take 2 tablets."),
    "recall-letter.es": ("Tome **1** tableta y no 2.", "Decía que tome 2 tabletas."),
}


def opened(folder: Path) -> Project:
    return Project.open(folder, TODAY, base=folder)


def put(folder: Path, *rows: Mapping[str, Any]) -> None:
    """Note what left the house; `id` is whose it was, none where it was for nobody by name."""
    with closing(Ledger.open(opened(folder))) as ledger:
        ledger.add(_row(ledger, number, dict(one)) for number, one in enumerate(rows))


def _row(ledger: Ledger, number: int, said: dict[str, Any]) -> Row:
    id, address = said.pop("id", ""), said.pop("email", "")
    usual = {
        "handout": "h", "batch": f"b{number}", "channel": "mail", "state": "accepted", "version": "1", "language": "en",
        "at": f"2026-11-{1 + number % 28:02}T12:00:00+00:00", "code": "AAAAAA", "layout": "letter",
    }  # fmt: skip
    made = usual | said
    made |= {"key": ledger.key_of(id, made["handout"], made["batch"]), "who": ledger.who(id) if id else ""}
    return Row(**made, address=ledger.address(address) if address else "")


def letters_of_docs() -> dict[str, str]:
    """The files that docs/recall.md shows, by name."""
    return dict(_FILES.findall((ROOT / "docs/recall.md").read_text("utf-8")))


def write_recall_letter(clinic: Any) -> None:
    """With its words filled in, and read by somebody."""
    for path, text in letters_of_docs().items():
        do, wrong = WORDS[Path(path).stem]
        text = re.sub(r"^  (wrong|instead): .*\n", "", text, flags=re.M).replace(
            "translator: machine", "translator: Jo"
        )
        text = text.replace("{{ wrong }}", wrong).replace("{{ instead }}", do)
        clinic.add(path, f"{text}reviewers: [{{name: Demo Person, role: Nurse, date: 2026-11-30}}]\n")


def read_list(folder: Path, name: str) -> list[dict[str, str]]:
    """The rows of a list of a recall."""
    return list(csv.DictReader(io.StringIO((folder / name).read_text("utf-8-sig"))))


def ids(rows: Iterable[Mapping[str, str]]) -> list[str]:
    return [row["id"] for row in rows]
