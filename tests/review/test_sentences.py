"""Where sentences end, and what is a word."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carefold.languages.language import Language
from carefold.review.plain_words import BLANK, masked, words
from carefold.review.sentences import spans

ENGLISH, SPANISH = Language.of("en"), Language.of("es")


def split(text, language=ENGLISH):
    hidden = masked(text)
    return [text[start:end] for start, end in spans(hidden, language)]


@pytest.mark.parametrize(
    "text",
    [
        "Dr. Smith and Mrs. J. Jones will see you.",
        "Take a painkiller, e.g. Tylenol, i.e. acetaminophen.",
        "Take 2.5 mL at 8 a.m. and at noon.",
        "Come at 8:30 a.m. on Monday the 3rd.",
        "Call 1-555-555-0100 or write to help@clinic.example.com.",
        "Look at https://clinic.example/a.b?c=d. to learn more.",
        "Go to clinic.example.org/page. for help",
        "It costs approx. 20 dollars (see no. 3 of the list).",
        "He said “Stop!” and went.",
        "a fragment without an end",
        "U.S. law says so.",
    ],
)
def test_one_sentence(text):
    assert split(text) == [text]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Rest. Drink water.", ["Rest.", "Drink water."]),
        ("Is it safe? Yes! Take it.", ["Is it safe?", "Yes!", "Take it."]),
        ("Come at 8 a.m. Bring your card.", ["Come at 8 a.m.", "Bring your card."]),
        ("Wait 2 hours. 3 out of 10 people do.", ["Wait 2 hours.", "3 out of 10 people do."]),
        ("He said “Stop.” She left (at 5.) Then I went.", ["He said “Stop.”", "She left (at 5.)", "Then I went."]),
        ("Take vitamin C. Then rest.", ["Take vitamin C.", "Then rest."]),
        ("Ask our nurse J. Smith. Take group B. It helps.", ["Ask our nurse J. Smith.", "Take group B.", "It helps."]),
        ("Hepatitis C. It is I. We left.", ["Hepatitis C.", "It is I.", "We left."]),
        ("Can I drive? No. You must wait.", ["Can I drive?", "No.", "You must wait."]),
        ("See clinic.example.org. Then call.", ["See clinic.example.org.", "Then call."]),
        ("Wait … Then go.", ["Wait …", "Then go."]),
        (f"Your dose is {BLANK}. Take it now.", [f"Your dose is {BLANK}.", "Take it now."]),
    ],
)
def test_several_sentences(text, parts):
    assert split(text) == parts


def test_spanish_sentences():
    text = "La Dra. Pérez lo verá. ¿Tiene fiebre? ¡Llame! Tome 1,5 ml a las 8 a.m. y descanse."
    parts = ["La Dra. Pérez lo verá.", "¿Tiene fiebre?", "¡Llame!", "Tome 1,5 ml a las 8 a.m. y descanse."]
    assert split(text, SPANISH) == parts


def test_words():
    text = "Don’t take 2.5 mg, or “more”, of vitamin B12 — it’s off-label (FDA)."
    assert [word.text for word in words(text)] == [
        "Don’t", "take", "2.5", "mg", "or", "more", "of", "vitamin", "B12", "it’s", "off-label", "FDA",
    ]  # fmt: skip
    assert all(text[word.start : word.end] == word.text for word in words(text))


@pytest.mark.parametrize(
    "text",
    [
        "https://clinic.example/q.d",
        "www.clinic.example",
        "qd@clinic.example",
        "555-0100",
        "(555) 555-0100",
        "clinic.org",
    ],
)
def test_addresses_and_phone_numbers_are_no_words(text):
    assert words(masked(text)) == []
    assert masked(f"Call {text}.") == f"Call {BLANK * len(text)}."


@given(st.text(alphabet="aB1. !?“”(),-@:/\ufffcé’", max_size=60))
def test_any_text_is_covered_once_and_in_order(text):
    hidden = masked(text)
    assert len(hidden) == len(text)
    at = 0
    for start, end in spans(hidden, ENGLISH):
        assert at <= start < end <= len(text)
        assert not hidden[at:start].strip()
        at = end
    assert not hidden[at:].strip()
