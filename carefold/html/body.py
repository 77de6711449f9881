"""The logical tree as elements of a page: the same words in the same order, whatever they are shown as."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import count
from typing import TypeAlias

from carefold.graphics.frame import TickField
from carefold.html.anchors import lead_back
from carefold.html.lists import listed
from carefold.html.node import Child, Node, node
from carefold.html.seen import Picture, Seen
from carefold.html.tables import wide
from carefold.html.words import Words
from carefold.spelling import printed
from carefold.structure import ARTIFACT, HEADINGS, INLINE, Element, Leaf

_LARGE, _SMALL = 1.2, 0.93  # shares of the text's size
_SYMBOL = 2.4  # text sizes: a figure that is no wider stands in its line
_LINES = 1.9  # pitches: a field that is higher has several lines
_LINED = ("p", "h1", "h2", "h3", "h4", "h5", "h6")
_INSIDE = (*INLINE, ARTIFACT)
_NOTE, _CITED = "#reference-", "#citation-"
Pictured: TypeAlias = Callable[[Picture, str, str], list[Child]]
"""A figure or an ornament, its alternative text, and its class, to what shows it."""


class Body:
    """Makes the elements of one document, whose text is `size` points large."""

    def __init__(self, seen: Seen, picture: Pictured, size: float) -> None:
        self._seen, self._picture, self._size = seen, picture, size
        self._words, self._numbers = Words(seen.runs), count(1)
        self._ids, self._heading_before = set[str](), ""

    def of(self, root: Element) -> list[Child]:
        """All that the document says."""
        made = self._all(root)
        lead_back(made)
        return made

    def _all(self, element: Element, *, bold: bool = False) -> list[Child]:
        """What an element holds."""
        made = list[Child]()
        for child in element.children:
            if isinstance(child, Leaf):
                made += self._words.of(child, bold=bold)
            elif child in self._seen.drawn:
                made += self._made(child, bold)
        return with_symbols(made)

    def _made(self, element: Element, bold: bool) -> list[Child]:
        make = _MADE.get(element.role, Body._block)
        made = make(self, element, bold)
        if element.language and made and isinstance(made[0], Node):
            made[0].attributes["lang"] = element.language
        return made

    # --- blocks

    def _block(self, element: Element, _bold: bool) -> list[Child]:
        """A section or a division; one of a picture and its words is a figure."""
        roles = [child.role for child in self._children(element)]
        if "Figure" in roles and "Caption" in roles and set(roles) <= {"Figure", "Caption"}:
            return [node("figure", *self._all(element))]
        tag = "section" if element.role == "Sect" else "div"
        kind = element.kind or ("beside" if roles[:1] == ["Figure"] and tag == "div" and len(roles) > 1 else "")
        return [node(tag, *self._all(element), class_=kind)]

    def _children(self, element: Element) -> list[Element]:
        return [one for one in element.children if isinstance(one, Element) and one in self._seen.drawn]

    def _paragraph(self, element: Element, _bold: bool) -> list[Child]:
        """A paragraph, its size as a class; one that is bold throughout is important."""
        leaves = list(element.leaves())
        bold = self._words.is_bold(leaves)
        inside = self._all(element, bold=bold)
        kinds = [element.kind, self._sized(leaves), "bold" if bold else ""]
        fields = [one for one in inside if isinstance(one, Node) and one.tag in ("input", "textarea")]
        if len(fields) == 1 and fields[0] is inside[-1]:
            kinds.append("field")
        return [node("p", *inside, class_=" ".join(filter(None, kinds)))]

    def _sized(self, leaves: Sequence[Leaf]) -> str:
        size = self._words.size(leaves)
        return "large" if size > _LARGE * self._size else "small" if 0 < size < _SMALL * self._size else ""

    def _heading(self, element: Element, _bold: bool) -> list[Child]:
        made = node(element.role.lower(), *self._all(element, bold=True), class_=element.kind)
        self._heading_before = " ".join(made.text().split())
        return [made]

    def _list(self, element: Element, _bold: bool) -> list[Child]:
        return [listed(element, self)]

    def _caption(self, element: Element, _bold: bool) -> list[Child]:
        """The caption of a table; that of a picture, which may stand beside other things."""
        around = element.parent
        if around is not None and around.role == "Table":
            return [node("caption", *self._all(element, bold=self._words.is_bold(element.leaves())))]
        pictured = around is not None and {one.role for one in self._children(around)} == {"Figure", "Caption"}
        return [node("figcaption" if pictured else "div", *self._all(element))]

    # --- tables

    def _table(self, element: Element, _bold: bool) -> list[Child]:
        """A table; one that is too wide for a narrow screen scrolls by itself."""
        return [wide(node("table", *self._all(element)), self._heading_before)]

    def _part(self, element: Element, _bold: bool) -> list[Child]:
        return [node(element.role.lower(), *self._all(element))]

    def _cell(self, element: Element, _bold: bool) -> list[Child]:
        head = element.role == "TH"
        bold = head and self._words.is_bold(element.leaves())
        made = node(element.role.lower(), *self._all(element, bold=bold), class_="bold" if bold else "")
        said = element.attributes
        if head:
            made.attributes["scope"] = {"Row": "row", "Column": "col"}.get(str(said.get("Scope")), "col")
        for name in ("ColSpan", "RowSpan"):
            if name in said:
                made.attributes[name.lower()] = str(said[name])
        return [made]

    # --- in lines

    def _link(self, element: Element, bold: bool) -> list[Child]:
        """A link; a number to call in large type is marked. A citation and its reference lead to each other."""
        target, inside = self._seen.targets.get(element, ""), self._all(element, bold=True)
        if not target:
            return inside
        made = node("a", *inside, href=target)
        if target.startswith("#"):
            made.attributes |= {"id": self._id(target.replace(_NOTE, _CITED)), "aria-label": printed(element.contents)}
            made.attributes = {name: value for name, value in made.attributes.items() if value}
        elif target.startswith("tel:") and self._words.size(element.leaves()) > _LARGE * self._size:
            made.attributes["class"] = "call"
        return [node("strong", made) if not bold and not target.startswith("#") and self._is_bold(element) else made]

    def _is_bold(self, element: Element) -> bool:
        return self._words.is_bold(element.leaves())

    def _id(self, target: str) -> str:
        """The name of a citation's spot, once; a reference is named by its entry."""
        key = target[1:] if target.startswith(_CITED) else ""
        if not key or key in self._ids:
            return ""
        self._ids.add(key)
        return key

    def _reference(self, element: Element, _bold: bool) -> list[Child]:
        """A citation, raised where it is in print."""
        inside, leaves = self._all(element), list(element.leaves())
        return [node("sup", *inside, class_="cited")] if leaves and self._words.is_raised(leaves[0]) else inside

    def _span(self, element: Element, bold: bool) -> list[Child]:
        """Words; a sign that is read as a word is one here, and a blank a line that says what it is for."""
        if element.kind == "blank":
            return [node("span", printed(element.actual_text), class_="blank")]
        if element.actual_text:
            return [printed(element.actual_text)]
        return self._all(element, bold=bold)

    def _form(self, element: Element, _bold: bool) -> list[Child]:
        """A field to fill in, which says what for."""
        field, name = self._seen.fields[element], printed(element.contents)
        key = f"f{next(self._numbers)}"
        if isinstance(field, TickField):
            return [node("input", type="checkbox", id=key, aria_label=name)]
        if field.area.height > _LINES * field.pitch:
            rows = str(max(2, round(field.area.height / field.pitch)))
            return [node("textarea", id=key, rows=rows, aria_label=name)]
        return [node("input", type="text", id=key, aria_label=name, autocomplete="off")]

    def _figure(self, element: Element, _bold: bool) -> list[Child]:
        """A picture, made by whoever knows what the document is for; a small one stands in its line."""
        picture, alt = self._seen.pictures.get(element), printed(element.alt)
        if picture is None:
            return [alt]
        least = _SYMBOL * self._size
        small = picture.area.width < least and picture.area.height < least
        return self._picture(picture, alt, " ".join(filter(None, (element.kind, "symbol" if small else ""))))

    # --- for lists

    def inside(self, element: Element, *, bold: bool = False) -> list[Child]:
        """What an element of a list holds."""
        bold = bold and self._is_bold(element)
        return self._all(element, bold=bold)

    def drawn(self, element: Element) -> list[Element]:
        """The elements below it that are there."""
        return self._children(element)

    def target(self, element: Element) -> str:
        """Where the first link below an element leads."""
        return next((self._seen.targets[one] for one in element.walk() if one in self._seen.targets), "")

    def holds_blocks(self, element: Element) -> bool:
        """Whether there is more below an element than a line of words."""
        return any(one.role not in (*_INSIDE, "Figure") for one in self._children(element))


def with_symbols(children: list[Child]) -> list[Child]:
    """Symbols stand in the line of the heading or the paragraph after them."""
    made, before = list[Child](), list[Child]()
    for child in children:
        if isinstance(child, Node) and "symbol" in child.kinds:
            before.append(child)
        elif isinstance(child, Node) and child.tag in _LINED:
            child.children[:0] = before
            made, before = [*made, child], []
        else:
            made, before = [*made, *before, child], []
    return [*made, *before]


_MADE: dict[str, Callable[[Body, Element, bool], list[Child]]] = {
    "P": Body._paragraph, **dict.fromkeys(HEADINGS, Body._heading), "L": Body._list, "Caption": Body._caption,
    "Table": Body._table, **dict.fromkeys(("TR", "THead", "TBody", "TFoot"), Body._part), "TD": Body._cell,
    "TH": Body._cell, "Link": Body._link, "Reference": Body._reference, "Span": Body._span, "Form": Body._form,
    "Figure": Body._figure, ARTIFACT: Body._figure,
}  # fmt: skip
