"""The pipeline: files in place all or nothing, the same bytes each time, what is read anew."""

from __future__ import annotations

import datetime
import os
import time
from io import BytesIO
from pathlib import Path

import pytest
from opening import opened
from pypdf import PdfReader

from carefold import pipeline
from carefold.commands.here import shown, source_date, today
from carefold.diagnostics.carefold_error import CarefoldError
from carefold.diagnostics.exit_code import ExitCode
from carefold.families import load_family
from carefold.order import Order
from carefold.pipeline import build
from carefold.preflight.preflight import preflight
from carefold.workspace import load_brand, load_handout

DAY = 86400


@pytest.fixture(autouse=True)
def december(monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1796083200")


# --- the same bytes


@pytest.mark.parametrize("edition", ["print", "screen"])
def test_the_clock_is_not_in_the_bytes(edition, clinic, monkeypatch):
    clinic.write("- checklist: [One]\n- More.")
    monkeypatch.delenv("SOURCE_DATE_EPOCH")
    workspace = opened(clinic.folder)
    first = build(workspace, Order("h", "letter", edition=edition)).data
    real, real_gm, real_local = time.time, time.gmtime, time.localtime
    ahead = 400 * DAY
    monkeypatch.setattr(time, "time", lambda: real() + ahead)
    monkeypatch.setattr(time, "gmtime", lambda at=None: real_gm(real() + ahead if at is None else at))
    monkeypatch.setattr(time, "localtime", lambda at=None: real_local(real() + ahead if at is None else at))
    assert build(opened(clinic.folder), Order("h", "letter", edition=edition)).data == first


def test_dates_are_the_handouts_and_source_date_epoch(clinic, monkeypatch):
    clinic.write(updated="2026-01-05")

    def dates() -> tuple[datetime.datetime | None, datetime.datetime | None]:
        info = PdfReader(BytesIO(clinic.again("letter").data)).metadata
        return (info.creation_date, info.modification_date) if info else (None, None)

    written = datetime.datetime(2026, 1, 5, tzinfo=datetime.UTC)
    assert dates() == (written, datetime.datetime.fromtimestamp(1796083200, datetime.UTC))
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "0")
    assert dates() == (written, written)
    monkeypatch.delenv("SOURCE_DATE_EPOCH")
    assert dates() == (written, written)


def test_today(monkeypatch):
    assert today() == datetime.date(2026, 12, 1)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "")
    assert source_date() is None
    assert abs((today() - datetime.date.today()).days) <= 1
    for wrong in ("abc", "²", "1.5", "9" * 30):
        monkeypatch.setenv("SOURCE_DATE_EPOCH", wrong)
        with pytest.raises(CarefoldError, match="is no time") as caught:
            today()
        assert caught.value.exit_code == ExitCode.USAGE


def test_the_order_of_builds_does_not_matter(clinic):
    """What was shaped and embedded before leaves no trace."""
    clinic.write("- Quite other words, ÄÖÜ ½.")
    (clinic.folder / "handouts/h.yaml").rename(clinic.folder / "handouts/g.yaml")
    clinic.write("- Some words.")
    workspace = opened(clinic.folder)
    first = build(workspace, Order("h", "letter")).data
    build(workspace, Order("g", "trifold"))
    assert build(workspace, Order("h", "letter")).data == first


@pytest.mark.parametrize(
    "text", ["Words [@qaseem2016].", "H~2~O and 5^th^.", "un**believ**able", "a [link](https://a.example)s, *x*y"]
)
def test_pieces_inside_a_word_pass_preflight(text, clinic):
    """The tree's pieces are heard as one word: them¹, H₂O."""
    clinic.write(f'- "{text}"')
    for layout in ("trifold", "letter"):
        assert build(opened(clinic.folder), Order("h", layout)).data


# --- reading


