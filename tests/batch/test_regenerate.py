"""A phone number changes: what lies on the shelf afterwards, and what does not."""

from __future__ import annotations

import json
import os

import pytest
from pypdf import PdfReader

from carefold.diagnostics.exit_code import ExitCode

OLD, NEW = "555-0123", "555-0199"
CALL = '"Call {{ brand.contact.phone }}."'
LATER = "1798761600"  # 2027-01-01
MORE = [f"more-{number:02}" for number in range(25)]


def everything(project) -> str:
    """All that can be read on the shelf, in PDFs or beside them; not what lies aside."""
    texts = []
    for path in project.out.rglob("*"):
        if path.suffix == ".pdf" and "stale" not in path.parts:
            texts += [page.extract_text() for page in PdfReader(path).pages]
        elif path.is_file() and "stale" not in path.parts:
            texts.append(path.read_text(errors="replace"))
    return "\n".join(texts)


def names(run, key):
    return [one["path"] if isinstance(one, dict) else one for one in run.document[key]]


def test_a_phone_changes(project, build):
    for name in ("plain", "faulty", *MORE):
        project.handout(name, CALL)
    project.handout("old", CALL, review_by="2026-12-15")
    project.handout("parted", "include: handouts/parts/call.yaml")
    project.add("handouts/parts/call.yaml", f"- {CALL}\n")
    project.change("brand.yaml", "disclaimer: Ask your clinician.", "disclaimer: {en: Ask us., es: Pregunte.}")
    project.handout("plain.es", '"Llame al {{ brand.contact.phone }}."')
    project.change("handouts/plain.es.yaml", "language: en", "language: es")
    run = build(project)
    assert (run.code, len(project.pdfs())) == (0, 30), run.err
    assert everything(project).count(OLD) >= 30

    project.change("brand.yaml", OLD, NEW)
    project.change("handouts/faulty.yaml", CALL, '"Take 5 mg [@nobody]."')
    run = build(project, epoch=LATER)
    assert run.code == ExitCode.PROBLEMS and len(run.document["built"]) == 28
    assert run.document["taken-away"] == [
        {"path": "out/faulty.letter.pdf", "why": "faulty"},
        {"path": "out/old.letter.pdf", "why": "expired"},
    ]
    assert len(project.pdfs()) == 28
    assert OLD not in everything(project) and everything(project).count(NEW) >= 28
    aside = {path.name for path in (project.out / ".carefold/stale").iterdir()}
    assert aside == {"faulty.letter.pdf", "old.letter.pdf"}

    before = project.state()
    again = build(project, epoch=LATER)
    assert (again.code, again.document["built"], again.document["taken-away"]) == (ExitCode.PROBLEMS, [], [])
    assert again.document["problems"] == run.document["problems"], "they are told each time"
    assert project.state() == before

    project.change("handouts/faulty.yaml", '"Take 5 mg [@nobody]."', CALL)
    project.change("handouts/old.yaml", "2026-12-15", "2027-12-15")
    assert names(build(project, epoch=LATER), "built") == ["out/faulty.letter.pdf", "out/old.letter.pdf"]
    assert len(project.pdfs()) == 30 and not list((project.out / ".carefold/stale").iterdir())


@pytest.fixture
def two(project, build):
    project.handout("a", CALL)
    project.handout("b", CALL, review_by="2026-12-15")
    assert build(project).code == 0
    return project


def harm(project):
    project.change("handouts/a.yaml", "title:", "titel:")


def test_a_fault_alone_takes_nothing_away(two, build):
    """What lies there is as right as it was."""
    before = two.pdfs()
    harm(two)
    run = build(two)
    assert (run.code, run.document["taken-away"], two.pdfs()) == (ExitCode.PROBLEMS, [], before)
    two.change("brand.yaml", OLD, NEW)
    assert names(build(two), "taken-away") == ["out/a.letter.pdf"], "now its phone is wrong"
    assert set(two.pdfs()) == {"b.letter.pdf"}


