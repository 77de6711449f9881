"""Lists whose entries have an order: they are parted reluctantly, and a word says where they go on."""

from __future__ import annotations

from collections.abc import Iterable

from carefold.layout.bands import FEW_IN_ORDER
from carefold.layout.blocks.table import as_artifact
from carefold.layout.boxes import NEVER, Item, Space, stacked
from carefold.layout.paragraph import baseline
from carefold.layout.setting import Setting, set_line
from carefold.layout.styles import GRID
from carefold.structure import Element

_RELUCTANT = 2.0  # cost of a break
_FEW = 6  # entries


def in_order(items: Iterable[Item], count: int, setting: Setting, title: str = "") -> tuple[Item, ...]:
    """The same list of so many entries; a screen reader hears one list, and skips the words that say what goes on.

    That is its `title`, or else what the heading above it says.
    """
    reluctance = FEW_IN_ORDER if count <= _FEW else _RELUCTANT
    style, word = setting.styles.notes_heading if title else setting.styles.label, setting.phrases["continued"]
    topic = title or setting.topic
    said = f"{topic} ({word})" if topic else word[:1].upper() + word[1:]
    words = set_line(said, style, Element("Artifact"), setting.measure)
    again = as_artifact(stacked((*words, Space(GRID / 2))))._replace(baseline=baseline(style))
    return tuple(
        item._replace(cost=max(item.cost, reluctance), repeat=again)
        if isinstance(item, Space) and item.cost < NEVER
        else item
        for item in items
    )
