"""Pictures: where they may lie, and what they may hold."""

import io
import os
import struct
import zlib
from pathlib import Path
from unicodedata import normalize

import pytest
from PIL import Image

from carefold.diagnostics.carefold_error import CarefoldError
from carefold.reading.check import picture_files as pictures
from carefold.reading.check import picture_paths, rasters
from carefold.reading.check.picture_files import check_picture
from carefold.reading.check.picture_paths import picture_file
from carefold.reading.files import read_brand, read_handout

SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 9 9">%s</svg>'
PLAIN = "Hint: save it as plain SVG."
OUTSIDE = "the picture needs something from outside. Hint: save it with all that it shows inside."
MOVES = "the picture moves, and paper does not. Hint: save it as it is to look in print."
AGAIN = "Hint: open it in a picture program, and save it again."
ONE_COMPUTER = "lies outside the project, on one computer only."
AS_PNG = "Hint: save the picture as PNG into handouts/images, and write `handouts/images/%s.png`."
NOT_DRAWN = "which carefold does not draw. Hint: remove it, or save it as PNG."
PATHS = "Hint: in your drawing program, convert it to paths, and save again."


def copied(name: str, verb: str = "copy") -> str:
    return f"Hint: {verb} the picture into handouts/images, and write `handouts/images/{name}`."


def saved_as(kind: str) -> str:
    return f"Hint: open it in a program that shows it, and save it as {kind}."


def named(name: str, kind: str) -> str:
    return f"Hint: name it `{name}`, here too; or open it in a picture program, and save it as {kind}."


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


def no_palette() -> bytes:
    """A PNG whose colours are numbers in a palette that it does not have."""
    file = io.BytesIO()
    Image.effect_noise((4, 4), 90).convert("P").save(file, "PNG")
    data = file.getvalue()
    at = data.index(b"PLTE")
    return data[: at - 4] + data[at + 8 + int.from_bytes(data[at - 4 : at]) :]


def moving() -> bytes:
    file = io.BytesIO()
    frames = [Image.new("RGB", (4, 4), colour) for colour in ("red", "blue")]
    frames[0].save(file, "PNG", save_all=True, append_images=frames[1:])
    return file.getvalue()


@pytest.fixture
def project(tmp_path: Path) -> Path:
    root = tmp_path / "project"
    (root / "images").mkdir(parents=True)
    (root / "images" / "leaf.svg").write_text(SVG % '<path d="M0 0L9 9V0Z"/><use href="#a"/>')
    (root / "images" / "leaf.png").write_bytes(raster("PNG"))
    (root / "images" / "leaf.jpg").write_bytes(raster("JPEG"))
    (root / "leaf.JPEG").write_bytes(raster("JPEG"))
    (root / "images" / "note.txt").write_text("A leaf.")
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
        ("/etc/x.png", f"“/etc/x.png” {ONE_COMPUTER} {copied('x.png')}"),
        ("~/x.png", f"“~/x.png” {ONE_COMPUTER} {copied('x.png')}"),
        ("C:/x.png", f"“C:/x.png” {ONE_COMPUTER} {copied('x.png')}"),
        ("C:\\Users\\maria\\cast.jpg", f"“C:\\Users\\maria\\cast.jpg” {ONE_COMPUTER} {copied('cast.jpg')}"),
        ("\\\\server\\share\\cast.jpg", f"“\\\\server\\share\\cast.jpg” {ONE_COMPUTER} {copied('cast.jpg')}"),
        ("file:///C:/a%20b.png", f"“file:///C:/a%20b.png” {ONE_COMPUTER} {copied('a b.png')}"),
        ("C:/leaf.svg", f"“C:/leaf.svg” {ONE_COMPUTER} Hint: did you mean `images/leaf.svg`?"),
        ("C:/a.heic", f"“C:/a.heic” {ONE_COMPUTER} {AS_PNG % 'a'}"),
        ("../secret.png", f"“../secret.png” leaves the project. {copied('secret.png')}"),
        ("images\\leaf.png", "“images\\leaf.png” has a backslash. Hint: did you mean `images/leaf.png`?"),
        ("images\\x.png", f"“images\\x.png” has a backslash. {copied('x.png')}"),
        ("https://a.example/x.png", f"“https://a.example/x.png” is an address. {copied('x.png', 'save')}"),
        ("www.a.example/show?x=3", f"“www.a.example/show?x=3” is an address. {AS_PNG % 'show'}"),
        ("data:image/png;base64,x", f"“data:image/png;base64,x” is an address. {AS_PNG % 'picture'}"),
        ("images", "“images” is a folder. Hint: write the picture's own name after it."),
        (
            "images/note.txt",
            "“images/note.txt” is no picture that can be printed. "
            "Hint: open it in a program that shows it, and save it as PNG or JPEG.",
        ),
        ("image/x.png", f"there is no picture “image/x.png”. {copied('x.png')}"),
        ("a\0.png", "“a\0.png” is no path. Hint: write a file's name."),
    ],
)
def test_path(project: Path, name: str, message: str) -> None:
    assert wrong(project, name) == message


