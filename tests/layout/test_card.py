"""The wallet card, the bi-fold and the gate-fold: what is special about each."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest

from carefold.diagnostics.carefold_error import CarefoldError
from carefold.imposition.sheet import folded_sheet

ByPanel = Callable[[Any], dict[str, list[Any]]]
SENTENCE = "You may feel dizzy or sleepy for a while."
CARD = """
- title: Each day
  blocks: [{list: [Weigh before breakfast, Take all your pills, Eat less than 2 g of salt]}]
- title: Call us if
  urgent: true
  blocks: [{list: [your legs swell, you sleep sitting up]}, {contact: }]
"""
POINT = "Weigh yourself each morning. Call us if you gain 3 pounds in 1 day."


def words_of(panel: list[Any]) -> str:
    return " ".join(line.text.strip() for line in panel)


def sections(count: int, each: int = 6) -> str:
    body = " ".join([SENTENCE] * each)
    return "".join(f"- title: Part {n}\n  blocks: [Zu{n}a {body} Zu{n}z]\n" for n in range(count))


# --- card


def test_a_card_of_forty_words(clinic: Any, by_panel: ByPanel) -> None:
    built = clinic.build("card", sections=CARD, main_point=POINT, title="My heart failure plan")
    panels = by_panel(built)
    assert POINT in words_of(panels["inside-left"])
    assert "your legs swell" in words_of(panels["inside-right"])
    runs = [run for lines in panels.values() for line in lines for run in line.runs]
    imprint = panels["back"][-1]
    assert all(run.size >= 11 for run in runs if run not in imprint.runs)


def test_the_back_of_a_card_has_emergency_phones_and_one_line(clinic: Any, by_panel: ByPanel) -> None:
    back = by_panel(clinic.build("card", sections=CARD, main_point=POINT))["back"]
    text = words_of(back)
    assert text.startswith("Get help now")
    assert "Call us: 555-0100" in text and "After hours: 555-0199" in text
    assert "general education" not in text and "Large print" not in text
    called = [run for line in back for run in line.runs for word in run.words if word.text.startswith("555")]
    assert len(called) == 2 and all(run.size >= 16 for run in called)
    assert sum(line.size < 11 for line in back) == 1


def test_the_back_has_its_own_type_size(clinic: Any, by_panel: ByPanel) -> None:
    long = clinic.build("card", "- One.", main_point=" ".join([POINT] * 2), title="Plan")
    back = by_panel(long)["back"]
    assert long.composition.type_size < 14
    assert max(line.size for line in back if "Call us" in line.text) == 16
    sizes = [run.size for line in back if line.text.startswith("After") for run in line.runs]
    assert 14 in sizes or max(sizes) >= 13


def test_more_than_a_card_holds_is_refused_with_the_number_of_words(clinic: Any) -> None:
    with pytest.raises(CarefoldError, match=r"does not fit “Wallet card.* about \d+ words, are too many at 11 pt"):
        clinic.build("card", sections=sections(2))


def test_a_card_passes_its_own_checks(clinic: Any) -> None:
    from opening import opened

    from carefold.order import Order
    from carefold.run import Run

    clinic.write(sections=CARD, main_point=POINT)
    made = Run(opened(clinic.folder)).build(Order("h", "card"))
    assert {finding.code for finding in made.findings} <= {"CF421"}


# --- bi-fold


def test_a_long_text_runs_on_onto_the_back_above_the_contact(clinic: Any, by_panel: ByPanel) -> None:
    backs = (by_panel(clinic.build("bifold", sections=sections(number)))["back"] for number in range(6, 30))
    back = next(back for back in backs if "Zu" in words_of(back))
    lowest = min(line.y for line in back if "Part" in line.text or SENTENCE[:12] in line.text)
    assert lowest > max(line.y for line in back if "555-0100" in line.text)


def test_a_short_text_leaves_the_back_alone(clinic: Any, by_panel: ByPanel) -> None:
    assert "Zu" not in words_of(by_panel(clinic.build("bifold", sections=sections(3)))["back"])


def test_two_columns_where_they_hold_more(clinic: Any, by_panel: ByPanel) -> None:
    """Many short items waste half of a wide line."""
    items = "".join(
        f"- title: Part {n}\n  blocks: [{{list: [{', '.join(f'Zu{n}x{i}' for i in range(9))}]}}]\n" for n in range(11)
    )
    built = clinic.build("bifold", sections=items)
    left = by_panel(built)["inside-left"]
    starts = {round(line.x) for line in left if line.text.startswith("Part")}
    assert len(starts) == 2


def test_what_a_bifold_can_not_hold_is_refused_with_the_number_of_words(clinic: Any) -> None:
    with pytest.raises(CarefoldError, match=r"does not fit “Bi-fold leaflet”.* about \d+ words, are too many at 12 pt"):
        clinic.build("bifold", sections=sections(40))


# --- gate-fold


def test_the_cover_of_a_gatefold_goes_across_both_leaves(clinic: Any, by_panel: ByPanel) -> None:
    built = clinic.build("gatefold", sections=sections(3), title="Zutitle", subtitle="Zupromise")
    panels = by_panel(built)
    assert "Zutitle" in words_of(panels["front"]) and "Zupromise" not in words_of(panels["front"])
    assert words_of(panels["gate"]) == "Zupromise Call us: 555-0100"
    sheet = folded_sheet(built.layout)
    assert all(line.x >= sheet.panel("gate").live.x - 0.01 for line in panels["gate"])
    assert all(line.x + line.width <= sheet.panel("front").live.right + 0.01 for line in panels["front"])


def test_without_a_promise_the_number_to_call_stands_on_the_leaf_s_ground(clinic: Any, by_panel: ByPanel) -> None:
    panels = by_panel(clinic.build("gatefold", sections=sections(3), title="Zutitle"))
    assert words_of(panels["gate"]).startswith("Call us 555-0100")
    label, number, *_ = panels["gate"]
    title = next(line for line in panels["front"] if line.text.startswith("Zutitle"))
    assert label.y > number.y > title.y - title.size


def test_the_back_of_a_gatefold_has_two_columns(clinic: Any, by_panel: ByPanel) -> None:
    urgent = "- title: Zuurgent\n  urgent: true\n  blocks: [Now.]\n"
    panels = by_panel(clinic.build("gatefold", sections=sections(3) + urgent))
    assert "Zuurgent" in words_of(panels["back 1"])
    assert "Riverbend" in words_of(panels["back 2"]) and "Version 1" in words_of(panels["back 2"])


def test_a_back_without_urgent_sections_has_lines_to_write_on(clinic: Any, by_panel: ByPanel) -> None:
    clinic.write(sections=sections(4))
    clinic.add("brand.yaml", "name: Clinic\ncontact: {phone: 555-0100}\ndisclaimer: Ask us.\n")
    panels = by_panel(clinic.again("gatefold"))
    assert words_of(panels["back 1"]) == "My notes"
    assert "Clinic" in words_of(panels["back 2"])


def test_text_may_not_flow_into_a_cover(clinic: Any, shipped: Any) -> None:
    layout = (shipped.sources.home / "layouts/gatefold.yaml").read_text()
    clinic.add("layouts/odd.yaml", layout.replace("inside-right, back]", "inside-right, gate]"))
    with pytest.raises(CarefoldError, match="text can't flow into the cover"):
        clinic.build("odd")


def test_a_schedule_that_is_higher_than_a_panel_is_named(clinic: Any) -> None:
    medicines = ", ".join(f"{{medicine: Zumed{n}, morning: 1 tablet}}" for n in range(9))
    with pytest.raises(
        CarefoldError, match=r"this does not fit a panel of “Tri-fold.*”: it is \d+ lines higher"
    ) as caught:
        clinic.build("trifold", f"- Words.\n- schedule: [{medicines}]")
    assert caught.value.findings[0].place.line == 14
    assert len(caught.value.findings) == 1


# --- all


@pytest.mark.parametrize("name", ["trifold", "zfold", "bifold"])
def test_a_schedule_never_crosses_a_fold(clinic: Any, by_panel: ByPanel, name: str) -> None:
    medicines = ", ".join(f"{{medicine: Zumed{n}, morning: 1 tablet}}" for n in range(5))
    blocks = f"- {' '.join([SENTENCE] * 9)}\n- schedule: [{medicines}]"
    panels = by_panel(clinic.build(name, blocks))
    assert sum("Zumed" in words_of(lines) for lines in panels.values()) == 1


@pytest.mark.parametrize("layout", ["trifold", "half-sheet"])
def test_a_text_that_is_too_long_is_told_in_words_also_where_a_block_of_it_is_too_high(
    clinic: Any, layout: str
) -> None:
    medicines = ", ".join(f"{{medicine: Zumed{n}, morning: 1 tablet}}" for n in range(29))
    with pytest.raises(CarefoldError) as caught:
        clinic.build(layout, f"- keep: [{{schedule: [{medicines}]}}]\n- {'Zuzu words. ' * 900}")
    too_high, too_long = (f"{found.message} {found.hint}" for found in caught.value.findings)
    assert re.search("does not fit a panel|is higher than a page", too_high)
    assert re.search(r"about \d{3,} words, are too many .* make it in the layout letter", too_long), too_long
