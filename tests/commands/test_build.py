"""carefold build: what is made, what is refused, and what stays as it was."""

import os
import re
import shutil
from pathlib import Path

import click
import pytest
from PIL import Image
from pypdf import PdfReader

from carefold.diagnostics.exit_code import ExitCode
from carefold.diagnostics.finding import Finding, Severity
from carefold.diagnostics.report import Report

BRAND = """\
name: Lakeside Practice
contact: {phone: 555-0123}
formats: Ask us
colours: {primary: "#1f5a93", ink: "#17324d", tint: "#e8f0f8", accent: "#f2b35e"}
disclaimer: Ask your clinician.
"""
OWN_FONTS = """\
families:
  Clinic Sans: {{regular: {file}, semibold: {file}, bold: {file}, italic: {file}, bold-italic: {file}, licence: {file}}}
"""
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def ready(clinic):
    """A project with the handout h, and one that is broken."""
    clinic.write()
    clinic.add("brand.yaml", BRAND)
    return clinic


@pytest.fixture
def two(ready):
    text = (ready.folder / "handouts/h.yaml").read_text()
    ready.add("handouts/bad.yaml", text.replace("title: Small", "titel: Small").replace("version: 1\n", ""))
    return ready


# --- what is made


def test_both_layouts(ready, carefold, files):
    run = carefold("build", cwd=ready.folder)
    assert (run.code, run.err) == (0, "")
    assert files(ready.folder / "out") == {"h.trifold.pdf", "h.letter.pdf"}
    assert re.fullmatch(
        r"out/h\.trifold\.pdf  2 pages, [\d.]+ pt, \d+ kB\n"
        r"handouts/h\.yaml:1:1: warning: the text fills \d%.* \[CF421\].*\n"
        r"out/h\.letter\.pdf  1 page, [\d.]+ pt, \d+ kB\n",
        run.out,
    )


@pytest.mark.parametrize("argument", ["h", "h.yaml", "handouts/h.yaml"])
def test_a_handout_by_name_or_file(argument, ready, carefold, files):
    run = carefold("build", argument, "h", "--layout", "letter", "--layout", "letter", "--json", cwd=ready.folder)
    assert run.code == 0
    assert [made["handout"] for made in run.document["built"]] == ["h"]
    assert files(ready.folder / "out") == {"h.letter.pdf"}


def test_json(ready, carefold):
    run = carefold("build", "--layout", "letter", "--json", cwd=ready.folder)
    assert run.document["problems"] == []
    (made,) = run.document["built"]
    code = carefold("show", "h", "--layout", "letter", "--json", cwd=ready.folder).document["codes"]["letter"]
    size = (ready.folder / "out/h.letter.pdf").stat().st_size
    assert made == {
        "handout": "h", "language": "en", "layout": "letter", "edition": "print", "path": "out/h.letter.pdf",
        "code": code, "pages": 1,
        "type-size": 16.0, "kilobytes": round(size / 1000), "findings": [],
    }  # fmt: skip
    assert "out/h.letter.pdf" in run.err


def test_a_coarse_picture_is_a_warning(ready, carefold):
    """It is built all the same; check says the same of the file, and so does JSON."""
    Image.new("RGB", (100, 50)).save(ready.folder / "coarse.png")
    ready.write("- figure: {image: coarse.png, alt: A leaf, width: 2in}")
    run = carefold("build", "--layout", "letter", cwd=ready.folder)
    said = (
        "out/h.letter.pdf: page 1, “A leaf”: warning: a picture of 100 × 50 pixels is printed at 50 dots an inch, and "
        "150 is the least. [CF411] Hint: Take one that is at least 300 pixels wide, or print it smaller.\n"
    )
    assert (run.code, run.err) == (0, "")
    assert run.out.endswith(said)
    told = said.replace("print it smaller.", "print it smaller. Right as it stands? `accept: {CF411: why}`.")
    assert carefold("check", "out/h.letter.pdf", cwd=ready.folder).out == told
    assert carefold("check", "out/h.letter.pdf", "--strict", cwd=ready.folder).code == ExitCode.PROBLEMS
    run = carefold("build", "--layout", "letter", "--force", "--json", cwd=ready.folder)
    assert [found["code"] for found in run.document["built"][0]["findings"]] == ["CF411"]


