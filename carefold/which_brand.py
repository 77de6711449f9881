"""Which brand.yaml is meant, and which of its sites."""

from __future__ import annotations

from pathlib import Path

from carefold.diagnostics.carefold_error import CarefoldError
from carefold.diagnostics.finding import Finding
from carefold.diagnostics.nearest import did_you_mean
from carefold.diagnostics.place import NOWHERE, Place
from carefold.model.brand import Brand
from carefold.model.values import Line
from carefold.resources import Sources
from carefold.strays import split_name


def brand_file(sources: Sources, usual: Line | None, wanted: str | None) -> Path:
    """The brand asked for by name or file, else the `usual` one of project.yaml, else the project's own.

    Without a project it is a shipped one.
    """
    if wanted is None and usual is not None:
        path = sources.brand(usual)
    elif wanted is None:
        own = sources.home / "brand.yaml"
        path = own if own.is_file() else _only_brand(sources)
    elif wanted.endswith((".yaml", ".yml")):
        path = Path(wanted)
    else:
        path = sources.brand(wanted)
    if path is not None:
        return path
    if wanted is None and usual:
        raise CarefoldError(no_brand(sources, usual))
    raise unknown("brand", wanted or "", sources.brands())


def unknown_site(site: str, brand: Brand, place: Place = NOWHERE) -> Finding:
    """A site that a brand does not have."""
    known = ", ".join(brand.sites)
    hint = did_you_mean(site, tuple(brand.sites), f"Its sites are {known}." if known else "It has no `sites:`.")
    return Finding(f"the brand “{brand.name}” has no site “{site}”.", place, hint)


def _only_brand(sources: Sources) -> Path | None:
    """The project's own brand, never the shipped one: nobody's patients are to call a clinic that does not exist."""
    found = sorted((sources.home / "brands").glob("*/brand.yaml"))
    if len(sources.roots) == 1:
        return sources.brand("riverbend")
    if len(found) == 1:
        return found[0]
    if found:
        message = f"the project has several brands: {', '.join(path.parent.name for path in found)}."
        hint = f"Say in project.yaml which one is usual (`brand: {found[0].parent.name}`), or name one with --brand."
        raise CarefoldError(Finding(message, hint=hint))
    alike = [path.name for path in sources.home.glob("*") if split_name(path.name.lower())[0] == "brand"]
    hint = "Write one (README shows how); to try, use --brand riverbend."
    if alike:
        hint = f"{alike[0]} is there: name it brand.yaml."
    raise CarefoldError(Finding("the project has no brand.yaml, so nobody knows whose handout it is.", hint=hint))


def no_brand(sources: Sources, named: Line) -> Finding:
    """A `brand:` of project.yaml that is not there."""
    known = sources.brands()
    hint = f"Write the name of a folder in brands/; there are: {', '.join(known)}."
    folder = Path(named).parent.name if Path(named).suffix else ""
    if Path(named).name == "brand.yaml" and not folder:
        hint = "Leave `brand:` out: without it, the brand.yaml beside handouts/ is taken."
    else:
        hint = did_you_mean(folder or named, known, hint)
    return Finding(f"there is no brand “{named}”.", named.place(), hint)


def unknown(kind: str, name: str, known: tuple[str, ...]) -> CarefoldError:
    """A name that was asked for, and there is none."""
    hint = did_you_mean(name, known, f"There are: {', '.join(known) or 'none'}.")
    return CarefoldError(Finding(f"there is no {kind} “{name}”.", hint=hint))
