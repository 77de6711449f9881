"""What a handout says, said again by its PDF: texts with conditions, fields and marks, and what may not be told."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

import pytest
from opening import opened
from pikepdf import Dictionary, Name
from pypdf import PdfReader

from carefold.order import Order
from carefold.pdfread.document import open_document
from carefold.pipeline import build, expected
from carefold.preflight.checks.privacy import privacy_findings
from carefold.preflight.from_handout import expect
from carefold.preflight.preflight import preflight

FIELDS = "{patient.name: {label: Name}, visit.dose: {label: Dose}}"
BLOCKS = """
- "Dear {{ patient.name }}, water is H~2~O [@zarate2006] and **good** for you."
- text: Only with a dose.
  when: visit.dose
- table: {header: [Time, What], rows: [[8 am, Breakfast]]}
"""


@pytest.fixture
def letter_to_ann(clinic):
    clinic.write(BLOCKS, fields=FIELDS)
    return clinic.again("letter", {"patient.name": "Ann Lee", "visit.dose": "5 mg"})


def test_texts_are_cut_where_blanks_and_citations_stand(clinic):
    clinic.write(BLOCKS, fields=FIELDS)
    made = clinic.again("letter")
    texts = expect(made.resolved, made.layout, made.references, {}).texts
    assert {"Dear", ", water is H2O", "and good for you.", "Only with a dose.", "Breakfast", "Small"} <= set(texts)


def test_what_depends_on_a_condition_is_asked_for_only_where_the_record_is_known(letter_to_ann):
    known = expect(letter_to_ann.resolved, letter_to_ann.layout, (), letter_to_ann.order.record)
    unknown = expect(letter_to_ann.resolved, letter_to_ann.layout, ())
    assert set(known.texts) - set(unknown.texts) == {"Only with a dose."}


def test_a_letter_for_one_person_passes_as_built_and_on_disk(clinic, letter_to_ann):
    workspace = opened(clinic.folder)
    wanted = expected(workspace, letter_to_ann)
    assert wanted.private == ("Ann Lee", "5 mg")
    assert preflight(letter_to_ann.data, "x", wanted).findings == ()
    path = clinic.add("out/h.pdf", letter_to_ann.data)
    assert workspace.check_pdf(path).findings == ()


def test_each_text_must_stand_as_often_as_the_handout_has_it(clinic):
    once = clinic.build("letter", "- Twice in the text.\n- Other.")
    twice = clinic.build("letter", "- Twice in the text.\n- Twice in the text.")
    wanted = expect(twice.resolved, twice.layout, twice.references, {})
    report = preflight(once.data, "x", wanted)
    (finding,) = [one for one in report.findings if one.code == "CF309"]
    assert "“Twice in the text.”" in finding.message


def test_what_the_handout_says_of_itself_is_not_private(clinic):
    clinic.write("- To {{ patient.name }}.", fields="{patient.name: {label: Name}}", title="About Ann Lee")
    made = clinic.again("letter", {"patient.name": "Ann Lee"})
    assert expect(made.resolved, made.layout, (), made.order.record).private == ()


HOME, USERS = "/ho" + "me/", "/Us" + "ers/"


@pytest.mark.parametrize(("said", "kind"), [
    ("ask nurse.joy+info@clinic.example.org", "e-mail"), ("mailto:a@b.example", "e-mail"),
    ("call 555-010-0199 now", "phone"), ("(555) 010-0199", "phone"), ("+44 20 7946 0958", "phone"),
    (f"{HOME}joy/handout.odt", "folder"), (f"{USERS}joy", "folder"), ("C:" + chr(92) + "My Files", "folder"),
    ("file:///a.odt", "folder"), (2 * chr(92) + "server" + chr(92) + "share", "folder"),
], ids=repr)  # fmt: skip
def test_what_looks_personal_is_found(paper, said, kind):
    (finding,) = privacy_findings(paper(b"", lambda pdf: pdf.docinfo.__setitem__("/Subject", said)))
    assert finding.code == "CF216" and kind in finding.message


@pytest.mark.parametrize("said", [
    "Clinic education group", "a @ b", "555-0100", "2026-11-23T10:00:00+02:00", "978-0-306-40615-7", "1.0.0", "A: B",
    "10.1126/science.1190287", "uuid:0a1b2c3d-1234-4123-8123-123456789012", "https://example.org/home/page", "x" * 5000,
], ids=lambda said: said[:30])  # fmt: skip
def test_what_is_not_personal_is_not(paper, said):
    assert not list(privacy_findings(paper(b"", lambda pdf: pdf.docinfo.__setitem__("/Subject", said))))


def test_metadata_of_a_picture_counts_too(paper):
    """Cameras write who took a picture, and where."""

    def add_picture(pdf):
        packet = pdf.make_stream(b"<x>joy@clinic.example</x>", Type=Name.Metadata, Subtype=Name.XML)
        pdf.pages[0].Resources.XObject = Dictionary(P=pdf.make_stream(b"", Subtype=Name.Image, Metadata=packet))

    (finding,) = privacy_findings(paper(b"", add_picture))
    assert "joy@clinic.example" in finding.message


def test_everything_is_reached_once_even_in_circles(paper):
    def circle(pdf):
        one, other = pdf.make_indirect(Dictionary(A=1)), pdf.make_indirect(Dictionary(B=2))
        one.Next, other.Next = other, one
        pdf.Root.PieceInfo = Dictionary(One=one, Other=other)

    reached = paper(b"", circle).reachable
    assert sum("/A" in found or "/B" in found for found in reached) == 2


def test_the_largest_size_is_the_projects(clinic):
    clinic.add("project.yaml", "mail: {largest: 0.001}\n")
    made = clinic.build("letter")
    path = clinic.add("out/h.pdf", made.data)
    (finding,) = opened(clinic.folder).check_pdf(path).findings
    assert (finding.code, str(finding.severity)) == ("CF218", "warning")
    assert open_document(made.data)[0] is not None


def test_a_blank_may_stand_in_a_title_and_in_the_disclaimer(clinic):
    clinic.write(
        sections='- title: "For {{ patient.name }} only"\n  blocks: [Words.]',
        fields=FIELDS,
        disclaimer='"This is for {{ patient.name }}, not for others. Ask {{ visit.dose }}"',
    )
    for edition in ("print", "screen"):
        assert build(opened(clinic.folder), Order("h", "letter", edition=edition)).findings == ()


@pytest.mark.parametrize("missing", ["This is for", "others"])
def test_each_part_around_a_blank_must_be_there(clinic, missing):
    clinic.write(fields=FIELDS, disclaimer='"This is for {{ patient.name }}, not for others."')
    made = clinic.again("letter")
    wanted = expect(made.resolved, made.layout, made.references, {})
    other = replace(wanted, disclaimer=wanted.disclaimer.replace(missing, "Another"))
    assert "CF303" in {one.code for one in preflight(made.data, "x", other).findings}
    assert "CF303" not in {one.code for one in preflight(made.data, "x", wanted).findings}


@pytest.mark.parametrize(
    "title",
    [
        "A non\u2011stop follow-up",
        "Ein\u00adfach \u200bso",
        "Cafe\u0301 ﬁne ½ №",
        "5\u00a0mg \u2060now",
        "x\u0302\u0301 y",
    ],
)
def test_a_page_of_ours_is_never_refused_for_the_signs_in_it(clinic, title):
    clinic.write(f'- "{title} and more."', title=f'"{title}"', disclaimer=f'"{title}"')
    made = build(opened(clinic.folder), Order("h", "trifold"))
    assert made.findings == ()
    assert b"\xad" not in PdfReader(BytesIO(made.data)).metadata.title.encode("utf-16-be")
