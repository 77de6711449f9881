"""Is a picture safe to draw: inside the project, what its name says, and whole?

Pillow and lxml are imported only when there is a picture: they are slow to load.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from carefold.errors import Problem
from carefold.graphics.pictures import vector
from carefold.reading.nodes import Map, Node, Scalar, walk
from carefold.reading.paths import inside, others
from carefold.reading.spot import split_hint
from carefold.resources import read_once

_FORMATS = {".png": "PNG", ".jpg": "JPEG", ".jpeg": "JPEG"}
_MAX_RASTER_BYTES = 20 << 20
_MAX_SVG_BYTES = 2 << 20
_MAX_PIXELS = 50_000_000
_PATHS = "Hint: in your drawing program, convert it to paths, and save again."
_REFUSED = {
    "text": f"the picture holds text that may print in another font. {_PATHS}",
    "script": "the picture holds a script. Hint: save it as plain SVG.",
    "a": "the picture holds a link. Hint: remove it; write the address in the handout's text.",
    "foreignObject": f"the picture holds parts that are no SVG. {_PATHS}",
    "image": "the picture holds another picture. Hint: save the whole as PNG.",
    **dict.fromkeys(
        ("animate", "animateColor", "animateMotion", "animateTransform", "set"),
        "the picture moves, and paper does not. Hint: save it as it is to look in print.",
    ),
}
_STARTS = {
    b"\x89PNG": "PNG", b"\xff\xd8\xff": "JPEG", b"GIF8": "GIF", b"RIFF": "WebP", b"%PDF": "PDF", b"<": "SVG",
    b"II*\0": "TIFF", b"MM\0*": "TIFF", b"BM": "BMP",
}  # fmt: skip
_BOXES = {b"ftyphei": "HEIC", b"ftypmif": "HEIC", b"ftypavi": "AVIF"}  # from the fifth byte on
_OUTSIDE = re.compile(r"@import|url\((?!\s*(?:['\"]\s*)?#)", re.IGNORECASE)


def picture_problems(root: Node, folder: Path) -> Iterator[Problem]:
    """What is wrong with the pictures that a handout's `figure.image` names, from its project's folder."""
    figures = (node for path, node in walk(root) if path[-1:] == ("figure",) and isinstance(node, Map))
    images = (entry[1] for node in figures if (entry := node.entry("image")))
    for image in {image.place: image for image in images}.values():
        yield from value_problems(image, folder)


def brand_problems(root: Node, folder: Path) -> Iterator[Problem]:
    """What is wrong with a brand's logo and photo, from the folder of brand.yaml."""
    for key in ("logo", "photo"):
        if isinstance(root, Map) and (entry := root.entry(key)):
            yield from value_problems(entry[1], folder)


def value_problems(node: Node, folder: Path) -> Iterator[Problem]:
    """What is wrong with one picture, at the place of its name."""
    if isinstance(node, Scalar) and node.text:
        try:
            check_picture(folder, node.text)
        except ValueError as error:
            message, hint = split_hint(str(error))
            yield Problem(message, node.place, hint)


def check_picture(folder: Path, written: str) -> None:
    """Refuse a picture with ValueError, whose text may hold “ Hint: …”."""
    path = inside(folder, written, "picture")
    suffix = path.suffix.lower()
    if suffix != ".svg" and suffix not in _FORMATS:
        raise ValueError(f"“{written}” is no picture that can be printed. Hint: use SVG, PNG or JPEG.")
    try:
        if not path.is_file():
            raise ValueError(f"there is no picture “{written}”. {others(folder, path)}")
        size = path.stat().st_size
    except OSError as error:
        raise _unreadable(written, error) from None
    if not size:
        raise ValueError(f"“{written}” is empty. Hint: save it again, or copy it again.")
    limit = _MAX_SVG_BYTES if suffix == ".svg" else _MAX_RASTER_BYTES
    if size > limit:
        raise ValueError(f"“{written}” is larger than {limit >> 20} MiB. Hint: save it smaller.")
    try:
        read_once(_check_svg if suffix == ".svg" else _check_raster, path, written)
    except OSError as error:
        raise _unreadable(written, error) from None