@pytest.mark.parametrize("options", [["a", "b"], ["a", "b", "--layout", "letter"], ["--all", "--layout", "letter"]])
def test_who_names_what_to_build_loses_nothing(options, two, build):
    before = two.pdfs()
    harm(two)
    two.change("brand.yaml", OLD, NEW)
    run = build(two, *options, epoch=LATER)
    assert (run.code, run.document["taken-away"]) == (ExitCode.PROBLEMS, [])
    assert two.pdfs() == before


@pytest.mark.parametrize("text", ["name: [", "nam: x\n", None])
def test_a_broken_brand_takes_nothing_away(text, two, build):
    before = two.pdfs()
    brand = two.folder / "brand.yaml"
    brand.unlink() if text is None else brand.write_text(text)
    run = build(two)
    assert (run.code, run.document["taken-away"]) == (ExitCode.PROBLEMS, [])
    assert two.pdfs() == before
    assert len(run.document["problems"]) <= 4, "it is told once, not for each handout"


def test_past_its_date_it_goes_whatever_else_is_wrong(two, build):
    two.change("handouts/b.yaml", CALL, '"Words [@nobody]."')
    run = build(two, epoch=LATER)
    assert run.document["taken-away"] == [{"path": "out/b.letter.pdf", "why": "expired"}]
    two.change("handouts/b.yaml", "title:", "titel:")
    assert build(two, epoch=LATER).document["taken-away"] == []


def test_an_expired_one_may_be_wanted(two, build):
    run = build(two, "--allow-expired", epoch=LATER)
    assert (run.code, run.document["taken-away"], len(two.pdfs())) == (0, [], 2)
    assert build(two, "--allow-expired", epoch=LATER).document["built"] == []
    assert names(build(two, epoch=LATER), "taken-away") == ["out/b.letter.pdf"]


def test_what_cannot_be_taken_away_is_an_error(two, build, monkeypatch):
    """A program may show it."""
    real = type(two.out).replace

    def refuse(self, target):
        if "stale" in str(target):
            raise PermissionError(13, "Permission denied", str(self))
        return real(self, target)

    monkeypatch.setattr(type(two.out), "replace", refuse)
    run = build(two, epoch=LATER)
    assert run.code == ExitCode.PROBLEMS
    assert any("Permission denied" in problem["message"] for problem in run.document["problems"])
    assert set(two.pdfs()) == {"a.letter.pdf", "b.letter.pdf"}
    monkeypatch.undo()
    assert names(build(two, epoch=LATER), "taken-away") == ["out/b.letter.pdf"], "the next run does it"


def test_the_graver_reason_is_told(two, build):
    harm(two)
    two.change("brand.yaml", OLD, NEW)
    assert names(build(two), "taken-away") == ["out/a.letter.pdf"]
    two.change("handouts/a.yaml", "titel:", "title:")
    two.change(
        "handouts/a.yaml", "disclaimer:", 'withdrawn: {date: 2026-01-02, versions: ["1"], reason: A}\ndisclaimer:'
    )
    run = build(two)
    assert run.document["taken-away"] == [{"path": "out/a.letter.pdf", "why": "withdrawn"}]
    (gone,) = json.loads((two.out / "manifest.json").read_text())["handouts"][0]["gone"]
    assert gone["why"] == "withdrawn" and gone["since"] == "2026-12-01"
    (two.folder / "handouts/a.yaml").unlink()
    two.change("brand.yaml", NEW, "555-0188")
    assert build(two).document["taken-away"] == [], "it is gone, and it is known why"
    assert build(two).document["taken-away"] == []


# --- what is told beside the PDFs


def test_a_page_that_could_not_be_written_is_an_error_and_written_by_the_next_run(two, build):
    page = two.out / "index.html"
    page.unlink()
    page.mkdir()
    two.change("brand.yaml", OLD, NEW)
    run = build(two)
    assert run.code == ExitCode.PROBLEMS and len(run.document["built"]) == 2, "what was made is told all the same"
    assert run.document["problems"][0]["file"] == "out/index.html"
    page.rmdir()
    page.write_text("as a killed run left it")
    os.utime(page, (1, 1))
    assert build(two).code == 0
    assert "Lakeside Practice" in page.read_text()
    before = two.state()
    assert build(two).code == 0 and two.state() == before


