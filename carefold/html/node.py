"""Elements of a page, and how they are written: as XML that is HTML too (W3C, Polyglot Markup)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from html import escape
from typing import TypeAlias

_VOID = frozenset(("br", "hr", "img", "input", "meta"))
_OF_SVG = frozenset(("path", "image", "stop"))
_NO_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(slots=True)
class Node:
    """An element: attributes without a value are left out, so that they can be given where they may be empty."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list[Child] = field(default_factory=list)

    @property
    def kinds(self) -> list[str]:
        """The names of its class."""
        return self.attributes.get("class", "").split()

    def walk(self) -> Iterator[Node]:
        """This element and all below it, in reading order."""
        yield self
        for child in self.children:
            if isinstance(child, Node):
                yield from child.walk()

    def text(self) -> str:
        """All text below it."""
        return "".join(child if isinstance(child, str) else child.text() for child in self.children)


Child: TypeAlias = Node | str


def node(tag: str, *children: Child, **attributes: str) -> Node:
    """An element; `class_` and `for_` are written without their line, other lines become hyphens."""
    named = {name.rstrip("_").replace("_", "-"): value for name, value in attributes.items() if value}
    return Node(tag, named, list(children))


def changed(child: Child, change: Callable[[Node], list[Child]]) -> list[Child]:
    """A tree from the leaves up, each element replaced by what `change` makes of it."""
    if isinstance(child, str):
        return [child]
    children = [made for one in child.children for made in changed(one, change)]
    return change(Node(child.tag, dict(child.attributes), children))


def written(child: Child) -> str:
    """Markup; nothing in a text or a value can be taken for any. Style is ours, and written as it is."""
    if isinstance(child, str):
        return escape(_NO_XML.sub("", child), quote=False)
    told = "".join(f' {name}="{escape(_NO_XML.sub("", value))}"' for name, value in child.attributes.items())
    if child.tag in _VOID or (child.tag in _OF_SVG and not child.children):
        return f"<{child.tag}{told}/>"
    inside = child.text() if child.tag == "style" else "".join(map(written, child.children))
    return f"<{child.tag}{told}>{inside}</{child.tag}>"
