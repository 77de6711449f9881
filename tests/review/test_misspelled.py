"""Spelling: told by `check`, never by a build."""

import pytest
from opening import opened

from carefold.run import Run

REVIEWERS = "[{name: A, role: Nurse, date: 2026-11-23}]"


@pytest.fixture
def told(clinic):
    def found(text, project="", **keys):
        clinic.write(f"- >-\n  {text}", reviewers=REVIEWERS, **keys)
        clinic.add("project.yaml", f"format: 2\n{project}")
        return [one for one in opened(clinic.folder).check("h").report.findings if one.code == "CF117"]

    return found


def test_once_a_word_with_what_may_be_meant(told):
    (one,) = told("You may recieve a letter. If you recieve none, call us.")
    assert one.message == "“recieve” may be misspelled (2 times)."
    assert "“receive” or “relieve” meant" in one.hint


@pytest.mark.parametrize(
    "text",
    [
        "Ask Reddel Duman about it. Take rivaroxaban.",  # names, and what is far from every word
        "Die Aerzte sagen: nehmen Sie die Tabletten jeden Abend.",  # another language
        "Write to clinc@riverbend.example.",
    ],
)
def test_what_is_no_mistake(told, text):
    assert not told(text)


def test_a_missing_accent_in_a_language_whose_list_lacks_forms(told):
    assert [one.message for one in told("¿Quién se desmayó? Evite la presion alta, y espere.", language="es")] == [
        "“presion” may be misspelled."
    ]


def test_words_of_the_project(told):
    assert told("Come to the vizit room.")
    assert not told("Come to the vizit room.", "words: [Vizit]")


def test_a_build_does_not_look_it_up(clinic, told):
    assert not told("You may recieve a letter.", accept='{CF117: "The name of our letter."}')
    found = Run(opened(clinic.folder)).review("h", None).report
    assert not [one for one in found.findings if one.code in ("CF117", "CF161")]