def test_a_damaged_picture_is_not_shown(two, build):
    for picture in (two.out / ".carefold/pictures").iterdir():
        picture.write_bytes(picture.read_bytes()[:20])
    (two.out / "index.html").unlink()
    assert build(two).code == 0
    assert "data:image/png" not in (two.out / "index.html").read_text()


def test_former_codes_are_not_written_through_a_link(two, build):
    other = two.add("letters.txt", "Dear all")
    (two.out / ".carefold/codes.jsonl").symlink_to(other)
    two.change("brand.yaml", OLD, NEW)
    run = build(two)
    assert run.code == ExitCode.PROBLEMS and other.read_text() == "Dear all"
    assert run.document["problems"][0]["file"] == "out/.carefold/codes.jsonl"
    (two.out / ".carefold/codes.jsonl").unlink()
    assert len(build(two).document["built"]) == 2


# --- what nobody asks for any more


def test_left_over(two, build):
    hand = two.add("out/my-own.pdf", b"%PDF-mine")
    (two.folder / "handouts/a.yaml").unlink()
    for options in ([], ["--layout", "letter"], ["b"], ["--brand", "brand.yaml"]):
        run = build(two, *options)
        assert (run.code, names(run, "left-over")) == (0, [] if options else ["out/a.letter.pdf"])
    assert set(two.pdfs()) == {"a.letter.pdf", "b.letter.pdf", "my-own.pdf"}
    for options in (["--prune", "--dry-run"], ["--prune", "b"], ["--prune", "--layout", "letter"]):
        build(two, *options)
        assert "a.letter.pdf" in two.pdfs()
    run = build(two, "--prune")
    assert names(run, "left-over") == ["out/a.letter.pdf"] and "a.letter.pdf  removed" in run.err
    assert set(two.pdfs()) == {"b.letter.pdf", "my-own.pdf"} and hand.read_bytes() == b"%PDF-mine"
    assert not (two.out / ".carefold/state/a.letter.pdf.json").exists()
    assert not (two.out / ".carefold/pictures/a.letter.pdf.png").exists()
    assert names(build(two), "left-over") == []


def test_a_layout_that_the_project_no_longer_makes(two, build):
    two.add("project.yaml", "layouts: [letter, half-sheet]\n")
    assert len(build(two).document["built"]) == 2
    two.add("project.yaml", "layouts: [half-sheet]\n")
    assert names(build(two), "left-over") == ["out/a.letter.pdf", "out/b.letter.pdf"]


def test_what_was_asked_for_by_name_stays_and_is_made_again(two, build):
    assert build(two, "a", "--layout", "half-sheet").code == 0
    two.change("brand.yaml", OLD, NEW)
    run = build(two)
    assert names(run, "built") == ["out/a.letter.pdf", "out/b.letter.pdf", "out/a.half-sheet.pdf"]
    assert names(run, "left-over") == [] and OLD not in everything(two)


def test_what_nobody_asks_for_does_not_keep_an_old_number(two, build):
    """Nobody can make it anew, so it leaves the shelf; without a change it stays until it is pruned."""
    (two.folder / "handouts/a.yaml").unlink()
    assert build(two).document["taken-away"] == [] and "a.letter.pdf" in two.pdfs()
    two.change("brand.yaml", OLD, NEW)
    assert build(two, "--layout", "letter").document["taken-away"] == [], "part of a shelf takes nothing away"
    run = build(two)
    assert run.document["taken-away"] == [{"path": "out/a.letter.pdf", "why": "unasked"}]
    assert (run.code, names(run, "left-over")) == (0, ["out/a.letter.pdf"])
    assert OLD not in everything(two)
    assert build(two).document["taken-away"] == [], "once"
    build(two, "--prune")
    assert not list((two.out / ".carefold/stale").iterdir()) and names(build(two), "left-over") == []


