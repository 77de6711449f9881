"""Only what something has changed of is made again, and it is said why; and nothing else is touched."""

from __future__ import annotations

import datetime
import json
import os
import re
import shutil
import subprocess
import sys
from functools import partial
from pathlib import Path

import pytest
from PIL import Image
from practice import Practice

from carefold.batch import inputs
from carefold.batch.plan import Wanted
from carefold.batch.regenerate import Batch
from carefold.batch.state import Shelf
from carefold.project import Project

ROOT = Path(__file__).resolve().parents[2]
PICTURE = "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'><path d='M0 0h9v9z'/></svg>"
FONTS = "families: {Own: {regular: F, semibold: F, bold: F, italic: F, bold-italic: F, licence: own.txt}}\n"
ALL = {"cites", "covered", "drawn", "parted", "plain"}


@pytest.fixture(scope="module")
def made(tmp_path_factory, build):
    """A shelf, just made: whoever changes something here puts it back."""
    clinic = Practice(tmp_path_factory.mktemp("made"))
    clinic.handout("plain")
    clinic.handout("cites", '"Words. [@qaseem2016]"')
    clinic.handout("parted", "include: handouts/parts/a.yaml")
    clinic.add("handouts/parts/a.yaml", "- include: handouts/parts/b.yaml\n")
    clinic.add("handouts/parts/b.yaml", "- Shared words.\n")
    clinic.handout("drawn", "figure: {image: handouts/images/p.svg, decorative: true, width: 1in}")
    clinic.add("handouts/images/p.svg", PICTURE)
    cover = "cover-image: {image: handouts/images/c.png, decorative: true}\n"
    clinic.handout("covered", head=cover)
    Image.new("RGB", (600, 400), "green").save(clinic.folder / "handouts/images/c.png")
    Image.new("RGB", (600, 400), "blue").save(clinic.folder / "photo.png")
    for name in ("letter", "a4"):
        clinic.add(f"layouts/{name}.yaml", (ROOT / f"layouts/{name}.yaml").read_text())
    shutil.copy(ROOT / "handouts/references.json", clinic.folder / "handouts")
    clinic.add("fonts/fonts.yaml", FONTS.replace("F,", "own.ttf,"))
    clinic.add("fonts/own.txt", "Ours.")
    shutil.copy(ROOT / "fonts/SourceSans3-Regular.ttf", clinic.folder / "fonts/own.ttf")
    with (clinic.folder / "brand.yaml").open("a") as brand:
        brand.write("cover: photo\nphoto: photo.png\nfonts: {text: Own, heading: Source Sans 3}\n")
    run = build(clinic)
    assert (run.code, len(run.document["built"])) == (0, 5), run.err
    return clinic


def due(run):
    assert run.code == 0, run.err
    assert run.document["built"] == []
    return {Path(one["path"]).name.partition(".")[0]: "; ".join(one["why"]) for one in run.document["due"]}


CHANGES = {
    "handouts/plain.yaml": ("Words of", "Words about", {"plain"}),
    "handouts/parts/b.yaml": ("Shared", "Other", {"parted"}),
    "handouts/parts/a.yaml": ("b.yaml", "b.yaml ", {"parted"}),
    "handouts/images/p.svg": ("0h9", "0h8", {"drawn"}),
    "handouts/images/c.png": (b"", b"", {"covered"}),
    "brand.yaml": ("555-0123", "555-0199", ALL),
    "logo.svg": ("<svg", "<!-- 2 --><svg", ALL),
    "photo.png": (b"", b"", ALL),
    "layouts/letter.yaml": ("title:", "title:  ", ALL),
    "layouts/a4.yaml": ("title:", "title:  ", ALL),
    "fonts/fonts.yaml": ("families:", "families:  ", ALL),
    "fonts/own.ttf": (b"GDEF", b"GDEG", ALL),
}


@pytest.mark.parametrize("path", CHANGES)
def test_a_changed_file(path, made, build):
    old, new, expected = CHANGES[path]
    file = made.folder / path
    before = file.read_bytes()
    old, new = (part if isinstance(part, bytes) else part.encode() for part in (old, new))
    assert old in before
    if old:
        file.write_bytes(before.replace(old, new))
    else:
        Image.new("RGB", (600, 400), "red").save(file)
    try:
        assert due(build(made, "--dry-run")) == dict.fromkeys(expected, f"{path} changed")
    finally:
        file.write_bytes(before)
    assert due(build(made, "--dry-run")) == {}


