"""The structure tree as it stands in a file (ISO 32000-1, 14.7)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from pypdf.generic import DictionaryObject

from carefold.pdfread.roles import standard_role
from carefold.pdfread.safely import dictionary, entry, items, object_number, resolved, said

_DEEPEST = 100


class Content(NamedTuple):
    """Marked content of a page; pages count from 0."""

    page: int
    mcid: int


class Annotated(NamedTuple):
    """An annotation, by its object number."""

    number: int | None


@dataclass(eq=False, slots=True)
class Node:
    """A structure element; `role` is the one that the role maps lead to, and `standard` whether readers know it."""

    role: str
    standard: bool
    written_role: str
    number: int | None
    entries: DictionaryObject
    knows_parent: bool
    classes: DictionaryObject  # the document's attribute classes
    kids: list[Node | Content | Annotated] = field(default_factory=list)

    @property
    def children(self) -> list[Node]:
        """The elements directly below."""
        return [kid for kid in self.kids if isinstance(kid, Node)]

    def walk(self) -> list[Node]:
        """This element and all below, in reading order."""
        return _all_below([self])

    def attribute(self, name: str) -> Any:
        """An attribute by its name, whoever owns it, its own or of one of its classes; None where there is none."""
        of_classes = (entry(self.classes, one) for one in _names(entry(self.entries, "/C")))
        for holders in (entry(self.entries, "/A"), *of_classes):
            for written in items(holders):
                found = entry(dictionary(written), name)
                if found is not None:
                    return found
        return None

    @property
    def says_language(self) -> bool:
        """Whether the language of all its content is said, here or below."""
        if said(self.entries, "/Lang").strip():
            return True
        return not any(isinstance(kid, Content) for kid in self.kids) and all(
            child.says_language for child in self.children
        )


@dataclass(slots=True)
class Tree:
    """All of it: the top elements, the parent tree by key, and what is malformed."""

    tops: list[Node] = field(default_factory=list)
    parents: dict[int, Any] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)
    _walked: list[Node] = field(default_factory=list)

    def walk(self) -> list[Node]:
        """All elements in reading order, once the tree is read."""
        if not self._walked:
            self._walked = _all_below(self.tops)
        return self._walked

    @property
    def says_language(self) -> bool:
        """Whether the elements say the language of all content."""
        return bool(self.tops) and all(top.says_language for top in self.tops)


def _all_below(tops: Sequence[Node]) -> list[Node]:
    found, waiting = list[Node](), [*reversed(tops)]
    while waiting:
        node = waiting.pop()
        found.append(node)
        waiting += [kid for kid in reversed(node.kids) if isinstance(kid, Node)]
    return found


def read_tree(root: DictionaryObject, pages: Mapping[int, int]) -> Tree:
    """The tree below a StructTreeRoot; `pages` gives a page's place by its object number."""
    tree = Tree()
    reader = _Reader(tree, pages, dictionary(entry(root, "/RoleMap")), dictionary(entry(root, "/ClassMap")))
    for kid in _kids(root):
        made = reader.read(kid, None, object_number(root), 0)
        if isinstance(made, Node):
            tree.tops.append(made)
    tree.parents = dict(_numbers(entry(root, "/ParentTree"), 0))
    return tree


class _Reader:
    """Reads elements from the top down."""

    def __init__(
        self, tree: Tree, pages: Mapping[int, int], role_map: DictionaryObject, classes: DictionaryObject
    ) -> None:
        self.tree, self.pages, self.role_map, self.classes = tree, pages, role_map, classes
        self.seen: set[int] = set()
        self.roles: dict[tuple[str, int | None], tuple[str, bool]] = {}  # by name and number of the namespace

    def read(self, kid: Any, page: int | None, parent: int | None, depth: int) -> Node | Content | Annotated | None:
        """A kid of an element: another one, content or an annotation (ISO 32000-1, table 323)."""
        found = resolved(kid)
        if isinstance(found, int):
            return Content(-1 if page is None else page, int(found))
        if found is None:  # the same as if it were not written (ISO 32000-1, 7.3.9)
            return None
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

    def role(self, written: str, space: Any) -> tuple[str, bool]:
        """The standard role, worked out once for a name in a namespace."""
        number = object_number(space)
        if space is not None and number is None:
            return standard_role(written, dictionary(space), self.role_map)
        if (written, number) not in self.roles:
            self.roles[written, number] = standard_role(written, dictionary(space), self.role_map)
        return self.roles[written, number]

    def page(self, found: DictionaryObject) -> int | None:
        return self.pages.get(object_number(found.raw_get("/Pg")) or -1) if "/Pg" in found else None

    def element(
        self, kid: Any, found: DictionaryObject, page: int | None, parent: int | None, depth: int
    ) -> Node | None:
        number = object_number(kid)
        if number in self.seen:
            self.tree.faults.append("an element stands in two places, or inside itself")
            return None
        if depth > _DEEPEST:
            self.tree.faults.append(f"elements lie more than {_DEEPEST} deep in one another")
            return None
        if number is not None:
            self.seen.add(number)
        written = said(found, "/S").removeprefix("/")
        knows_parent = parent is None or ("/P" in found and object_number(found.raw_get("/P")) == parent)
        role = self.role(written, found.raw_get("/NS") if "/NS" in found else None)
        node = Node(*role, written, number, found, knows_parent, self.classes)
        own = self.page(found)
        page = page if own is None else own
        made = (self.read(below, page, number, depth + 1) for below in _kids(found))
        node.kids = [one for one in made if one is not None]
        return node


def _names(value: Any) -> list[str]:
    """The classes that an element names; numbers of revisions stand among them (ISO 32000-1, 14.7.5.2)."""
    return [name for name in map(resolved, items(value)) if isinstance(name, str)]


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
