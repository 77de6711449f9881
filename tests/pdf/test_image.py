"""Raster pictures: encoded once, upright, no finer than paper shows, in sRGB, with their transparency."""

from __future__ import annotations

import random
import struct
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageCms
from PIL.PngImagePlugin import PngInfo

from carefold.graphics.image_files import natural_size
from carefold.pdf.image import Raster, raster
from carefold.pdf.profile import in_srgb
from carefold.pdf.xmp import srgb
from carefold.reading.check.picture_files import check_picture
from carefold.units import Area

Finish = Callable[[], Any]
LARGE = (900.0, 900.0)  # points: nothing is scaled down


def saved(path: Path, mode: str = "RGB", size: tuple[int, int] = (4, 2), **options: Any) -> Path:
    picture = Image.new(mode, size)
    if mode in ("RGB", "RGBA"):
        picture.putpixel((0, 0), (255, 0, 0, 90)[: len(mode)])
    picture.save(path, **options)
    return path


def photo(path: Path, size: tuple[int, int] = (60, 40), **options: Any) -> Path:
    """Noise, red on the left and blue on the right."""
    chance = random.Random(7)
    picture = Image.new("RGB", size)
    for x in range(size[0]):
        for y in range(size[1]):
            noise = chance.randrange(30)
            picture.putpixel((x, y), (225 + noise, noise, 0) if x < size[0] / 2 else (0, noise, 225 + noise))
    picture.save(path, **{"quality": 95, "subsampling": 0, **options} if path.suffix == ".jpg" else options)
    return path


def pixels(picture: Raster) -> Any:
    """A JPEG's pixels as a viewer has them."""
    return Image.open(BytesIO(picture.data))


@pytest.fixture
def embedded(canvas: Any, finished: Finish) -> Callable[..., list[Any]]:
    """Draw pictures 9 points large; the image objects of the file, without masks."""

    def draw(*files: Path) -> list[Any]:
        for file in files:
            canvas.picture(file, Area(0, 0, 9, 9))
        (page,) = finished().reader.pages
        return [found.get_object() for found in page["/Resources"]["/XObject"].values()]

    return draw


# --- a JPEG that stays


def test_a_jpeg_passes_through(tmp_path: Path, embedded: Any) -> None:
    file = saved(tmp_path / "a.jpg")
    (image,) = embedded(file)
    assert image["/Filter"] == "/DCTDecode"
    assert image._data == file.read_bytes()
    assert (image["/Width"], image["/Height"], image["/ColorSpace"]) == (4, 2, "/DeviceRGB")


def test_a_grey_jpeg_stays_grey(tmp_path: Path, embedded: Any) -> None:
    (image,) = embedded(saved(tmp_path / "a.jpg", "L"))
    assert (image["/Filter"], image["/ColorSpace"]) == ("/DCTDecode", "/DeviceGray")


def segment(marker: int, body: bytes) -> bytes:
    return bytes((0xFF, marker)) + struct.pack(">H", len(body) + 2) + body


PRIVATE = {
    "exif": segment(0xE1, b"Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x0e\0\x02\0\0\0\x08\0\0\0\x1aSECRET!\0"),
    "xmp": segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0<x>SECRET</x>"),
    "iptc": segment(0xED, b"Photoshop 3.0\x008BIMSECRET"),
    "comment": segment(0xFE, b"SECRET"),
    "maker": segment(0xE5, b"SECRET"),
    "thumbnail": segment(0xE0, b"JFXX\0\x13SECRET"),
    "profile": segment(0xE2, b"ICC_PROFILE\0\x01\x01" + srgb()),
}


@pytest.mark.parametrize("kind", PRIVATE)
@pytest.mark.parametrize("progressive", [False, True])
def test_what_a_photo_says_is_left_out_and_its_picture_stays_byte_for_byte(
    tmp_path: Path, kind: str, progressive: bool
) -> None:
    plain = photo(tmp_path / "a.jpg", progressive=progressive).read_bytes()
    (tmp_path / "b.jpg").write_bytes(plain[:20] + PRIVATE[kind] + plain[20:] + b"SECRET second picture")
    made = raster(tmp_path / "b.jpg", LARGE)
    assert made.data == plain
    assert b"SECRET" not in made.data


