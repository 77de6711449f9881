"""Write docs/symbols.md and its picture: all symbols with their names."""

from __future__ import annotations

import datetime
from pathlib import Path

import pypdfium2

from carefold.commands.here import project_at
from carefold.families import load_family
from carefold.graphics.colour import BLACK, WHITE
from carefold.graphics.frame import Frame, Page, Slice
from carefold.graphics.outline import rectangle
from carefold.graphics.surface import Run, Surface
from carefold.graphics.symbols import names, other_names
from carefold.layout.symbols import draw_symbol
from carefold.pdf.write import Purpose, write
from carefold.pdf.xmp import Facts
from carefold.structure import Element, Numbered
from carefold.units import Area

ROOT = Path(__file__).resolve().parent.parent
ACROSS, WIDTH, HEIGHT, SIZE, TEXT = 8, 76.0, 56.0, 28.0, 9.0  # symbols in a row; points
HEAD = """# Symbols

`icon: NAME` puts one before a section's title, an item of a list, a fact, a step or the title of a callout
([format.md](format.md#symbols)). `carefold list --symbols` names them all.

![All symbols with their names](images/symbols.png)

They are drawn on a grid of 24 by 24 with lines two units wide, one SVG each in `symbols/`. Most are from
[Tabler Icons](https://tabler.io/icons), under the MIT licence (`symbols/LICENSE.txt`); foot, inhaler, shower, stomach
and a few others were drawn for carefold, and so was the body of `body-map`. A name that is none is an error that says
which was meant:

| name | also found as |
|---|---|
"""


def page() -> str:
    """The whole page."""
    also: dict[str, list[str]] = {name: [] for name in names()}
    for word, name in other_names().items():
        also[name].append(word)
    return HEAD + "".join(f"| `{name}` | {', '.join(words)} |\n" for name, words in also.items())


def picture() -> bytes:
    """All symbols as a one-page PDF."""
    known = names()
    extent = (ACROSS * WIDTH, -(-len(known) // ACROSS) * HEIGHT)
    paper = Element("Document", language="en")
    ground = paper.add("P").leaf()
    surface, face = Surface(Numbered.of(paper).numbers), load_family(project_at(ROOT), "Source Sans 3").regular
    with surface.tagged(ground):
        surface.paint(rectangle(0, 0, *extent), fill=WHITE)
    for number, name in enumerate(known):
        x, y = number % ACROSS * WIDTH, extent[1] - (number // ACROSS + 1) * HEIGHT
        draw_symbol(surface, name, Area(x + (WIDTH - SIZE) / 2, y + 20, SIZE, SIZE), BLACK)
        glyphs = face.shape(name, "en")
        left = x + (WIDTH - glyphs.advance * TEXT / 1000) / 2
        surface.text(left, y + 8, (Run(0.0, (glyphs,), face, TEXT, BLACK),))
    moment = datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC)
    facts = Facts("Symbols", "carefold", "", "en", (), moment, moment, "carefold", "", "", "")
    frame = Frame("", 0, Area(0.0, 0.0, *extent), 0, (Slice(0.0, extent[1], extent[1], tuple(surface.items)),))
    return write([Page(extent, (frame,))], paper, facts, Purpose("none"))


def main() -> None:
    """Write the page and its picture."""
    document = pypdfium2.PdfDocument(picture())
    shown = document[0].render(scale=1.5).to_pil().convert("L")
    document.close()
    shown.quantize(16).save(ROOT / "docs" / "images" / "symbols.png", optimize=True)
    (ROOT / "docs" / "symbols.md").write_text(page(), encoding="utf-8")


if __name__ == "__main__":
    main()
