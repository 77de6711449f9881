"""What is printed or sent, and the same for everybody, is kept once; its version says nothing else from then on."""

from __future__ import annotations

import datetime
import hashlib
import io
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from letters import people, table
from mailroom import REALLY, add_ledger, have_reviewed, mailroom, patients, rows_of
from printshop import SIMPLEX, needs_sh, noted, shop_in

from carefold.commands.dialog import by_dialog
from carefold.commands.output import Printer
from carefold.delivery.print_handout import printable
from carefold.project import Project
from carefold.released.folder import Released
from carefold.released.release import Release

pytestmark = needs_sh
PRINT = ("print", "h", "--layout", "letter", "--really")


@pytest.fixture
def shop(tmp_path, monkeypatch):
    made = shop_in(tmp_path / "shop", monkeypatch)
    made.add("Desk")
    return made


@pytest.fixture
def leaflet(clinic):
    clinic.write("- Take 2 tablets at 8 am. Call us with questions.")
    have_reviewed(clinic)
    add_ledger(clinic)
    return clinic


def kept(leaflet):
    """The PDFs in released/ by name, and what is told of each; every name is right, and no PDF stands alone."""
    folder = leaflet.folder / "released"
    pdfs = {path.stem: path.read_bytes() for path in folder.glob("*.pdf")}
    assert all(hashlib.sha256(data).hexdigest() == name for name, data in pdfs.items())
    told = {path.stem: json.loads(path.read_bytes()) for path in folder.glob("*.json")}
    assert told.keys() == pdfs.keys() and len([*folder.iterdir()]) == 2 * len(pdfs)
    return pdfs, told


def nothing_kept(leaflet):
    return not (leaflet.folder / "released").exists() or kept(leaflet) == ({}, {})


def edit(leaflet, old, new):
    path = leaflet.folder / "handouts/h.yaml"
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def test_what_was_printed_is_kept_once_with_its_facts(leaflet, carefold, shop):
    dry = carefold(*PRINT[:-1], cwd=leaflet.folder)
    assert dry.code == 0 and nothing_kept(leaflet)
    assert carefold(*PRINT, "--copies", "2", "--verapdf", cwd=leaflet.folder).code == 0
    pdfs, told = kept(leaflet)
    ((name, said),) = told.items()
    assert [*pdfs.values()] == [shop.data()] and noted(leaflet.folder)[0]["sha256"] == name
    assert {key: said[key] for key in ("handout", "language", "version", "layout", "edition", "date", "pages")} == {
        "handout": "h", "language": "en", "version": "1", "layout": "letter", "edition": "print",
        "date": "2026-12-01", "pages": 1,
    }  # fmt: skip
    assert said["approved-by"] == [{"name": "Demo Person", "role": "Nurse", "date": "2026-11-30"}]
    assert said["code"] == noted(leaflet.folder)[0]["code"] and said["verapdf"] == ["PDF/UA-1", "PDF/A-2a"]
    assert said["tools"].keys() == {"carefold", "python", "reportlab"} and said["unreviewed"] == ""
    before = {path: path.stat().st_mtime_ns for path in (leaflet.folder / "released").iterdir()}
    assert carefold(*PRINT, cwd=leaflet.folder).code == 0
    assert {path: path.stat().st_mtime_ns for path in before} == before and len(kept(leaflet)[0]) == 1
    for command in (("build", "--all", "--prune"), ("purge",)):
        carefold(*command, cwd=leaflet.folder)
        assert {path: path.stat().st_mtime_ns for path in before} == before


def test_other_words_need_another_version(leaflet, carefold, shop):
    assert carefold(*PRINT, cwd=leaflet.folder).code == 0
    edit(leaflet, "2 tablets", "3 tablets")
    message = "version 1 was released with other words on 2026-12-01. [CF186] Hint: Raise `version:`"
    for command in (("build", "h"), ("check", "h"), PRINT[:-1], PRINT, ("print", "h", "--unreviewed", "why")):
        run = carefold(*command, cwd=leaflet.folder)
        assert run.code == 1 and message in f"{run.out}{run.err}", command
    assert shop.count == 1 and len(kept(leaflet)[0]) == 1
    edit(leaflet, "version: 1\n", "version: 1.1\n")
    assert carefold(*PRINT, cwd=leaflet.folder).code == 0 and len(kept(leaflet)[0]) == 2
    edit(leaflet, "3 tablets", "2 tablets")
    assert carefold("check", "h", cwd=leaflet.folder).code == 1  # 1.1 said something else
    edit(leaflet, "version: 1.1\n", "version: 1\n")
    assert carefold("check", "h", cwd=leaflet.folder).code == 0


def test_a_file_of_other_words_that_lies_on_the_shelf_already_is_told_too(leaflet, carefold, shop):
    edit(leaflet, "2 tablets", "3 tablets")
    assert carefold("build", "h", cwd=leaflet.folder).code == 0
    edit(leaflet, "3 tablets", "2 tablets")
    assert carefold(*PRINT, cwd=leaflet.folder).code == 0
    edit(leaflet, "2 tablets", "3 tablets")
    run = carefold("build", "h", cwd=leaflet.folder)
    assert run.code == 1 and "[CF186]" in run.err


