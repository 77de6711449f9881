"""Every layout that is shipped, with a little of everything."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

import pytest

from carefold.resources import shipped
from carefold.workspace import Workspace, load_layout

LAYOUTS = tuple(path.stem for path in sorted((shipped() / "layouts").glob("*.yaml")))
SECTIONS = """
- title: Zuone
  blocks: [Zutwo, {list: [Zuthree]}]
- title: Zufour
  urgent: true
  blocks: [Zufive]
"""


@pytest.mark.parametrize("name", LAYOUTS)
def test_each_word_is_read_out_once(clinic: Any, read_pdf: Any, name: str) -> None:
    built = clinic.build(name, sections=SECTIONS)
    printed = read_pdf(built.data)
    found = Counter(re.findall(r"Zu\w+", printed.root.text))
    assert found == Counter(re.findall(r"Zu\w+", SECTIONS))
    for page in printed.reader.pages:
        assert [float(side) for side in page.mediabox[2:]] == pytest.approx(built.layout.sheet.extent, abs=0.01)


@pytest.mark.parametrize("name", LAYOUTS)
def test_type_keeps_to_the_layouts_sizes(clinic: Any, shipped: Workspace, record_pages: Any, name: str) -> None:
    sizes = load_layout(shipped, name).type
    built = clinic.build(name, sections=SECTIONS.replace("Zutwo", "'Zutwo [@zarate2006]'"))
    assert sizes.smallest <= built.composition.type_size <= sizes.largest
    for page in record_pages(built.composition):
        for line in page.lines:
            assert all(run.size >= min(8.5, sizes.notes) - 0.01 for run in line.runs), line.text


def test_a_card_of_a_small_clinic(clinic: Any) -> None:
    clinic.add("brand.yaml", "name: Clinic\ncontact: {phone: 555-0100}\ndisclaimer: Ask us.\n")
    assert clinic.build("card", sections=SECTIONS).data


def test_large_print_has_nothing_under_18_pt(clinic: Any, record_pages: Any) -> None:
    """And no italics (docs/look.md)."""
    built = clinic.build("large-print", "- Words *in italics*. [@zarate2006]\n- list: [a]")
    for page in record_pages(built.composition):
        for line in page.lines:
            assert all(run.size >= 18 for run in line.runs if not run.raised), line.text
            assert not any("It" in run.face.name for run in line.runs), line.text


def test_large_print_cites_on_the_line(clinic: Any, record_pages: Any) -> None:
    built = clinic.build("large-print", "- Words. [@zarate2006]")
    lines = [line for page in record_pages(built.composition) for line in page.lines]
    (cited,) = [line for line in lines if "Words." in line.text]
    assert "[1]" in cited.text
    assert not any(run.raised for run in cited.runs)


@pytest.mark.parametrize("name", ["large-print", "letter-plain", "booklet"])
def test_an_emergency_number_is_larger_than_the_text(clinic: Any, record_pages: Any, name: str) -> None:
    clinic.add("brand.yaml", "name: A\ncontact: {phone: 555-0100}\nemergency: Call 911.\ndisclaimer: D\n")
    built = clinic.build(name)
    lines = [line for page in record_pages(built.composition) for line in page.lines]
    number, *others = [max(run.size for run in line.runs) for line in lines if "Call 911." in line.text]
    assert number == pytest.approx(1.6 * built.composition.type_size)
    assert all(size > built.composition.type_size for size in others)
