"""carefold report: a tagged PDF and a table of what was current, approved, given out and checked, in numbers alone."""

from __future__ import annotations

import csv
import datetime
import io
import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from mailroom import add_ledger
from opening import opened

from carefold.auditing.period import Period
from carefold.auditing.versions import versions_of
from carefold.delivery.ledger import Ledger
from carefold.delivery.row import Row
from carefold.model.handout import Handout
from carefold.preflight import verapdf
from carefold.project import Project
from carefold.released.folder import Released
from carefold.released.release import Release
from carefold.workspace import load_handout

LANGUAGES = Path(__file__).parents[2] / "carefold/languages"
SINCE = ("report", "--since", "2026-01-01")
ADA = "Ada Sample, RN"
NAMES = [f"sheet-{number:02}" for number in range(12)]


@pytest.fixture
def shelf(clinic):
    """Twelve handouts, some expired, due or withdrawn, and a ledger of what was given out."""
    clinic.write()
    own = (clinic.folder / "handouts/h.yaml").read_text("utf-8")
    (clinic.folder / "handouts/h.yaml").unlink()
    for name in NAMES:
        day = {"sheet-03": "2026-06-30", "sheet-04": "2027-01-15"}.get(name, "2029-01-01")
        clinic.add(f"handouts/{name}.yaml", own.replace("2999-01-01", day).replace("Small", f"About *{name[-2:]}*"))
    with (clinic.folder / "handouts/sheet-05.yaml").open("a") as file:
        file.write("withdrawn: {date: 2026-11-20, versions: ['<=1.0'], reason: =SUM(A1) was wrong}\n")
    add_ledger(clinic)
    return clinic


def note(shelf, *rows):
    with closing(Ledger.open(Project.open(shelf.folder, datetime.date(2026, 12, 1)))) as ledger:
        ledger.add(
            Row(f"k{number}", channel, ledger.who(who) if who else "", handout, "autumn", state, at, copies=copies,
                version="1", language=language, address=ledger.address("pat@patients.example"))
            for number, (channel, who, handout, language, state, at, copies) in enumerate(rows)
        )  # fmt: skip


def release(shelf, name, version, day, seal="s", data=b"a PDF", checks=None):
    import hashlib

    digest = hashlib.sha256(data).hexdigest()
    one = Release(digest, name, "en", "A title", version, "K7M2PQ", "trifold", "print", "", "", 2, day, seal, (), "",
                  checks or {}, (), {})  # fmt: skip
    released = Released(shelf.folder / "released", "released")
    released.note(one, data)
    return digest


def lines(path):
    return [*csv.DictReader(io.StringIO(path.read_text("utf-8-sig"), newline=""))]


def parts(path, part):
    return [{key: value for key, value in row.items() if value and key != "part"} for row in lines(path)
            if row["part"] == part]  # fmt: skip


def test_the_whole_of_twelve_handouts(shelf, carefold, words):
    assert carefold("review", "sheet-00", "--sign", ADA, cwd=shelf.folder).code == 0
    note(
        shelf,
        ("paper", "", "sheet-00", "en", "printed", "2026-11-30T10:00:00+00:00", 30),
        ("paper", "", "sheet-00", "en", "refused", "2026-11-30T10:00:00+00:00", 900),
        ("paper", "", "sheet-00", "en", "printed", "2025-12-31T10:00:00+00:00", 500),
        ("paper", "pat-17", "sheet-01", "en", "returned", "2026-11-30T10:00:00+00:00", 1),
        ("mail", "pat-17", "sheet-01", "es", "accepted", "2026-11-30T10:00:00+00:00", 0),
        ("mail", "pat-18", "sheet-01", "es", "sending", "2026-11-30T10:00:00+00:00", 0),
        ("mail", "pat-19", "sheet-01", "es", "planned", "2026-11-30T10:00:00+00:00", 0),
    )
    digest = release(shelf, "sheet-00", "1", "2026-11-30", checks={"CF104": 3, "CF421": 1})
    run = carefold(*SINCE, "--out", "r.pdf", "--json", cwd=shelf.folder)
    assert run.code == 0 and run.document["files"] == ["r.pdf", "r.csv"], run.err
    table, pdf = shelf.folder / "r.csv", shelf.folder / "r.pdf"
    current = parts(table, "current")
    assert [one["handout"] for one in current] == NAMES and current[0]["code"] == "K7M2PQ"
    assert [one["handout"] for one in current if "to" in one] == ["sheet-03", "sheet-05"]
    assert parts(table, "approval")[0] == {
        "handout": "sheet-00", "version": "1", "decision": "approved", "name": "Ada Sample", "role": "RN",
        "date": "2026-12-01",
    }  # fmt: skip
    assert [one["decision"] for one in parts(table, "approval")[1:]] == ["nobody on record"] * 11
    assert parts(table, "given-out") == [
        {"handout": "sheet-00", "language": "en", "version": "1", "copies": "30", "letters": "0", "messages": "0",
         "came-back": "0", "unknown": "0"},
        {"handout": "sheet-01", "language": "en", "version": "1", "copies": "0", "letters": "1", "messages": "0",
         "came-back": "1", "unknown": "0"},
        {"handout": "sheet-01", "language": "es", "version": "1", "copies": "0", "letters": "0", "messages": "1",
         "came-back": "0", "unknown": "1"},
    ]  # fmt: skip
    states = [(one["handout"], one["state"], one["date"]) for one in parts(table, "state")]
    assert states == [("sheet-03", "expired", "2026-06-30"), ("sheet-04", "due", "2027-01-15"),
                      ("sheet-05", "withdrawn", "2026-11-20")]  # fmt: skip
    assert parts(table, "state")[2]["reason"] == "'=SUM(A1) was wrong"  # no spreadsheet counts it
    (released,) = parts(table, "released")
    assert (released["sha256"], released["checks"], released["verapdf"]) == (digest, "CF104 3; CF421 1", "not asked")
    text = words(pdf)
    for said in ("About *00* (sheet-00)", "Ada Sample, RN", "trifold: K7M2PQ", "1: CF421", "=SUM(A1) was wrong"):
        assert said in text
    assert "CF104" not in text and "Not yet reviewed" not in text and "911" not in text
    for private in ("pat-1", "patients.example"):
        assert private not in text and private not in table.read_text("utf-8")
    report = opened(shelf.folder).check_pdf(pdf, verapdf=verapdf.available())
    assert report.findings == () and report.claims == ("ua1", "2a")


