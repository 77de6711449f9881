"""Sizes and colours that docs/look.md promises."""

from __future__ import annotations

from dataclasses import fields
from itertools import pairwise
from typing import Any

import pytest

from carefold.families import load_family
from carefold.graphics.colour import BLACK, WHITE, contrast
from carefold.graphics.face import Family
from carefold.layout.palette import Palette
from carefold.layout.styles import TICK_BOX, WRITING_LINE, Styles
from carefold.units import MM


@pytest.fixture
def palette(about_ketamine: Any) -> Palette:
    return Palette.of(about_ketamine["letter"].resolved.brand)


def test_text_colours_are_readable(palette: Palette) -> None:
    pairs = {
        "primary": (palette.primary, WHITE), "primary on tint": (palette.primary, palette.tint),
        "ink": (palette.ink, WHITE), "caution": (palette.caution, palette.caution_tint),
        "white on danger": (WHITE, palette.danger), "pale on ink": (palette.pale, palette.ink),
        "white on primary": (WHITE, palette.primary), "text on tint": (BLACK, palette.tint),
    }  # fmt: skip
    assert {name for name, pair in pairs.items() if contrast(*pair) < 4.5} == set()


def test_rules_and_boxes_can_be_seen(palette: Palette) -> None:
    assert contrast(palette.rule, WHITE) >= 3
    assert contrast(palette.primary, WHITE) >= 3


def test_lengths_for_pens() -> None:
    assert TICK_BOX == 4 * MM
    assert WRITING_LINE == 8 * MM


def test_no_type_is_too_small(ketamine: Any, record_pages: Any) -> None:
    """11 pt or more; 9 pt in references, imprint and running foot; raised digits 8.5 pt or more."""
    for page in record_pages(ketamine.composition):
        for line in page.lines:
            for run in line.runs:
                assert run.size >= (8.5 if run.raised else 9)
                text = "".join(word.text for word in run.words)
                assert run.size >= 11 or run.raised or run.size == 9, text


def test_running_text_is_black(ketamine: Any, record_pages: Any) -> None:
    size = ketamine.composition.type_size
    body = [
        run for page in record_pages(ketamine.composition) for line in page.lines for run in line.runs
        if run.size == size and run.leaf and run.leaf.parent.role in ("P", "LBody") and run.colour != WHITE
    ]  # fmt: skip
    assert body
    assert {run.colour for run in body} <= {BLACK, *(run.colour for run in body if run.face.name.endswith("Bold"))}


def test_leading(ketamine: Any, by_panel: Any) -> None:
    """1.3 to 1.4 of the type size between the lines of a paragraph."""
    size = ketamine.composition.type_size
    lines = [line for panel in by_panel(ketamine).values() for line in panel if line.size == size]
    leaves: dict[Any, list[float]] = {}
    for line in lines:
        if line.runs[0].leaf and len({run.size for run in line.runs}) == 1:
            leaves.setdefault(line.runs[0].leaf, []).append(line.y)
    steps = [one - two for ys in leaves.values() for one, two in pairwise(ys) if 0 < one - two < 30]
    assert steps
    assert all(1.3 <= round(step / size, 3) <= 1.4 for step in steps)


def test_titles_have_the_brand_s_heading_family_and_all_else_its_text_family(shipped: Any, ketamine: Any) -> None:
    text = load_family(shipped, "Source Sans 3")
    heading = Family(*(text.italic,) * 5)
    for mono in (False, True):
        styles = Styles.of(ketamine.resolved.brand, text, heading, ketamine.layout.type, 12.5, "en", mono=mono)
        families = {
            field.name: getattr(styles, field.name).family for field in fields(styles) if field.name != "palette"
        }
        titles = {"bold_ink", "section", "heading", "notes_heading", "title"}
        assert {name for name, family in families.items() if family is heading} == titles
        assert {name for name, family in families.items() if family is text} == families.keys() - titles


@pytest.mark.parametrize("size", [11.0, 12.5, 18.0])
def test_a_line_of_text_has_no_more_characters_than_an_eye_finds_back_from(
    shipped: Any, ketamine: Any, size: float
) -> None:
    family = load_family(shipped, "Source Sans 3")
    style = Styles.of(ketamine.resolved.brand, family, family, ketamine.layout.type, size, "en").text
    sentence = "You may feel dizzy, sleepy or far away, and your blood pressure may rise for a while after a treatment."
    character = family.regular.width(sentence, size, "en") / len(sentence)
    assert 35 < style.widest * size / character < 68