def test_a_thumbnail_in_the_head_is_left_out(tmp_path: Path) -> None:
    plain = photo(tmp_path / "a.jpg").read_bytes()
    assert plain[2:4] == b"\xff\xe0"
    head = segment(0xE0, plain[6:18] + b"\x01\x01" + b"rgb")
    (tmp_path / "b.jpg").write_bytes(plain[:2] + head + plain[20:])
    assert raster(tmp_path / "b.jpg", LARGE).data == plain[:18] + b"\0\0" + plain[20:]


def test_fill_bytes_and_a_missing_end_do_no_harm(tmp_path: Path) -> None:
    plain = photo(tmp_path / "a.jpg").read_bytes()
    (tmp_path / "b.jpg").write_bytes(plain[:20] + b"\xff\xff" + plain[20:-2])
    assert raster(tmp_path / "b.jpg", LARGE).data == plain


def test_colours_that_an_adobe_marker_explains_stay_right(tmp_path: Path) -> None:
    """RGB as such, not YCbCr: only APP14 says so."""
    file = photo(tmp_path / "a.jpg", keep_rgb=True)
    assert b"Adobe" in file.read_bytes()
    made = raster(file, LARGE)
    assert b"Adobe" in made.data
    assert pixels(made).getpixel((5, 5))[0] > 200
    assert pixels(made).getpixel((55, 5))[2] > 200


def test_colours_that_only_letters_explain_are_encoded_anew(tmp_path: Path) -> None:
    plain = photo(tmp_path / "a.jpg", keep_rgb=True).read_bytes()
    at = plain.index(b"\xff\xee")
    (tmp_path / "b.jpg").write_bytes(plain[:at] + plain[at + 16 :])
    made = raster(tmp_path / "b.jpg", LARGE)
    assert b"JFIF" in made.data
    assert pixels(made).getpixel((5, 5))[0] > 200


def test_a_jpeg_that_pdf_does_not_know_is_encoded_anew(tmp_path: Path) -> None:
    plain = bytearray(photo(tmp_path / "a.jpg").read_bytes())
    plain[20:20] = b"junk"
    (tmp_path / "b.jpg").write_bytes(plain)
    assert raster(tmp_path / "b.jpg", LARGE).filter == "/DCTDecode"
    assert b"junk" not in raster(tmp_path / "b.jpg", LARGE).data


def test_only_the_first_picture_of_a_phone_s_two(tmp_path: Path) -> None:
    first, second = Image.new("RGB", (40, 40), "red"), Image.new("RGB", (20, 20), "blue")
    first.save(tmp_path / "a.jpg", "MPO", save_all=True, append_images=[second])
    made = raster(tmp_path / "a.jpg", LARGE)
    assert made.data.count(b"\xff\xd8\xff") == 1
    assert (made.width, made.height) == (40, 40)
    assert len(made.data) < (tmp_path / "a.jpg").stat().st_size


# --- upright


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("kind", ["jpg", "png"])
def test_a_photo_is_turned_upright(tmp_path: Path, kind: str, orientation: int) -> None:
    exif = Image.Exif()
    exif[0x0112] = orientation
    file = photo(tmp_path / f"a.{kind}", exif=exif)
    made = raster(file, LARGE)
    lies = orientation >= 5
    assert (made.width, made.height) == ((40, 60) if lies else (60, 40))
    assert b"Exif" not in made.data
    if kind == "jpg":
        assert made.filter == "/DCTDecode"
        red = {1: (5, 5), 2: (55, 5), 3: (55, 35), 4: (5, 35), 5: (5, 5), 6: (5, 5), 7: (35, 55), 8: (35, 55)}
        assert pixels(made).getpixel(red[orientation])[0] > 200


def test_broken_exif_turns_nothing(tmp_path: Path) -> None:
    plain = photo(tmp_path / "a.jpg").read_bytes()
    broken = segment(0xE1, b"Exif\0\0MM\0*\xff\xff\xff\xff")
    (tmp_path / "b.jpg").write_bytes(plain[:20] + broken + plain[20:])
    assert raster(tmp_path / "b.jpg", LARGE).data == plain


# --- no finer than paper shows


def test_at_300_dots_an_inch_a_jpeg_stays(tmp_path: Path) -> None:
    file = photo(tmp_path / "a.jpg", (300, 200))
    assert raster(file, (72.0, 48.0)).data == file.read_bytes()