def _unreadable(written: str, error: OSError) -> ValueError:
    return ValueError(f"“{written}” can't be read ({error.strerror or error}). Hint: ask who may open it.")


def _check_raster(path: Path, written: str) -> None:
    data, wanted = path.read_bytes(), _FORMATS[path.suffix.lower()]
    try:
        found, pixels = _decoded(data)
    except Exception:  # Pillow's decoders raise anything at broken files.
        found, pixels = _kind(data), 0
        if found in ("", wanted):
            message = f"“{written}” is damaged, or no {wanted} picture."
            raise ValueError(f"{message} Hint: open it, and save it again.") from None
    if pixels > _MAX_PIXELS:
        raise ValueError(f"“{written}” has too many pixels. Hint: 3000 × 3000 are enough for print.")
    if found != wanted:
        rename = ", or rename it" if found in (*_FORMATS.values(), "SVG") else ""
        article = "an" if found in ("SVG", "AVIF") else "a"
        raise ValueError(f"“{written}” is {article} {found} file. Hint: save it as {wanted}{rename}.")


def _decoded(data: bytes) -> tuple[str, int]:
    """A picture's format and how many pixels it has, once all of them could be read."""
    import io
    import warnings

    from PIL import Image

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # Pillow talks about odd metadata
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        try:
            with Image.open(io.BytesIO(data), formats=("PNG", "JPEG")) as image:
                found, pixels = str(image.format).replace("MPO", "JPEG"), image.width * image.height
                image.verify()
        except (Image.DecompressionBombError, Image.DecompressionBombWarning):
            return "", _MAX_PIXELS + 1
        if pixels <= _MAX_PIXELS:
            Image.open(io.BytesIO(data), formats=(found,)).load()
    return found, pixels


def _kind(data: bytes) -> str:
    """What the first bytes say, for a message."""
    found = next((kind for start, kind in _STARTS.items() if data.startswith(start)), "")
    return found or next((kind for start, kind in _BOXES.items() if data.startswith(start, 4)), "")


def _check_svg(path: Path, written: str) -> None:
    """Refuse what is unsafe, then what would be drawn wrongly."""
    from lxml import etree  # type: ignore[import-untyped]

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        tree = etree.fromstring(path.read_bytes(), parser).getroottree()
    except (etree.XMLSyntaxError, ValueError) as error:
        if "depth" in str(error):
            raise ValueError("the picture has too many parts. Hint: make it simpler, or save it as PNG.") from None
        raise ValueError(f"“{written}” is damaged, or no SVG picture. Hint: open it, and save it again.") from None
    if tree.docinfo.doctype or tree.docinfo.internalDTD is not None:
        raise ValueError("the picture has a DOCTYPE, which may hide things. Hint: save it as plain SVG.")
    if etree.QName(tree.getroot()).localname != "svg":
        raise ValueError(f"“{written}” is no SVG picture. Hint: open it, and save it as SVG.")
    if tree.xpath("//processing-instruction() | /processing-instruction()"):
        raise ValueError("the picture holds instructions for other programs. Hint: save it as plain SVG.")
    for element in tree.iter("*"):
        name = etree.QName(element).localname
        if name in _REFUSED:
            raise ValueError(_REFUSED[name])
        _check_attributes({str(key): str(value) for key, value in element.attrib.items()}, str(element.text or ""))
    vector(path)


def _check_attributes(attributes: dict[str, str], text: str) -> None:
    for key, value in attributes.items():
        name = key.rpartition("}")[2].lower()
        if name.startswith("on"):
            raise ValueError("the picture holds a script. Hint: save it as plain SVG.")
        if name == "href" and not value.strip().startswith("#"):
            raise ValueError("the picture needs something from outside. Hint: save it with all that it shows inside.")
    if any(_OUTSIDE.search(value) for value in (*attributes.values(), text)):
        raise ValueError("the picture needs something from outside. Hint: save it with all that it shows inside.")
