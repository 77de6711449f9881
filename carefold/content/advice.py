"""What may not stand in a text, and what to write instead."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from typing import NamedTuple

from carefold.model.addresses import as_uri


class Advice(NamedTuple):
    """A message and its hint; `about` is the name of an item's value, where it is about one."""

    message: str
    hint: str
    about: str = ""


AUTOLINK = Advice("an address in < > is no link here.", "Leave out the < and >: a web or mail address is a link.")
NO_WORDS = Advice("the link has no words to click on.", "Write [words for the reader](https://…).")
NO_TARGET = Advice("the link leads nowhere.", "Write the address between the brackets: [words](https://…).")
TITLED = Advice("what stands in quotes behind the link's address would not print.", "Leave it out.")
ALONE = Advice(
    "words can't be crossed out, and what is lowered stands right behind a word.",
    "Leave the words out, or write H~2~O; \\~ prints the sign.",
)
DIGIT_ENTITY = Advice("a digit stands here as HTML.", "Write the digit itself.")
UNSEEN_ENTITY = Advice("a sign that nobody can see stands here as HTML.", "Leave it out.")
BOX = Advice("this is no box to tick; it would print.", "Write the items in a block `checklist: […]`.")
BACKSLASH = Advice("this “\\” would print.", "Leave it out; \\\\ prints the sign.")
OF_TOKEN = {
    "image": Advice("a picture can't stand in a text.", "Put it in a block of its own: `figure: {image: …, alt: …}`."),
    "bad_citation": Advice(
        "this citation can't be read.", "Write [@id], or [@id; @id2] for several, with the ids of your references."
    ),
    "bad_field": Advice(
        "only a field's name and a filter may stand between {{ and }}.",
        "Write {{ patient.name }} or {{ visit.date | date }}.",
    ),
}

_CITED = re.compile(r"@\s*(\w(?:[\w.:/-]*\w)?)")


def of_citation(written: str) -> Advice:
    """What is wrong in the brackets of a citation that can't be read: its text from `[` on."""
    usual = OF_TOKEN["bad_citation"]
    ids = _CITED.findall(written)
    rest = _CITED.sub("", written.removeprefix("[")).strip()
    split = re.fullmatch(r"\[\s*@\s*([^\W\d_]+)[ ,_]+(\d{4}[a-z]?)\s*", written)
    if split:
        return Advice(usual.message, f"An id has no spaces: write [@{split[1]}{split[2]}], if that is its id.")
    if ids and re.fullmatch(r"[\s,;&]*", rest.replace("and", "")):
        return Advice(usual.message, f"Write [{'; '.join(f'@{one}' for one in ids)}].")
    if ids and re.match(r"[,;]?\s*(?:pp?\.?|pages?|ch|chap|chapter|sec|see|table|fig)\b", rest, re.IGNORECASE):
        return Advice(usual.message, f"Pages have no place in it: write [{'; '.join(f'@{one}' for one in ids)}].")
    return usual


_INSTEAD_OF_TAGS = {
    **dict.fromkeys(("b", "strong"), "**words**"),
    **dict.fromkeys(("i", "em"), "*words*"),
    "sup": "m^2^",
    "sub": "H~2~O",
    "a": "[words](https://…)",
}


def html(tag: str) -> Advice:
    """What to write instead of an HTML tag."""
    name = (re.match(r"</?([A-Za-z][A-Za-z0-9]*)", tag) or [tag, ""])[1].lower()
    hint = f"Write {_INSTEAD_OF_TAGS.get(name, '**bold** or *italic*')}, or \\< where the sign itself is meant."
    if name in ("br", "p", "div"):
        hint = "Leave it out; a blank line in the text starts a new paragraph."
    elif name in ("li", "ul", "ol"):
        hint = "Leave it out, and write the items in a block `list: […]`."
    return Advice("HTML can't stand in a text.", hint)


def special(written: str, character: str) -> Advice | None:
    """What is wrong with a sign behind a backslash, or written as HTML; none for `\\*`, `&nbsp;` and such."""
    if written.startswith("\\"):
        return BACKSLASH if character == written else None
    if any(sign.isdecimal() for sign in character):
        return DIGIT_ENTITY
    unseen = any(unicodedata.category(sign) in ("Cf", "Cc", "Co", "Cn", "Cs", "Zl", "Zp") for sign in character)
    return UNSEEN_ENTITY if unseen and character != "\u00ad" else None


def _under(found: str) -> Advice:
    stars = re.sub("_+", lambda marks: "*" * len(marks[0]), found)
    return Advice("“_” makes no italics or bold here; it would print.", f"Write {stars}.")


