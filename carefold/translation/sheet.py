"""A handout's file as it is written, so that texts in it can be changed and all else stays as it is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from carefold.diagnostics.carefold_error import CarefoldError
from carefold.diagnostics.finding import Finding
from carefold.diagnostics.place import Place
from carefold.reading.yaml.character_places import located
from carefold.reading.yaml.nodes import Map, Node, Scalar, Sequence
from carefold.reading.yaml.parse import parse
from carefold.reading.yaml.source import Source
from carefold.translation.texts import Said


@dataclass(frozen=True)
class Spot:
    """A scalar of a file: whether it stands in brackets or braces, whether it is a key, and from which column on."""

    scalar: Scalar
    in_flow: bool
    is_key: bool
    indent: int

    def written(self, text: str) -> str:
        """A text as it may stand here."""
        lines = text.split("\n")
        if len(lines) > 1 and not self.in_flow and not self.is_key and all(map(_is_plain, lines)) and lines[-1]:
            pad = " " * (self.indent + 2)
            return "\n".join(("|-", *(f"{pad}{line}" if line else "" for line in lines)))
        return quoted(text)


def quoted(text: str) -> str:
    """A text in double quotes (YAML 1.2.2, 7.3.1)."""
    for sign, escaped in (("\\", "\\\\"), ('"', '\\"'), ("\n", "\\n"), ("\t", "\\t")):
        text = text.replace(sign, escaped)
    return f'"{text}"'


def _is_plain(line: str) -> bool:
    return line == line.strip() and "\t" not in line


@dataclass
class Edits:
    """Changes of a text, all by its own offsets."""

    text: str
    made: list[tuple[int, int, str]] = field(default_factory=list)

    def replace(self, start: int, end: int, text: str) -> None:
        """Put a text in the place of what stands there."""
        self.made.append((start, end, text))

    def insert(self, at: int, text: str) -> None:
        """Put a text before a character; of several, the first stays first."""
        self.made.append((at, at, text))

    def moved(self, offset: int) -> int:
        """Where a character stands afterwards."""
        return offset + sum(len(new) - (end - start) for start, end, new in self.made if max(start, end - 1) < offset
                            or start == end == offset)  # fmt: skip

    def applied(self) -> str:
        """The text with all changes."""
        pieces, done = list[str](), 0
        for start, end, new in sorted(self.made, key=lambda one: one[:2]):
            pieces += (self.text[done:start], new)
            done = end
        return "".join((*pieces, self.text[done:]))


class Sheet:
    """One file; CarefoldError where it is no map of keys, each on a line of its own."""

    def __init__(self, source: Source) -> None:
        """The file is to be free of faults: a handout was read from it."""
        root = parse(source).root
        if not isinstance(root, Map) or root.flow:
            message, hint = "this can't be laid out anew.", "Write each key on a line of its own, without braces."
            raise CarefoldError(Finding(message, Place(source.shown), hint))
        self.source, self.root = source, root
        self.spots = {_key(located(one.scalar).place()): one for one in _spots(root, in_flow=False, indent=-2)}

    def spot(self, said: Said) -> Spot | None:
        """Where a text stands; None for one that an included file has."""
        place = said.text.place()
        return self.spots.get(_key(place)) if place.file == self.source.shown else None

    def line_start(self, offset: int) -> int:
        """Where the line of a character starts."""
        return self.source.line_span(offset)[0]

    def next_line(self, offset: int) -> int:
        """Where the line after that of a character starts."""
        return min(self.source.line_span(offset)[1] + 1, len(self.source.text))

    def comment(self, offset: int, label: str, text: str) -> tuple[int, str]:
        """A comment above the line of a character, and where it goes."""
        start = self.line_start(offset)
        line = self.source.text[start : self.source.line_span(offset)[1]]
        return start, commented(text, label, len(line) - len(line.lstrip(" ")))


def commented(text: str, label: str, indent: int) -> str:
    """Lines of a comment: `# en: …`, and what follows below its first word."""
    head, pad = f"# {label}: ", " " * indent
    first, *others = (line.strip() for line in text.strip().split("\n"))
    lines = (f"{pad}{head}{first}", *(f"{pad}#{' ' * (len(head) - 1)}{line}" for line in others))
    return "".join(f"{line.rstrip()}\n" for line in lines)


def is_comment(line: str, label: str) -> bool:
    """Whether a line is the first of such a comment."""
    return re.match(rf" *# {re.escape(label)}: ", f"{line} ") is not None


def goes_on(line: str, label: str) -> bool:
    """Whether a line is a further one of such a comment."""
    return re.match(rf" *#(?: {{{len(label) + 3}}}|\s*$)", line) is not None


def _key(place: Place) -> tuple[int, int]:
    return place.line, place.column


def _spots(node: Node, *, in_flow: bool, indent: int, is_key: bool = False) -> Iterator[Spot]:
    if isinstance(node, Scalar):
        yield Spot(node, in_flow, is_key, indent)
        return
    inside = in_flow or node.flow
    if isinstance(node, Map):
        for key, value in node.entries:
            yield Spot(key, inside, True, indent)
            yield from _spots(value, in_flow=inside, indent=key.place.column - 1)
    else:
        for item in node.items:
            yield from _spots(item, in_flow=inside, indent=max(item.place.column - 3, 0))


def end_of(node: Node) -> int:
    """Where what is written of a node ends, without white space behind it."""
    if isinstance(node, Scalar):
        return node.start + len(node.source.text[node.start : node.end].rstrip())
    if node.flow:
        return node.end
    if isinstance(node, Sequence):
        return max(map(end_of, node.items), default=node.start)
    return max((max(key.end + 1, end_of(value)) for key, value in node.entries), default=node.start)


def scalars(nodes: Iterable[Node]) -> Iterator[Scalar]:
    """All scalars below some nodes, keys among them, in the order of the file."""
    for node in nodes:
        if isinstance(node, Scalar):
            yield node
        elif isinstance(node, Map):
            for key, value in node.entries:
                yield from scalars((key, value))
        else:
            yield from scalars(node.items)
