"""References as they are printed: AMA, Vancouver or APA in full, or one short line each."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Literal
from urllib.parse import quote

from carefold.caches import kept
from carefold.content.citable import HYPHEN, Item, UnprintableError, bare_address, citable, doi_of, site, translated
from carefold.content.dates import StyleName
from carefold.content.markup import BOLD, ITALIC, MARKS, PAIRS, SUB, SUP, UPRIGHT
from carefold.content.persons import TAIL
from carefold.content.spans import joined
from carefold.content.titles import TITLE_END, without_case_marks
from carefold.content.typography import set_signs
from carefold.diagnostics.carefold_error import CarefoldError
from carefold.diagnostics.finding import Finding
from carefold.model.csl import NAMES
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
_CLOSERS = "".join(PAIRS.values())
_TWO_ENDS = re.compile(rf"([?!.…][”’\"]?[{_CLOSERS}]*)\.(?=\s|$)")
_AS_MARKUP = "Write it as plain text, with <i>, <b>, <sup> and <sub> only, each closed."


def entries(
    references: Sequence[Reference], style: Literal["ama", "vancouver", "apa"], short: bool
) -> tuple[Paragraph, ...]:
    """One paragraph a reference, without its number. CarefoldError names those that can't be set."""
    wanted: StyleName = "short" if short else style
    made: list[Paragraph] = []
    problems: list[Finding] = []
    _style(wanted)
    for reference in references:
        try:
            made.append(_entry(json.dumps(reference.item, sort_keys=True, default=str), wanted))
        except UnprintableError as error:
            message = f"“{error}” in the `{error.key}` of the reference “{reference.id}” can't be printed."
            problems.append(Finding(message, reference.place, _AS_MARKUP))
        except Exception:  # citeproc-py meets malformed items with all kinds of errors
            message = f"the reference “{reference.id}” can't be printed."
            problems.append(Finding(message, reference.place, "Compare its keys with others in references.json."))
    if problems:
        raise CarefoldError(problems)
    return tuple(made)


@kept
def _entry(item: str, style: StyleName) -> Paragraph:
    given: Item = json.loads(item)
    links = _links(given, style)
    entry = joined(_words(_line(given, style, links).strip(), links))
    if not entry:
        raise ValueError("nothing to print")
    return _linked(entry, links) if style == "short" else entry


def _linked(entry: Paragraph, links: dict[str, str]) -> Paragraph:
    """A short line leads to its work: where no address is printed, the year and what follows it are the link."""
    *before, last = entry
    if not links or not isinstance(last, Words) or any(isinstance(one, Words) and one.href for one in entry):
        return entry
    found = re.search(r"\d.*[\w)]", last.text) or re.search(r"\w.*\w", last.text)
    if found is None:
        return entry
    parts = (last.part(0, found.start()), last.part(*found.span()), last.part(found.end(), len(last.text)))
    address = next(iter(links.values()))
    return (*before, *(replace(part, href=address if n == 1 else "") for n, part in enumerate(parts) if part.text))


def _line(given: Item, style: StyleName, links: dict[str, str]) -> str:
    """The line as citeproc sets it, mended."""
    item = citable(given, style)
    line = re.sub(r"[ \t\n]+", " ", _rendered(item, style))
    line = line.removeprefix("1.").lstrip() if style in _NUMBERED else line
    line = re.sub(f",? ?{TAIL}", "", line).replace(", & et al.", ", et al.")
    words = item.get("issued", {}).get("literal")
    line = line.replace(f"({words}, {words})", f"({words})") if words else line  # APA's year, then month and day
    head, end, tail = line.rpartition(TITLE_END)
    upright = UPRIGHT if tail.startswith(UPRIGHT) else ""
    tail = f"{upright}{translated(item, style)}{tail.removeprefix(upright)}"
    line = f"{head}{end}{_MENDINGS[style](tail, item) if style in _MENDINGS else tail}"
    line = _without_repeat(line, without_case_marks(str(item.get("title", ""))))
    if style == "ama" and item["type"] == "report" and "number" in item and not item.keys() & {"URL", "DOI"}:
        line = f"{line} {item['number']}."
    if style != "apa" and "status" in item:
        line = _with_state(line, item, links)
    line = _TWO_ENDS.sub(r"\1", line)
    if style == "short" and "URL" in item and line.endswith(f"{item['URL']}."):
        line = line.removesuffix(".")
    return line.replace(HYPHEN, "–" if style == "apa" else "-")


def _mended_ama(tail: str, item: Item) -> str:
    """What follows the title: only an article of a journal without volume was published online first."""
    if item["type"] in ("article", "article-journal") and "status" not in item and "page" not in item:
        return tail
    return tail.replace("Published online ", "", 1)


def _mended_apa(tail: str, item: Item) -> str:
    """What follows the title, without words that citeproc-py prints twice or without what they belong to."""
    return re.sub(r"Retrieved (?=https?:)", "", tail).replace(" (Publication) ", " ", item["type"] == "thesis")


