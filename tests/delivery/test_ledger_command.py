"""carefold ledger, purge and doctor --mail: what came back, copies, what has been kept long enough, what would fail."""

from __future__ import annotations

import csv
import os
import re

import pytest
from mailroom import REALLY, mailroom, patients, rows_of

from carefold.diagnostics.exit_code import ExitCode

REPORT = """From: mailer-daemon@x.example
To: hello@riverbend.example
Subject: Undelivered
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain

It did not arrive.
--b
Content-Type: message/delivery-status

Reporting-MTA: dns; x.example

Final-Recipient: rfc822; {to}
Action: {action}
Status: 5.1.1
Diagnostic-Code: smtp; 550 5.1.1 <{to}>: {local} is unknown

--b
Content-Type: {kind}

{head}

--b--
"""


@pytest.fixture
def say(practice, carefold):
    return lambda *words, **more: carefold(*words, cwd=practice.folder, **more)


@pytest.fixture
def sent(send):
    """Three messages that a server has taken."""
    with mailroom() as office:
        assert send(patients(3), *REALLY, "--by", "A. Nurse", to=office).code == 0
    return office


def report(message, action: str = "failed", kind: str = "message/rfc822", id: str = "") -> str:
    to = str(message["To"])
    head = f"Message-ID: {id or message['Message-ID']}\nSubject: x" if kind != "text/plain" else "nothing"
    return REPORT.format(to=to, local=to.partition("@")[0], action=action, kind=kind, head=head)


def test_reports_of_mail_that_came_back(practice, send, say, sent):
    first, second, third = sent.messages
    practice.add("back/1.eml", report(first))
    practice.add("back/2.eml", report(second, action="delayed"))
    practice.add("back/3.msg", "x")
    practice.add("back/4.mbox", f"From x Mon Jan  1 00:00:00 2026\n{report(third, kind='text/rfc822-headers')}\n")
    run = say("ledger", "--bounces", "back")
    assert run.code == ExitCode.PARTLY and "2 came back" in run.out and "3.msg" in run.err
    rows = rows_of(practice)
    states = {row.key: row.state for row in rows}
    assert sorted(states.values()) == ["accepted", "bounced", "bounced"]
    bounced = [row for row in rows if row.state == "bounced"]
    assert all("5.1.1" in row.answer and "@" not in row.answer and "p0 " not in row.answer for row in bounced)
    with mailroom() as office:
        run = send(patients(3), "--really", "--batch", "winter", to=office)
        assert office.to == ["p1@patients.example"] and run.err.count("has come back") == 2
        corrected = patients(3)[0] | {"email": "new@patients.example"}
        send([corrected], "--really", "--batch", "winter", to=office)
        assert office.to[1:] == ["new@patients.example"]
        assert say("ledger", "--right", "MRN-7002").code == 0
        send(patients(3), "--really", "--batch", "winter", to=office)
        assert office.to[2:] == ["p2@patients.example"]


def test_a_report_without_our_headers_is_known_by_its_address(practice, say, sent):
    practice.add("back/1.eml", report(sent.messages[1], kind="text/plain"))
    assert "1 came back" in say("ledger", "--bounces", "back").out
    practice.add("back/1.eml", report(sent.messages[1], id="<other@x.example>").replace("p1@", "stranger@"))
    assert "0 came back" in say("ledger", "--bounces", "back").out


def test_odd_reports_stop_nothing(practice, say, sent):
    """Headers and nesting on which Python's parser gives up; a header in two lines."""
    whole = report(sent.messages[1])
    odd = whole.replace("type=delivery-status;", f"type={'(' * 3000};")
    deep = "".join(f'Content-Type: multipart/mixed; boundary="{n}"\n\n--{n}\n' for n in range(1500))
    practice.add("back/0.eml", odd)
    practice.add("back/1.eml", deep)
    practice.add("back/2.eml", whole.replace("smtp; 550 ", "smtp;\n 550\n "))
    run = say("ledger", "--bounces", "back")
    assert run.code == ExitCode.PARTLY and "1 came back" in run.out
    assert run.err.count("\n") == 1 and "back/1.eml: error: this holds mails within mails" in run.err
    assert [row.answer for row in rows_of(practice) if row.state == "bounced"] == ["5.1.1 550 5.1.1 …: … is unknown"]


