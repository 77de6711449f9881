"""Values written on one line of YAML, for hints that show a corrected line."""

from __future__ import annotations

import re
from typing import Any

from carefold.model.blocks import KINDS
from carefold.reading.yaml.nodes import Map, Node, Scalar

_UNSAFE_START = re.compile(r"[-?:](?: |$)|[,\[\]{}#&*!|>'\"%@`]")
_UNSAFE = re.compile(r": |:$| #|[\n\t]|^ | $")
_UNSAFE_INSIDE = re.compile(r"[,\[\]{}]|:(?=[,\[\]{}])")

OWN = "…"
"""It stands in a hint for words that only the author has."""


def quoted(text: str) -> str:
    """A text as a YAML scalar in quotes: double where that needs no escapes, else single."""
    if "\n" in text:
        return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'
    return "'" + text.replace("'", "''") + "'" if '"' in text or "\\" in text else f'"{text}"'


def scalar(text: str, inside: bool = True) -> str:
    """A text as a YAML scalar, in quotes where it needs them; `inside` brackets it needs them more often."""
    if text == OWN:
        return text
    bare = text and text.lower() not in KINDS and not _UNSAFE_START.match(text) and not _UNSAFE.search(text)
    return text if bare and not (inside and _UNSAFE_INSIDE.search(text)) else quoted(text)


def name(text: str) -> str:
    """A text as a key."""
    return text if text in KINDS else scalar(text)


def flow(value: Any, inside: bool = True) -> str:
    """Texts, lists and maps on one line; None is nothing."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{name(key)}: {flow(one)}".rstrip() for key, one in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(flow, value)) + "]"
    return "" if value is None else scalar(value, inside)


def entry(key: str, value: Any) -> str:
    """`key: value` on a line of its own."""
    return f"{name(key)}: {flow(value, inside=False)}".rstrip()


def plain(node: Node) -> Any:
    """What a node holds as texts, lists and dicts; None for nothing."""
    if isinstance(node, Scalar):
        return None if node.is_empty else node.text.strip()
    if isinstance(node, Map):
        return {key.text: plain(value) for key, value in node.entries}
    return [plain(item) for item in node.items]