def test_a_faulty_handout_is_no_leftover(two, build):
    harm(two)
    assert names(build(two), "left-over") == []
    build(two, "--prune")
    assert "a.letter.pdf" in two.pdfs()


# --- letters


def test_a_letter_is_left_to_a_merge(two, build, carefold):
    """It may have been a leaflet before; what is remembered of it from the last run tells that it is a letter."""
    two.change("handouts/a.yaml", "language: en", "language: en\nkind: letter")
    for _ in range(2):
        run = build(two)
        assert (run.code, run.document["letters"]) == (0, ["a"])
        assert names(run, "left-over") == ["out/a.letter.pdf"] and run.document["built"] == []
    said = "a: not built; a letter is made for each record, by `carefold merge`\n"
    assert carefold("build", "a", cwd=two.folder).out == said
    assert carefold("build", "a", "--dry-run", "--force", cwd=two.folder).out == said
    assert carefold("build", "--all", cwd=two.folder).out.count(said) == 1


# --- what is said


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs pipes with names")
def test_a_pipe_in_place_of_a_file_is_not_waited_for(two, build):
    os.mkfifo(two.folder / "handouts/pipe.yaml")
    run = build(two)
    assert run.code == ExitCode.PROBLEMS and len(two.pdfs()) == 2
    assert [(one["file"], one["message"]) for one in run.document["problems"]] == [
        ("handouts/pipe.yaml", "this is no file.")
    ]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs pipes with names")
@pytest.mark.parametrize("name", ["manifest.json", "index.html", ".carefold/codes.jsonl", ".carefold/scan.json"])
def test_a_pipe_on_the_shelf_is_not_waited_for(name, two, build, carefold):
    path = two.folder / "out" / name
    path.unlink(missing_ok=True)
    os.mkfifo(path)
    two.change("brand.yaml", OLD, NEW)
    build(two)
    assert len(two.pdfs()) == 2
    assert carefold("which", "AAAAAA", cwd=two.folder).code in (ExitCode.PROBLEMS, ExitCode.MISSING)


def test_the_lines_of_a_run(two, carefold, build):
    two.change("brand.yaml", OLD, NEW)
    dry = carefold("build", "--dry-run", cwd=two.folder)
    assert dry.out == "out/a.letter.pdf: brand.yaml changed\nout/b.letter.pdf: brand.yaml changed\n2 to make\n"
    assert carefold("build", "a", cwd=two.folder).out == "out/a.letter.pdf  1 page, 16 pt, 14 kB\n"
    harm(two)
    run = carefold("build", cwd=two.folder)
    assert run.out == "out/b.letter.pdf  1 page, 16 pt, 14 kB\n1 made, 1 failed\n"
    quiet = carefold("build", "--quiet", cwd=two.folder)
    assert (quiet.code, quiet.out, quiet.err) == (ExitCode.PROBLEMS, "", run.err)


def test_for_cron(two, carefold, tmp_path):
    """From any folder; places are named from where one stands."""
    harm(two)
    run = carefold("build", "--all", "--project", two.folder, "--quiet", cwd=tmp_path)
    assert (run.code, run.out) == (ExitCode.PROBLEMS, "")
    assert run.err.startswith("clinic/handouts/a.yaml:1:1: error: ")
    assert carefold("build", "--project", two.folder / "handouts", cwd=tmp_path).code == ExitCode.USAGE


def test_what_is_withdrawn_leaves_also_when_it_is_built_by_name(two, build):
    build(two)
    withdrawn = "withdrawn: {date: 2026-11-27, versions: ['1'], reason: A wrong dose}\nsections:"
    two.change("handouts/a.yaml", "sections:", withdrawn)
    run = build(two, "a", "--layout", "letter")
    assert run.document["taken-away"] == [{"path": "out/a.letter.pdf", "why": "withdrawn"}]
    assert set(two.pdfs()) == {"a.withdrawn.pdf", "b.letter.pdf"}


def test_a_fault_in_a_handout_that_is_built_by_name_takes_nothing_away(two, build):
    build(two)
    harm(two)
    assert build(two, "a").document["taken-away"] == [] and "a.letter.pdf" in two.pdfs()
