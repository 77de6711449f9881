"""One file of many records' pages, for paper: untagged, and what pages have in common stands in it once.

It claims neither PDF/UA nor PDF/A. What is constant on a page is a form XObject (ISO 32000-1, 8.10); the lines that
depend on the record are the page's own content. Pages are written as they come, and nothing of them is kept.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from itertools import groupby
from operator import attrgetter
from typing import Any, BinaryIO, Literal

from carefold.graphics.face import FontFile
from carefold.graphics.frame import Page, TextLine
from carefold.pdf.body import CATALOG, INFO, Body
from carefold.pdf.group_bookmarks import GroupBookmarks
from carefold.pdf.long_file import LongFile, at
from carefold.pdf.objects import Reference, Stream, Value, syntax, text
from carefold.pdf.operators import numbers
from carefold.pdf.reportlab import Paper
from carefold.pdf.untagged import UntaggedCanvas
from carefold.pdf.varying import Stretch
from carefold.pdf.write import DUPLEX

_IN_ONE_NODE = 100  # pages of a node of the page tree
_MOST_FORMS = 1000  # of lines without values; others are written where they stand
_PAGES, _RESOURCES, _FONTS = Reference("Pages"), Reference("Resources"), Reference("Fonts")
_BOXES = ("MediaBox", "TrimBox", "BleedBox")


@dataclass(frozen=True)
class Ground:
    """What is constant on a page: what draws its form, and turns what follows; the page's boxes, as it names them."""

    form: str
    turned: str
    boxes: str
    media: Value


@dataclass(slots=True)
class PrintedLine:
    """A line of print, as `UntaggedCanvas` draws it; one that `varies` hardly comes again with other records."""

    codes: str
    varies: bool = field(compare=False)


_varies = attrgetter("varies")


class PrintFile:
    """Takes the pages of one record after the other."""

    def __init__(
        self, out: BinaryIO, title: str, language: str, producer: str,
        duplex: Literal["short-edge", "long-edge", "none"], *, mono: bool = False,
    ) -> None:  # fmt: skip
        """`mono` writes DeviceGray only."""
        self._file = LongFile(out)
        self._body = _Forms(language, self._file)
        self._canvas = UntaggedCanvas(self._body, mono=mono)
        self._info = {"Title": text(title), "Producer": text(producer)}
        self._duplex, self._language = duplex, language
        self._nodes = list[tuple[int, int]]()  # the number of each node of the page tree, and of its pages
        self._kids = list[str]()
        self._bookmarks = GroupBookmarks(self._file)
        self._shared = dict[bytes, int]()
        self.pages = 0

    def ground(self, page: Page) -> Ground:
        """A page without what depends on the record: drawn once, for all pages that stand on it."""
        self._canvas.draw(page)
        turned = f"-1 0 0 -1 {numbers(*page.extent)} cm" if page.turned else ""
        boxes = self._body.boxes
        written = " ".join([f"/{name} {syntax(box, self._file.number_of)}" for name, box in boxes.items()])
        return Ground(f"/{self._body.form} Do", turned, written, boxes["MediaBox"])

    def use(self, fonts: Mapping[FontFile, Mapping[int, str]]) -> None:
        """Fonts of lines to come, with what their glyphs stand for."""
        for file, meaning in fonts.items():
            own = self._canvas.font(file).meaning
            own.update({glyph: said for glyph, said in meaning.items() if glyph not in own})

    def printed(self, line: TextLine) -> PrintedLine:
        """A line that is drawn here, and not again."""
        return PrintedLine(self._canvas.printed(line), varies=True)

    def add(self, ground: Ground, lines: Sequence[PrintedLine] = ()) -> int:
        """One more page, with the lines that depend on its record; the number of its object."""
        if not lines:
            return self._page(ground.boxes, self._once(ground.form.encode()))
        # One after the other, a form leaves no colour behind (ISO 32000-1, 8.10.1).
        parts = [ground.form, ground.turned] if ground.turned else [ground.form]
        for varies, some in groupby(lines, _varies):
            content = "\n".join([line.codes for line in some])
            parts.append(content if varies else self._body.shared(content, ground.media))
        return self._page(ground.boxes, self._file.add("\n".join(parts).encode("latin-1")))

    def blank(self, like: Ground) -> int:
        """An empty page, such as the back of a sheet whose front is a record's last page."""
        return self._page(like.boxes, self._once(b""))

    def bookmark(self, title: str, page: int) -> None:
        """Name the page of an object that `add` has given."""
        self._bookmarks.add(title, page)

    def close(self) -> None:
        """All that pages have in common, and the end of the file."""
        self._end_node()
        file, body = self._file, self._body
        outlines = self._bookmarks.close()
        catalog = self._catalog() | ({"PageMode": "/UseOutlines", "Outlines": at(outlines)} if outlines else {})
        kids = [at(number) for number, _ in self._nodes]
        nodes = {"Type": "/Pages", "Kids": kids, "Count": self.pages, "Resources": _RESOURCES}
        resources = {"Font": _FONTS, "XObject": {name: Reference(name) for name in sorted(body.forms.values())}}
        for reference, value in (
            (_FONTS, body.fonts()), (_RESOURCES, resources), (INFO, self._info), (_PAGES, nodes), (CATALOG, catalog),
        ):  # fmt: skip
            file.write(file.number_of(reference), value)
        file.close()

    def _catalog(self) -> dict[str, Value]:
        preferences = {
            "DisplayDocTitle": "true", "PrintScaling": "/None", "PickTrayByPDFSize": "true",
            "Duplex": DUPLEX[self._duplex],
        }  # fmt: skip
        language = text(self._language)
        return {"Type": "/Catalog", "Pages": _PAGES, "Lang": language, "ViewerPreferences": preferences}

    # --- pages

    def _once(self, content: bytes) -> int:
        """Content that more than one page has."""
        if content not in self._shared:
            self._shared[content] = self._file.add(content)
        return self._shared[content]

    def _page(self, boxes: str, content: int) -> int:
        if not self._kids:
            self._nodes.append((self._file.next_number(), 0))
        (node, count), number = self._nodes[-1], self._file.next_number()
        self._file.write(number, f"<</Type /Page /Parent {at(node)} {boxes} /Contents {at(content)}>>")
        self._kids.append(at(number))
        self._nodes[-1] = node, count + 1
        self.pages += 1
        if count + 1 == _IN_ONE_NODE:
            self._end_node()
        return number

    def _end_node(self) -> None:
        if self._kids:
            number, count = self._nodes[-1]
            self._file.write(number, {"Type": "/Pages", "Parent": _PAGES, "Kids": self._kids, "Count": count})
            self._kids = []