@pytest.mark.parametrize(
    ("lies", "written", "hint"),
    [
        ("handouts/images/cast.png", "images/cast.png", "handouts/images/cast.png"),
        ("images/cast.png", "handouts/images/cast.png", "images/cast.png"),
        ("handouts/cast.png", "cast.png", "handouts/cast.png"),
        ("cast.png", "handouts/images/cast.png", "cast.png"),
        ("handouts/images/cast.jpg", "handouts/images/cast.png", "handouts/images/cast.jpg"),
        ("handouts/images/Cast.PNG", "handouts/images/cast.png", "handouts/images/Cast.PNG"),
        ("handouts/images/cast.jpeg", "handouts/images/cast", "handouts/images/cast.jpeg"),
        ("handouts/images/cast.jpg", "handouts/images/cast.heic", "handouts/images/cast.jpg"),
        ("handouts/images/cast.jpg", "handouts/images/cast.jpg.jpg", "handouts/images/cast.jpg"),
        ("handouts/images/my cast.jpg", "my-cast.jpg", "handouts/images/my cast.jpg"),
        ("handouts/images/cast.png", "handouts/images/csat.png", "handouts/images/cast.png"),
        ("handouts/images/año.png", "an\u0303o.png", "handouts/images/año.png"),
        ("handouts/images/a, b.png", "a, b.png", '"handouts/images/a, b.png"'),
        ("a/b/c/d/cast.png", "C:\\cast.png", "a/b/c/d/cast.png"),
    ],
)
def test_a_picture_elsewhere_is_answered_with_where_it_is(tmp_path: Path, lies: str, written: str, hint: str) -> None:
    (tmp_path / lies).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / lies).write_bytes(raster("JPEG" if lies.endswith(("jpg", "jpeg")) else "PNG"))
    assert wrong(tmp_path, written).endswith(f"Hint: did you mean `{hint}`?")
    check_picture(tmp_path, hint.strip('"'))


def test_several_pictures_of_that_name(project: Path) -> None:
    for folder in ("handouts/images", "a", "b", "out", ".hidden"):
        (project / folder).mkdir(parents=True)
        (project / folder / "twice.png").write_bytes(raster("PNG"))
    assert wrong(project, "twice.png").endswith(
        "Hint: did you mean `a/twice.png` or `b/twice.png` or `handouts/images/twice.png`?"
    )
    assert "`b/twice.png` or `a/twice.png`" in wrong(project, "b/twice.jpg")


