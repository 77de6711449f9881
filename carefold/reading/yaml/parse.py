"""YAML text becomes a tree of nodes, with all that is wrong in it; and the tree becomes data for the models."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice
from typing import Any

import yaml

from carefold.diagnostics.finding import Finding
from carefold.diagnostics.place import Place
from carefold.model.located import LocatedMap
from carefold.reading.diagnose.misread import PART, bites
from carefold.reading.diagnose.stopped import Diagnosis, stopped_at
from carefold.reading.yaml.character_places import located
from carefold.reading.yaml.events import MAX_DEPTH, Composer, UnreadableError, events, too_deep
from carefold.reading.yaml.nesting import bracket_beyond
from carefold.reading.yaml.nodes import Node, Path, Scalar, Sequence
from carefold.reading.yaml.source import Source

EMPTY = "the file is empty."
_MOST_TOLD = 20
_MOST_BITES = 200


@dataclass(frozen=True, slots=True)
class Parsed:
    """A tree, or None when what is wrong hides it, and the problems so far."""

    root: Node | None
    problems: tuple[Finding, ...]


def parse(source: Source, within: Path = ()) -> Parsed:
    """Read YAML; a value that can't be read is noted and masked, so that the rest of the file is still read.

    `within` is the way to the file's root: PART for one that is included.
    """
    masked, told = source.text, list[Finding]()
    while True:
        composer = Composer(source)
        try:
            composer.compose(events(masked))
        except UnreadableError:
            return Parsed(None, (*told, *composer.problems))
        except yaml.YAMLError as error:
            beyond = bracket_beyond(masked, stopped_at(source, error), MAX_DEPTH - composer.indented)
            if beyond is not None:
                return Parsed(None, (*told, *composer.problems, too_deep(source, beyond)))
            from carefold.reading.diagnose.syntax import explain  # which only a broken file needs

            diagnosis = explain(Source(source.shown, masked), error, composer.last)
            is_known = diagnosis.finding.in_file.line in {one.in_file.line for one in told}
            if not is_known:
                told += (diagnosis.finding, *diagnosis.more)
            if is_known or not (diagnosis.span or diagnosis.signs) or len(told) >= _MOST_TOLD:
                return Parsed(None, (*told, *composer.problems))
            masked = _masked(masked, diagnosis)
        else:
            return _finished(source, composer, told, within)


def _masked(text: str, diagnosis: Diagnosis) -> str:
    """A text of the same length in which the fault does not stop the reader."""
    pieces, done = list[str](), 0
    for start, end in diagnosis.signs:
        line = text.rfind("\n", 0, start) + 1
        dash = "x" if text[line:start].strip() else "-"
        pieces += (text[done:start], dash.ljust(end - start))
        done = end
    text = "".join(pieces) + text[done:]
    if diagnosis.span:
        start, end = diagnosis.span
        text = text[:start] + re.sub(r"\S", "x", text[start:end]) + text[end:]
    return text


def _finished(source: Source, composer: Composer, told: list[Finding], within: Path) -> Parsed:
    root, problems = composer.root, [*told, *composer.problems]
    if root is None or (isinstance(root, Scalar) and root.is_empty):
        hint = (
            "write blocks into it: `- A text.`" if within == PART else "start from a handout that works, and change it."
        )
        empty = Finding(EMPTY, Place(source.shown), hint)
        return Parsed(None, (*problems, empty))
    known = {problem.in_file.line for problem in problems}
    found = (problem for problem in bites(root, source, within) if problem.in_file.line not in known)
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