class _Forms(Body):
    """Makes a form of each page, and writes at once what that consists of."""

    def __init__(self, language: str, file: LongFile) -> None:
        self._file = file
        super().__init__(language)
        self.forms = dict[object, str]()  # their names, by what they are
        self.form, self.boxes = "", dict[str, Value]()

    def refer(self, value: Value, name: str = "") -> Reference:
        reference = Reference(name or f"Object{len(self.objects)}")
        self.objects[reference.name] = None  # it is written, or will be at the end of the file
        if reference not in (CATALOG, INFO):
            self._file.write(self._file.number_of(reference), value)
        return reference

    def end(self, paper: Paper, varying: Sequence[Stretch] = ()) -> None:
        """What was drawn becomes the form of its name; one that there is already is not written again."""
        del varying
        self.boxes = {box: self._page[box] for box in _BOXES if box in self._page}
        resources: dict[str, Any] = self._page["Resources"]
        if paper.looks:
            resources.setdefault("ExtGState", {}).update(paper.looks)
        entries = {
            "Type": "/XObject", "Subtype": "/Form", "BBox": self.boxes["MediaBox"], "Resources": resources,
        }  # fmt: skip
        key = sha256(paper.content + repr(entries).encode()).digest()
        if key not in self.forms:
            self.forms[key] = f"F{len(self.forms) + 1}"
            self.refer(Stream(paper.content, entries), self.forms[key])
        self.form = self.forms[key]

    def shared(self, content: str, box: Value) -> str:
        """Operators that draw some content: the form that it is, or itself where there are many forms."""
        if content not in self.forms:
            if len(self.forms) >= _MOST_FORMS:
                return content
            entries = {"Type": "/XObject", "Subtype": "/Form", "BBox": box, "Resources": {"Font": _FONTS}}
            self.forms[content] = f"L{len(self.forms) + 1}"
            self.refer(Stream(content.encode("latin-1"), entries), self.forms[content])
        return f"/{self.forms[content]} Do"

    def fonts(self) -> dict[str, Reference]:
        """All fonts that were used, with the glyphs that were."""
        return {resource: self.refer(font()) for resource, font in self._fonts.items()}