def test_not_all_of_a_disk_is_looked_through(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(30):
        (project / f"{number:02}.txt").write_text("")
    (project / "z").mkdir()
    (project / "z" / "cast.png").write_bytes(raster("PNG"))
    assert "`z/cast.png`" in wrong(project, "cast.png")
    monkeypatch.setattr(picture_paths, "_MOST_SEARCHED", 20)
    assert wrong(project, "cast.png").endswith(copied("cast.png"))


@pytest.mark.parametrize(("on_disk", "written"), [("NFD", "NFC"), ("NFC", "NFD")])
def test_accents_are_the_same_however_they_are_coded(tmp_path: Path, on_disk: str, written: str) -> None:
    folder, name = (normalize(on_disk, part) for part in ("imágenes", "piñón.png"))
    (tmp_path / folder).mkdir()
    (tmp_path / folder / name).write_bytes(raster("PNG"))
    assert picture_file(tmp_path, normalize(written, "imágenes/piñón.png")) == tmp_path / folder / name
    check_picture(tmp_path, normalize(written, "imágenes/piñón.png"))


def test_what_is_no_file(project: Path) -> None:
    (project / "x.png").mkdir()
    (project / "gone.png").symlink_to("nowhere.png")
    assert wrong(project, "x.png") == "“x.png” is a folder. Hint: write the picture's own name after it."
    assert wrong(project, "gone.png") == f"“gone.png” is a link to nothing. {copied('gone.png')}"
    os.mkfifo(project / "pipe.png")
    assert wrong(project, "pipe.png") == f"there is no picture “pipe.png”. {copied('pipe.png')}"


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
        ("x.png", raster("JPEG"), f"“x.png” is a JPEG file. {named('x.jpg', 'PNG')}"),
        ("x.jpg", raster("PNG"), f"“x.jpg” is a PNG file. {named('x.png', 'JPEG')}"),
        ("x.png", raster("GIF"), f"“x.png” is a GIF file. {saved_as('PNG')}"),
        ("x.jpg", raster("WEBP"), f"“x.jpg” is a WebP file. {saved_as('JPEG')}"),
        ("x.png", raster("TIFF"), f"“x.png” is a TIFF file. {saved_as('PNG')}"),
        ("x.png", raster("BMP"), f"“x.png” is a BMP file. {saved_as('PNG')}"),
        ("x.png", raster("ICO"), f"“x.png” is an ICO file. {saved_as('PNG')}"),
        ("x.jpg", b"\0\0\0\x18ftypheic" + b"\0" * 99, f"“x.jpg” is a HEIC file. {saved_as('JPEG')}"),
        ("x.jpg", b"\0\0\0\x18ftypavif" + b"\0" * 99, f"“x.jpg” is an AVIF file. {saved_as('JPEG')}"),
        ("x.png", b"PK\3\4" + b"\0" * 99, f"“x.png” is a Word, PowerPoint or ZIP file. {saved_as('PNG')}"),
        ("x.png", b"<!DOCTYPE html><p>Not found", f"“x.png” is a web page file. {saved_as('PNG')}"),
        ("x.png", b"\xef\xbb\xbf <svg/>", f"“x.png” is an SVG file. {named('x.svg', 'PNG')}"),
        ("x.png", raster("PNG")[:900], f"“x.png” is damaged, or no PNG picture. {AGAIN}"),
        ("x.jpg", raster("JPEG")[:600], f"“x.jpg” is damaged, or no JPEG picture. {AGAIN}"),
        ("x.png", b"", "“x.png” is empty. Hint: save it again, or copy it again."),
        ("x.svg", b"", "“x.svg” is empty. Hint: save it again, or copy it again."),
        ("x.png", sized(0, 0), f"“x.png” is damaged, or no PNG picture. {AGAIN}"),
        ("x.png", b"\x89PNG\r\n\x1a\n" + b"\0" * 99, f"“x.png” is damaged, or no PNG picture. {AGAIN}"),
        ("x.png", no_palette(), f"“x.png” is damaged, or no PNG picture. {AGAIN}"),
        ("x.png", moving(), "“x.png” moves, and paper does not. Hint: save it as it is to look in print."),
        ("x.svg", raster("PNG"), "“x.svg” is a PNG file. Hint: name it `x.png`, here too."),
        ("x.svg", b"PDF", "“x.svg” is damaged, or no SVG picture. Hint: open it, and save it again."),
    ],
)
def test_raster(project: Path, name: str, data: bytes, message: str) -> None:
    (project / name).write_bytes(data)
    assert wrong(project, name) == message


