"""Items that lack the dash which starts them, or stand too far to the left of the key that they belong to."""

from __future__ import annotations

import re
from collections.abc import Iterator

from carefold.diagnostics.finding import Finding
from carefold.model.blocks import KINDS
from carefold.reading.diagnose.aliases import block_meant
from carefold.reading.diagnose.empty import MAY_BE_EMPTY
from carefold.reading.diagnose.quoting import LONGEST
from carefold.reading.yaml.nodes import Map, Node, Scalar, Sequence
from carefold.reading.yaml.source import Source

STARTS = {
    "sections": ("title",),
    "steps": ("title",),
    "schedule": ("medicine",),
    "zones": ("zone",),
    "timeline": ("when",),
    "references": ("id", "title", "type"),
    "reviewers": ("name",),
}
"""The keys that an item of each list starts with."""
BLOCKS = ("blocks", "keep", "foot")
_ITEM = re.compile(r"\n *- ")


def no_dash(source: Source, key: Scalar) -> Finding:
    """What is wrong with a line that should start an item, and how it is written two columns to the left."""
    start, end = source.line_span(key.start)
    line = source.text[start:end].strip()
    hint = "put a dash and a space before it."
    if len(line) <= LONGEST:
        hint = f"two columns further to the left, write: - {line}"
    return Finding(f"an item starts here, with `{key.text}`, but without its dash.", key.place, hint)


def without_dash(source: Source, node: Map) -> Iterator[Finding]:
    """`sections:` with keys right below it; the tree takes them for an item each."""
    for key, value in node.entries:
        if key.text in BLOCKS and isinstance(value, Scalar) and not value.style:
            first, below, _ = source.text[value.start : value.end].partition("\n")
            if below and _ITEM.search(source.text, value.start + len(first), value.end) and len(first) <= LONGEST:
                hint = f"for this line alone, write: - {first.strip()}"
                yield Finding("an item starts here without its dash.", value.place, hint)
                line = Scalar(source, value.start, value.start + len(first), first.strip())
                node.replace(key.text, Sequence(source, value.start, value.end, False, [line]))
        if not isinstance(value, Map) or value.flow or not value.entries:
            continue
        names = [name for name, _ in value.entries]
        if key.text in BLOCKS and all(block_meant(name.text) for name in names):
            items = [Map(source, name.start, one.end, False) for name, one in value.entries]
            for item, (name, one) in zip(items, value.entries, strict=True):
                item.add(name, one)
            yield from (no_dash(source, name) for name in names)
            node.replace(key.text, Sequence(source, value.start, value.end, False, list[Node](items)))
        elif names[0].text in STARTS.get(key.text, ()):
            yield no_dash(source, names[0])
            node.replace(key.text, Sequence(source, value.start, value.end, False, [value]))


def starts_item(list_key: str, key: str) -> bool:
    """Whether a key that stands twice below another starts an item of its own."""
    return key in STARTS.get(list_key, ()) or (list_key in BLOCKS and key in KINDS)


def too_far_left(source: Source, node: Sequence) -> Iterator[Finding]:
    """`- list:` without a value, and its items below it on the column of its dash; the tree takes them for its own."""
    if node.flow:
        return
    number = 0
    while number < len(node.items):
        item = node.items[number]
        number += 1
        if not isinstance(item, Map) or item.flow or not item.entries:
            continue
        key, value = item.entries[-1]
        if not isinstance(value, Scalar) or not value.is_empty or key.text not in (*KINDS, "blocks"):
            continue
        below = _below(node, number, key.text)
        if key.text in MAY_BE_EMPTY or not below:
            continue
        columns = key.place.column - _dash_column(source, item)
        message = f"`{key.text}` has no value: the lines below it stand too far to the left."
        hint = f"put {columns} spaces before each line that belongs to it, so that its dash stands below the "
        yield Finding(message, key.place, f"{hint}`{key.text[0]}` of `{key.text}`.")
        del node.items[number : number + len(below)]
        item.replace(key.text, Sequence(source, below[0].start, below[-1].end, False, below))


def _below(node: Sequence, number: int, key: str) -> list[Node]:
    """The items that most likely belong to what is above them."""
    found: list[Node] = []
    for item in node.items[number:]:
        block = isinstance(item, Map) and item.entries[0][0].text not in STARTS["sections"]
        if (isinstance(item, Scalar) and not item.is_empty) or (block and key == "blocks"):
            found.append(item)
        else:
            break
    return found


def _dash_column(source: Source, item: Map) -> int:
    start, _ = source.line_span(item.start)
    return source.text.rfind("-", start, item.start) - start + 1
