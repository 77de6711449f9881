"""Where panels lie: widths and folds of docs/look.md, and room for printers that shrink the page."""

from itertools import pairwise

import pytest

from carefold.imposition.sheet import FoldedSheet, Panel, folded_sheet, page_area
from carefold.model.layout import Layout
from carefold.units import INCH, MM, Area
from carefold.workspace import Workspace, load_layout

SHRUNK = (1.0, 0.94)  # “fit to page” makes a page about this large, and centres it


FOLDED = ("trifold", "trifold-a4", "zfold", "zfold-a4", "bifold", "bifold-a4", "gatefold", "card")
WIDTHS = {  # from left to right as printed, inside
    "trifold": [3.6875 * INCH, 3.6875 * INCH, 3.625 * INCH],
    "trifold-a4": [100 * MM, 100 * MM, 97 * MM],
    "zfold": [264.0, 264.0, 264.0],
    "zfold-a4": [99 * MM, 99 * MM, 99 * MM],
    "bifold": [396.0, 396.0],
    "bifold-a4": [148.5 * MM, 148.5 * MM],
    "gatefold": [252 - MM, 504 + 2 * MM, 252 - MM],
    "card": [85.6 * MM, 85.6 * MM],
}


@pytest.fixture(params=FOLDED)
def layout(request: pytest.FixtureRequest, shipped: Workspace) -> Layout:
    return load_layout(shipped, request.param)


@pytest.fixture
def sheet(layout: Layout) -> FoldedSheet:
    return folded_sheet(layout)


@pytest.fixture
def trifold(shipped: Workspace) -> Layout:
    return load_layout(shipped, "trifold")


def test_no_folded_layout_is_forgotten(shipped: Workspace) -> None:
    names = shipped.sources.names("layouts")
    assert {name for name in names if load_layout(shipped, name).sides} == set(FOLDED)


def test_panels_fill_both_sides(sheet: FoldedSheet) -> None:
    for side in (0, 1):
        x = 0.0
        for panel in (panel for panel in sheet.panels if panel.side == side):
            assert (panel.area.x, panel.area.y, panel.area.height) == (pytest.approx(x), 0, sheet.height)
            x = panel.area.right
        assert x == pytest.approx(sheet.width)


@pytest.mark.parametrize("name", FOLDED)
def test_panels_are_as_wide_as_the_fold_needs(shipped: Workspace, name: str) -> None:
    sheet = folded_sheet(load_layout(shipped, name))
    edges = [0.0, *sheet.folds[1], sheet.width]
    assert [right - left for left, right in pairwise(edges)] == pytest.approx(WIDTHS[name], abs=0.01)


def test_the_flap_of_a_letter_fold_is_narrower_by_a_sixteenth(trifold: Layout) -> None:
    widths = {panel.name: panel.area.width / INCH for panel in folded_sheet(trifold).panels}
    assert widths == {
        "flap": 3.625, "back": 3.6875, "front": 3.6875,
        "inside-left": 3.6875, "inside-middle": 3.6875, "inside-right": 3.625,
    }  # fmt: skip


@pytest.mark.parametrize("flap", [INCH / 32, INCH / 16, INCH / 8])
def test_a_flap_for_thicker_paper(trifold: Layout, flap: float) -> None:
    sheet = folded_sheet(trifold.model_copy(update={"flap": flap}))
    for narrow, wide in (("flap", "back"), ("inside-right", "inside-left")):
        assert sheet.panel(wide).area.width - sheet.panel(narrow).area.width == pytest.approx(flap)
    assert sheet.panel("inside-right").area.right == pytest.approx(sheet.width)


def test_folds_are_at_the_same_place_of_the_paper_seen_from_both_sides(sheet: FoldedSheet) -> None:
    outside, inside = sheet.folds
    assert [sheet.width - x for x in reversed(outside)] == pytest.approx(list(inside))


@pytest.mark.parametrize("scale", SHRUNK)
def test_text_stays_clear_of_edges_and_folds(layout: Layout, sheet: FoldedSheet, scale: float) -> None:
    """7 mm and 3 mm; a piece that is cut from the middle of a sheet has 3 mm to its own edge."""
    from_edge = (7 if layout.flat is None else 3) * MM
    scale = scale if layout.flat is None else 1.0
    for panel in sheet.panels:
        live = shrunk(panel.live, sheet, scale)
        assert min(live.x, live.y, sheet.width - live.right, sheet.height - live.top) >= from_edge, panel.name
        folds = sheet.folds[panel.side]
        assert all(fold <= live.x - 3 * MM or fold >= live.right + 3 * MM for fold in folds), panel.name


def test_columns_of_a_panel_dont_touch(sheet: FoldedSheet) -> None:
    for one, other in pairwise(sheet.panels):
        assert one.side != other.side or one.live.right + 6 * MM <= other.live.x + 0.01


def shrunk(area: Area, sheet: FoldedSheet, scale: float) -> Area:
    x, y = ((1 - scale) * extent / 2 for extent in (sheet.width, sheet.height))
    return Area(x + area.x * scale, y + area.y * scale, area.width * scale, area.height * scale)


def test_panels_start_and_end_on_common_lines(sheet: FoldedSheet) -> None:
    assert len({(panel.live.top, panel.live.y) for panel in sheet.panels}) == 1


def test_a_panel_is_found_by_name(trifold: Layout) -> None:
    panel = folded_sheet(trifold).panel("back")
    assert isinstance(panel, Panel)
    assert (panel.name, panel.side, panel.area.x) == ("back", 0, 3.625 * INCH)


def test_pages_have_their_margins(shipped: Workspace) -> None:
    layout = load_layout(shipped, "letter")
    area = page_area(layout)
    assert (area.x, area.y) == pytest.approx((0.7 * INCH, 0.7 * INCH))
    assert (area.width, area.height) == pytest.approx((7.1 * INCH, 9.85 * INCH))


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