_MENDINGS: dict[StyleName, Callable[[str, Item], str]] = {
    "ama": _mended_ama,
    "apa": _mended_apa,
}


def _without_repeat(line: str, title: str) -> str:
    """A work without author stands under its title, which citeproc-py then prints a second time."""
    ends = [match.start() for match in re.finditer(TITLE_END, line)]
    if len(ends) < 2:
        return line.replace(TITLE_END, "")
    first, second = line[: ends[0]], line[: ends[1]]
    repeated = first if second.endswith(first) else title.rstrip(TITLE_END)
    before, after = second[: len(second) - len(repeated)], line[ends[1] + 1 :]
    beside = re.match(rf"{UPRIGHT}?\]?(?: \([^()]*\))?", line[ends[0] + 1 :])  # APA has a number beside the title
    if beside and after.startswith(beside[0]):
        after = f"{UPRIGHT if beside[0].startswith(UPRIGHT) else ''}{after[len(beside[0]) :]}"
    if not repeated.startswith(ITALIC):
        before = before.removesuffix(ITALIC)
    left = before + after.removeprefix(UPRIGHT).lstrip(". ")
    return re.sub(" {2,}", " ", left.replace(TITLE_END, "")).rstrip()


def _with_state(line: str, item: Item, links: dict[str, str]) -> str:
    """“In press.” before the address, or at the end."""
    state = str(item["status"]).rstrip(".")
    shown = next((line.rfind(link) for link in links if link in line), len(line))
    before = line[:shown].removesuffix("Available from: ")
    if "accessed" in item:
        before = re.sub(r" Accessed [^.]*\. ?$", " ", before)
    return f"{before.rstrip().rstrip('.')}. {state[:1].upper()}{state[1:]}. {line[len(before) :].lstrip()}".rstrip()


def _links(given: Item, style: StyleName) -> dict[str, str]:
    """Where each printed address leads; one that is not https is only printed."""
    found: dict[str, str] = {}
    doi = doi_of(given)
    if doi:
        found[f"https://doi.org/{doi}"] = found[f"doi:{doi}"] = f"https://doi.org/{quote(doi, safe='/:;().,-_')}"
    address = bare_address(str(given.get("URL") or ""))
    if address.startswith("https://"):
        shown = site(address) if style == "short" else address
        found[shown] = quote(address, safe="/:;().,-_?&=#%+~@!$'*")
    return found


def _words(line: str, links: dict[str, str]) -> Iterator[Words]:
    """The line in runs of one style; printer's signs everywhere but in links."""
    pattern = "|".join(map(re.escape, sorted(links, key=len, reverse=True)))
    opened: list[str] = []
    for part in re.split(f"([{MARKS}])", line):
        if part in PAIRS:
            opened.append(part)
        elif part in _CLOSERS and part:
            _close(opened, part)
        else:
            for piece in re.split(f"({pattern})", part) if links else [part]:
                if piece:
                    yield _run(piece, opened, links)


def _close(opened: list[str], mark: str) -> None:
    for at in reversed(range(len(opened))):
        if PAIRS[opened[at]] == mark:
            del opened[at]
            return


def _run(text: str, opened: list[str], links: dict[str, str]) -> Words:
    """Italics in italics stand upright."""
    italic, bold = opened.count(ITALIC) % 2 == 1, BOLD in opened
    shift: Literal["", "sup", "sub"] = "sup" if SUP in opened else "sub" if SUB in opened else ""
    if text in links:
        return Words(text, bold, italic, shift, links[text])
    return Words(_with_signs(text), bold, italic, shift)


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


@kept
def _style(name: StyleName) -> Any:
    """The style; citeproc-py sets labels in title case in no language, so that they get a capital otherwise."""
    from citeproc import CitationStylesStyle

    style = CitationStylesStyle(str(_FOLDER / _FILES[name]), locale="en-US", validate=False)
    for label in style.xml.iter("{*}label"):
        if label.get("text-case") == "title":
            label.set("text-case", "capitalize-first")
    return style


def _rendered(item: Item, style: StyleName) -> str:
    from citeproc import VARIABLES, Citation, CitationItem, CitationStylesBibliography
    from citeproc.source.json import CiteProcJSON

    known = {key: value for key, value in item.items() if key == "type" or key.replace("-", "_") in VARIABLES}
    source = CiteProcJSON([{**known, "id": "one"}])
    for key in item.keys() - known.keys() - {"id", "custom"}:  # variables that styles have and citeproc-py doesn't know
        read = source.parse_names if key in NAMES else source.parse_string
        source["one"][key.replace("-", "_")] = read(item[key])
    bibliography = CitationStylesBibliography(_style(style), source, _Formatter)
    bibliography.register(Citation([CitationItem("one")]))
    return "".join(map(str, bibliography.bibliography()))
