"""A Word file opened safely: bounded before anything is unpacked, nothing fetched from outside."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

from carefold.diagnostics.carefold_error import CarefoldError
from carefold.diagnostics.finding import Finding
from carefold.diagnostics.place import Place

_MOST_FILES, _MOST_BYTES = 5_000, 300 << 20
_LARGEST_TEXT = 40 << 20
_ANEW = "Open it in Word or LibreOffice, and save it as a Word document (.docx)."
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"


class WordFile:
    """The parts of a Word file; CarefoldError where it is none, or too large."""

    def __init__(self, data: bytes, shown: str) -> None:
        """`shown` names the file in messages."""
        self._shown = shown
        self._look_inside(data)
        self.part = self._opened(data)

    @property
    def body(self) -> Any:
        """The element that holds the text."""
        body = self.part.element.body
        if body is None:
            raise self._fault("this Word file has no text in it.", _ANEW)
        return body

    def related(self, kind: str) -> Iterator[Any]:
        """The parts of a kind that belong to the text, such as footnotes; without those that lie outside."""
        for relation in self.part.rels.values():
            if relation.reltype == RELATION + kind and not relation.is_external:
                yield relation.target_part

    def root(self, kind: str) -> Any:
        """The XML of the first part of a kind; None without one."""
        return next(self.roots(kind), None)

    def roots(self, kind: str) -> Iterator[Any]:
        """The XML of the parts of a kind, as far as it can be read."""
        from docx.oxml.parser import parse_xml
        from lxml.etree import XMLSyntaxError  # type: ignore[import-untyped]

        for part in self.related(kind):
            element = getattr(part, "element", None)
            with suppress(XMLSyntaxError, ValueError):
                yield parse_xml(part.blob) if element is None else element

    def target(self, relation: str) -> str:
        """Where a link leads; empty for one that leads nowhere outside."""
        found = self.part.rels.get(relation)
        return str(found.target_ref) if found is not None and found.is_external else ""

    def embedded(self, relation: str) -> tuple[bytes, str] | None:
        """A picture's bytes and its ending; None for one that lies outside, or is not there."""
        found = self.part.rels.get(relation)
        if found is None or found.is_external:
            return None
        name = str(found.target_part.partname)
        return found.target_part.blob, f".{name.rpartition('.')[2].lower()}"

    def _look_inside(self, data: bytes) -> None:
        try:
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                inside = archive.infolist()
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
            raise self._fault("this Word file is damaged.", _ANEW) from error
        if not any(one.filename == "word/document.xml" for one in inside):
            raise self._fault("this is no Word file.", _ANEW)
        texts = [one.file_size for one in inside if one.filename.endswith((".xml", ".rels"))]
        if (
            len(inside) > _MOST_FILES
            or sum(one.file_size for one in inside) > _MOST_BYTES
            or max(texts) > _LARGEST_TEXT
        ):
            hint = "A handout needs a few pages: copy those into a new file, and save pictures smaller."
            raise self._fault("this Word file is too large once it is unpacked.", hint)
        if any(one.flag_bits & 1 for one in inside):
            raise self._fault("this file has a password.", "Open it in Word, take the password off, and save it.")

    def _opened(self, data: bytes) -> Any:
        from docx.package import Package

        try:
            part = Package.open(io.BytesIO(data)).main_document_part
            if part.element.tag.endswith("}document"):
                return part
        except RecursionError as error:
            raise self._fault("this Word file is damaged.", _ANEW) from error
        except Exception as error:  # whatever python-docx says of a file that breaks the rules
            raise self._fault("this Word file can't be read.", _ANEW) from error
        raise self._fault("this Word file can't be read.", _ANEW)

    def _fault(self, message: str, hint: str) -> CarefoldError:
        return CarefoldError(Finding(message, Place(self._shown), hint))
