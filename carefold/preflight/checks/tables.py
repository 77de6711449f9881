"""Tables in the structure tree: parts, columns, and which header heads what (ISO 32000-1, tables 337 and 349)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from carefold.pdfread.safely import items, resolved, said, text_of
from carefold.pdfread.tree import Node
from carefold.structure import CELLS

_SECTIONS = ("THead", "TBody", "TFoot")
_SCOPES = ("/Row", "/Column", "/Both")
_MOST_SPANNED = 1000  # rows or columns


def table_faults(table: Node) -> Iterator[tuple[Node, str, str]]:
    """Element, code and message of what is wrong with a table; tables inside its cells are tables of their own."""
    yield from ((table, "CF518", message) for message in _parts(table))
    rows = [_cells(node) for node in _inside(table) if node.role == "TR"]
    widths = _widths(rows)
    if len(widths) > 1:
        few = " or ".join(map(str, sorted(widths)))
        count = few if len(widths) < 4 else f"between {min(widths)} and {max(widths)}"
        yield table, "CF518", f"its rows have {count} columns."
    message = "a header cell does not say whether it heads a row or a column."
    yield from ((head, "CF519", message) for head in _mute_headers([cell for row in rows for cell in row]))


def _inside(node: Node) -> Iterator[Node]:
    """What belongs to a table or row, without what stands in cells."""
    for child in node.children:
        yield child
        if child.role not in (*CELLS, "Caption", "Table"):
            yield from _inside(child)


def _cells(row: Node) -> list[Node]:
    return [node for node in _inside(row) if node.role in CELLS]


def _parts(table: Node) -> Iterator[str]:
    """At most one head, one foot and one caption, each where it belongs."""
    roles = [child.role for child in table.children]
    count = Counter(roles)
    for role, what in (("THead", "heads"), ("TFoot", "feet"), ("Caption", "captions")):
        if count[role] > 1:
            yield f"a table has {count[role]} {what}, and may have one ({role})."
    if (count["THead"] or count["TFoot"]) and not count["TBody"]:
        yield "a table has a head or foot, but no body (TBody)."
    if "Caption" in roles[1:-1]:
        yield "a table's caption is neither its first nor its last part."
    order = [role for role in roles if role in _SECTIONS]
    if max(count["THead"], count["TFoot"]) == 1 and order != sorted(order, key=_SECTIONS.index):
        yield "a table's parts are not in the order head, bodies, foot."


def _widths(rows: list[list[Node]]) -> set[int]:
    """How many columns rows of cells have, spans counted (ISO 14289-1, 7.5)."""
    taken: dict[int, int] = {}  # columns that cells of rows above reach down into, by row
    widths = set()
    for number, row in enumerate(rows):
        width = taken.get(number, 0)
        for cell in row:
            columns = _span(cell, "/ColSpan")
            width += columns
            for below in range(number + 1, min(number + _span(cell, "/RowSpan"), len(rows))):
                taken[below] = taken.get(below, 0) + columns
        widths.add(width)
    return widths


def _span(cell: Node, name: str) -> int:
    span = cell.attribute(name)
    return min(int(span), _MOST_SPANNED) if isinstance(span, int) and span > 0 else 1


def _mute_headers(cells: list[Node]) -> Iterator[Node]:
    """Headers without a scope, but where all cells name theirs (ISO 14289-1, 7.5; Matterhorn 15-003)."""
    heads, data = ([cell for cell in cells if cell.role == role] for role in ("TH", "TD"))
    known = {said(head.entries, "/ID") for head in heads} - {""}
    if data and all((named := _named(cell)) and known.issuperset(named) for cell in data):
        return
    yield from (head for head in heads if text_of(head.attribute("/Scope")) not in _SCOPES)


def _named(cell: Node) -> list[str]:
    return [text_of(resolved(name)) for name in items(cell.attribute("/Headers"))]
