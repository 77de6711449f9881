"""Syllables, by rule and by exception."""

import pytest

from carefold.languages.language import Language
from carefold.review.syllables import syllables

ENGLISH, SPANISH = Language.of("en"), Language.of("es")


@pytest.mark.parametrize(
    ("word", "count"),
    [
        ("take", 1), ("table", 2), ("tables", 2), ("called", 1), ("wanted", 2), ("troubled", 2), ("washes", 2),
        ("takes", 1), ("nurses", 2), ("safely", 2), ("movement", 2), ("media", 3), ("special", 2), ("nation", 2),
        ("serious", 3), ("anxious", 2), ("patient", 2), ("client", 2), ("easier", 3), ("society", 4), ("gradual", 3),
        ("guard", 1), ("being", 2), ("asthma", 2), ("rhythm", 2), ("create", 2), ("reaction", 3), ("nausea", 3),
        ("diarrhea", 4), ("clinician", 3), ("ketamine", 3), ("medicine", 3), ("anesthesia", 4), ("every", 2),
        ("everyone", 3), ("something", 2), ("queue", 1), ("rhythms", 2), ("the", 1), ("I", 1),
    ],
)  # fmt: skip
def test_english(word, count):
    assert syllables(word, ENGLISH) == count
    assert syllables(word.capitalize(), ENGLISH) == count


@pytest.mark.parametrize(
    ("word", "count"),
    [
        ("don’t", 1), ("doesn't", 2), ("isn’t", 2), ("can't", 1), ("you’ll", 1), ("nurse’s", 2), ("clinic’s", 2),
        ("off-label", 3), ("far-away", 3), ("911", 1), ("2.5", 1), ("FDA", 3), ("NMDA", 4), ("WHO", 1), ("NOT", 1),
        ("10mg", 1), ("LGBTQ", 5), ("COVID", 2), ("AIDS", 4),
    ],
)  # fmt: skip
def test_clitics_compounds_numbers_and_letters(word, count):
    assert syllables(word, ENGLISH) == count


@pytest.mark.parametrize(
    ("word", "count"),
    [
        ("medicina", 4), ("corazón", 3), ("día", 2), ("agua", 2), ("ciudad", 2), ("aéreo", 4), ("poeta", 3),
        ("guitarra", 3), ("queso", 2), ("pingüino", 3), ("ahora", 3), ("prohíbe", 3), ("ley", 1), ("muy", 1), ("y", 1),
        ("oír", 2), ("paciente", 3), ("averiguáis", 4), ("leer", 2), ("huevo", 2), ("respiración", 4), ("chicos", 2),
    ],
)  # fmt: skip
def test_spanish(word, count):
    assert syllables(word, SPANISH) == count


def test_another_language_counts_groups_of_vowels():
    assert syllables("Krankenhaus", Language.of("de")) == 3
