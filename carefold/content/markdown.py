"""Small Markdown to tokens, with markdown-it-py: its inline rules, and ours for citations, fields and addresses.

Every token's `meta["at"]` is where it starts in the source: the offset of its first character, or for the marks around
a link's words the offset where the words begin or end.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from functools import cached_property
from typing import Literal

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline import link as link_rule
from markdown_it.rules_inline.emphasis import tokenize as emphasis_rule
from markdown_it.token import Token

from carefold.caches import kept

_RULES = ["escape", "entity", "autolink"]
_RULES_AFTER = ["balance_pairs", "emphasis"]
_ID = r"@\w(?:[\w.:/-]*\w)?"
_CITATION_START = re.compile(r"\[\s*@")
_CITATION = re.compile(rf"\[\s*(?:(?P<ids>{_ID}(?:\s*;\s*{_ID})*)\s*)?")
_FIELD = re.compile(r"\{\{\s*(?:(?P<name>[A-Za-z_][\w-]*(?:\.[A-Za-z_][\w-]*)*)\s*(?:\|\s*(?P<filter>[A-Za-z]+)\s*)?)?")
_SHIFT = re.compile(r"(?P<mark>\^|(?<!~)~(?!~))(?P<words>[\w+\-−–=().,/]+)(?P=mark)(?!~)")
_TAG = re.compile(r"<(?:/?[A-Za-z][A-Za-z0-9-]*(?:[\s/][^<>]{0,300})?>|!--|[!?][A-Za-z][^<>]{0,300}>)")
_PICTURE = re.compile(r"!\[[^\[\]]{0,300}\] ?[(\[][^()\[\]]{0,500}[)\]]")
_WEB = re.compile(r"(?<![\w@./-])(?:https://|www\.(?=\w))[^\s<>\"“”«»|\\^`{}\[\]\u200b]+", re.IGNORECASE)
_CALLED_FIELD = re.compile(r"(?<=\]\()(tel|sms):\{\{ *([\w.-]+) *\}\}(?=\))")
_SITE_OF_MAIL = re.compile(r"[\w-]+(?:\.[\w-]+)+")
_BEFORE_AT = re.compile(r"[\w.+-]+\Z")
_MARK = re.compile(r"[\\&!<*\[\]{}^~]")
_TIMES = re.compile(r"(?:(?<=\d)|(?<=\d ))\* ?\d|(?<=[^\W_])\*\d|(?<=\d)\*[^\W_]")
"""A star that stands for “times”."""


class _State(StateInline):
    """A parse that writes down where each token starts."""

    def push(self, ttype: str, tag: str, nesting: Literal[-1, 0, 1]) -> Token:
        token = super().push(ttype, tag, nesting)
        token.meta["at"] = self.pos
        return token

    def pushPending(self) -> Token:  # noqa: N802
        token = super().pushPending()
        token.meta["at"] = self.pos - len(token.content)
        return token

    @cached_property
    def addresses(self) -> dict[int, int]:
        """Where addresses of the web and of mail start and end that stand in the text by themselves."""
        return dict(_addresses(self.src))

    @cached_property
    def starts(self) -> list[int]:
        """Where they start, in order."""
        return sorted(self.addresses)

    @cached_property
    def last(self) -> dict[str, int]:
        """Where the last closing marks stand, so that none is looked for in vain."""
        return {mark: self.src.rfind(mark) for mark in ("]", "}}")}


def _addresses(line: str) -> Iterator[tuple[int, int]]:
    for match in _WEB.finditer(line):
        yield match.start(), match.start() + len(_without_stops(match[0]))
    start = 0
    for at in (match.start() for match in re.finditer("@", line)):
        name = _BEFORE_AT.search(line, max(start, at - 64), at)
        site = _SITE_OF_MAIL.match(line, at + 1)
        if name and site and name[0][0] not in ".+-":
            yield name.start(), at + 1 + len(site[0].rstrip("-_"))
        start = at + 1


def _without_stops(address: str) -> str:
    """Without the stops and brackets of the sentence around it."""
    end, closed = len(address), address.count(")") - address.count("(")
    while end and (address[end - 1] in ".,;:!?'’…_~*" or (address[end - 1] == ")" and closed > 0)):
        closed -= address[end - 1] == ")"
        end -= 1
    return address[:end]


def _text(state: StateInline, silent: bool) -> bool:
    """Words up to the next mark or address."""
    assert isinstance(state, _State)
    mark = _MARK.search(state.src, state.pos, state.posMax)
    following = bisect_right(state.starts, state.pos)
    end = min([mark.start() if mark else state.posMax, *state.starts[following : following + 1]])
    if end == state.pos:
        return False
    if not silent:
        state.push("text", "", 0).content = state.src[state.pos : end]
    state.pos = end
    return True


def _address(state: StateInline, silent: bool) -> bool:
    """An address that stands in the text by itself becomes a link."""
    assert isinstance(state, _State)
    end = state.addresses.get(state.pos, 0)
    if end <= state.pos or end > state.posMax:
        return False
    if not silent:
        if state.pending:
            state.pushPending()
        state.push("address", "", 0).content = state.src[state.pos : end]
    state.pos = end
    return True


def _stars(state: StateInline, silent: bool) -> bool:
    """Emphasis with stars only, so that a_b_c stays text."""
    if silent or state.src[state.pos] != "*":
        return False
    start, first = state.pos, len(state.tokens) + bool(state.pending)
    emphasis_rule(state, silent)
    for offset, token in enumerate(state.tokens[first:]):
        token.meta["at"] = start + offset
    return True


def _tag(state: StateInline, silent: bool) -> bool:
    """HTML, which is a fault."""
    match = _TAG.match(state.src, state.pos, state.posMax)
    if match is None:
        return False
    if not silent:
        state.push("html_inline", "", 0).content = match[0]
    state.pos = match.end()
    return True


def _picture(state: StateInline, silent: bool) -> bool:
    """`![words](file)`, which is a fault."""
    match = _PICTURE.match(state.src, state.pos, state.posMax)
    if match is None:
        return False
    if not silent:
        state.push("image", "", 0)
    state.pos = match.end()
    return True


def _link(state: StateInline, silent: bool) -> bool:
    """A link; the text before it is flushed first, because the rule moves on before it pushes."""
    if state.src[state.pos] != "[":
        return False
    if state.pending and not silent:
        state.pushPending()
    return link_rule(state, silent)


def _citation(state: StateInline, silent: bool) -> bool:
    """`[@id; @id2]`; one that ends but is malformed becomes a fault at the character that is wrong."""
    if not _CITATION_START.match(state.src, state.pos):
        return False
    end = _closing(state, "]")
    return end >= 0 and _bracketed(state, silent, _CITATION, "citation", end, "]")


def _field(state: StateInline, silent: bool) -> bool:
    """`{{ name | filter }}`; one that ends but is malformed becomes a fault at the character that is wrong."""
    if not state.src.startswith("{{", state.pos):
        return False
    end = _closing(state, "}}")
    return end >= 0 and _bracketed(state, silent, _FIELD, "field", end, "}}")


def _closing(state: StateInline, mark: str) -> int:
    assert isinstance(state, _State)
    return state.src.find(mark, state.pos, state.posMax) if state.pos < state.last[mark] else -1


def _bracketed(state: StateInline, silent: bool, pattern: re.Pattern[str], kind: str, end: int, closing: str) -> bool:
    if not silent:
        match = pattern.match(state.src, state.pos)
        assert match is not None  # the opening marks are there
        good = match.end() == end and match[1] is not None
        token = state.push(kind if good else f"bad_{kind}", "", 0)
        token.meta.update(match.groupdict(), wrong=match.end(), written=state.src[state.pos : end])
    state.pos = end + len(closing)
    return True


def _shift(state: StateInline, silent: bool) -> bool:
    """`^raised^` and `~lowered~` without spaces inside."""
    match = _SHIFT.match(state.src, state.pos, state.posMax)
    if match is None:
        return False
    if not silent:
        token = state.push("sup" if match["mark"] == "^" else "sub", "", 0)
        token.content = match["words"]
    state.pos = match.end()
    return True


_OWN: dict[str, Callable[[StateInline, bool], bool]] = {
    "address": _address,
    "words": _text,
    "field": _field,
    "citation": _citation,
    "stars": _stars,
    "picture": _picture,
    "tag": _tag,
    "words_link": _link,
    "shift": _shift,
}


def _as_written(url: str) -> str:
    """Where a link leads, not yet encoded, so that it can be judged."""
    return url


def _any_link(url: str) -> bool:  # noqa: ARG001
    """Whether a link is parsed; a bad one is, so that what is wrong with it can be said."""
    return True


@kept
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark")
    for name, rule in _OWN.items():
        parser.inline.ruler.before("escape" if name in ("address", "words") else "entity", name, rule)
    parser.inline.ruler.enableOnly([*_RULES, *_OWN])
    parser.inline.ruler2.enableOnly(_RULES_AFTER)
    parser.validateLink = _any_link  # type: ignore[method-assign]
    parser.normalizeLink = _as_written  # type: ignore[method-assign]
    return parser


def tokens(source: str) -> list[Token]:
    """The tokens of one paragraph, which holds no line break; links of any kind are among them."""
    parser = _parser()
    unspaced = _CALLED_FIELD.sub(lambda match: f"{match[1]}:{{{{{match[2]}}}}}".ljust(len(match[0]), "}"), source)
    state = _State(unspaced, parser, {}, [])  # an address has no spaces
    parser.inline.tokenize(state)
    for rule in parser.inline.ruler2.getRules(""):
        rule(state)
    _keep_times(state)
    return state.tokens


def _keep_times(state: StateInline) -> None:
    """`2*5 mg and 3*5 mg` has no italics: stars that stand for “times” become text again."""
    opened: list[Token] = []
    for token in state.tokens:
        if token.type == "em_open":
            opened.append(token)
        elif token.type == "em_close":
            pair = (opened.pop(), token)
            if all(_TIMES.match(state.src, one.meta["at"]) for one in pair):
                for one in pair:
                    one.type, one.tag, one.content, one.nesting = "text", "", "*", 0
