"""What somebody has asked for by name: how long it stays, and whose it is."""

from __future__ import annotations

import json

import pytest
from practice import ROOT


@pytest.fixture
def other(project, build):
    """A project with a second brand, and a letter of that brand that was asked for."""
    project.handout("a")
    project.handout("b")
    text = (project.folder / "brand.yaml").read_text()
    project.add("brands/other/brand.yaml", text.replace("555-0123", "555-0177"))
    project.add("brands/other/logo.svg", (project.folder / "logo.svg").read_text())
    assert build(project).code == 0
    assert build(project, "a", "--brand", "other").code == 0
    assert "a.other.letter.pdf" in project.pdfs()
    return project


def is_named(project, name):
    return json.loads((project.out / f".carefold/state/{name}.json").read_text())["named"]


def test_it_is_kept_and_made_again(other, build):
    before = other.state()
    run = build(other, "--prune")
    assert (run.code, len(run.document["unchanged"]), run.document["left-over"]) == (0, 3, [])
    assert other.state() == before
    other.change("brands/other/brand.yaml", "555-0177", "555-0178")
    assert [one["path"] for one in build(other).document["built"]] == ["out/a.other.letter.pdf"]


def test_who_removes_it_wants_it_no_more(other, build):
    code = json.loads((other.out / ".carefold/state/a.other.letter.pdf.json").read_text())["facts"]["code"]
    (other.out / "a.other.letter.pdf").unlink()
    assert build(other, "--dry-run").document["due"] == []
    run = build(other)
    assert (run.code, run.document["built"], run.document["left-over"]) == (0, [], [])
    assert "a.other.letter.pdf  was removed; it had been asked for by name, and is not made any more" in run.err
    assert not (other.out / ".carefold/state/a.other.letter.pdf.json").exists()
    assert code in (other.out / ".carefold/codes.jsonl").read_text(), "its sheets are still about"
    before = other.state()
    assert "was removed" not in build(other).err and other.state() == before
    (other.out / "a.letter.pdf").unlink()
    assert len(build(other).document["built"]) == 1, "what the project asks for comes back"


def test_once_the_project_asks_for_it_it_is_the_projects(other, build):
    assert is_named(other, "a.other.letter.pdf") and not is_named(other, "a.letter.pdf")
    other.add("project.yaml", "layouts: [letter]\nbrands: [other]\n")
    run = build(other)
    assert [one["path"] for one in run.document["built"]] == ["out/b.other.letter.pdf"]
    assert run.document["left-over"] == ["out/a.letter.pdf", "out/b.letter.pdf"]
    assert not is_named(other, "a.other.letter.pdf")
    other.add("project.yaml", "layouts: [letter]\n")
    run = build(other, "--prune")
    assert run.document["left-over"] == ["out/a.other.letter.pdf", "out/b.other.letter.pdf"]
    assert set(other.pdfs()) == {"a.letter.pdf", "b.letter.pdf"}


def test_what_is_left_over_may_be_asked_for_by_name(other, build):
    other.add("project.yaml", "layouts: [half-sheet]\n")
    assert build(other).document["left-over"] == ["out/a.letter.pdf", "out/b.letter.pdf"]
    assert build(other, "a", "--layout", "letter").document["unchanged"] == ["out/a.letter.pdf"]
    assert build(other, "--prune").document["left-over"] == ["out/b.letter.pdf"]
    assert "a.letter.pdf" in other.pdfs()


def test_to_build_one_by_name_that_the_project_asks_for_makes_it_nobodys(other, build):
    build(other, "a", "--layout", "letter", "--force")
    assert not is_named(other, "a.letter.pdf")


@pytest.mark.parametrize("gone", ["brand", "layout", "site"])
def test_what_it_was_made_of_is_gone(gone, other, build):
    """It is left over, and no error of each further run."""
    if gone == "brand":
        name = "a.other.letter.pdf"
        (other.folder / "brands/other/brand.yaml").unlink()
    elif gone == "layout":
        name = "a.own.pdf"
        layout = other.add("layouts/own.yaml", (ROOT / "layouts/letter.yaml").read_text())
        assert build(other, "a", "--layout", "own").code == 0
        layout.unlink()
    else:
        name = "a.north.letter.pdf"
        other.add(
            "brand.yaml", (other.folder / "brand.yaml").read_text() + "sites: {north: {contact: {phone: 555-0124}}}\n"
        )
        assert build(other, "a", "--site", "north").code == 0
        other.change("brand.yaml", "north: {contact", "south: {contact")
    run = build(other)
    assert run.code == 0 and run.document["left-over"] == [f"out/{name}"], run.err
    build(other, "--prune")
    assert name not in other.pdfs()


def test_a_broken_brand_makes_nothing_left_over(other, build):
    other.add("brands/other/brand.yaml", "name: [")
    run = build(other, "--prune")
    assert run.code == 1 and run.document["left-over"] == []
    assert "a.other.letter.pdf" in other.pdfs()


@pytest.mark.parametrize("broken", [True, False])
def test_a_brand_that_was_named_by_its_file(broken, other, build):
    """One that can't be read is told each time; one that is gone is asked for by nobody."""
    third = other.add("elsewhere/third.yaml", (other.folder / "brand.yaml").read_text())
    other.add("elsewhere/logo.svg", (other.folder / "logo.svg").read_text())
    assert build(other, "a", "--brand", "elsewhere/third.yaml").code == 0
    third.write_text("name: [") if broken else third.unlink()
    run = build(other)
    assert (run.code, run.document["left-over"]) == ((1, []) if broken else (0, ["out/a.third.letter.pdf"]))


def test_a_handout_that_is_limited_to_other_layouts_now(other, build):
    assert build(other, "a", "--layout", "half-sheet").code == 0
    other.change("handouts/a.yaml", "sections:", "layouts: [letter]\nsections:")
    run = build(other)
    assert (run.code, run.document["left-over"]) == (0, ["out/a.half-sheet.pdf"])
