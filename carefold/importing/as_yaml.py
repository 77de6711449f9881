"""A handout of values written as YAML, as a person would write it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from carefold.importing.arranged import Arranged
from carefold.reading.diagnose.flow import name, quoted, scalar


def as_yaml(made: Arranged, head: Mapping[str, str]) -> str:
    """The file's text: `head` are the first keys, each on a line."""
    lines = [f"title: {scalar(made.title, inside=False)}"]
    lines += [f"{key}: {value}" for key, value in head.items()]
    lines += [f"main-point: {scalar(made.main_point, inside=False)}", "", "sections:"]
    for section in made.sections:
        lines += [f"  - title: {scalar(section.title, inside=False)}", "    blocks:"]
        lines += [f"      {line}" for block in section.blocks for line in _item(block)]
        lines.append("")
    return "\n".join([*lines, "disclaimer: default", ""])


def _item(value: Any) -> Iterator[str]:
    """A value as an item of a list."""
    lines = list(_lines(value))
    yield f"- {lines[0]}"
    yield from (f"  {line}" for line in lines[1:])


def _lines(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield scalar(value, inside=False)
    elif isinstance(value, list):
        for one in value:
            yield from _item(one)
    else:
        for key, one in value.items():
            if isinstance(one, str):
                yield f"{name(key)}: {scalar(one, inside=False)}"
            elif _is_row(one):
                yield f"{name(key)}: {_row(one)}"
            else:
                yield f"{name(key)}:"
                rows = [f"- {_row(row)}" for row in one] if key == "rows" else [*_lines(one)]
                yield from (f"  {line}" for line in rows)


def _row(cells: Iterable[str]) -> str:
    """Cells on a line; one that starts with a small letter in quotes, so that it is not taken for half a sentence."""
    return f"[{', '.join(quoted(cell) if cell[:1].islower() else scalar(cell) for cell in cells)}]"


def _is_row(value: Any) -> bool:
    """Whether it is a table's row, which stands on a line; items of lists stand on lines of their own."""
    return isinstance(value, tuple) and all(isinstance(one, str) for one in value)
