"""What stands in a file before any model looks at it: texts, lists and maps that know their file and place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TypeAlias

from carefold.diagnostics.place import Place
from carefold.reading.yaml.source import Source

Path: TypeAlias = tuple[str | int, ...]


@dataclass(slots=True)
class _Spanned:
    """What stands between two offsets of a file."""

    source: Source
    start: int
    end: int

    @property
    def place(self) -> Place:
        """Where it starts."""
        return self.source.place(self.start)


@dataclass(slots=True)
class Scalar(_Spanned):
    """One text; `style` is "" for plain, else the character it starts with."""

    text: str
    style: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether nothing was written, not even quotes."""
        return not self.text and not self.style


@dataclass(slots=True)
class Sequence(_Spanned):
    """A list; `flow` means that it was written in brackets."""

    flow: bool
    items: list[Node] = field(default_factory=list)


@dataclass(slots=True)
class Map(_Spanned):
    """Keys with values; `flow` means that it was written in braces."""

    flow: bool
    entries: list[tuple[Scalar, Node]] = field(default_factory=list)
    named: dict[str, tuple[Scalar, Node]] = field(default_factory=dict)

    def add(self, key: Scalar, value: Node) -> Scalar | None:
        """Take an entry in, or give back the key of the same name that is there already."""
        if key.text in self.named:
            return self.named[key.text][0]
        self.named[key.text] = (key, value)
        self.entries.append((key, value))
        return None

    def entry(self, name: str) -> tuple[Scalar, Node] | None:
        """The key of that name, and its value."""
        return self.named.get(name)

    def replace(self, name: str, value: Node) -> None:
        """Put another value in the place of one that is there."""
        key, _ = self.named[name]
        self.named[name] = (key, value)
        self.entries = [(each, value if each is key else old) for each, old in self.entries]


Node: TypeAlias = Scalar | Sequence | Map


def children(node: Node) -> Iterator[tuple[str | int, Node]]:
    """What a node holds, with its keys or its numbers from 0."""
    if isinstance(node, Map):
        yield from ((key.text, value) for key, value in node.entries)
    elif isinstance(node, Sequence):
        yield from enumerate(node.items)


def walk(node: Node, path: Path = ()) -> Iterator[tuple[Path, Node]]:
    """A node and all below it, each with the way down to it."""
    yield path, node
    open_ones = [(path, children(node))]
    while open_ones:
        above, below = open_ones[-1]
        for part, child in below:
            yield (way := (*above, part)), child
            if not isinstance(child, Scalar):
                open_ones.append((way, children(child)))
                break
        else:
            open_ones.pop()
