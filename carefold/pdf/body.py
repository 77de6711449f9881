"""The body of a file (ISO 32000-1, 7.5.3): a document's objects as plain values, in the order of their numbers.

What depends on a record comes last: the lines of paragraphs that hold fields, each stretch of them a stream of its
page's content (ISO 32000-1, 7.8.2). All before it is the same for each record, unless a field stands in a heading, a
link or an alternative text, or what is filled in moves other text.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from hashlib import sha256
from typing import Any

from carefold.pdf.bookmarks import Bookmark, outline
from carefold.pdf.objects import Reference, Stream, Value, page_reference, text
from carefold.pdf.reportlab import Paper
from carefold.pdf.varying import Stretch
from carefold.units import Area

CATALOG, INFO = Reference("Catalog"), Reference("Info")
_PAGES, _FONTS = Reference("Pages"), Reference("Fonts")


class Body:
    """Takes a document's pages and objects."""

    def __init__(self, language: str) -> None:
        self.objects: dict[str, Value] = {}
        self.varying: dict[str, bytes] = {}  # of pages, in the order of their numbers
        self.language, self.pages = language, 0
        self._catalog: dict[str, Value] = {
            "Type": "/Catalog", "Pages": _PAGES, "PageMode": "/UseNone", "Lang": text(language),
        }  # fmt: skip
        self._fonts: dict[str, Callable[[], Value]] = {}
        self._bookmarks: list[Bookmark] = []
        self._page: dict[str, Any] = {}
        self.refer(self._catalog, CATALOG.name)
        self.inform({})

    # --- pages

    def begin(self, extent: tuple[float, float], trim: Area | None, bleed: Area | None) -> None:
        """Begin a page: width and height in points, and where it is cut (ISO 32000-1, 14.11.2)."""
        self._page = {
            "Type": "/Page", "Parent": _PAGES, "MediaBox": [0, 0, *map(_fine, extent)], "Resources": {"Font": _FONTS},
            "Tabs": "/S", "StructParents": self.pages,
        }  # fmt: skip
        boxes = {"TrimBox": trim, "BleedBox": bleed}
        self._page |= {key: [*map(_fine, (it.x, it.y, it.right, it.top))] for key, it in boxes.items() if it}
        self.pages += 1

    def end(self, paper: Paper, varying: Sequence[Stretch] = ()) -> None:
        """End the page with what was drawn, of which some stretches of operators depend on the record."""
        codes, at, parts = paper.codes, 0, list[Reference]()
        for start, end in varying:
            if at < start:
                parts.append(self.refer(Stream(content_of(codes[at:start]))))
            parts.append(Reference(f"Content{self.pages}.{len(parts)}"))
            self.varying[parts[-1].name] = content_of(codes[start:end])
            at = end
        if at < len(codes) or not parts:
            parts.append(self.refer(Stream(content_of(codes[at:]))))
        self._page["Contents"] = parts if varying else parts[0]
        if paper.looks:
            self._page["Resources"].setdefault("ExtGState", {}).update(paper.looks)
        self.refer(self._page, page_reference(self.pages).name)

    def use_font(self, resource: str, font: Callable[[], Value]) -> None:
        """A font by its name on all pages; it is made when they are drawn."""
        self._fonts[resource] = font

    def use_picture(self, digest: str, picture: Callable[[], Value]) -> str:
        """The name of a picture on this page; it is made where it is new in the document."""
        key = f"Picture{digest}"
        if key not in self.objects:
            self.refer(picture(), key)
        self._page["Resources"].setdefault("XObject", {})[key] = Reference(key)
        return key

    def use(self, kind: str, value: Value) -> str:
        """The name on this page of a resource of a kind (Pattern, ExtGState), which is made where it is new."""
        digest = sha256(repr(value).encode()).hexdigest()[:16]
        key = f"{kind}{digest}"
        if key not in self.objects:
            self.refer(value, key)
        self._page["Resources"].setdefault(kind, {})[key] = Reference(key)
        return key

    def annotate(self, entries: dict[str, Any]) -> Reference:
        """An annotation on this page."""
        reference = self.refer(entries)
        self._page.setdefault("Annots", []).append(reference)
        return reference

    # --- the document

    def refer(self, value: Value, name: str = "") -> Reference:
        """Make a value an object of the file."""
        reference = Reference(name or f"Object{len(self.objects)}")
        self.objects[reference.name] = value
        return reference

    def say(self, key: str, value: Value) -> None:
        """An entry of the catalog."""
        self._catalog[key] = value

    def inform(self, entries: dict[str, str]) -> None:
        """The Info dictionary (ISO 32000-1, 14.3.3)."""
        self.refer(entries, INFO.name)

    def bookmark(self, bookmark: Bookmark) -> None:
        """One more bookmark, in reading order."""
        self._bookmarks.append(bookmark)

    def finish(self) -> None:
        """Make what is known once all pages are drawn."""
        pages = [page_reference(page + 1) for page in range(self.pages)]
        self.refer({"Type": "/Pages", "Kids": pages, "Count": self.pages}, _PAGES.name)
        fonts = {resource: self.refer(font()) for resource, font in self._fonts.items()}
        self.refer(fonts, _FONTS.name)
        if self._bookmarks:
            self.say("Outlines", outline(self._bookmarks, self.refer))


def content_of(codes: Sequence[str]) -> bytes:
    """A stream of a page's content; the next one may follow at once."""
    return "\n".join((*codes, "")).encode("latin-1")


def _fine(edge: float) -> str:
    """Pages of ISO 216 have odd sizes in points."""
    return f"{edge:.4f}".rstrip("0").rstrip(".")
