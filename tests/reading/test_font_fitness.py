"""A font that can't be set is refused, with what is wrong with it."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest
from fontTools.ttLib import TTFont
from small_font import small_font

from carefold.diagnostics.carefold_error import CarefoldError
from carefold.reading.check.font_files import open_font


def _changed(tmp_path: Path, table: str, name: str, value: Any, advance: int = 600) -> Path:
    font = TTFont(io.BytesIO(small_font("no0", advance=advance)))
    setattr(font[table], name, value)
    font.save(tmp_path / "x.ttf")
    return tmp_path


@pytest.mark.parametrize(
    ("table", "name", "value", "advance", "message"),
    [
        ("OS/2", "fsType", 2, 600, "forbids"),
        ("OS/2", "fsType", 0x200, 600, "forbids"),
        ("head", "unitsPerEm", 0, 600, "broken measures"),
        ("head", "magicNumber", 7, 600, "broken measures"),
        ("head", "flags", 3, 0, "without a width"),
        ("head", "flags", 3, 9999, "without a width"),
    ],
)
def test_what_cannot_be_set(table, name, value, advance, message, tmp_path):
    with pytest.raises(CarefoldError, match=message):
        open_font("x.ttf", _changed(tmp_path, table, name, value, advance))


@pytest.mark.parametrize("bits", [0, 4, 8, 0x100])
def test_what_may_be_embedded(bits, tmp_path):
    assert open_font("x.ttf", _changed(tmp_path, "OS/2", "fsType", bits)).regular.upem == 1000


@pytest.mark.parametrize("tag", ["glyf", "cmap", "hmtx"])
def test_tables_that_are_missing(tag, tmp_path):
    font = TTFont(io.BytesIO(small_font("no0")))
    file = io.BytesIO()
    font.save(file)
    (tmp_path / "x.ttf").write_bytes(file.getvalue().replace(tag.encode(), b"XXXX", 1))
    with pytest.raises(CarefoldError, match=r"pictures|can be read"):
        open_font("x.ttf", tmp_path)
