"""A short, a middle and a long handout and the shipped one, in every layout, compared with pictures that a person has
looked at; or with what is said where one does not fit.

Pages are rendered at 36 dpi in grey. `make golden-pictures` writes them anew, on purpose: look at each before you
commit it (`make look` shows them larger, all on one page).
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from pages import LAYOUTS, strip
from PIL import Image, ImageChops

PICTURES = Path(__file__).parents[1] / "golden" / "sheets"
NAMES = ("short", "discharge", "long", "about-ketamine")
DIFFERS, PIXELS = 64, 40


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("layout", LAYOUTS)
def test_pages_look_as_they_did(layout: str, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1796083200")
    found, file = strip(name, layout, 0.5), PICTURES / f"{name}.{layout}"
    picture, words = file.with_name(f"{file.name}.png"), file.with_name(f"{file.name}.txt")
    if os.environ.get("UPDATE_PICTURES"):
        PICTURES.mkdir(exist_ok=True)
        picture.unlink(missing_ok=True)
        words.unlink(missing_ok=True)
        if isinstance(found, str):
            words.write_text(f"{found}\n", encoding="utf-8")
        else:
            found.convert("L").quantize(32, dither=Image.Dither.NONE).save(picture, optimize=True)
    if isinstance(found, str):
        assert words.exists(), f"it no longer fits: {found}"
        assert words.read_text(encoding="utf-8") == f"{found}\n"
    else:
        assert picture.exists(), "look at the pages; if they are right: make golden-pictures"
        stored = Image.open(picture).convert("L")
        assert found.size == stored.size
        changed = ImageChops.difference(found.convert("L"), stored).histogram()[DIFFERS + 1 :]
        assert sum(changed) <= PIXELS, "look at the pages; if they are right: make golden-pictures"


def test_no_picture_is_left_over() -> None:
    known = {f"{name}.{layout}" for name in NAMES for layout in LAYOUTS}
    assert {file.stem for file in PICTURES.iterdir()} == known