@pytest.mark.parametrize("kind", ["jpg", "png"])
def test_above_300_dots_an_inch_a_picture_is_scaled_down(tmp_path: Path, kind: str) -> None:
    file = photo(tmp_path / f"a.{kind}", (300, 200))
    made = raster(file, (36.0, 24.0))
    assert (made.width, made.height) == (150, 100)
    assert made.filter == ("/DCTDecode" if kind == "jpg" else "/FlateDecode")
    if kind == "jpg":
        assert pixels(made).getpixel((40, 50))[0] > 200


def test_a_photo_on_its_side_is_scaled_by_its_upright_size(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    made = raster(photo(tmp_path / "a.jpg", (300, 200), exif=exif), (24.0, 36.0))
    assert (made.width, made.height) == (100, 150)


def test_a_very_small_print_still_has_a_pixel(tmp_path: Path) -> None:
    made = raster(photo(tmp_path / "a.png", (300, 2)), (9.0, 0.001))
    assert (made.width, made.height) == (38, 1)


def test_edges_stay_clean_where_a_cut_out_is_scaled(tmp_path: Path, canvas: Any, finished: Finish) -> None:
    """The colour of what is clear does not bleed into what is not."""
    picture = Image.new("RGBA", (400, 400), (0, 0, 0, 0))
    picture.paste((255, 0, 0, 255), (0, 0, 201, 400))
    picture.save(tmp_path / "a.png")
    canvas.picture(tmp_path / "a.png", Area(0, 0, 24, 24))
    (page,) = finished().reader.pages
    (image,) = page["/Resources"]["/XObject"].values()
    colours, mask = image.get_object().get_data(), image["/SMask"].get_data()
    seen = {colours[3 * at] for at, clear in enumerate(mask) if clear > 40}
    assert min(seen) > 240


# --- colours


def profile(space: bytes, tags: dict[bytes, bytes], connection: bytes = b"XYZ ") -> bytes:
    """An ICC profile (ISO 15076-1, 7)."""
    body, table = b"", struct.pack(">I", len(tags))
    start = 128 + 4 + 12 * len(tags)
    for name, data in tags.items():
        table += name + struct.pack(">II", start + len(body), len(data))
        body += data + b"\0" * (-len(data) % 4)
    d50 = struct.pack(">3i", 0xF6D6, 0x10000, 0xD32D)
    head = b"\0\0\0\0lcms" + bytes((2, 0x40, 0, 0)) + (b"prtr" if space == b"CMYK" else b"mntr") + space + connection
    head = head.ljust(36, b"\0") + b"acsp" + b"\0" * 28 + d50
    whole = head.ljust(128, b"\0") + table + body
    return struct.pack(">I", len(whole)) + whole[4:]


def xyz(x: float, y: float, z: float) -> bytes:
    return b"XYZ \0\0\0\0" + struct.pack(">3i", *(round(part * 65536) for part in (x, y, z)))


LINEAR_CURVE = b"curv\0\0\0\0\0\0\0\0"
D50 = xyz(0.9642, 1.0, 0.8249)
TEXT = b"desc\0\0\0\0\0\0\0\x02x\0".ljust(100, b"\0")
LINEAR_RGB = profile(
    b"RGB ",
    {
        b"desc": TEXT, b"wtpt": D50, b"rXYZ": xyz(0.4361, 0.2225, 0.0139), b"gXYZ": xyz(0.3851, 0.7169, 0.0971),
        b"bXYZ": xyz(0.1431, 0.0606, 0.7139), b"rTRC": LINEAR_CURVE, b"gTRC": LINEAR_CURVE, b"bTRC": LINEAR_CURVE,
    },
)  # fmt: skip
LINEAR_GREY = profile(b"GRAY", {b"desc": TEXT, b"wtpt": D50, b"kTRC": LINEAR_CURVE})


def inks() -> bytes:
    """A CMYK profile in which every ink is a middle grey, and no ink is white."""
    steps = bytes(range(256))
    grid = b"".join(bytes((255 if corner == 0 else 128, 128, 128)) for corner in range(16))
    identity = struct.pack(">9i", 65536, 0, 0, 0, 65536, 0, 0, 0, 65536)
    table = b"mft1\0\0\0\0" + bytes((4, 3, 2, 0)) + identity + steps * 4 + grid + steps * 3
    return profile(b"CMYK", {b"desc": TEXT, b"wtpt": D50, b"A2B0": table}, b"Lab ")


def close(one: tuple[int, ...], other: tuple[int, ...], by: int = 4) -> bool:
    return all(abs(a - b) <= by for a, b in zip(one, other, strict=True))


def test_the_profiles_of_these_tests_are_profiles() -> None:
    for data in (LINEAR_RGB, LINEAR_GREY, inks()):
        assert ImageCms.ImageCmsProfile(BytesIO(data)).profile.xcolor_space.strip() in ("RGB", "GRAY", "CMYK")


def test_other_rgb_becomes_srgb(tmp_path: Path) -> None:
    Image.new("RGB", (8, 8), (55, 55, 55)).save(tmp_path / "a.jpg", icc_profile=LINEAR_RGB, quality=95)
    made = raster(tmp_path / "a.jpg", LARGE)
    assert (made.filter, made.colours) == ("/DCTDecode", "/DeviceRGB")
    assert close(pixels(made).getpixel((4, 4)), (128, 128, 128))
    assert b"ICC_PROFILE" not in made.data


def test_other_rgb_of_a_png_becomes_srgb_and_keeps_what_is_clear(tmp_path: Path, embedded: Any) -> None:
    Image.new("RGBA", (8, 8), (55, 55, 55, 90)).save(tmp_path / "a.png", icc_profile=LINEAR_RGB)
    (image,) = embedded(tmp_path / "a.png")
    assert close(tuple(image.get_data()[:3]), (128, 128, 128))
    assert image["/SMask"].get_data()[:1] == bytes([90])


def test_other_grey_becomes_the_usual_one(tmp_path: Path) -> None:
    Image.new("L", (8, 8), 55).save(tmp_path / "a.jpg", icc_profile=LINEAR_GREY, quality=95)
    made = raster(tmp_path / "a.jpg", LARGE)
    assert made.colours == "/DeviceGray"
    assert abs(pixels(made).getpixel((4, 4)) - 128) <= 4


def test_cmyk_becomes_srgb_through_its_profile(tmp_path: Path) -> None:
    Image.new("CMYK", (8, 8), (255, 0, 0, 0)).save(tmp_path / "a.jpg", icc_profile=inks(), quality=95)
    made = raster(tmp_path / "a.jpg", LARGE)
    assert (made.filter, made.colours) == ("/DCTDecode", "/DeviceRGB")
    assert close(pixels(made).getpixel((4, 4)), (119, 119, 119), 8)


@pytest.mark.parametrize("broken", [None, b"no profile", LINEAR_RGB], ids=["none", "broken", "of another space"])
def test_cmyk_without_a_profile_of_use_becomes_rgb_all_the_same(tmp_path: Path, broken: bytes | None) -> None:
    options = {"icc_profile": broken} if broken else {}
    Image.new("CMYK", (8, 8), (255, 0, 0, 0)).save(tmp_path / "a.jpg", quality=95, **options)
    made = raster(tmp_path / "a.jpg", LARGE)
    assert close(pixels(made).getpixel((4, 4)), (0, 255, 255))


@pytest.mark.parametrize("broken", [b"no profile", inks()], ids=["broken", "of another space"])
def test_a_profile_of_no_use_changes_nothing(tmp_path: Path, broken: bytes) -> None:
    plain = photo(tmp_path / "a.jpg").read_bytes()
    made = raster(photo(tmp_path / "b.jpg", icc_profile=broken), LARGE)
    assert made.data == plain


# --- PNG


def test_transparency_becomes_a_mask(tmp_path: Path, embedded: Any) -> None:
    (image,) = embedded(saved(tmp_path / "a.png", "RGBA"))
    mask = image["/SMask"]
    assert (mask["/ColorSpace"], mask["/Width"], mask["/Height"]) == ("/DeviceGray", 4, 2)
    assert mask.get_data() == bytes([90, *[0] * 7])
    assert image.get_data()[:3] == bytes([255, 0, 0])


def test_transparency_that_hides_nothing_needs_no_mask(tmp_path: Path, embedded: Any) -> None:
    Image.new("RGBA", (4, 4), (9, 9, 9, 255)).save(tmp_path / "a.png")
    (image,) = embedded(tmp_path / "a.png")
    assert "/SMask" not in image


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
def test_every_kind_of_png(tmp_path: Path, embedded: Any, mode: str) -> None:
    (image,) = embedded(saved(tmp_path / "a.png", mode))
    grey = mode in ("1", "L", "LA", "I;16")
    assert image["/ColorSpace"] == ("/DeviceGray" if grey else "/DeviceRGB")
    assert len(image.get_data()) == 8 * (1 if grey else 3)
    assert ("/SMask" in image) == mode.endswith("A")


def test_sixteen_bits_are_as_light_as_they_were(tmp_path: Path, embedded: Any) -> None:
    picture = Image.new("I;16", (2, 1))
    picture.putpixel((0, 0), 40_000)
    picture.putpixel((1, 0), 300)
    picture.save(tmp_path / "a.png")
    (image,) = embedded(tmp_path / "a.png")
    assert image.get_data() == bytes([40_000 >> 8, 300 >> 8])


def test_a_palette_with_a_transparent_colour(tmp_path: Path, embedded: Any) -> None:
    (image,) = embedded(saved(tmp_path / "a.png", "P", transparency=0))
    assert image["/SMask"].get_data() == bytes(8)


def test_a_grey_that_is_transparent(tmp_path: Path, embedded: Any) -> None:
    (image,) = embedded(saved(tmp_path / "a.png", "L", transparency=0))
    assert (image["/ColorSpace"], image["/SMask"].get_data()) == ("/DeviceGray", bytes(8))


@pytest.mark.parametrize(
    ("chunks", "light"),
    [({b"gAMA": 100_000}, 186), ({b"gAMA": 45_455}, 128), ({b"gAMA": 0}, 128), ({b"gAMA": 100_000, b"sRGB": 0}, 128)],
)
@pytest.mark.parametrize(("mode", "colour"), [("L", (128,)), ("LA", (128, 90)), ("RGBA", (128, 128, 128, 90))])
def test_a_png_is_as_light_as_its_gamma_says(
    chunks: dict[bytes, int], light: int, mode: str, colour: tuple[int, ...], tmp_path: Path
) -> None:
    info = PngInfo()
    for name, value in chunks.items():
        info.add(name, struct.pack(">L", value) if name == b"gAMA" else bytes([value]))
    file = tmp_path / "p.png"
    Image.new(mode, (4, 2), colour).save(file, pnginfo=info)
    with Image.open(file) as picture:
        assert in_srgb(picture).convert("RGBA").getpixel((0, 0)) == (light,) * 3 + (90 if len(colour) > 1 else 255,)


def test_what_a_png_says_is_left_out(tmp_path: Path, finished: Finish, canvas: Any) -> None:
    said = PngInfo()
    said.add_text("Author", "SECRET")
    canvas.picture(photo(tmp_path / "a.png", pnginfo=said, exif=Image.Exif()), Area(0, 0, 9, 9))
    assert b"SECRET" not in finished().data


def test_rows_are_packed_as_in_a_png(tmp_path: Path) -> None:
    """A smooth ramp packs to little; without filtered rows it would not."""
    ramp = Image.linear_gradient("L").resize((600, 600)).convert("RGB")
    ramp.save(tmp_path / "a.png")
    assert len(raster(tmp_path / "a.png", LARGE).data) < 20_000


# --- mono


@pytest.mark.parametrize("kind", ["jpg", "png"])
def test_mono_is_grey(tmp_path: Path, kind: str) -> None:
    made = raster(photo(tmp_path / f"a.{kind}"), LARGE, mono=True)
    assert (made.colours, made.filter) == ("/DeviceGray", "/DCTDecode" if kind == "jpg" else "/FlateDecode")


def test_a_grey_jpeg_passes_through_for_mono(tmp_path: Path) -> None:
    file = saved(tmp_path / "a.jpg", "L")
    assert raster(file, LARGE, mono=True).data == file.read_bytes()


# --- once


def test_the_same_picture_twice_is_one_object(tmp_path: Path, embedded: Any) -> None:
    file = saved(tmp_path / "a.png", "RGBA")
    assert len(embedded(file, file)) == 1


def test_the_same_bytes_in_two_files_are_one_object(tmp_path: Path, embedded: Any) -> None:
    assert len(embedded(saved(tmp_path / "a.png"), saved(tmp_path / "b.png"))) == 1


def test_two_pictures_are_two_objects(tmp_path: Path, embedded: Any) -> None:
    assert len(embedded(saved(tmp_path / "a.png"), saved(tmp_path / "b.png", size=(2, 2)))) == 2


def test_the_same_picture_in_two_sizes_is_one_object_if_neither_is_too_fine(tmp_path: Path) -> None:
    file = photo(tmp_path / "a.jpg")
    assert raster(file, (72.0, 48.0)) is raster(file, (90.0, 60.0))
    assert raster(file, (7.0, 5.0)) != raster(file, (9.0, 6.0))


def test_the_same_picture_on_two_pages(tmp_path: Path, canvas: Any, finished: Finish) -> None:
    file = saved(tmp_path / "a.png")
    canvas.picture(file, Area(0, 0, 9, 9))
    canvas.next_page()
    canvas.picture(file, Area(0, 0, 9, 9))
    pages = finished().reader.pages
    numbers = {next(iter(page["/Resources"]["/XObject"].values())).idnum for page in pages}
    assert (len(pages), len(numbers)) == (2, 1)


def test_a_picture_is_encoded_once_in_a_process(tmp_path: Path) -> None:
    file = saved(tmp_path / "a.png")
    assert raster(file, LARGE) is raster(file, LARGE)


def test_a_picture_saved_anew_is_read_anew(tmp_path: Path) -> None:
    first = raster(saved(tmp_path / "a.png"), LARGE)
    assert raster(saved(tmp_path / "a.png", size=(8, 8)), LARGE) != first


def test_two_files_with_the_same_picture_are_encoded_the_same(tmp_path: Path) -> None:
    for kind in ("jpg", "png"):
        one, other = (photo(tmp_path / f"{name}.{kind}", (300, 200)) for name in "ab")
        assert raster(one, (36.0, 24.0)) == raster(other, (36.0, 24.0))


def test_what_stands_out_of_an_outline_is_cut_off(tmp_path: Path, canvas: Any, finished: Finish) -> None:
    import pypdfium2

    from carefold.graphics.outline import rectangle

    canvas.picture(photo(tmp_path / "a.png"), Area(0, 0, 120, 80), rectangle(20, 20, 20, 20))
    seen = pypdfium2.PdfDocument(finished().data)[0].render(scale=1).to_pil().convert("RGB")
    assert seen.getpixel((30, 200 - 30))[0] > 200
    assert seen.getpixel((50, 200 - 30)) == seen.getpixel((30, 200 - 50)) == (255, 255, 255)


def sources() -> dict[str, bytes]:
    """Small pictures of many kinds."""
    exif = Image.Exif()
    exif[0x0112] = 6
    noise = Image.effect_noise((40, 30), 60)
    made = {}
    for name, mode, options in (
        ("a.jpg", "RGB", {"exif": exif, "icc_profile": LINEAR_RGB}), ("b.jpg", "CMYK", {"progressive": True}),
        ("a.png", "P", {"transparency": 3}), ("b.png", "RGBA", {"exif": exif}), ("c.png", "LA", {}),
    ):  # fmt: skip
        file = BytesIO()
        noise.convert(mode).save(file, "JPEG" if name.endswith("jpg") else "PNG", **options)  # type: ignore[arg-type]
        made[name] = file.getvalue()
    return made


@given(
    st.sampled_from(sorted(sources().items())),
    st.lists(st.tuples(st.integers(0, 1 << 12), st.integers(0, 255)), min_size=1, max_size=6),
)
def test_a_damaged_picture_is_refused_or_printed(source: tuple[str, bytes], changes: list[tuple[int, int]]) -> None:
    name, whole = source
    data = bytearray(whole)
    for at, byte in changes:
        data[at % len(data)] = byte
    with TemporaryDirectory() as folder:
        file = Path(folder) / name
        file.write_bytes(data)
        try:
            check_picture(Path(folder), name)
        except ValueError as error:
            assert " Hint: " in str(error)
            return
        for mono in (False, True):
            made = raster(file, (5.0, 5.0), mono=mono)
            assert made.data and made.width
        assert min(natural_size(file)) > 0
