"""What is accepted, and what a project makes of a code."""

import pytest
from opening import opened

from carefold.diagnostics.carefold_error import CarefoldError
from carefold.diagnostics.codes import CODES
from carefold.diagnostics.finding import Finding, Severity
from carefold.diagnostics.place import Place
from carefold.diagnostics.report import Report
from carefold.diagnostics.settle import Acceptance, problems_of_severities, settle
from carefold.order import Order
from carefold.pipeline import build
from carefold.workspace import load_handout

TWO = """
- title: One
  {accept}
  blocks: [Take 1.0 mg.]
- title: Two
  blocks: [Take 2.0 mg.]
"""


def found(review):
    return [one.code for one in review.report.findings]


def test_a_finding_is_accepted_for_the_whole_handout(reviewed):
    review = reviewed(sections=TWO.format(accept=""), accept="{CF132: It is a lab value}")
    assert found(review) == []
    assert [(one.finding.code, one.reason) for one in review.report.accepted] == [("CF132", "It is a lab value")] * 2


def test_a_finding_is_accepted_in_its_section_only(reviewed, pointed):
    review = reviewed(sections=TWO.format(accept="accept: {CF132: It is a lab value}"))
    (left,) = review.report.findings
    assert pointed(left).startswith("2.0")
    assert len(review.report.accepted) == 1


def test_the_sections_reason_comes_before_the_handouts(reviewed):
    review = reviewed(sections=TWO.format(accept="accept: {CF132: here}"), accept="{CF132: everywhere}")
    assert [one.reason for one in review.report.accepted] == ["here", "everywhere"]


def test_what_is_accepted_in_vain_is_told_where_it_stands(reviewed, pointed):
    review = reviewed("- Rest.", accept='{CF132: none, CF107: "none"}')
    first, second = review.report.findings
    assert first.code == second.code == "CF161"
    assert pointed(first).startswith("CF132: none") and pointed(second).startswith("CF107")


def test_what_is_accepted_in_vain_can_be_accepted_but_not_by_itself(reviewed):
    review = reviewed("- Rest.", accept="{CF132: none, CF161: we share this head}")
    assert found(review) == []
    assert [(one.finding.code, one.reason) for one in review.report.accepted] == [("CF161", "we share this head")]
    assert found(reviewed("- Rest.", accept="{CF161: none}")) == ["CF161"]


def test_what_is_accepted_for_a_pdf_is_not_missed_among_the_words(reviewed):
    assert found(reviewed("- Rest.", accept="{CF411: an old drawing}")) == []


@pytest.mark.parametrize(
    "limits", ["{aim: 9, refuse: 6}", "{aim: 10}", "{aim: -1}", "{refuse: -1}", "{aim: -3, refuse: -2}"]
)
def test_limits_that_make_no_sense_are_told(limits, reviewed):
    with pytest.raises(CarefoldError) as caught:
        reviewed("- Rest.", project=f"reading-grade: {limits}")
    assert {one.place.line for one in caught.value.findings} == {1} and caught.value.findings[0].hint


@pytest.mark.parametrize("limits", ["{aim: 6, refuse: 6}", "{refuse: 5}", "{aim: 0}"])
def test_limits_that_touch_are_fine(limits, reviewed):
    assert reviewed("- Rest.", project=f"reading-grade: {limits}").report


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("CF999", "there is no code “CF999”."),
        ("CF304", "CF304 can't be accepted (“A font is not embedded”)."),
        ("cf132", "there is no code “cf132”."),
        ("CF143", "CF143 can't be accepted (“The review date is past”)."),
        ("CF100", "CF100 can't be accepted"),
    ],
)
def test_what_can_not_be_accepted(code, said, clinic):
    clinic.write("- Rest.", accept=f"{{{code}: because}}")
    with pytest.raises(CarefoldError) as caught:
        opened(clinic.folder).check("h")
    (problem,) = caught.value.findings
    assert problem.message.startswith(said)
    assert problem.place.line > 1 and problem.hint


def test_a_reason_is_needed(reviewed):
    with pytest.raises(CarefoldError):
        reviewed("- Rest.", accept='{CF132: ""}')
    with pytest.raises(CarefoldError):
        reviewed("- Rest.", accept="[CF132]")


@pytest.mark.parametrize("severity", ["error", "warning", "hint"])
def test_a_project_chooses_severities(severity, reviewed):
    project = f"findings: {{CF107: {severity}, CF161: {severity}}}"
    review = reviewed("- It was checked.", project=project, accept="{CF132: none}")
    assert {one.severity for one in review.report.findings} == {Severity(severity)}
    assert sorted(found(review)) == ["CF107", "CF161"]


def test_a_project_turns_codes_off(reviewed):
    project = "findings: {CF107: off, CF161: off}"
    assert found(reviewed("- It was checked.", project=project, accept="{CF132: none}")) == []


