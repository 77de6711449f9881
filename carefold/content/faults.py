"""What may not stand in a text, and what to write instead."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple


class Fault(NamedTuple):
    """A message and its hint."""

    message: str
    hint: str


AUTOLINK = Fault(
    "an address in < > is no link here.", "Write [words for the reader](https://…) or the address without < >."
)
NO_WORDS = Fault("the link has no words to click on.", "Write [words for the reader](https://…).")
NO_TARGET = Fault("the link leads nowhere.", "Write the address between the brackets: [words](https://…).")
OF_TOKEN = {
    "html_inline": Fault(
        "HTML can't stand in a text.", "Write **bold** or *italic*, or \\< where the sign itself is meant."
    ),
    "image": Fault("a picture can't stand in a text.", "Put it in a block of its own: `figure: {image: …, alt: …}`."),
    "bad_citation": Fault(
        "this citation can't be read.", "Write [@id], or [@id; @id2] for several, with the ids of your references."
    ),
    "bad_field": Fault(
        "only a field's name and a filter may stand between {{ and }}.",
        "Write {{ patient.name }} or {{ visit.date | date }}.",
    ),
}

_CITED = re.compile(r"@\s*(\w(?:[\w.:/-]*\w)?)")


def of_citation(written: str) -> Fault:
    """What is wrong in the brackets of a citation that can't be read: its text from `[` on."""
    usual = OF_TOKEN["bad_citation"]
    ids = _CITED.findall(written)
    rest = _CITED.sub("", written.removeprefix("[")).strip()
    split = re.fullmatch(r"\[\s*@\s*([^\W\d_]+)[ ,_]+(\d{4}[a-z]?)\s*", written)
    if split:
        return Fault(usual.message, f"An id has no spaces: write [@{split[1]}{split[2]}], if that is its id.")
    if ids and re.fullmatch(r"[\s,;&]*", rest.replace("and", "")):
        return Fault(usual.message, f"Write [{'; '.join(f'@{one}' for one in ids)}].")
    if ids and re.match(r"[,;]?\s*(?:pp?\.?|pages?|ch|chap|chapter|sec|see|table|fig)\b", rest, re.IGNORECASE):
        return Fault(usual.message, f"Pages have no place in it: write [{'; '.join(f'@{one}' for one in ids)}].")
    return usual


_LEFT = {
    "stars": Fault("“**” has no partner.", "Write **words** with no space just inside, or \\*\\* to print the stars."),
    "link": Fault("this link is not complete.", "Write [words](https://…) with no space between ] and (."),
    "citation": Fault("this citation has no end.", "Close it: [@id]."),
    "field": Fault("“{{” has no “}}”.", "Write {{ patient.name }}, or \\{\\{ to print the braces."),
    "field_end": Fault("“}}” has no “{{”.", "Write {{ patient.name }}, or \\}\\} to print the braces."),
    "star": Fault("this “*” has no partner.", "Write *words* with no space just inside, or \\* to print the star."),
}
_LEFTOVER = re.compile(
    r"(?P<stars>\*\*+)|(?P<link>\]\()|(?P<citation>\[\s*@)|(?P<field>\{\{)|(?P<field_end>\}\})"
    r"|(?P<star>(?<![^\s\0(])\*(?=[^\s\0\d*])|(?<=[^\s\0\d*])\*(?![^\s\0.,;:!?)]))"
)


def leftovers(line: str) -> Iterator[tuple[int, Fault]]:
    """Marks that have found no use: where in the line, and what is wrong. Used and escaped ones must be masked."""
    for match in _LEFTOVER.finditer(line):
        yield match.start(), _LEFT[match.lastgroup or ""]


_LINK = re.compile(
    r"https://[\w\[][^\s]*|mailto:[^\s@?]+@[^\s@?]+\.[^\s@]+|tel:\+?[\d().*#-]{2,}(;\S*)?|sms:\+?[\d().-]{2,}([?;]\S*)?",
    re.IGNORECASE,
)
_SCHEME = re.compile(r"([a-zA-Z][\w+.-]*):")
_EXAMPLES = {
    "https": "https://clinic.example/page",
    "mailto": "mailto:hello@clinic.example",
    "tel": "tel:555-0100",
    "sms": "sms:988",
}


def of_link(href: str) -> Fault | None:
    """What is wrong with where a link leads; None for a good https, mailto, tel or sms address."""
    if _LINK.fullmatch(href):
        return None
    scheme = _SCHEME.match(href)
    if scheme is None:
        return Fault("the link's address is not complete.", "Write it in full: https://clinic.example/page.")
    name = scheme[1].lower()
    if name == "http":
        return Fault("a link must be safe to follow, and http: is not.", "Write https:// if the site has it.")
    if name in _EXAMPLES:
        return Fault(f"this is no {name}: address.", f"Write it like {_EXAMPLES[name]}.")
    return Fault(f"a link can't lead to “{name}:”.", "Use https:, mailto:, tel: or sms:.")
