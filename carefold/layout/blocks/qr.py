"""QR codes, with a quiet zone and the address beside them."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from carefold.caches import kept_of_text
from carefold.graphics.colour import BLACK, WHITE
from carefold.graphics.outline import Outline, rectangle
from carefold.graphics.surface import Surface
from carefold.layout.blocks.contact import shown_address
from carefold.layout.boxes import Box, Item, Space, beside, joined, kept, lowered, stacked
from carefold.layout.paragraph import set_paragraph
from carefold.layout.setting import Setting, set_text
from carefold.layout.styles import GRID
from carefold.model.addresses import as_uri
from carefold.model.inline import Words
from carefold.model.pictures import QrBlock
from carefold.structure import Element
from carefold.units import MM, Area

SIDE = 22 * MM  # with the quiet zone
_QUIET = 4  # modules of white on each side (ISO/IEC 18004, 6.3.8)
_LEAST_MODULE = 0.45 * MM
_LEAST_WORDS = 7.0  # ems that the words beside it need
_BESIDE = 16.0  # points between the code and the words: more than the quiet zone


def compose_qr(block: QrBlock, parent: Element, setting: Setting) -> tuple[Item, ...]:
    """A Figure that says where it leads; its caption and the address, a link, beside it or below."""
    body, division = block.qr, parent.add("Div")
    code, width = qr_code(body.url, division, setting)
    room = setting.measure - width - _BESIDE
    narrow = room < _LEAST_WORDS * setting.styles.text.size
    measure = setting.measure if narrow else room
    style = setting.styles.text
    caption = set_text(body.caption, style, division, measure) if body.caption else ()
    link = (Words(shown_address(body.url), href=as_uri(body.url)),)
    words = stacked(joined((caption, set_paragraph(link, style, division.add("P"), measure)), Space(GRID)))
    if narrow:
        return kept((code, Space(GRID), words))
    down = max(0.0, (code.height - words.height) / 2)
    return (beside(((0.0, code), (width + _BESIDE, lowered(words, down)))),)


def qr_code(url: str, parent: Element, setting: Setting) -> tuple[Box, float]:
    """The code as a Figure of the parent, and its width in points; its quiet zone hangs out to the left and right."""
    figure = parent.add("Figure", alt=setting.phrases["qr-code"], kind="code")
    leaf, (count, runs) = figure.leaf(), _symbol(as_uri(url))
    module = max(_LEAST_MODULE, SIDE / count, setting.code / (count - 2 * _QUIET))
    side = count * module

    def draw(surface: Surface, x: float, y: float) -> None:
        x -= _QUIET * module
        surface.figure_box(figure, Area(x, y - side, side, side))
        with surface.tagged(leaf):
            surface.paint(rectangle(x, y - side, side, side), fill=WHITE)
            surface.paint(_outline(runs, x, y, module), fill=BLACK)

    return Box(side, draw), side - 2 * _QUIET * module


@kept_of_text
def _symbol(url: str) -> tuple[int, tuple[tuple[int, int, int], ...]]:
    """Modules along a side with the quiet zone, and dark runs: row, first column, length. Error level M."""
    import segno

    matrix = segno.make_qr(url, error="m").matrix
    runs: list[tuple[int, int, int]] = []
    for row, modules in enumerate(matrix, _QUIET):
        column = _QUIET
        for dark, group in groupby(modules):
            length = len(list(group))
            if dark:
                runs.append((row, column, length))
            column += length
    return len(matrix) + 2 * _QUIET, tuple(runs)


def _outline(runs: Iterable[tuple[int, int, int]], x: float, y: float, module: float) -> Outline:
    """The dark runs below and right of x, y; rows overlap by a hair, or viewers show seams."""
    return tuple(
        rectangle(x + column * module, y - (row + 1) * module - 0.02, length * module, module + 0.04)[0]
        for row, column, length in runs
    )
