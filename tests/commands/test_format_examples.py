"""Each example of docs/format.md is what an editor takes, and is read and built as it stands there."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml
from editors import Loader12, valid
from PIL import Image
from practice import Practice

from carefold.reading.files import read_layout
from carefold.reading.schema import Name, json_schema

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = re.findall(r"^```yaml\n(.*?)^```$", (ROOT / "docs/format.md").read_text("utf-8"), re.M | re.S)
KINDS = (
    "whole", "translation", "blocks", "part of a handout", "part of a handout", "part", "blocks in a key", "brand",
    "part of a brand", "layout", "references", "fonts", "map", "project",
)  # fmt: skip
HEAD = """\
title: Sleep
language: en
version: "1.0"
updated: 2026-01-01
review-by: 2999-01-01
authors: [Group]
audience: Adults
main-point: Rest.
disclaimer: default
"""
SECTIONS = "sections:\n  - title: One\n    blocks:\n"
DATE = "fields: {visit.dose: {label: Dose}}\n"


@pytest.fixture
def clinic(tmp_path: Path) -> Practice:
    made = Practice(tmp_path)
    Image.new("RGB", (900, 600), (30, 120, 90)).save(made.add("handouts/images/field.jpg", b""))
    made.add("handouts/parts/call-us.yaml", EXAMPLES[KINDS.index("part")])
    made.add("handouts/parts/after-ketamine.yaml", "- Rest.\n")
    made.change("brand.yaml", "{phone: 555-0123}", "{phone: 555-0123, after-hours: 555-0199}")
    return made


def indented(text: str, by: int) -> str:
    return "".join(f"{' ' * by}{line}" if line.strip() else line for line in text.splitlines(keepends=True))


def whole_handout(kind: str, text: str) -> str:
    """An example as a whole handout."""
    if kind == "whole":
        return text
    if kind == "part of a handout":
        return HEAD + text
    if kind == "blocks":
        return HEAD + SECTIONS + indented(text, 6)
    if kind == "blocks in a key":
        return HEAD + DATE + "sections:\n  - title: One\n" + indented(text, 4)
    return HEAD + text + SECTIONS + "      - Rest. [@lee2024; @cast]\n"


def as_editors_see(name: Name, text: str) -> Any:
    schema = json_schema(name)
    return valid(yaml.load(text, Loader12), schema, schema)


def test_each_example_has_a_kind():
    assert len(EXAMPLES) == len(KINDS)


@pytest.mark.parametrize(
    ("kind", "text"),
    [(kind, text) for kind, text in zip(KINDS, EXAMPLES, strict=True)
     if kind in ("whole", "blocks", "part of a handout", "blocks in a key", "references")],
)  # fmt: skip
def test_handouts(kind, text, clinic, carefold):
    written = whole_handout(kind, text)
    assert as_editors_see("handout", written)
    name = "ketamine" if kind == "whole" else "sleep"
    clinic.add(f"handouts/{name}.yaml", written)
    shutil.copy(ROOT / "handouts/references.json", clinic.folder / "handouts") if kind == "whole" else None
    run = carefold("build", name, "--layout", "letter", cwd=clinic.folder)
    assert (run.code, "error" in run.err) == (0, False), run.err


def test_a_translation(clinic, carefold):
    text = EXAMPLES[KINDS.index("translation")]
    clinic.handout("sleep")
    clinic.change("brand.yaml", "Ask your clinician.", "{en: Ask your clinician., es: Pregunte a su médico.}")
    head = HEAD.replace("language: en", "language: es")
    clinic.add("handouts/sleep.es.yaml", head + text + SECTIONS + "      - Descanse.\n")
    assert as_editors_see("handout", (clinic.folder / "handouts/sleep.es.yaml").read_text())
    assert carefold("build", "sleep.es", "--layout", "letter", cwd=clinic.folder).code == 0


@pytest.mark.parametrize("kind", ["brand", "part of a brand"])
def test_brands(kind, clinic, carefold):
    text = EXAMPLES[KINDS.index(kind)]
    written = text if kind == "brand" else f"name: Lake\ndisclaimer: Ask your clinician.\n{text}"
    assert as_editors_see("brand", written)
    clinic.add("brand.yaml", written)
    clinic.handout("sleep")
    options = ("--site", "north") if "sites:" in text else ()
    run = carefold("build", "sleep", "--layout", "letter", *options, cwd=clinic.folder)
    assert run.code == 0, run.err


def test_the_layout(clinic, carefold):
    text = EXAMPLES[KINDS.index("layout")]
    assert as_editors_see("layout", text)
    read_layout(clinic.add("layouts/mine.yaml", text), "mine")
    clinic.handout("sleep")
    assert carefold("build", "sleep", "--layout", "mine", cwd=clinic.folder).code == 0


def test_parts():
    assert as_editors_see("part", EXAMPLES[KINDS.index("part")])


def test_fonts(clinic, carefold):
    text = EXAMPLES[KINDS.index("fonts")]
    clinic.add("fonts/fonts.yaml", text)
    clinic.add("fonts/OFL.txt", (ROOT / "fonts/OFL.txt").read_bytes())
    for file in set(re.findall(r"Lora-(\w+)\.ttf", text)):
        clinic.add(f"fonts/Lora-{file}.ttf", next((ROOT / "fonts").glob("*-Regular.ttf")).read_bytes())
    clinic.add("brand.yaml", (clinic.folder / "brand.yaml").read_text() + "fonts: {text: Lora, heading: Lora}\n")
    clinic.handout("sleep")
    run = carefold("build", "sleep", "--layout", "letter", cwd=clinic.folder)
    assert run.code == 0, run.err


def test_the_map(clinic, carefold):
    clinic.add("map.yaml", EXAMPLES[KINDS.index("map")])
    fields = "kind: letter\nfields: {patient.name: {label: Name}, visit.date: {type: date}, address: {type: address}}\n"
    address = '      - address: ["{{ patient.name }}", "{{ address }}"]\n'
    clinic.add("handouts/visit.yaml", HEAD + fields + SECTIONS + address + '      - "See you on {{ visit.date }}."\n')
    clinic.add("r.csv", "FIRST,LAST,APPT,STREET,CITY,STATE,ZIP,MRN\nAda,Ray,03/04/2027 09:00,1 Way,Town,UT,84000,7\n")
    run = carefold(
        "merge", "visit", "--records", "r.csv", "--map", "map.yaml", "--unreviewed", "a test", cwd=clinic.folder
    )
    assert run.code == 0, run.err


def test_project(clinic, carefold):
    text = EXAMPLES[KINDS.index("project")]
    assert as_editors_see("project", text)
    clinic.add("project.yaml", text)
    for name in ("riverbend", "plumtree"):
        shutil.copytree(ROOT / "brands" / name, clinic.folder / "brands" / name)
    sites = "\nsites: {north: {contact: {phone: 555-0140}}, south: {contact: {phone: 555-0141}}}\n"
    for brand in (clinic.folder / "brands").glob("*/brand.yaml"):
        brand.write_text(brand.read_text("utf-8") + sites, "utf-8")
    clinic.handout("sleep")
    run = carefold("build", "sleep", "--layout", "letter", cwd=clinic.folder)
    assert run.code == 0, run.err
