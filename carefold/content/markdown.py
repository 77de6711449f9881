"""Small Markdown to tokens, with markdown-it-py: its inline rules, and ours for citations, fields and raised text.

Every token's `meta["at"]` is where it starts in the source: the offset of its first character, or for the marks around
a link's words the offset where the words begin or end.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Literal

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline import link as link_rule
from markdown_it.rules_inline.emphasis import tokenize as emphasis_rule
from markdown_it.token import Token

_RULES = ["text", "escape", "entity", "image", "autolink", "html_inline"]
_RULES_AFTER = ["balance_pairs", "emphasis"]
_ID = r"@\w(?:[\w.:/-]*\w)?"
_CITATION_START = re.compile(r"\[\s*@")
_CITATION = re.compile(rf"\[\s*(?:(?P<ids>{_ID}(?:\s*;\s*{_ID})*)\s*)?")
_FIELD = re.compile(r"\{\{\s*(?:(?P<name>[A-Za-z_][\w-]*(?:\.[A-Za-z_][\w-]*)*)\s*(?:\|\s*(?P<filter>[A-Za-z]+)\s*)?)?")
_SHIFT = re.compile(r"(?P<mark>[\^~])(?P<words>[\w+\-−–=().,/]+)(?P=mark)")


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


def _stars(state: StateInline, silent: bool) -> bool:
    """Emphasis with stars only, so that a_b_c stays text."""
    if silent or state.src[state.pos] != "*":
        return False
    start, first = state.pos, len(state.tokens) + bool(state.pending)
    emphasis_rule(state, silent)
    for offset, token in enumerate(state.tokens[first:]):
        token.meta["at"] = start + offset
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
    end = state.src.find("]", state.pos, state.posMax)
    return end >= 0 and _bracketed(state, silent, _CITATION, "citation", end, "]")


def _field(state: StateInline, silent: bool) -> bool:
    """`{{ name | filter }}`; one that ends but is malformed becomes a fault at the character that is wrong."""
    if not state.src.startswith("{{", state.pos):
        return False
    end = state.src.find("}}", state.pos, state.posMax)
    return end >= 0 and _bracketed(state, silent, _FIELD, "field", end, "}}")


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
    "field": _field,
    "citation": _citation,
    "stars": _stars,
    "words_link": _link,
    "shift": _shift,
}


def _any_link(url: str) -> bool:  # noqa: ARG001
    """Whether a link is parsed; a bad one is, so that what is wrong with it can be said."""
    return True


@lru_cache(maxsize=1)
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark")
    for name, rule in _OWN.items():
        parser.inline.ruler.before("image", name, rule)
    parser.inline.ruler.enableOnly([*_RULES, *_OWN])
    parser.inline.ruler2.enableOnly(_RULES_AFTER)
    parser.validateLink = _any_link  # type: ignore[method-assign]
    return parser


def tokens(source: str) -> list[Token]:
    """The tokens of one paragraph, which holds no line break; links of any kind are among them."""
    parser = _parser()
    state = _State(source, parser, {}, [])
    parser.inline.tokenize(state)
    for rule in parser.inline.ruler2.getRules(""):
        rule(state)
    return state.tokens
