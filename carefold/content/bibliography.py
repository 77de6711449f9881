"""References as they are printed: AMA, Vancouver or APA in full, or one short line each."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal
from urllib.parse import quote

from carefold.content.citable import HYPHEN, ITALIC, TAIL, UPRIGHT, Item, StyleName, bare_doi, citable
from carefold.content.inline import joined
from carefold.content.typography import set_signs
from carefold.errors import CarefoldError, Problem
from carefold.model.inline import Paragraph, Words
from carefold.model.reference import Reference

_FOLDER = Path(__file__).parent / "csl"
_FILES: dict[StyleName, str] = {
    "ama": "american-medical-association.csl",
    "vancouver": "nlm-citation-sequence.csl",
    "apa": "apa.csl",
    "short": "short.csl",
}
_NUMBERED = ("ama", "vancouver")
_TWO_ENDS = re.compile(rf"([?!.…][”’\"]?{UPRIGHT}?)\.(?=\s|$)")


def entries(
    references: Sequence[Reference], style: Literal["ama", "vancouver", "apa"], short: bool
) -> tuple[Paragraph, ...]:
    """One paragraph a reference, without its number. CarefoldError names those that can't be set."""
    wanted: StyleName = "short" if short else style
    made: list[Paragraph] = []
    problems: list[Problem] = []
    _style(wanted)
    for reference in references:
        try:
            made.append(_entry(json.dumps(reference.item, sort_keys=True, default=str), wanted))
        except Exception:  # citeproc-py meets malformed items with all kinds of errors
            message = f"the reference “{reference.id}” can't be printed."
            problems.append(Problem(message, reference.place, "Compare its keys with others in references.json."))
    if problems:
        raise CarefoldError(problems)
    return tuple(made)


@lru_cache(maxsize=4096)
def _entry(item: str, style: StyleName) -> Paragraph:
    given: Item = json.loads(item)
    return joined(_words(_line(given, style).strip(), _links(given, style)))


def _line(given: Item, style: StyleName) -> str:
    """The line as citeproc sets it, mended."""
    item = citable(given, style)
    line = " ".join(_rendered(item, style).split())
    line = line.removeprefix("1.").lstrip() if style in _NUMBERED else line
    line = re.sub(f",? ?{TAIL}", "", line).replace(", & et al.", ", et al.")
    line = re.sub(r"Retrieved (?=https?:)", "", line)
    if not item["type"].startswith("article"):
        line = line.replace("Published online ", "")
    if "author" not in item:
        line = _without_repeat(line, str(item["title"]))
    line = _TWO_ENDS.sub(r"\1", line)
    if style == "ama" and item["type"] == "report" and "number" in item and not item.keys() & {"URL", "DOI"}:
        line = f"{line} {item['number']}."
    if style == "short" and "URL" in item:
        line = line.removesuffix(".")
    return line.replace(HYPHEN, "–" if style == "apa" else "-")


def _without_repeat(line: str, title: str) -> str:
    """A work without author stands under its title, which citeproc-py then prints a second time."""
    places = [match.span() for match in re.finditer(re.escape(title), line, re.IGNORECASE)]
    if len(places) < 2:
        return line
    before, after = line[: places[1][0]], line[places[1][1] :]
    return before.removesuffix(ITALIC) + after.removeprefix(UPRIGHT).lstrip(". ")


def _links(given: Item, style: StyleName) -> dict[str, str]:
    """Where each printed address leads; one that is not https is only printed."""
    found: dict[str, str] = {}
    doi = bare_doi(str(given.get("DOI") or ""))
    if doi:
        found[f"https://doi.org/{doi}"] = found[f"doi:{doi}"] = f"https://doi.org/{quote(doi, safe='/:;().,-_')}"
    address = str(given.get("URL", ""))
    if address.startswith("https://"):
        shown = citable(given, "short").get("URL", address) if style == "short" else address
        found[shown] = quote(address, safe="/:;().,-_?&=#%+~@!$'*")
    return found


def _words(line: str, links: dict[str, str]) -> Iterator[Words]:
    """The line in runs of one style; printer's signs everywhere but in links."""
    pattern = "|".join(map(re.escape, sorted(links, key=len, reverse=True)))
    depth = 0
    for part in re.split(f"([{ITALIC}{UPRIGHT}])", line):
        if part in (ITALIC, UPRIGHT) and part:
            depth += 1 if part == ITALIC else -1
            continue
        for piece in re.split(f"({pattern})", part) if links else [part]:
            if piece in links:
                yield Words(piece, italic=depth > 0, href=links[piece])
            elif piece:
                yield Words(_with_signs(piece), italic=depth > 0)


def _with_signs(text: str) -> str:
    for start, end, sign in reversed(set_signs(text, "en")):
        text = text[:start] + sign + text[end:]
    return text


class _Formatter:
    """What citeproc-py calls to mark text: italics become signs, other marks are dropped."""

    @staticmethod
    def preformat(text: object) -> str:
        return str(text)

    @staticmethod
    def Italic(text: object) -> str:  # noqa: N802
        return f"{ITALIC}{text}{UPRIGHT}"

    Oblique = Italic
    Bold = Light = Underline = Superscript = Subscript = SmallCaps = preformat


@lru_cache(maxsize=4)
def _style(name: StyleName) -> Any:
    from citeproc import CitationStylesStyle

    return CitationStylesStyle(str(_FOLDER / _FILES[name]), locale="en-US", validate=False)


def _rendered(item: Item, style: StyleName) -> str:
    from citeproc import VARIABLES, Citation, CitationItem, CitationStylesBibliography
    from citeproc.source.json import CiteProcJSON

    known = {key: value for key, value in item.items() if key == "type" or key.replace("-", "_") in VARIABLES}
    source = CiteProcJSON([{**known, "id": "one"}])
    bibliography = CitationStylesBibliography(_style(style), source, _Formatter)
    bibliography.register(Citation([CitationItem("one")]))
    return "".join(map(str, bibliography.bibliography()))
