"""Handouts of a clinic's lengths in every layout, each as one small picture of all its pages."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
from opening import opened
from PIL import Image

from carefold.diagnostics.carefold_error import CarefoldError
from carefold.order import Order
from carefold.pipeline import make
from carefold.resources import shipped

PROJECT = Path(__file__).parent / "cases" / "pages"
LAYOUTS = tuple(path.stem for path in sorted((shipped() / "layouts").glob("*.yaml")))
_BETWEEN = 4  # pixels


def strip(name: str, layout: str, scale: float) -> Image.Image | str:
    """All pages of a handout side by side, `scale` pixels a point; or the first thing that is said against it."""
    try:
        data = make(opened(PROJECT), Order(name, layout)).data
    except CarefoldError as error:
        return str(error.findings[0].message)
    with pypdfium2.PdfDocument(data) as document:
        pages = [page.render(scale=scale).to_pil().convert("RGB") for page in document]
    width = sum(page.width + _BETWEEN for page in pages) - _BETWEEN
    whole = Image.new("RGB", (width, max(page.height for page in pages)), "grey")
    left = 0
    for page in pages:
        whole.paste(page, (left, 0))
        left += page.width + _BETWEEN
    return whole
