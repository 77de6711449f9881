"""A message in words alone: headings underlined, lists with dashes, addresses of links in parentheses."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby

from carefold.html.node import Child, Node

_BLOCKS = ("p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "table", "main")
_RULES = {"h1": "=", "h2": "-"}
_RAISED, _LOWERED = (str.maketrans("0123456789+-", signs) for signs in ("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻", "₀₁₂₃₄₅₆₇₈₉₊₋"))
_MOST = 72  # signs of a line below a heading


def plain(children: Sequence[Child]) -> str:
    """The text of a message, paragraphs apart by an empty line; no line is broken."""
    return "\n\n".join(_blocks(children)) + "\n"


def _blocks(children: Sequence[Child]) -> list[str]:
    """Paragraphs; what stands in lines between blocks is one too."""
    made = list[str]()
    for is_block, group in groupby(children, lambda one: isinstance(one, Node) and one.tag in _BLOCKS):
        if is_block:
            made += [said for child in group if isinstance(child, Node) for said in _block(child)]
        elif said := _line(list(group)):
            made.append(said)
    return made


def _block(one: Node) -> list[str]:
    if one.tag in ("ul", "ol"):
        return ["\n".join(_entries(one))]
    if one.tag == "table":
        return _table(one)
    if one.tag.startswith("h"):
        said = _line(one.children)
        rule = _RULES.get(one.tag, "")
        return [f"{said}\n{rule * min(len(said), _MOST)}" if rule else said]
    return _blocks(one.children)


def _entries(listing: Node) -> list[str]:
    made, number = list[str](), 0
    for entry in listing.children:
        if isinstance(entry, Node):
            number += 1
            mark = f"{number}. " if listing.tag == "ol" else "- "
            lines = "\n".join(_blocks(entry.children)).split("\n")
            made += [(mark if not at else " " * len(mark)) + line for at, line in enumerate(lines)]
    return made


def _table(table: Node) -> list[str]:
    """The caption, then a line for each row, its cells apart by bars."""
    captions = [_line(one.children) for one in table.walk() if one.tag == "caption"]
    rows = [
        " | ".join(" ".join(_blocks(cell.children)).replace("\n", " ") for cell in row.children
                   if isinstance(cell, Node))
        for row in table.walk() if row.tag == "tr"
    ]  # fmt: skip
    return [*captions, "\n".join(rows)]


def _line(children: Sequence[Child]) -> str:
    return re.sub(r"[ \t\n]+", " ", "".join(map(_said, children))).strip()


def _said(child: Child) -> str:
    """Words in a line."""
    if isinstance(child, str):
        return child
    inside = "".join(map(_said, child.children))
    if child.tag == "img":
        return f"[{child.attributes.get('alt', '')}] "
    if child.tag == "sup":
        return f" [{inside}]" if child.kinds == ["cited"] else inside.translate(_RAISED)
    if child.tag == "sub":
        return inside.translate(_LOWERED)
    if child.tag == "a":
        return _with_address(inside, child.attributes["href"])
    return f"{inside} " if child.tag in _BLOCKS else inside


def _with_address(said: str, target: str) -> str:
    """A link's words, and its address where that is not what they say; a number to call is."""
    shown = re.sub(r"^(https?://|mailto:)", "", target).rstrip("/")
    return said if target.startswith("tel:") or shown == said.strip() else f"{said} ({target.removeprefix('mailto:')})"
