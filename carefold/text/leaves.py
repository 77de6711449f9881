"""What words say is hung under an element of the tree, in reading order: plain text, links, references, blanks."""

from __future__ import annotations

from carefold.languages.language import Language
from carefold.languages.phrases import Phrases
from carefold.structure import Element, Leaf


class Leaves:
    """Hangs leaves under an element; plain text goes on the last one until something else comes between."""

    def __init__(self, element: Element, language: str) -> None:
        self.element, self._language = element, language
        self._plain: Leaf | None = None

    @property
    def _phrases(self) -> Phrases:
        return Language.of(self._language).phrases

    def plain(self, said: str) -> Leaf:
        """The leaf of plain words."""
        if self._plain is None:
            self._plain = self.element.leaf()
        self._plain.text += said
        return self._plain

    def link(self, said: str) -> Leaf:
        """A link that is told by its own words."""
        return self._link(self.element, said, said)

    def reference(self, number: int) -> Leaf:
        """The link of a citation to its reference."""
        contents = self._phrases.filled("reference-link", number=number)
        return self._link(self.element.add("Reference"), str(number), contents)

    def blank(self, label: str, fillable: bool) -> Leaf:
        """A space to fill in that says what belongs there; where it is a field to type into, a Form."""
        self._plain = None
        element = self.element.add("Form" if fillable else "Span", kind="blank")
        element.contents = label
        element.actual_text = "" if fillable else f" {label}: {self._phrases['blank']} "
        return Leaf(element) if fillable else element.leaf()

    def _link(self, parent: Element, said: str, contents: str) -> Leaf:
        self._plain = None
        element = parent.add("Link")
        element.contents = contents
        return element.leaf(said)
