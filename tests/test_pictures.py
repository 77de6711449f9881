"""The picture that is checked is the picture that is drawn; logos and cover photos are drawn like any other."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from shutil import copytree
from typing import Any
from unicodedata import normalize

import pytest
from opening import opened
from PIL import Image

from carefold.diagnostics.carefold_error import CarefoldError
from carefold.order import Order
from carefold.pipeline import checked, make

ROOT = Path(__file__).resolve().parents[1]
SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="%spt" height="%spt"><rect width="99" height="99"/></svg>'
FIGURE = "- figure: {image: handouts/images/p.svg, alt: A}"


def pictures(built: Any, record_pages: Any) -> list[tuple[Path, float]]:
    """The files that are drawn, and their width through their height."""
    found = (one for page in record_pages(built.composition) for one in page.pictures)
    return [(file, round(area.width / area.height, 2)) for file, area, _ in found if file.stem != "logo"]


def cut_out(mode: str, exif: bytes) -> bytes:
    file = BytesIO()
    picture = Image.effect_noise((60, 40), 60).convert("RGB").convert(mode)
    picture.putalpha(Image.linear_gradient("L").resize((60, 40)))
    picture.save(file, "PNG", exif=exif)
    return file.getvalue()


@pytest.mark.parametrize("exif", [b"garbage", b"MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0"])
@pytest.mark.parametrize("mode", ["LA", "RGBA"])
def test_logos_and_cover_photos_with_transparency_and_exif(clinic: Any, mode: str, exif: bytes) -> None:
    brand = (ROOT / "brands/riverbend/brand.yaml").read_text("utf-8").replace("logo: logo.svg", "logo: logo.png")
    brand = "\n".join(line for line in brand.splitlines() if not line.startswith("cover:"))
    clinic.add("brand.yaml", brand + "\ncover: photo\nphoto: photo.png\n")
    for name in ("logo.png", "photo.png", "figure.png"):
        clinic.add(name, cut_out(mode, exif))
    clinic.write("- figure: {image: figure.png, alt: A}")
    made = checked(opened(clinic.folder), make(opened(clinic.folder), Order("h", "trifold")))
    assert made.data.count(b"/SMask") >= 3


def test_a_shipped_handout_shows_its_own_picture(
    clinic: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, record_pages: Any
) -> None:
    """A file of the same path in the project is another picture, which nobody has looked at."""
    clinic.write(FIGURE)
    clinic.add("handouts/images/p.svg", SVG % (30, 60))
    shipped = tmp_path / "shipped"
    (shipped / "handouts" / "images").mkdir(parents=True)
    for folder in ("layouts", "fonts", "brands"):
        copytree(ROOT / folder, shipped / folder)
    (clinic.folder / "handouts" / "h.yaml").rename(shipped / "handouts" / "s.yaml")
    (shipped / "handouts" / "images" / "p.svg").write_text(SVG % (60, 30))
    monkeypatch.setattr("carefold.resources.shipped", lambda: shipped)
    made = checked(opened(clinic.folder), make(opened(clinic.folder), Order("s", "letter")))
    ((file, ratio),) = pictures(made, record_pages)
    assert file == (shipped / "handouts" / "images" / "p.svg").resolve()
    assert ratio == 2


@pytest.mark.parametrize("on_disk", ["NFC", "NFD"])
def test_a_name_with_accents_is_found_by_both(clinic: Any, record_pages: Any, on_disk: str) -> None:
    clinic.add(normalize(on_disk, "handouts/imágenes/piñón 1.SVG"), SVG % (60, 30))
    for written in ("NFC", "NFD"):
        clinic.write(f"- figure: {{image: {normalize(written, 'handouts/imágenes/piñón 1.SVG')}, alt: A}}")
        made = checked(opened(clinic.folder), make(opened(clinic.folder), Order("h", "letter")))
        assert [ratio for _, ratio in pictures(made, record_pages)] == [2]


def test_a_picture_of_an_included_part_lies_in_the_project(clinic: Any, record_pages: Any) -> None:
    clinic.add("handouts/parts/deep/a.yaml", FIGURE)
    clinic.add("handouts/images/p.svg", SVG % (60, 30))
    clinic.add("handouts/parts/deep/handouts/images/p.svg", SVG % (30, 60))
    clinic.write("- include: handouts/parts/deep/a.yaml")
    made = checked(opened(clinic.folder), make(opened(clinic.folder), Order("h", "letter")))
    assert [ratio for _, ratio in pictures(made, record_pages)] == [2]


@pytest.mark.parametrize("outside", [False, True])
def test_a_link_is_followed_inside_the_project_alone(clinic: Any, tmp_path: Path, outside: bool) -> None:
    project = tmp_path / "project"
    clinic.write(FIGURE)
    project.mkdir()
    for name in ("handouts", "brand.yaml", "logo.svg"):
        (clinic.folder / name).rename(project / name)
    target = tmp_path / "p.svg" if outside else project / "real.svg"
    target.write_text(SVG % (60, 30))
    (project / "handouts" / "images").mkdir()
    (project / "handouts" / "images" / "p.svg").symlink_to(target)
    if not outside:
        assert opened(project).check("h")
        return
    with pytest.raises(CarefoldError, match="leads out of the project"):
        opened(project).check("h")
