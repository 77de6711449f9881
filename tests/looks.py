"""What a PDF is to its readers, whatever its bytes are: tags, texts, pictures of pages, what it says of itself."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from decimal import Decimal
from io import BytesIO
from typing import Any

import pikepdf
import pypdfium2

_SAID = ("/Lang", "/MarkInfo", "/ViewerPreferences", "/OutputIntents", "/AF", "/Names", "/AcroForm", "/PageMode")
_BOXES = ("/MediaBox", "/TrimBox", "/BleedBox", "/Tabs", "/StructParents")
_UP = ("/P", "/Pg", "/Parent", "/Page", "/Prev", "/StructParent", "/DR")
_BYTES = ("/Length", "/Filter", "/DecodeParms")  # how a stream is packed


def looks(data: bytes) -> dict[str, str]:
    """Digests of the tag tree, the text, the pictures at 72 dots an inch, and of all else that viewers show."""
    with pikepdf.open(BytesIO(data)) as pdf:
        pages = {page.objgen: number for number, page in enumerate(pdf.pages)}
        tree = "\n".join(_tags(pdf.Root.StructTreeRoot.K, pages, 0)) if "/StructTreeRoot" in pdf.Root else ""
        said = [_plain(pdf.Root.get(key), pages) for key in _SAID]
        said += [_plain(pdf.docinfo, pages), _plain(pdf.Root.get("/Metadata"), pages)]
        said += [_plain(page.get(key), pages) for page in pdf.pages for key in (*_BOXES, "/Annots")]
        said += _bookmarks(pdf, pages)
        owners = _plain(pdf.Root.StructTreeRoot.ParentTree, pages) if tree else ""
    texts, pictures = [], hashlib.sha256()
    with pypdfium2.PdfDocument(data) as shown:
        for page in shown:
            texts.append(page.get_textpage().get_text_bounded())
            picture = page.render(scale=1)
            pictures.update(f"{picture.width} {picture.height} {picture.mode}".encode() + bytes(picture.buffer))
    parts = {"tags": tree + owners, "text": "\f".join(texts), "said": "\n".join(map(str, said))}
    return {name: _digest(part.encode()) for name, part in parts.items()} | {"pictures": pictures.hexdigest()[:16]}


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()[:16]


def _tags(node: Any, pages: dict[Any, int], depth: int) -> Iterator[str]:
    """The tree, an element or a piece of content a line."""
    if isinstance(node, pikepdf.Array):
        for kid in node:
            yield from _tags(kid, pages, depth)
    elif isinstance(node, pikepdf.Dictionary) and "/S" in node:
        own = [f"{key} {_plain(node[key], pages)}" for key in sorted(node.keys()) if key not in ("/K", *_UP)]
        page = pages[node.Pg.objgen] if "/Pg" in node else ""
        yield f"{' ' * depth}{page} {' '.join(own)}"
        yield from _tags(node.get("/K", pikepdf.Array()), pages, depth + 1)
    elif isinstance(node, pikepdf.Dictionary):
        yield f"{' ' * depth}{pages[node.Pg.objgen]} {_plain(node, pages)}"
    else:
        yield f"{' ' * depth}{node}"


def _plain(value: Any, pages: dict[Any, int], depth: int = 0) -> str:
    """A value with all that it points to; pages as their numbers."""
    if isinstance(value, pikepdf.Object) and value.objgen in pages:
        return f"page {pages[value.objgen]}"
    if isinstance(value, pikepdf.Array):
        return f"[{' '.join(_plain(part, pages, depth + 1) for part in value)}]"
    if isinstance(value, pikepdf.Dictionary | pikepdf.Stream):
        left_out = (*_UP, *_BYTES, "/K") if depth else _BYTES
        parts = [f"{key} {_plain(value[key], pages, depth + 1)}" for key in sorted(value.keys()) if key not in left_out]
        data = _digest(value.read_bytes()) if isinstance(value, pikepdf.Stream) else ""
        return f"<{' '.join(parts)}>{data}"
    if isinstance(value, Decimal | float | int) and not isinstance(value, bool):
        return f"{round(float(value), 2):g}"
    return str(value)


def _bookmarks(pdf: pikepdf.Pdf, pages: dict[Any, int]) -> list[str]:
    """Titles and where they lead, in order, indented."""

    def below(entry: Any, depth: int) -> Iterator[str]:
        while entry is not None:
            yield f"{' ' * depth}{entry.Title} {_plain(entry.Dest, pages)} {entry.get('/Count', 0)}"
            yield from below(entry.get("/First"), depth + 1)
            entry = entry.get("/Next")

    return list(below(pdf.Root.Outlines.get("/First"), 0)) if "/Outlines" in pdf.Root else []
