"""The drawn body: its outline from the front and from behind, and places to mark; data in symbols/body/."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

import yaml

from carefold.caches import kept
from carefold.graphics.image_files import vector
from carefold.graphics.outline import Outline, moved
from carefold.graphics.symbols import FOLDER
from carefold.resources import shipped

_POINT = 0.75  # points in a unit of the drawings
_SIDES = {"left": 1, "right": -1}


@dataclass(frozen=True, slots=True)
class Figure:
    """A body `width` by `height` points, its origin bottom left: the outline, then lines inside it."""

    width: float
    height: float
    outlines: tuple[Outline, ...]


@dataclass(frozen=True, slots=True)
class _Spot:
    """How far from the middle to the person's left, how far from the top, and from where it is seen."""

    left: float
    down: float
    seen: tuple[str, ...]


@kept
def figure(view: str) -> Figure:
    """The body from `front` or `back`."""
    drawn = vector(shipped() / FOLDER / "body" / f"{view}.svg")
    return Figure(drawn.width, drawn.height, tuple(moved(shape.outline, shape.matrix) for shape in drawn.shapes))


def place_at(name: str, view: str) -> tuple[float, float]:
    """Where a place is on the figure: from the front, the person's left is on the right."""
    spot, body = _spots()[name], figure(view)
    across = spot.left if view == "front" else -spot.left
    return body.width / 2 + across * _POINT, body.height - spot.down * _POINT


def place_problem(name: str, view: str) -> str:
    """What is wrong with the name of a place to mark (“… Hint: …”); empty for nothing."""
    spot, hint = _spots().get(name), ""
    if spot is not None:
        other = next(iter(spot.seen))
        seen = view in spot.seen
        return (
            ""
            if seen
            else f"`{name}` can't be seen from the {view}. Hint: write `view: {other}`, or mark another place."
        )
    near = _near(name)
    hint = f"did you mean {' or '.join(f'`{one}`' for one in near)}?" if near else f"the places are {_listed()}."
    return f"there is no place “{name}” on the body. Hint: {hint}"


def _near(name: str) -> list[str]:
    """The places that may be meant: with the sides where none is said, in whatever order the words stand."""
    from difflib import get_close_matches

    plain = "-".join(name.lower().replace("_", " ").replace("-", " ").split())
    both = [one for side in _SIDES if (one := f"{side}-{plain}") in _spots()]
    turned = "-".join(sorted(plain.split("-"), key=lambda word: word not in _SIDES))
    return both or ([turned] if turned in _spots() else get_close_matches(plain, _spots(), n=1, cutoff=0.6))


def _listed() -> str:
    names = dict.fromkeys(name.replace("right-", "left-") for name in _spots())
    return f"{', '.join(names)}, and `right-` in place of `left-`"


@kept
def _spots() -> Mapping[str, _Spot]:
    text = (shipped() / FOLDER / "body" / "places.yaml").read_text(encoding="utf-8")
    said = yaml.safe_load(text)
    middle = {name: _spot(one, 1) for name, one in said["middle"].items()}
    pairs = {f"{side}-{name}": _spot(one, way) for name, one in said["pairs"].items() for side, way in _SIDES.items()}
    return MappingProxyType(middle | pairs)


def _spot(said: Mapping[str, Any], way: int) -> _Spot:
    left, down = said["at"]
    return _Spot(way * left, down, tuple(said["seen"]))
