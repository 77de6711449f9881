"""Pictures: where they may lie, and what they may hold."""

import io
import struct
import zlib
from pathlib import Path

import pytest
from PIL import Image

from carefold.errors import CarefoldError
from carefold.reading import pictures
from carefold.reading.files import read_brand, read_handout
from carefold.reading.pictures import check_picture

SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 9 9">%s</svg>'
PLAIN = "Hint: save it as plain SVG."
OUTSIDE = "the picture needs something from outside. Hint: save it with all that it shows inside."
MOVES = "the picture moves, and paper does not. Hint: save it as it is to look in print."
NOT_DRAWN = "which carefold does not draw. Hint: remove it, or save it as PNG."
PATHS = "Hint: in your drawing program, convert it to paths, and save again."


def raster(kind: str) -> bytes:
    file = io.BytesIO()
    Image.effect_noise((40, 40), 90).convert("RGB").save(file, kind)
    return file.getvalue()


def sized(width: int, height: int) -> bytes:
    """A PNG that claims another size than it has."""
    data = bytearray(raster("PNG"))
    data[16:24] = struct.pack(">II", width, height)
    data[29:33] = struct.pack(">I", zlib.crc32(data[12:29]))
    return bytes(data)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    root = tmp_path / "project"
    (root / "images").mkdir(parents=True)
    (root / "images" / "leaf.svg").write_text(SVG % '<path d="M0 0L9 9"/><use href="#a"/>')
    (root / "images" / "leaf.png").write_bytes(raster("PNG"))
    (root / "images" / "leaf.jpg").write_bytes(raster("JPEG"))
    (root / "leaf.JPEG").write_bytes(raster("JPEG"))
    (tmp_path / "secret.png").write_bytes(raster("PNG"))
    return root


def wrong(project: Path, name: str) -> str:
    with pytest.raises(ValueError) as caught:
        check_picture(project, name)
    return str(caught.value)


@pytest.mark.parametrize("name", ["images/leaf.svg", "images/leaf.png", "images/leaf.jpg", "leaf.JPEG", "./leaf.JPEG"])
def test_right(project: Path, name: str) -> None:
    check_picture(project, name)


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("/etc/x.png", "“/etc/x.png” leaves the project. Hint: write the path from the project's folder on."),
        ("~/x.png", "“~/x.png” leaves the project. Hint: write the path from the project's folder on."),
        ("../secret.png", "“../secret.png” leaves the project. Hint: write the path from the project's folder on."),
        ("C:/x.png", "“C:/x.png” leaves the project. Hint: write the path from the project's folder on."),
        ("images\\leaf.png", "“images\\leaf.png” has a backslash. Hint: write `/` between folders."),
        (
            "https://a.example/x.png",
            "“https://a.example/x.png” is an address. Hint: save the picture in the project's folder.",
        ),
        (
            "data:image/png;base64,x",
            "“data:image/png;base64,x” is an address. Hint: save the picture in the project's folder.",
        ),
        ("images", "“images” is no picture that can be printed. Hint: use SVG, PNG or JPEG."),
        ("images/leaf.gif", "“images/leaf.gif” is no picture that can be printed. Hint: use SVG, PNG or JPEG."),
        ("images/lief.png", "there is no picture “images/lief.png”. Hint: did you mean `images/leaf.png`?"),
        ("image/x.png", "there is no picture “image/x.png”. Hint: paths start at the project's folder."),
        ("a\0.png", "“a\0.png” is no path. Hint: write a file's name."),
    ],
)
def test_path(project: Path, name: str, message: str) -> None:
    assert wrong(project, name) == message


def test_a_name_too_long(project: Path) -> None:
    assert "can't be read" in wrong(project, "x" * 300 + ".png")


def test_links(project: Path) -> None:
    (project / "out.png").symlink_to(project.parent / "secret.png")
    (project / "in.png").symlink_to(project / "images" / "leaf.png")
    (project / "loop.png").symlink_to(project / "loop.png")
    check_picture(project, "in.png")
    assert wrong(project, "out.png").startswith("“out.png” leads out of the project.")
    assert wrong(project, "loop.png")


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("x.png", raster("JPEG"), "“x.png” is a JPEG file. Hint: save it as PNG, or rename it."),
        ("x.jpg", raster("PNG"), "“x.jpg” is a PNG file. Hint: save it as JPEG, or rename it."),
        ("x.png", raster("GIF"), "“x.png” is a GIF file. Hint: save it as PNG."),
        ("x.png", raster("PNG")[:900], "“x.png” is damaged, or no PNG picture. Hint: open it, and save it again."),
        ("x.jpg", raster("JPEG")[:600], "“x.jpg” is damaged, or no JPEG picture. Hint: open it, and save it again."),
        ("x.jpg", b"\0\0\0\x18ftypheic" + b"\0" * 99, "“x.jpg” is a HEIC file. Hint: save it as JPEG."),
        ("x.png", b"II*\0" + b"\0" * 99, "“x.png” is a TIFF file. Hint: save it as PNG."),
        ("x.png", b"<svg/>", "“x.png” is an SVG file. Hint: save it as PNG, or rename it."),
        ("x.png", b"", "“x.png” is empty. Hint: save it again, or copy it again."),
        ("x.svg", b"", "“x.svg” is empty. Hint: save it again, or copy it again."),
        ("x.png", sized(0, 0), "“x.png” is damaged, or no PNG picture. Hint: open it, and save it again."),
        (
            "x.png",
            b"\x89PNG\r\n\x1a\n" + b"\0" * 99,
            "“x.png” is damaged, or no PNG picture. Hint: open it, and save it again.",
        ),
        ("x.svg", raster("PNG"), "“x.svg” is damaged, or no SVG picture. Hint: open it, and save it again."),
    ],
)
def test_raster(project: Path, name: str, data: bytes, message: str) -> None:
    (project / name).write_bytes(data)
    assert wrong(project, name) == message


