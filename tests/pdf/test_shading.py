"""Gradients on the page: each colour where SVG has it, also without colour, see-through, and on a page on its head."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from pypdf import PdfReader

from carefold.graphics.colour import grey
from carefold.structure import Element
from carefold.units import Area

HEAD = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100">'
FROM, TO = (200, 40, 0), (20, 120, 240)
STOPS = '<stop offset="0" stop-color="rgb(200,40,0)"/><stop offset="1" stop-color="rgb(20,120,240)"/>'
ACROSS = f'<linearGradient id="a">{STOPS}</linearGradient><rect width="100" height="100" fill="url(#a)"/>'
ROUND = f'<radialGradient id="a" r="1">{STOPS}</radialGradient><rect width="100" height="100" fill="url(#a)"/>'
FADING = (
    '<linearGradient id="a"><stop offset="0" stop-color="black"/>'
    '<stop offset="1" stop-color="black" stop-opacity="0"/></linearGradient>'
    '<rect width="100" height="100" fill="url(#a)"/>'
)
_SCALE = 4


class Picture:
    """A drawing of 100 by 100 in an area of a page of 300 by 300."""

    def __init__(self, inside: str, folder: Path, pages: Any, *, mono: bool = False, turned: bool = False) -> None:
        file = folder / "a.svg"
        file.write_text(f"{HEAD}{inside}</svg>")
        canvas = pages((300.0, 300.0), Element("Document"), mono=mono)
        canvas.picture(file, Area(50, 120, 100, 100))
        canvas.next_page(turned=turned)
        self.data, self.turned = canvas.file(), turned
        with pypdfium2.PdfDocument(BytesIO(self.data)) as document:
            self.pixels = document[0].render(scale=_SCALE).to_pil().convert("RGB")

    def at(self, x: float, y: float) -> tuple[int, int, int]:
        """The colour of a point of the drawing, y down."""
        right, down = 50 + x, 300 - 220 + y
        if self.turned:
            right, down = 300 - right, 300 - down
        found: tuple[int, int, int] = self.pixels.getpixel((int(right * _SCALE), int(down * _SCALE)))
        return found


def between(share: float) -> tuple[float, ...]:
    return tuple(a + (b - a) * share for a, b in zip(FROM, TO, strict=True))


@pytest.mark.parametrize("turned", [False, True])
@pytest.mark.parametrize("x", [2, 30, 50, 97])
def test_along_a_line(x: int, turned: bool, tmp_path: Path, pages: Any) -> None:
    picture = Picture(ACROSS, tmp_path, pages, turned=turned)
    assert picture.at(x, 50) == pytest.approx(between(x / 100), abs=3)


@pytest.mark.parametrize(("x", "y", "share"), [(50, 50, 0.0), (90, 50, 0.4), (50, 20, 0.3), (80, 90, 0.5)])
def test_around_a_point(x: int, y: int, share: float, tmp_path: Path, pages: Any) -> None:
    assert Picture(ROUND, tmp_path, pages).at(x, y) == pytest.approx(between(share), abs=3)


@pytest.mark.parametrize("x", [2, 30, 50, 70, 97])
def test_without_colour_it_is_as_light(x: int, tmp_path: Path, pages: Any) -> None:
    picture = Picture(ACROSS, tmp_path, pages, mono=True)
    red, green, blue = (part / 255 for part in between(x / 100))
    assert picture.at(x, 50) == pytest.approx((255 * grey((red, green, blue)),) * 3, abs=3)
    pattern = PdfReader(BytesIO(picture.data)).pages[0]["/Resources"]["/Pattern"].values()
    assert [one.get_object()["/Shading"]["/ColorSpace"] for one in pattern] == ["/DeviceGray"]


@pytest.mark.parametrize("turned", [False, True])
@pytest.mark.parametrize("x", [2, 30, 50, 97])
def test_it_fades(x: int, turned: bool, tmp_path: Path, pages: Any) -> None:
    picture = Picture(FADING, tmp_path, pages, turned=turned)
    assert picture.at(x, 50) == pytest.approx((255 * x / 100,) * 3, abs=4)


def test_a_gradient_of_several_shapes_that_lie_alike_is_written_once(tmp_path: Path, pages: Any) -> None:
    twice = ACROSS.replace("<rect", '<rect width="100" height="100" fill="url(#a)" opacity=".5"/><rect')
    reader = PdfReader(BytesIO(Picture(twice, tmp_path, pages).data))
    assert len(reader.pages[0]["/Resources"]["/Pattern"]) == 1
    assert len(re.findall(rb"scn", reader.pages[0].get_contents().get_data())) == 2
