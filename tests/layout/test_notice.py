"""The notice that a handout is withdrawn, as an office printer prints it."""

from __future__ import annotations

from typing import Any

import pypdfium2
from opening import opened
from PIL import Image, ImageOps

from carefold.notice import notice_of
from carefold.units import MM
from carefold.withdrawals import Notice

SCALE = 2.0


def test_nothing_stands_where_no_printer_prints(clinic: Any) -> None:
    clinic.write()
    what = Notice("h", "Small", "en", "2026-11-27", ("<=1",), "A dose was wrong", ("24QD5V",))
    page = pypdfium2.PdfDocument(notice_of(opened(clinic.folder), what, None))[0]
    shown = page.render(scale=SCALE).to_pil().convert("L")
    assert isinstance(shown, Image.Image)
    edge = 7 * MM * SCALE - 1
    left, top, right, foot = ImageOps.invert(shown).getbbox() or (0, 0, 0, 0)
    assert min(left, top, shown.width - right, shown.height - foot) >= edge
