"""What has changed in an original, marked in its translation: what somebody has translated stays as it is.

A text that has changed gets a comment `# en now: …`; what is new is put in place, with dots; what is gone is
marked.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import TypeAlias

from carefold.model.blocks import KINDS
from carefold.reading.yaml.nodes import Map, Node, Scalar
from carefold.reading.yaml.nodes import Sequence as Listed
from carefold.translation.digests import digests_of
from carefold.translation.files import Written
from carefold.translation.sheet import Edits, Sheet, end_of, scalars
from carefold.translation.skeleton import OWN

TO_ADD = "to be added here:"
GONE = "this is not in the original any more"
_OF_ITS_OWN = (*OWN, "language", "version", "updated", "review-by", "id", "layouts", "topics", "references", "fields")
_Entry: TypeAlias = tuple[Scalar | None, Node]  # of a list, or of a map with its key


def label_of(language: str) -> str:
    """What stands before the text of an original that has changed."""
    return f"{language} now"


@dataclass
class _Texts:
    """The texts of a file by their scalars, each with its digest and what it says."""

    digests: dict[int, str]
    said: dict[int, str]

    @classmethod
    def of(cls, written: Written, digests: Sequence[str], texts: Iterable[str]) -> _Texts:
        made = cls({}, {})
        for one, digest, text in zip(written.texts, digests, texts, strict=True):
            if spot := written.sheet.spot(one):
                made.digests[id(spot.scalar)] = digest
                made.said[id(spot.scalar)] = text
        return made


@dataclass
class Update:
    """A translation beside the skeleton that its original would give now."""

    original: Written
    fresh: Written  # the skeleton
    twin: Written
    edits: Edits = field(init=False)
    marked: int = 0
    _put_in: list[tuple[int, str]] = field(default_factory=list)  # the digests of texts that are new, by place

    def __post_init__(self) -> None:
        """Nothing is changed yet."""
        self.edits = Edits(self.twin.source.text)
        now, before = digests_of(self.original.handout), str(self.twin.handout.translated_texts).split()
        self._now = _Texts.of(self.fresh, now, (one.text for one in self.original.texts))
        self._then = _Texts.of(self.twin, before, (one.text for one in self.twin.texts))
        self._label = label_of(str(self.original.handout.language))

    def made(self) -> str:
        """The translation's file with what has changed."""
        self._entries(_of(self.fresh.sheet.root), _of(self.twin.sheet.root), self.twin.sheet.root, at_top=True)
        return self.edits.applied()

    def digests(self, after: Written) -> tuple[str, ...]:
        """The digest of what each text was translated from, in the file as it is afterwards."""
        known = {self.edits.moved(scalar): digest for scalar, digest in self._places()}
        new = iter(digest for _, digest in sorted(self._put_in, key=lambda one: one[0]))
        others = dict(zip((one.way for one in self.twin.texts), str(self.twin.handout.translated_texts).split(),
                          strict=True))  # fmt: skip
        found: dict[int, str] = {}
        inside = [(spot.scalar.start, number) for number, one in enumerate(after.texts)
                  if (spot := after.sheet.spot(one))]  # fmt: skip
        for start, number in sorted(inside):
            found[number] = known.get(start) or next(new, "")
        return tuple(found.get(number) or others.get(one.way, "0" * 8) for number, one in enumerate(after.texts))

    def _places(self) -> Iterator[tuple[int, str]]:
        for one in scalars([self.twin.sheet.root]):
            if id(one) in self._then.digests:
                yield one.start, self._then.digests[id(one)]

    # --- two nodes

    def _node(self, fresh: Node, twin: Node, key: str = "") -> None:
        if isinstance(fresh, Scalar) and isinstance(twin, Scalar):
            now, then = self._now.digests.get(id(fresh)), self._then.digests.get(id(twin))
            if now and now != then:
                self._mark(twin, self._now.said[id(fresh)])
            elif not now and not then and fresh.text != twin.text and (key == "when" or _is_number(fresh)):
                self._mark(twin, fresh.text)
        elif isinstance(fresh, Map) and isinstance(twin, Map):
            if any(id(key) in self._now.digests for key, _ in fresh.entries):
                self._listed(_of(fresh), _of(twin), twin)
            else:
                self._entries(_of(fresh), _of(twin), twin)
        elif isinstance(fresh, Listed) and isinstance(twin, Listed):
            self._listed(_of(fresh), _of(twin), twin)
        else:
            self._mark(twin, self._all_of(fresh))

    def _entries(self, fresh: Sequence[_Entry], twin: Sequence[_Entry], holder: Map, *, at_top: bool = False) -> None:
        """Keys that mean something: what stands under the same one belongs together."""
        ours = {key.text: (key, value) for key, value in twin if key}
        kept = [one for one in fresh if one[0] and not (at_top and one[0].text in _OF_ITS_OWN)]
        theirs = {key.text for key, _ in kept if key}
        before: _Entry | None = None
        for key, value in kept:
            assert key is not None
            if key.text in ours:
                before = ours[key.text]
                self._node(value, before[1], key.text)
            else:
                self._put(before, (key, value), twin, holder)
        for name, (key, _) in ours.items():
            if name not in theirs and not (at_top and name in _OF_ITS_OWN):
                self._mark(key, GONE)

    def _listed(self, fresh: Sequence[_Entry], twin: Sequence[_Entry], holder: Node) -> None:
        """Items in order: what has the same texts belongs together, then what has the same keys."""
        now, then = ([self._signs(one, texts) for one in items] for items, texts in
                     ((fresh, self._now), (twin, self._then)))  # fmt: skip
        for kind, first, last, start, end in SequenceMatcher(None, then, now, autojunk=False).get_opcodes():
            if kind != "equal":
                self._alike(fresh[start:end], twin[first:last], twin[first - 1] if first else None, twin, holder)

    def _alike(
        self, fresh: Sequence[_Entry], twin: Sequence[_Entry], before: _Entry | None, all_of: Sequence[_Entry],
        holder: Node,
    ) -> None:  # fmt: skip
        now, then = [_shape(value) for _, value in fresh], [_shape(value) for _, value in twin]
        for kind, first, last, start, end in SequenceMatcher(None, then, now, autojunk=False).get_opcodes():
            if kind == "equal":
                for (key, value), (own_key, own) in zip(fresh[start:end], twin[first:last], strict=True):
                    if key and own_key:
                        self._node(key, own_key)
                    self._node(value, own)
            else:
                for own_key, own in twin[first:last]:
                    self._mark(own_key or own, GONE)
                for one in fresh[start:end]:
                    self._put(twin[last - 1] if last else before, one, all_of, holder)

    def _signs(self, entry: _Entry, texts: _Texts) -> tuple[str, ...]:
        """What an item is known by: its keys, the digests of its texts, its numbers and conditions."""
        return tuple(sign for node in entry if node for sign in _signs(node, texts.digests))

    # --- what is written

    def _mark(self, node: Node, text: str) -> None:
        start = node.start
        if isinstance(node, Map | Listed) and not node.flow:
            start = min((one.start for one in scalars([node])), default=start)
        at, lines = self.twin.sheet.comment(start, self._label, text)
        if (at, at, lines) not in self.edits.made:
            self.edits.insert(at, lines)
        self.marked += 1

    def _put(self, before: _Entry | None, entry: _Entry, all_of: Sequence[_Entry], holder: Node) -> None:
        """Put what is new behind what stands before it; in brackets, say it in a comment."""
        fresh, twin = self.fresh.sheet, self.twin.sheet
        first = entry[0] or entry[1]
        lead = fresh.source.text[fresh.line_start(_start(first)) : _start(first)]
        beside = all_of[0] if all_of else None
        own = _start(beside[0] or beside[1]) if beside else 0
        own_lead = twin.source.text[twin.line_start(own) : own] if beside else "?"
        wanted = "" if entry[0] else "- "
        is_flow = isinstance(holder, Map | Listed) and holder.flow
        if is_flow or lead.strip() != wanted.strip() or own_lead.strip() not in ("", "-"):
            self._mark(holder, f"{TO_ADD} {self._all_of(*(one for one in entry if one))}")
            return
        at = twin.next_line(max(end_of(before[1]), before[0].end if before[0] else 0)) if before else _above(twin, own)
        indent = len(own_lead) if entry[0] else len(own_lead) - 2
        lines = _moved(_slice(fresh, entry), indent - (len(lead) - len(wanted)))
        if at == len(twin.source.text) and not twin.source.text.endswith("\n"):
            lines = f"\n{lines}"
        self.edits.insert(at, lines)
        self._put_in += [(at, self._now.digests[id(one)]) for one in scalars(filter(None, entry))
                         if id(one) in self._now.digests]  # fmt: skip
        self.marked += 1

    def _all_of(self, *nodes: Node) -> str:
        """All texts of what is new, for a comment."""
        texts = (self._now.said.get(id(one), "") for one in scalars(nodes))
        return "\n".join(filter(None, texts)) or "another kind of block"


