"""Raster pictures: encoded once, upright, with their transparency."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any
from unittest.mock import Mock

import pytest
from PIL import Image

from carefold.pdf import canvas as canvas_module
from carefold.pdf.canvas import TaggedCanvas
from carefold.pdf.image import raster
from carefold.units import Area

Finish = Callable[[], Any]


def saved(path: Path, mode: str = "RGB", size: tuple[int, int] = (4, 2), **options: Any) -> Path:
    picture = Image.new(mode, size)
    if mode in ("RGB", "RGBA"):
        picture.putpixel((0, 0), (255, 0, 0, 90)[: len(mode)])
    picture.save(path, **options)
    return path


@pytest.fixture
def embedded(canvas: TaggedCanvas, finished: Finish) -> Callable[..., list[Any]]:
    """Draw pictures; the image objects of the file, without masks."""

    def draw(*files: Path) -> list[Any]:
        for file in files:
            canvas.picture(file, Area(0, 0, 9, 9))
        (page,) = finished().reader.pages
        return [found.get_object() for found in page["/Resources"]["/XObject"].values()]

    return draw


def test_a_jpeg_passes_through(tmp_path: Path, embedded: Any) -> None:
    file = saved(tmp_path / "a.jpg")
    (image,) = embedded(file)
    assert image["/Filter"] == "/DCTDecode"
    assert image._data == file.read_bytes()
    assert (image["/Width"], image["/Height"], image["/ColorSpace"]) == (4, 2, "/DeviceRGB")


def test_a_grey_jpeg_stays_grey(tmp_path: Path, embedded: Any) -> None:
    (image,) = embedded(saved(tmp_path / "a.jpg", "L"))
    assert (image["/Filter"], image["/ColorSpace"]) == ("/DCTDecode", "/DeviceGray")


@pytest.mark.parametrize(("orientation", "size"), [(3, (4, 2)), (6, (2, 4)), (8, (2, 4))])
def test_a_photo_is_turned_upright(tmp_path: Path, embedded: Any, orientation: int, size: tuple[int, int]) -> None:
    exif = Image.Exif()
    exif[0x0112] = orientation
    (image,) = embedded(saved(tmp_path / "a.jpg", exif=exif))
    assert (image["/Width"], image["/Height"]) == size
    assert b"Exif" not in image._data


def test_where_a_photo_was_taken_stays_private(tmp_path: Path, embedded: Any) -> None:
    exif = Image.Exif()
    exif[0x010E] = "at home"
    (image,) = embedded(saved(tmp_path / "a.jpg", exif=exif))
    assert b"at home" not in image._data


def test_transparency_becomes_a_mask(tmp_path: Path, embedded: Any) -> None:
    (image,) = embedded(saved(tmp_path / "a.png", "RGBA"))
    mask = image["/SMask"]
    assert (mask["/ColorSpace"], mask["/Width"], mask["/Height"]) == ("/DeviceGray", 4, 2)
    assert mask.get_data() == bytes([90, *[0] * 7])
    assert image.get_data()[:3] == bytes([255, 0, 0])


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
def test_every_kind_of_png(tmp_path: Path, embedded: Any, mode: str) -> None:
    (image,) = embedded(saved(tmp_path / "a.png", mode))
    grey = mode in ("1", "L", "LA")
    assert image["/ColorSpace"] == ("/DeviceGray" if grey else "/DeviceRGB")
    assert len(image.get_data()) == 8 * (1 if grey else 3)
    assert ("/SMask" in image) == mode.endswith("A")


def test_a_palette_with_a_transparent_colour(tmp_path: Path, embedded: Any) -> None:
    (image,) = embedded(saved(tmp_path / "a.png", "P", transparency=0))
    assert image["/SMask"].get_data() == bytes(8)


def test_cmyk_becomes_rgb(tmp_path: Path, embedded: Any) -> None:
    (image,) = embedded(saved(tmp_path / "a.jpg", "CMYK"))
    assert (image["/ColorSpace"], image["/Filter"]) == ("/DeviceRGB", "/FlateDecode")


def test_the_same_picture_twice_is_one_object(tmp_path: Path, embedded: Any) -> None:
    file = saved(tmp_path / "a.png", "RGBA")
    assert len(embedded(file, file)) == 1


def test_the_same_bytes_in_two_files_are_one_object(tmp_path: Path, embedded: Any) -> None:
    assert len(embedded(saved(tmp_path / "a.png"), saved(tmp_path / "b.png"))) == 1


def test_two_pictures_are_two_objects(tmp_path: Path, embedded: Any) -> None:
    assert len(embedded(saved(tmp_path / "a.png"), saved(tmp_path / "b.png", size=(2, 2)))) == 2


def test_the_same_picture_on_two_pages(tmp_path: Path, canvas: TaggedCanvas, finished: Finish) -> None:
    file = saved(tmp_path / "a.png")
    canvas.picture(file, Area(0, 0, 9, 9))
    canvas.showPage()
    canvas.picture(file, Area(0, 0, 9, 9))
    pages = finished().reader.pages
    numbers = {next(iter(page["/Resources"]["/XObject"].values())).idnum for page in pages}
    assert (len(pages), len(numbers)) == (2, 1)


def test_a_picture_is_encoded_once_in_a_process(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = saved(tmp_path / "a.png")
    assert raster(file) is raster(file)
    spy = Mock(wraps=raster)
    monkeypatch.setattr(canvas_module, "raster", spy)
    TaggedCanvas((9.0, 9.0), "en").picture(file, Area(0, 0, 9, 9))
    assert spy.called


def test_a_picture_saved_anew_is_read_anew(tmp_path: Path) -> None:
    first = raster(saved(tmp_path / "a.png"))
    assert raster(saved(tmp_path / "a.png", size=(8, 8))) != first