def test_a_message_that_has_not_left_hides_none_that_has(practice, send, say, sent):
    """Known by its address, and a later batch has begun and not sent to it yet."""
    with mailroom() as office:
        send(patients(3), "--really", "--batch", "winter", "--until", "00:00", to=office)
    assert [row.state for row in rows_of(practice) if row.batch == "winter"] == ["planned"] * 3
    practice.add("back/1.eml", report(sent.messages[1], kind="text/plain"))
    assert "1 came back" in say("ledger", "--bounces", "back").out


def test_what_somebody_says_came_back(practice, send, say, sent):
    assert say("ledger", "--bounced", "MRN-7001").code == 0
    assert say("ledger", "--bounced", "MRN-9").code == ExitCode.PROBLEMS
    assert sorted(row.state for row in rows_of(practice)) == ["accepted", "accepted", "bounced"]
    assert "has come back" in send(patients(2)).err


def test_the_ledger_is_shown_and_exported_without_anybodys_name(practice, say, sent):
    run = say("ledger")
    assert "h  autumn  mail  3 accepted by the server" in run.out and "delivered" not in run.out
    assert "A. Nurse" in say("ledger", "--id", "MRN-7001").out and "nothing was sent" in say("ledger", "--id", "x").out
    assert say("ledger", "--export", "rows.csv").code == 0
    text = (practice.folder / "rows.csv").read_text()
    assert len([*csv.DictReader(text.splitlines())]) == 3 and not re.search(r"patients|MRN|Ada", text)
    assert (practice.folder / "rows.csv").stat().st_mode & 0o077 == 0
    row = rows_of(practice)[0]
    assert re.fullmatch(r"[0-9a-f]{64}", row.sha256) and row.at.endswith("+00:00") and len(row.code) == 6
    assert (row.version, row.language, row.consent_date) == ("1", "en", "2026-01-02")


def test_a_new_ledger_prints_its_line_and_changes_no_file(clinic, carefold):
    clinic.write()
    clinic.add("project.yaml", "format: 1\n")
    run = carefold("ledger", "--new", "--key-file", cwd=clinic.folder)
    assert run.code == 0 and (clinic.folder / "project.yaml").read_text() == "format: 1\n"
    line = run.out.splitlines()[-1]
    assert re.fullmatch(r"ledger: [0-9a-f]{12}", line)
    assert carefold("ledger", "--new", cwd=clinic.folder).code == ExitCode.USAGE
    clinic.add("project.yaml", f"{line}\n")
    assert carefold("ledger", cwd=clinic.folder).code == 0


def test_a_backup_brings_everything_back(practice, send, say, sent, monkeypatch):
    say("stop", "MRN-7003", "--reason", "moved")
    monkeypatch.setenv("CAREFOLD_LEDGER_PASSPHRASE", "orb velvet crumble lake")
    assert say("ledger", "--backup", "copy.bin").code == 0
    data = (practice.folder / "copy.bin").read_bytes()
    assert b"autumn" not in data and (practice.folder / "copy.bin").stat().st_mode & 0o077 == 0
    assert say("ledger", "--restore", "copy.bin").code == ExitCode.USAGE
    for name in ("ledger.sqlite", "ledger.key"):
        (practice.folder / ".carefold" / name).unlink()
    monkeypatch.setenv("CAREFOLD_LEDGER_PASSPHRASE", "another one entirely")
    assert "passphrase is another one" in say("ledger", "--restore", "copy.bin").err
    monkeypatch.setenv("CAREFOLD_LEDGER_PASSPHRASE", "orb velvet crumble lake")
    assert say("ledger", "--restore", "copy.bin", "--key-file").code == 0
    with mailroom() as office:
        run = send(patients(4), *REALLY, to=office)
    assert not office.to and "3 sent before" in run.out and run.code == ExitCode.PARTLY


