"""Lengths, sheets and rectangles."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carefold.units import INCH, MM, SHEETS, Area, points


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("12pt", 12), ("1in", 72), ("0.34in", 24.48), ("1/16in", 4.5), ("7 mm", 7 * MM), ("2cm", 20 * MM),
        ("-1mm", -MM), (" 3pt ", 3), ("25.4mm", 72), ("0pt", 0),
    ],
)  # fmt: skip
def test_points(written: str, expected: float) -> None:
    assert points(written) == pytest.approx(expected)


@pytest.mark.parametrize("written", ["", "12", "pt", "1,5mm", "12 px", "1/0in", "--1mm", "1e3pt", ".5in", "1in 2in"])
def test_what_is_no_length_says_how_to_write_one(written: str) -> None:
    with pytest.raises(ValueError, match=r"is no length\. Hint: write a number and its unit"):
        points(written)


@pytest.mark.parametrize(
    ("written", "meant"), [("3 inches", "3in"), ('2.5"', "2.5in"), ("7 millimeters", "7mm"), ("1/2 inch", "1/2in")]
)
def test_a_unit_in_words_says_how_it_is_written(written: str, meant: str) -> None:
    with pytest.raises(ValueError, match=f"Hint: write {meant}"):
        points(written)
    assert points(meant) > 0


@given(st.decimals(0, 1000, places=3), st.sampled_from(["pt", "in", "mm", "cm"]))
def test_every_plain_number_is_read(number: Decimal, unit: str) -> None:
    inches = float(number) / {"pt": 72, "in": 1, "mm": 25.4, "cm": 2.54}[unit]
    assert points(f"{number}{unit}") == pytest.approx(72 * inches)


def test_sheets_are_upright() -> None:
    assert SHEETS["letter"] == (612, 792)
    assert SHEETS["a4"] == pytest.approx((595.28, 841.89), abs=0.01)
    assert all(width < height for width, height in SHEETS.values())


def test_area() -> None:
    area = Area(10, 20, 100, 200)
    assert (area.right, area.top) == (110, 220)
    assert area.inset(1, 2, 3, 4) == Area(11, 24, 97, 193)
    assert pytest.approx(25.4 * MM) == INCH
