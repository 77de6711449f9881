"""A family of fonts, a style, and spans of text to be set."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from carefold.content.parse_inline import parse
from carefold.families import load_family
from carefold.graphics.colour import BLACK
from carefold.graphics.face import Family
from carefold.model.inline import Paragraph
from carefold.model.values import Text
from carefold.text.text_style import TextStyle
from carefold.workspace import Workspace

BLUE = (0.0, 0.0, 1.0)


@pytest.fixture(scope="session")
def family(shipped: Workspace) -> Family:
    return load_family(shipped, "Source Sans 3")


@pytest.fixture(scope="session")
def style(family: Family) -> TextStyle:
    """12.5 pt, links in blue, lines as long as they like."""
    return TextStyle(family, 12.5, 16.5, BLACK, BLUE, "en", widest=1000.0)


@pytest.fixture(scope="session")
def spans() -> Callable[[str], Paragraph]:
    """The first paragraph of a text in small Markdown; `{{ name }}` is a blank."""
    return lambda written: parse(Text(written)).paragraphs[0]
