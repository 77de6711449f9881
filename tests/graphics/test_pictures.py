"""How large a picture is by itself."""

from pathlib import Path

import pytest
from PIL import Image, TiffImagePlugin

from carefold.graphics.image_files import is_vector, natural_size


def saved(path: Path, **options: object) -> Path:
    Image.new("RGB", (150, 75)).save(path, **options)
    return path


def test_a_picture_without_resolution_has_150_dots_an_inch(tmp_path: Path) -> None:
    assert natural_size(saved(tmp_path / "a.png")) == (72, 36)


def test_a_picture_with_a_resolution_keeps_it(tmp_path: Path) -> None:
    assert natural_size(saved(tmp_path / "a.jpg", dpi=(300, 300))) == (36, 18)


@pytest.mark.parametrize("dots", [0, 1, 72, 96, 149, 65_000])
def test_a_resolution_for_screens_or_of_none_counts_for_nothing(tmp_path: Path, dots: int) -> None:
    assert natural_size(saved(tmp_path / "a.jpg", dpi=(dots, dots))) == (72, 36)


@pytest.mark.parametrize(("dots", "size"), [((204, 102), (72 * 150 / 204, 72 * 75 / 102)), ((300, 1), (72, 36))])
def test_a_fax_keeps_its_proportion_and_a_slip_changes_none(
    tmp_path: Path, dots: tuple[int, int], size: tuple[float, float]
) -> None:
    across, up = natural_size(saved(tmp_path / "a.jpg", dpi=dots))
    assert across / up == pytest.approx(size[0] / size[1]) and across <= 72


@pytest.mark.parametrize(("orientation", "size"), [(1, (72, 36)), (3, (72, 36)), (6, (36, 72)), (8, (36, 72))])
def test_a_photo_that_lies_on_its_side_is_measured_upright(
    tmp_path: Path, orientation: int, size: tuple[float, float]
) -> None:
    exif = Image.Exif()
    exif[0x0112] = orientation
    assert natural_size(saved(tmp_path / "a.jpg", exif=exif, dpi=(96, 96))) == size


@pytest.mark.parametrize("resolution", [(0, 0), (1, 0), (0, 1), (2**32 - 1, 1)])
def test_a_broken_resolution_in_exif_counts_for_nothing(tmp_path: Path, resolution: tuple[int, int]) -> None:
    exif = Image.Exif()
    exif[0x011A] = TiffImagePlugin.IFDRational(*resolution)
    exif[0x0128] = 2
    file = saved(tmp_path / "a.jpg", exif=exif)
    assert natural_size(file) == (72, 36)


def test_a_drawing_has_its_own_size(tmp_path: Path) -> None:
    file = tmp_path / "a.SVG"
    file.write_text('<svg xmlns="http://www.w3.org/2000/svg" width="30pt" height="20pt"><path d="M0 0h9v9z"/></svg>')
    assert is_vector(file)
    assert natural_size(file) == pytest.approx((30, 20), rel=0.01)
