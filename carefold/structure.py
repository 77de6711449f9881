"""The logical tree: what a screen reader hears, in reading order. It knows no pages.

Roles are the standard structure types of ISO 32000-1, 14.8.4. Content hangs on leaves; a leaf is drawn once or in
several parts (a paragraph over two panels), and the canvas notes where.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

HEADINGS = ("H1", "H2", "H3", "H4", "H5", "H6")
INLINE = frozenset(
    (
        "Span", "Quote", "Note", "Reference", "BibEntry", "Code", "Link", "Annot", "Form", "Ruby", "RB", "RT", "RP",
        "Warichu", "WT", "WP", "Em", "Strong", "Sub", "FENote",
    )
)  # fmt: skip
"""Roles that go on in the line of what is before them; Em, Strong, Sub and FENote are PDF 2.0's."""
CELLS = ("TD", "TH")
GROUPING = frozenset(
    (
        "Document", "Part", "Art", "Sect", "Div", "BlockQuote", "Caption", "TOC", "TOCI", "Index", "NonStruct",
        "Private",
    )
)  # fmt: skip
BLOCKS = frozenset(("P", "H", *HEADINGS, "L", "LI", "Lbl", "LBody", "Table", "TR", *CELLS, "THead", "TBody", "TFoot"))
ARTIFACT = "Artifact"  # an ornament: it stands in the tree for the sake of web pages, and is never tagged
ILLUSTRATIONS = ("Figure", "Formula")


@dataclass(eq=False, slots=True)
class Leaf:
    """Marked content under one element: `text` is what it says, empty for a picture."""

    parent: Element
    text: str = ""


@dataclass(eq=False, slots=True)
class Element:
    """A structure element with its children in reading order."""

    role: str
    parent: Element | None = None
    children: list[Element | Leaf] = field(default_factory=list)
    language: str = ""
    alt: str = ""
    title: str = ""
    actual_text: str = ""
    contents: str = ""  # what a link says of itself (ISO 14289-1, 7.18.5)
    attributes: dict[str, str | float | tuple[float, ...]] = field(default_factory=dict)
    parted: int = 0  # words of its own that are longer than their lines
    kind: str = ""  # what a web page shows it as, where its role does not say that; a PDF has no word for it

    def add(
        self, role: str, *, language: str = "", alt: str = "", title: str = "", kind: str = "", **attributes: str
    ) -> Element:
        """A new element at the end of this one."""
        child = Element(role, self, language=language, alt=alt, title=title, attributes=dict(attributes), kind=kind)
        self.children.append(child)
        return child

    def adopt(self, child: Element | Leaf) -> None:
        """Put what was made elsewhere at the end of this element."""
        child.parent = self
        self.children.append(child)

    def leaf(self, text: str = "") -> Leaf:
        """New content at the end of this element."""
        leaf = Leaf(self, text)
        self.children.append(leaf)
        return leaf

    def read_out(self) -> str:
        """What is heard, or the alternative text; blocks stand on lines of their own, and what is inside a line joins
        its words: them¹. Of a sign that is read as a word, the word; of what is filled in by hand nothing.
        """
        if self.alt:
            return f"\n{self.alt}\n"
        said = "".join(child.text if isinstance(child, Leaf) else child.read_out() for child in self.children)
        heard = self.actual_text if said and self.actual_text else said
        return heard if self.role in INLINE else f"\n{heard}\n"

    def walk(self) -> Iterator[Element]:
        """This element and all below it, in reading order."""
        left = [self]
        while left:
            element = left.pop()
            yield element
            left += [child for child in reversed(element.children) if isinstance(child, Element)]

    @property
    def all_parted(self) -> int:
        """How many words of it and of all below it are longer than their lines."""
        return sum(element.parted for element in self.walk())

    def leaves(self) -> Iterator[Leaf]:
        """All content below, in reading order."""
        left: list[Element | Leaf] = [self]
        while left:
            one = left.pop()
            if isinstance(one, Leaf):
                yield one
            else:
                left += reversed(one.children)


@dataclass(frozen=True)
class Numbered:
    """The elements and the leaves of a tree by their numbers, which both have in reading order."""

    elements: tuple[Element, ...]
    leaves: tuple[Leaf, ...]

    @classmethod
    def of(cls, root: Element) -> Numbered:
        """Those of a whole tree."""
        return cls(tuple(root.walk()), tuple(root.leaves()))

    @property
    def numbers(self) -> dict[Element | Leaf, int]:
        """The number of each."""
        leaves = {leaf: number for number, leaf in enumerate(self.leaves)}
        return leaves | {element: number for number, element in enumerate(self.elements)}
