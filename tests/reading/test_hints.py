"""Hints are right when they are followed to the letter: tests/golden/hints.txt says what each author meant.

What is read after all hints have been followed is compared with what was meant, read in the same place. Dots, which
stand for words that only the author has, are filled in with `words`.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from following import can_be_followed, follow, line_shown, placed

from carefold.errors import CarefoldError, Problem
from carefold.model.handout import Handout
from carefold.reading.files import from_text
from carefold.reading.source import Source

GOLDEN = Path(__file__).parents[1] / "golden"
_MOST_ROUNDS = 4


def parts(table: str) -> list[tuple[str, str, list[str]]]:
    """Title, where, and the lines of each case of a table."""
    found = []
    for part in (GOLDEN / table).read_text(encoding="utf-8").split("\n## ")[1:]:
        title, *lines = part.rstrip("\n").split("\n")
        where, _, name = title.partition("] ")
        found.append((name, where.strip("[ "), lines))
    return found


def cases() -> list[tuple[str, str, str, str]]:
    """Title, where, what is written, what is meant."""
    return [
        (name, where, "\n".join(line for line in lines if not line.startswith("=")),
         "\n".join(line[2:] for line in lines if line.startswith("=")))
        for name, where, lines in parts("hints.txt")
    ]  # fmt: skip


def read(text: str) -> Handout:
    return from_text(Handout, Source("h.yaml", text))


def wrong(text: str) -> list[Problem]:
    try:
        read(text)
    except CarefoldError as error:
        return list(error.problems)
    return []


def filled(text: str) -> str:
    """With words in place of the dots that a hint leaves to the author."""
    return text.replace("https://…", "https://words.example").replace("…", "words")


def followed(text: str) -> Handout:
    told = ""
    for _ in range(_MOST_ROUNDS):
        problems = wrong(text)
        if not problems:
            return read(text)
        told = "\n".join(map(str, problems))
        changed = filled(follow(text, problems))
        assert changed != text, f"nothing to follow:\n{told}\n{text}"
        text = changed
    pytest.fail(f"still wrong after {_MOST_ROUNDS} rounds:\n{told}\n{text}")


@pytest.mark.parametrize(
    ("where", "written", "meant"), [pytest.param(*case[1:], id=f"{case[1]}: {case[0]}") for case in cases()]
)
def test_following_the_hints_gives_what_was_meant(where: str, written: str, meant: str, handout: str) -> None:
    assert wrong(placed(handout, where, written))
    assert followed(placed(handout, where, written)).model_dump() == read(placed(handout, where, meant)).model_dump()


@pytest.mark.parametrize(
    ("where", "written"),
    [
        pytest.param(where, "\n".join(line for line in lines if not line.startswith("> ")), id=f"{where}: {name}")
        for name, where, lines in parts("reading.txt")
        if any(line.startswith("> ") for line in lines)
    ],
)
def test_every_line_that_is_shown_mends_its_problem(where: str, written: str, handout: str) -> None:
    """Of all messages of reading.txt: what a hint shows is read, and its problem is gone."""
    text = placed(handout, where, written)
    problems = [problem for problem in wrong(text) if can_be_followed(problem.hint)]
    after = {(problem.message, problem.place.line) for problem in wrong(filled(follow(text, problems)))}
    for problem in problems:
        if line_shown(problem.hint):
            assert (problem.message, problem.place.line) not in after


def test_a_heading_of_markdown_is_not_passed_over(handout: str) -> None:
    text = handout.replace("      - A text.", "      - One\n      ## Bathing, daily ##\n\n      - Two")
    (problem,) = wrong(text)
    assert str(problem).startswith("h.yaml:14:7: this line starts with `##`, and is not printed. Hint: ")
    meant = handout.replace("      - A text.", "      - One\n      - heading: Bathing, daily\n\n      - Two")
    assert followed(text).model_dump() == read(meant).model_dump()
    for fine in ("# Bathing", "##", "## ---- Bathing", "- |\n        ## Bathing\n        walk"):
        assert wrong(text.replace("## Bathing, daily ##\n", f"{fine}\n")) == []
