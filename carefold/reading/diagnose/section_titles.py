"""Sections under their own titles: `- Bathing:` with blocks below it, or `Bathing:` below `sections:`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from carefold.diagnostics.finding import Finding
from carefold.model.handout import Handout
from carefold.reading.diagnose.aliases import block_meant, key_meant
from carefold.reading.diagnose.flow import OWN, entry, flow, plain
from carefold.reading.diagnose.known_keys import keys_at, nearest
from carefold.reading.diagnose.quoting import write_hint
from carefold.reading.yaml.nodes import Map, Node, Scalar, Sequence
from carefold.reading.yaml.source import Source

_KEYS = keys_at(Handout, ("sections", 0))


def named_by_titles(source: Source, node: Map) -> Iterator[Finding]:
    """What is wrong with them; the tree takes each key for the title of its section."""
    found = node.entry("sections")
    if found is None:
        return
    key, value = found
    if isinstance(value, Sequence):
        for number, item in enumerate(value.items):
            if isinstance(item, Map) and not item.flow and (made := _section(source, item)):
                yield made[0]
                value.items[number] = made[1]
    elif isinstance(value, Map) and value.entries and not any(_is_key(name.text) for name, _ in value.entries):
        sections = [{"title": name.text, "blocks": _blocks(one)} for name, one in value.entries]
        usual = "write `- title: …` and below it `blocks:` in place of each title, such as "
        otherwise = f"{usual}`{value.entries[0][0].text}:`."
        put = flow(sections) if value.flow else entry("sections", sections)
        start = value.start if value.flow else key.start
        hint = write_hint(source, start, value.end, put, otherwise)
        yield Finding("a section has its title behind `title:`.", key.place if not value.flow else value.place, hint)
        made_items: list[Node] = [_tree(source, name, one) for name, one in value.entries]
        node.replace("sections", Sequence(source, value.start, value.end, True, made_items))


def _is_key(name: str) -> bool:
    return name in _KEYS or bool(key_meant(name, _KEYS) or nearest(name, _KEYS) or name == "include")


def _section(source: Source, item: Map) -> tuple[Finding, Node] | None:
    """A section whose first key is its title."""
    (name, value), *others = item.entries
    if _is_key(name.text) or (block_meant(name.text) and name.text[:1].islower()):
        return None
    message = f"a section has its title behind `title:`, and `{name.text}` is none of its keys."
    if others:
        if not isinstance(value, Scalar) or not value.is_empty:
            return None
        made = Map(source, item.start, item.end, False)
        made.add(Scalar(source, name.start, name.start, "title"), Scalar(source, name.start, name.end, name.text, '"'))
        for key, one in others:
            made.add(key, one)
        hint = f"for this line alone, write: - {entry('title', name.text)}"
        return Finding(message, name.place, hint), made
    put = flow({"title": name.text, "blocks": _blocks(value)})
    otherwise = (
        f"write `- {entry('title', name.text)}`, below it `blocks:`, and move what follows two columns to the right."
    )
    return Finding(message, name.place, write_hint(source, item.start, item.end, put, otherwise)), _tree(
        source, name, value
    )


def _blocks(value: Node) -> list[Any]:
    """What a title stands above, as blocks."""
    made = plain(value)
    if isinstance(made, dict) and "blocks" in made:
        made = made["blocks"]
    if isinstance(made, dict):
        return [{key: one} for key, one in made.items()]
    return made if isinstance(made, list) else [made or OWN]


def _tree(source: Source, name: Scalar, value: Node) -> Node:
    """The section that was meant, for what else is wrong below it."""
    inner = value.entry("blocks") if isinstance(value, Map) else None
    below = inner[1] if inner else value
    if isinstance(below, Scalar) and below.is_empty:
        below = Scalar(source, name.start, name.start, name.text, '"')  # told already
    blocks = below if isinstance(below, Sequence) else Sequence(source, value.start, value.end, True, [below])
    made = Map(source, name.start, value.end, False)
    made.add(Scalar(source, name.start, name.start, "title"), Scalar(source, name.start, name.end, name.text, '"'))
    made.add(Scalar(source, value.start, value.start, "blocks"), blocks)
    return made