def test_it_speaks_the_language_of_the_project(shelf, carefold, words):
    shelf.add("project.yaml", "languages: [es]\n")
    run = carefold(*SINCE, "--until", "2026-11-30", cwd=shelf.folder)
    assert run.code == 0, run.err
    text = words(shelf.folder / "reports/report-2026-01-01-to-2026-11-30.pdf")
    assert "Qué estaba vigente" in text and "El proyecto no lleva registro de envíos" in text


@pytest.mark.parametrize("tag", ["en", "es"])
def test_nothing_says_that_a_law_is_met(tag):
    said = (LANGUAGES / tag / "report.yaml").read_text("utf-8")
    assert re.search(r"certif|complian|complies|conform|cumplimiento", said, re.IGNORECASE) is None


def test_what_is_broken_is_told_and_nothing_is_written(shelf, carefold):
    def refused(message, code=1):
        run = carefold(*SINCE, "--out", "r.pdf", cwd=shelf.folder)
        assert run.code == code and message in run.err and "Traceback" not in run.err
        assert not [*shelf.folder.glob("r.*")]

    for _ in range(2):
        carefold("review", "sheet-00", "--sign", ADA, cwd=shelf.folder)
    chain = shelf.folder / "reviews.jsonl"
    whole = chain.read_text("utf-8")
    chain.write_text(whole.replace("Ada", "Eve", 1), "utf-8")
    refused("the chain of decisions about “sheet-00” is broken here")
    chain.write_text(whole, "utf-8")
    note(shelf, *[("paper", "", "sheet-00", "en", "printed", "2026-11-30T10:00:00+00:00", 1)] * 9)
    ledger = shelf.folder / ".carefold/ledger.sqlite"
    good = ledger.read_bytes()
    with closing(sqlite3.connect(ledger)) as base:
        found = base.execute("select rootpage from sqlite_master where name in ('sent', 'sent_who')")
        pages = [page for (page,) in found]  # of the rows, and of an index that counting does not need
    for page in pages:
        ledger.write_bytes(good[: (page - 1) * 4096] + bytes(4096) + good[page * 4096 :])
        refused("the ledger is damaged", 3)
    ledger.write_bytes(good)
    digest = release(shelf, "sheet-00", "1", "2026-11-30")
    (shelf.folder / f"released/{digest}.pdf").write_bytes(b"another PDF")
    refused("this PDF is not the one that was given out")
    (shelf.folder / f"released/{digest}.pdf").write_bytes(b"a PDF")
    shelf.add("handouts/sheet-07.yaml", "title: [")
    run = carefold(*SINCE, "--out", "r.pdf", cwd=shelf.folder)
    assert run.code == 1 and "sheet-07.yaml:1" in run.err
    assert {"handout": "sheet-07", "state": "broken"} in parts(shelf.folder / "r.csv", "state")


def test_wrong_usage(shelf, carefold):
    for more in (("--until", "2025-01-01"), ("--until", "2027-01-01"), ("--out", "r.txt"), ("--out", "out/r.pdf")):
        run = carefold(*SINCE, *more, cwd=shelf.folder)
        assert run.code == 2 and not (shelf.folder / "out").exists(), more
    assert carefold("report", cwd=shelf.folder).code == 2


def test_versions_follow_each_other(shelf, carefold):
    """What was given out or signed begins a version; a new one ends it, whatever `updated` says of it."""
    release(shelf, "sheet-09", "0.9", "2026-03-05", data=b"1")
    release(shelf, "gone", "3", "2026-02-02", data=b"2")
    handout = opened(shelf.folder)
    period = Period(datetime.date(2026, 1, 1), datetime.date(2026, 12, 1))
    releases = Released(shelf.folder / "released", "released").releases()

    def told(name, present: Handout | None):
        ours = [one for one in releases if one.handout == name]
        found = versions_of(name, present, (), ours, [("card", "M4N8XK")], period)
        return [
            (one.version, str(one.since), one.until and str(one.until), [*map("".join, one.codes)]) for one in found
        ]

    assert told("sheet-09", load_handout(handout, "sheet-09")) == [
        ("0.9", "2026-03-05", "2026-03-05", ["trifoldK7M2PQ"]), ("1", "2026-03-05", None, ["cardM4N8XK"]),
    ]  # fmt: skip
    assert told("gone", None) == [("3", "2026-02-02", None, ["trifoldK7M2PQ"])]


def test_a_day_ends_where_the_clinic_is():
    period = Period(
        datetime.date(2026, 1, 1), datetime.date(2026, 1, 1), datetime.timezone(datetime.timedelta(hours=-7))
    )
    assert period.holds_time("2026-01-02T06:59:59+00:00") and not period.holds_time("2026-01-02T07:00:00+00:00")
