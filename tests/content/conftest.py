from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from carefold.diagnostics.place import Place, Places
from carefold.model.block import Block
from carefold.model.brand import Brand
from carefold.model.handout import Handout
from carefold.model.inline import Blank, Citation, Words
from carefold.model.located import LocatedMap
from carefold.model.reference import Reference
from carefold.model.values import Text


def on_line(file: str, line: int, length: int) -> Places:
    """Places of so many characters from column 1 of a line on."""
    start = 1000 * (line - 1)
    return Places(file, tuple(range(0, start + 1, 1000)), tuple(range(start, start + length)))


def _placed(value: Any, file: str, counter: list[int]) -> Any:
    """Plain data as the reader would hand it over: each map and text gets a line of its own."""
    counter[0] += 1
    line = counter[0]
    if isinstance(value, dict):
        made = LocatedMap({key: _placed(item, file, counter) for key, item in value.items()})
        made.place = Place(file, line, 1)
        return made
    if isinstance(value, list):
        return [_placed(item, file, counter) for item in value]
    if isinstance(value, str):
        return Text(value, on_line(file, line, len(value)))
    return value


@pytest.fixture
def text() -> Callable[[str], Text]:
    """A Text whose characters stand at columns 1, 2, 3 … of line 2 of f."""
    return lambda written: _placed(written, "f", [1])


@pytest.fixture
def make_handout() -> Callable[..., Handout]:
    def make(blocks: list[Any] | None = None, **changes: Any) -> Handout:
        sections = [{"title": "One", "blocks": blocks or ["Words."]}]
        data = {
            "title": "T", "language": "en", "version": "1", "updated": "2026-01-01", "review-by": "2028-01-01",
            "authors": ["A"], "audience": "All", "main-point": "Point.", "sections": sections, "disclaimer": "default",
        } | {key.replace("_", "-"): value for key, value in changes.items()}  # fmt: skip
        return Handout.model_validate(_placed(data, "h.yaml", [0]))

    return make


@pytest.fixture
def make_brand() -> Callable[..., Brand]:
    def make(**changes: Any) -> Brand:
        contact = {"phone": "555-0100", "after-hours": "555-0199", "address": ["100 Street", "Springfield"]}
        data = {"name": "Riverbend", "contact": contact, "disclaimer": "From {{ brand.name }}."} | changes
        return Brand.model_validate(_placed(data, "brand.yaml", [0]))

    return make


@pytest.fixture
def library() -> dict[str, Reference]:
    return {name: Reference(id=name, type="book", title=name) for name in ("alpha", "beta", "gamma", "delta")}


@pytest.fixture
def plain() -> Callable[..., str]:
    """The words of a text or block as one line: [1,2] for citations, [name] for blanks, | between paragraphs."""

    def show(found: Any) -> str:
        if isinstance(found, Block):
            return " ".join(show(value) for value in found.__dict__.values() if type(value) is Text)
        return "|".join("".join(map(span, paragraph)) for paragraph in found.paragraphs)

    def span(item: Words | Citation | Blank) -> str:
        if isinstance(item, Words):
            return item.text
        return str(list(item.numbers or item.ids)) if isinstance(item, Citation) else f"[{item.name}]"

    return show