def test_a_phone_and_dates_are_no_other_words(leaflet, carefold, shop):
    assert carefold(*PRINT, cwd=leaflet.folder).code == 0
    brand = leaflet.folder / "brand.yaml"
    brand.write_text(brand.read_text("utf-8").replace("555", "556"), "utf-8")
    edit(leaflet, "2999-01-01", "2998-01-01")
    assert carefold(*PRINT, cwd=leaflet.folder).code == 0
    assert len({one["code"] for one in kept(leaflet)[1].values()}) == 2


def test_what_changed_is_told_where_it_was_approved(leaflet, carefold, shop):
    carefold("review", "h", "--sign", "Ada Sample, RN", cwd=leaflet.folder)
    assert carefold(*PRINT, cwd=leaflet.folder).code == 0
    edit(leaflet, "2 tablets", "3 tablets")
    run = carefold("check", "h", "--errors", cwd=leaflet.folder)
    assert "with other words on 2026-12-01: “Take 2 tablets at” is now “Take 3 tablets at”." in run.out


def test_what_the_printer_refuses_is_not_kept(leaflet, carefold, shop):
    shop.say("fails-1", "lp: no")
    assert carefold(*PRINT, cwd=leaflet.folder).code != 0
    assert nothing_kept(leaflet)
    edit(leaflet, "2 tablets", "3 tablets")
    assert carefold(*PRINT, cwd=leaflet.folder).code == 0


def test_fronts_alone_are_no_print(leaflet, carefold, shop):
    leaflet.write("\n".join(f"- Take 2 tablets at {hour} am. {'We can help. ' * 30}" for hour in range(1, 12)))
    have_reviewed(leaflet)
    shop.add("Old", SIMPLEX)
    again = (*PRINT, "--printer", "Old")
    assert carefold(*again, cwd=leaflet.folder).code == 0
    folder = leaflet.folder / "released"
    assert [path.suffix for path in folder.iterdir()] == [".pdf"]
    run = carefold("doctor", "--released", cwd=leaflet.folder)
    assert run.code == 0 and "nobody knows whether it left" in run.out
    assert carefold(*again, "--only", "backs", cwd=leaflet.folder).code == 0
    assert len(kept(leaflet)[0]) == 1


def test_what_cant_be_kept_is_not_printed(leaflet, carefold, shop):
    leaflet.add("released", "a file")
    run = carefold(*PRINT, cwd=leaflet.folder)
    assert run.code == 1 and "released" in run.err and "Traceback" not in run.err and shop.count == 0


def test_lost_and_altered_files_are_found(leaflet, carefold, shop):
    assert carefold(*PRINT, cwd=leaflet.folder).code == 0
    ((name, data),) = kept(leaflet)[0].items()
    pdf, told = (leaflet.folder / f"released/{name}.{ending}" for ending in ("pdf", "json"))
    text = told.read_text("utf-8")

    def found(message):
        check, doctor = (carefold(*one, cwd=leaflet.folder) for one in (("check", "--all"), ("doctor", "--released")))
        assert check.code == 1 and doctor.code == 3
        assert message in check.err and message in doctor.out and "Traceback" not in check.err

    pdf.write_bytes(data[:-9])
    found("this PDF is not the one that was given out")
    pdf.unlink()
    found("a PDF that was given out is gone")
    assert carefold(*PRINT, cwd=leaflet.folder).code == 0 and pdf.read_bytes() == data
    for other in (text.replace('"version": "1"', '"version": "2"'), text[:40], "[" * 100_000, "null", ""):
        told.write_text(other, "utf-8")
        found("this file is not as carefold has written it")
        assert carefold("check", "h", cwd=leaflet.folder).code == 1
    told.unlink()
    found("what was given out is gone")
    leaflet.write("- Take 3 tablets at 8 am. Call us with questions.")
    assert carefold("build", "h", cwd=leaflet.folder).code == 1
    leaflet.write("- Take 2 tablets at 8 am. Call us with questions.")
    told.write_text(text, "utf-8")
    assert carefold("check", "--all", cwd=leaflet.folder).code == 0
    assert Release.read(told.read_bytes()).written == told.read_bytes()


def test_a_mailing_without_values_keeps_one_pdf(leaflet, carefold, monkeypatch):
    monkeypatch.setattr("carefold.delivery.sending.WAITS", ())
    leaflet.add("r.csv", table([{k: v for k, v in one.items() if k in WHO} for one in patients(3)]))
    with mailroom("rcpt 550 no") as office:
        monkeypatch.setenv("CAREFOLD_SMTP_URL", f"smtp://127.0.0.1:{office.port}")
        run = carefold("send", "h", "--records", "r.csv", *REALLY, "--limit", "1", cwd=leaflet.folder)
        assert run.code == 4 and nothing_kept(leaflet)
        run = carefold("send", "h", "--records", "r.csv", *REALLY, "--verapdf", cwd=leaflet.folder)
        assert run.code == 4 and len(office.taken) == 2, run.err
    ((name, said),) = kept(leaflet)[1].items()
    assert {row.sha256 for row in rows_of(leaflet) if row.state == "accepted"} == {name}
    assert said["verapdf"] and said["layout"] == "letter"
    edit(leaflet, "2 tablets", "3 tablets")
    run = carefold("send", "h", "--records", "r.csv", cwd=leaflet.folder)
    assert run.code == 1 and "was released with other words" in run.err


