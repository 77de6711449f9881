"""Colours and contrast."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carefold.graphics.colour import BLACK, WHITE, Rgb, contrast, mix, rgb

PART = st.floats(0, 1)
COLOURS = st.tuples(PART, PART, PART)


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [
        ("#000000", "#ffffff", 21.0),  # the examples that WCAG and WebAIM publish
        ("#767676", "#ffffff", 4.54),
        ("#777777", "#ffffff", 4.48),
        ("#949494", "#ffffff", 3.03),
        ("#ff0000", "#ffffff", 4.0),
        ("#0000ff", "#ffffff", 8.59),
        ("#008000", "#ffffff", 5.14),
        ("#ffff00", "#ffffff", 1.07),
    ],
)
def test_published_ratios(one: str, other: str, ratio: float) -> None:
    assert contrast(rgb(one), rgb(other)) == pytest.approx(ratio, abs=0.005)


@given(COLOURS, COLOURS)
def test_contrast_is_the_same_both_ways(one: Rgb, other: Rgb) -> None:
    assert contrast(one, other) == contrast(other, one)
    assert 1 <= contrast(one, other) <= 21
    assert contrast(one, one) == 1


def test_mix() -> None:
    assert mix(BLACK, WHITE, 0.25) == (0.25, 0.25, 0.25)
    assert mix(BLACK, WHITE, 0) == BLACK
    assert mix(BLACK, WHITE, 1) == WHITE


def test_rgb() -> None:
    assert rgb("#0b6e73") == pytest.approx((11 / 255, 110 / 255, 115 / 255))
