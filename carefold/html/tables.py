"""Tables on narrow screens: those of many columns become a block for each row, others scroll by themselves."""

from __future__ import annotations

from carefold.html.node import Node, node

CELL = "cell"
_MANY = 4  # columns: on a phone the last of them would be out of sight
_ROLES = {
    "table": "table", "thead": "rowgroup", "tbody": "rowgroup", "tr": "row", "td": "cell",
}  # fmt: skip


def wide(table: Node, name: str) -> Node:
    """A table in a frame that scrolls, and that keys can reach; `name` is the heading before it."""
    heads = [" ".join(one.text().split()) for one in _cells(table, "thead")]
    frame = node("div", table, class_="wide stack" if len(heads) >= _MANY else "wide", role="group", tabindex="0")
    frame.attributes["aria-label"] = name
    if len(heads) >= _MANY:
        _stack(table, heads)
    return frame


def _cells(table: Node, part: str) -> list[Node]:
    return [cell for one in table.walk() if one.tag == part for cell in one.walk() if cell.tag in ("td", "th")]


def _stack(table: Node, heads: list[str]) -> None:
    """Each cell is told what its column is; roles stay what they are where rows are shown as blocks."""
    for one in table.walk():
        if one.tag == "th":
            one.attributes["role"] = "columnheader" if one.attributes.get("scope") == "col" else "rowheader"
        elif one.tag in _ROLES:
            one.attributes["role"] = _ROLES[one.tag]
    for row in (one for one in table.walk() if one.tag == "tr"):
        cells = [cell for cell in row.children if isinstance(cell, Node)]
        if len(cells) == len(heads):
            for head, cell in zip(heads, cells, strict=True):
                if cell.tag == "td":
                    cell.attributes["data-label"] = head
                    cell.children = [node("div", *cell.children, class_=CELL)]
