"""A handout that is too short for its layout: how full that is, and which other one would be full."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from carefold.diagnostics.carefold_error import CarefoldError
from carefold.diagnostics.codes import finding
from carefold.diagnostics.finding import Finding
from carefold.diagnostics.report import Report
from carefold.diagnostics.settle import settle
from carefold.layout.composition import Composition
from carefold.model.layout import Layout
from carefold.order import Order
from carefold.pipeline import laid_out
from carefold.stages import Content, Made
from carefold.workspace import Workspace

_SPARSE, _FULL = 0.4, 0.6  # shares of what takes text


def too_short(
    workspace: Workspace, content: Content, order: Order, layout: Layout, composition: Composition
) -> Iterator[Finding]:
    """Nothing, or a warning (CF421) that names a layout which would be well filled, if there is one."""
    if not layout.instead or composition.full >= _SPARSE:
        return
    tried = {str(name): _full(workspace, content, order, name) for name in layout.instead if name != order.layout}
    message = f"the text fills {composition.full:.0%} of “{layout.title}”"
    best = next((name for name, full in tried.items() if full >= _FULL), None)
    if best:
        hint = f"In {best} it would fill {tried[best]:.0%}: build it with --layout {best}."
    else:
        hint = f"No layout of its `instead:` would be {_FULL:.0%} full: write more, or leave it."
    yield finding("CF421", content.opened.handout.place, f"{message}.", hint)


def with_advice(workspace: Workspace, made: Made, content: Content) -> Made:
    """A finished file with what there is to say of how full it is; CarefoldError where the project refuses that."""
    found = tuple(too_short(workspace, content, made.order, made.layout, made.composition))
    settled = settle(Report(made.name, found), workspace.settings.findings, made.resolved.handout.acceptances)
    if settled.errors:
        raise CarefoldError(settled.errors)
    return replace(made, findings=(*made.findings, *settled.findings))


def _full(workspace: Workspace, content: Content, order: Order, name: str) -> float:
    """How full another layout would be; 0 for one that the text does not fit, or that takes several pages."""
    try:
        laid = laid_out(workspace, content, Order(order.source, name, allow_expired=True))
    except CarefoldError:
        return 0.0
    many = not laid.layout.sides and len(laid.composition.fills) > 1
    return 0.0 if many else laid.composition.full
