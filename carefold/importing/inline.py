"""Runs of text written as a handout's inline text: what was no mark there becomes none."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from itertools import groupby
from typing import TypeAlias

from carefold.content.parse_inline import parse
from carefold.importing.material import Run, Runs
from carefold.model.inline import Words
from carefold.model.values import Text
from carefold.reading.yaml.source import REFUSED

Letters: TypeAlias = Sequence[tuple[str, Run]]
_SIGNS = re.compile(r"([\\*\[\]<{}^~&_`|]|(?<![\w.+-])@(?=\w))")
_START = re.compile(r"\A([-+#>•·▪●○◦‣■□▫➢✓✔☐☑→⇒–—=!])")
_RAISED = re.compile(r"[\w+\-−–=().,/]+")
_SHIFTS = {"sup": "^", "sub": "~"}
_LINK = re.compile(r"(?:https://|mailto:|tel:|sms:)[^\s<>()\[\]]+", re.IGNORECASE)


def inline(runs: Runs) -> str:
    """The text as a handout has it, on one line; whole words only are bold, so that no mark stands inside one."""
    letters = _letters(runs)
    wanted = [_look(sign, run) for sign, run in letters if sign.isalnum()]
    for way in (str, _escaped):
        text = "".join(_written(letters, way))
        for start in (text, _START.sub(r"\\\1", text)):
            if _read(start) == wanted:
                return start
    return "".join(_written(letters, _escaped))


def lost(runs: Runs) -> str:
    """Signs of a single font, such as Wingdings, which no other font has: they are left out."""
    return "".join(sign for run in runs for sign in run.text if unicodedata.category(sign) == "Co")


def is_link(href: str) -> bool:
    """Whether a handout may link to an address."""
    return bool(_LINK.fullmatch(href))


def _letters(runs: Runs) -> Letters:
    """Each sign with its style, spaces as one, without signs that no page can show; bold and italic by whole words."""
    signs = [(sign, run) for run in runs for sign in REFUSED.sub("", run.text.replace("\t", " "))]
    made: list[tuple[str, Run]] = []
    for spaced, group in groupby(signs, lambda one: one[0] in " \n\r\v\f"):
        word = list(group)
        if spaced:
            made.append((" ", Run(" ")))
            continue
        plain = [run for sign, run in word if sign.isalnum() and not run.shift]
        linked = any(is_link(run.href) for _, run in word)
        bold, italic = (bool(plain) and not linked and all(getattr(run, name) for run in plain) for name in _STYLES)
        made += [
            (sign, Run(sign, bold, italic, run.shift, run.href if is_link(run.href) else "")) for sign, run in word
        ]
    while made and made[0][0] == " ":
        made.pop(0)
    while made and made[-1][0] == " ":
        made.pop()
    return made


_STYLES = ("bold", "italic")


def _written(letters: Letters, way: Callable[[str], str]) -> Iterator[str]:
    """The text with its marks, a space between two words of one style inside them."""
    styles = [(run.bold, run.italic) for _, run in letters]
    for at, (sign, _) in enumerate(letters):
        if sign == " " and styles[at - 1] == styles[at + 1]:
            styles[at] = styles[at - 1]
    styled = zip(styles, letters, strict=True)
    for (bold, italic), group in groupby(styled, lambda one: one[0]):
        mark = "*" * (2 * bold + italic)
        yield mark + "".join(_linked([one for _, one in group], way)) + mark


def _linked(letters: Letters, way: Callable[[str], str]) -> Iterator[str]:
    hrefs = [run.href for _, run in letters]
    for at, (sign, _) in enumerate(letters):
        if sign == " " and 0 < at < len(letters) - 1 and hrefs[at - 1] == hrefs[at + 1]:
            hrefs[at] = hrefs[at - 1]
    for href, group in groupby(zip(hrefs, letters, strict=True), lambda one: one[0]):
        text = "".join(_shifted([one for _, one in group], way))
        yield f"[{text}]({href})" if href and text.strip() != href else text


def _shifted(letters: Letters, way: Callable[[str], str]) -> Iterator[str]:
    for shift, group in groupby(letters, lambda one: one[1].shift):
        text = "".join(sign for sign, _ in group)
        mark = _SHIFTS.get(shift, "") if _RAISED.fullmatch(text) else ""
        yield f"{mark}{text}{mark}" if mark else way(text)


def _escaped(text: str) -> str:
    return _SIGNS.sub(r"\\\1", text)


def _look(sign: str, run: Run | Words) -> tuple[str, bool, bool, bool]:
    """A letter and its style; ² is a raised 2."""
    plain = unicodedata.normalize("NFKC", sign)
    return plain, run.bold, run.italic, bool(run.shift) or plain != sign


def _read(text: str) -> list[tuple[str, bool, bool, bool]] | None:
    """The letters that a reader finds in a text; None where something is wrong with it."""
    parsed = parse(Text(text))
    if parsed.problems:
        return None
    spans = [span for paragraph in parsed.paragraphs for span in paragraph]
    return [
        _look(sign, span) for span in spans if isinstance(span, Words) for sign in span.text if sign.isalnum()
    ]  # fmt: skip
