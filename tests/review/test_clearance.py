"""Who may get a handout: reviewed, translated by a person, up to date; else somebody says why not."""

from __future__ import annotations

import datetime

import pytest
from command_line import words  # noqa: F401

from carefold.diagnostics.carefold_error import CarefoldError
from carefold.order import Order
from carefold.project import Project
from carefold.review.clearance import obstacles, refuse_unreviewed

GOOD = "[{name: Demo, role: Nurse, date: 2026-11-30}]"
CHOICE = """
- title: For you
  when: kind == a
  blocks: [Walk each day.]
- title: For others
  when: kind == b
  blocks: [Rest each day.]
"""


def found(clinic, name: str = "h", *, has_record: bool = True) -> list[str]:
    project = Project.open(clinic.folder, datetime.date(2026, 12, 1))
    return [one.message for one in obstacles(project.check(name), has_record=has_record)]


@pytest.mark.parametrize(
    ("keys", "said"),
    [
        ({"reviewers": GOOD}, ""),
        ({}, "no clinician has reviewed"),
        ({"accept": "{CF144: we are in a hurry}"}, "no clinician has reviewed"),
        ({"reviewers": "[{name: Demo, role: Nurse, date: 2025-01-01}]"}, "Demo reviewed it on 2025-01-01"),
    ],
)
def test_a_review_has_to_be_there_and_newer_than_the_text(clinic, keys, said):
    clinic.write(**keys)
    told = found(clinic)
    assert bool(told) == bool(said) and said in " ".join(told)


@pytest.mark.parametrize(
    ("keys", "said"),
    [
        ('translated-from: "1"\ntranslator: A. Person, certified', ""),
        ('translated-from: "1"\ntranslator: machine', "a machine has translated this"),
        ('translated-from: "0.9"\ntranslator: A. Person, certified', "this was translated from version 0.9"),
        ("translator: A. Person, certified", "does not say from which version"),
        ('translated-from: "1"', "does not say who made it"),
    ],
)
def test_a_translation_is_a_persons_and_keeps_up(clinic, keys, said):
    clinic.write(reviewers=GOOD)
    english = (clinic.folder / "handouts/h.yaml").read_text("utf-8")
    clinic.add("handouts/h.es.yaml", english.replace("language: en", f"language: es\n{keys}"))
    told = found(clinic, "h.es")
    assert bool(told) == bool(said) and said in " ".join(told)


def test_what_a_translation_says_otherwise_is_refused_until_it_is_accepted(clinic):
    clinic.write("- Take 5 mg.", reviewers=GOOD)
    english = (clinic.folder / "handouts/h.yaml").read_text("utf-8").replace("5 mg", "6 mg")
    keys = 'language: es\ntranslated-from: "1"\ntranslator: A. Person, certified\n'
    clinic.add("handouts/h.es.yaml", english.replace("language: en\n", keys))
    assert "“6 mg” stands here, and in the original “5 mg”" in " ".join(found(clinic, "h.es"))
    clinic.add(
        "handouts/h.es.yaml", english.replace("language: en\n", f"{keys}accept: {{CF176: as it is sold there}}\n")
    )
    assert found(clinic, "h.es") == []


def test_both_sides_of_a_choice_count_where_no_record_decides(clinic):
    fields = "\n  kind: {choices: [a, b]}\n"
    clinic.write(reviewers=GOOD, fields=fields, sections=CHOICE)
    assert "so is the other side" in " ".join(found(clinic, has_record=False)) and found(clinic) == []
    clinic.write(reviewers=GOOD, fields=fields, sections=CHOICE, accept="{CF153: both may stand}")
    assert found(clinic, has_record=False) == []


def test_a_reason_lets_it_go_and_stands_on_the_page(clinic, words, tmp_path):  # noqa: F811
    clinic.write(layouts="[letter]")
    project = Project.open(clinic.folder, datetime.date(2026, 12, 1))
    with pytest.raises(CarefoldError, match="--unreviewed REASON"):
        refuse_unreviewed(project.check("h"), "", has_record=False)
    refuse_unreviewed(project.check("h"), "the clinician is away", has_record=False)
    made = project.build(Order("h", "letter", unreviewed="the clinician is away"))
    path = tmp_path / "h.pdf"
    path.write_bytes(made.data)
    assert "Not fully reviewed: the clinician is away" in words(path)
    assert made.code == project.build(Order("h", "letter")).code
