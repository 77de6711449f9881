"""A clinic's own lists of words: they extend carefold's, and overrule them."""

import pytest

from carefold.reading.own_words import own_words


@pytest.fixture
def found(clinic, reviewed):
    from opening import opened

    def codes(text, project="", **lists):
        for name, words in lists.items():
            clinic.add(f"words/{name.replace('__', '/').replace('_', '-')}.txt", words)
        clinic.write(f"- >-\n  {text}", reviewers="[{name: A, role: Nurse, date: 2026-11-23}]")
        if project:
            clinic.add("project.yaml", project)
        return [one.code for one in opened(clinic.folder).check("h").report.findings]

    return codes


def test_a_word_of_ours_may_stand(found):
    assert "CF105" in found("You may have a stool test. Call us.")
    assert "CF105" not in found("You may have a stool test. Call us.", en__plain="stool: ok\n")
    assert "CF105" not in found("You may have a stool test. Call us.", en__plain="- stool\n")


def test_a_word_of_theirs_is_hard(found):
    assert "CF105" not in found("Ask for the blorp. Call us.")
    assert "CF105" in found("Ask for the blorp. Call us.", en__plain="blorp: desk\n")


def test_wordings_too(found):
    assert "CF192" in found("Diabetics can call us.")
    assert "CF192" not in found("Diabetics can call us.", en__blame="diabetics => ok\n")
    assert "CF114" in found("We do it by the skin. Call us.", en__idioms="by the skin => just so\n")


def test_names_in_the_project(found):
    text = "Ask for hemochromatosis. Call us."
    assert "CF106" in found(text)
    assert "CF106" not in found(text, project="format: 1\nwords: [Hemochromatosis]\n")


def test_what_is_no_folder_holds_nothing(tmp_path, clinic):
    from carefold.model.settings import Settings

    assert own_words(None, Settings()) == own_words(tmp_path, Settings()) == ()
    clinic.add("words", b"\xff no folder")
    assert own_words(clinic.folder, Settings()) == ()