@pytest.mark.parametrize("size", [(9_000, 9_000), (60_000, 60_000), (1, 31_000), (31_000, 1), (2**31 - 1, 2**31 - 1)])
def test_too_many_pixels(project: Path, size: tuple[int, int]) -> None:
    (project / "bomb.png").write_bytes(sized(*size))
    assert wrong(project, "bomb.png") == "“bomb.png” has too many pixels. Hint: 3000 × 3000 are enough for print."


def test_too_large(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (project / "x.svg").write_bytes(b" " * (3 << 20))
    assert wrong(project, "x.svg") == "“x.svg” is larger than 2 MiB. Hint: save it smaller."
    monkeypatch.setattr(pictures, "_MAX_RASTER_BYTES", 1 << 10)
    assert "is larger than" in wrong(project, "images/leaf.png")


DOT = '<rect width="9" height="9"/>'
PUBLIC = 'PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd"'
DECLARES = f"the picture has a DOCTYPE with parts of its own, which may hide things. {PLAIN}"
EMPTY = "the picture is empty: nothing in it would be printed. Hint: open it, and save it again."
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
        (f'<defs><path style="fill: url(#y)"/></defs>{DOT}', ""),
        (f"<style>.a {{fill: url('#y')}}</style>{DOT}", ""),
        ('<pattern id="y"/><path d="M0 0L9 9V0" style="fill: url(#y)"/>', f"the picture has a pattern, {NOT_DRAWN}"),
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
        (ENTITY, DECLARES),
        (FILE, DECLARES),
        ("<!DOCTYPE svg [<!ATTLIST rect fill CDATA 'red'>]>" + SVG % DOT, DECLARES),
        (f"<!DOCTYPE svg {PUBLIC} [ ]>" + SVG % DOT, DECLARES),
        (f"<!DOCTYPE svg {PUBLIC}>" + SVG % "<desc>&nbsp;</desc>", DECLARES),
        (SVG % "<desc>&nbsp;</desc>", "“x.svg” is damaged, or no SVG picture. Hint: open it, and save it again."),
        (SVG % "", EMPTY),
        (SVG % '<g visibility="hidden"><rect width="9" height="9"/></g>', EMPTY),
        ("<html/>", "“x.svg” is no SVG picture. Hint: open it, and save it as SVG."),
        ("<svg>", "“x.svg” is damaged, or no SVG picture. Hint: open it, and save it again."),
        ('<?xml-stylesheet href="x.css"?>' + SVG % DOT, f"the picture's styles are in another file. {PLAIN}"),
        (SVG % ('<?xml-stylesheet href="x.css"?>' + DOT), f"the picture's styles are in another file. {PLAIN}"),
    ],
)
def test_svg_file(project: Path, written: str, message: str) -> None:
    (project / "x.svg").write_text(written)
    assert wrong(project, "x.svg") == message


