from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from carefold.graphics.face import Family
from carefold.pdf.canvas import TaggedCanvas
from carefold.pdf.tag_tree import write_tree
from carefold.structure import Element
from carefold.workspace import Workspace, load_family


@pytest.fixture(scope="session")
def family(shipped: Workspace) -> Family:
    return load_family(shipped, "Source Sans 3")


@pytest.fixture
def canvas() -> TaggedCanvas:
    """A page of 300 by 200 points."""
    return TaggedCanvas((300.0, 200.0), "en")


@pytest.fixture
def document() -> Element:
    return Element("Document")


@pytest.fixture
def finished(canvas: TaggedCanvas, document: Element, read_pdf: Callable[[bytes], Any]) -> Callable[[], Any]:
    """End the page and the file; read it back."""

    def finish() -> Any:
        canvas.showPage()
        if document.children:
            write_tree(canvas, document)
        return read_pdf(canvas._doc.GetPDFData(canvas))

    return finish
