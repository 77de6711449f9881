"""Whom to call stands on the first of several pages, in one column too, and where to read on."""

from __future__ import annotations

from typing import Any

import pytest
from conftest import ROOT
from opening import frozen, opened
from pages import PROJECT

from carefold.order import Order
from carefold.pipeline import make

_PAGED = ("letter", "a4", "letter-plain", "a4-plain", "large-print")
_CALLED = "name: A\nemergency: Call **911** for an emergency.\ndisclaimer: Zuask.\n"
_PHONE = "contact: {phone: 555-0177, hours: Mon–Fri, after-hours: 555-0178}\n"


def _said(lines: list[Any]) -> str:
    return " ".join(line.text.strip() for line in lines if not line.artifact)


@pytest.mark.parametrize("layout", _PAGED)
@pytest.mark.parametrize("name", ["about-ketamine", "discharge", "long"])
def test_side_1_says_whom_to_call_and_to_turn_over(by_panel: Any, name: str, layout: str) -> None:
    pages = by_panel(make(frozen() if name == "about-ketamine" else opened(PROJECT), Order(name, layout)))
    said = _said([line for line in pages["page 1"] if not line.text.startswith("Large print")])
    assert "911" in said
    assert "555-01" in said
    assert any(line.artifact and line.text.startswith("Turn over") for line in pages["page 1"])
    assert not any(line.text.startswith("Turn over") for line in pages["page 2"])


@pytest.mark.parametrize(("layout", "count"), [("letter-plain", 14), ("large-print", 14), ("half-sheet", 5)])
def test_without_urgent_sections_it_is_heard_after_the_main_point(
    clinic: Any, by_panel: Any, layout: str, count: int
) -> None:
    clinic.add("brand.yaml", _CALLED + _PHONE)
    sections = "\n".join(f"- title: Zu{number}\n  blocks: [Rest a little., Drink a little.]" for number in range(count))
    made = clinic.build(layout, sections=sections)
    assert len(made.composition.frames) > 1
    said = _said(by_panel(made)["page 1"])
    assert said.count("911") == 1
    assert "Call us" in said
    heard = made.composition.root.read_out()
    assert heard.count("911") == 1
    assert heard.index("911") < heard.index("Zu0")


def test_urgent_sections_too_high_for_the_first_page_leave_the_numbers_there(by_panel: Any) -> None:
    """The sections close the text, whole and with their own emergency callout."""
    pages = by_panel(make(frozen(), Order("about-ketamine", "large-print")))
    first, last = _said(pages["page 1"]), next(_said(lines) for lines in pages.values() if "Call us if" in _said(lines))
    assert "Call us 555-0100" in first
    assert "chest pain" not in first
    assert all(said in last for said in ("911 for chest pain", "988", "555-0100"))


@pytest.mark.parametrize("own", ["- callout: {kind: emergency, text: Zuown.}", "- Zutext."])
def test_a_letter_has_both_numbers_on_side_1_wherever_the_text_has_them(clinic: Any, by_panel: Any, own: str) -> None:
    clinic.add("brand.yaml", _CALLED + _PHONE)
    words = "\n".join(
        f"  - Zu{number} You may feel dizzy, sleepy or far away for a while after." for number in range(70)
    )
    pages = by_panel(clinic.build("letter", sections=f"- title: Zuone\n  blocks:\n{words}\n  - contact:\n  {own}"))
    assert len(pages) > 1
    assert all(number in _said(pages["page 1"]) for number in ("911", "555-0177", "555-0178"))


def test_a_text_that_fits_the_first_page_stays_there_before_notes(clinic: Any, by_panel: Any) -> None:
    """So no page has but a title and whom to call, and notes push nothing onto another page."""
    sections = "- title: Zuone\n  blocks:\n  - Rest a little.\n  - facts: {Dose: 5 mg, Goal: 2 to 3, Allergies: none}"
    pages = by_panel(clinic.build("large-print", sections=sections))
    assert len(pages) == 2
    assert "Rest a little." in _said(pages["page 1"])
    assert "911" in _said(pages["page 1"])
    assert "My notes" in _said(pages["page 2"])
    assert any(line.text.startswith("Turn over: My notes") for line in pages["page 1"])


def test_all_that_is_said_of_whom_to_call_is_worth_smaller_type(by_panel: Any) -> None:
    """A second emergency line makes it 15 points too high for what the wished size leaves."""
    brand = str(ROOT / "brands/riverbend/brand.yaml")
    pages = by_panel(make(opened(PROJECT), Order("discharge", "letter-plain", brand=brand)))
    assert any(line.text.startswith("Call us if") for line in pages["page 1"])


@pytest.mark.parametrize("layout", ["booklet", "booklet-a5"])
@pytest.mark.parametrize("name", ["short", "discharge"])
def test_page_2_of_a_booklet_says_it_on_one_line(by_panel: Any, name: str, layout: str) -> None:
    """Not in the long one, where a table would be torn from the text before it."""
    made = make(opened(PROJECT), Order(name, layout))
    said = _said(by_panel(made)["page 2"])
    assert "Call us: 555-0160" in said
    assert "911" in said
    heard = made.composition.root.read_out()
    assert heard.index("Call us: ") < heard.index(made.resolved.handout.sections[0].title)
