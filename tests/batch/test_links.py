"""Nothing is written, moved or removed behind a link in the place of a folder of ours."""

from __future__ import annotations

import json

import pytest

LATER = "1798761600"  # 2027-01-01
PART = ".h.letter.pdf.0a1b2c3d.part"


@pytest.fixture
def shelf(project, build):
    project.handout("a")
    project.handout("old", review_by="2026-12-15")
    assert build(project).code == 0
    return project


def all_of(folder):
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("name", [".carefold", ".carefold/state", ".carefold/stale", ".carefold/pictures"])
def test_a_link_in_the_place_of_a_folder_of_ours(name, shelf, build, tmp_path):
    elsewhere, place = tmp_path / "elsewhere", shelf.out / name
    if place.exists():
        place.rename(elsewhere)
    elsewhere.mkdir(exist_ok=True)
    (elsewhere / PART).write_text("somebody's")
    (elsewhere / "old.letter.pdf").write_text("somebody's")
    place.symlink_to(elsewhere, target_is_directory=True)
    (shelf.folder / "handouts/a.yaml").unlink()
    before, pdfs = all_of(elsewhere), shelf.pdfs()
    for options in ([], ["--prune"], ["--force"], ["old", "--allow-expired"]):
        run = build(shelf, *options, epoch=LATER)
        assert run.code == 1 and run.document["problems"] == [
            {
                "file": f"out/{name}", "line": 0, "column": 0,
                "message": "this is a link: carefold would write, and remove, what lies elsewhere.",
                "hint": "Remove the link: a folder takes its place, and what was known of the files is made once more.",
            }
        ]  # fmt: skip
    assert all_of(elsewhere) == before and shelf.pdfs() == pdfs
    place.unlink()
    build(shelf, epoch=LATER)
    assert all_of(elsewhere) == before


def test_a_lock_is_not_made_behind_a_link(shelf, build, tmp_path):
    (shelf.out / ".carefold/lock").unlink()
    (shelf.out / ".carefold/lock").symlink_to(tmp_path / "made")
    assert build(shelf).code == 1 and not (tmp_path / "made").exists()


def test_the_output_folder_may_be_a_link(shelf, build):
    shelf.out.rename(shelf.folder / "share")
    shelf.out.symlink_to(shelf.folder / "share", target_is_directory=True)
    run = build(shelf, epoch=LATER)
    assert [one["path"] for one in run.document["taken-away"]] == ["share/old.letter.pdf"]


def test_a_pdf_that_is_a_link_is_moved_and_removed_itself(shelf, build, tmp_path):
    """What it leads to stays."""
    for name in ("a", "old"):
        path = shelf.out / f"{name}.letter.pdf"
        path.rename(tmp_path / f"{name}.pdf")
        path.symlink_to(tmp_path / f"{name}.pdf")
    before = {name: (tmp_path / f"{name}.pdf").read_bytes() for name in ("a", "old")}
    (shelf.folder / "handouts/a.yaml").unlink()
    build(shelf, "--prune", epoch=LATER)
    assert shelf.pdfs() == {}
    assert before == {name: (tmp_path / f"{name}.pdf").read_bytes() for name in ("a", "old")}


# --- what lies aside


def test_no_more_lies_aside_than_one_file_for_each_name(shelf, build):
    aside = shelf.out / ".carefold/stale"
    for _ in range(3):
        build(shelf, "--allow-expired", epoch=LATER)
        assert not list(aside.glob("*"))
        build(shelf, epoch=LATER)
        assert [path.name for path in aside.iterdir()] == ["old.letter.pdf"]


def test_what_nothing_is_known_of_any_more_goes_when_pruned(shelf, build):
    build(shelf, epoch=LATER)
    aside, state = shelf.out / ".carefold/stale", shelf.out / ".carefold/state/old.letter.pdf.json"
    assert json.loads(state.read_text())["gone"] == "expired"
    state.replace(shelf.folder / "lost.json")
    (shelf.folder / "handouts/old.yaml").unlink()
    build(shelf, epoch=LATER)
    build(shelf, "--prune", "--layout", "letter", epoch=LATER)
    assert len(list(aside.iterdir())) == 1
    build(shelf, "--prune", epoch=LATER)
    assert not list(aside.iterdir())
