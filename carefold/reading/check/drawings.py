"""Is an SVG safe to draw: shapes alone, nothing from outside, nothing that hides?

lxml is imported only when there is a picture: it is slow to load.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from carefold.graphics.image_files import vector
from carefold.reading.check.rasters import ENDINGS, kind

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
_SAVE_PLAIN = "Hint: save it as plain SVG."
_TOO_MANY = "the picture has too many parts. Hint: make it simpler, or save it as PNG."
_MOST_ATTRIBUTES = 500  # of one element
_MOST_ELEMENTS = 50_000  # those that show nothing among them
_ENTITY = re.compile(rb"&(?!(?:amp|lt|gt|quot|apos);)[A-Za-z_]")
_OUTSIDE = re.compile(r"@import|url\((?!\s*(?:['\"]\s*)?#)", re.IGNORECASE)


def check_drawing(path: Path, written: str) -> None:
    """Refuse what is unsafe in an SVG, then what would be drawn wrongly, with ValueError (“… Hint: …”)."""
    data = path.read_bytes()
    tree = _parsed(data, path, written)
    _check_around(tree, data)
    if sum(1 for _ in tree.iter()) > _MOST_ELEMENTS:
        raise ValueError(_TOO_MANY)
    for element in tree.iter("*"):
        name = str(element.tag).rpartition("}")[2]
        if name in _REFUSED:
            raise ValueError(_REFUSED[name])
        _check_attributes({str(key): str(value) for key, value in element.attrib.items()}, str(element.text or ""))
    if not vector(path).shapes:
        raise ValueError("the picture is empty: nothing in it would be printed. Hint: open it, and save it again.")


def _parsed(data: bytes, path: Path, written: str) -> Any:
    from lxml import etree  # type: ignore[import-untyped]

    if any(tag.count(b"=") > _MOST_ATTRIBUTES for tag in re.findall(rb"<[^>]*", data)):
        raise ValueError(_TOO_MANY)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        tree = etree.fromstring(data, parser).getroottree()
    except (etree.XMLSyntaxError, ValueError) as error:
        if "depth" in str(error):
            raise ValueError(_TOO_MANY) from None
        found = kind(data)
        if found in ENDINGS and found != "SVG":
            hint = f"name it `{path.stem}{ENDINGS[found]}`, here too."
            raise ValueError(f"“{written}” is a {found} file. Hint: {hint}") from None
        raise ValueError(f"“{written}” is damaged, or no SVG picture. Hint: open it, and save it again.") from None
    if etree.QName(tree.getroot()).localname != "svg":
        raise ValueError(f"“{written}” is no SVG picture. Hint: open it, and save it as SVG.")
    return tree


def _check_around(tree: Any, data: bytes) -> None:
    """Refuse a DOCTYPE that declares things, and instructions that change what is seen.

    Names of the SVG format (a DOCTYPE without parts of its own), and marks around metadata are harmless.
    """
    if _declares(data) or (tree.docinfo.doctype and _ENTITY.search(data)):
        raise ValueError(f"the picture has a DOCTYPE with parts of its own, which may hide things. {_SAVE_PLAIN}")
    if tree.xpath("//processing-instruction('xml-stylesheet') | /processing-instruction('xml-stylesheet')"):
        raise ValueError(f"the picture's styles are in another file. {_SAVE_PLAIN}")


def _declares(data: bytes) -> bool:
    """Whether a DOCTYPE has an internal subset."""
    from xml.parsers import expat

    found: list[bool] = []
    parser = expat.ParserCreate()

    def doctype(_name: str, _system: str | None, _public: str | None, internal: int) -> None:
        found.append(bool(internal))

    def stop(*_parts: object) -> None:
        raise StopIteration

    parser.StartDoctypeDeclHandler, parser.StartElementHandler = doctype, stop
    try:
        parser.Parse(data, True)
    except StopIteration:
        pass
    except (expat.ExpatError, ValueError):  # an encoding that lxml alone reads
        return b"[" in data.partition(b"<svg")[0]
    return any(found)


def _check_attributes(attributes: dict[str, str], text: str) -> None:
    for key, value in attributes.items():
        name = key.rpartition("}")[2].lower()
        if name.startswith("on"):
            raise ValueError("the picture holds a script. Hint: save it as plain SVG.")
        if name == "href" and not value.strip().startswith("#"):
            raise ValueError("the picture needs something from outside. Hint: save it with all that it shows inside.")
    if any(_OUTSIDE.search(value) for value in (*attributes.values(), text)):
        raise ValueError("the picture needs something from outside. Hint: save it with all that it shows inside.")
