"""All messages and hints keep to one style: they are gathered where they are written, in the code's syntax tree."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

ROOT = Path(__file__).resolve().parents[2] / "carefold"
# What takes them: the places of the message and of the hint among its arguments.
TAKERS: dict[str, tuple[int | None, int | None]] = {
    "Advice": (0, 1), "Finding": (0, 2), "finding": (2, 3), "_fault": (1, 2), "self._fault": (0, 1),
    "UsageError": (None, 0),
}  # fmt: skip
VALUE = "{}"
NAMES = "SumatraPDF|PyYAML|Carefold"
JARGON = re.compile(
    r"\b(?:pars(?:e|ing|er)|tokens?|exceptions?|null|invalid|syntax|scalars?|boolean|strings?|integers?|floats?|"
    r"arguments?|nodes?|mappings?|dict|unicode error|stack|stdin|traceback|regex|deprecated|aborted|fatal|illegal)\b",
    re.I,
)
BLAME = re.compile(
    r"\byou (?:must|forgot|failed|did not|didn't|have to|should have)\b|\b(?:oops|stupid|sorry)\b|!$",
    re.IGNORECASE,
)


class Said(NamedTuple):
    """A text with `{}` for what is filled in, and where it is written."""

    where: str
    is_hint: bool
    is_whole: bool
    text: str


def _texts(node: ast.expr | None) -> Iterator[str]:
    """A literal, or the literals of a choice."""
    match node:
        case ast.Constant(value=str(text)):
            yield text
        case ast.JoinedStr(values=values):
            yield "".join(str(one.value) if isinstance(one, ast.Constant) else VALUE for one in values)
        case ast.IfExp(body=body, orelse=orelse):
            yield from _texts(body)
            yield from _texts(orelse)


def _of_call(node: ast.Call, is_doctors: bool) -> Iterator[tuple[bool, ast.expr]]:
    name = node.func.id if isinstance(node.func, ast.Name) else f"self.{getattr(node.func, 'attr', '')}"
    name = name if name in TAKERS else name.removeprefix("self.")
    if name not in TAKERS or (name == "Advice" and is_doctors):
        return
    for is_hint, place in zip((False, True), TAKERS[name], strict=True):
        if place is not None and len(node.args) > place:
            yield is_hint, node.args[place]
    yield from ((word.arg == "hint", word.value) for word in node.keywords if word.arg in ("message", "hint"))


def _gathered() -> Iterator[Said]:
    for path in sorted(ROOT.rglob("*.py")):
        tree = ast.parse(path.read_text("utf-8"))
        pieces = {one for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for one in node.values}
        for node in ast.walk(tree):
            found: list[tuple[bool, ast.expr]] = []
            match node:
                case ast.Call():
                    found += _of_call(node, "delivery" in path.parts or path.name == "doctor.py")
                case ast.Assign(targets=[ast.Name(id="hint" | "message" as name)], value=value):
                    found.append((name == "hint", value))
            where = f"{path.relative_to(ROOT)}:{getattr(node, 'lineno', 0)}"
            yield from (
                Said(where, is_hint, isinstance(node, ast.Call), text)
                for is_hint, value in found
                for text in _texts(value)
            )
            if isinstance(node, ast.Constant | ast.JoinedStr) and node not in pieces:
                for text in _texts(node):
                    message, _, hint = text.partition(" Hint: ")
                    yield from (Said(where, True, False, one) for one in [hint] if message and hint)


SAID = list(dict.fromkeys(_gathered()))
HINTS = [one for one in SAID if one.is_hint and " Hint: " not in one.text]
MESSAGES = [one._replace(text=one.text.split(" Hint: ")[0]) for one in SAID if not one.is_hint]


def _unquoted(text: str) -> str:
    """Without what is to be written to the letter."""
    return re.sub("`.*?`", "", text)


def test_they_are_seen() -> None:
    assert len(HINTS) > 500 and len(MESSAGES) > 500


STYLE = {
    "a message starts with a small letter, a value or a quote": lambda one: (
        one.is_hint or not re.match(rf"(?!{NAMES})[A-Z][a-z]", one.text)
    ),
    "no jargon": lambda one: (
        one.where.startswith("delivery/server.py") or not JARGON.search(re.sub("`.*?`", "", one.text))
    ),
    "no blame": lambda one: not BLAME.search(one.text),
}


@pytest.mark.parametrize("rule", STYLE)
def test_style(rule: str) -> None:
    assert [f"{one.where}: {one.text}" for one in (*MESSAGES, *HINTS) if not STYLE[rule](one)] == []
