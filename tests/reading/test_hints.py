"""Hints are right when they are followed to the letter: tests/golden/hints.txt says what each author meant.

What is read after all hints have been followed is compared with what was meant, read in the same place. Dots, which
stand for words that only the author has, are filled in with `words`.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from following import can_be_followed, follow, line_shown, placed

from carefold.diagnostics.carefold_error import CarefoldError
from carefold.diagnostics.finding import Finding
from carefold.model.handout import Handout
from carefold.reading.files import from_text
from carefold.reading.yaml.parse import parse
from carefold.reading.yaml.source import Source

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


def wrong(text: str) -> list[Finding]:
    try:
        read(text)
    except CarefoldError as error:
        return list(error.findings)
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


@pytest.mark.parametrize(
    "items",
    [
        "you snore and stop breathing at night, your mood gets worse",
        "Sleep, Movement, People you trust",
        "Fever, chills, cough",
        "Rest, 8 glasses of water, Exercise",
        "Milk, olive oil, Bread",
        "Tylenol, ibuprofen, Advil",
        "Chest pain, shortness of breath, Fainting",
        "Your pH is low, eGFR is measured, Your iPhone",
        "fiebre, tos, dolor",
        "un vaso de agua, pan",
        "Room 5, 2 nurses, Your card",
        "1 cup of milk, 2 eggs",
        "“Rest”, “Walk”",
        "1,2,3",
        "Never, Once a week, 3 times a week, Daily",
        "Never, 2 times a week",
        "Not at all, Less than once, 2 times",
    ],
)
def test_commas_of_good_lists_are_no_fault(items: str, handout: str) -> None:
    for key in ("list", "checklist"):
        assert wrong(handout.replace("- A text.", f"- {key}: [{items}]")) == []


def test_dates_of_references_are_no_numbers_with_commas(handout: str) -> None:
    item = "{id: a, type: book, title: T, issued: {date-parts: [[2024,5,31]]}}"
    assert wrong(f"{handout}references: [{item}]\n") == []


def test_authors_of_good_lists(handout: str) -> None:
    for names in ("Ann, Bob", "CDC, NHS", "Maria Lopez, Bob Jones", "Clinic education group, CDC", "Ma Li, Do Kim"):
        assert wrong(handout.replace("authors: [Clinic education group]", f"authors: [{names}]")) == []


@pytest.mark.parametrize(
    ("items", "meant"),
    [
        ("Trouble breathing, even at rest, Fever", '"Trouble breathing, even at rest", Fever'),
        ("Your skin turns red, hot, swollen, Fever", '"Your skin turns red, hot, swollen", Fever'),
        ("No feeling, or weakness, Fever", '"No feeling, or weakness", Fever'),
        ("Descanse en casa, tome agua y coma bien, Llame", '"Descanse en casa, tome agua y coma bien", Llame'),
        ("Dolor, con o sin fiebre, Tos", '"Dolor, con o sin fiebre", Tos'),
        ("Rest, Walk slowly, not fast, Sleep", 'Rest, "Walk slowly, not fast", Sleep'),
        ("Take 0,5 mg, Rest in bed, if you can", '"Take 0,5 mg", "Rest in bed, if you can"'),
    ],
)
def test_commas_that_cut(items: str, meant: str, handout: str) -> None:
    text, right = (handout.replace("- A text.", f"- list: [{one}]") for one in (items, meant))
    assert wrong(text)
    assert followed(text).model_dump() == read(right).model_dump()


@pytest.mark.parametrize(
    "block",
    [
        "- –5 °C is cold",
        "- list: [→ Call us, ✓ Keep it dry, ✗ Do not cut it]",
        "- 1. January is a holiday",
        "- list: [o vaya, llame]",
        "- A. Smith and B. Jones",
        "- TO-DO list for today",
        "- T" + "ODO SOBRE SU YESO",
        "- 3” of snow, or 5”",
        "- He said “rest”, and left",
        "- 'Wait ... then go'",
        "- table: {header: [a, b], rows: [[…, a], [•, 1. b]]}",
        "- text: –  # a dash",
        "- list: [Walk – slowly, Rest - well]",
        "- heading: leaf.svg and more",
    ],
)
def test_texts_that_look_like_pasted_ones(block: str, handout: str) -> None:
    assert wrong(handout.replace("- A text.", block)) == []


@pytest.mark.parametrize("text", ["…", "...", "T" + "BD", "TO" + "DO: write this", "Lorem ipsum dolor", "https://…"])
def test_words_that_are_still_to_be_written(text: str, handout: str) -> None:
    for key in ("title", "main-point", "audience"):
        (problem,) = wrong(placed(handout, key, f"{key}: '{text}'"))
        assert "stands here for" in problem.message


@pytest.mark.parametrize("text", ["'.'", "'&nbsp;'", "'1 2 3'", "'§'"])
def test_a_disclaimer_without_a_letter(text: str, handout: str) -> None:
    (problem,) = wrong(handout.replace("disclaimer: default", f"disclaimer: {text}"))
    assert "is no disclaimer, and would be printed" in problem.message


@pytest.mark.parametrize("text", ["none", "None.", "no", "'-'", "n/a", "false", "~", "ninguno"])
def test_no_disclaimer(text: str, handout: str) -> None:
    (problem,) = wrong(handout.replace("disclaimer: default", f"disclaimer: {text}"))
    assert problem.message.startswith("a disclaimer can't be left out")
    assert wrong(handout.replace("disclaimer: default", "disclaimer: None of this replaces advice.")) == []


@pytest.mark.parametrize(
    ("written", "hint"),
    [
        ("11/25/2026", "Write 2026-11-25, as year-month-day."),
        ("25.11.2026", "Write 2026-11-25, as year-month-day."),
        ("Nov 25, 2026", "Write 2026-11-25, as year-month-day."),
        ("25 de noviembre de 2026", "Write 2026-11-25, as year-month-day."),
        ("2026/11/25", "Write 2026-11-25, as year-month-day."),
        ("11/12/2026", "Write 2026-11-12 or 2026-12-11, as year-month-day."),
        ("November 2026", "Write it as year-month-day, with digits only."),
        ("soon", "Write it as year-month-day, with digits only."),
        ("31/31/2026", "Write it as year-month-day, with digits only."),
    ],
)
def test_dates_in_hints_are_the_authors_own(written: str, hint: str, handout: str) -> None:
    (problem,) = wrong(
        handout.replace("updated: 2026-11-23", f"updated: {written}").replace("2028-11-23", "2029-01-01")
    )
    assert problem.hint == hint


def test_lines_of_unequal_cells_are_no_table(handout: str) -> None:
    text = handout.replace(
        "      - A text.", "      - table:\n          - Day, What\n          - Monday, Rest, or walk"
    )
    assert not [one.hint for one in wrong(text) if "header: [Day, What]" in one.hint]


@pytest.mark.parametrize(
    "texts",
    [
        ("Come on {{ visit.date | date }}.", "The fee is {{ fee | number }}."),
        ("Ask us | Pregunte", "Rest."),
        ("Call us if you feel very unwell | or not", "Rest a while and then call us | again"),
    ],
)
def test_upright_lines_that_part_no_cells(texts):
    lines = "".join(f'\n      - "{text}"' for text in texts)
    source = Source("h.yaml", f"sections:\n  - title: One\n    blocks:{lines}\n")
    assert parse(source).problems == ()