def test_what_is_accepted_was_found_though_the_project_turns_it_off(reviewed):
    """A handout serves several projects: it is not told that it accepts in vain what only this one leaves out."""
    review = reviewed("- It was checked.", project="findings: {CF107: off}", accept="{CF107: as its source says}")
    assert found(review) == []
    assert [one.finding.code for one in review.report.accepted] == ["CF107"]


def problems(clinic, text):
    clinic.add("handouts/.keep", "")
    clinic.add("project.yaml", text)
    return list(problems_of_severities(opened(clinic.folder).settings.severities))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("findings: {CF189: off}", "there is no code “CF189”"),
        ("findings: {CF132: warning}", "CF132 stays an error: it protects patients."),
        ("findings: {CF131: off}", "CF131 stays an error: it protects patients."),
        ("findings: {CF143: hint}", "CF143 stays an error: it protects patients."),
    ],
)
def test_what_a_project_can_not_choose(text, said, clinic):
    (problem,) = problems(clinic, text)
    assert problem.message.startswith(said)
    assert problem.place.file.endswith("project.yaml") and (problem.place.line, problem.place.column) == (1, 12)


def test_what_a_project_can_choose(clinic):
    assert problems(clinic, "findings: {CF132: error, CF121: warning, CF104: off}") == []
    with pytest.raises(CarefoldError, match="loud"):
        problems(clinic, "findings: {CF121: loud}")


def test_limits_of_the_grade_are_the_projects(reviewed):
    text = "- Ask your doctor about medicine for the pain before you begin any exercise."
    assert "CF102" in found(reviewed(text))
    assert "CF101" in found(reviewed(text, project="reading-grade: {aim: 4, refuse: 5}"))
    assert found(reviewed(text, project="reading-grade: {aim: 12, refuse: 13}")) == []


def test_findings_are_in_the_order_of_their_places(reviewed):
    review = reviewed("- It was checked. Take 1.0 mg.\n- Utilize .5 mg.")
    places = [one.place for one in review.report.findings]
    assert places == sorted(places) and len(places) == 4


def test_a_finding_in_a_shared_part_names_its_place_and_the_handout(reviewed, clinic):
    clinic.add("handouts/parts/a.yaml", "- Rest.\n- Take 1.0 mg.\n")
    (finding,) = reviewed("- include: handouts/parts/a.yaml").report.findings
    assert finding.place.file.endswith("handouts/parts/a.yaml") and finding.place.line == 2
    assert finding.hint.endswith("handouts/h.yaml.")
    assert found(reviewed("- include: handouts/parts/a.yaml", accept="{CF132: here}")) == []


# --- PDFs


def pdf_report(*codes):
    return Report("x.pdf", tuple(Finding("m", "page 1", "", code, CODES[code].severity) for code in codes))


def test_warnings_about_a_pdf_are_accepted_in_its_handout(clinic):
    clinic.write("- Rest.", accept="{CF411: an old drawing}")
    handout = load_handout(opened(clinic.folder), "h")
    report = settle(pdf_report("CF411", "CF408", "CF405"), {}, handout.acceptances)
    assert [one.code for one in report.findings] == ["CF408", "CF405"]
    assert [(one.finding.code, one.reason) for one in report.accepted] == [("CF411", "an old drawing")]


def test_what_nobody_may_accept_stays_and_what_nobody_accepted_too():
    listed = [Acceptance("CF304", "we have no font", Place("h.yaml", 1, 1))]
    report = settle(pdf_report("CF304", "CF411"), {}, listed)
    assert ([one.code for one in report.findings], report.accepted) == (["CF304", "CF411"], ())


def test_a_project_weighs_warnings_about_pdfs_but_not_errors(clinic):
    assert problems(clinic, "findings: {CF411: error, CF218: off}") == []
    settings = opened(clinic.folder).settings
    report = settle(pdf_report("CF411", "CF218"), settings.findings)
    assert [(one.code, one.severity) for one in report.findings] == [("CF411", Severity.ERROR)]
    (problem,) = problems(clinic, "findings: {CF405: warning}")
    assert problem.message.startswith("CF405 stays an error")


def test_what_a_handout_accepts_holds_for_its_pdf_on_disk(clinic, tmp_path):
    from PIL import Image

    Image.new("RGB", (60, 40), "#0b6e73").save(tmp_path / "small.png")
    figure = "- figure: {image: small.png, alt: A field, width: 2in}"
    clinic.write(figure)
    made = build(opened(clinic.folder), Order("h", "letter"))
    assert [one.code for one in made.findings] == ["CF411"]
    file = clinic.add("out/h.letter.pdf", made.data)
    assert [one.code for one in opened(clinic.folder).check_pdf(file).findings] == ["CF411"]
    clinic.write(figure, accept="{CF411: it is meant to look old}")
    assert build(opened(clinic.folder), Order("h", "letter")).findings == ()
    report = opened(clinic.folder).check_pdf(file)
    assert (report.findings, len(report.accepted)) == ((), 1)