def test_quiet(ready, carefold):
    run = carefold("build", "--layout", "letter", "--quiet", cwd=ready.folder)
    assert (run.code, run.out, run.err) == (0, "", "")
    run = carefold("build", "--layout", "letter", "--quiet", "--force", "--json", cwd=ready.folder)
    assert run.document["built"] and not run.err


def test_quiet_tells_failures_only(two, carefold):
    """Not what a check warns of: cron would send a mail each night."""
    run = carefold("build", "--layout", "trifold", "--quiet", cwd=two.folder)
    assert (run.code, run.out) == (ExitCode.PROBLEMS, "")
    assert "handouts/bad.yaml" in run.err and "CF421" not in run.err
    assert "CF421" in carefold("build", "--layout", "trifold", "--force", cwd=two.folder).out


def test_dry_run_writes_nothing(ready, carefold, files, monkeypatch):
    monkeypatch.setattr(click, "launch", pytest.fail)
    before = files(ready.folder)
    run = carefold("build", "--dry-run", "--layout", "letter", "--open", cwd=ready.folder)
    assert run.code == 0
    assert "h.letter.pdf" in run.out
    assert files(ready.folder) == before
    assert not (ready.folder / "out").exists()


def test_dry_run_finds_problems(two, carefold, files):
    before = files(two.folder)
    run = carefold("build", "--dry-run", "--layout", "letter", cwd=two.folder)
    assert run.code == ExitCode.PROBLEMS
    assert "handouts/bad.yaml" in run.err
    assert files(two.folder) == before


def test_out(ready, carefold, files, tmp_path_factory):
    shelf = tmp_path_factory.mktemp("other") / "new" / "shelf"
    run = carefold("build", "--layout", "letter", "--out", shelf, cwd=ready.folder)
    assert run.code == 0
    assert files(shelf) == {"h.letter.pdf"}
    assert str(shelf) in run.out
    assert not (ready.folder / "out").exists()


def test_out_is_found_from_the_current_folder(ready, carefold):
    deep = ready.folder / "handouts"
    assert carefold("build", "--layout", "letter", "--out", "x", cwd=deep).code == 0
    assert (deep / "x/h.letter.pdf").is_file()


def test_open(ready, carefold, monkeypatch):
    opened = []
    monkeypatch.setattr(click, "launch", opened.append)
    carefold("build", "--layout", "letter", "--open", cwd=ready.folder)
    assert opened == ["out/h.letter.pdf"]


def test_nothing_temporary_stays(ready, carefold, files):
    for _ in range(2):
        carefold("build", "--layout", "letter", cwd=ready.folder)
    assert files(ready.folder) >= {"brand.yaml", "handouts/h.yaml", "out/h.letter.pdf"}
    assert not [name for name in files(ready.folder) if ".part" in name or name.startswith("out/.")]
    assert (ready.folder / "out/h.letter.pdf").stat().st_mode & 0o777 == 0o644


def test_twice_the_same_bytes(ready, carefold):
    carefold("build", "--out", "a", cwd=ready.folder)
    carefold("build", "--out", "b", cwd=ready.folder)
    for layout in ("trifold", "letter"):
        first, second = ((ready.folder / out / f"h.{layout}.pdf").read_bytes() for out in "ab")
        assert first == second


# --- brands and editions


def test_the_projects_own_brand(ready, carefold, words):
    carefold("build", "--layout", "letter", cwd=ready.folder)
    assert "Lakeside Practice" in words(ready.folder / "out/h.letter.pdf")


def test_a_brand_by_name_and_by_file(ready, carefold, words):
    other = ready.add("elsewhere/second.yaml", BRAND.replace("Lakeside", "Hillside"))
    ready.add("brands/third/brand.yaml", BRAND.replace("Lakeside", "Seaside"))
    given = {"riverbend": "riverbend", "third": "third", str(other): "second", "brands/third/brand.yaml": "third"}
    for (brand, label), name in zip(given.items(), ("Riverbend", "Seaside", "Hillside", "Seaside"), strict=True):
        assert carefold("build", "--layout", "letter", "--brand", brand, cwd=ready.folder).code == 0
        assert name in words(ready.folder / f"out/h.{label}.letter.pdf")
        shutil.rmtree(ready.folder / "out")


