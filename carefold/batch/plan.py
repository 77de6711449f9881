"""What a shelf consists of: handouts in their layouts, languages, editions, brands and sites."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import product

from carefold.diagnostics.carefold_error import CarefoldError
from carefold.diagnostics.finding import Finding
from carefold.naming import clashes
from carefold.order import Edition, Order
from carefold.remembered import Remembered
from carefold.workspace import Workspace


@dataclass(frozen=True)
class Wanted:
    """What is asked for, by the names of files without their ending; what is empty is as the project has it.

    With `everything`, a handout that is not made in a layout is passed over. `whole` is the whole shelf, as the project
    has it: then what lies there and can't be made any more may leave it.
    """

    sources: tuple[str, ...]
    layouts: tuple[str, ...] = ()
    editions: tuple[Edition, ...] = ()
    brands: tuple[str, ...] = ()
    sites: tuple[str, ...] = ()
    allow_expired: bool = False
    everything: bool = False
    whole: bool = False


@dataclass
class Plan:
    """Orders, those of a handout together; remarks on what is passed over; what can't be planned, by its handout."""

    orders: list[Order] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    refused: dict[str, CarefoldError] = field(default_factory=dict)


def plan(workspace: Workspace, wanted: Wanted, remembered: Remembered) -> Plan:
    """All that is wanted; CarefoldError where two files would have one name."""
    made = Plan()
    for source in wanted.sources:
        try:
            allowed = remembered.facts(source).layouts
        except CarefoldError as error:
            made.refused[source] = error
            continue
        layouts = _layouts(workspace, source, wanted, allowed, made)
        for layout, edition, brand, site in product(layouts, *_kinds(workspace, wanted)):
            made.orders.append(Order(source, layout, edition, brand, allow_expired=wanted.allow_expired, site=site))
    if problems := clashes(workspace, made.orders):
        raise CarefoldError(problems)
    return made


def _kinds(workspace: Workspace, wanted: Wanted) -> tuple[Sequence[Edition], Sequence[str | None], Sequence[str]]:
    """Editions, brands and sites: what is asked for, else what the project names, else one of each."""
    settings = workspace.settings
    editions = wanted.editions or tuple(map(Edition, settings.editions))
    return editions, wanted.brands or settings.brands or (None,), wanted.sites or settings.sites or ("",)


def _layouts(workspace: Workspace, source: str, wanted: Wanted, allowed: Sequence[str], made: Plan) -> Iterator[str]:
    """The layouts that a handout is made in; what else was asked for is refused, or passed over."""
    usual: Sequence[str] = workspace.settings.layouts
    if allowed and not wanted.layouts and not set(allowed) & set(usual):
        usual = allowed  # limited to layouts that the project does not make by itself
    for layout in dict.fromkeys(wanted.layouts or usual):
        if not allowed or layout in allowed:
            yield layout
        elif wanted.layouts and not wanted.everything:
            hint = "Change its `layouts:`, or ask for one of these."
            message = f"{source} is limited to {', '.join(allowed)}, so there is no {layout} of it."
            made.refused[source] = CarefoldError(Finding(message, hint=hint))
        else:
            made.remarks.append(f"{source}: no {layout}; it is limited to {', '.join(allowed)}")
