"""Small pictures of first pages, and QR codes that are drawn once."""

from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image

from carefold.batch import scan
from carefold.batch.pictures import first_page
from carefold.batch.scan import QUIET, Drawn, codes_of, drawn

HERE, THERE = "https://clinic.example/shelf/a.pdf", "https://clinic.example/shelf/b.pdf"


def test_a_picture_is_small_and_the_same_each_time(about_ketamine):
    for made in about_ketamine.values():
        data = first_page(made.data)
        picture = Image.open(BytesIO(data))
        assert (picture.format, picture.width) == ("PNG", 240)
        assert len(data) < 20_000
        assert data == first_page(made.data)
    with pytest.raises(ValueError):
        first_page(b"no PDF")


def test_a_code_has_the_modules_of_segno():
    import segno

    matrix = segno.make_qr(HERE, error="m").matrix
    side, path = drawn(HERE)
    assert side == len(matrix) + 2 * QUIET
    dark = set()
    for run in path.removeprefix("M").split("M"):
        x, y, width = (
            int(number) for number in run.replace("v1h-", " ").replace("h", " ").replace("z", "").split()[:3]
        )
        dark |= {(x - QUIET + step, y - QUIET) for step in range(width)}
    assert dark == {(x, y) for y, row in enumerate(matrix) for x, module in enumerate(row) if module}


def test_codes_are_drawn_once(tmp_path, monkeypatch):
    kept, asked = tmp_path / "codes.json", []
    monkeypatch.setattr(scan, "drawn", lambda address: asked.append(address) or drawn(address))
    first = codes_of([HERE, THERE, HERE], kept)
    assert asked == [HERE, THERE]
    before = kept.stat().st_mtime_ns
    assert codes_of([THERE, HERE], kept) == first
    assert (asked, kept.stat().st_mtime_ns) == ([HERE, THERE], before)
    assert codes_of([HERE], kept) == {HERE: drawn(HERE)}
    assert THERE not in kept.read_text()


@pytest.mark.parametrize(
    "left", ["", "[]", '{"a": 1}', f'{{"{HERE}": ["x", "y"]}}', f'{{"{HERE}": [1]}}', "[" * 100_000]
)
def test_a_file_that_is_broken_is_made_anew(left, tmp_path):
    kept = tmp_path / "codes.json"
    kept.write_text(left)
    assert codes_of([HERE], kept) == {HERE: drawn(HERE)}


def test_a_file_that_cannot_be_written_is_done_without(tmp_path):
    (tmp_path / "codes.json").mkdir()
    assert codes_of([HERE], tmp_path / "codes.json")[HERE] == drawn(HERE) != Drawn(0, "")
