"""The code of a sheet: another one for whatever is printed, the same for whatever is not."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from opening import opened
from pypdf import PdfReader

from carefold.content.content_code import ALPHABET, _in_place, signs
from carefold.order import Edition, Order
from carefold.pipeline import checked, make
from carefold.pipeline import opened as read
from carefold.sheet_code import code_of
from carefold.workspace import load_layout

ROOT = Path(__file__).resolve().parents[2]
BLOCKS = "- Rest. [@a]\n- list: [One, Two]\n- include: handouts/parts/p.yaml"
LIBRARY = (
    '[{"id": "a", "type": "webpage", "title": "Cited", "URL": "https://a.example", "custom": {"by": "me"}},'
    ' {"id": "b", "type": "webpage", "title": "Not cited", "URL": "https://b.example"}]'
)


@pytest.fixture
def code(clinic: Any) -> Callable[..., str]:
    """The code of the handout h, after changes of files: (path, what stands there, what shall stand there)."""

    def made(*changes: tuple[str, str, str], layout: str = "letter", **keys: str) -> str:
        clinic.write(BLOCKS, **keys)
        clinic.add("handouts/parts/p.yaml", "- Shared.\n")
        clinic.add("handouts/references.json", LIBRARY)
        clinic.add("brand.yaml", (ROOT / "brands/riverbend/brand.yaml").read_bytes())
        for path, old, new in changes:
            file = clinic.folder / path
            text = file.read_text("utf-8")
            assert text.count(old) == 1
            file.write_text(text.replace(old, new), "utf-8")
        workspace = opened(clinic.folder)
        return code_of(workspace, read(workspace, "h", None), load_layout(workspace, layout))

    return made


@given(st.text())
def test_a_code_has_six_signs_that_none_mistakes(text: str) -> None:
    assert re.fullmatch(f"[{ALPHABET}]{{6}}", signs(text))


def test_the_alphabet() -> None:
    assert len(set(ALPHABET)) == len(ALPHABET) == 31
    assert not set(ALPHABET) & set("01ILO")


def test_what_records_must_hold_to_changes_nothing(code: Callable[..., str]) -> None:
    merged = code(fields="{day: {type: date, blank: true, ahead: true}}")
    assert merged == code(fields="{day: {type: date}}") != code(fields="{day: {type: date, label: Day}}")


def test_codes_are_spread() -> None:
    made = {signs(str(number)) for number in range(3000)}
    assert len(made) == 3000
    assert {sign for code in made for sign in code} == set(ALPHABET)


@pytest.mark.parametrize(
    "change",
    [
        ("handouts/h.yaml", "Rest.", "Rest!"),
        ("handouts/h.yaml", "list: [One, Two]", "numbered: [One, Two]"),
        ("handouts/h.yaml", "list: [One, Two]", "list: [Two, One]"),
        ("handouts/h.yaml", "[@a]", "[@b]"),
        ("handouts/h.yaml", "version: 1", "version: 2"),
        ("handouts/h.yaml", "review-by: 2999-01-01", "review-by: 2999-02-01"),
        ("handouts/parts/p.yaml", "Shared.", "Shared too."),
        ("handouts/references.json", '"Cited"', '"Cited again"'),
        ("brand.yaml", "phone: 555-0100", "phone: 555-0101"),
        ("brand.yaml", "#12414a", "#12414b"),
        ("brand.yaml", "This handout is general", "This handout is only general"),
    ],
)
def test_what_is_printed_has_another_code(code: Any, change: tuple[str, str, str]) -> None:
    assert code(change) != code()


@pytest.mark.parametrize("path", ["logo.svg", "handouts/images/p.svg", "handouts/images/q.svg"])
def test_a_picture_that_is_another_one_counts(clinic: Any, path: str) -> None:
    """Of the brand, of the handout, or in a part that it includes; under the same name."""
    drawn = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 20"><path d="M0 0h9v9z"/></svg>'
    clinic.write("- figure: {image: handouts/images/p.svg, alt: P}\n- include: handouts/parts/q.yaml")
    clinic.add("handouts/parts/q.yaml", "- figure: {image: handouts/images/q.svg, alt: Q}\n")
    codes = []
    for files in ({}, {}, {path: drawn.replace("M0 0", "M1 1")}):
        for name, data in {"handouts/images/p.svg": drawn, "handouts/images/q.svg": drawn, **files}.items():
            clinic.add(name, data)
        workspace = opened(clinic.folder)
        codes.append(code_of(workspace, read(workspace, "h", None), load_layout(workspace, "letter")))
    assert codes[0] == codes[1] != codes[2]


def test_each_layout_has_its_code(code: Any) -> None:
    assert len({code(layout=layout) for layout in ("letter", "a4", "trifold", "zfold", "card")}) == 5


@pytest.mark.parametrize(
    "change",
    [
        ("handouts/h.yaml", "title: Small\n", "# A remark\ntitle:   'Small'\nid: h\n"),
        ("handouts/h.yaml", "title: Small\n", "title: Small\naccept: {CF101: So}\nreview: {cdc: {1: yes}}\n"),
        ("handouts/h.yaml", "title: Small\n", "title: Small\ntopics: {mesh: [Rest]}\nlayouts: [letter, a4]\n"),
        ("handouts/h.yaml", "- title: One\n", "- title: One\n    accept: {CF101: So}\n"),
        (
            "handouts/h.yaml",
            "title: Small\n",
            "title: Small\nwithdrawn: {date: 2026-01-01, versions: [x], reason: r}\n",
        ),
        ("handouts/references.json", "Not cited", "Not cited yet"),
        ("handouts/references.json", '"by": "me"', '"by": "you"'),
        ("brand.yaml", "Salud familiar", "Salud de familia"),
    ],
)
def test_what_is_not_printed_has_the_same_code(code: Any, change: tuple[str, str, str]) -> None:
    assert code(change) == code()


def test_a_brand_counts_as_it_speaks_in_the_handouts_language(code: Any) -> None:
    assert code(("brand.yaml", "Salud familiar", "Salud de familia"), language="es") != code(language="es")


def test_the_printers_paper_chooses_and_its_edge_does_not(code: Any, clinic: Any) -> None:
    before, other = code(), code(layout="a4")
    clinic.add("project.yaml", "printer: {flip: short-edge, paper: a4}\n")
    assert (code(), code(layout="a4")) == (other, other) != (before, before)


def test_a_sheet_has_one_code_whoever_it_is_for(clinic: Any) -> None:
    """In each edition and for each record: conditions may cite other works."""
    sections = """
        - title: One
          blocks:
            - Dear {{ patient.name }}, rest.
            - {text: "You are young. [@a]", when: visit.young == yes}
    """
    clinic.add("handouts/references.json", LIBRARY)
    clinic.write(sections=sections, fields="{patient.name: {}, visit.young: {}}")
    workspace = opened(clinic.folder)
    orders = [Order("h", "letter", edition) for edition in (Edition.PRINT, Edition.SCREEN, Edition.ARCHIVE)]
    orders += [Order("h", "letter", record={"patient.name": name, "visit.young": young})
               for name, young in (("Ann", "yes"), ("Bo", "no"))]  # fmt: skip
    made = [make(workspace, order) for order in orders]
    assert len({one.code for one in made}) == 1
    assert [len(one.resolved.references) for one in made[3:]] == [1, 0]
    for one in made:
        assert f"Code {one.code}" in " ".join(checked(workspace, one).composition.root.read_out().split())


def test_a_code_is_the_same_in_each_process_and_folder(clinic: Any, code: Any, tmp_path: Path) -> None:
    here = code()
    moved = tmp_path / "elsewhere"
    moved.mkdir()
    for path in ("handouts", "brand.yaml", "logo.svg"):
        (clinic.folder / path).rename(moved / path)
    command = "import sys; from carefold.commands import main; main(['show', 'h', '--layout', 'letter', '--json'])"
    environment = os.environ | {"PYTHONHASHSEED": "7", "TZ": "Asia/Kolkata", "LC_ALL": "C"}
    run = subprocess.run([sys.executable, "-c", command], cwd=moved, env=environment, capture_output=True, text=True)
    assert f'"letter": "{here}"' in run.stdout


@pytest.mark.parametrize(
    "layout",
    ["trifold", "card", "poster", "letter", "large-print", "half-sheet",
     "booklet"],
)  # fmt: skip
def test_it_stands_in_the_imprint_and_in_the_facts(clinic: Any, layout: str) -> None:
    made = clinic.build(layout)
    assert f"Code {made.code}" in made.composition.root.read_out()
    reader: Any = PdfReader(BytesIO(made.data))
    assert reader.metadata["/Code"] == made.code
    packet = reader.trailer["/Root"]["/Metadata"].get_data().decode()
    assert f"<xmp:Identifier><rdf:Bag><rdf:li>{made.code}</rdf:li>" in packet


@pytest.mark.parametrize("when", [{}, {"when": "day"}])
def test_what_is_included_counts_as_if_it_stood_there(when: dict[str, str]) -> None:
    """With the condition of the include, where the block has none of its own."""
    included = {"blocks": [{"include": [{"text": "A"}, {"text": "B", "when": "not day"}], **when}]}
    assert _in_place(included) == {"blocks": [{**when, "text": "A"}, {"text": "B", "when": "not day"}]}
