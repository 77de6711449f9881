"""Titles as citeproc-py is to set them: what title case leaves alone, where they end, and short forms."""

from __future__ import annotations

import re

from carefold.content.markup import ITALIC, MARKS, PAIRS

TITLE_END = "\ue012"
"""A private-use sign behind the title, which citeproc-py passes through."""
IN_TITLE_CASE = {"title", "container-title", "collection-title", "genre"}
_UNIT = re.compile(r"(?:[kmcdnµμ]?(?:g|m|l|mol|mol/l|g/dl|g/l)|mcg|kcal|h|min|ml|iu|°?c)[.,;:]?")


def with_case_kept(text: str) -> str:
    """Titles in title case leave alone what a capital would change: units after numbers, Greek letters, italics."""
    made: list[str] = []
    open_marks = 0
    for word in text.split(" "):
        after_number = bool(made) and made[-1][-1:].isdigit()
        open_marks += word.count(ITALIC)
        first = word.lstrip("".join(PAIRS))[:1]
        keep = (
            open_marks
            or (after_number and _UNIT.fullmatch(word.rstrip(TITLE_END)))
            or (first.isalpha() and first > "\u024f")
        )
        made.append(f"{_KEEP_CASE}{word}{_KEEP_END}" if keep and word else word)
        open_marks -= word.count(PAIRS[ITALIC])
    return " ".join(made)


_KEEP_CASE, _KEEP_END = '<span class="nocase">', "</span>"
"""What citeproc-py reads as words whose letters stay as they are."""


def without_case_marks(text: str) -> str:
    """A text as it is printed."""
    return text.replace(_KEEP_CASE, "").replace(_KEEP_END, "")


_LONGEST_TITLE = 80


def short_title(title: str) -> str:
    """A long title without what follows its colon, and cut between words if it is still long."""
    if len(title) <= 60:
        return title
    main = re.split(r":\s| [–—] ", title)[0]
    if len(re.sub(f"[{MARKS}]", "", main)) < 12:
        main = title
    if len(main) > _LONGEST_TITLE:
        main = main[:_LONGEST_TITLE].rsplit(" ", 1)[0].rstrip(",;:") + "…"
    return main + _closing(main)


def _closing(text: str) -> str:
    """The marks that are still open, closed."""
    opened: list[str] = []
    for sign in re.findall(f"[{MARKS}]", text):
        if sign in PAIRS:
            opened.append(PAIRS[sign])
        else:
            opened.pop()
    return "".join(reversed(opened))