def test_brands_do_not_overwrite_each_other(ready, carefold, words):
    ready.add("brands/third/brand.yaml", BRAND.replace("Lakeside", "Seaside"))
    for options in ([], ["--brand", "third"], ["--brand", "brand.yaml"], ["--brand", "third", "--edition", "screen"]):
        assert carefold("build", "--layout", "letter", *options, cwd=ready.folder).code == 0
    found = sorted(path.name for path in (ready.folder / "out").glob("*.pdf"))
    assert found == ["h.letter.pdf", "h.third.letter.pdf", "h.third.letter.screen.pdf"]
    assert "Lakeside" in words(ready.folder / "out/h.letter.pdf")
    for name in found:
        run = carefold("check", f"out/{name}", cwd=ready.folder)
        assert run.out == f"out/{name}: nothing found\n"


def test_check_finds_the_brand_that_a_pdf_was_made_with(ready, carefold):
    third = BRAND.replace("Lakeside", "Seaside")
    ready.add("brands/third/brand.yaml", third)
    carefold("build", "--layout", "letter", "--brand", "third", cwd=ready.folder)
    ready.add("brands/third/brand.yaml", third.replace("disclaimer: ", "disclaimer: But first, "))
    run = carefold("check", "out/h.third.letter.pdf", cwd=ready.folder)
    assert "But first" in run.out


def test_a_name_that_another_handout_has_is_refused_alone(ready, carefold, files):
    ready.add("brands/Es/brand.yaml", BRAND)
    text = (ready.folder / "handouts/h.yaml").read_text()
    ready.add("handouts/h.es.yaml", text.replace("language: en", "language: es"))
    ready.add("handouts/other.yaml", text)
    run = carefold("build", "h", "other", "--layout", "letter", "--brand", "Es", cwd=ready.folder)
    assert run.code == ExitCode.PROBLEMS
    assert run.err == (
        "error: h.Es.letter.pdf would be the file of h with the brand Es, and is that of h.es. "
        "Hint: Give the brand's folder or file another name.\n"
    )
    assert files(ready.folder / "out") == {"other.Es.letter.pdf"}
    assert carefold("build", "h", "--layout", "letter", cwd=ready.folder).code == 0


def test_names_that_other_systems_refuse_or_write_in_another_way(ready, carefold, files):
    text = (ready.folder / "handouts/h.yaml").read_text()
    ready.add("handouts/Nul.yaml", text)
    assert "no file of Windows can have this name" in carefold("build", "Nul", cwd=ready.folder).err
    ready.add("handouts/a:b.yaml", text)
    assert "no file of Windows can have this name" in carefold("build", "a:b", cwd=ready.folder).err
    ready.add("handouts/e\u0301.yaml", text)  # as macOS writes it
    assert carefold("build", "e\u0301", "--layout", "letter", cwd=ready.folder).code == ExitCode.DONE
    ready.add("handouts/\u00e9.yaml", text)
    run = carefold("build", "e\u0301", "\u00e9", "--layout", "letter", "--out", "o", cwd=ready.folder)
    assert run.code == ExitCode.PROBLEMS and "Rename one of them" in run.err


def test_two_orders_with_one_file_name_are_refused_alone(ready, carefold, files):
    ready.add("handouts/h.big.yaml", (ready.folder / "handouts/h.yaml").read_text())
    ready.add("layouts/big.letter.yaml", (ROOT / "layouts/letter.yaml").read_text())
    orders = ("build", "--layout", "letter", "--layout", "big.letter")
    run = carefold(*orders, cwd=ready.folder)
    told = (
        "h.big.letter.pdf would be the file of h as big.letter, and also of h.big as letter. Hint: Rename one of them."
    )
    assert (run.code, run.err) == (ExitCode.PROBLEMS, f"error: {told}\n")
    assert files(ready.folder / "out") == {"h.letter.pdf", "h.big.big.letter.pdf"}
    assert run.out.endswith("2 made, 2 failed\n")