@pytest.mark.parametrize(
    "written",
    [
        f"<!DOCTYPE svg {PUBLIC}>" + SVG % DOT,
        f'<?xml version="1.0" standalone="no"?>\n<!DOCTYPE svg\n  {PUBLIC}>\n<!-- [a] -->' + SVG % DOT,
        "<!DOCTYPE svg>" + SVG % (DOT + "<desc>1 &lt; 2 &amp; 3</desc>"),
        "<!DOCTYPE svg SYSTEM 'a[b].dtd'>" + SVG % DOT,
        SVG % f'<metadata><?xpacket begin="" id="W5M0"?><?xpacket end="w"?></metadata>{DOT}',
        '<?xpacket begin="" id="W5M0"?>' + SVG % DOT + '<?xpacket end="w"?>',
        '<?xml version="1.0"?><?xml-model href="a"?><?mso-application progid="x"?>' + SVG % DOT,
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_what_stands_around_a_drawing_does_no_harm(project: Path, written: str, encoding: str) -> None:
    (project / "x.svg").write_bytes(written.encode(encoding))
    check_picture(project, "x.svg")


def test_a_drawing_in_an_encoding_that_one_reader_lacks(project: Path) -> None:
    (project / "x.svg").write_bytes(b'<?xml version="1.0" encoding="UTF-7"?>' + (SVG % DOT).encode())
    check_picture(project, "x.svg")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_what_a_doctype_declares_is_found_in_any_encoding(project: Path, encoding: str) -> None:
    (project / "x.svg").write_bytes(ENTITY.encode(encoding))
    assert wrong(project, "x.svg") == DECLARES


@pytest.mark.parametrize(
    "inside",
    [
        "<rect " + " ".join(f'a{number}="1"' for number in range(100_000)) + "/>",
        "<rect " + " ".join(f'xmlns:a{number}="u"' for number in range(60_000)) + "/>",
        "<g>" * 60_000 + "</g>" * 60_000,
        "<defs>" + "<g/>" * 100_000 + "</defs>",
        "<g/>" * 100_000,
    ],
    ids=["attributes", "namespaces", "depth", "what shows nothing", "parts"],
)
def test_a_drawing_of_very_many_parts(project: Path, inside: str) -> None:
    (project / "x.svg").write_text(SVG % (inside + DOT))
    assert wrong(project, "x.svg") == "the picture has too many parts. Hint: make it simpler, or save it as PNG."


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
    monkeypatch.setattr(rasters, "_decoded", pytest.fail)
    check_picture(project, "images/leaf.jpg")


def test_a_bad_picture_stays_bad(project: Path) -> None:
    (project / "x.png").write_bytes(b"no")
    assert wrong(project, "x.png") == wrong(project, "x.png")


def test_at_the_place_of_the_image(project: Path, handout: str) -> None:
    path = project / "h.yaml"
    picture = "- figure:\n          alt: A leaf\n          image: images/note.txt"
    path.write_text(handout.replace("- A text.", picture))
    with pytest.raises(CarefoldError) as caught:
        read_handout(path, lambda _path: "h.yaml", project)
    assert str(caught.value) == (
        "h.yaml:15:18: “images/note.txt” is no picture that can be printed. "
        "Hint: Open it in a program that shows it, and save it as PNG or JPEG."
    )


def test_a_path_that_yaml_cant_read_is_told_once(project: Path, handout: str) -> None:
    """As Windows copies it."""
    path = project / "h.yaml"
    path.write_text(handout.replace("- A text.", '- figure: {image: "C:\\Users\\maria\\cast.jpg", alt: A}'))
    with pytest.raises(CarefoldError) as caught:
        read_handout(path, lambda _path: "h.yaml", project)
    assert len(caught.value.findings) == 1
    assert "xx" not in str(caught.value)


def test_logo_beside_its_brand(project: Path) -> None:
    path = project / "images" / "brand.yaml"
    path.write_text("name: x\ncontact: {}\nlogo: leaf.svg\ndisclaimer: x\n")
    assert read_brand(path, "b").logo == "leaf.svg"


@pytest.mark.parametrize(
    ("lies", "hint"),
    [
        ("", "Hint: Copy the picture beside brand.yaml, and write `logo.png`."),
        ("brands/a/art/logo.png", "Hint: Did you mean `art/logo.png`?"),
        ("handouts/images/logo.jpg", "Hint: Copy `handouts/images/logo.jpg` beside brand.yaml, and write `logo.jpg`."),
    ],
)
def test_a_logo_that_is_not_beside_its_brand(tmp_path: Path, lies: str, hint: str) -> None:
    (tmp_path / "handouts").mkdir()
    path = tmp_path / "brands" / "a" / "brand.yaml"
    path.parent.mkdir(parents=True)
    path.write_text("name: x\ncontact: {}\nlogo: logo.png\ndisclaimer: x\n")
    if lies:
        (tmp_path / lies).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / lies).write_bytes(raster("PNG"))
    with pytest.raises(CarefoldError) as caught:
        read_brand(path, "b")
    assert str(caught.value) == f"b:3:7: there is no picture “logo.png”. {hint}"
