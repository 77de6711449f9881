"""Where in a file something is wrong, and what is said of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from carefold.model.blocks import KINDS
from carefold.reading.diagnose.quoting import remark_hint
from carefold.reading.yaml.nodes import Map, Node, Scalar

Error: TypeAlias = Mapping[str, Any]
Said: TypeAlias = tuple[str, str]
"""A message and a hint."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A node, the key that it or its list stands under, what holds it, and its number from 1 in a list."""

    node: Node
    loc: tuple[str | int, ...]
    key: Scalar | None = None
    parent: Node | None = None
    number: int = 0

    @property
    def name(self) -> str:
        """How a message calls it."""
        name = f"`{self.key.text}`" if self.key else "the list" if self.number else "the file"
        return f"item {self.number} of {name}" if self.number else name

    @property
    def nothing(self) -> bool:
        """Whether the author wrote no value."""
        return isinstance(self.node, Scalar) and self.node.is_empty


def split_hint(text: str) -> Said:
    """A message and the hint inside it."""
    message, _, hint = text.partition(" Hint: ")
    return message, hint


def either(words: tuple[str, ...]) -> str:
    """Words with “or” before the last one."""
    return f"{', '.join(words[:-1])} or {words[-1]}" if words[1:] else "".join(words)


def is_remark(node: Node) -> bool:
    """Whether a map may be a text with a colon: one key that is no block's, and a text."""
    if not isinstance(node, Map) or len(node.entries) != 1:
        return False
    key, value = node.entries[0]
    in_braces = node.source.text[node.start : node.start + 1] == "{"
    return key.text not in KINDS and isinstance(value, Scalar) and not in_braces


def remark(node: Map) -> Said:
    """`- Note: bring your card` without quotes."""
    return f"`{node.entries[0][0].text}:` was read as a key, not as text", remark_hint(node)
