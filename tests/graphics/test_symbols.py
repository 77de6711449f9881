"""The drawn symbols: one weight, one grid, names that can be found; and the body with its places."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from carefold.graphics import body
from carefold.graphics.image_files import vector
from carefold.graphics.symbols import names, other_names, symbol
from carefold.languages.language import Language
from carefold.model.symbols import TextWithSymbol
from carefold.resources import shipped

FOLDER = shipped() / "symbols"
SPOTS = body._spots()


def test_there_are_symbols_for_what_a_nurse_says() -> None:
    wanted = """food walk shower drive lift pill drop inhaler thermometer phone calendar clock stop ask yes no sleep
    heart lungs brain foot eye ear tooth bone baby person people water wash bandage needle hospital ambulance home
    email warning no-smoking no-alcohol stairs bath weigh"""
    assert not set(wanted.split()) - set(names())


@pytest.mark.parametrize("name", names())
def test_a_symbol_is_drawn_with_one_pen_on_the_grid(name: str) -> None:
    shapes = vector(FOLDER / f"{name}.svg").shapes
    assert all(shape.stroke and shape.stroke.width == 2 and shape.fill is None for shape in shapes)
    assert {(shape.stroke.cap, shape.stroke.join) for shape in shapes if shape.stroke} == {(1, 1)}
    flat = [part for _, points in symbol(name) for part in points]
    assert min(flat) >= 1 / 24 - 1e-9
    assert max(flat) <= 23 / 24 + 1e-9
    assert max(flat[::2]) - min(flat[::2]) > 0.25 or name == "cane"


def test_no_two_symbols_are_one_picture_and_no_part_is_too_small_to_be_printed() -> None:
    drawn = [symbol(name) for name in names()]
    assert len(set(drawn)) == len(drawn)
    assert not [name for name in names() if re.search(r"[hv]-?\.01\b", (FOLDER / f"{name}.svg").read_text())]


def test_other_names_lead_to_symbols_and_are_none_themselves() -> None:
    assert set(other_names().values()) <= set(names())
    assert not set(other_names()) & set(names())
    listed = [
        word
        for line in (FOLDER / "called.txt").read_text("utf-8").splitlines()[1:]
        for word in line.split(": ")[1].split()
    ]
    assert len(listed) == len(set(listed)), "each leads to one"


def test_the_licence_lies_beside_them() -> None:
    assert "Permission is hereby granted" in Path(FOLDER / "LICENSE.txt").read_text("utf-8")


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("walking", "walk"), ("Pill", "pill"), ("tablet", "pill"), ("no smoking", "no-smoking"), ("hart", "heart"),
        ("caminar", "walk"), ("medicine", "pill"), ("car", "drive"), ("no_alcohol", "no-alcohol"),
    ],
)  # fmt: skip
def test_a_wrong_name_is_answered_with_the_one_that_was_meant(written: str, meant: str) -> None:
    with pytest.raises(ValueError, match=f"did you mean `{meant}`"):
        TextWithSymbol.model_validate({"icon": written, "text": "A"})


# --- the body


@pytest.mark.parametrize("view", ["front", "back"])
def test_left_is_the_persons_own(view: str) -> None:
    left, right = (body.place_at(f"{side}-knee", view)[0] for side in ("left", "right"))
    assert (left > right) == (view == "front")
    assert left + right == pytest.approx(body.figure(view).width)


@pytest.mark.parametrize("name", SPOTS)
def test_a_place_lies_on_the_body_and_has_a_name(name: str) -> None:
    for view in SPOTS[name].seen:
        assert body.place_problem(name, view) == ""
        assert _inside(body.place_at(name, view), view), "on the body, or within two points of its edge"
    for language in ("en", "es"):
        assert Language.of(language).meanings("places").get(name)


def test_every_name_of_a_place_is_one() -> None:
    for language in ("en", "es"):
        assert set(Language.of(language).meanings("places")) == set(SPOTS)
    assert Language.of("en").meanings("places")["left-knee"] == "left knee"
    assert Language.of("es").meanings("places")["left-knee"] == "rodilla izquierda"


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("knee", "`left-knee` or `right-knee`"), ("Left Knee", "`left-knee`"), ("knee-left", "`left-knee`"),
        ("shoulder_blade", "`left-shoulder-blade` or `right-shoulder-blade`"), ("lowerback", "`lower-back`"),
    ],
)  # fmt: skip
def test_a_place_that_is_none_is_answered_with_one(written: str, meant: str) -> None:
    assert body.place_problem(written, "front").endswith(f"Hint: did you mean {meant}?")


def test_without_any_likeness_all_places_are_named() -> None:
    assert "navel, " in body.place_problem("qqq", "front")


def _inside(at: tuple[float, float], view: str) -> bool:
    """Whether a point, or one near it, lies within the outline: a line to its right crosses that oddly often."""
    points = [(points[-2], points[-1]) for step, points in body.figure(view).outlines[0] if step in ("m", "l", "c")]
    pairs = list(zip(points, (*points[1:], points[0]), strict=True))

    def crossings(x: float, y: float) -> int:
        return sum((y0 > y) != (y1 > y) and x < x0 + (y - y0) * (x1 - x0) / (y1 - y0) for (x0, y0), (x1, y1) in pairs)

    near = (-2.0, 0.0, 2.0)
    return any(crossings(at[0] + right, at[1] + up) % 2 for right in near for up in near)
