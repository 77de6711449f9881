"""Which words count for the reading grade."""

from dataclasses import replace

import pytest
from opening import frozen

from carefold.review.instruments.grades import grades_of
from carefold.review.rules.readability import grade_findings
from carefold.review.subject import Subject

HARD = "Considerable deterioration necessitates immediate administration."


def whole(review):
    return review.grades.whole


@pytest.mark.parametrize(
    "more",
    [
        f"- heading: {HARD}",
        f"- heading: {HARD[:-1]}",
        "- contact: {hours: Considerable deterioration necessitates administration.}",
        f"- figure: {{image: handouts/images/house.svg, alt: {HARD}}}",
        f"- write-in: {{label: {HARD[:-1]}}}",
        f"- table: {{header: [{HARD[:-1]}], rows: [[{HARD[:-1]}]]}}",
        "- page-break:",
    ],
)
def test_left_out(more, reviewed, clinic):
    clinic.add(
        "handouts/images/house.svg",
        b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><path d="M0 0h1v1z"/></svg>',
    )
    assert whole(reviewed(f"- Rest well.\n{more}")).counts == whole(reviewed("- Rest well.")).counts


@pytest.mark.parametrize(
    "more", [f"- {HARD}", f"- list: [{HARD[:-1]}]", f"- write-in: {{label: {HARD}}}", f"- facts: {{Now: {HARD}}}",
             f"- callout: {{kind: note, text: {HARD}}}", f"- table: {{header: [Now], rows: [[{HARD}]]}}"],
)  # fmt: skip
def test_counted(more, reviewed):
    plain, harder = whole(reviewed("- Rest well.")), whole(reviewed(f"- Rest well.\n{more}"))
    assert harder.counts.sentences == plain.counts.sentences + 1
    assert harder.counts.words == plain.counts.words + 5
    assert harder.value > plain.value


def test_an_item_is_a_sentence(reviewed):
    counts = whole(reviewed("- list: [sleep, walk, a cool room]")).counts
    assert counts.sentences == whole(reviewed("- Rest.")).counts.sentences + 2


def test_blanks_references_and_numbers(reviewed):
    keys = {"fields": "{visit.dose: {label: Dose}}", "references": "[{id: a1, type: book, title: A}]"}
    counts = whole(reviewed('- "Take {{ visit.dose }} at 8. [@a1]"', **keys)).counts
    plain = whole(reviewed("- Take at 8.")).counts
    assert counts == plain


def test_the_words_of_the_title_are_also_shown_left_out(reviewed):
    review = reviewed("- Esketamine helps. Take esketamine with care.", title="About esketamine")
    assert review.grades.without_terms.value < review.grades.whole.value
    assert review.grades.without_terms.counts.words == review.grades.whole.counts.words - 2


def test_short_sections_are_not_judged(reviewed):
    long = " ".join(["Rest your sore knee for a whole day."] * 4)
    sections = f"- {{title: One, blocks: [Rest.]}}\n- {{title: Two, blocks: [{long}]}}"
    assert [section.title for section in reviewed(sections=sections).grades.sections] == ["Two"]


def test_spanish_grades(reviewed):
    easy = reviewed("- El sol sale. Vaya a la casa.", language="es").grades
    hard = reviewed("- La administración farmacológica extrahospitalaria requiere supervisión.", language="es").grades
    assert easy.formula == "Fernández-Huerta"
    assert easy.whole.value < 6 < hard.whole.value
    assert dict(easy.whole.beside)["INFLESZ"].endswith("fácil")


def test_a_language_without_rules_has_no_grade(reviewed):
    assert reviewed("- Trinken Sie Wasser.", language="de").grades is None


def test_a_handout_of_the_library():
    """It has no error; each warning was looked at, and stays for its clinic to see."""
    project = frozen()
    review = project.check("about-ketamine")
    assert [str(one) for one in review.report.errors] == []
    warnings = [(one.code, one.place.line) for one in review.report.findings if one.severity == "warning"]
    assert warnings == [("CF144", 2)]  # nobody has read it yet
    assert 4 < review.grades.whole.value < 5
    again = Subject(review.resolved, project.settings.reading_grade, review.evidence.subject.today)
    assert grades_of(again) == review.grades


@pytest.mark.parametrize(
    ("value", "told"), [(6.0, []), (6.04, []), (6.06, ["CF102"]), (7.94, ["CF102"]), (7.96, ["CF101"]), (8, ["CF101"])]
)
def test_a_grade_is_judged_as_it_is_shown_and_the_aim_itself_is_fine(value, told, reviewed):
    review = reviewed("- Rest.", project="reading-grade: {aim: 6, refuse: 8}")
    grades = replace(review.grades, whole=replace(review.grades.whole, value=value))
    assert [one.code for one in grade_findings(review.evidence.subject, grades)] == told


def test_the_hardest_section_is_named(reviewed):
    """It is where an author's time helps readers the most."""
    plain, hard = "Rest your sore knee. " * 10, f"{HARD} " * 10
    texts = {"One": plain, "Two": hard, "Three": plain}
    sections = "\n".join(f"- {{title: {title}, blocks: [{text}]}}" for title, text in texts.items())
    (whole_handout, *_) = [one for one in reviewed(sections=sections).report.findings if one.code == "CF101"]
    assert "Start with “Two” (line " in whole_handout.hint


def test_no_grade_is_shown_below_nought():
    from carefold.review.instruments.formulas import Counts
    from carefold.review.instruments.grades import Grade

    assert [Grade(value, Counts()).shown for value in (-2.3, -0.04, 0.04, 5.25)] == ["0.0", "0.0", "0.0", "5.2"]


@pytest.mark.parametrize(("words", "graded"), [(29, 0), (30, 1)])
def test_a_section_is_graded_from_thirty_words_on(words, graded, reviewed):
    sections = f"- {{title: Rest, blocks: [{' '.join(['rest'] * words)}.]}}"
    assert len(reviewed(sections=sections).grades.sections) == graded


def test_smog_says_when_it_has_fewer_than_thirty_sentences(reviewed):
    few = {}
    for sentences in range(22, 31):
        grade = whole(reviewed(f"- {'Rest well. ' * sentences}"))
        few[grade.counts.sentences] = dict(grade.beside)["SMOG grade"].endswith(" (fewer than 30 sentences)")
    assert (few[29], few[30]) == (True, False)


def test_a_section_whose_stem_and_items_are_short_is_read_item_by_item(reviewed):
    """“Call 911 if you have:” is kept in mind; a stem of twenty words is not."""
    items = [f"very bad pain in your {where} now" for where in ("side", "back", "leg", "arm", "neck", "foot")]
    blocks = [
        f"{{title: Help, blocks: ['{stem}:', {{list: [{', '.join(items)}]}}]}}"
        for stem in (
            "Call 911 if you have",
            "Tell us before your visit if you have had any of these or if somebody in your family did",
        )
    ]
    short, long = (reviewed(sections=f"- {one}").grades.sections[0].grade.value for one in blocks)
    assert short < 4 and long > 10
