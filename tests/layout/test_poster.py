"""A poster: large type, a large code, nothing to write on, no references; and what is said of what does not fit."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from opening import opened

from carefold.diagnostics.carefold_error import CarefoldError
from carefold.order import Order
from carefold.pipeline import build

ByPanel = Callable[[Any], dict[str, list[Any]]]
FORMS = """
- checklist: [Zuone]
- write-in: {label: Zutwo}
- teach-back: [Zuthree]
- log: {columns: [Zufour, B]}
- signature: {roles: [Zufive]}
- keep: [{checklist: [Zusix]}, Zustays]
- callout: {kind: note, blocks: [{checklist: [Zuseven]}]}
"""


def text_of(by_panel: ByPanel, built: Any) -> str:
    return " ".join(line.text for lines in by_panel(built).values() for line in lines)


@pytest.mark.parametrize("words", [1, 60, 150])
def test_sizes_of_type(clinic: Any, by_panel: ByPanel, words: int) -> None:
    (lines,) = by_panel(clinic.build("poster", f"- {'Zuword ' * words}")).values()
    sizes = {line.text.strip(): max(run.size for run in line.runs) for line in lines if line.text.strip()}
    assert sizes["Small"] >= 60
    assert sizes["Remember."] >= 30
    assert all(size >= 20 for text, size in sizes.items() if "Zuword" in text or "Large print" in text)


def test_a_size_that_parts_a_word_hides_no_larger_one(clinic: Any) -> None:
    facts = "{Dose: 5 mg each evening, Goal INR: 2 to 3, Allergies: penicillin}"
    assert clinic.build("poster", f"- facts: {facts}").composition.type_size > 28


def test_a_word_of_the_title_is_never_broken(clinic: Any, by_panel: ByPanel) -> None:
    (lines,) = by_panel(clinic.build("poster", title="Electroencephalographically speaking")).values()
    assert any("Electroencephalographically" in line.text for line in lines)


def test_a_code_to_scan_from_afar(clinic: Any) -> None:
    """1.75 in without its quiet zone."""
    built = clinic.build("poster")
    boxes = [one for frame in built.composition.frames for piece in frame.slices for one in piece.items]
    sides = [box.area.width for box in boxes if type(box).__name__ == "FigureBox"]
    assert any(side * 25 / 33 >= 1.75 * 72 - 0.01 for side in sides), sides


def test_no_references_no_marks_but_where_to_ask(clinic: Any, by_panel: ByPanel, read_pdf: Any) -> None:
    clinic.write("- Zuword. [@zarate2006]")
    built = build(opened(clinic.folder), Order("h", "poster"))
    text = read_pdf(built.data).root.text
    assert "Sources: ask at the desk" in text
    assert "Zarate" not in text and "References" not in text
    assert all(not run.raised for lines in by_panel(built).values() for line in lines for run in line.runs)
    assert "Sources" not in read_pdf(clinic.build("poster").data).root.text


def test_where_to_ask_in_spanish(clinic: Any, read_pdf: Any) -> None:
    clinic.add("brand.yaml", "name: A\ncontact: {phone: 555-0100}\ndisclaimer: {es: Pregunte.}\n")
    text = read_pdf(clinic.build("poster", "- Palabra. [@zarate2006]", language="es").data).root.text
    assert "Fuentes: pregunte en recepción" in text


def test_forms_are_left_out_with_a_warning_each(clinic: Any, by_panel: ByPanel) -> None:
    clinic.write(f"- Zuwords\n{FORMS}")
    built = build(opened(clinic.folder), Order("h", "poster"))
    assert [finding.code for finding in built.findings] == ["CF413"] * 7
    assert len({finding.in_file.line for finding in built.findings}) == 7
    assert all("such as letter" in finding.hint for finding in built.findings)
    words = text_of(by_panel, built)
    assert "Zuwords" in words and "Zustays" in words
    assert not any(word in words for word in ("Zuone", "Zutwo", "Zuthree", "Zufour", "Zufive", "Zusix", "Zuseven"))


def test_what_leads_to_a_form_goes_with_it(clinic: Any, by_panel: ByPanel) -> None:
    built = clinic.build("poster", "- Zuwords\n- heading: Zuhead\n- 'Zubring:'\n- checklist: [Zuone]")
    words = text_of(by_panel, built)
    assert "Zuwords" in words and "Zuhead" not in words and "Zubring" not in words


def test_a_text_with_a_blank_is_left_out_until_it_is_filled(clinic: Any, by_panel: ByPanel) -> None:
    built = clinic.build("poster", "- Zuwords\n- Zusee {{ who }}", fields="{who: {label: Who, type: text}}")
    assert [finding.code for finding in built.findings] == ["CF413"]
    assert "Zusee" not in text_of(by_panel, built)
    filled = clinic.again("poster", {"who": "Zuname"})
    assert filled.findings == ()
    assert "Zusee Zuname" in text_of(by_panel, filled)


def test_nothing_but_forms_is_refused(clinic: Any) -> None:
    with pytest.raises(CarefoldError, match="nobody can write"):
        clinic.build("poster", "- checklist: [Zuone]")


@pytest.mark.parametrize("layout", ["poster", "half-sheet"])
def test_what_does_not_fit_is_told_in_words_with_a_layout_that_serves(clinic: Any, layout: str) -> None:
    with pytest.raises(CarefoldError) as caught:
        clinic.build(layout, "\n".join(["- Some words that nobody has to read to the end of the page."] * 60))
    (problem,) = caught.value.findings
    assert "words, are too many" in problem.message
    assert "make it in the layout letter" in problem.hint


def test_forms_need_a_layout_without_references(clinic: Any) -> None:
    from conftest import ROOT

    clinic.add("layouts/x.yaml", (ROOT / "layouts/poster.yaml").read_text().replace("references: none", ""))
    with pytest.raises(CarefoldError, match="references: none"):
        clinic.build("x")


def test_a_half_sheet_is_one_sheet(clinic: Any, by_panel: ByPanel) -> None:
    """One side where that is enough at the usual size, else both."""
    clinic.add("brand.yaml", "name: A\ncontact: {phone: 555-0100}\ndisclaimer: D\n")
    few, many = (clinic.build("half-sheet", "\n".join([f"- {'words ' * 12}"] * count)) for count in (1, 14))
    assert len(by_panel(few)) == 1 and len(by_panel(many)) == 2
