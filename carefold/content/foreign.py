"""What HTML, LaTeX and Markdown write into a text: each construct is told once, with what is written here instead."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from carefold.content.advice import Advice
from carefold.content.lookalikes import RULE, Where, scalar
from carefold.model.addresses import MAIL, MAIL_IN_TEXT


class Foreign(NamedTuple):
    """One finding, where it is told, and the stretches of the text in which nothing else is told."""

    at: int
    advice: Advice
    spans: tuple[tuple[int, int], ...]


_MAY_BE = re.compile(r"[<\\!_*]|\]\(|mailto:|tel:")
_TAGS = (
    "b|i|u|em|strong|br|p|div|span|font|a|sup|sub|ul|ol|li|h[1-6]|hr|center|small|big|table|thead|tbody|tr|td|th|mark|"
    "s|strike|del|ins|blockquote|q|section|article|header|footer|main|nav|label|code|pre|abbr|cite"
)
_TAG = re.compile(rf"(?<!\\)</?(?:{_TAGS})(?:\s[^<>]{{0,300}})?\s*/?>", re.IGNORECASE)
_PAIRS = (
    (r"b|strong|mark", r"**\2**"),
    (r"i|em", r"*\2*"),
    (r"sup", r"^\2^"),
    (r"sub", r"~\2~"),
)
_LINK = re.compile(r"<a\s[^<>]*?href\s*=\s*[\"'“”]?([^\"'“”<>\s]+)[^<>]*>\s*(.*?)\s*</a>", re.IGNORECASE | re.DOTALL)
_HEADING = re.compile(r"\s*<h[1-6][^<>]*>\s*(.*?)\s*</h[1-6]>\s*", re.IGNORECASE | re.DOTALL)
_ITEM = re.compile(r"<li[^<>]*>\s*(.*?)\s*(?:</li>|(?=<li|</[uo]l)|\Z)", re.IGNORECASE | re.DOTALL)
_LONGEST = 300
_NO_HTML = "HTML can't stand in a text."
_NO_LATEX = "what LaTeX means by a backslash can't stand in a text."


def foreign(text: str, where: Where) -> Iterator[Foreign]:
    """All of them, in no order."""
    if where == "paragraph" and RULE.fullmatch(text):
        yield Foreign(
            0, Advice("a line can't be drawn so; the signs would print.", "Remove the line."), ((0, len(text)),)
        )
    if not _MAY_BE.search(text):
        return
    if found := _html(text, where):
        yield found
    for pattern, advice in _PATTERNS:
        for match in pattern.finditer(text):
            if made := advice(match, where):
                yield Foreign(match.start(), made, (match.span(),))


def _instead(new: str, old: str) -> str:
    return f"Write `{new}` in place of `{old}`." if len(old) <= _LONGEST else f"Write `{new}` in its place."


def _html(text: str, where: Where) -> Foreign | None:
    tags = list(_TAG.finditer(text))
    if not tags:
        return None
    spans = tuple(tag.span() for tag in tags)
    start, end = spans[0][0], spans[-1][1]
    old = text[start:end]
    return Foreign(start, Advice(_NO_HTML, _block(old, where) or _inline(old)), spans)


def _block(old: str, where: Where) -> str:
    """The hint for what is a block of its own here."""
    if where != "paragraph":
        return ""
    if heading := _HEADING.fullmatch(old):
        return f"Write a block `- heading: {scalar(as_marks(heading[1]))}`."
    if items := [as_marks(item) for item in _ITEM.findall(old)]:
        kind = "numbered" if re.search(r"<ol", old, re.IGNORECASE) else "list"
        return f"Write a block `- {kind}: [{', '.join(scalar(item, flow=True) for item in items)}]`."
    if re.search(r"<(?:table|tr|td)\b", old, re.IGNORECASE):
        return "Write a block `- table: {header: [Day, Dose], rows: [[One, 5 mg]]}`."
    return ""


def _inline(old: str) -> str:
    new = as_marks(old)
    if new:
        return _instead(new, old)
    if re.match("<br", old, re.IGNORECASE):
        return f"Put a space in place of `{old}`; a blank line in the text starts a new paragraph."
    return f"Leave `{old}` out."


def as_marks(html: str) -> str:
    """HTML as small Markdown; tags that mean nothing here are left out."""
    made = _LINK.sub(r"[\2](\1)", html)
    for names, put in _PAIRS:
        made = re.sub(rf"<({names})(?:\s[^<>]*)?>\s*(.*?)\s*</\1>", put, made, flags=re.IGNORECASE | re.DOTALL)
    made = re.sub(r"<(?:br|/?p|/?div|/?li)\b[^<>]*>", " ", made, flags=re.IGNORECASE)
    return " ".join(_TAG.sub("", made).split())


def _picture(match: re.Match[str], where: Where) -> Advice:
    body = f"figure: {{image: {scalar(match['path'], flow=True)}, alt: {scalar(match['alt'] or '…', flow=True)}}}"
    alone = where == "paragraph" and match[0] == match.string.strip()
    hint = f"Write a block `- {body}`." if alone else f"Put it in a block of its own: `- {body}`."
    return Advice("a picture can't stand in a text.", hint)


def _cited(match: re.Match[str], _where: Where) -> Advice:
    ids = "; ".join(f"@{one.strip()}" for one in match["ids"].split(",") if one.strip())
    return Advice(_NO_LATEX, _instead(f"[{ids}]", match[0]))


_OF_COMMANDS = {
    **dict.fromkeys(("textbf", "bf", "bfseries", "strong"), "**{}**"),
    **dict.fromkeys(("emph", "textit", "it", "textsl"), "*{}*"),
    "textsuperscript": "^{}^", "textsubscript": "~{}~", "footnote": "({})",
}  # fmt: skip


def _command(match: re.Match[str], where: Where) -> Advice | None:
    name, words = match["name"], match["words"].strip()
    if name in ("section", "subsection", "paragraph", "title") and where == "paragraph":
        hint = f"Write a block `- heading: {scalar(words)}`."
        return Advice(_NO_LATEX, hint)
    return Advice(_NO_LATEX, _instead(_OF_COMMANDS.get(name, "{}").format(words), match[0]))


def _spaced(match: re.Match[str], _where: Where) -> Advice | None:
    """A link with spaces in its address, or brackets in a phone number."""
    scheme, rest = match["scheme"].lower(), match["rest"].strip()
    if not re.search(r"[\s()]", match["rest"]) or re.search(r"[{}\"'“”]", match["rest"]):
        return None  # a field, or a title in quotes
    right = rest.replace(" ", "%20")
    if scheme in ("tel", "sms"):
        right = "-".join(re.findall(r"\+?\d+", rest))
    elif scheme == "mailto":
        right = re.sub(r"\s", "", rest)
        right = right if re.fullmatch(MAIL, right) else ""
    message = "a link's address has no spaces." if " " in match["rest"] else "a number to dial has no brackets."
    if not right:
        return Advice(message, "Write it like [words](mailto:hello@clinic.example).")
    return Advice(message, _instead(f"[{match['words']}]({scheme}:{right})", match[0]))


def _mailto(match: re.Match[str], _where: Where) -> Advice:
    return Advice("“mailto:” would print; a mail address is a link by itself.", _instead(match["to"], match[0]))


def _tel(match: re.Match[str], _where: Where) -> Advice:
    new = f"[{match['to']}](tel:{'-'.join(re.findall(r'[+]?[0-9]+', match['to']))})"
    return Advice("“tel:” would print.", _instead(new, match[0]))


_BEFORE = r"(?<![\w.+-])"
_TITLE = r"(?:\s+[\"“][^\"”)]*[\"”])?"
_OF_PICTURE = rf"(?<!\\)!\[(?P<alt>[^\[\]\n]{{0,300}})\] ?\(\s*<?(?P<path>[^()\s<>]{{1,300}})>?{_TITLE}\s*\)"
_OF_LINK = (
    r"(?i)(?<!\\)\[(?P<words>[^\[\]\n]{1,200})\]\(\s*(?P<scheme>https|mailto|tel|sms):"
    r"(?P<rest>(?:[^()\n]|\([\d\s]*\)){0,200})\)"
)
_PATTERNS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], Where], Advice | None]], ...] = (
    (re.compile(_OF_PICTURE), _picture),
    (re.compile(r"(?<!\\)\\[A-Za-z]*cite[a-z]*\*?(?:\[[^\]]*\]){0,2}\{(?P<ids>[^{}]{1,300})\}"), _cited),
    (re.compile(r"(?<!\\)\\(?P<name>(?!\w*cite)[A-Za-z]{2,20})\*?\{(?P<words>[^{}]{0,300})\}"), _command),
    (re.compile(_OF_LINK), _spaced),
    (re.compile(rf"(?<![\w(/:])mailto:(?P<to>{MAIL_IN_TEXT.removeprefix(_BEFORE)})"), _mailto),
    (re.compile(r"(?<![\w(/:])tel:(?P<to>\+?\d[\d ().-]{4,20}\d)"), _tel),
)
