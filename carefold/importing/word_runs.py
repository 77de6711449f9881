"""The runs of a Word paragraph: words, links and pictures, and a note of each thing that is none of these."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from docx.oxml.ns import qn

from carefold.importing.material import Picture, Run, excerpt
from carefold.importing.word_file import RELATION, WordFile
from carefold.importing.word_styles import Styles, child, is_on, value

Part: TypeAlias = Run | Picture
BREAK = Run("\n")
"""A line break inside a paragraph."""
_INSIDE = {qn(f"w:{name}") for name in ("smartTag", "customXml", "fldSimple", "moveTo", "ins", "dir", "bdo")}
_TRACKED = {qn("w:ins"), qn("w:moveTo")}
_GONE = {qn("w:del"), qn("w:moveFrom")}
_NOTES = {qn("w:footnoteReference"), qn("w:endnoteReference")}
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_WORDS = {
    qn("w:tab"): " ",
    qn("w:noBreakHyphen"): "\u2011",
    qn("w:softHyphen"): "\u00ad",
    qn("w:cr"): "\n",
    qn("w:ptab"): " ",
}
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_PICTURES = (f"{_A}blip", "{urn:schemas-microsoft-com:vml}imagedata")
_EMBED, _LINKED, _ID = (f"{{{RELATION.rstrip('/')}}}{name}" for name in ("embed", "link", "id"))
_CALLED = re.compile(r"HYPERLINK\s+\"([^\"]+)\"")
_ALT = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_OF_SYMBOL_FONTS = {
    **dict.fromkeys("\uf0b7\uf0a7\uf0d8\uf076\uf0e8\uf02d", "•"),
    **dict.fromkeys("\uf0a8\uf06f\uf071\uf072", "☐"),
    **dict.fromkeys("\uf0fe\uf0fd\uf078", "☑"),
}
"""What bullets and boxes are that stand as signs of Symbol or Wingdings."""
_BLACK = ("", "auto", "000000")


@dataclass(slots=True)
class Notes:
    """What was met that a handout has no place for; how often, and the first words of some."""

    count: Counter[str] = field(default_factory=Counter)
    boxes: list[str] = field(default_factory=list)
    merged: list[str] = field(default_factory=list)
    outside: list[str] = field(default_factory=list)
    languages: Counter[str] = field(default_factory=Counter)


def _with_bullets(text: str) -> str:
    return "".join(_OF_SYMBOL_FONTS.get(sign, sign) for sign in text)


def _sign(written: str) -> str:
    """The sign of a symbol font by its number, which may lack the F0 before it."""
    try:
        number = int(written, 16)
    except ValueError:
        return ""
    return chr(number | 0xF000) if number < 0x100 else chr(number) if number < 0xF100 else ""


def _has_more(drawing: Any) -> bool:
    """Whether there are words or pictures in a drawing."""
    return any(next(drawing.iter(tag), None) is not None for tag in (qn("w:txbxContent"), *_PICTURES))


class RunReader:
    """Reads the runs of paragraphs."""

    def __init__(self, file: WordFile, styles: Styles, notes: Notes) -> None:
        """What is met and can't be taken goes to `notes`."""
        self._file, self._styles, self.notes = file, styles, notes
        self._fields: list[str] = []  # of those that are open, what they say; "" once their result starts
        self._href = ""

    def read(self, paragraph: Any, href: str = "") -> Iterator[Part]:
        """The runs and pictures of a paragraph, or of what stands inside it."""
        for one in paragraph:
            if one.tag == qn("w:r"):
                yield from self._run(one, href)
            elif one.tag == qn("w:hyperlink"):
                yield from self.read(one, self._file.target(one.get(_ID, "")) or href)
            elif one.tag in _INSIDE:
                self.notes.count["tracked"] += one.tag in _TRACKED
                self._merge_field(one.get(qn("w:instr"), ""))
                yield from self.read(one, href)
            elif one.tag == qn("w:sdt"):
                if is_on(one, "sdtPr", "showingPlcHdr"):
                    self.notes.count["to-fill-in"] += 1
                    continue
                content = child(one, "sdtContent")
                yield from self.read(content, href) if content is not None else ()
            elif one.tag in _GONE:
                self.notes.count["tracked"] += 1
            elif isinstance(one.tag, str) and one.tag.startswith(_MATH):
                self.notes.count["formula"] += 1

    def _run(self, run: Any, href: str) -> Iterator[Part]:
        if is_on(run, "rPr", "vanish"):
            self.notes.count["hidden"] += 1
            return
        looks = self._looks(run)
        for one in run:
            if one.tag == qn("w:t"):
                self._weigh(run, one.text or "")
                if not any(self._fields):
                    yield Run(_with_bullets(one.text or ""), *looks, self._href or href)
            elif one.tag in _WORDS:
                yield Run(_WORDS[one.tag], *looks)
            elif one.tag == qn("w:br"):
                yield BREAK if one.get(qn("w:type"), "textWrapping") == "textWrapping" else Run(" ")
            elif one.tag == qn("w:sym"):
                sign = _OF_SYMBOL_FONTS.get(_sign(one.get(qn("w:char"), "")))
                self.notes.count["symbol"] += sign is None
                yield from (Run(sign, *looks),) if sign else ()
            elif one.tag == qn("w:ruby"):
                self.notes.count["ruby"] += 1
                yield from self.read(one.find(qn("w:rubyBase")), href) if one.find(qn("w:rubyBase")) is not None else ()
            elif one.tag in _NOTES:
                self.notes.count["note"] += 1
            elif one.tag == qn("w:instrText") and self._fields:
                self._fields[-1] += one.text or ""
            elif one.tag == qn("w:fldChar"):
                if self._field(one.get(qn("w:fldCharType"), "")):
                    yield Run("☐ ")
            elif one.tag == f"{_ALT}AlternateContent":
                yield from self._drawn(next((way for way in one if _has_more(way)), next(iter(one), one)))
            elif one.tag in (qn("w:drawing"), qn("w:pict")):
                yield from self._drawn(one)
            elif one.tag == qn("w:object"):
                self.notes.count["object"] += 1

    def _looks(self, run: Any) -> tuple[bool, bool, str]:
        bold, italic = self._styles.stands_out(run, "b"), self._styles.stands_out(run, "i")
        shift = {"superscript": "sup", "subscript": "sub"}.get(value(run, "rPr", "vertAlign"), "")
        count = self.notes.count
        count["colour"] += value(run, "rPr", "color").lower() not in _BLACK or bool(value(run, "rPr", "highlight"))
        count["struck"] += is_on(run, "rPr", "strike") or is_on(run, "rPr", "dstrike")
        return bold, italic, shift

    def _weigh(self, run: Any, text: str) -> None:
        self.notes.languages[value(run, "rPr", "lang") or self._styles.language] += len(text)

    def _field(self, kind: str) -> bool:
        """What a field such as HYPERLINK says, then its result, which is seen; whether a box to tick ends here."""
        if kind == "begin":
            self._fields.append(" ")
        elif kind == "separate" and self._fields:
            said, self._fields[-1] = self._fields[-1], ""
            self._merge_field(said)
            self._href = match[1] if (match := _CALLED.search(said)) else ""
        elif kind == "end" and self._fields:
            said = self._fields.pop()
            self._href = ""
            return "FORMCHECKBOX" in said
        return False

    def _merge_field(self, said: str) -> None:
        words = said.split()
        if len(words) > 1 and words[0].upper() == "MERGEFIELD":
            self.notes.merged.append(words[1].strip('"'))

    def _drawn(self, drawing: Any) -> Iterator[Part]:
        """The pictures of a drawing; text boxes, charts and shapes are noted."""
        boxes = list(drawing.iter(qn("w:txbxContent")))
        for box in boxes:
            self.notes.boxes.append(excerpt(" ".join(text.text or "" for text in box.iter(qn("w:t")))))
        alt = next((one.get("descr", "") for one in drawing.iter() if str(one.tag).endswith("}docPr")), "")
        found = False
        for one in drawing.iter(*_PICTURES):
            found = True
            if any(one in box.iter(one.tag) for box in boxes):
                continue
            if one.get(_LINKED):
                self.notes.outside.append(excerpt(self._file.target(one.get(_LINKED)) or "a picture"))
            elif (inside := self._file.embedded(one.get(_EMBED) or one.get(_ID) or "")) is not None:
                yield Picture(*inside, alt)
            else:
                self.notes.outside.append("a picture")
        if not found and not boxes:
            self.notes.count["drawing"] += 1
