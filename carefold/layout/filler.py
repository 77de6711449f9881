"""What stands in panels that no text reaches: lines to write on, under a title that says what for."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from carefold.languages.phrases import PhraseName
from carefold.layout.blocks.write_in import compose_lines
from carefold.layout.boxes import Item, Space, height
from carefold.layout.sections import SECTION_GAP, TITLE_GAP
from carefold.layout.setting import Setting, set_line
from carefold.layout.styles import GRID, WRITING_LINE
from carefold.model.settings import Filler
from carefold.structure import Element

_TITLES: Mapping[Filler, PhraseName] = {
    "questions": "my-questions", "next-visit": "my-next-visit", "notes": "my-notes",
}  # fmt: skip
_VISIT: tuple[PhraseName, ...] = ("day-and-time", "where", "with-whom")
_LINES: Mapping[Filler, Callable[[str, Element, Setting, int], Sequence[Item]]] = {
    "questions": lambda title, parent, setting, count: compose_lines(title, count, parent, setting),
    "next-visit": lambda _title, parent, setting, _count: _visit(parent, setting),
    "notes": lambda title, parent, setting, count: compose_lines(title, count, parent, setting),
}


def compose_fillers(
    wanted: Sequence[Filler], rooms: Sequence[tuple[float, int]], parent: Element, settings: Sequence[Setting]
) -> list[list[Item]]:
    """For each panel of so many points on a side what fills it: one filler each, all that are left over in the last.

    Where there are more panels than fillers, the lines of the last one run on, with a title on each side.
    """
    sides = [side for _, side in rooms]
    titled = [number < len(wanted) or side != sides[number - 1] for number, side in enumerate(sides)]
    shares = [[wanted[min(number, len(wanted) - 1)]] for number in range(len(rooms))]
    shares[-1] += wanted[len(rooms) :]
    return [
        list(_panel(fillers, room, parent, setting, titled=with_title))
        for fillers, (room, _), with_title, setting in zip(shares, rooms, titled, settings, strict=True)
    ]


def _panel(
    fillers: Sequence[Filler], room: float, parent: Element, setting: Setting, *, titled: bool
) -> Iterator[Item]:
    """Fillers below each other; those of lines share the room that is left."""
    fixed = sum(_fixed(filler, setting) for filler in fillers) + SECTION_GAP * (len(fillers) - 1)
    sharing = sum(filler != "next-visit" for filler in fillers)
    count = int((room - fixed) / max(1, sharing) / WRITING_LINE)
    for number, filler in enumerate(fillers):
        if number:
            yield Space(SECTION_GAP)
        section, title = parent.add("Sect"), setting.phrases[_TITLES[filler]]
        if titled:
            yield from set_line(title, setting.styles.section, section.add("H2"), setting.measure)
        yield Space(TITLE_GAP if titled else _head(setting))
        yield from _LINES[filler](title, section, setting, max(1, count))


def _fixed(filler: Filler, setting: Setting) -> float:
    """How high a filler is without the lines that there may be any number of."""
    visit = height(_visit(Element("Sect"), setting)) if filler == "next-visit" else 0.0
    return _head(setting) + visit


def _head(setting: Setting) -> float:
    """How high a title is, which lines without one leave free, so that those of neighbours are level."""
    return setting.styles.section.leading + TITLE_GAP


def _visit(parent: Element, setting: Setting) -> tuple[Item, ...]:
    """A line for each of what one has to know of a visit."""
    items: list[Item] = []
    for name in _VISIT:
        label = setting.phrases[name]
        items += [Space(GRID), *set_line(label, setting.styles.text, parent.add("P"), setting.measure)]
        items += compose_lines(label, 1, parent, setting)
    return tuple(items)
