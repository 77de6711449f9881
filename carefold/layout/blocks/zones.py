"""An action plan by the colours of a traffic light: a shape, the colour's word, the signs, and what to do."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from carefold.languages.phrases import PhraseName
from carefold.layout.blocks.callout import Look, callout_box, inside, title_style
from carefold.layout.blocks.lists import compose_items
from carefold.layout.boxes import Item, Space, joined
from carefold.layout.palette import Palette
from carefold.layout.paragraph import set_paragraph
from carefold.layout.pictograms import exclamation, stop, tick
from carefold.layout.setting import Setting, set_line
from carefold.layout.styles import GRID
from carefold.layout.symbols import figure_of
from carefold.model.inline import Words
from carefold.model.plans import Zone, Zones
from carefold.structure import Element

_NAMES: dict[str, PhraseName] = {"green": "green", "yellow": "yellow", "red": "red"}
_YELLOW_FRAME, _RED_FRAME = 2.0, 1.5  # points
_BETWEEN = GRID / 2  # points between signs
_LOOKS: dict[str, Callable[[Palette], Look]] = {
    "green": lambda palette: Look(palette.safe_tint, palette.safe, tick, frame=palette.frame, bar=False),
    "yellow": lambda palette: Look(
        palette.alert_tint, palette.alert, exclamation, frame=palette.alert, width=_YELLOW_FRAME, bar=False
    ),
    "red": lambda palette: Look(
        palette.danger_tint, palette.alarm, stop, width=_RED_FRAME, bar=False, band=True, on_colour=palette.on_primary
    ),
}
"""They differ without colours too: plain, in a heavy frame, under a solid band."""


def compose_zones(block: Zones, parent: Element, setting: Setting) -> tuple[Item, ...]:
    """A box a zone, which stays whole; its head is a heading."""
    return joined(((_zone(zone, parent, setting),) for zone in block.zones), Space(2 * GRID, beside=True))


def _zone(zone: Zone, parent: Element, setting: Setting) -> Item:
    chosen, division = _LOOKS[zone.zone](setting.palette), parent.add("Div", kind=zone.zone)
    inner = inside(setting, chosen)
    style = title_style(inner, chosen)
    sign, head = figure_of(division, None), division.add(f"H{setting.heading_level}")
    name = setting.phrases[_NAMES[zone.zone]]
    titled = [span for paragraph in (zone.title.paragraphs if zone.title else ()) for span in paragraph]
    spans = (Words(f"{name}: "), *titled) if titled else (Words(name),)
    title = set_paragraph(spans, style, head, inner.measure)
    bold = replace(inner.styles.bold, colour=chosen.colour)
    content = (
        *compose_items(zone.signs, division, inner, between=_BETWEEN),
        Space(GRID),
        *set_line(setting.phrases["what-to-do"], bold, division.add("P"), inner.measure),
        *compose_items(zone.do, division, inner, between=_BETWEEN),
    )
    return callout_box(title, content, sign, setting, chosen)