def test_unknown_brand(ready, carefold):
    ready.add("brands/third/brand.yaml", BRAND)
    run = carefold("build", "--brand", "rivebend", cwd=ready.folder)
    assert run.code == ExitCode.PROBLEMS
    assert run.err == "error: there is no brand “rivebend”. Hint: Did you mean “riverbend”?\n"
    run = carefold("build", "--brand", "zzz", cwd=ready.folder)
    assert run.err == "error: there is no brand “zzz”. Hint: There are: inkwell, plumtree, riverbend, third.\n"
    for path in ("no.yaml", "../riverbend", "third/../third"):
        run = carefold("build", "--brand", path, cwd=ready.folder)
        assert run.code == ExitCode.PROBLEMS
        assert path in run.err
    assert not (ready.folder / "out").exists()


def test_screen_edition(ready, carefold, files):
    ready.write("- checklist: [One]\n- write-in: {label: Two, lines: 2}")
    run = carefold("build", "--edition", "screen", "--layout", "trifold", "--json", cwd=ready.folder)
    assert run.code == 0
    assert run.document["built"][0]["edition"] == "screen"
    assert files(ready.folder / "out") == {"h.trifold.screen.pdf"}
    reader = PdfReader(ready.folder / "out/h.trifold.screen.pdf")
    labels = [field["/TU"] for field in (reader.get_fields() or {}).values()]
    assert labels == ["One", "Two", *["My notes"] * 3]
    assert len(reader.pages) == run.document["built"][0]["pages"] > 2


def test_archive(ready, carefold, files):
    """It has a name of its own, so that it does not take the place of the file to print."""
    assert carefold("build", "--layout", "letter", cwd=ready.folder).code == 0
    run = carefold("build", "--archive", "3a", "--layout", "letter", "--json", cwd=ready.folder)
    assert run.document["built"][0]["edition"] == "archive"
    assert files(ready.folder / "out") == {"h.letter.pdf", "h.letter.archive.pdf"}
    assert not PdfReader(ready.folder / "out/h.letter.pdf").attachments
    reader = PdfReader(ready.folder / "out/h.letter.archive.pdf")
    assert reader.attachments == {"handouts/h.yaml": [(ready.folder / "handouts/h.yaml").read_bytes()]}
    packet = reader.trailer["/Root"]["/Metadata"].get_data()
    assert b"<pdfaid:part>3</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>" in packet


# --- what is refused


def test_the_good_ones_are_made_and_the_old_pdf_of_a_broken_one_stays(two, carefold, files):
    old = two.add("out/bad.letter.pdf", b"%PDF-old")
    os.utime(old, (1_000_000_000, 1_000_000_000))
    run = carefold("build", "--layout", "letter", "--json", cwd=two.folder)
    assert run.code == ExitCode.PROBLEMS
    assert [made["path"] for made in run.document["built"]] == ["out/h.letter.pdf"]
    assert (old.read_bytes(), old.stat().st_mtime) == (b"%PDF-old", 1_000_000_000)
    assert files(two.folder / "out") == {"bad.letter.pdf", "h.letter.pdf"}
    problems = {(problem["line"], problem["column"], problem["message"]) for problem in run.document["problems"]}
    assert {(1, 1, "unknown key `titel`."), (1, 1, "`version` is missing.")} <= problems
    assert {problem["file"] for problem in run.document["problems"]} == {"handouts/bad.yaml"}
    assert all(problem["hint"] for problem in run.document["problems"])


def test_every_problem_is_said_once(two, carefold):
    run = carefold("build", cwd=two.folder)
    lines = run.err.splitlines()
    assert len(lines) == len(set(lines)) == 2
    assert all(re.match(r"handouts/bad\.yaml:1:1: error: .+ Hint: .+", line) for line in lines)


def test_a_broken_brand_is_said_once_for_all_handouts(ready, carefold):
    ready.add("handouts/second.yaml", (ready.folder / "handouts/h.yaml").read_text())
    ready.add("brand.yaml", "nam: x\n" + BRAND)
    run = carefold("build", cwd=ready.folder)
    assert run.code == ExitCode.PROBLEMS
    assert run.err.count("brand.yaml:1:1: error: unknown key `nam`.") == 1
    assert not (ready.folder / "out").exists()


