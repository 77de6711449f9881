"""The formulas against worked examples that others have published, or against the limits that follow from them."""

import pytest

from carefold.languages.language import Language
from carefold.review.instruments.formulas import Counts, Formula, total
from carefold.review.plain_words import masked, words
from carefold.review.syllables import syllables

ENGLISH, SPANISH = Language.of("en"), Language.of("es")
OF_ENGLISH, OF_SPANISH = (
    {name: Formula.of(said) for name, said in language.rules("grade").items()} for language in (ENGLISH, SPANISH)
)
flesch_kincaid, flesch_ease = OF_ENGLISH["Flesch-Kincaid"].grade, OF_ENGLISH["Flesch ease"].ease
smog, szigriszt_pazos = OF_ENGLISH["SMOG grade"].grade, OF_SPANISH["INFLESZ"].ease
fernandez_huerta, grade_of_spanish = OF_SPANISH["Fernández-Huerta"].ease, OF_SPANISH["Fernández-Huerta"].year
inflesz = OF_SPANISH["INFLESZ"].band


def counted(text, language, sentences=1):
    of_words = [syllables(word.text, language) for word in words(masked(text))]
    return Counts(len(of_words), sentences, sum(of_words), sum(count > 2 for count in of_words))


@pytest.mark.parametrize(
    ("text", "number", "syllable_count", "ease"),
    [
        ("The cat sat on the mat.", 6, 6, 116),
        ("This sentence, taken as a reading passage unto itself, is being used to prove a point.", 16, 23, 69),
        ("The Australian platypus is seemingly a hybrid of a mammal and reptilian creature.", 13, 24, 37.5),
    ],
)
def test_flesch_ease_of_sentences(text, number, syllable_count, ease):
    """The sentences and scores of Wikipedia, “Flesch-Kincaid readability tests”: 116, 69 and 37.5."""
    counts = counted(text, ENGLISH)
    assert (counts.words, counts.syllables) == (number, syllable_count)
    assert flesch_ease(counts) == pytest.approx(ease, abs=0.2)


def test_flesch_kincaid_of_the_platypus():
    """Wikipedia, the same article: grade 11.3 from 24 syllables and 13 words."""
    assert flesch_kincaid(Counts(13, 1, 24)) == pytest.approx(11.3, abs=0.05)


def test_flesch_kincaid_of_green_eggs_and_ham():
    """Wikipedia, the same article: 5.7 words a sentence and 1.02 syllables a word make -1.3."""
    assert flesch_kincaid(Counts(5700, 1000, 5814)) == pytest.approx(-1.3, abs=0.05)


def test_flesch_at_its_limits():
    """Wikipedia, the same article: one-word sentences of one syllable reach 121.22, and the grade -3.40."""
    counts = Counts(1, 1, 1)
    assert flesch_ease(counts) == pytest.approx(121.22)
    assert flesch_kincaid(counts) == pytest.approx(-3.40)


@pytest.mark.parametrize(("long_words", "grade"), [(4, 5), (9, 6), (16, 7), (25, 8), (36, 9), (49, 10), (64, 11)])
def test_smog_beside_the_graders_table(long_words, grade):
    """McLaughlin (1969), by hand: 3 + the root of the long words of 30 sentences. We are within half a grade."""
    assert smog(Counts(300, 30, 450, long_words)) == pytest.approx(grade, abs=0.5)


def test_smog_counts_shorter_texts_as_if_they_had_30_sentences():
    assert smog(Counts(100, 10, 150, 12)) == pytest.approx(smog(Counts(300, 30, 450, 36)))


def test_the_spanish_formulas():
    """No worked example in print gives its counts: these are worked by hand from the formulas.

    En un lugar de la Mancha: 6 words, 8 syllables (En-un-lu-gar-de-la-Man-cha).
    """
    counts = counted("En un lugar de la Mancha", SPANISH)
    assert (counts.words, counts.syllables) == (6, 8)
    assert fernandez_huerta(counts) == pytest.approx(206.84 - 80 - 6.12)
    assert szigriszt_pazos(counts) == pytest.approx(206.835 - 62.3 * 8 / 6 - 6)


def test_fernandez_huerta_takes_words_a_sentence():
    """Law (2011): longer sentences make a text harder; the formula as often printed had it the other way round."""
    assert fernandez_huerta(Counts(100, 4, 200)) < fernandez_huerta(Counts(100, 10, 200))


@pytest.mark.parametrize(
    ("ease", "band"),
    [
        (39.9, "muy difícil"), (40, "algo difícil"), (54.9, "algo difícil"), (55, "normal"), (64.9, "normal"),
        (65, "bastante fácil"), (79.9, "bastante fácil"), (80, "muy fácil"),
    ],
)  # fmt: skip
def test_inflesz_bands(ease, band):
    """Barrio-Cantalejo et al. (2008): 40, 55, 65 and 80."""
    assert inflesz(ease) == band


@pytest.mark.parametrize(("ease", "grade"), [(120, 4), (90, 5), (85, 5.5), (70, 7), (60, 9), (30, 16), (-20, 16)])
def test_spanish_school_years(ease, grade):
    """The table of Fernández-Huerta: 90 to 100 is 4th grade, 70 to 80 6th, 60 to 70 7th and 8th."""
    assert grade_of_spanish(ease) == pytest.approx(grade)


def test_counts_add_up():
    assert total([Counts(1, 2, 3, 4), Counts(10, 20, 30, 40)]) == Counts(11, 22, 33, 44)
