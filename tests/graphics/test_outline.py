"""Shapes as path operators."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carefold.graphics.outline import (
    Outline,
    circle,
    curve,
    left_edge,
    line,
    person,
    polygon,
    rectangle,
    rounded,
    rounded_above,
)

PLACE = st.floats(-500, 500)
LENGTH = st.floats(0.1, 400)
OPERANDS = {"m": 2, "l": 2, "c": 6, "h": 0, "re": 4}


def corners(outline: Outline) -> tuple[float, float, float, float]:
    """The box around all points of an outline; control points of a quarter circle stay inside it."""
    points = [numbers[at : at + 2] for _, numbers in outline for at in range(0, len(numbers), 2)]
    across, up = zip(*points, strict=True)
    return min(across), min(up), max(across), max(up)


def is_closed(outline: Outline) -> bool:
    """Whether each sub-path ends with `h`, and comes back to its start by then."""
    start = end = (0.0, 0.0)
    opened = False
    for step, numbers in outline:
        assert len(numbers) == OPERANDS[step]
        if step == "m":
            if opened:
                return False
            start, opened = (numbers[0], numbers[1]), True
        if step == "h":
            opened = False
            assert end == pytest.approx(start) or len(outline) > 3
        elif numbers:
            end = (numbers[-2], numbers[-1])
    return not opened


@given(PLACE, PLACE, LENGTH, LENGTH, st.floats(0, 300))
def test_a_rounded_rectangle_fills_its_box(x: float, y: float, width: float, height: float, radius: float) -> None:
    shape = rounded(x, y, width, height, radius)
    assert is_closed(shape)
    assert corners(shape) == pytest.approx((x, y, x + width, y + height), abs=1e-6)


@given(PLACE, PLACE, st.floats(0.1, 200))
def test_a_circle_lies_around_its_middle(x: float, y: float, radius: float) -> None:
    assert is_closed(circle(x, y, radius))
    assert corners(circle(x, y, radius)) == pytest.approx((x - radius, y - radius, x + radius, y + radius), abs=1e-6)


def test_a_circle_is_round() -> None:
    """Half way along each quarter the curve is as far from the middle as at its ends (to 0.03%)."""
    start = (0.0, 0.0)
    for step, numbers in circle(0, 0, 100):
        if step == "c":
            points = [start, numbers[:2], numbers[2:4], numbers[4:]]
            x, y = (
                sum(weight * p[axis] for weight, p in zip((1, 3, 3, 1), points, strict=True)) / 8 for axis in (0, 1)
            )
            assert (x * x + y * y) ** 0.5 == pytest.approx(100, abs=0.03)
        start = numbers[-2:] or start


@given(PLACE, PLACE, st.floats(1, 20), st.floats(85, 400), st.floats(0, 2))
def test_a_left_edge_stays_in_its_rectangle(x: float, y: float, width: float, height: float, round_: float) -> None:
    shape = left_edge(x, y, width, height, radius=round_ * width)
    assert is_closed(shape)
    left, foot, right, top = corners(shape)
    assert left >= x - 1e-6
    assert foot >= y - 1e-6
    assert top <= y + height + 1e-6
    assert right == pytest.approx(x + width)


@given(PLACE, PLACE, st.floats(5, 100))
def test_a_person_is_as_high_as_told_and_half_as_wide(x: float, y: float, height: float) -> None:
    left, foot, right, top = corners(person(x, y, height))
    assert (left, foot, top) == pytest.approx((x, y, y + height), abs=1e-6)
    assert 0.4 * height < right - left < 0.5 * height
    assert is_closed(person(x, y, height))


def test_a_person_has_shoulders_and_two_legs() -> None:
    points = [numbers[-2:] for _, numbers in person(0, 0, 100) if numbers]
    feet = sorted(x for x, y in points if y == 0)
    arms = [x for x, y in points if 30 < y < 72]
    assert len(feet) == 4
    assert min(arms) < feet[0] < feet[1] < feet[2] < feet[3] < max(arms)


@given(PLACE, PLACE, st.floats(20, 400), st.floats(20, 400), st.floats(0, 9))
def test_what_is_rounded_above_fills_its_box(x: float, y: float, width: float, height: float, radius: float) -> None:
    shape = rounded_above(x, y, width, height, radius)
    assert is_closed(shape)
    assert corners(shape) == pytest.approx((x, y, x + width, y + height), abs=1e-6)
    assert shape[0] == ("m", (x, y))


def test_polygons_and_rectangles() -> None:
    assert is_closed(polygon((0, 0), (4, 0), (4, 3)))
    assert polygon((0, 0), (4, 0), (4, 3)) == (("m", (0, 0)), ("l", (4, 0)), ("l", (4, 3)), ("h", ()))
    assert rectangle(1, 2, 3, 4) == (("re", (1, 2, 3, 4)),)


def test_lines_and_curves_stay_open() -> None:
    assert line(1, 2, 3, 4) == (("m", (1, 2)), ("l", (3, 4)))
    assert curve((0, 0), (1, 1, 2, 1, 3, 0)) == (("m", (0, 0)), ("c", (1, 1, 2, 1, 3, 0)))
