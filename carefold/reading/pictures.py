"""Is a picture safe to draw: inside the project, what its name says, and whole?

lxml is imported only when there is a picture: it is slow to load.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from carefold.errors import Problem
from carefold.graphics.pictures import vector
from carefold.reading.nodes import Map, Node, Scalar, walk
from carefold.reading.picture_paths import ENDINGS, SHELF, picture_file, unreadable
from carefold.reading.rasters import check_raster
from carefold.reading.wording import split_hint
from carefold.resources import read_once

_MAX_RASTER_BYTES = 20 << 20
_MAX_SVG_BYTES = 2 << 20
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
_OUTSIDE = re.compile(r"@import|url\((?!\s*(?:['\"]\s*)?#)", re.IGNORECASE)


def picture_problems(root: Node, folder: Path) -> Iterator[Problem]:
    """What is wrong with the pictures that a handout's `figure.image` names, from its project's folder."""
    figures = (node for path, node in walk(root) if path[-1:] == ("figure",) and isinstance(node, Map))
    images = (entry[1] for node in figures if (entry := node.entry("image")))
    for image in {image.place: image for image in images}.values():
        yield from _value_problems(image, folder, SHELF)


def brand_problems(root: Node, folder: Path) -> Iterator[Problem]:
    """What is wrong with a brand's logo and photo, from the folder of brand.yaml."""
    for key in ("logo", "photo"):
        if isinstance(root, Map) and (entry := root.entry(key)):
            yield from _value_problems(entry[1], folder, "")


def _value_problems(node: Node, folder: Path, shelf: str) -> Iterator[Problem]:
    """What is wrong with one picture, at the place of its name."""
    if isinstance(node, Scalar) and node.text:
        try:
            check_picture(folder, node.text, shelf)
        except ValueError as error:
            message, hint = split_hint(str(error))
            yield Problem(message, node.place, hint)


def check_picture(folder: Path, written: str, shelf: str = SHELF) -> None:
    """Refuse a picture with ValueError, whose text may hold “ Hint: …”; `shelf` is where hints say to put one."""
    path = picture_file(folder, written, shelf)
    suffix = path.suffix.lower()
    if suffix not in ENDINGS:
        hint = "open it in a program that shows it, and save it as PNG or JPEG."
        raise ValueError(f"“{written}” is no picture that can be printed. Hint: {hint}")
    try:
        size = path.stat().st_size
        if not size:
            raise ValueError(f"“{written}” is empty. Hint: save it again, or copy it again.")
        limit = _MAX_SVG_BYTES if suffix == ".svg" else _MAX_RASTER_BYTES
        if size > limit:
            raise ValueError(f"“{written}” is larger than {limit >> 20} MiB. Hint: save it smaller.")
        read_once(_check_svg if suffix == ".svg" else check_raster, path, written)
    except OSError as error:
        raise unreadable(written, error) from None


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
