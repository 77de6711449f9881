"""What the project's `filler:` puts on a last page that the text leaves white: lines to write on, across the page."""

from __future__ import annotations

from carefold.imposition.sheet import page_area
from carefold.layout.boxes import Item, height
from carefold.layout.composition import Job
from carefold.layout.filler import compose_fillers
from carefold.layout.page_parts import PageParts
from carefold.layout.styles import WRITING_LINE
from carefold.structure import Element

ABOVE_NOTES = 24.0  # points between the text and the lines
_MUCH_WHITE = 0.15  # share of a page that is left
_MOST_LINES = 10


def compose_page_notes(job: Job, parts: PageParts, left: float) -> list[Item]:
    """For a last page with so many points left; none where that is little, or nobody writes.

    The tree has them before what closes the handout.
    """
    if left < _MUCH_WHITE * page_area(job.layout).height or not job.layout.forms:
        return []
    room = left - ABOVE_NOTES
    for most in range(len(job.filler), 0, -1):
        notes = Element("Div")
        lined = min(room, _title(parts) + _MOST_LINES * WRITING_LINE) if most == 1 else room
        (made,) = compose_fillers(job.filler[:most], [(lined, 0)], notes, [parts.wide])
        if height(made) <= room:
            *_, closing = parts.root.children
            parts.root.children[-1:] = [notes, closing]
            notes.parent = parts.root
            return made
    return []


def _title(parts: PageParts) -> float:
    return 2 * parts.wide.styles.section.leading
