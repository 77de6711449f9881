"""A project to start from: brand, a first handout with its reference, schemas for editors, what stays out of git."""

from __future__ import annotations

import datetime
import json
from pathlib import Path

from carefold.reading.diagnose.flow import scalar
from carefold.starting.clinic import Clinic, accept
from carefold.starting.filled import filled, schemas, starter

FIRST = "better-sleep"
_HOME = Path(__file__).parent / "project"
_PLACES = {
    "project.yaml": "project.yaml", "gitignore": ".gitignore", "layouts/README.md": "layouts/README.md",
    "vscode/extensions.json": ".vscode/extensions.json", "vscode/settings.json": ".vscode/settings.json",
}  # fmt: skip
_NO_LOGO = "# logo: logo.svg"


def project_files(clinic: Clinic, language: str, today: datetime.date, shipped: Path) -> dict[str, bytes]:
    """The files of a new project by their paths in it; CarefoldError where an answer is wrong.

    `shipped` is the folder of what comes with carefold.
    """
    accept(clinic)
    name = " ".join(clinic.name.split())
    first = starter("first", language, {"clinic": name}, today)
    made = {
        "brand.yaml": _with_schema("brand", _brand(clinic, name)),
        f"handouts/{FIRST}.yaml": first.encode(),
        "handouts/references.json": _references(first, shipped / "handouts/references.json"),
    }
    for written, place in _PLACES.items():
        text = (_HOME / written).read_text("utf-8")
        made[place] = _with_schema("project", text) if place == "project.yaml" else text.encode()
    if clinic.logo:
        made[_logo_name(clinic.logo)] = clinic.logo.read_bytes()
    return made | schemas(shipped / "schema")


def _brand(clinic: Clinic, name: str) -> str:
    logo = f"logo: {_logo_name(clinic.logo)}" if clinic.logo else _NO_LOGO
    known = {"name": scalar(name), "phone": scalar(clinic.phone), "colour": clinic.colour, "logo": logo}
    return filled((_HOME / "brand.yaml").read_text("utf-8"), known)


def _logo_name(path: Path) -> str:
    return f"logo{path.suffix.lower()}"


def _with_schema(name: str, text: str) -> bytes:
    return f"# yaml-language-server: $schema=schema/{name}.schema.json\n{text}".encode()


def _references(handout: str, library: Path) -> bytes:
    """Those works of the library that a handout cites, without remarks of the library's own."""
    works = [work for work in json.loads(library.read_text("utf-8")) if f"@{work['id']}]" in handout]
    for work in works:
        work.pop("custom", None)
    return (json.dumps(works, indent=2, ensure_ascii=False) + "\n").encode()
