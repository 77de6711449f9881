"""Handouts that are too short for a leaflet: larger type, lines to write on, and which other layout would be full."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from opening import opened

from carefold.diagnostics.carefold_error import CarefoldError
from carefold.order import Order
from carefold.run import Run
from carefold.sparse import too_short
from carefold.stages import Made

ByPanel = Callable[[Any], dict[str, list[Any]]]
SENTENCE = "You may feel dizzy or sleepy for a while."
THREE = "".join(f"- title: Part {n}\n  blocks: [Zu{n} {SENTENCE}]\n" for n in range(3))
LONGER = "".join(f"- title: Part {n}\n  blocks: [Zu{n} {' '.join([SENTENCE] * 4)}]\n" for n in range(3))
INSIDE = ("inside-left", "inside-middle", "inside-right")


def words_of(panel: list[Any]) -> str:
    return " ".join(line.text.strip() for line in panel)


def built_with_checks(clinic: Any, layout: str) -> Made:
    return Run(opened(clinic.folder)).build(Order("h", layout))


def test_a_short_text_is_large_stays_inside_and_leaves_the_flap_to_notes(clinic: Any, by_panel: ByPanel) -> None:
    built = clinic.build("trifold", sections=LONGER)
    panels = by_panel(built)
    assert built.composition.type_size == 16
    assert all("Zu" in words_of(panels[name]) for name in INSIDE)
    assert words_of(panels["flap"]) == "My notes"


def test_no_few_lines_have_the_last_panel_to_themselves(clinic: Any, by_panel: ByPanel) -> None:
    panels = by_panel(clinic.build("trifold", sections=THREE))
    assert words_of(panels["inside-right"]) == "My notes"
    assert "Zu2" in words_of(panels["inside-middle"])


def test_the_main_point_has_company(clinic: Any, by_panel: ByPanel) -> None:
    panels = by_panel(clinic.build("trifold", sections=THREE))
    assert "The main point" in words_of(panels["inside-left"])
    assert "Zu0" in words_of(panels["inside-left"])


@pytest.mark.parametrize(
    "blocks", ["- log: {columns: [Day, Hour], rows: 9}", "\n".join(f"- {SENTENCE}" for _ in range(9))]
)
def test_no_section_is_cut_to_fill_a_panel(clinic: Any, by_panel: ByPanel, blocks: str) -> None:
    panels = by_panel(clinic.build("trifold", blocks))
    assert [words_of(panels[name]) for name in ("inside-middle", "inside-right", "flap")] == [
        "My notes",
        "",
        "My notes",
    ]


def test_a_longer_text_takes_the_flap(clinic: Any, by_panel: ByPanel) -> None:
    parts = "".join(f"- title: Part {n}\n  blocks: [{' '.join([SENTENCE] * 11)} Zu{n}]\n" for n in range(8))
    assert "Zu7" in words_of(by_panel(clinic.build("trifold", sections=parts))["flap"])


@pytest.mark.parametrize(
    ("filler", "panels"),
    [
        ("[questions]", ["My questions", "", "My questions"]),
        ("[questions, notes]", ["My questions", "My notes", "My notes"]),
        ("[notes, next-visit, questions]", ["My notes", "My next visit Day and time Where With whom", "My questions"]),
    ],
)
def test_blank_panels_take_what_the_project_says(
    clinic: Any, by_panel: ByPanel, filler: str, panels: list[str]
) -> None:
    clinic.add("project.yaml", f"filler: {filler}\n")
    found = by_panel(clinic.build("trifold"))
    assert [words_of(found[name]) for name in ("inside-middle", "inside-right", "flap")] == panels


def test_the_last_blank_panel_takes_what_is_left_over(clinic: Any, by_panel: ByPanel) -> None:
    clinic.add("project.yaml", "filler: [next-visit, questions, notes]\n")
    flap = by_panel(clinic.build("trifold", sections=LONGER))["flap"]
    assert words_of(flap) == "My next visit Day and time Where With whom My questions My notes"
    titles = [line.y for line in flap if line.text.startswith("My")]
    assert titles == sorted(titles, reverse=True)
    assert titles[-2] - titles[-1] > 60  # lines to write on between them


def test_fillers_speak_the_handouts_language(clinic: Any, by_panel: ByPanel) -> None:
    clinic.write(language="es")
    brand = "name: {es: Clínica}\ncontact: {phone: 555-0100}\ndisclaimer: {es: Pregunte.}\n"
    clinic.add("brand.yaml", brand)
    assert words_of(by_panel(clinic.again("trifold"))["inside-middle"]) == "Mis notas"


def test_lines_are_read_out_as_blanks_after_all_else(clinic: Any, read_pdf: Any) -> None:
    root = read_pdf(clinic.build("trifold", sections=THREE).data).root
    assert root.text.rstrip().endswith("blank to fill in")
    assert [node.text for node in root.all("H2")][-1] == "My notes"


def test_a_project_names_known_fillers_only(clinic: Any) -> None:
    clinic.add("project.yaml", "filler: [jokes]\n")
    with pytest.raises(CarefoldError, match="filler"):
        clinic.build("trifold")


def test_below_40_percent_a_warning_names_a_layout_that_is_full(clinic: Any) -> None:
    clinic.write(sections=THREE)
    made = built_with_checks(clinic, "trifold")
    (warning,) = (finding for finding in made.findings if finding.code == "CF421")
    assert warning.message == f"the text fills {made.composition.full:.0%} of “Tri-fold leaflet, letter fold”."
    named = warning.hint.rpartition(" ")[2].rstrip(".")
    other = built_with_checks(clinic, named).composition
    assert 0.6 <= other.full <= 1
    assert f"In {named} it would fill {other.full:.0%}" in warning.hint


@pytest.mark.parametrize(("others", "fuller"), [("one, nowhere", False), ("bifold, gatefold", True)])
def test_where_no_layout_would_be_well_filled_none_is_named(
    clinic: Any, shipped: Any, others: str, fuller: bool
) -> None:
    """Fuller alone is not enough: a bi-fold that is as good as empty is no better."""
    layout = (shipped.sources.home / "layouts/trifold.yaml").read_text()
    clinic.add("layouts/one.yaml", re.sub(r"instead: .*", f"instead: [{others}]", layout))
    clinic.write(sections=THREE)
    made = built_with_checks(clinic, "one")
    (warning,) = (finding for finding in made.findings if finding.code == "CF421")
    assert "No layout of its `instead:` would be 60% full" in warning.hint
    if fuller:
        assert made.composition.full < built_with_checks(clinic, "bifold").composition.full < 0.6


def test_nothing_is_said_and_no_other_layout_is_tried_above_40_percent(
    clinic: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    parts = "".join(f"- title: Part {n}\n  blocks: [{' '.join([SENTENCE] * 9)}]\n" for n in range(5))
    clinic.write(sections=parts)
    run = Run(opened(clinic.folder))
    made = run.build(Order("h", "trifold"))
    assert made.composition.full > 0.4
    assert "CF421" not in {finding.code for finding in made.findings}
    monkeypatch.setattr("carefold.sparse.laid_out", lambda *_: pytest.fail("tried"))
    content = run.content("h", None)
    assert list(too_short(run.workspace, content, made.order, made.layout, made.composition)) == []


def test_a_project_may_not_want_to_hear_it(clinic: Any) -> None:
    clinic.add("project.yaml", 'findings: {CF421: "off"}\n')
    clinic.write(sections=THREE)
    assert "CF421" not in {finding.code for finding in built_with_checks(clinic, "trifold").findings}


def test_a_single_page_that_is_not_full_has_larger_type(clinic: Any) -> None:
    """Also where more than half of it is full."""
    parts = "".join(f"- title: Part {n}\n  blocks: [{' '.join([SENTENCE] * 5)}]\n" for n in range(4))
    made = clinic.build("letter", sections=parts)
    (fill,) = made.composition.fills
    assert made.composition.type_size > 12.5 and fill.used / fill.room > 0.75
