"""Pictures from the project: by themselves, two portraits side by side, or with text beside a narrow one."""

from __future__ import annotations

from collections.abc import Sequence

from carefold.graphics.image_files import is_vector, natural_size
from carefold.graphics.outline import rounded
from carefold.graphics.surface import Surface
from carefold.layout.boxes import NEVER, Box, Item, Space, beside, height, joined, lowered, stacked
from carefold.layout.setting import Setting, set_text
from carefold.layout.styles import GRID, RADIUS
from carefold.layout.symbols import figure_of, leaf_of
from carefold.model.block import Block
from carefold.model.blocks import TextBlock
from carefold.model.pictures import FigureBlock, Picture
from carefold.structure import Element
from carefold.text.gather import widest_part
from carefold.units import INCH, Area

_LEAST = INCH  # points: a lower picture shows nothing
_BETWEEN = 12.0  # points between two pictures, and between a picture and the text beside it
_OPTICAL = 3.0  # points that a picture stands lower than the words beside it, so that their tops look level
_LEAST_TEXT = 9.0  # ems that text beside a picture needs


def compose_figure(block: FigureBlock, parent: Element, setting: Setting) -> tuple[Item, ...]:
    """Figure with its alternative text, its Caption below or beside it; a decorative picture is an artifact."""
    made = compose_figures((block,), parent, setting)
    assert made is not None
    return made[1]


def compose_figures(blocks: Sequence[Block], parent: Element, setting: Setting) -> tuple[int, tuple[Item, ...]] | None:
    """The picture that blocks begin with, and how many of the blocks are set with it; None where they begin otherwise.

    Two portraits stand side by side. Beside a picture under half the measure stand its caption and texts as high as it.
    """
    first = blocks[0]
    if not isinstance(first, FigureBlock):
        return None
    second = blocks[1] if len(blocks) > 1 else None
    if isinstance(second, FigureBlock) and (row := _portraits(first, second, parent, setting)):
        return 2, (row,)
    width, high = _size(first.figure, setting, 0.0)
    room = setting.measure - width - _BETWEEN
    if width < setting.measure / 2 and room >= _LEAST_TEXT * setting.styles.text.size:
        texts = _texts_beside(first.figure, blocks[1:], setting, room, high + _OPTICAL)
        if texts is not None:
            return 1 + len(texts), (_with_text(first.figure, texts, parent, setting, (width, high)),)
    return 1, _alone(first.figure, parent, setting)


def _portraits(first: FigureBlock, second: FigureBlock, parent: Element, setting: Setting) -> Box | None:
    """Two portraits, equally high where no width was wished for; None where they are none, or too wide."""
    column = (setting.measure - _BETWEEN) / 2
    pair = (first.figure, second.figure)
    if any(_shape(picture, setting) >= 1 or setting.wished(picture.width) > column for picture in pair):
        return None
    if any(widest_part(one.caption, setting.styles.text) > column for one in pair if one.caption):
        return None
    narrow = setting.narrowed(setting.measure - column)
    made = [_described(picture, parent.add("Div"), narrow) for picture in pair]
    below = max(height(caption) for _, caption in made)
    high = min(_size(picture, narrow, below)[1] for picture in pair)
    boxes = []
    for picture, (element, caption) in zip(pair, made, strict=True):
        own = _size(picture, narrow, below)[1] if picture.width else high
        boxes.append(stacked((_picture(picture, element, setting, (own * _shape(picture, setting), own)), *caption)))
    return beside(((0.0, boxes[0]), (column + _BETWEEN, boxes[1])))


def _texts_beside(
    picture: Picture, blocks: Sequence[Block], setting: Setting, room: float, high: float
) -> list[TextBlock] | None:
    """The texts right after a picture that stand beside it, below its caption, and are no higher than it.

    None where nothing stands there: no text, or a caption that is too wide or too high.
    """
    column, texts = setting.narrowed(setting.measure - room), list[TextBlock]()

    def stand(wider: list[TextBlock]) -> bool:
        wide = [block.text for block in wider] + ([picture.caption] if picture.caption else [])
        return (
            all(widest_part(text, setting.styles.text) <= room for text in wide)
            and height(_words(picture, wider, Element("Div"), Element("Sect"), column)) <= high
        )

    if not stand([]):
        return None
    for block in blocks:
        if not isinstance(block, TextBlock) or block.text.rstrip().endswith(":") or not stand([*texts, block]):
            break
        texts.append(block)
    return texts if texts or picture.caption else None


def _with_text(
    picture: Picture, texts: Sequence[TextBlock], parent: Element, setting: Setting, size: tuple[float, float]
) -> Box:
    right, division = size[0] + _BETWEEN, parent.add("Div")
    element = _element(picture, division)
    words = stacked(_words(picture, texts, division, parent, setting.narrowed(right)))
    return beside(((0.0, lowered(_picture(picture, element, setting, size), _OPTICAL)), (right, words)))


def _words(
    picture: Picture, texts: Sequence[TextBlock], division: Element, parent: Element, setting: Setting
) -> tuple[Item, ...]:
    """A caption and texts, one below another."""
    style = setting.styles.text
    caption = _caption(picture, division, setting)[1:]
    return joined(
        (caption, *(set_text(block.text, style, parent, setting.measure) for block in texts)), Space(GRID + 1)
    )


def _alone(picture: Picture, parent: Element, setting: Setting) -> tuple[Item, ...]:
    element, caption = _described(picture, parent.add("Div"), setting)
    return (_picture(picture, element, setting, _size(picture, setting, height(caption))), *caption)


def _described(picture: Picture, division: Element, setting: Setting) -> tuple[Element, tuple[Item, ...]]:
    """A picture's element, and its caption after it."""
    return _element(picture, division), _caption(picture, division, setting)


def _element(picture: Picture, division: Element) -> Element:
    """A Figure; an ornament is an Artifact."""
    return figure_of(division, None) if picture.decorative else division.add("Figure", alt=picture.alt or "")


def _picture(picture: Picture, element: Element, setting: Setting, size: tuple[float, float]) -> Box:
    """The picture itself; the corners of a photo are like those of boxes."""
    file, (width, high) = setting.find_picture(picture.image), size
    leaf = leaf_of(element)

    def draw(surface: Surface, x: float, y: float) -> None:
        area = Area(x, y - high, width, high)
        within = None if is_vector(file) else rounded(area.x, area.y, width, high, RADIUS)
        surface.figure_box(element, area)
        with surface.tagged(leaf) if leaf else surface.untagged():
            surface.picture(file, area, within)

    return Box(high, draw, picture.place)


def _caption(picture: Picture, division: Element, setting: Setting) -> tuple[Item, ...]:
    """The words below a picture, which stay with it."""
    if picture.caption is None:
        return ()
    element = division.add("P" if picture.decorative else "Caption")
    return (Space(GRID, NEVER), *set_text(picture.caption, setting.styles.text, element, setting.measure, ""))


def _size(picture: Picture, setting: Setting, below: float) -> tuple[float, float]:
    """Width and height in points: as wished or by itself, no wider than the text, no taller than there is room."""
    natural_width, natural_height = natural_size(setting.find_picture(picture.image))
    room = max(_LEAST, (setting.tallest.wished if picture.width else setting.tallest.free) - below)
    widest = setting.wished(picture.width) or natural_width
    high = min(min(widest, setting.measure) * natural_height / natural_width, room)
    return high * natural_width / natural_height, high


def _shape(picture: Picture, setting: Setting) -> float:
    """How wide a picture is for its height."""
    width, high = natural_size(setting.find_picture(picture.image))
    return width / high