def test_one_layout_may_fail(ready, carefold, files):
    ready.write("\n".join(f"- {'Many words for a small panel. ' * 10}" for _ in range(20)))
    old = ready.add("out/h.trifold.pdf", b"%PDF-old")
    run = carefold("build", cwd=ready.folder)
    assert run.code == ExitCode.PROBLEMS
    assert "handouts/h.yaml" in run.err and "Traceback" not in run.err
    assert old.read_bytes() == b"%PDF-old"
    assert files(ready.folder / "out") == {"h.trifold.pdf", "h.letter.pdf"}


def test_what_preflight_finds_stops_the_build(ready, carefold, monkeypatch):
    fault = Finding("it is upside down.", "page 1", "Turn it.", "CF999")
    notice = Finding("it is dull.", "page 1", "", "CF998", Severity.WARNING)
    found = [notice, fault]
    monkeypatch.setattr(
        "carefold.preflight.preflight.preflight", lambda _data, subject, *_: Report(subject, tuple(found))
    )
    run = carefold("build", "--layout", "letter", cwd=ready.folder)
    assert run.code == ExitCode.PROBLEMS
    assert run.err == "h.letter.pdf: error: page 1: it is upside down. [CF999] Hint: Turn it.\n"
    assert not (ready.folder / "out").exists()
    found.remove(fault)
    assert carefold("build", "--layout", "letter", cwd=ready.folder).code == 0


@pytest.mark.parametrize("name", ["hh", "", "hh.yaml", "handouts/hh.yaml", "a" * 300])
def test_unknown_handout(name, ready, carefold):
    ready.add("handouts/parts/shared.yaml", (ready.folder / "handouts/h.yaml").read_text())
    run = carefold("build", name, "--json", cwd=ready.folder)
    assert run.code == ExitCode.PROBLEMS
    (problem,) = run.document["problems"]
    assert problem["message"] == f"there is no handout “{Path(name).stem if name.endswith('.yaml') else name}”."
    assert problem["hint"].startswith("There are: about-ketamine, ") or problem["hint"] == "Did you mean “h”?"
    assert not (ready.folder / "out").exists()


@pytest.mark.parametrize("name", ["../brand", "parts/shared", "other/handouts/h.yaml"])
def test_a_path_that_leads_nowhere(name, ready, carefold):
    run = carefold("build", name, cwd=ready.folder)
    assert run.code == ExitCode.PROBLEMS
    assert run.err == f"{name}: error: there is no such file. Hint: In handouts are: h.\n"
    assert not (ready.folder / "out").exists()


@pytest.mark.parametrize("layout", ["leter", "../handouts/h", ""])
def test_unknown_layout(layout, ready, carefold):
    run = carefold("build", "--layout", layout, cwd=ready.folder)
    assert run.code == ExitCode.PROBLEMS
    assert f"there is no layout “{layout}”." in run.err
    assert "letter" in run.err
    assert not (ready.folder / "out").exists()


@pytest.mark.parametrize("command", [["build"], ["check"], ["preview", "h", "--out", "x.png"]], ids=" ".join)
@pytest.mark.parametrize("part", ["text", "heading"])
def test_missing_font_file(part, command, ready, carefold, files):
    ready.add("fonts/fonts.yaml", OWN_FONTS.format(file="Gone.ttf"))
    other = "heading" if part == "text" else "text"
    ready.add("brand.yaml", BRAND + f"fonts: {{{part}: Clinic Sans, {other}: Source Sans 3}}\n")
    before = files(ready.folder)
    run = carefold(*command, "--json", cwd=ready.folder)
    assert run.code == ExitCode.MISSING
    assert "Gone.ttf" in run.err
    assert "Gone.ttf" in run.document["problems"][0]["message"]
    assert files(ready.folder) == before


