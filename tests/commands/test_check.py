"""carefold check: handouts before, PDFs after."""

import re

import pikepdf
import pytest
from reportlab.pdfgen.canvas import Canvas

from carefold.diagnostics.exit_code import ExitCode
from carefold.diagnostics.finding import Finding, Severity
from carefold.diagnostics.report import Report

REVIEWED = "[{name: A. Tester, role: Nurse, date: 2026-11-23}]"


@pytest.fixture
def built(clinic, carefold):
    clinic.write("- checklist: [One]", reviewers=REVIEWED)
    clinic.add("out/keep.txt", "x")
    assert carefold("build", "--layout", "letter", cwd=clinic.folder).code == 0
    return clinic


def foreign(path, text="Hello"):
    canvas = Canvas(str(path), pagesize=(612, 792))
    canvas.drawString(72, 700, text)
    canvas.save()
    return path


def test_a_handout(clinic, carefold, files):
    clinic.write(reviewers=REVIEWED)
    before = files(clinic.folder)
    run = carefold("check", "h", cwd=clinic.folder)
    assert (run.code, run.out, run.err) == (0, "h: nothing found\n", "")
    assert carefold("check", cwd=clinic.folder) == run
    assert files(clinic.folder) == before


def test_a_broken_handout(clinic, carefold):
    clinic.write("- Words [@nobody2000].\n- lst: [a]", sections="", version="")
    run = carefold("check", "h", "--json", cwd=clinic.folder)
    assert run.code == ExitCode.PROBLEMS
    assert {problem["file"] for problem in run.document["problems"]} == {"handouts/h.yaml"}
    assert "handouts/h.yaml:" in run.err and "error:" in run.err
    assert run.document["checked"] == []


def test_all_that_is_wrong_with_the_words_is_said_at_once(clinic, carefold):
    clinic.write("- Words [@nobody2000].\n- More [@nowhere1999].\n- And {{ patient.name }}.")
    run = carefold("check", cwd=clinic.folder)
    assert run.code == ExitCode.PROBLEMS
    for word in ("nobody2000", "nowhere1999", "patient.name"):
        assert word in run.err


@pytest.mark.parametrize("name", ["zzz", "zzz.yaml"])
def test_an_unknown_handout(name, clinic, carefold):
    clinic.write()
    run = carefold("check", name, cwd=clinic.folder)
    assert run.code == ExitCode.PROBLEMS
    assert "there is no handout “zzz”." in run.err


def test_our_pdf(built, carefold):
    run = carefold("check", "out/h.letter.pdf", cwd=built.folder)
    assert (run.code, run.out, run.err) == (0, "out/h.letter.pdf: nothing found\n", "")
    run = carefold("check", "out/h.letter.pdf", "--json", cwd=built.folder)
    assert run.document == {"checked": [{"subject": "out/h.letter.pdf", "findings": []}], "problems": []}


@pytest.mark.parametrize("options", [["--edition", "screen"], ["--archive", "3a"], ["--allow-expired"]], ids=" ".join)
def test_our_other_editions(options, built, carefold):
    for layout in ("trifold", "letter"):
        built.write("- checklist: [One]", review_by="2026-01-02")
        run = carefold("build", "--allow-expired", "--layout", layout, *options, "--json", cwd=built.folder)
        path = run.document["built"][0]["path"]
        assert carefold("check", path, "--strict", cwd=built.folder).out == f"{path}: nothing found\n"


def test_an_archived_pdf_is_known_anywhere(built, carefold, tmp_path_factory):
    """Renamed, in a folder without its handout, and found by --all."""
    assert carefold("build", "--archive", "3a", "--layout", "letter", cwd=built.folder).code == 0
    archived = built.folder / "out/h.letter.archive.pdf"
    assert carefold("check", "--all", cwd=built.folder).out.splitlines()[1:] == [
        "out/h.letter.archive.pdf: nothing found", "out/h.letter.pdf: nothing found",
    ]  # fmt: skip
    elsewhere = tmp_path_factory.mktemp("shelf")
    (elsewhere / "2026.pdf").write_bytes(archived.read_bytes())
    assert carefold("check", "2026.pdf", cwd=elsewhere).out == "2026.pdf: nothing found\n"
    with pikepdf.open(archived) as pdf:
        pdf.attachments["setup.exe"] = b"MZ"
        pdf.save(elsewhere / "more.pdf")
    assert "the PDF carries other files. [CF605]" in carefold("check", "more.pdf", cwd=elsewhere).out


def test_a_pdf_of_an_older_version(built, carefold):
    """It is checked as any PDF: its words need not be the handout's of today."""
    built.write("- Quite other words.", version="2")
    assert carefold("check", "out/h.letter.pdf", cwd=built.folder).code == 0
    built.write("- Quite other words.", sections="- {title: Other, blocks: [Words]}")
    run = carefold("check", "out/h.letter.pdf", cwd=built.folder)
    assert run.code == ExitCode.PROBLEMS
    assert "Other" in run.out


def test_a_pdf_that_was_made_before_a_change_says_so(built, carefold):
    """What it prints of a number that has changed need not be known: its code is another one."""
    brand = built.folder / "brand.yaml"
    brand.write_text(brand.read_text("utf-8").replace("555-0100", "555-0177"), "utf-8")
    run = carefold("check", "out/h.letter.pdf", cwd=built.folder)
    assert run.code == ExitCode.PROBLEMS
    assert "error: the imprint does not have the code" in run.out and "[CF312]" in run.out