def test_changed_files_are_read_anew(clinic):
    brand = "name: {}\ncontact: {{phone: 555-0123}}\ndisclaimer: Ask.\n"
    clinic.write()
    path = clinic.add("brand.yaml", brand.format("One"))
    workspace = opened(clinic.folder)
    assert load_brand(workspace, None)[0].name == "One"
    path.write_text(brand.format("Three"))
    assert load_brand(workspace, None)[0].name == "Three"
    path.write_text(brand.format("Seven"))
    os.utime(path, (1, 1))
    assert load_brand(workspace, None)[0].name == "Seven"


def test_the_id_is_the_files_name_where_there_is_none(clinic):
    clinic.write()
    assert load_handout(opened(clinic.folder), "h").id == "h"
    clinic.write(id="KET-001")
    assert load_handout(opened(clinic.folder), "h").id == "KET-001"


def test_brand_hints(clinic):
    clinic.write()
    clinic.add("brands/empty/readme.txt", "no brand")
    with pytest.raises(CarefoldError, match=r"There are: inkwell, plumtree, riverbend\.$"):
        load_brand(opened(clinic.folder), "zzz")


def test_a_family_with_files_that_are_missing_names_all(clinic):
    family = "{regular: a.ttf, semibold: b.ttf, bold: c.ttf, italic: d.ttf, bold-italic: e.ttf, licence: OFL.txt}"
    clinic.add("fonts/fonts.yaml", f"families: {{Clinic Sans: {family}}}\n")
    clinic.add("fonts/b.ttf", "x")
    (clinic.folder / "handouts").mkdir()
    with pytest.raises(CarefoldError) as caught:
        load_family(opened(clinic.folder), "Clinic Sans")
    assert caught.value.exit_code == ExitCode.MISSING
    assert [problem.message.split()[2] for problem in caught.value.findings] == [
        *(f"{x}.ttf" for x in "acde"),
        "OFL.txt",
    ]


def test_libyaml_missing(clinic, monkeypatch):
    import yaml

    clinic.write()
    monkeypatch.setattr(yaml, "__with_libyaml__", False)
    monkeypatch.delattr(yaml, "CParser", raising=False)
    monkeypatch.delattr("yaml.cyaml.CParser", raising=False)
    with pytest.raises(CarefoldError) as caught:
        opened(clinic.folder).check("h")
    assert caught.value.exit_code == ExitCode.MISSING
    assert "libyaml" in str(caught.value)


# --- names


def test_shown(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert shown(tmp_path / "a" / "b.yaml") == "a/b.yaml"
    assert shown(Path("a/b.yaml")) == "a/b.yaml"
    assert shown(tmp_path.parent / "b.yaml") == (tmp_path.parent / "b.yaml").as_posix()
    (tmp_path / "link").symlink_to(tmp_path / "real", target_is_directory=True)
    (tmp_path / "real").mkdir()
    monkeypatch.chdir(tmp_path / "link")
    assert shown(tmp_path / "real" / "c.yaml") == "c.yaml"


def test_workspace(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert opened(tmp_path).sources.project is None
    assert opened(tmp_path).output == tmp_path / "out"
    (tmp_path / "project.yaml").write_text("output: shelf\n")
    (tmp_path / "sub").mkdir()
    assert opened(tmp_path / "sub").output == tmp_path / "shelf"


def test_the_story_is_told_first():
    assert (pipeline.__doc__ or "").startswith("START HERE")


# --- addresses in a text


def test_an_address_in_a_text_is_a_link_in_the_pdf(clinic):
    made = clinic.build("letter", "- Write to me@clínica.example, or see www.x.example or https://x.example/guía.")
    annotations = [one.get_object() for page in PdfReader(BytesIO(made.data)).pages for one in page.get("/Annots", ())]
    leads = [one["/A"]["/URI"] for one in annotations if "/URI" in one.get("/A", {})]
    wanted = {"mailto:me@xn--clnica-4va.example", "https://www.x.example", "https://x.example/gu%C3%ADa"}
    assert wanted <= set(leads)
    assert preflight(made.data, "h.letter.pdf", pipeline.expected(opened(clinic.folder), made)).errors == ()
