"""The tour of docs/errors.md: it is fresh, each mistake is told, and hints that say what to write are followed."""

from __future__ import annotations

import importlib.util
import re
import sys
from pathlib import Path
from typing import Any

import pytest
from following import can_be_followed, follow

from carefold.diagnostics.finding import Finding, Severity

DOCS = Path(__file__).parents[2] / "docs"


def script() -> Any:
    spec = importlib.util.spec_from_file_location("make_mistakes", DOCS / "make_mistakes.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # a dataclass looks itself up there
    spec.loader.exec_module(module)
    return module


MODULE = script()
MISTAKES = list(MODULE.mistakes())
_MOST_ROUNDS = 4


_ANOTHER = re.compile(
    r"(?:[Ww]rite|[Dd]id you mean|take|hexadecimal digits:) [“`\"]*(\S+?)[”`\"]*(?:[.?]$|, (?:as|if|the) | or )"
)
_QUOTED = re.compile(r"“([^”]+)”|(#\w{6})")


def another_value(hint: str) -> str:
    """What a hint says to write in place of what is wrong; empty where it says more than that."""
    found = _ANOTHER.search(hint)
    return found[1] if found and not hint.startswith(("Copy", "Save")) else ""


def mended(text: str, problems: list[Finding]) -> str:
    """The text after all hints have been followed."""
    lines = text.split("\n")
    for problem in problems:
        at, new, old = problem.in_file.line - 1, another_value(problem.hint), _QUOTED.search(problem.message)
        written = old and (old[1] or old[2])
        if new and written and written in lines[at]:
            lines[at] = re.sub(rf"'?{re.escape(written)}'?", lambda _, new=new: new, lines[at], count=1)
        elif can_be_followed(problem.hint):
            return re.sub("…", "words", follow("\n".join(lines), [problem]))
    return "\n".join(lines)


def is_mechanical(problem: Finding) -> bool:
    return can_be_followed(problem.hint) or bool(another_value(problem.hint) and _QUOTED.search(problem.message))


def errors(found: list[Finding]) -> list[Finding]:
    return [one for one in found if one.severity == Severity.ERROR]


@pytest.fixture(scope="module")
def followed() -> dict[str, list[Finding]]:
    """Of each mistake whose hints all say what to write, what is still wrong when that was done."""
    made = {}
    for mistake in MISTAKES:
        problems, text = errors(mistake.said()), mistake.text
        if not all(map(is_mechanical, problems)):
            continue
        for _ in range(_MOST_ROUNDS):
            text = mended(text, problems)
            problems = errors(mistake.said(text))
            if not problems or not all(map(is_mechanical, problems)):
                break
        made[mistake.title] = problems
    return made


def test_the_page_is_fresh():
    assert (DOCS / "errors.md").read_text("utf-8") == MODULE.page(), "run: python docs/make_mistakes.py"


def test_a_hundred_mistakes_are_told():
    assert len({(mistake.group, mistake.written) for mistake in MISTAKES}) >= 100
    silent = [mistake.title for mistake in MISTAKES if not errors(mistake.said())]
    assert silent == []
    assert [one for mistake in MISTAKES for one in errors(mistake.said()) if not one.hint] == []


def test_hints_that_can_be_followed_lead_to_a_right_page(followed):
    assert len(followed) > 50
    assert {title: list(map(str, left)) for title, left in followed.items() if left} == {}
