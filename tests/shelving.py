"""A made-up shelf: outputs as a build leaves them, and their page."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from opening import opened

from carefold.batch.dressing import Dressing
from carefold.batch.manifest import Manifest, manifest_of
from carefold.batch.scan import Drawn
from carefold.batch.shelf import shelf_page
from carefold.batch.state import Facts, Output
from carefold.model.brand import Brand
from carefold.model.layout import Layout
from carefold.workspace import load_brand, load_layout

ROOT = Path(__file__).resolve().parent.parent
TODAY = datetime.date(2026, 12, 1)
TOOLS = {"pypdf": "7.0.1"}
LAYOUTS = ("letter", "trifold", "booklet", "card", "half-sheet", "a4", "poster")
PNG = bytes.fromhex(  # one grey pixel
    "89504e470d0a1a0a0000000d49484452000000010000000108000000003a7e9b550000000a4944415478da636800000082008177cd72b60000"
    "000049454e44ae426082"
)
_FACTS = Facts(
    title="Better sleep", id="better-sleep", version="1.0", language="en", updated="2026-03-04",
    review_by="2028-03-04", topics=("Sleep", "G47.0"), audience="Adults", grade=5.25, pages=2, code="K7M2PQ",
    duplex="short-edge", paper="letter", layouts=(),
)  # fmt: skip


def output(source: str = "better-sleep", layout: str = "trifold", **changes: Any) -> Output:
    """An output of NAME or NAME.LANG; facts and what an output says of itself may be given."""
    handout, _, language = source.partition(".")
    facts = {key: changes.pop(key) for key in [*changes] if key in Facts.__dataclass_fields__ and key != "language"}
    name = changes.pop("name", f"{source}.{layout}.pdf")
    whole = replace(_FACTS, language=language or "en", **facts)
    given = {"edition": "print", "brand": "", "site": "", "findings": (), "sha256": "ab" * 32, "size": 45_600} | changes
    return Output(name, source, handout, language, layout, inputs={"brand.yaml": "1"}, modified=1, facts=whole, **given)


@cache
def layouts() -> dict[str, Layout]:
    return {name: load_layout(opened(ROOT), name) for name in LAYOUTS}


def brand(shelf: str = "", **changes: Any) -> Brand:
    usual, _ = load_brand(opened(ROOT), None)
    return usual.model_copy(update={"shelf": shelf or None, **changes})


def dressing(language: str = "en", shelf: str = "", pictures: Iterable[str] = ()) -> Dressing:
    return Dressing(language, {"": brand(shelf)}, layouts(), dict.fromkeys(pictures, PNG))


def manifest(outputs: Iterable[Output]) -> Manifest:
    return manifest_of(outputs, TODAY, TOOLS)


def page(outputs: Iterable[Output], dressed: Dressing | None = None) -> bytes:
    """Its codes are no QR codes, but squares."""
    dressed, whole = dressed or dressing(), manifest(outputs)
    return shelf_page(whole, dressed, {address: Drawn(9, "M4 4h1v1h-1z") for address in dressed.addresses(whole)})


def shelf() -> list[Output]:
    """A dozen handouts, one of them in two languages, one past its review, one due, one gone."""
    several = [output(f"leaflet-{number}", title=f"Leaflet {number}", code=f"2345A{'ABCDEFGH'[number]}")
               for number in range(8)]  # fmt: skip
    warned = {"code": "CF421", "severity": "warning", "place": "", "message": "m", "hint": "", "source": ""}
    return [
        *several,
        output(), output(layout="letter", code="ABC234", duplex="long-edge"),
        output(layout="letter", edition="screen", name="better-sleep.letter.screen.pdf", code="ABC234"),
        output("better-sleep.es", title="Dormir mejor", version="0.9", translated_from="0.8", code="ESPQ22"),
        output("old-news", title="Old news", review_by="2026-11-30", code="PAST22", topics=(), findings=(warned,)),
        output("soon-due", title="Soon due", review_by="2027-01-15", code="SNN222", pages=1, layout="card"),
        output("taken-away", title="Taken away", code="GNE222", gone="withdrawn"),
    ]  # fmt: skip
