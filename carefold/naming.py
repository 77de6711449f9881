"""The one place where finished files get their names.

NAME[.LANG][.BRAND][.SITE].LAYOUT[.personal][.draft][.EDITION].pdf.

A brand that is not the project's usual one stands in the name, and a site, so that no clinic's files are written over
another's; and so does that a file is one patient's, so that no letter takes the place of a handout for all.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from unicodedata import normalize

from carefold.diagnostics.carefold_error import CarefoldError
from carefold.diagnostics.finding import Finding
from carefold.order import Edition, Order
from carefold.workspace import Workspace, load_brand

_ENDINGS = {
    Edition.PRINT: "pdf",
    Edition.SCREEN: "screen.pdf",
    Edition.HTML: "html",
    Edition.ARCHIVE: "archive.pdf",
}


def file_name(order: Order, brand: str = "") -> str:
    """The name of an order's file; `brand` is as `brand_in_names` has it."""
    personal = "" if order.record is None else "personal"
    draft = "draft" if order.draft else ""
    parts = (order.source, brand, order.site, order.layout, personal, draft, _ENDINGS[order.edition])
    return ".".join(filter(None, parts))


def brand_in_names(workspace: Workspace, wanted: str | None) -> str:
    """What names of files call a brand that was asked for, by name or file.

    It is empty for the project's usual brand, and where there is no other that files could be mistaken for.
    """
    usual = _usual_folder(workspace) if wanted else None
    if wanted is None or (usual is None and not any(workspace.sources.home.glob("brands/*/brand.yaml"))):
        return ""
    file = workspace.base / wanted if wanted.endswith((".yaml", ".yml")) else workspace.sources.brand(wanted)
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


@dataclass(frozen=True)
class Clash:
    """Orders that can't be made since their files would have one name, or another file's; and how that is told."""

    orders: tuple[Order, ...]
    finding: Finding


def _alike(name: str) -> str:
    """What names of files have in common that are one on some systems."""
    return normalize("NFC", name).casefold()


def clashes(workspace: Workspace, orders: Iterable[Order]) -> list[Clash]:
    """Orders that can't be made together, or with a brand or at a site: another file has the name of theirs."""
    handouts = {_alike(name): name for name in workspace.sources.project_names("handouts")}
    labels = dict[str | None, str]()
    by_name = dict[str, list[Order]]()
    for order in dict.fromkeys(orders):
        if order.brand not in labels:
            labels[order.brand] = brand_in_names(workspace, order.brand)
        by_name.setdefault(_alike(file_name(order, labels[order.brand])), []).append(order)
    found = list[Clash]()
    for its in by_name.values():
        brands = [labels[order.brand] for order in its]
        finding = _of_several(its, brands) if its[1:] else _of_one(workspace, its[0], brands[0], handouts)
        if finding:
            found.append(Clash(tuple(its), finding))
    return found


def _of_several(orders: Sequence[Order], brands: Sequence[str]) -> Finding:
    """Orders whose files would have one name."""
    first, *others = (f"{order.source}{_dressed(order, brand)}" for order, brand in zip(orders, brands, strict=True))
    message = f"{file_name(orders[0], brands[0])} would be the file of {first}, and also of {' and of '.join(others)}."
    hint = "Rename one of them."
    if len({order.source for order in orders}) == 1:
        hint = "Make one after the other, with --out and another folder."
    if len({*brands}) > 1:
        hint = "Give the brand's folder or file another name, or the site in brand.yaml."
    elif len({order.site for order in orders}) > 1:
        hint = "Give the site another name in brand.yaml, or rename the handout."
    return Finding(message, hint=hint)


def _dressed(order: Order, brand: str) -> str:
    """What tells an order from others of its handout."""
    return (
        f" as {order.layout}"
        + (f" with the brand {brand}" if brand else "")
        + (f" for the site {order.site}" if order.site else "")
    )


def _of_one(workspace: Workspace, order: Order, brand: str, handouts: Mapping[str, str]) -> Finding | None:
    """An order whose file would have the name of a file that was not ordered now."""
    name = file_name(order, brand)
    if brand and (other := handouts.get(_alike(f"{order.source}.{brand}"))):
        message = f"{name} would be the file of {order.source} with the brand {brand}, and is that of {other}."
        return Finding(message, hint="Give the brand's folder or file another name.")
    if order.site and (other := _of_site(workspace, order, brand, handouts)):
        message = f"{name} would be the file of {order.source} for the site {order.site}, and is that of {other}."
        return Finding(message, hint="Give the site another name in brand.yaml.")
    return None


def _of_site(workspace: Workspace, order: Order, brand: str, handouts: Mapping[str, str]) -> str:
    """The handout or the brand whose files have the names of a site's; empty for none."""
    named = ".".join(filter(None, (order.source, brand, order.site)))
    if other := handouts.get(_alike(named)):
        return other
    return f"the brand {order.site}" if not brand and workspace.sources.brand(order.site) else ""