def test_a_reference_concerns_who_cites_it(made, build):
    file = made.folder / "handouts/references.json"
    before = file.read_text()
    for name, expected in {"qaseem2016": {"cites"}, "abdallah2015": set()}.items():
        entries = json.loads(before)
        (one,) = [entry for entry in entries if entry["id"] == name]
        one["title"] += " again"
        file.write_text(json.dumps(entries))
        assert due(build(made, "--dry-run")) == dict.fromkeys(expected, "handouts/references.json changed")
    file.write_text(before)
    assert due(build(made, "--dry-run")) == {}


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("printer: {shift: [1mm, 0mm]}", ALL), ("citation-style: apa", ALL), ("findings: {CF411: error}", ALL),
        ("reading-grade: {aim: 5}", ALL), ("mail: {subject: Words}", set()), ("# a remark", set()),
    ],
)  # fmt: skip
def test_settings(line, expected, made, build):
    """Those that say what is made, or that nobody reads while it is made, alter nothing."""
    file = made.folder / "project.yaml"
    before = file.read_text()
    file.write_text(f"{before}{line}\n")
    try:
        assert due(build(made, "--dry-run")) == dict.fromkeys(expected, "project.yaml changed")
    finally:
        file.write_text(before)


def test_what_shadows_a_shipped_layout(made, build, tmp_path):
    twin = made.copied(tmp_path / "twin")
    for name in ("letter", "a4"):
        (twin.folder / f"layouts/{name}.yaml").unlink()
    assert due(build(twin, "--dry-run")) == {}, "they say what the shipped ones say"
    twin.add("layouts/letter.yaml", (made.folder / "layouts/letter.yaml").read_text() + "# ours\n")
    assert set(due(build(twin, "--dry-run"))) == ALL


def test_versions(made, build, monkeypatch):
    monkeypatch.setattr(inputs, "_version", lambda name: "99" if name == "Pillow" else inputs_version(name))
    whys = due(build(made, "--dry-run"))
    assert set(whys) == ALL and set(whys.values()) == {f"Pillow {inputs_version('Pillow')} → 99"}


inputs_version = inputs.version


def test_our_own_code(made, build, monkeypatch):
    monkeypatch.setattr("carefold.remembered._code", lambda _folder: iter(("another",)))
    assert due(build(made, "--dry-run")) == dict.fromkeys(ALL, "carefold's code changed")


def test_another_time_in_the_environment(made, build):
    assert due(build(made, "--dry-run", epoch="1796083201")) == dict.fromkeys(ALL, "SOURCE_DATE_EPOCH changed")


def test_a_date_that_passes(project):
    """Without SOURCE_DATE_EPOCH a day changes nothing but what has come to its review."""
    project.handout("old", review_by="2026-12-01")
    project.handout("new")

    def batch(day: str, allow_expired: bool = False) -> Batch:
        opened = Project.open(project.folder, datetime.date.fromisoformat(day))
        made = Batch(opened, Wanted(opened.handouts, allow_expired=allow_expired, whole=True), Shelf.open(project.out))
        made.compare()
        return made

    first = batch("2026-11-30")
    assert all(step.output for step in first.steps(partial(first.made_here, jobs=1)))
    assert not batch("2026-12-01").due and not batch("2026-12-01", allow_expired=True).due
    (late,) = batch("2026-12-02").due
    assert (late.order.source, late.why) == ("old", ("its review date has passed",))
    (late,) = batch("2026-12-02", allow_expired=True).due
    assert late.why == ("its review date has passed", "--allow-expired changed")


def test_only_a_time_that_changed_is_nothing(made, build):
    for path in made.folder.glob("**/*.*"):
        if made.out not in path.parents:
            os.utime(path, (1e9, 1e9))
    assert due(build(made, "--dry-run")) == {}


def test_nothing_changed_nothing_touched(made, carefold, build):
    before = made.state()
    for options in ([], ["--verify"], ["--prune"], ["plain"], ["--jobs", "2"]):
        assert build(made, *options).document["built"] == []
        assert made.state() == before, options
    assert carefold("build", cwd=made.folder).out == "5 unchanged\n"
    assert carefold("build", "plain", cwd=made.folder).out == "out/plain.letter.pdf  unchanged\n"
    assert carefold("build", "plain", cwd=made.folder / "handouts").code == 0
    assert carefold("build", "--project", made.folder).out == "5 unchanged\n"
    assert made.state() == before


LOOKED = """
import sys
from carefold.commands import main
try:
    main(["build"])
finally:
    print([name for name in ("carefold.run", "carefold.pipeline", "reportlab") if name in sys.modules])
"""


def test_what_makes_files_is_not_even_imported_where_nothing_changed(project, build):
    project.handout("h")
    assert build(project).code == 0
    os.utime(project.folder / "handouts/h.yaml", (1, 1))  # one that was just saved is read again
    environment = {**os.environ, "SOURCE_DATE_EPOCH": "1796083200"}
    command = [sys.executable, "-c", LOOKED]
    run = subprocess.run(command, cwd=project.folder, env=environment, capture_output=True, text=True)
    assert run.stdout == "1 unchanged\n[]\n", run.stderr