WHO = ("id", "email", "email_consent", "email_consent_date")


def test_letters_with_values_are_never_kept(practice, carefold, shop, monkeypatch):
    practice.add("r.csv", table(patients(2)))
    with mailroom() as office:
        monkeypatch.setenv("CAREFOLD_SMTP_URL", f"smtp://127.0.0.1:{office.port}")
        assert carefold("send", "h", "--records", "r.csv", *REALLY, cwd=practice.folder).code == 0
    practice.add("p.csv", table(people(2)))
    assert carefold("print", "h", "--records", "p.csv", "--really", cwd=practice.folder).code == 0
    assert len(office.taken) == 2 and shop.count == 2 and not (practice.folder / "released").exists()
    run = carefold("send", "h", "--records", "r.csv", "--verapdf", cwd=practice.folder)
    assert run.code == 2 and "--verapdf is for handouts without fields" in run.err


def test_records_without_values_get_what_is_the_same_for_everybody(leaflet, carefold, shop):
    leaflet.add("r.csv", table([{"id": "P-1"}, {"id": "P-2"}]))
    assert carefold("print", "h", "--records", "r.csv", "--really", cwd=leaflet.folder).code == 0
    ((name, _),) = kept(leaflet)[0].items()
    assert {row["sha256"] for row in noted(leaflet.folder)} == {name} and shop.count == 2


def test_what_a_dialog_prints_is_kept(leaflet, monkeypatch):
    monkeypatch.setattr("click.launch", lambda _path: None)
    monkeypatch.setattr("sys.stdin", io.StringIO("\n"))
    what = printable(Project.open(leaflet.folder, datetime.date(2026, 12, 1)), "h", 1, layout="letter")
    by_dialog(what, None, Printer(quiet=True, as_json=False), really=False)
    assert nothing_kept(leaflet)
    by_dialog(what, None, Printer(quiet=True, as_json=False), really=True)
    assert [*kept(leaflet)[0].values()] == [what.data]


def test_two_runs_and_a_refusal_between_them(tmp_path, monkeypatch):
    """Whatever two runs do with one PDF, what one of them has told of stays there."""
    released, data = Released(tmp_path / "released", "released"), b"a PDF"
    name = hashlib.sha256(data).hexdigest()
    release = Release(
        name, "h", "en", "T", "1", "C", "letter", "print", "", "", 1, "2026-12-01", "s", (), "", {}, (), {}
    )
    released.lay_down(data)  # both
    released.note(release, data)  # one was printed
    before = (released.folder / f"{name}.pdf").stat().st_ino
    released.take_back(data)  # the other was refused
    assert (released.folder / f"{name}.pdf").stat().st_ino == before
    assert [*released.problems()] == [] and released.releases() == (release,)
    (released.folder / f"{name}.json").unlink()
    released.take_back(data)
    released.note(release, data)  # refused first
    assert [*released.problems()] == [] and released.unnoted() == ()
    released.note(release.on(release.day.replace(year=2030)), data)
    assert released.releases() == (release,)
    just_now = iter((False, True))
    monkeypatch.setattr(Released, "is_told", lambda *_: next(just_now))
    released.take_back(data)
    assert (released.folder / f"{name}.pdf").read_bytes() == data


@pytest.mark.all
@pytest.mark.skipif(os.name != "posix", reason="kill -9 is of POSIX")
def test_a_kill_at_any_point_loses_nothing_that_the_ledger_calls_printed(leaflet, shop):
    code = "from carefold.commands import main; main()"
    environment = os.environ | {"SOURCE_DATE_EPOCH": "1796083200"}
    command = [sys.executable, "-c", code, *PRINT, "--quiet"]
    folder: Path = leaflet.folder / "released"
    for wait in (0.0, 0.004, 0.012):
        run = subprocess.Popen(command, cwd=leaflet.folder, env=environment)
        begun, before = time.monotonic(), len([*shop.folder.glob("*.pdf")])
        while run.poll() is None and time.monotonic() - begun < 60 and len([*shop.folder.glob("*.pdf")]) == before:
            time.sleep(0.0005)
        time.sleep(wait)
        run.send_signal(signal.SIGKILL)
        run.wait()
        told = {path.stem for path in folder.glob("*.json")}
        assert told <= {path.stem for path in folder.glob("*.pdf")}
        assert {row["sha256"] for row in noted(leaflet.folder) if row["state"] == "printed"} <= told
    assert subprocess.run(command, cwd=leaflet.folder, env=environment, check=False).returncode == 0
    assert len(kept(leaflet)[0]) == 1
