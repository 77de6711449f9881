"""YAML text becomes a tree of nodes, with all that is wrong in it; and the tree becomes data for the models."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice
from typing import Any

import yaml

from carefold.diagnostics.place import Place
from carefold.diagnostics.problem import Problem
from carefold.model.located import LocatedMap
from carefold.reading.diagnose.misread import PART, bites
from carefold.reading.diagnose.stopped import Fault, stopped_at
from carefold.reading.diagnose.syntax import explain
from carefold.reading.yaml.character_places import located
from carefold.reading.yaml.events import MAX_DEPTH, Composer, UnreadableError, events, too_deep
from carefold.reading.yaml.nesting import bracket_beyond
from carefold.reading.yaml.nodes import Node, Path, Scalar, Sequence
from carefold.reading.yaml.source import Source

EMPTY = "the file is empty."
_MOST_FAULTS = 20
_MOST_BITES = 200


@dataclass(frozen=True, slots=True)
class Parsed:
    """A tree, or None when a fault hides it, and the problems so far."""

    root: Node | None
    problems: tuple[Problem, ...]


def parse(source: Source, within: Path = ()) -> Parsed:
    """Read YAML; a value that can't be read is noted and masked, so that the rest of the file is still read.

    `within` is the way to the file's root: PART for one that is included.
    """
    masked, faults = source.text, list[Problem]()
    while True:
        composer = Composer(source)
        try:
            composer.compose(events(masked))
        except UnreadableError:
            return Parsed(None, (*faults, *composer.problems))
        except yaml.YAMLError as error:
            beyond = bracket_beyond(masked, stopped_at(source, error), MAX_DEPTH - composer.indented)
            if beyond is not None:
                return Parsed(None, (*faults, *composer.problems, too_deep(source, beyond)))
            fault = explain(Source(source.shown, masked), error, composer.last)
            known = {problem.place.line for problem in faults}
            if fault.problem.place.line not in known:
                faults += (fault.problem, *fault.more)
            if not (fault.span or fault.signs) or fault.problem.place.line in known or len(faults) >= _MOST_FAULTS:
                return Parsed(None, (*faults, *composer.problems))
            masked = _masked(masked, fault)
        else:
            return _finished(source, composer, faults, within)


def _masked(text: str, fault: Fault) -> str:
    """A text of the same length in which the fault does not stop the reader."""
    pieces, done = list[str](), 0
    for start, end in fault.signs:
        line = text.rfind("\n", 0, start) + 1
        dash = "x" if text[line:start].strip() else "-"
        pieces += (text[done:start], dash.ljust(end - start))
        done = end
    text = "".join(pieces) + text[done:]
    if fault.span:
        start, end = fault.span
        text = text[:start] + re.sub(r"\S", "x", text[start:end]) + text[end:]
    return text


def _finished(source: Source, composer: Composer, faults: list[Problem], within: Path) -> Parsed:
    root, problems = composer.root, [*faults, *composer.problems]
    if root is None or (isinstance(root, Scalar) and root.is_empty):
        hint = (
            "write blocks into it: `- A text.`" if within == PART else "start from a handout that works, and change it."
        )
        empty = Problem(EMPTY, Place(source.shown), hint)
        return Parsed(None, (*problems, empty))
    known = {problem.place.line for problem in problems}
    found = (problem for problem in bites(root, source, within) if problem.place.line not in known)
    problems += islice(found, _MOST_BITES)
    return Parsed(root, tuple(problems))


def data(node: Node) -> Any:
    """What the models validate: Text, lists and LocatedMaps; None for a value that was left out."""
    if isinstance(node, Scalar):
        return None if node.is_empty else located(node)
    if isinstance(node, Sequence):
        return [data(item) for item in node.items]
    made = LocatedMap((located(key), data(value)) for key, value in node.entries)
    made.place = node.place
    return made