def test_the_same_bytes_again_leave_the_file(made, build):
    before = made.state()
    assert len(build(made, "--force").document["built"]) == 5
    after = made.state()
    assert {name for name in before if after[name] != before[name]} == set()


CHANGED = "the file was changed or removed"


@pytest.mark.parametrize("harm", [Path.unlink, lambda path: path.write_bytes(b""), lambda path: path.write_bytes(b"x"),
                                  lambda path: os.truncate(path, 100)])  # fmt: skip
def test_a_file_that_somebody_changed(harm, made, build):
    path = made.out / "plain.letter.pdf"
    before = path.read_bytes()
    harm(path)
    assert due(build(made, "--dry-run")) == {"plain": CHANGED}
    assert [one["path"] for one in build(made).document["built"]] == ["out/plain.letter.pdf"]
    assert path.read_bytes() == before
    assert due(build(made, "--dry-run", "--verify")) == {}


def test_what_keeps_size_and_time_is_found_by_verify(made, build):
    path = made.out / "plain.letter.pdf"
    before, found = path.read_bytes(), path.stat()
    path.write_bytes(before.replace(b"%%EOF", b"%%EOG"))
    os.utime(path, ns=(found.st_atime_ns, found.st_mtime_ns))
    assert due(build(made, "--dry-run")) == {}
    assert due(build(made, "--dry-run", "--verify")) == {"plain": CHANGED}
    assert len(build(made, "--verify").document["built"]) == 1
    assert path.read_bytes() == before


# --- what is written of it


HARMS = [
    lambda text: "", lambda text: text[:-20], lambda text: "[]", lambda text: "[" * 9999, lambda text: "\0\xff",
    lambda text: text.replace('"format": 1', '"format": 2'), lambda text: text.replace('"format": 1,', ""),
    lambda text: text.replace('"size": ', '"size": "x'), lambda text: text.replace('"2999-01-01"', "7"),
    lambda text: text.replace('"letter"', '"../letter"'), lambda text: text.replace('"print"', '"prunt"'),
    lambda text: text.replace("plain.letter.pdf", "other.letter.pdf"),
    lambda text: text.replace('"cites": []', '"cites": 5'),
    lambda text: text.replace('"inputs": {', '"inputs": {"x": 5, '),
    lambda text: text.replace('"2999-01-01"', '"soon"'), lambda text: text.replace('"2026-01-01"', '"2026-99-01"'),
    lambda text: text.replace('"language": "en"', '"language": "../en"'),
    lambda text: re.sub(r'"findings": \[.*?\]', '"findings": [{"code": "x"}]', text, flags=re.DOTALL),
]  # fmt: skip


@pytest.mark.parametrize("harm", HARMS)
def test_what_is_known_of_a_file_may_be_lost(harm, made, build):
    state = made.out / ".carefold/state/plain.letter.pdf.json"
    whole = state.read_text()
    assert harm(whole) != whole
    state.write_text(harm(whole))
    pdf = made.state()["plain.letter.pdf"]
    run = build(made)
    assert (run.code, [one["path"] for one in run.document["built"]]) == (0, ["out/plain.letter.pdf"]), run.err
    assert state.read_text() == whole
    assert made.state()["plain.letter.pdf"] == pdf, "its bytes were the same"


def test_nothing_of_this_machine_is_written(made):
    """A shelf may be put somewhere else, with its project, and made from any folder."""
    for state in (made.out / ".carefold/state").iterdir():
        assert str(made.folder) not in state.read_text()


def test_a_brand_of_the_command_line_never_takes_anothers_place(project, carefold, build):
    project.handout("h")
    project.add("elsewhere/logo.svg", PICTURE)
    project.add("elsewhere/second.yaml", (project.folder / "brand.yaml").read_text().replace("555-0123", "555-0777"))
    assert build(project).code == 0
    first = project.pdfs()
    assert carefold("build", "h", "--brand", "../elsewhere/second.yaml", cwd=project.folder / "handouts").code == 0
    assert set(project.pdfs()) == {"h.letter.pdf", "h.second.letter.pdf"}
    assert project.pdfs()["h.letter.pdf"] == first["h.letter.pdf"]
    assert due(build(project, "--dry-run")) == {}, "what was asked for once is kept"
    project.change("elsewhere/second.yaml", "555-0777", "555-0778")
    run = build(project, "--dry-run")
    assert run.document["due"] == [{"path": "out/h.second.letter.pdf", "why": ["elsewhere/second.yaml changed"]}]
