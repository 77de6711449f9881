"""PEMAT-P and the CDC index: what machines fill in, what people answer, the score."""

import pytest

from carefold.diagnostics.carefold_error import CarefoldError
from carefold.model.decisions import CDC_ITEMS, PEMAT_ITEMS
from carefold.review.instruments import cdc, pemat

PERSON = {"pemat": {1, 2, 10, 15, 26}, "cdc": {7, 11, 13, 18, 19}}


def sheet(review, key):
    return next(one for one in review.sheets if one.key == key)


def answer(review, key, number):
    return next(item for item in sheet(review, key).items if item.number == number)


def test_the_items_are_those_of_the_instruments():
    assert tuple(item.number for item in pemat.ITEMS) == PEMAT_ITEMS
    assert len(PEMAT_ITEMS) == 24
    assert tuple(item.number for item in cdc.ITEMS) == CDC_ITEMS == tuple(range(1, 21))
    for item in (*pemat.ITEMS, *cdc.ITEMS):
        assert item.question.endswith("?")


@pytest.mark.parametrize(("key", "numbers"), PERSON.items())
def test_what_only_a_person_can_say_is_open_until_somebody_says_it(key, numbers, reviewed):
    assert numbers <= {item.number for item in sheet(reviewed(), key).open}
    answers = ", ".join(f"{number}: yes" for number in numbers)
    filled = sheet(reviewed(review=f"{{{key}: {{{answers}}}}}"), key)
    assert not numbers & {item.number for item in filled.open}
    assert {item.decided_by for item in filled.items if item.number in numbers} == {"a person"}


RISK = '- icon-array: {count: 6, of: 100, label: "6 out of 100 people."}'
TABLE = "- table: {header: [Day, %s], rows: [[One, Two]]}"


WIDE = f"- table: {{header: [{', '.join('ABCDEFGHIJKL')}], rows: [[{', '.join('123456789abc')}]]}}"


@pytest.mark.parametrize(
    ("key", "number", "yes", "no"),
    [
        ("pemat", 17, f"{TABLE % 'Walk'}".replace("header", "caption: Walks, header"), TABLE % "Walk"),
        ("pemat", 19, TABLE % "Walk", TABLE % "How far to walk on that day"),
        ("pemat", 19, TABLE % "Walk", f"{TABLE % 'Walk'}\n{WIDE}"),
        ("cdc", 8, "- list: [one]", "- Rest."),
    ],
)
def test_what_a_machine_says(key, number, yes, no, reviewed):
    assert answer(reviewed(yes), key, number).machine == "yes"
    item = answer(reviewed(no), key, number)
    assert item.machine == "no" and item.why


@pytest.mark.parametrize(
    ("key", "number", "unsaid", "no"),
    [
        ("pemat", 3, "- Rest.", "- Utilize arthrography."),
        ("pemat", 4, "- Rest.", "- Ask about the CBC."),
        ("pemat", 5, "- We check it.", "- It is checked.\n- It was seen."),
        ("pemat", 6, "- Take 5 mg.", "- It helps 5% of people."),
        ("pemat", 7, "- Rest.", "- Multiply it."),
        ("pemat", 12, "- list: [one]", "- Rest."),
        ("pemat", 22, "- numbered: [one]", "- list: [one]"),
        ("pemat", 23, "- checklist: [one]", "- list: [one]"),
        ("cdc", 14, "- steps: [{title: one}]", "- Rest."),
        ("cdc", 15, "- Take 5 mg.", "- It helps 5% of people."),
        ("cdc", 17, "- Take 5 mg.", "- Multiply 5 mg."),
    ],
)
def test_a_machine_says_no_and_never_yes_where_words_decide(key, number, unsaid, no, reviewed):
    assert answer(reviewed(unsaid), key, number).machine is None
    item = answer(reviewed(no), key, number)
    assert item.machine == "no" and item.why


@pytest.mark.parametrize(
    ("key", "number", "there"),
    [
        ("pemat", 6, "- Take 5 mg."), ("pemat", 16, RISK), ("pemat", 17, RISK), ("pemat", 18, RISK),
        ("pemat", 19, TABLE % "Walk"), ("pemat", 24, "- Multiply it."), ("pemat", 25, RISK),
        ("cdc", 15, "- Take 5 mg."), ("cdc", 16, "- Take 5 mg."), ("cdc", 17, "- Take 5 mg."), ("cdc", 20, RISK),
    ],
)  # fmt: skip
def test_what_does_not_apply(key, number, there, reviewed):
    assert answer(reviewed("- Rest and call 911."), key, number).answer == "n/a"
    assert answer(reviewed(there), key, number).answer != "n/a"


def test_sections_main_point_and_action(reviewed):
    one, two = reviewed("- Rest."), reviewed(sections="- {title: A, blocks: [Rest.]}\n- {title: B, blocks: [Rest.]}")
    for key, number in (("pemat", 8), ("pemat", 9), ("cdc", 9)):
        assert (answer(one, key, number).answer, answer(two, key, number).answer) == ("no", "yes")
    for long in (f"list: [{', '.join(f'Rest {number}' for number in range(20))}]", "Rest. " * 20):
        crowded = reviewed(sections=f"- {{title: A, blocks: [Rest.]}}\n- title: B\n  blocks:\n  - {long}")
        assert answer(crowded, "pemat", 8).answer == "no"
    dull = reviewed("- It is a knee.", main_point="Small")
    for key, numbers in (("pemat", (11, 20)), ("cdc", (1, 2, 3, 5, 10, 12))):
        for number in numbers:
            said = "yes" if (key, number) in (("cdc", 2), ("cdc", 3)) else None
            assert (answer(dull, key, number).answer, answer(one, key, number).answer) == ("no", said)
    assert answer(reviewed(main_point="It is seen."), "cdc", 6).answer == "no"
    assert answer(reviewed("- It is a knee.", main_point="Knees."), "pemat", 21).answer == "no"


def test_a_persons_answer_stands_before_the_machines(reviewed):
    item = answer(reviewed("- Rest.", review='{pemat: {12: "n/a"}}'), "pemat", 12)
    assert (item.machine, item.person, item.answer, item.decided_by) == ("no", "n/a", "n/a", "a person")


def test_the_score_leaves_out_what_does_not_apply_or_is_open(reviewed):
    made = sheet(reviewed("- list: [Rest]"), "pemat")
    assert made.applicable + len(made.open) + sum(item.answer == "n/a" for item in made.items) == len(made.items)
    assert made.score is None
    open_ones = ", ".join(f"{item.number}: yes" for item in made.open)
    whole = sheet(reviewed("- list: [Rest]", review=f"{{pemat: {{{open_ones}}}}}"), "pemat")
    assert whole.score == round(100 * whole.points / whole.applicable) and not whole.open
    better = sheet(reviewed("- list: [Rest]", review="{pemat: {1: yes, 2: no, 10: n/a}}"), "pemat")
    assert (better.points, better.applicable) == (made.points + 1, made.applicable + 2)


@pytest.mark.parametrize("answers", ["{pemat: {13: yes}}", "{pemat: {27: yes}}", "{cdc: {21: yes}}", "{cdc: {0: yes}}",
                                     "{pemat: {1: maybe}}", "{sam: {1: yes}}", "{pemat: [1]}"])  # fmt: skip
def test_wrong_answers(answers, reviewed):
    with pytest.raises(CarefoldError) as caught:
        reviewed(review=answers)
    (problem,) = caught.value.findings
    assert problem.place.line and problem.message