def _brace(found: str) -> Advice:
    name = re.sub(r"[\s-]+", "_", found.strip("{} ")) if "%" not in found else "name"
    hint = f"Write {{{{ {name} }}}} if a field is meant, and declare it under `fields:`; else leave them out."
    return Advice("braces stand here, and would print.", hint)


def _ticks(found: str) -> Advice:
    words = found.strip("`").strip()
    return Advice("“`” marks nothing here; it would print.", f"Write **{words}**, or “{words}” in quotes.")


def _written_citation(found: str) -> Advice:
    hint = f"Write [@id] with the reference's id, and carefold numbers it; \\{found} prints the sign."
    return Advice(f"“{found}” cites nothing; it would print as it is.", hint)


def _bare_citation(found: str) -> Advice:
    name = found.strip("[]@()")
    hint = f"Write [@{name}] to cite a reference; \\{found} prints the sign."
    return Advice(f"“{found}” cites nothing; it would print as it is.", hint)


def _footnote(found: str) -> Advice:
    hint = "Write [@id] to cite a reference, or put the note into the text."
    return Advice(f"there are no footnotes, and “{found}” would print.", hint)


def _entity(found: str) -> Advice:
    return Advice(f"“{found}” would print as it is.", "Write the sign itself.")


_LEFT: dict[str, Advice | Callable[[str], Advice]] = {
    "stars": Advice("“**” has no partner.", "Write **words** with no space just inside, or \\*\\* to print the stars."),
    "link": Advice("this link is not complete.", "Write [words](https://…) with no space between ] and (."),
    "citation": Advice("this citation has no end.", "Close it: [@id]."),
    "field": Advice("“{{” has no “}}”.", "Write {{ patient.name }}, or \\{\\{ to print the braces."),
    "field_end": Advice("“}}” has no “{{”.", "Write {{ patient.name }}, or \\}\\} to print the braces."),
    "star": Advice("this “*” has no partner.", "Write *words* with no space just inside, or \\* to print the star."),
    "footnote": _footnote,
    "written": _written_citation,
    "bare": _bare_citation,
    "box": BOX,
    "forum": Advice("what stands in brackets marks nothing here; it would print.", "Write **bold** or *italic*."),
    "brace": _brace,
    "ticks": _ticks,
    "under": _under,
    "gone": Advice("words can't be crossed out; “~~” would print.", "Leave the words out, or \\~ prints the sign."),
    "lit": Advice("“==” marks nothing here; it would print.", "Write **words** to make them stand out."),
    "entity": _entity,
    "backslash": BACKSLASH,
}
_LEFTOVER = re.compile(
    r"(?P<stars>\*\*+)|(?P<link>\]\(|\]\[|\[\[|\] \(\x01|\)\[\x01)|(?P<citation>\[\s*@)"
    r"|(?P<field>\{\{)|(?P<field_end>\}\})|(?P<brace>\{ ?[^\W\d_][\w. -]{0,60}\}|\{%[^{}\0]{0,80}\})"
    r"|(?P<star>(?<![^\s\0(])\*(?=[^\s\0\d*])|(?<=[^\s\0\d*])\*(?![^\s\0.,;:!?)]))"
    r"|(?P<footnote>\[\^[^\]\s\0]{1,40}\]|\^\[)|(?P<box>\[[ \u00a0xX✓✔]?\](?!\())|(?P<forum>\[/[A-Za-z]{1,10}\])"
    r"|(?P<bare>(?<![\w.@/])@[^\W\d_][\w-]{0,40}(?<!\d)\d{4}[a-z]?(?![\w@.-]*\w)|\[[^\W\d_][\w-]{0,40}(?<!\d)\d{4}[a-z]?\](?!\())"
    r"|(?P<written>\[\d{1,3}(?: ?[,;–-] ?\d{1,3}){0,9}\])"
    r"|(?P<ticks>(?<![\w`])`{1,3}[^`\0]{1,200}`{1,3}(?!\w))|(?P<gone>~~(?:[^~\0]{1,200}~~)?|(?<![\w~])~[^\W\d_][^~\0]{0,80}[^\s~\0]~(?![\w~]))|(?P<lit>==[^\s=\0][^=\0]{0,200}==)"
    r"|(?P<under>(?<!\w)(?:__[^\W_](?:[^_\0]{0,200}[^\s_\0])?__|_[^\W_](?:[^_\0]{0,200}[^\s_\0])?_)(?!\w))"
    r"|(?P<entity>&(?:[A-Za-z][A-Za-z0-9]{1,30}|#[0-9]{1,8}|#[xX][0-9A-Fa-f]{1,6});)|(?P<backslash>\\)"
)


