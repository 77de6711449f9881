"""Words: the lists, and what is told of each."""

import pytest

from carefold.languages.language import Language
from carefold.review.passages import passages
from carefold.review.rules.vocabulary import _plain, stems


def about(review, code):
    return [finding for finding in review.report.findings if finding.code == code]


def test_the_list_of_plain_words_has_more_than_250_entries_none_of_them_twice():
    for code, least in (("en", 250), ("es", 150)):
        entries = [entry for entry, _ in Language.of(code).pairs("plain")]
        assert len(entries) >= least
        assert len(set(entries)) == len(entries)
        assert all(plain and plain != entry for entry, plain in Language.of(code).pairs("plain"))


@pytest.mark.parametrize("code", ["en", "es"])
def test_every_list_can_be_read(code):
    names = "abbreviations actions adjectives be between familiar forms known lead may-end participles scales small"
    for name in names.split():
        assert len(Language.of(code).words(name)) > 3, name
    for name in ("doses", "measures", "numbers", "often", "out-of", "plain"):
        assert all(right for _, right in Language.of(code).pairs(name)), name


@pytest.mark.parametrize(
    ("written", "plain"),
    [("utilizes", "use"), ("Utilizing", "use"), ("assessed", "check"), ("biopsies", "test"), ("prior to", "before"),
     ("in order to", "to"), ("hypertension", "high blood pressure"), ("myocardial infarctions", "")],
)  # fmt: skip
def test_hard_words_in_their_forms(written, plain, reviewed):
    found = about(reviewed(f"- We say {written} here."), "CF105")
    if not plain:
        assert "tissue death" in found[0].hint
        return
    assert f"“{written}”" in found[0].message
    assert plain in found[0].hint


def test_the_longest_phrase_is_told(reviewed, tmp_path):
    """Who only replaces the start of one is left with “about to”."""
    (tmp_path / "xx/words").mkdir(parents=True)
    (tmp_path / "xx/words/plain.txt").write_text("with regard: about\nwith regard to: on\nwith regard at: by\n")
    handout = reviewed("- Ask with regard to pain.").resolved.handout
    (passage,) = [one for one in passages(handout, Language("xx", tmp_path)) if one.text.startswith("Ask with")]
    assert _plain(passage, 1) == ("with regard to", "on")


def test_each_place_of_a_hard_word_is_told(reviewed):
    found = about(reviewed("- Assess it. Then assess it.\n- We assess it."), "CF105")
    assert len({finding.place for finding in found}) == 3


def test_a_long_word_is_told_once_with_its_number(reviewed):
    (finding,) = about(reviewed("- An arthrography. No arthrography.\n- Arthrography is it."), "CF106")
    assert "(3 times)" in finding.message


def test_words_of_the_title_are_no_hard_words(reviewed):
    assert about(reviewed("- Ask about edema and arthroscopy.", title="Edema and arthroscopy"), "CF105") == []
    assert about(reviewed("- Ask about edema and arthroscopy.", title="Edema and arthroscopy"), "CF106") == []


def test_stems():
    assert {"utilize"} <= set(stems("utilizing", Language.of("en"))) & set(stems("utilized", Language.of("en")))
    assert "biopsy" in stems("biopsies", Language.of("en"))
    assert "adverso" in stems("adversas", Language.of("es"))


@pytest.mark.parametrize(
    "text",
    ["You will be seen by a nurse.", "It was not fully understood.", "Tests are often done.", "It gets cleaned."],
)
def test_passive(text, codes):
    assert ("CF107" in codes(text)) == ("done" not in text)


@pytest.mark.parametrize(
    "text",
    ["You are tired.", "We are married.", "It is red.", "You need to be careful.", "It has helped.", "Feed is good."],
)
def test_active(text, codes):
    assert "CF107" not in codes(text)


@pytest.mark.parametrize(
    "text",
    [
        "Your blood count (CBC) is fine. The CBC helps.",
        "The CBC (complete blood count) helps.",
        "CBC is a blood count.",
        "CBC means blood count.",
        "Take it at 8 AM, OK?",
        "STOP NOW and call.",
        "Do NOT run. ALL of it.",
        "Hepatitis A and vitamin B12.",
    ],
)
def test_explained_abbreviations(text, codes):
    assert "CF108" not in codes(text)


def test_an_abbreviation_is_told_once(reviewed):
    (finding,) = about(reviewed("- Ask for a CBC. The CBC and two CBCs."), "CF108")
    assert "CBC" in finding.message


def test_spanish_words(reviewed):
    found = about(reviewed("- Vamos a utilizar los fármacos.", language="es"), "CF105")
    assert [finding.hint for finding in found] == ["Say “usar”.", "Say “medicina”."]
    assert about(reviewed("- El hielo es utilizado.", language="es"), "CF107")
