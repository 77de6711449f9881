"""Turn and fold the rendered sides of each folded layout: what a reader meets, one view after another.

    python docs/fold.py [HANDOUT]

Nothing is taken from the panels' names: the views follow from where the folds lie, so a wrong order of panels shows.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pypdfium2
from PIL import Image, ImageDraw

from carefold.commands.here import project_at
from carefold.diagnostics.carefold_error import CarefoldError
from carefold.order import Order
from carefold.pipeline import build
from carefold.workspace import load_layout

HERE = Path(__file__).parent
SCALE = 0.62  # pixels a point
Panels = list[Image.Image]


def panels(page: Image.Image, widths: list[float]) -> Panels:
    """The panels of a side from left to right."""
    edges = [0.0]
    for width in widths:
        edges.append(edges[-1] + width * SCALE)
    return [page.crop((round(a), 0, round(b), page.height)) for a, b in pairwise(edges)]


def views(fold: str, outside: Panels, inside: Panels) -> list[tuple[str, Panels]]:
    """What is seen, step by step; the reverse of an inside panel is the outside one at the other end."""

    def reverse(number: int) -> Image.Image:
        return outside[len(outside) - 1 - number]

    if fold == "letter":
        opened = [inside[0], reverse(2)]
        return [
            ("closed", [reverse(0)]),
            ("closed, from behind", [reverse(1)]),
            ("cover opened", opened),
            ("open", inside),
        ]
    if fold == "z":
        behind = [("closed", [reverse(0)]), ("closed, from behind", [inside[2]]), ("cover opened", inside[:2])]
        return [*behind, ("open", inside), ("turned over", outside)]
    if fold == "half":
        return [("closed", [reverse(0)]), ("closed, from behind", [reverse(1)]), ("open", inside)]
    closed = [reverse(0), reverse(2)]
    return [("closed", closed), ("closed, from behind", [reverse(1)]), ("open", inside)]


def strip(shown: list[tuple[str, Panels]]) -> Image.Image:
    """All views in a row, each under its name."""
    gap, label = 26, 18
    width = sum(sum(panel.width for panel in group) + gap for _, group in shown) + gap
    height = max(panel.height for _, group in shown for panel in group) + label + 2 * gap
    picture = Image.new("RGB", (width, height), "#d8dcdd")
    draw, x = ImageDraw.Draw(picture), gap
    for name, group in shown:
        draw.text((x, 8), name, fill="#12414a")
        for panel in group:
            picture.paste(panel, (x, label + 12))
            draw.line((x, label + 12, x, label + 12 + panel.height), fill="#b9c1c3")
            x += panel.width
        x += gap
    return picture


def main(handout: str = "about-ketamine", save: Callable[[Image.Image, str], None] | None = None) -> None:
    """One picture for each folded layout that the handout fits."""
    workspace = project_at(HERE.parent)
    for name in workspace.sources.names("layouts"):
        layout = load_layout(workspace, name)
        if not layout.sides:
            continue
        try:
            document = pypdfium2.PdfDocument(build(workspace, Order(handout, name)).data)
        except CarefoldError as error:
            print(name, error)
            continue
        sides = []
        for number, side in enumerate(layout.sides):
            page = document[number].render(scale=SCALE).to_pil()
            sides.append(panels(page, [panel.width for panel in side.panels]))
        document.close()
        picture = strip(views(layout.fold, sides[0], sides[1]))
        (save or _save)(picture, name)


def _save(picture: Image.Image, name: str) -> None:
    folder = HERE / "images" / "folds"
    folder.mkdir(parents=True, exist_ok=True)
    picture.quantize(64).save(folder / f"{name}.png", optimize=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
