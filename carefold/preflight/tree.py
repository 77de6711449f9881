"""The structure tree as it stands in a file (ISO 32000-1, 14.7)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from pypdf.generic import DictionaryObject

from carefold.preflight.objects import dictionary, entry, items, object_number, resolved, said

_DEEPEST = 64
# The standard structure types (ISO 32000-1, 14.8.4); inline ones go on in the line of what is before them.
INLINE = frozenset(
    (
        "Span", "Quote", "Note", "Reference", "BibEntry", "Code", "Link", "Annot", "Form", "Ruby", "RB", "RT", "RP",
        "Warichu", "WT", "WP",
    )
)  # fmt: skip
STANDARD = INLINE.union(
    (
        "Document", "Part", "Art", "Sect", "Div", "BlockQuote", "Caption", "TOC", "TOCI", "Index", "NonStruct",
        "Private", "P", "H", "H1", "H2", "H3", "H4", "H5", "H6", "L", "LI", "Lbl", "LBody", "Table", "TR", "TH", "TD",
        "THead", "TBody", "TFoot", "Figure", "Formula",
    )
)  # fmt: skip


class Content(NamedTuple):
    """Marked content of a page; pages count from 0."""

    page: int
    mcid: int


class Annotated(NamedTuple):
    """An annotation, by its object number."""

    number: int | None


@dataclass(eq=False, slots=True)
class Node:
    """A structure element; `role` is the standard one that the role map gives."""

    role: str
    written_role: str
    number: int | None
    entries: DictionaryObject
    knows_parent: bool
    kids: list[Node | Content | Annotated] = field(default_factory=list)

    @property
    def children(self) -> list[Node]:
        """The elements directly below."""
        return [kid for kid in self.kids if isinstance(kid, Node)]

    def walk(self) -> Iterator[Node]:
        """This element and all below, in reading order."""
        yield self
        for child in self.children:
            yield from child.walk()

    def attribute(self, name: str) -> Any:
        """An attribute by its name, whoever owns it; None where there is none."""
        for written in items(entry(self.entries, "/A")):
            found = entry(dictionary(written), name)
            if found is not None:
                return found
        return None


@dataclass(slots=True)
class Tree:
    """All of it: the top elements, the parent tree by key, and what is malformed."""

    tops: list[Node] = field(default_factory=list)
    parents: dict[int, Any] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)

    def walk(self) -> Iterator[Node]:
        """All elements in reading order."""
        for top in self.tops:
            yield from top.walk()


def read_tree(root: DictionaryObject, pages: Mapping[int, int]) -> Tree:
    """The tree below a StructTreeRoot; `pages` gives a page's place by its object number."""
    tree = Tree()
    reader = _Reader(tree, pages, dictionary(entry(root, "/RoleMap")))
    for kid in _kids(root):
        made = reader.read(kid, None, object_number(root), 0)
        if isinstance(made, Node):
            tree.tops.append(made)
    tree.parents = dict(_numbers(entry(root, "/ParentTree"), 0))
    return tree


class _Reader:
    """Reads elements from the top down."""

    def __init__(self, tree: Tree, pages: Mapping[int, int], role_map: DictionaryObject) -> None:
        self.tree, self.pages, self.role_map = tree, pages, role_map
        self.seen: set[int] = set()

    def read(self, kid: Any, page: int | None, parent: int | None, depth: int) -> Node | Content | Annotated | None:
        """A kid of an element: another one, content or an annotation (ISO 32000-1, table 323)."""
        found = resolved(kid)
        if isinstance(found, int):
            return Content(-1 if page is None else page, int(found))
        if not isinstance(found, DictionaryObject):
            self.tree.faults.append("an element holds something that is neither element nor content")
            return None
        kind = entry(found, "/Type")
        if kind == "/OBJR":
            return Annotated(object_number(found.raw_get("/Obj")) if "/Obj" in found else None)
        if kind == "/MCR":
            return self.content(found, page)
        return self.element(kid, found, page, parent, depth)

    def content(self, found: DictionaryObject, page: int | None) -> Content | None:
        mcid = entry(found, "/MCID")
        if not isinstance(mcid, int) or "/Stm" in found:
            return None
        own = self.page(found)
        return Content(page if own is None and page is not None else -1 if own is None else own, int(mcid))

    def page(self, found: DictionaryObject) -> int | None:
        return self.pages.get(object_number(found.raw_get("/Pg")) or -1) if "/Pg" in found else None

    def element(
        self, kid: Any, found: DictionaryObject, page: int | None, parent: int | None, depth: int
    ) -> Node | None:
        number = object_number(kid)
        if depth > _DEEPEST or number in self.seen:
            self.tree.faults.append("an element stands inside itself, in two places, or too deep")
            return None
        if number is not None:
            self.seen.add(number)
        written = said(found, "/S").removeprefix("/")
        knows_parent = parent is None or ("/P" in found and object_number(found.raw_get("/P")) == parent)
        node = Node(self.standard_role(written), written, number, found, knows_parent)
        own = self.page(found)
        page = page if own is None else own
        made = (self.read(below, page, number, depth + 1) for below in _kids(found))
        node.kids = [one for one in made if one is not None]
        return node

    def standard_role(self, written: str) -> str:
        """The role that the role map leads to (ISO 32000-1, 14.7.3)."""
        role = written
        for _ in range(8):
            mapped = said(self.role_map, f"/{role}").removeprefix("/")
            if role in STANDARD or not mapped:
                break
            role = mapped
        return role


def _kids(entries: DictionaryObject) -> list[Any]:
    return items(entries.raw_get("/K")) if "/K" in entries else []


def _numbers(node: Any, depth: int) -> Iterator[tuple[int, Any]]:
    """A number tree's keys and values, the values as written (ISO 32000-1, 7.9.7)."""
    entries = dictionary(node)
    for kid in items(entry(entries, "/Kids")) if depth < _DEEPEST else ():
        yield from _numbers(kid, depth + 1)
    flat = items(entry(entries, "/Nums"))
    for key, value in zip(flat[::2], flat[1::2], strict=False):
        if isinstance(key, int):
            yield int(key), value