def test_another_tools_pdf(clinic, carefold):
    clinic.write()
    foreign(clinic.folder / "flyer.pdf")
    run = carefold("check", "flyer.pdf", cwd=clinic.folder)
    assert run.code == ExitCode.PROBLEMS
    assert "flyer.pdf: file: error: the PDF is not tagged" in run.out
    assert "[CF501]" in run.out
    document = carefold("check", "flyer.pdf", "--format", "json", cwd=clinic.folder).document
    (checked,) = document["checked"]
    assert checked["subject"] == "flyer.pdf"
    assert "CF501" in {finding["code"] for finding in checked["findings"]}
    for finding in checked["findings"]:
        assert set(finding) == {"code", "severity", "place", "message", "hint", "source"}
        assert finding["severity"] in ("error", "warning", "hint")


@pytest.mark.parametrize("data", [b"", b"garbage", b"%PDF-1.7\n", b"%PDF-1.7\n%%EOF", b"\x00" * 5000])
def test_garbage(data, clinic, carefold):
    clinic.add("bad.pdf", data)
    run = carefold("check", "bad.pdf", cwd=clinic.folder)
    assert run.code == ExitCode.PROBLEMS
    assert re.match(r"bad\.pdf: file: error: .+\. \[CF20\d\] Hint: .+\n$", run.out)
    assert "Traceback" not in run.out + run.err


def test_half_a_pdf_of_ours(built, carefold):
    path = built.folder / "out/h.letter.pdf"
    built.add("out/half.pdf", path.read_bytes()[: path.stat().st_size // 2])
    run = carefold("check", "out/half.pdf", cwd=built.folder)
    assert run.code == ExitCode.PROBLEMS
    assert "Traceback" not in run.out + run.err


def test_missing_and_folder(clinic, carefold):
    (clinic.folder / "handouts").mkdir()
    (clinic.folder / "sub" / "folder.pdf").mkdir(parents=True)
    for path in ("sub/none.pdf", "sub/folder.pdf"):
        run = carefold("check", path, cwd=clinic.folder)
        assert run.code == ExitCode.PROBLEMS
        assert run.out.startswith(f"{path}: file: error: the file can't be read (")


def test_several_subjects(built, carefold):
    foreign(built.folder / "flyer.pdf")
    run = carefold("check", "h", "zzz", "flyer.pdf", "out/h.letter.pdf", "--json", cwd=built.folder)
    assert run.code == ExitCode.PROBLEMS
    assert [checked["subject"] for checked in run.document["checked"]] == ["h", "flyer.pdf", "out/h.letter.pdf"]
    assert len(run.document["problems"]) == 1


def test_all(built, carefold):
    run = carefold("check", "--all", cwd=built.folder)
    assert (run.code, run.out) == (0, "h: nothing found\nout/h.letter.pdf: nothing found\n")
    foreign(built.folder / "out/flyer.pdf")
    assert carefold("check", "--all", cwd=built.folder).code == ExitCode.PROBLEMS


def test_all_looks_into_the_projects_output_folder(clinic, carefold):
    clinic.write()
    clinic.add("project.yaml", "output: shelf\n")
    (clinic.folder / "shelf").mkdir()
    foreign(clinic.folder / "shelf/flyer.pdf")
    assert "shelf/flyer.pdf: " in carefold("check", "--all", cwd=clinic.folder).out


@pytest.mark.parametrize(
    ("severity", "plain", "strict"),
    [
        (Severity.ERROR, ExitCode.PROBLEMS, ExitCode.PROBLEMS),
        (Severity.WARNING, ExitCode.DONE, ExitCode.PROBLEMS),
        (Severity.HINT, ExitCode.DONE, ExitCode.DONE),
    ],
)
def test_strict(severity, plain, strict, clinic, carefold, monkeypatch):
    found = Finding("it is dull.", "page 1", "Add a joke.", "CF999", severity)
    monkeypatch.setattr("carefold.commands.check.check_pdf", lambda *_, **__: Report("x.pdf", (found,)))
    (clinic.folder / "handouts").mkdir()
    run = carefold("check", "x.pdf", "--quiet", cwd=clinic.folder)
    assert (run.code, run.out) == (plain, f"x.pdf: page 1: {severity}: it is dull. [CF999] Hint: Add a joke.\n")
    assert carefold("check", "x.pdf", "--strict", cwd=clinic.folder).code == strict


def test_quiet(built, carefold):
    run = carefold("check", "--all", "--quiet", cwd=built.folder)
    assert (run.code, run.out, run.err) == (0, "", "")


def test_format_json_is_json(built, carefold):
    assert carefold("check", "--all", "--format", "json", cwd=built.folder) == carefold(
        "check", "--all", "--json", cwd=built.folder
    )


def test_brand(clinic, carefold):
    clinic.write("- Call {{ brand.contact.email }}.")
    clinic.add("brand.yaml", 'name: Small\ncontact: {phone: 555-0123}\ndisclaimer: "Ask."\n')
    assert carefold("check", "h", "--brand", "riverbend", cwd=clinic.folder).code == 0
    assert carefold("check", "h", "--brand", "zzz", cwd=clinic.folder).code == ExitCode.PROBLEMS