def test_unknown_font_family(ready, carefold):
    ready.add("brand.yaml", BRAND + "fonts: {text: Nope, heading: Source Sans 3}\n")
    run = carefold("build", cwd=ready.folder)
    assert run.code == ExitCode.MISSING
    assert run.err == (
        "brand.yaml:6:15: error: there is no font family “Nope”. Hint: Write one of Source Sans 3, or "
        "remove the line; docs/brand.md shows how to add one.\n"
    )


@pytest.mark.parametrize("size", [0, 10, 3000, 100_000])
def test_damaged_font_file(size, ready, carefold):
    whole = (Path(__file__).parents[2] / "fonts/SourceSans3-Bold.ttf").read_bytes()
    ready.add("fonts/fonts.yaml", OWN_FONTS.format(file="Half.ttf"))
    ready.add("fonts/Half.ttf", whole[:size])
    ready.add("brand.yaml", BRAND + "fonts: {text: Clinic Sans, heading: Clinic Sans}\n")
    run = carefold("build", cwd=ready.folder)
    assert run.code == ExitCode.MISSING
    first, *others = run.err.splitlines()
    assert first == (
        "fonts/fonts.yaml:2:26: error: Half.ttf is no font that can be read. Hint: Put the font's file there again."
    )
    assert len(others) == 4
    assert not (ready.folder / "out").exists()


def without_fonts(project):
    """The handouts h, whose brand lacks its fonts (MISSING), and bad, which is broken (PROBLEMS)."""
    project.add("fonts/fonts.yaml", OWN_FONTS.format(file="Gone.ttf"))
    project.add("brand.yaml", BRAND + "fonts: {text: Clinic Sans, heading: Clinic Sans}\n")
    return project


@pytest.mark.parametrize(
    ("command", "code"),
    [
        (["build", "bad", "h"], ExitCode.PROBLEMS),
        (["build", "calibration", "bad"], ExitCode.MISSING),
        (["check", "bad", "h"], ExitCode.PROBLEMS),
        (["check", "h", "bad"], ExitCode.MISSING),
    ],
    ids=lambda given: " ".join(given) if isinstance(given, list) else given.name,
)
def test_the_first_reason_gives_the_exit_code(command, code, two, carefold):
    run = carefold(*command, cwd=without_fonts(two).folder)
    assert run.code == code
    assert "unknown key `titel`" in run.err and "the file Gone.ttf" in run.err


def test_a_broken_layout_is_no_earlier_reason(ready, carefold):
    ready.add("layouts/own.yaml", "nonsense: 1\n")
    run = carefold("check", "h", cwd=without_fonts(ready).folder)
    assert run.code == ExitCode.MISSING
    assert "layouts/own.yaml:1:1" in run.err and "the file Gone.ttf" in run.err


@pytest.mark.parametrize(("text", "code"), [("Nope", ExitCode.MISSING), ("Clinic Sans", ExitCode.PROBLEMS)])
def test_the_first_family_gives_the_exit_code(text, code, ready, carefold):
    """One family is not there, the files of the other lie outside the project."""
    ready.add("fonts/fonts.yaml", OWN_FONTS.format(file="../../Elsewhere.ttf"))
    heading = "Clinic Sans" if text == "Nope" else "Nope"
    ready.add("brand.yaml", BRAND + f"fonts: {{text: {text}, heading: {heading}}}\n")
    run = carefold("build", cwd=ready.folder)
    assert run.code == code
    assert "no font family “Nope”" in run.err and "Elsewhere.ttf" in run.err


# --- limits


def test_limits_with_all_are_said(ready, carefold, files):
    ready.write(layouts="[letter]")
    for command in (["build"], ["build", "--all"], ["build", "--all", "--layout", "trifold", "--layout", "letter"]):
        run = carefold(*command, cwd=ready.folder)
        assert run.code == 0
        assert "h: no trifold; it is limited to letter\n" in run.out
        assert files(ready.folder / "out") == {"h.letter.pdf"}


def test_limits_with_an_explicit_layout(ready, carefold, files):
    ready.write(layouts="[letter]")
    run = carefold("build", "h", "--layout", "trifold", "--layout", "letter", cwd=ready.folder)
    assert run.code == ExitCode.PROBLEMS
    assert "error: h is limited to letter, so there is no trifold of it." in run.err
    assert files(ready.folder / "out") == {"h.letter.pdf"}


