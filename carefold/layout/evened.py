"""Pages of one column about as full as each other: the white that breaks leave goes between blocks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from carefold.layout.bands import Band, Room, used
from carefold.layout.boxes import Box, height, spaced

_WIDEST = 0.14  # times for each point of type that space between blocks may be of what it is: large type bears more
_PLENTY = 0.4  # share of a page: with more left, space alone does not help


def evened(
    filled: Sequence[tuple[Band, ...]], rooms: Sequence[Room], size: float, left_as_is: int
) -> list[tuple[Band, ...]]:
    """Pages, all but the last and one more spaced so that they reach as far down as the fullest,
    or nearer to that; `size` is that of the type in points.
    """
    fullest = max(used(bands) / room.height for bands, room in zip(filled, rooms, strict=True))
    pages = list(filled)
    for number, (bands, room) in enumerate(zip(filled[:-1], rooms, strict=False)):
        if number != left_as_is:
            pages[number] = _lower(bands, fullest * room.height, _WIDEST * size)
    return pages


def _lower(bands: tuple[Band, ...], wanted: float, widest: float) -> tuple[Band, ...]:
    """What stands on a page with so much space between its blocks that it is as high as wanted, if it may be."""
    if len(bands) != 1 or any(isinstance(item, Box) and item.at_foot for item in bands[0].items):
        return bands
    (band,) = bands
    (items,) = band.columns
    lacking, widened = wanted - band.height, height(spaced(items, 2.0)) - height(items)
    if lacking <= 0 or not widened or lacking > _PLENTY * wanted:
        return bands
    column = tuple(spaced(items, min(widest, 1 + lacking / widened)))
    return (replace(band, height=band.height + height(column) - height(items), columns=(column,)),)
