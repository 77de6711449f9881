"""What stands on one line of YAML, as an author sees it."""

from __future__ import annotations

import re

ENTRY = re.compile(
    r"(?P<lead> *(?:- +)*)"
    r"(?:(?P<key>\"[^\"\n]*\"|'[^'\n]*'|-?[^\s\[\]{}\"'&*!|>%@`#,-].*?) *:(?= |$) *)?"
    r"(?P<value>.*?)(?: {2,}#(?: .*)?)? *$"
)
_HEADER = re.compile(r"[|>][-+\d]{0,2} *(?:#.*)?")
NO_SPACE = re.compile(r" *(?:- +)*(?P<key>[A-Za-z][\w.-]*):(?P<value>[^\s/:][^:]*|\u00a0.*)$")
KEY_LINE = re.compile(r" *(?:- +)*[A-Za-z][\w.-]*:(?: |$)")
CLOSING = {"[": "]", "{": "}"}
GLUED_DASH = re.compile(r" *-(?=[A-Za-z])")


def start_reason(value: str) -> str:
    """Why a whole value needs quotes; empty when it doesn't."""
    first = value[0]
    needs = f"a text that starts with `{first}` needs quotes."
    if value.startswith(("[@", "{{")):
        return f"a text that starts with `{value[:2]}` needs quotes."
    if first == "`":
        return "a text with backticks needs quotes."
    if first in "]}":
        return f"the bracket `{first}` closes nothing here."
    if first in "*&!@%," or value.startswith("? "):
        return needs
    if first in "|>":
        return "" if _HEADER.fullmatch(value) else needs
    if first in "\"'" and _after_quotes(value):
        return "there is more text after the closing quote."
    if first in CLOSING and _after_brackets(value):
        return needs
    if value == "-" or value.startswith("- "):
        return "a list can't start on the line of its key."
    return ""


def _after_quotes(value: str) -> str:
    """What follows a text in quotes on its line."""
    found = re.match(r'"(?:\\.|[^"\\])*"|\'(?:\'\'|[^\'])*\'', value)
    return re.sub(r"^ +#.*", "", value[found.end() :]).strip() if found else ""


def _after_brackets(value: str) -> str:
    """What follows a list or map in brackets on its line."""
    depth, plain = 0, re.sub(r'"(?:\\.|[^"\\])*"|\'[^\']*\'', lambda found: "x" * len(found[0]), value)
    for number, char in enumerate(plain):
        depth += (char in "[{") - (char in "]}")
        if depth == 0:
            return re.sub(r"^ +#.*", "", plain[number + 1 :]).strip()
    return ""
