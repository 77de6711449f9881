"""A dry run says what a run then does, in the same numbers, and does nothing."""

from __future__ import annotations

import re

import pytest

from carefold.diagnostics.exit_code import ExitCode

OLD, NEW = "555-0123", "555-0199"
CALL = '"Call {{ brand.contact.phone }}."'
LATER = "1798761600"  # 2027-01-01


@pytest.fixture
def shelf(project, build):
    """Good ones, one that will have expired, and some in which something goes wrong."""
    for name in ("good", "better", "unread", "unreviewed", "withdrawn"):
        project.handout(name, CALL)
    project.handout("old", CALL, review_by="2026-12-15")
    assert build(project).code == 0
    project.change("handouts/unread.yaml", "title:", "titel:")
    project.change("handouts/unreviewed.yaml", CALL, '"Call 555-0123."')
    project.change(
        "handouts/withdrawn.yaml",
        "disclaimer:",
        'withdrawn: {date: 2026-01-02, versions: ["1"], reason: A}\ndisclaimer:',
    )
    return project


def outcome(run):
    document = run.document
    made = [one["path"] for one in document["due"] or document["built"]]
    return run.code, made, document["unchanged"], document["taken-away"], document["problems"]


@pytest.mark.parametrize("phone", [OLD, NEW])
def test_it_foresees_what_then_happens(phone, shelf, carefold, build):
    if phone == NEW:
        shelf.change("brand.yaml", f"contact: {{phone: {OLD}}}", f"contact: {{phone: {NEW}}}\nformer-phones: [{OLD}]")
    before = shelf.state()
    lines = carefold("build", "--dry-run", cwd=shelf.folder, epoch=LATER)
    foreseen = build(shelf, "--dry-run", epoch=LATER)
    assert shelf.state() == before
    copy = shelf.copied(shelf.folder.parent / "copy")
    real = build(copy, epoch=LATER)
    assert outcome(foreseen) == outcome(real) and foreseen.code == ExitCode.PROBLEMS
    gone = {one["path"]: one["why"] for one in foreseen.document["taken-away"]}
    usual = {"out/old.letter.pdf": "expired", "out/withdrawn.letter.pdf": "withdrawn"}
    if phone == NEW:
        assert gone == usual | {"out/unread.letter.pdf": "faulty", "out/unreviewed.letter.pdf": "former-phone"}
    else:
        assert usual.items() <= gone.items()
    assert "out/old.letter.pdf  would leave the shelf: past its review date\n" in lines.out
    told = carefold("build", "--force", cwd=shelf.folder, epoch=LATER).out.splitlines()[-1]
    numbers = re.findall(
        r"\d+", carefold("build", "--force", "--dry-run", cwd=copy.folder, epoch=LATER).out.splitlines()[-1]
    )
    assert numbers == re.findall(r"\d+", told)


def test_the_closing_line(shelf, carefold):
    run = carefold("build", "--dry-run", cwd=shelf.folder)
    assert run.out.splitlines()[-1] == "1 to make, 3 unchanged, 2 would fail"
    assert carefold("build", cwd=shelf.folder).out.splitlines()[-1] == "1 made, 3 unchanged, 2 failed"


def test_an_expired_one_that_is_allowed_is_to_be_made(shelf, build):
    run = build(shelf, "old", "--allow-expired", "--dry-run", epoch=LATER)
    assert run.code == 0
    assert run.document["due"] == [
        {
            "path": "out/old.letter.pdf",
            "why": ["SOURCE_DATE_EPOCH changed", "its review date has passed", "--allow-expired changed"],
        }
    ]
    assert run.document["taken-away"] == []


def test_what_would_be_pruned_is_listed_and_stays(shelf, build):
    (shelf.folder / "handouts/good.yaml").unlink()
    before = shelf.state()
    run = build(shelf, "--dry-run", "--prune", epoch=LATER)
    assert run.document["left-over"] == ["out/good.letter.pdf"] and shelf.state() == before
    assert "out/good.letter.pdf  would be removed\n" in run.err


# --- names that collide


def test_a_name_for_two_is_refused_alone_and_told_once(project, build, carefold):
    """h.north as a handout, and h for the site north; all else is made."""
    project.add("project.yaml", "layouts: [letter, half-sheet]\nsites: [north, south]\n")
    text = (project.folder / "brand.yaml").read_text()
    project.add(
        "brand.yaml",
        f"{text}sites: {{north: {{contact: {{phone: 555-0124}}}}, south: {{contact: {{phone: 555-0125}}}}}}\n",
    )
    project.handout("other")
    project.handout("h")
    assert build(project).code == 0
    before = project.pdfs()
    project.add("brands/north/brand.yaml", text)
    project.add("brands/north/logo.svg", (project.folder / "logo.svg").read_text())
    run = build(project)
    assert run.code == ExitCode.PROBLEMS
    messages = [one["message"] for one in run.document["problems"]]
    assert len(messages) == len(set(messages)) == 4, "each of two layouts of two handouts"
    assert (
        messages[0] == "h.north.letter.pdf would be the file of h for the site north, and is that of the brand north."
    )
    assert all("another name in brand.yaml" in one["hint"] for one in run.document["problems"])
    assert len(run.document["unchanged"]) == 4 and run.document["left-over"] == []
    assert project.pdfs() == before, "what lies there is as right as it was"
    project.change("brand.yaml", OLD, NEW)
    foreseen = build(project, "--dry-run")
    run = build(project)
    gone = [one["path"] for one in run.document["taken-away"]]
    assert len(run.document["built"]) == len(gone) == 4 and all(".north." in path for path in gone)
    assert outcome(foreseen) == outcome(run)
