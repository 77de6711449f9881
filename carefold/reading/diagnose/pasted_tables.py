"""Tables as Markdown draws them, with upright lines between the cells."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby

from carefold.diagnostics.finding import Finding
from carefold.reading.diagnose.flow import entry
from carefold.reading.diagnose.quoting import LONGEST, write_hint
from carefold.reading.diagnose.stopped import Diagnosis, Halt
from carefold.reading.yaml.nodes import Node, Path, Scalar, Sequence
from carefold.reading.yaml.source import Source

_ROW = re.compile(r" *(?:- +)?(\|.*\|) *")
_RULE = re.compile(r"[|:\- ]+")
_WORDS_OF_A_CELL = 5
"""More words between two lines are sentences."""
_NAMED = re.compile(r"( *- +)table: *(?:\|.*)?")


def pasted_table(halt: Halt) -> Diagnosis | None:
    """Lines with cells between `|`, written out as a table; they are read as nothing."""
    text = halt.source.text
    start, end = halt.source.line_span(halt.began)
    if not _ROW.fullmatch(text[start:end]):
        start, end = halt.source.line_span(halt.spot)
    while start and _ROW.fullmatch(text[(before := text.rfind("\n", 0, start - 1) + 1) : start - 1]):
        start = before
    lines, at = [], start
    while at < len(text) and (row := _ROW.fullmatch(text[at : (stop := halt.source.line_span(at)[1])])):
        lines.append(row[1])
        at = stop + 1
    rows = [[cell.strip() for cell in line[1:-1].split("|")] for line in lines if not _RULE.fullmatch(line)]
    if len(rows) < 2 or len({len(row) for row in rows}) > 1:
        return None
    first = text.rfind("\n", 0, start - 1) + 1 if start else 0
    named = _NAMED.fullmatch(text[first : max(start - 1, 0)])
    place = first + len(named[1]) if named else start + len(text[start:end]) - len(text[start:end].lstrip())
    line = f"- {entry('table', {'header': rows[0], 'rows': rows[1:]})}"
    hint = f"in place of these {len(lines) + bool(named)} lines, write: {line}"
    if len(line) > LONGEST:
        hint = "make a `table:` of it, with `header:` and `rows:`."
    problem = Finding("this is a table as Markdown draws it.", halt.source.place(place), hint)
    if named or text.startswith("|", place):
        return Diagnosis(problem, (place + len("table:") if named else start, at - 1))
    return Diagnosis(problem, signs=tuple(_cells(text, start, at)))


def rows_as_items(source: Source, path: Path, node: Sequence) -> Iterator[Finding]:
    """`- "| Day | Dose |"` and its like, one after another; the tree has one text in their place."""
    if node.flow or not path or path[-1] not in ("blocks", "keep", "foot", "list", "rows"):
        return
    for has_cells, run in groupby(list(node.items), key=lambda item: bool(_cells_of(item))):
        items = list(run)
        rows = [_cells_of(item) for item in items]
        rows = [row for row in rows if not all(re.fullmatch(r":?-+:?", cell) for cell in row)]
        if not has_cells or len(rows) < 2 or len({len(row) for row in rows}) > 1:
            continue
        put = entry("table", {"header": rows[0], "rows": rows[1:]})
        hint = write_hint(
            source, items[0].start, items[-1].end, put, "make a `table:` of it, with `header:` and `rows:`."
        )
        yield Finding("this is a table as Markdown draws it.", items[0].place, hint)
        at = node.items.index(items[0])
        node.items[at : at + len(items)] = [Scalar(source, items[0].start, items[0].start, "table", '"')]


def _cells_of(item: Node) -> list[str]:
    """The cells of a text with upright lines between them; nothing for others, such as one with a field's filter."""
    if not isinstance(item, Scalar) or "\n" in item.text or "{{" in item.text:
        return []
    text = item.text.strip()
    cells = [cell.strip() for cell in text.strip("|").split("|")]
    framed = len(text) > 2 and text[0] == text[-1] == "|"
    short = " | " in text and all(0 < len(cell.split()) <= _WORDS_OF_A_CELL for cell in cells)
    return cells if framed or short else []


def _cells(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Where the rows of a table stand behind their dashes."""
    return ((found.start(), found.end()) for found in re.compile(r"\|.*\|").finditer(text, start, end))
