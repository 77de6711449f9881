"""Where panels lie: widths and folds of facts/rules.md, and room for printers that shrink the page."""

import pytest

from carefold.imposition.sheet import FoldedSheet, Panel, folded_sheet, page_area
from carefold.model.layout import Layout
from carefold.pipeline import Workspace, load_layout
from carefold.units import INCH, MM, Area

SHRUNK = (1.0, 0.94)  # “fit to page” makes a page about this large, and centres it


@pytest.fixture
def trifold(shipped: Workspace) -> Layout:
    return load_layout(shipped, "trifold")


@pytest.fixture
def sheet(trifold: Layout) -> FoldedSheet:
    return folded_sheet(trifold)


def test_panels_fill_both_sides(sheet: FoldedSheet) -> None:
    assert (sheet.width, sheet.height) == (11 * INCH, 8.5 * INCH)
    for side in (0, 1):
        x = 0.0
        for panel in (panel for panel in sheet.panels if panel.side == side):
            assert (panel.area.x, panel.area.y, panel.area.height) == (x, 0, sheet.height)
            x = panel.area.right
        assert x == pytest.approx(sheet.width)


def test_a_letter_fold_has_a_flap_narrower_by_a_sixteenth(sheet: FoldedSheet) -> None:
    widths = {panel.name: panel.area.width / INCH for panel in sheet.panels}
    assert widths == {
        "flap": 3.625, "back": 3.6875, "front": 3.6875,
        "inside-left": 3.6875, "inside-middle": 3.6875, "inside-right": 3.625,
    }  # fmt: skip


def test_folds_are_at_the_same_place_of_the_paper_seen_from_both_sides(sheet: FoldedSheet) -> None:
    outside, inside = sheet.folds
    assert [x / INCH for x in outside] == pytest.approx([3.625, 7.3125])
    assert [x / INCH for x in inside] == pytest.approx([3.6875, 7.375])
    assert [sheet.width - x for x in reversed(outside)] == pytest.approx(list(inside))


@pytest.mark.parametrize("scale", SHRUNK)
def test_text_stays_clear_of_edges_and_folds(sheet: FoldedSheet, scale: float) -> None:
    for panel in sheet.panels:
        live = shrunk(panel.live, sheet, scale)
        from_edge = (live.x, live.y, sheet.width - live.right, sheet.height - live.top)
        assert min(from_edge) >= 7 * MM, panel.name
        folds = sheet.folds[panel.side]
        assert all(fold <= live.x - 3 * MM or fold >= live.right + 3 * MM for fold in folds), panel.name


def shrunk(area: Area, sheet: FoldedSheet, scale: float) -> Area:
    x, y = ((1 - scale) * extent / 2 for extent in (sheet.width, sheet.height))
    return Area(x + area.x * scale, y + area.y * scale, area.width * scale, area.height * scale)


def test_panels_start_and_end_on_common_lines(sheet: FoldedSheet) -> None:
    assert len({(panel.live.top, panel.live.y) for panel in sheet.panels}) == 1


def test_a_panel_is_found_by_name(sheet: FoldedSheet) -> None:
    panel = sheet.panel("back")
    assert isinstance(panel, Panel)
    assert (panel.name, panel.side, panel.area.x) == ("back", 0, 3.625 * INCH)


def test_pages_have_their_margins(shipped: Workspace) -> None:
    layout = load_layout(shipped, "letter")
    assert page_area(layout) == Area(72, 0.9 * INCH, 6.5 * INCH, 9.4 * INCH)


def test_margins_that_are_not_said_are_the_edge(shipped: Workspace) -> None:
    data = {"title": "T", "sheet": {"size": "a5"}, "margin": {"edge": "10pt", "left": "0pt"}}
    sizes = {"text": "12pt", "smallest": "12pt", "largest": "12pt"}
    area = page_area(Layout.model_validate(data | {"type": sizes}))
    assert (area.x, area.y) == (0, 10)
    assert (area.right, area.top) == pytest.approx((148 * MM - 10, 210 * MM - 10))


def test_margins_of_a_side_count_at_the_sheets_edges_only(trifold: Layout) -> None:
    margin = trifold.margin.model_copy(update={"left": 50.0, "right": 60.0})
    sheet = folded_sheet(trifold.model_copy(update={"margin": margin}))
    assert sheet.panel("flap").live.x == 50
    assert sheet.width - sheet.panel("front").live.right == pytest.approx(60)
    assert sheet.panel("back").live.x - sheet.panel("back").area.x == pytest.approx(trifold.margin.fold)
