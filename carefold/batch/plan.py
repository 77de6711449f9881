"""What a shelf consists of: handouts in their layouts, languages, editions, brands and sites."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import product

from carefold.batch.in_languages import Source, in_languages, named
from carefold.diagnostics.carefold_error import CarefoldError
from carefold.diagnostics.finding import Finding
from carefold.naming import Clash, clashes
from carefold.order import Edition, Order
from carefold.remembered import Remembered
from carefold.twins import split
from carefold.workspace import Workspace, layout_named, not_read

_FLOWING = "letter"


@dataclass(frozen=True)
class Wanted:
    """What is asked for, by the names of files without their ending; what is empty is as the project has it.

    With `everything`, a handout that is not made in a layout is passed over. `whole` is the whole shelf, as the project
    has it: then what lies there and can't be made any more may leave it, unless it `keeps` what it has.
    """

    sources: tuple[str, ...]
    layouts: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    editions: tuple[Edition, ...] = ()
    brands: tuple[str, ...] = ()
    sites: tuple[str, ...] = ()
    allow_expired: bool = False
    everything: bool = False
    whole: bool = False
    keeps: bool = False


@dataclass
class Plan:
    """Orders, those of a handout together; letters, which a merge makes; remarks on what is passed over; what can't be
    planned, by its handout.

    `clashes` are orders that are left out, since nobody could tell whose file it is.
    """

    orders: list[Order] = field(default_factory=list)
    letters: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    refused: dict[str, CarefoldError] = field(default_factory=dict)
    clashes: list[Clash] = field(default_factory=list)

    def refuse(self, source: str, why: CarefoldError | Finding) -> None:
        """Note one thing more that is wrong with a handout."""
        before = self.refused[source].findings if source in self.refused else ()
        error = why if isinstance(why, CarefoldError) else CarefoldError(why)
        self.refused[source] = CarefoldError((*before, *error.findings), error.exit_code)


def plan(workspace: Workspace, wanted: Wanted, remembered: Remembered) -> Plan:
    """All that is wanted, but for files that would have one name."""
    made = Plan()
    for finding in not_read(workspace) if wanted.everything else ():
        made.refuse(str(finding.place), finding)
    for handout, language in _sources(workspace, wanted, remembered, made):
        source = named((handout, language))
        try:
            facts = remembered.facts(source)
        except CarefoldError as error:
            made.refuse(source, error)
            continue
        if facts.is_letter:
            made.letters.append(source)
            continue
        layouts = tuple(_layouts(workspace, source, wanted, facts.layouts, made))
        kinds = _kinds(workspace, wanted)
        read = _read_in_browsers(workspace, layouts, wanted, facts.layouts) if Edition.HTML in kinds[0] else ()
        for layout, edition, brand, site in product(dict.fromkeys((*layouts, *read)), *kinds):
            if layout in (read if edition is Edition.HTML else layouts):
                made.orders.append(Order(handout, layout, edition, brand, language, None, wanted.allow_expired, site))
    made.clashes = clashes(workspace, made.orders)
    refused = {order for clash in made.clashes for order in clash.orders}
    made.orders = [order for order in made.orders if order not in refused]
    return made


def _sources(workspace: Workspace, wanted: Wanted, remembered: Remembered, made: Plan) -> Iterator[Source]:
    """Handouts in the languages that are asked for, else as they are named; what there is none of is noted."""
    if not wanted.languages:
        yield from (source for source in map(split, wanted.sources) if _is_wanted(workspace, wanted, source, made))
        return
    asked = wanted.sources, workspace.sources, wanted.languages
    found = list(in_languages(*asked, lambda name: remembered.facts(name).language))
    nowhere = all(isinstance(one, Finding) for _, one in found)
    for original, one in found:
        if isinstance(one, tuple):
            yield one
        elif isinstance(one, Finding) and wanted.everything and not nowhere:
            made.remarks.append(f"{one.message} {one.hint}")
        else:
            made.refuse(original, one)


def _is_wanted(workspace: Workspace, wanted: Wanted, source: Source, made: Plan) -> bool:
    """Whether the project makes a translation, where it says which languages it makes."""
    settings, tag = workspace.settings, source[1]
    if not (wanted.everything and tag and "languages" in settings.model_fields_set) or tag in settings.languages:
        return True
    made.remarks.append(f"{named(source)}: not made; `languages:` in project.yaml are {', '.join(settings.languages)}")
    return False


def _kinds(workspace: Workspace, wanted: Wanted) -> tuple[Sequence[Edition], Sequence[str | None], Sequence[str]]:
    """Editions, brands and sites: what is asked for, else what the project names, else one of each."""
    settings = workspace.settings
    editions = wanted.editions or tuple(map(Edition, settings.editions))
    return editions, wanted.brands or settings.brands or (None,), wanted.sites or settings.sites or ("",)


def _read_in_browsers(
    workspace: Workspace, layouts: Sequence[str], wanted: Wanted, allowed: Sequence[str]
) -> Sequence[str]:
    """The layouts whose order of reading a page for browsers has: those that are asked for, else the first that flows.

    Where none does it is the usual one; where a handout may not have that, its own first.
    """
    if wanted.layouts or not layouts:
        return layouts
    flowing = (layout for layout in layouts if _flows(workspace, layout))
    return (next(flowing, _FLOWING if not allowed or _FLOWING in allowed else layouts[0]),)


def _flows(workspace: Workspace, name: str) -> bool:
    """Whether a layout has as many pages as the text needs; one that can't be read is told of by whoever makes it."""
    try:
        layout = layout_named(workspace, name)
    except CarefoldError:
        return False
    return not (layout.sides or layout.cover or layout.pages)


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
            made.refuse(source, Finding(message, hint=hint))
        else:
            made.remarks.append(f"{source}: no {layout}; it is limited to {', '.join(allowed)}")