def leftovers(line: str) -> Iterator[tuple[int, Advice]]:
    """Marks that have found no use: where in the line, and what is wrong.

    Used and escaped ones must be masked with U+0000, addresses with U+0001.
    """
    for match in _LEFTOVER.finditer(line):
        advice = _LEFT[match.lastgroup or ""]
        yield match.start(), advice if isinstance(advice, Advice) else advice(match[0])


_IN_PLAIN = re.compile(
    r"\*\*|\]\(|\{\{|\[\s*@"
    r"|</?(?:b|i|u|em|strong|br|sup|sub|a|p|span|div|font|li|ul)\b[^<>]{0,80}>"
    r"|&(?:[A-Za-z]{2,8}|#\d{1,6});|`[^`]{1,80}`|~~|\A\s*#{1,6} "
    r"|(?<!\w)_[^\W_](?:[^_]{0,80}[^\s_])?_(?!\w)|\*[^\W\d_](?:[^*]{0,80}[^\s*])?\*(?!\w)"
)


def in_plain(line: str) -> tuple[int, Advice] | None:
    """The first mark in a line of plain text, which would print as it is."""
    match = _IN_PLAIN.search(line)
    if match is None:
        return None
    advice = Advice(f"plain text stands here, and “{match[0]}” would print.", "Write the words without it.")
    return match.start(), advice


_LINK = re.compile(
    r"https://[^/].*|mailto:.*|(?:tel|sms):(?=(?:\D*\d){3,15}\D*\Z)\+?[\d().-]+|tel:\+?[\d().-]{3,25};ext=\d{1,8}",
    re.IGNORECASE | re.DOTALL,
)
_SCHEME = re.compile(r"([a-zA-Z][\w+.-]*):")
_EXAMPLES = {
    "https": "https://clinic.example/page",
    "mailto": "mailto:hello@clinic.example",
    "tel": "tel:555-0100",
    "sms": "sms:988",
}


_HOST_AND_PORT = re.compile(r"[\w-]+(?:\.[\w-]+)+:\d")
_A_FILE = Advice(
    "a link can't lead to a file: a reader doesn't have it.",
    "Write the words alone, or where it is on the web: https://…",
)
_FILE = re.compile(
    r"(?:\.{0,2}/|[\w %-]+/)*[\w %-]+\.(?:pdf|docx?|xlsx?|pptx?|png|jpe?g|svg|ya?ml|txt|html?)", re.IGNORECASE
)


def _without_scheme(href: str) -> Advice:
    """What to write for an address that doesn't say whether it is a site, a mailbox or a number."""
    message = "the link's address is not complete."
    if re.fullmatch(r"[^\s@/]+@[^\s@/]+\.[^\s@/]+", href):
        return Advice(message, f"Write it with its start: mailto:{href}")
    if re.fullmatch(r"\+?\(?\d[\d ().-]{2,}\d", href):
        return Advice(message, f"Write it with its start: tel:{'-'.join(re.findall(r'[+]?[0-9]+', href))}")
    if href.startswith("#"):
        return Advice("a link can't lead to a place on the page.", "Write the words alone.")
    if _FILE.fullmatch(href) or "\\" in href:
        return _A_FILE
    if re.fullmatch(r"/*(?:[\w-]+\.)+[A-Za-z]{2,}(?::\d+)?(?:[/?#]\S*)?", href):
        return Advice(message, f"Write it with its start: https://{href.lstrip('/')}")
    return Advice(message, "Write it in full: https://clinic.example/page.")


def of_link(href: str) -> Advice | None:
    """What is wrong with where a link leads; None for a good https, mailto, tel or sms address."""
    scheme = _SCHEME.match(href)
    if scheme is None or _HOST_AND_PORT.match(href):
        return _without_scheme(href)
    name = scheme[1].lower()
    if name == "http":
        return Advice("a link must be safe to follow, and http: is not.", "Write https:// if the site has it.")
    if name == "file" or len(name) == 1:
        return _A_FILE
    if name not in _EXAMPLES:
        return Advice(f"a link can't lead to “{name}:”.", "Use https:, mailto:, tel: or sms:.")
    if not _LINK.fullmatch(href):
        return Advice(f"this is no {name}: address.", f"Write it like {_EXAMPLES[name]}.")
    try:
        as_uri(href)
    except ValueError as error:
        message, _, hint = str(error).partition(" Hint: ")
        return Advice(f"this is no {name}: address: {message}", f"{hint[:1].upper()}{hint[1:]}")
    return None