@pytest.mark.parametrize("size", [9_000, 11_000, 60_000])
def test_too_many_pixels(project: Path, size: int) -> None:
    (project / "bomb.png").write_bytes(sized(size, size))
    assert wrong(project, "bomb.png") == "“bomb.png” has too many pixels. Hint: 3000 × 3000 are enough for print."


def test_too_large(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (project / "x.svg").write_bytes(b" " * (3 << 20))
    assert wrong(project, "x.svg") == "“x.svg” is larger than 2 MiB. Hint: save it smaller."
    monkeypatch.setattr(pictures, "_MAX_RASTER_BYTES", 1 << 10)
    assert "is larger than" in wrong(project, "images/leaf.png")


ENTITY = '<!DOCTYPE svg [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>' + SVG % "<desc>&b;</desc>"
FILE = '<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]>' + SVG % "<desc>&a;</desc>"


@pytest.mark.parametrize(
    ("inside", "message"),
    [
        ("<g><text>Hi</text></g>", f"the picture holds text that may print in another font. {PATHS}"),
        ("<script>alert(1)</script>", f"the picture holds a script. {PLAIN}"),
        ('<path onclick="x()"/>', f"the picture holds a script. {PLAIN}"),
        ('<a href="#x"/>', "the picture holds a link. Hint: remove it; write the address in the handout's text."),
        ("<foreignObject/>", f"the picture holds parts that are no SVG. {PATHS}"),
        ('<image href="a.png"/>', "the picture holds another picture. Hint: save the whole as PNG."),
        ('<use xlink:href="https://a.example/x.svg#y"/>', OUTSIDE),
        ('<use href="other.svg#y"/>', OUTSIDE),
        ('<path style="fill: url(https://a.example/x)"/>', OUTSIDE),
        ("<style>@import 'x.css';</style>", OUTSIDE),
        ('<circle r="3"><animate attributeName="r"/></circle>', MOVES),
        ('<defs><path style="fill: url(#y)"/></defs>', ""),
        ("<style>.a {fill: url('#y')}</style>", ""),
        ('<path d="M0 0L9 9" style="fill: url(#y)"/>', f"the picture has a gradient or a pattern, {NOT_DRAWN}"),
    ],
)
def test_svg(project: Path, inside: str, message: str) -> None:
    (project / "x.svg").write_text(SVG % inside)
    if message:
        assert wrong(project, "x.svg") == message
    else:
        check_picture(project, "x.svg")


@pytest.mark.parametrize(
    ("written", "message"),
    [
        (ENTITY, f"the picture has a DOCTYPE, which may hide things. {PLAIN}"),
        (FILE, f"the picture has a DOCTYPE, which may hide things. {PLAIN}"),
        ("<html/>", "“x.svg” is no SVG picture. Hint: open it, and save it as SVG."),
        ("<svg>", "“x.svg” is damaged, or no SVG picture. Hint: open it, and save it again."),
        ('<?xml-stylesheet href="x.css"?>' + SVG % "", f"the picture holds instructions for other programs. {PLAIN}"),
    ],
)
def test_svg_file(project: Path, written: str, message: str) -> None:
    (project / "x.svg").write_text(written)
    assert wrong(project, "x.svg") == message


def test_a_picture_with_a_second_one_inside_is_a_jpeg(project: Path) -> None:
    """As phones make them: MPO."""
    first, second = Image.new("RGB", (40, 40)), Image.new("RGB", (20, 20))
    first.save(project / "x.jpg", "MPO", save_all=True, append_images=[second])
    with Image.open(project / "x.jpg") as opened:
        assert opened.format == "MPO"
    check_picture(project, "x.jpg")


@pytest.mark.parametrize("mode", ["CMYK", "L", "RGB"])
def test_every_kind_of_jpeg_is_fine(project: Path, mode: str) -> None:
    Image.new(mode, (40, 40)).save(project / "x.jpg")
    check_picture(project, "x.jpg")


def test_a_good_picture_is_read_once(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    check_picture(project, "images/leaf.jpg")
    monkeypatch.setattr(pictures, "_decoded", pytest.fail)
    check_picture(project, "images/leaf.jpg")


def test_a_bad_picture_stays_bad(project: Path) -> None:
    (project / "x.png").write_bytes(b"no")
    assert wrong(project, "x.png") == wrong(project, "x.png")


def test_at_the_place_of_the_image(project: Path, handout: str) -> None:
    path = project / "h.yaml"
    picture = "- figure:\n          alt: A leaf\n          image: images/leaf.gif"
    path.write_text(handout.replace("- A text.", picture))
    with pytest.raises(CarefoldError) as caught:
        read_handout(path, lambda _path: "h.yaml", project)
    assert str(caught.value) == (
        "h.yaml:15:18: “images/leaf.gif” is no picture that can be printed. Hint: use SVG, PNG or JPEG."
    )


def test_logo_beside_its_brand(project: Path) -> None:
    path = project / "images" / "brand.yaml"
    path.write_text("name: x\ncontact: {}\nlogo: leaf.svg\ndisclaimer: x\n")
    assert read_brand(path, "b").logo == "leaf.svg"
