"""The one place where finished files get their names: NAME[.LANG][.BRAND][.SITE].LAYOUT[.EDITION].pdf.

A translation's language is part of its handout's name (asthma.es). A brand that is not the project's usual one stands
in the name, so that no clinic's files are written over another's.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from carefold.diagnostics.carefold_error import CarefoldError
from carefold.diagnostics.finding import Finding
from carefold.workspace import Workspace, load_brand


def pdf_name(handout: str, layout: str = "", *, brand: str = "", site: str = "", edition: str = "print") -> str:
    """The name of a file; `brand` and `site` are empty for the usual ones, `edition` is print, screen or archive."""
    parts = (handout, brand, site, layout, "" if edition == "print" else edition)
    return f"{'.'.join(filter(None, parts))}.pdf"


def brand_in_names(workspace: Workspace, wanted: str | None) -> str:
    """What names of files call a brand that was asked for, by name or file.

    It is empty for the project's usual brand, and where there is no other that files could be mistaken for.
    """
    usual = _usual_folder(workspace) if wanted else None
    if wanted is None or (usual is None and not any(workspace.sources.home.glob("brands/*/brand.yaml"))):
        return ""
    file = Path(wanted) if wanted.endswith((".yaml", ".yml")) else workspace.sources.brand(wanted)
    if file is None or (file.name == "brand.yaml" and file.parent.resolve() == usual):
        return ""
    return file.parent.resolve().name if file.stem == "brand" else file.stem


def _usual_folder(workspace: Workspace) -> Path | None:
    """The folder of the brand that is taken where none is asked for, also one that is broken."""
    home = workspace.sources.home
    try:
        return load_brand(workspace, None)[1].resolve()
    except CarefoldError:
        return home.resolve() if (home / "brand.yaml").is_file() else None


def clashes(workspace: Workspace, orders: Iterable[tuple[str, str]], brand: str) -> list[Finding]:
    """Handouts and layouts that can't be ordered together, or with a brand: another file has the name of theirs.

    `brand` is as `brand_in_names` has it.
    """
    handouts = {name.casefold(): name for name in workspace.sources.project_names("handouts")}
    made = dict[str, tuple[str, str]]()
    problems = list[Finding]()
    for handout, layout in orders:
        name = pdf_name(handout, layout, brand=brand)
        first = made.setdefault(name.casefold(), (handout, layout))
        if first != (handout, layout):
            message = f"{name} would be the file of {handout} as {layout}, and also of {first[0]} as {first[1]}."
            problems.append(Finding(message, hint="Make one after the other, with --out and another folder."))
        elif brand and (other := handouts.get(f"{handout}.{brand}".casefold())):
            message = f"{name} would be the file of {handout} with the brand {brand}, and is that of {other}."
            problems.append(Finding(message, hint="Give the brand's folder or file another name."))
    return problems
