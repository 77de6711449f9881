"""References that lack several keys: they are told once, with a line to fill in."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from pydantic import BaseModel

from carefold.diagnostics.finding import Finding
from carefold.model.csl import KEYS
from carefold.model.reference import Reference
from carefold.reading.diagnose.flow import OWN, flow, plain
from carefold.reading.diagnose.known_keys import model_at
from carefold.reading.diagnose.quoting import write_hint
from carefold.reading.diagnose.spot import Error, Spot
from carefold.reading.yaml.nodes import Map

_NAMES = {key.lower(): key for key in KEYS}
_FIRST = ("id", "type", "title")


def split(model: type[BaseModel], told: Iterable[tuple[Error, Spot]]) -> tuple[list[Finding], list[tuple[Error, Spot]]]:
    """One finding for each reference that lacks two keys or more, and all that it doesn't tell."""
    told = list(told)
    lacking: dict[Any, list[str]] = {}
    for error, _ in told:
        where = model_at(model, error["loc"][:-1]) if error["type"] == "missing" else None
        if where and issubclass(where, Reference):
            lacking.setdefault(error["loc"][:-1], []).append(error["loc"][-1])
    several = {loc: keys for loc, keys in lacking.items() if len(keys) > 1}
    found, rest, done = list[Finding](), list[tuple[Error, Spot]](), set[Any]()
    for error, spot in told:
        way = error["loc"][:-1] if error["type"] == "missing" else error["loc"]
        if way not in several or not isinstance(spot.node if error["type"] == "missing" else spot.parent, Map):
            rest.append((error, spot))
        elif error["type"] == "missing" and way not in done:
            done.add(way)
            found.append(_finding(spot, several[way]))
        elif error["type"] != "missing" and "write `" not in str(error.get("ctx", {}).get("message", "")):
            rest.append((error, spot))
    return found, rest


def _finding(spot: Spot, keys: list[str]) -> Finding:
    node = spot.node
    named = [f"`{key}`" for key in keys]
    message = f"{', '.join(named[:-1])} and {named[-1]} are missing."
    return Finding(message, node.place, _hint(spot, keys))


def _hint(spot: Spot, keys: list[str]) -> str:
    node = spot.node
    if not isinstance(node, Map) or node.source.shown.endswith(".json"):
        lines = ", ".join(f'`"{key}": "{OWN}"`' for key in keys)
        return f"export it again from your citation manager, or add {lines}."
    written = {_NAMES.get(key.lower(), key): value for key, value in plain(node).items()}
    kind = "webpage" if "URL" in written and "DOI" not in written else "article-journal"
    first = {key: written.pop(key, kind if key == "type" else OWN) for key in _FIRST}
    line = write_hint(node.source, node.start, node.end, flow(first | written))
    return f"a citation manager writes all of it; or put your own words in place of {OWN}, and {line}"
