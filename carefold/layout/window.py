"""The recipient's address where an envelope's window shows it."""

from __future__ import annotations

from dataclasses import replace

from carefold.content.resolve import Resolved
from carefold.diagnostics.carefold_error import CarefoldError
from carefold.diagnostics.finding import Finding
from carefold.layout.blocks.address import compose_address
from carefold.layout.boxes import stacked
from carefold.layout.composition import Placed
from carefold.layout.setting import Setting
from carefold.layout.sizes import count_lines
from carefold.model.forms import Address
from carefold.model.layout import Layout
from carefold.structure import Element

_SPACINGS = (1.3, 1.2, 1.12, 1.04)  # envelopes have low windows: the first that fits
_BELOW = 16.0  # points between the window and the title


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
    """The address in its place on the first page, low in the window; CarefoldError when it is higher than that."""
    window, styles = layout.window, setting.styles
    assert window is not None
    for spacing in _SPACINGS:
        leading = round(styles.label.size * spacing * 4) / 4
        style = replace(styles.label, leading=leading, fillable=setting.fillable)
        element = Element("Sect")
        close = replace(setting, styles=styles.with_text(style), measure=window.width)
        box = stacked(compose_address(address, element, close))
        if box.height <= window.height + 0.5:
            break
    for child in element.children:
        parent.adopt(child)
    spare = window.height - box.height
    if spare < -0.5:
        message = (
            f"the address is {count_lines(-spare, leading)} too high for the envelope's window of “{layout.title}”."
        )
        raise CarefoldError(Finding(message, address.place, "Give it fewer or shorter lines."))
    return Placed(window.left, layout.extent[1] - window.top - spare, box, "page 1")


def above_title(layout: Layout, address: Address | None, top: float, header: float) -> float:
    """Room in points between the text's top and the title: the header's, or down to below the window."""
    if address is None or layout.window is None:
        return header
    return max(header, top - (layout.extent[1] - layout.window.top - layout.window.height) + _BELOW)