def _of(node: Map | Listed) -> list[_Entry]:
    return [*node.entries] if isinstance(node, Map) else [(None, one) for one in node.items]


def _start(node: Node) -> int:
    """Where its first scalar, or its bracket, stands."""
    if isinstance(node, Scalar) or node.flow:
        return node.start
    return min((one.start for one in scalars([node])), default=node.start)


def _signs(node: Node, digests: Mapping[int, str], key: str = "") -> Iterator[str]:
    if isinstance(node, Scalar):
        digest = digests.get(id(node), "")
        if digest or key == "when" or _is_number(node):
            yield digest or node.text
    elif isinstance(node, Map):
        for name, value in node.entries:
            yield digests.get(id(name)) or name.text
            yield from _signs(value, digests, name.text)
    else:
        for item in node.items:
            yield from _signs(item, digests)


def _shape(node: Node) -> str:
    """What kind of block it is, if it is any."""
    if isinstance(node, Map):
        return next((key.text for key, _ in node.entries if key.text in KINDS), "text")
    return "text" if isinstance(node, Scalar) else "list"


def _is_number(scalar: Scalar) -> bool:
    return scalar.text.replace(".", "", 1).isdecimal()


def _above(sheet: Sheet, offset: int) -> int:
    """Where a line with the comments above it starts."""
    start = sheet.line_start(offset)
    while start and sheet.source.text[sheet.line_start(start - 1) : start].lstrip().startswith("#"):
        start = sheet.line_start(start - 1)
    return start


def _slice(sheet: Sheet, entry: _Entry) -> str:
    """The lines of an item or of a key with its value, and its comments above."""
    start = _above(sheet, _start(entry[0] or entry[1]))
    end = sheet.next_line(max(end_of(entry[1]), entry[0].end if entry[0] else 0))
    text = sheet.source.text[start:end]
    return text if text.endswith("\n") else f"{text}\n"


def _moved(text: str, by: int) -> str:
    """Lines that stand so many columns further in."""
    lines = text.split("\n")
    return "\n".join(f"{' ' * by}{line}" if by > 0 and line else line[-by:] if by < 0 else line for line in lines)
