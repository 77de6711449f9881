"""Marked content (ISO 32000-1, 14.6): which structure element, or artifact, what is painted belongs to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from carefold.pdfread.page import OddMark, PageContent
from carefold.pdfread.safely import text_of

_IN_FORM = -1  # the MCID of content that is marked inside a form: not the page's


@dataclass(slots=True)
class _Mark:
    """An open marked-content sequence."""

    mcid: int | None
    artifact: bool
    in_text: bool
    actual: str | None = None  # ActualText that no run has taken yet
    left_out: bool = False


class Marks:
    """Follows a page's marked content, and notes its MCIDs and what breaks a rule."""

    def __init__(self, content: PageContent) -> None:
        """`content` is what takes the notes."""
        self.content = content
        self.open: list[_Mark] = []

    def odd(self, kind: str, message: str) -> None:
        """Note what breaks a rule."""
        self.content.odd_marks.append(OddMark(kind, message))

    @property
    def left_out(self) -> bool:
        """Whether what is painted now is not shown."""
        return any(mark.left_out for mark in self.open)

    def begin(self, tag: str, entries: Mapping[Any, Any], in_text: bool, in_form: bool, left_out: bool = False) -> None:
        """BMC or BDC, its tag and properties; `left_out` where it is of a layer that is not shown."""
        mcid = self._owned(entries.get("/MCID"), in_form)
        if kind := self._inside(mcid, tag):
            self.odd(kind, tag if mcid is None else f"{tag} MCID {mcid}")
        actual = text_of(entries["/ActualText"]) if "/ActualText" in entries else None
        self.open.append(_Mark(mcid, tag == "/Artifact", in_text, actual, left_out))

    def _inside(self, mcid: int | None, tag: str) -> str:
        """What is odd about what begins where it may not (ISO 14289-1, 7.1); empty for none."""
        in_artifact = any(mark.artifact for mark in self.open)
        in_content = any(mark.mcid is not None for mark in self.open)
        if (mcid is not None and (in_artifact or in_content)) or (tag == "/Artifact" and in_content):
            return "nested"
        return "needless" if in_artifact else ""

    def _owned(self, mcid: Any, in_form: bool) -> int | None:
        """The MCID as the page's own; one inside a form belongs to the form."""
        if mcid is None or in_form:
            return None if mcid is None else _IN_FORM
        self.content.mcids.append(int(mcid))
        return int(mcid)

    def end(self, in_text: bool) -> None:
        """EMC."""
        if not self.open:
            self.odd("unbalanced", "EMC without BDC or BMC")
        elif self.open.pop().in_text != in_text:
            self.odd("unbalanced", "marked content that crosses BT or ET")

    def crosses_text(self) -> bool:
        """Whether marked content is open that began inside the text object."""
        return bool(self.open) and self.open[-1].in_text

    def finish(self) -> None:
        """At the page's end, none may be open."""
        if self.open:
            self.odd("unbalanced", f"{len(self.open)} BDC or BMC without EMC")

    def belonging(self, operator: str) -> tuple[int | None, bool]:
        """The MCID that painting belongs to, and whether it is an artifact; neither is odd."""
        for mark in reversed(self.open):
            if mark.mcid is not None or mark.artifact:
                return mark.mcid, mark.artifact
        self.odd("unmarked", operator)
        return None, False

    def spoken(self, said: str) -> str:
        """The text, or the ActualText around it, which the first run inside takes (ISO 32000-1, 14.9.4)."""
        for mark in self.open:
            if mark.actual is not None:
                said, mark.actual = mark.actual, ""
                return said
        return said
