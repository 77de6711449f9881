"""The recipient's address where an envelope's window shows it."""

from __future__ import annotations

from dataclasses import replace

from carefold.content.resolve import Resolved
from carefold.diagnostics.carefold_error import CarefoldError
from carefold.diagnostics.finding import Finding
from carefold.imposition.sheet import page_area
from carefold.layout.blocks.address import compose_address
from carefold.layout.boxes import stacked
from carefold.layout.composition import Placed
from carefold.layout.setting import Setting
from carefold.layout.sizes import count_lines
from carefold.model.forms import Address
from carefold.model.layout import Layout
from carefold.structure import Element
from carefold.units import Area

_SPACINGS = (1.3, 1.2, 1.12, 1.04)  # envelopes have low windows: the first that fits
_SIZE = 12.0  # points
_BELOW = 16.0  # points between what the window may show and the title


def without_address(resolved: Resolved, layout: Layout) -> tuple[Resolved, Address | None]:
    """A layout with a window takes the address out of its section; a section of nothing else goes too."""
    written = resolved.handout.sections
    address = next((block for section in written for block in section.blocks if isinstance(block, Address)), None)
    if address is None or layout.window is None:
        return resolved, None
    sections = [
        section.model_copy(update={"blocks": tuple(block for block in section.blocks if block is not address)})
        for section in written
        if section.blocks != (address,)
    ]
    return replace(resolved, handout=resolved.handout.model_copy(update={"sections": tuple(sections)})), address


def compose_window(address: Address, layout: Layout, parent: Element, setting: Setting) -> Placed:
    """The address in its place on the first page, in the middle of the window's height.

    Its lines stand closer where it would not show whole wherever the sheet slips to. CarefoldError when it is too high
    for that even where the sheet slips half as far.
    """
    always, styles = _always(layout), setting.styles
    label = replace(styles.label, size=min(styles.label.size, max(_SIZE, layout.type.smallest)))
    for spacing in _SPACINGS:
        leading = round(label.size * spacing * 4) / 4
        style = replace(label, leading=leading, fillable=setting.fillable)
        element = Element("Sect")
        close = replace(setting, styles=styles.with_text(style), measure=always.width)
        box = stacked(compose_address(address, element, close))
        if box.height <= always.height + 0.5:
            break
    for child in element.children:
        parent.adopt(child)
    assert layout.window is not None
    spare = always.height + layout.window.play[1] - box.height
    if spare < -0.5:
        message = (
            f"the address is {count_lines(-spare, leading)} too high for the envelope's window of “{layout.title}”."
        )
        raise CarefoldError(Finding(message, address.place, "Give it fewer or shorter lines."))
    return Placed(always.x, always.y + (always.height + box.height) / 2, box, "page 1")


def above_title(layout: Layout, address: Address | None, top: float, header: float) -> float:
    """Room in points between the text's top and the title: the header's, or down to below all that a window may show.

    CarefoldError for a header that the window may show.
    """
    if address is None or layout.window is None:
        return header
    shown = layout.window.shown(layout.extent[1], 1)
    if top - header < shown.top:
        message = f"the head of “{layout.title}” reaches into the envelope's window."
        raise CarefoldError(Finding(message, address.place, "Shorten the clinic's name, or its line `formats`."))
    return top - shown.y + _BELOW


def _always(layout: Layout) -> Area:
    """What of the first page the window always shows, right of the margin."""
    assert layout.window is not None
    shown = layout.window.shown(layout.extent[1], -1)
    left = max(shown.x, page_area(layout).x)
    return Area(left, shown.y, shown.x + shown.width - left, shown.height)
