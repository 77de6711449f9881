"""Data becomes a model, or problems at their places in the file."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from carefold.diagnostics.finding import Finding
from carefold.diagnostics.place import Place
from carefold.model.blocks import KINDS
from carefold.reading.diagnose.empty import MAY_BE_EMPTY
from carefold.reading.diagnose.in_plain_words import WHOLE, wording
from carefold.reading.diagnose.spot import Error, Spot, is_remark
from carefold.reading.diagnose.unknown_keys import meant_key
from carefold.reading.diagnose.whole_references import split
from carefold.reading.yaml.nodes import Map, Node, Scalar, Sequence

_MOST_PROBLEMS = 200

M = TypeVar("M", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class Checked:
    """What was read and what is wrong with it before any model sees it; `number` is its own in a list of such."""

    root: Node
    problems: tuple[Finding, ...]
    number: int = 0


def validate(model: type[M], data: Any, checked: Checked) -> tuple[M | None, list[Finding]]:
    """The model made of data, or None, and all problems; on a misread line, only what misreads it."""
    problems = list(checked.problems)
    try:
        return model.model_validate(data), problems
    except ValidationError as error:
        found = error.errors(include_url=False)[:_MOST_PROBLEMS]
    spots = [find(checked, _location(item)) for item in found]
    known = {problem.in_file for problem in problems}
    unknown = [item for item in found if item["type"] == "extra_forbidden"]
    meant = {(item["loc"][:-1], meant_key(model, item)) for item in unknown}
    meant |= {(item["loc"][:-1], "review-by") for item in found if item["loc"][-1:] == ("review",)}
    misread_maps = {
        item["loc"][:-1]
        for item, spot in zip(found, spots, strict=True)
        if item["type"] == "extra_forbidden" and spot.parent is not None and is_remark(spot.parent)
    }
    strays = {item["loc"][:-1] for item in unknown if item["loc"][-1] == "include" and item["loc"][1:]}
    told: list[tuple[Error, Spot]] = [
        (item, spot)
        for item, spot in zip(found, spots, strict=True)
        if not _is_echo(item, spot, known)
        and not (item["type"] == "missing" and (_path(item) in meant or item["loc"][:-1] in (strays | misread_maps)))
    ]
    misread = {(place.file, place.line) for place in known}
    shown, rewritten = set[str](), list[Node]()
    whole, told = split(model, told)
    problems += whole
    for item, spot in told or ([] if known or whole else zip(found, spots, strict=True)):
        problem = wording(model, item, spot)
        if "rite: " in problem.hint and problem.hint in shown:
            continue
        if item["type"] == "extra_forbidden" and any(spot.parent is node for node in rewritten):
            continue
        if spot.parent is not None and re.search(r"[Ii]n place of these \d+ lines, write: ", problem.hint):
            rewritten.append(spot.parent)
        shown.add(problem.hint)
        if item["type"] == "missing" or (problem.in_file.file, problem.in_file.line) not in misread:
            problems.append(problem)
    return None, problems


def _location(error: Mapping[str, Any]) -> tuple[str | int, ...]:
    """The way down to the value; a validator that knows better adds to it."""
    return (*error["loc"], *error.get("ctx", {}).get("at", ()))


def _path(error: Mapping[str, Any]) -> tuple[Any, Any]:
    return error["loc"][:-1], error["loc"][-1]


def _is_echo(error: Mapping[str, Any], spot: Spot, known: set[Place]) -> bool:
    """Whether an error only follows from another one.

    Pydantic 2.14 calls a list too short whose items failed; keys below a block without a value belong to the block.
    """
    if spot.nothing and error["type"] != "missing":
        return spot.node.place in known or (spot.key is not None and spot.key.place in known)
    if error["type"] in WHOLE and isinstance(spot.node, Scalar) and spot.node.place in known:
        return True
    if error["type"] == "too_short":
        size = len(spot.node.items if isinstance(spot.node, Sequence) else getattr(spot.node, "entries", ()))
        return size >= int(error["ctx"]["min_length"])
    if error["type"] == "extra_forbidden" and isinstance(spot.parent, Map):
        above = [spot.parent.entry(kind) for kind in KINDS if kind not in MAY_BE_EMPTY]
        return any(isinstance(entry[1], Scalar) and entry[1].is_empty for entry in above if entry)
    return False


def find(checked: Checked, loc: Iterable[str | int]) -> Spot:
    """Walk down a pydantic `loc`, past the union tags that are not in the file."""
    parts = list(loc)
    spot = Spot(checked.root, tuple(parts), number=checked.number)
    for number, part in enumerate(parts):
        if not (part in KINDS and _is_tag(spot, part, next(iter(parts[number + 1 :]), None))):
            spot = _down(spot, part)
    return spot


def _is_tag(spot: Spot, part: str | int, following: str | int | None) -> bool:
    """Whether a block's name is only its tag: the key of that name, or another one of the block's, comes after it."""
    other = spot.number and isinstance(spot.node, Map) and isinstance(following, str) and spot.node.entry(following)
    return part == following or bool(other)


def _down(spot: Spot, part: str | int) -> Spot:
    node = spot.node
    if isinstance(node, Map) and not node.entry(str(part)) and [key.text for key, _ in node.entries] == ["icon-array"]:
        node = node.entries[0][1]  # in a comparison the same as what it holds
    if isinstance(node, Map) and (entry := node.entry(str(part))):
        return Spot(entry[1], spot.loc, entry[0], node)
    if isinstance(node, Sequence) and isinstance(part, int) and 0 <= part < len(node.items):
        key = spot.key if spot.key and spot.key.source is node.source else None
        return Spot(node.items[part], spot.loc, key, node, part + 1)
    return spot
