"""What a Word file's styles and lists say: headings, kinds of lists, words that stand out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from docx.oxml.ns import qn

from carefold.importing.material import ListKind
from carefold.importing.word_file import WordFile

_DEEPEST = 20  # styles that build on each other
_HEADING = re.compile(r"heading ?([1-9])", re.IGNORECASE)
_LIST = re.compile(r"list (bullet|number)(?: ([2-5]))?")
_OFF = ("0", "false", "off", "none")


def child(element: Any, *names: str) -> Any:
    """The first child of a child …, or None."""
    for name in names:
        element = element.find(qn(f"w:{name}")) if element is not None else None
    return element


def value(element: Any, *names: str) -> str:
    """What `w:val` of a child says; empty without it."""
    found = child(element, *names)
    return "" if found is None else str(found.get(qn("w:val"), ""))


def is_on(element: Any, *names: str) -> bool:
    """Whether a switch such as `w:b` is there and not turned off."""
    found = child(element, *names)
    return found is not None and found.get(qn("w:val"), "1").lower() not in _OFF


class Styles:
    """The styles and lists of a Word file, by their ids."""

    def __init__(self, file: WordFile) -> None:
        """Read from `file`; one without styles has none."""
        styles, numbers = file.root("styles"), file.root("numbering")
        self._styles = {} if styles is None else {one.get(qn("w:styleId")): one for one in styles.iter(qn("w:style"))}
        self.language = "" if styles is None else value(styles, "docDefaults", "rPrDefault", "rPr", "lang")
        self._lists = {} if numbers is None else {one.get(qn("w:numId")): one for one in numbers.iter(qn("w:num"))}
        self._kinds = (
            {}
            if numbers is None
            else {one.get(qn("w:abstractNumId")): one for one in numbers.iter(qn("w:abstractNum"))}
        )

    def heading(self, paragraph: Any) -> int | None:
        """The level of a heading: 0 for a title; None for what is none."""
        for style in self._chain(value(paragraph, "pPr", "pStyle")):
            name = value(style, "name")
            if name.lower() == "title":
                return 0
            if match := _HEADING.fullmatch(name):
                return int(match[1])
            if level := value(style, "pPr", "outlineLvl"):
                return int(level) + 1 if level.isdecimal() and int(level) < 9 else None
        level = value(paragraph, "pPr", "outlineLvl")
        return int(level) + 1 if level.isdecimal() and int(level) < 9 else None

    def is_subtitle(self, paragraph: Any) -> bool:
        """Whether it is the line below the title."""
        return any(
            value(style, "name").lower() == "subtitle" for style in self._chain(value(paragraph, "pPr", "pStyle"))
        )

    def item(self, paragraph: Any) -> tuple[ListKind, int, str] | None:
        """Of an item of a list its kind, its level from 0, and the list; None for what is none."""
        styles = list(self._chain(value(paragraph, "pPr", "pStyle")))
        named = next((match for style in styles if (match := _LIST.fullmatch(value(style, "name").lower()))), None)
        if named and child(paragraph, "pPr", "numPr") is None:
            return ("numbered" if named[1] == "number" else "list"), int(named[2] or 1) - 1, named[1]
        for owner in (paragraph, *styles):
            number = value(owner, "pPr", "numPr", "numId")
            if not number:
                continue
            level = value(paragraph, "pPr", "numPr", "ilvl") or value(owner, "pPr", "numPr", "ilvl") or "0"
            kind = self._kind(number, level)
            return (kind, int(level), number) if kind and level.isdecimal() else None
        return None

    def stands_out(self, run: Any, name: str) -> bool:
        """Whether a run is `b` or `i`, by itself or by its style."""
        own = child(run, "rPr", name)
        if own is not None:
            return is_on(run, "rPr", name)
        return any(is_on(style, "rPr", name) for style in self._chain(value(run, "rPr", "rStyle")))

    def _kind(self, number: str, level: str) -> ListKind | None:
        listed = self._lists.get(number)
        levels = self._kinds.get(value(listed, "abstractNumId")) if listed is not None else None
        found = next((one for one in levels.iter(qn("w:lvl")) if one.get(qn("w:ilvl")) == level), None) \
            if levels is not None else None  # fmt: skip
        form = value(found, "numFmt")
        if number == "0" or form == "none":
            return None
        return "list" if form in ("bullet", "") else "numbered"

    def _chain(self, name: str) -> Iterator[Any]:
        """A style, and those that it is based on."""
        for _ in range(_DEEPEST):
            style = self._styles.get(name)
            if style is None:
                return
            yield style
            name = value(style, "basedOn")