@pytest.mark.parametrize("command", ["build", "check", "list"])
def test_limits_to_a_layout_that_is_not_there(command, ready, carefold):
    ready.write(layouts="[letter, leter]")
    run = carefold(command, cwd=ready.folder)
    assert run.code == ExitCode.PROBLEMS
    assert run.err == ("handouts/h.yaml:10:19: error: there is no layout “leter”. Hint: Did you mean “letter”?\n")


# --- dates


def test_an_expired_handout_is_refused(ready, carefold):
    ready.write(review_by="2026-12-01")  # 1796083200 is 2026-12-01 00:00 UTC
    assert carefold("build", "--layout", "letter", cwd=ready.folder).code == 0
    run = carefold("build", "--layout", "letter", cwd=ready.folder, epoch="1796169600")
    assert run.code == ExitCode.PROBLEMS
    assert "handouts/h.yaml:" in run.err
    assert "error: “Small” was to be reviewed by 2026-12-01." in run.err
    assert "--allow-expired" in run.err


def test_allow_expired_stamps_the_page(ready, carefold, words):
    ready.write(review_by="2026-12-01")
    for layout in ("letter", "trifold"):
        path = ready.folder / f"out/h.{layout}.pdf"
        carefold("build", "--layout", layout, "--allow-expired", cwd=ready.folder)
        assert "Past its review date" not in words(path)
        run = carefold("build", "--layout", layout, "--allow-expired", cwd=ready.folder, epoch="1796169600")
        assert run.code == 0
        assert "Past its review date, December 1, 2026" in words(path)


@pytest.mark.parametrize("command", [["build"], ["list"], ["preview", "h", "--out", "x.png"]], ids=" ".join)
@pytest.mark.parametrize("epoch", ["abc", "²", "1.5", "999999999999", "9" * 30])
def test_source_date_epoch_that_is_no_time(epoch, command, ready, carefold):
    run = carefold(*command, "--json", cwd=ready.folder, epoch=epoch)
    assert run.code == ExitCode.USAGE
    assert f"SOURCE_DATE_EPOCH is “{epoch}”" in run.err
    assert len(run.document["problems"]) == 1


def test_an_empty_source_date_epoch_is_none(ready, carefold):
    assert carefold("build", "--layout", "letter", cwd=ready.folder, epoch="").code == 0


# --- what stops everything is told as JSON too


@pytest.mark.parametrize(
    "command",
    [["build"], ["check"], ["check", "--format", "json"], ["list"], ["show", "h"], ["preview", "h", "--out", "x.png"]],
    ids=" ".join,
)
def test_a_broken_project_is_told(command, ready, carefold):
    ready.add("project.yaml", "outptu: x\n")
    run = carefold(*command, *(() if "json" in command else ["--json"]), cwd=ready.folder)
    assert run.code == ExitCode.PROBLEMS
    (problem,) = run.document["problems"]
    assert (problem["file"], problem["line"], problem["column"]) == ("project.yaml", 1, 1)
    assert run.err == "project.yaml:1:1: error: unknown key `outptu`. Hint: Did you mean `output`?\n"


FAMILY = "regular: {0}, semibold: {0}, bold: {0}, italic: {0}, bold-italic: {0}, licence: {0}"


@pytest.mark.parametrize(
    ("fonts", "code"),
    [("text: Astray, heading: Gone", ExitCode.PROBLEMS), ("text: Gone, heading: Astray", ExitCode.MISSING)],
)
def test_the_first_font_that_fails_gives_the_exit_code(fonts, code, ready, carefold):
    astray, gone = FAMILY.format("../brand.yaml"), FAMILY.format("a.ttf")
    ready.add("fonts/fonts.yaml", f"families: {{Astray: {{{astray}}}, Gone: {{{gone}}}}}\n")
    ready.add("brand.yaml", f"{(ready.folder / 'brand.yaml').read_text()}\nfonts: {{{fonts}}}\n")
    run = carefold("build", "h", cwd=ready.folder)
    assert "a.ttf" in run.err and "brand.yaml" in run.err
    assert run.code == code
