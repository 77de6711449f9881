from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from drawn import Nodes

from carefold.graphics.frame import Frame, Page, Slice
from carefold.graphics.surface import Surface
from carefold.pdf.body import Body
from carefold.pdf.canvas import TaggedCanvas
from carefold.pdf.file import file_of
from carefold.pdf.tag_tree import write_tree
from carefold.structure import Element
from carefold.units import Area


class Pages(Surface):
    """Pages to draw on, and the file that they become."""

    def __init__(self, extent: tuple[float, float], document: Element, *, mono: bool = False) -> None:
        self.nodes, self.extent, self.document, self.mono = Nodes(), extent, document, mono
        self.pages: list[Page] = []
        super().__init__(self.nodes)

    def next_page(self, *, turned: bool = False) -> None:
        frame = Frame("", 0, Area(0.0, 0.0, *self.extent), 0, (Slice(0.0, 0.0, 0.0, tuple(self.items)),))
        self.pages.append(Page(self.extent, (frame,), turned=turned))
        self.items.clear()

    def file(self) -> bytes:
        if self.items or not self.pages:
            self.next_page()
        body = Body("en")
        canvas = TaggedCanvas(body, self.nodes.tree, mono=self.mono)
        for page in self.pages:
            canvas.draw(page)
        if self.document.children:
            write_tree(canvas, self.document)
        return file_of(body)


@pytest.fixture(scope="session")
def pages() -> type[Pages]:
    return Pages


@pytest.fixture
def canvas(document: Element) -> Pages:
    """Pages of 300 by 200 points."""
    return Pages((300.0, 200.0), document)


@pytest.fixture
def document() -> Element:
    return Element("Document")


@pytest.fixture
def finished(canvas: Pages, read_pdf: Callable[[bytes], Any]) -> Callable[[], Any]:
    """End the page and the file; read it back."""
    return lambda: read_pdf(canvas.file())