def test_an_export_is_written_over_an_older_one_alone(practice, say):
    before = practice.add("mine.csv", "a,b\n").read_bytes()
    run = say("ledger", "--export", "mine.csv")
    assert run.code == ExitCode.USAGE and "mine.csv is no older export" in run.err
    assert (practice.folder / "mine.csv").read_bytes() == before
    assert [say("ledger", "--export", "new.csv").code for _ in range(2)] == [0, 0]


def test_what_is_no_day_or_nobodys_id_is_refused(practice, say):
    assert (
        say("ledger", "--since", "2027-01-31").code == say("ledger", "--since", "2027-01-31T10:00:00+00:00").code == 0
    )
    for typed in (
        ("ledger", "--since", "yesterday"),
        ("ledger", "--since", "2027-1-31"),
        ("stop", " ", "--reason", "moved"),
    ):
        assert say(*typed).code == ExitCode.USAGE


def test_purge_removes_what_is_ours_and_old(practice, send, say, sent):
    send(patients(2))
    private = practice.folder / "private"
    practice.add("private/notes.txt", "mine")
    practice.add("private/other-0001.eml", "mine")
    for path in private.iterdir():
        if path.name != "h-0002.eml":
            os.utime(path, (path.stat().st_mtime - 8 * 86400,) * 2)
    assert "1 files would be removed" in say("purge", "--dry-run").out
    assert say("purge").code == 0
    left = {path.name for path in private.iterdir() if not path.name.startswith(".")}
    assert left == {"h-0002.eml", "notes.txt", "other-0001.eml"} and len(rows_of(practice)) == 3


def test_purge_keeps_the_ledger_for_years(practice, say, sent):
    import sqlite3

    with sqlite3.connect(practice.folder / ".carefold/ledger.sqlite") as base:
        base.execute("update sent set at = '2019-01-01T00:00:00+00:00' where rowid = 1")
    assert "1 rows of the ledger" in say("purge").out and len(rows_of(practice)) == 2


def test_doctor_tries_everything_but_sending(practice, say, monkeypatch):
    settings = (practice.folder / "project.yaml").read_text()
    with mailroom() as office:
        monkeypatch.setenv("CAREFOLD_SMTP_URL", f"smtp://127.0.0.1:{office.port}")
        practice.add(
            "project.yaml", f"{settings}mail: {{from: desk@north-oncology.example, sender-name: Sleep Clinic}}\n"
        )
        run = say("doctor", "--mail")
        assert office.options and not office.taken
    assert "the server takes the sender" in run.out and "there is no backup" in run.out and run.code == 0
    assert "name has “sleep” in it" in run.out and "address has “onco” in it" in run.out
    assert "who reads what is sent to desk@north-oncology.example?" in run.out
    with mailroom("mail 550") as office:
        monkeypatch.setenv("CAREFOLD_SMTP_URL", f"smtp://127.0.0.1:{office.port}")
        run = say("doctor", "--mail")
    assert run.code == ExitCode.MISSING and "does not take" in run.out
    monkeypatch.delenv("CAREFOLD_SMTP_URL")
    assert "no mail server is named" in say("doctor", "--mail").out


def test_doctor_refuses_a_ledger_that_is_synchronised_or_open_to_others(practice, say, monkeypatch):
    monkeypatch.setenv("OneDrive", str(practice.folder.parent))
    (practice.folder / ".carefold/ledger.key").chmod(0o644)
    run = say("doctor", "--mail")
    assert run.code == ExitCode.MISSING
    assert "is synchronised" in run.out and "others may read" in run.out
