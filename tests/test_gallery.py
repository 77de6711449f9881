"""The gallery: every block in every state, in four layouts; pages compared with pictures that a person has looked at.

Pages are rendered at 100 dpi. A pixel differs where red, green or blue is more than 64 of 255 away from the stored
one; a page differs where more than 150 pixels do, about one word. `make golden-pictures` writes the pictures anew, on
purpose: look at each before you commit it.
"""

from __future__ import annotations

import os
from pathlib import Path

import pypdfium2
import pytest
from opening import opened
from PIL import Image, ImageChops

from carefold.layout.composition import blocks_within
from carefold.model.block import Block
from carefold.model.blocks import KINDS
from carefold.order import Order
from carefold.pipeline import build
from carefold.preflight import verapdf
from carefold.stages import Made

ROOT = Path(__file__).parents[1]
PICTURES = ROOT / "tests" / "golden" / "pages"
CASES = opened(ROOT / "tests" / "cases")
NAMES = tuple(name for name in CASES.sources.project_names("handouts") if name.startswith("gallery-"))
PICTURED = ("trifold", "letter")
OTHERS = ("large-print", "booklet")
LAYOUTS = (*PICTURED, *OTHERS)
DIFFERS, PIXELS = 64, 150


@pytest.fixture(scope="session")
def gallery() -> dict[tuple[str, str], Made]:
    """Every page of it; each file has passed the tag gate, or it would not have been built."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOURCE_DATE_EPOCH", "1796083200")
        return {(name, layout): build(CASES, Order(name, layout)) for name in NAMES for layout in LAYOUTS}


def test_no_block_is_left_out(gallery: dict[tuple[str, str], Made]) -> None:
    assert len(NAMES) >= 7
    sections = [section for name in NAMES for section in gallery[name, "trifold"].resolved.handout.sections]
    shown: set[str] = {block.kind for section in sections for block in blocks_within(section.blocks)}
    assert shown == set(KINDS) - {"include"}, "an include has become what it brings in"
    assert any("include:" in CASES.sources.home.joinpath("handouts", f"{name}.yaml").read_text() for name in NAMES)
    assert all(isinstance(block, Block) for section in sections for block in section.blocks)


@pytest.mark.skipif(not verapdf.available(), reason="veraPDF is not installed: pip install carefold[verapdf]")
@pytest.mark.all
@pytest.mark.parametrize("layouts", [PICTURED, OTHERS])
def test_verapdf_accepts_it(gallery: dict[tuple[str, str], Made], layouts: tuple[str, ...]) -> None:
    made = {key: made.data for key, made in gallery.items() if key[1] in layouts}
    reports = verapdf.validate(list(made.values()), ("ua1", "2a"))
    told = {".".join(key): report.findings for key, report in zip(made, reports, strict=True)}
    assert {key: findings for key, findings in told.items() if findings} == {}


def rendered(data: bytes) -> list[Image.Image]:
    document = pypdfium2.PdfDocument(data)
    pages = [page.render(scale=100 / 72).to_pil().convert("RGB") for page in document]
    document.close()
    return pages


def difference(page: Image.Image, stored: Image.Image) -> int:
    """How many pixels differ; all of them when the sizes do."""
    if page.size != stored.size:
        return page.width * page.height
    most = ImageChops.difference(page, stored).split()
    strongest = ImageChops.lighter(ImageChops.lighter(most[0], most[1]), most[2])
    return sum(strongest.histogram()[DIFFERS + 1 :])


@pytest.mark.parametrize("layout", PICTURED)
@pytest.mark.parametrize("name", NAMES)
def test_pages_look_as_they_did(gallery: dict[tuple[str, str], Made], name: str, layout: str) -> None:
    pages = rendered(gallery[name, layout].data)
    files = [PICTURES / f"{name}.{layout}.{number}.png" for number in range(1, len(pages) + 1)]
    if os.environ.get("UPDATE_PICTURES"):
        PICTURES.mkdir(exist_ok=True)
        for old in PICTURES.glob(f"{name}.{layout}.*.png"):
            old.unlink()
        for page, file in zip(pages, files, strict=True):
            page.quantize(64, dither=Image.Dither.NONE).save(file, optimize=True)
    assert sorted(PICTURES.glob(f"{name}.{layout}.*.png")) == sorted(files), "as many pages as there are pictures"
    differing = {
        file.name: pixels
        for page, file in zip(pages, files, strict=True)
        if (pixels := difference(page, Image.open(file).convert("RGB"))) > PIXELS
    }
    assert differing == {}, "look at the pages; if they are right: make golden-pictures"


def test_a_changed_word_is_seen(gallery: dict[tuple[str, str], Made]) -> None:
    """The comparison bites: a page is not like one whose words stand a line lower, or are others."""
    page = rendered(gallery["gallery-words", "letter"].data)[0]
    stored = Image.open(PICTURES / "gallery-words.letter.1.png").convert("RGB")
    assert difference(page, stored) <= PIXELS
    moved = ImageChops.offset(page, 0, 3)
    assert difference(moved, stored) > 10 * PIXELS
    overpainted = page.copy()
    overpainted.paste((255, 255, 255), (180, 325, 260, 365))
    assert difference(overpainted, stored) > PIXELS


def test_no_picture_is_left_over() -> None:
    known = {(name, layout) for name in NAMES for layout in PICTURED}
    assert {tuple(file.name.split(".")[:2]) for file in PICTURES.glob("*.png")} == known
