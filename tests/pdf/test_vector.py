"""SVG pictures on the page: each way of saying a shape gives the pixels it should."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from carefold.graphics.colour import grey
from carefold.structure import Element
from carefold.units import Area

SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" %s>%s</svg>'
BOX = 'viewBox="0 0 100 100"'
WHITE, BLACK, RED, BLUE, GREEN = (255, 255, 255), (0, 0, 0), (255, 0, 0), (0, 0, 255), (0, 128, 0)
Point = tuple[int, int, tuple[int, int, int]]


@pytest.fixture
def seen(tmp_path: Path, pages: Any) -> Callable[..., Any]:
    """The picture drawn 100 by 100 points large, with 20 points around it, as pixels."""

    def render(inside: str, head: str = BOX, *, mono: bool = False) -> Any:
        file = tmp_path / "a.svg"
        file.write_text(SVG % (head, inside))
        canvas = pages((140.0, 140.0), Element("Document"), mono=mono)
        canvas.picture(file, Area(20, 20, 100, 100))
        page = pypdfium2.PdfDocument(BytesIO(canvas.file()))[0]
        return page.render(scale=2).to_pil().convert("RGB")

    return render


def at(pixels: Any, x: int, y: int) -> tuple[int, int, int]:
    """The colour at a place of the picture, y down."""
    found: tuple[int, int, int] = pixels.getpixel((2 * (20 + x), 2 * (20 + y)))
    return found


def alike(one: tuple[int, ...], other: tuple[int, ...]) -> bool:
    return all(abs(a - b) <= 3 for a, b in zip(one, other, strict=True))


CASES: dict[str, tuple[str, list[Point]]] = {
    "rect": ('<rect x="10" y="10" width="20" height="20" fill="red"/>', [(20, 20, RED), (35, 20, WHITE)]),
    "corners": (
        '<rect x="10" y="10" width="80" height="40" rx="40" ry="5"/>',
        [(14, 12, WHITE), (12, 30, BLACK), (50, 12, BLACK)],
    ),
    "a radius for both": ('<rect width="50" height="50" ry="25"/>', [(3, 3, WHITE), (25, 25, BLACK), (47, 47, WHITE)]),
    "circle": ('<circle cx="50" cy="50" r="20"/>', [(50, 32, BLACK), (36, 36, BLACK), (34, 34, WHITE)]),
    "ellipse": ('<ellipse cx="50" cy="50" rx="40" ry="10"/>', [(15, 50, BLACK), (50, 35, WHITE)]),
    "line": (
        '<line x1="0" y1="50" x2="100" y2="50" stroke="blue" stroke-width="10"/>',
        [(9, 53, BLUE), (9, 57, WHITE)],
    ),
    "polyline is filled": ('<polyline points="0,0 90,0 0,90"/>', [(20, 20, BLACK), (80, 80, WHITE)]),
    "polygon with a hole": (
        '<polygon points="0,0 99,0 99,99 0,99 0,0 30,30 30,60 60,60 60,30 30,30" fill-rule="evenodd"/>',
        [(10, 50, BLACK), (45, 45, WHITE)],
    ),
    "path": ('<path d="m10 10h20v20H10z m40 0 20 0 0 20z"/>', [(20, 20, BLACK), (66, 14, BLACK), (54, 26, WHITE)]),
    "arc": ('<path d="M10 50a40 40 0 0 1 80 0z"/>', [(50, 15, BLACK), (50, 55, WHITE)]),
    "arc flags without spaces": ('<path d="M10 50a40 40 0 0180 0z"/>', [(50, 15, BLACK), (50, 55, WHITE)]),
    "quadratic": ('<path d="M0 0Q100 0 100 100L0 100z"/>', [(60, 30, BLACK), (95, 10, WHITE)]),
    "smooth": (
        '<path d="M0 50c0-50 50-50 50 0s50 50 50 0z" fill="red"/>',
        [(25, 30, RED), (75, 70, RED), (75, 40, WHITE)],
    ),
    "transforms": (
        '<g transform="translate(50-20)scale(2)"><rect width="5" height="30" transform="rotate(45)"/></g>',
        [(47, 0, WHITE), (30, 5, BLACK), (65, 5, WHITE)],
    ),
    "turned around a point": ('<rect x="40" width="20" height="50" transform="rotate(90 50 50)"/>', [(75, 50, BLACK)]),
    "inherited": (
        '<g fill="red" stroke="blue" stroke-width="10"><rect x="20" y="20" width="40" height="40"/></g>',
        [(40, 40, RED), (20, 40, BLUE)],
    ),
    "inherit": (
        '<g fill="red"><g fill="none"><rect width="50" height="50" fill="inherit"/></g></g>',
        [(20, 20, WHITE)],
    ),
    "own colour": ('<g color="red"><rect width="50" height="50" fill="currentColor"/></g>', [(20, 20, RED)]),
    "style wins over attributes": ('<rect width="50" height="50" fill="red" style="fill: blue"/>', [(20, 20, BLUE)]),
    "css wins over attributes": (
        '<defs><style>.a, .b{fill:none;stroke:red} .a{fill:#00f}</style></defs><rect class="a" width="50" height="50" '
        'fill="red"/>',
        [(20, 20, BLUE)],
    ),
    "css after the shape": (
        '<rect id="z" width="50" height="50"/><style>g rect, #z{fill:red}</style>',
        [(20, 20, RED)],
    ),
    "css for a mouse": ('<style>rect:hover{fill:red}</style><rect width="50" height="50"/>', [(20, 20, BLACK)]),
    "use": (
        '<defs><rect id="r" width="20" height="20"/></defs><use href="#r" x="10" fill="red"/>'
        '<use xlink:href="#r" transform="translate(50 50)" fill="blue"/>',
        [(15, 5, RED), (60, 60, BLUE), (5, 5, WHITE)],
    ),
    "use of nothing": ('<use href="#a"/><use/>', [(50, 50, WHITE)]),
    "symbol": (
        '<symbol id="s" viewBox="0 0 10 20"><circle cx="10" cy="10" r="6" fill="red"/></symbol>'
        '<use href="#s" x="10" y="10" width="40" height="40"/>',
        [(38, 30, RED), (48, 30, RED), (51, 30, WHITE)],
    ),
    "a picture inside": (
        '<svg x="10" y="10" width="50" height="50" viewBox="0 0 10 10"><rect x="5" width="50%" height="100"/></svg>',
        [(50, 30, BLACK), (30, 30, WHITE), (50, 70, WHITE)],
    ),
    "clip path": (
        '<clipPath id="c"><circle cx="50" cy="50" r="30" fill="none"/></clipPath>'
        '<rect width="100" height="100" fill="red" clip-path="url(#c)"/>',
        [(50, 50, RED), (10, 10, WHITE)],
    ),
    "clip path of a group, moved": (
        '<g style="clip-path: url(\'#c\')" transform="translate(20 0)"><rect width="99" height="99" fill="red"/></g>'
        '<clipPath id="c" transform="translate(0 20)"><rect width="30" height="30"/></clipPath>',
        [(30, 30, RED), (10, 30, WHITE), (30, 10, WHITE), (60, 30, WHITE)],
    ),
    "clip path with a hole": (
        '<clipPath id="c"><path d="M0 0h90v90h-90zM30 30h30v30h-30z" clip-rule="evenodd"/></clipPath>'
        '<rect width="99" height="99" clip-path="url(#c)"/>',
        [(10, 10, BLACK), (45, 45, WHITE)],
    ),
    "an empty clip path": ('<clipPath id="c"/><rect width="99" height="99" clip-path="url(#c)"/>', [(50, 50, WHITE)]),
    "fill opacity": ('<rect width="50" height="50" fill="#f00" fill-opacity="50%"/>', [(20, 20, (255, 128, 128))]),
    "opacity": ('<rect width="50" height="50" fill="#f00" opacity=".5"/>', [(20, 20, (255, 128, 128))]),
    "colour with opacity": ('<rect width="50" height="50" fill="rgba(255, 0, 0, .5)"/>', [(20, 20, (255, 128, 128))]),
    "opacity of a group": (
        '<g opacity=".5"><rect width="30" height="30" fill="red"/><rect x="50" width="30" height="30"/></g>',
        [(20, 20, (255, 128, 128)), (60, 20, (128, 128, 128))],
    ),
    "opacity of one does not stay": (
        '<rect width="50" height="50" fill="red" opacity=".5"/><rect y="50" width="50" height="50" fill="red"/>'
        '<rect x="50" width="50" height="50" fill="red" opacity=".5"/>',
        [(20, 20, (255, 128, 128)), (20, 70, RED), (70, 20, (255, 128, 128))],
    ),
    "invisible": (
        '<rect width="99" height="99" display="none"/><g visibility="hidden"><rect width="50" height="99"/>'
        '<rect x="50" width="50" height="99" visibility="visible"/></g><g opacity="0"><rect width="9" height="9"/></g>',
        [(20, 20, WHITE), (70, 20, BLACK)],
    ),
    "nothing to see": (
        '<path d=""/><rect width="0" height="50" stroke="red" stroke-width="9"/><circle r="0" stroke="red"/><g/>',
        [(1, 1, WHITE), (0, 20, WHITE)],
    ),
    "dashes": (
        '<line x1="0" y1="50" x2="100" y2="50" stroke="black" stroke-width="9" stroke-dasharray="20,10" '
        'stroke-dashoffset="10"/>',
        [(5, 50, BLACK), (15, 50, WHITE), (30, 50, BLACK)],
    ),
    "switch": (
        '<switch><rect width="99" height="99" requiredExtensions="http://x.example"/>'
        '<rect width="50" height="50" fill="red"/><rect width="99" height="99"/></switch>',
        [(20, 20, RED), (70, 70, WHITE)],
    ),
    "foreign elements": (
        '<x:namedview xmlns:x="http://x.example"><rect width="99" height="99"/></x:namedview><title>A</title>',
        [(20, 20, WHITE)],
    ),
    "percentages": (
        '<rect x="10%" y="50%" width="50%" height="10%"/><circle r="20%"/>',
        [(30, 55, BLACK), (13, 13, BLACK)],
    ),
    "outside is cut off": ('<rect x="-50" y="-50" width="300" height="300"/>', [(99, 99, BLACK), (105, 50, WHITE)]),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_it_looks_right(seen: Any, name: str) -> None:
    inside, points = CASES[name]
    pixels = seen(inside)
    found = [(x, y, at(pixels, x, y)) for x, y, _ in points]
    assert all(alike(one[2], other[2]) for one, other in zip(found, points, strict=True)), found


HEADS: dict[str, tuple[str, list[Point]]] = {
    "the middle": ('width="200" height="200" viewBox="0 0 50 100"', [(10, 50, WHITE), (50, 50, RED), (70, 50, RED)]),
    "stretched": ('viewBox="0 0 50 100" width="9" height="9" preserveAspectRatio="none"', [(3, 50, RED), (97, 3, RED)]),
    "right": (
        'viewBox="0 0 50 100" width="9" height="9" preserveAspectRatio="xMaxYMid meet"',
        [(40, 50, WHITE), (97, 50, RED)],
    ),
    "sliced": (
        'viewBox="0 0 50 100" width="9" height="9" preserveAspectRatio="xMidYMin slice"',
        [(3, 50, RED), (97, 97, RED)],
    ),
    "another corner": ('viewBox="-50 0 100 100"', [(40, 50, WHITE), (60, 50, RED)]),
    "without a box": ('width="100" height="100"', [(45, 50, RED), (55, 50, WHITE)]),
    "other units": ('width="10cm" height="100mm" viewBox="0 0 100 100"', [(45, 50, RED), (55, 50, WHITE)]),
}


@pytest.mark.parametrize("name", HEADS)
def test_its_box_lies_right(seen: Any, name: str) -> None:
    head, points = HEADS[name]
    pixels = seen('<rect width="50" height="100" fill="red"/>', head)
    found = [(x, y, at(pixels, x, y)) for x, y, _ in points]
    assert all(alike(one[2], other[2]) for one, other in zip(found, points, strict=True)), found


def test_a_very_small_unit_keeps_its_shape(seen: Any) -> None:
    pixels = seen('<circle cx=".005" cy=".005" r=".003"/>', 'viewBox="0 0 .01 .01" width="100" height="100"')
    assert [at(pixels, x, 50) for x in (15, 25, 75, 85)] == [WHITE, BLACK, BLACK, WHITE]


def test_in_mono_it_is_grey(seen: Any) -> None:
    pixels = seen('<rect width="50" height="50" fill="#0b6e73"/>', mono=True)
    shade = round(255 * grey((11 / 255, 110 / 255, 115 / 255)))
    assert alike(at(pixels, 20, 20), (shade,) * 3)


def test_the_same_picture_has_the_same_operators(tmp_path: Path, pages: Any, read_pdf: Any) -> None:
    (tmp_path / "a.svg").write_text(SVG % (BOX, CASES["css wins over attributes"][0]))
    codes = []
    for _ in range(2):
        canvas = pages((140.0, 140.0), Element("Document"))
        canvas.picture(tmp_path / "a.svg", Area(0, 0, 100, 100))
        codes.append(read_pdf(canvas.file()).reader.pages[0].get_contents().get_data())
    assert codes[0] == codes[1]
    assert b"nan" not in codes[0] and b"e-" not in codes[0]
