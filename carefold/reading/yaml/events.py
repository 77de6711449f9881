"""libyaml's events become nodes; what an author needs none of (anchors, tags, …) is refused, and depth is bounded."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import yaml

from carefold.diagnostics.carefold_error import CarefoldError
from carefold.diagnostics.exit_code import ExitCode
from carefold.diagnostics.finding import Finding
from carefold.reading.diagnose.dashes import no_dash, starts_item
from carefold.reading.diagnose.quoting import quotes_hint
from carefold.reading.yaml.nodes import Map, Node, Scalar, Sequence
from carefold.reading.yaml.source import Source

MAX_DEPTH = 50

_INCLUDE = "write the text out, or put it in a file of its own and `include` it"


class UnreadableError(Exception):
    """What follows is not read; the problem is already noted."""


def events(text: str) -> Iterator[Any]:
    """libyaml's event stream; marks count characters from 0."""
    if not yaml.__with_libyaml__:
        problem = Finding("PyYAML was installed without libyaml.", hint="Install PyYAML again, from a wheel.")
        raise CarefoldError(problem, ExitCode.MISSING)
    return iter(yaml.parse(text, Loader=yaml.CLoader))


def too_deep(source: Source, offset: int) -> Finding:
    """What is wrong with a list or map that stands inside too many others."""
    return Finding(f"this is more than {MAX_DEPTH} levels deep.", source.place(offset), "look for brackets too many.")


def _end_of(node: Map | Sequence) -> int:
    """Where the last thing of a list or map on lines of its own ends: libyaml says where the next thing starts."""
    if isinstance(node, Sequence):
        return node.items[-1].end if node.items else node.end
    if not node.entries:
        return node.end
    key, value = node.entries[-1]
    return max(value.end, key.end + 1)


class Composer:
    """Takes events one by one; `root` is the tree, `problems` what is wrong so far, `last` the last text seen."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.root: Node | None = None
        self.last: Scalar | None = None
        self.problems: list[Finding] = []
        self._open: list[Map | Sequence] = []
        self._keys: list[Scalar | None] = []
        self._documents = 0
        self._undashed: set[int] = set()

    @property
    def indented(self) -> int:
        """How many lists and maps without brackets are open."""
        return sum(not node.flow for node in self._open)

    def compose(self, stream: Iterator[Any]) -> None:
        """Take all events of the first document."""
        takers = {
            yaml.ScalarEvent: self._scalar,
            yaml.AliasEvent: self._alias,
            yaml.SequenceStartEvent: self._start,
            yaml.MappingStartEvent: self._start,
            yaml.SequenceEndEvent: self._end,
            yaml.MappingEndEvent: self._end,
        }
        for event in stream:
            kind = type(event)
            self._documents += kind is yaml.DocumentStartEvent
            if self._documents > 1:
                hint = "remove this line, or make a second file of what follows."
                self._wrong("a second document starts here (`---`).", event.start_mark.index, hint)
                raise UnreadableError
            if taker := takers.get(kind):
                taker(event)

    def _wrong(self, message: str, offset: int, hint: str = "") -> None:
        self.problems.append(Finding(message, self.source.place(offset), hint))

    def _scalar(self, event: Any) -> None:
        start, end = event.start_mark.index, event.end_mark.index
        self.last = Scalar(self.source, start, end, event.value, event.style or "")
        self._refuse_properties(event, end)
        self._put(self.last)

    def _alias(self, event: Any) -> None:
        start, end = event.start_mark.index, event.end_mark.index
        hint = f"{_INCLUDE}. If it is text, {quotes_hint(self.source, start, end)}"
        self._wrong(f"a text that starts with `*` needs quotes (`*{event.anchor}` would be an alias).", start, hint)
        self._put(Scalar(self.source, start, end, f"*{event.anchor}", '"'))

    def _refuse_properties(self, event: Any, end: int) -> None:
        """Anchors `&name` and tags `!name` before a node; `end` is where a text would end."""
        start = event.start_mark.index
        mark = self.source.text[start : start + 1]
        if mark not in ("&", "!") or not (event.anchor or event.tag):
            return
        word = "an anchor" if mark == "&" else "a tag"
        if isinstance(event, yaml.ScalarEvent):
            message = f"a text that starts with `{mark}` needs quotes ({word} is not allowed)."
            self._wrong(message, start, quotes_hint(self.source, start, end))
        else:
            hint = f"remove it; for text that is used twice, {_INCLUDE}."
            self._wrong(f"{word} (`{mark}`) is not allowed.", start, hint)

    def _start(self, event: Any) -> None:
        start = event.start_mark.index
        self._refuse_properties(event, event.end_mark.index)
        if len(self._open) >= MAX_DEPTH:
            self.problems.append(too_deep(self.source, start))
            raise UnreadableError
        made = Sequence if isinstance(event, yaml.SequenceStartEvent) else Map
        self._open.append(made(self.source, start, start, bool(event.flow_style)))
        self._keys.append(None)

    def _end(self, event: Any) -> None:
        node = self._open.pop()
        self._keys.pop()
        node.end = event.end_mark.index if node.flow else _end_of(node)
        if node.flow and self.source.text.startswith("{{", node.start):
            self._put(self._template(node))
        else:
            self._put(node)

    def _template(self, node: Map | Sequence) -> Scalar:
        """`{{ name }}` without quotes, which YAML takes for a map in a map."""
        self._wrong(
            "a text that starts with `{{` needs quotes.", node.start, quotes_hint(self.source, node.start, node.end)
        )
        return Scalar(self.source, node.start, node.end, self.source.text[node.start : node.end], '"')

    def _put(self, node: Node) -> None:
        """Add a finished node to the one that is open."""
        if not self._open:
            self.root = node
            return
        parent = self._open[-1]
        if isinstance(parent, Sequence):
            parent.items.append(node)
        elif (key := self._keys[-1]) is None:
            self._keys[-1] = self._as_key(node, parent)
        else:
            self._keys[-1] = None
            self._add(parent, key, node)

    def _as_key(self, node: Node, parent: Map) -> Scalar:
        if isinstance(node, Scalar) and node.text.strip() and (node.text != "<<" or node.style):
            return node
        if isinstance(node, Scalar) and node.text == "<<":
            self._wrong("`<<` is not allowed as a key.", node.start, f"{_INCLUDE}.")
        elif isinstance(node, Scalar):
            self._wrong("there is no key before this colon.", node.start, "write `key: value`.")
        elif not self.source.text.startswith("{{", parent.start):
            what = "a list" if isinstance(node, Sequence) else "a group of keys"
            hint = f"if it is text, {quotes_hint(self.source, node.start, node.end)}"
            self._wrong(f"{what} can't be a key.", node.start, hint)
        return Scalar(self.source, node.start, node.end, "", "?")

    def _add(self, parent: Map, key: Scalar, value: Node) -> None:
        if key.style == "?":
            return
        before = parent.add(key, value)
        above = self._list_key(parent)
        if before and above and starts_item(above.text, key.text):
            self.problems.append(no_dash(self.source, key))
            self._undashed.add(id(parent))
        elif before and id(parent) not in self._undashed:
            message = f"`{key.text}` stands here twice; the first is in line {before.place.line}."
            self._wrong(message, key.start, "remove one of the two, or join them.")

    def _list_key(self, parent: Map) -> Scalar | None:
        """The key that a map stands under, or the list that it is an item of, if it has more than one key."""
        if len(self._keys) > 2 and isinstance(self._open[-2], Sequence) and len(parent.entries) > 1:
            return self._keys[-3]
        return self._keys[-2] if len(self._keys) > 1 else None
