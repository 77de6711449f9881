"""Make the pictures of README and docs from the current output: `make pictures`."""

from __future__ import annotations

from pathlib import Path

import pypdfium2

from carefold.commands.here import project_at
from carefold.order import Order
from carefold.pipeline import build

HERE = Path(__file__).parent
PAGES = {
    "trifold": {"trifold-outside": 1, "trifold-inside": 2},
    "letter": {"letter-first-page": 1, "letter-last-page": 2},
}


def main() -> None:
    """Build the shipped handout and render its pages at 100 dpi."""
    workspace = project_at(HERE.parent)
    for layout, pictures in PAGES.items():
        document = pypdfium2.PdfDocument(build(workspace, Order("about-ketamine", layout)).data)
        for name, page in pictures.items():
            picture = document[page - 1].render(scale=100 / 72).to_pil()
            picture.quantize(128).save(HERE / "images" / f"{name}.png", optimize=True)
        document.close()


if __name__ == "__main__":
    main()
