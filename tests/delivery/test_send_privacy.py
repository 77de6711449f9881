"""What a run leaves and says: nobody's name, address or value, but in private/ and in messages; and no network else."""

from __future__ import annotations

import io
import socket

import pytest
from letters import table
from mailroom import REALLY, mailroom, patients, rows_of

from carefold.diagnostics.exit_code import ExitCode

PEOPLE = [
    one | {"patient.name": f"Quillon Specimen{number}", "email": f"q{number}@gossamer.example", "id": f"XQ-{number}77"}
    for number, one in enumerate(patients(4))
]  # fmt: skip
SIGNS = ("Quillon", "Specimen", "gossamer", "XQ-")


def test_no_value_is_said_or_kept_outside_of_private(practice, send):
    records = [*PEOPLE[:3], PEOPLE[3] | {"visit.date": "Quillon-day"}]
    with mailroom("rcpt 550", "take and drop") as office:
        for options in ((), (*REALLY, "--json"), (*REALLY, "--resume", "--retry-unknown"), ("--json",)):
            run = send(records, *options, to=office)
            assert run.code == ExitCode.PARTLY or not options
            assert not [sign for sign in SIGNS if sign in run.out + run.err]
    outside = [path for path in practice.folder.rglob("*") if path.is_file() and path.name != "r.csv"]
    assert len(outside) > 5
    for path in outside:
        assert not [sign for sign in SIGNS if sign in path.name]
        if path.parent.name != "private":
            data = path.read_bytes()
            assert not [sign for sign in SIGNS if sign.encode() in data or sign.encode("utf-16-le") in data]
        else:
            assert path.stat().st_mode & 0o077 == 0


def test_a_fault_of_ours_is_told_without_what_it_says(send, monkeypatch):
    def fail(*_: object) -> None:
        raise RuntimeError("Quillon Specimen")

    monkeypatch.setattr("carefold.delivery.plan.why_none", fail)
    run = send(PEOPLE)
    assert run.code == ExitCode.PROBLEMS and "a fault (RuntimeError)" in run.err and "Quillon" not in run.err


def test_a_dry_run_says_what_stands_against_sending(practice, send):
    for path in (practice.folder / "handouts").glob("h*.yaml"):
        path.write_text(path.read_text("utf-8").replace("date: 2026-11-23", "date: 2025-11-23"), "utf-8")
    run = send(patients(1))
    assert run.code == ExitCode.DONE and "without --unreviewed REASON: handouts/h.yaml:" in run.out
    with mailroom() as office:
        assert send(patients(1), *REALLY, to=office).code == ExitCode.PROBLEMS and not office.to
        assert send(patients(1), *REALLY, "--unreviewed", "it is urgent", to=office).code == ExitCode.DONE
    said = office.messages[0].get_body(("plain",)).get_content()
    assert "Not fully reviewed: it is urgent" in said and rows_of(practice)[0].reason == "it is urgent"


def test_before_many_messages_somebody_at_a_terminal_looks_at_five_rows(practice, carefold, monkeypatch):
    practice.add("r.csv", table(patients(6)))
    monkeypatch.setattr("carefold.commands.mailing._LARGE", 6)

    class Typed(io.StringIO):
        def isatty(self) -> bool:
            return True

    with mailroom() as office:
        monkeypatch.setenv("CAREFOLD_SMTP_URL", f"smtp://127.0.0.1:{office.port}")
        words = ("send", "h", "--records", "r.csv", *REALLY)
        monkeypatch.setattr("sys.stdin", Typed("5\n"))
        run = carefold(*words, cwd=practice.folder, terminal=True)
        assert run.code == ExitCode.PROBLEMS and not office.to
        assert run.err.count("patients.example") == 5 and "patients.example" not in run.out
        monkeypatch.setattr("sys.stdin", Typed("6\n"))
        assert carefold(*words, cwd=practice.folder, terminal=True).code == 0 and len(office.to) == 6


def test_a_message_to_oneself_is_of_nobody_and_is_not_in_the_ledger(practice, carefold, monkeypatch):
    with mailroom() as office:
        monkeypatch.setenv("CAREFOLD_SMTP_URL", f"smtp://127.0.0.1:{office.port}")
        run = carefold("send", "h", "--really", "--test-to", "me@clinic.example", cwd=practice.folder)
        assert run.code == 0 and office.to == ["me@clinic.example"]
        assert "Dear Example" in office.messages[0].get_body(("plain",)).get_content()
        assert "nothing was sent" in carefold("ledger", cwd=practice.folder).out
        assert carefold("send", "h", "--test-to", "me@clinic.example", cwd=practice.folder).code == ExitCode.USAGE


@pytest.mark.parametrize("words", [("build", "h"), ("check", "h"), ("merge", "h", "--records", "r.csv"),
                                   ("send", "h", "--records", "r.csv"), ("ledger",)])  # fmt: skip
def test_without_a_network_all_but_sending_goes_on(practice, carefold, monkeypatch, words):
    def cut(*_: object) -> None:
        raise OSError(101, "Network is unreachable")

    practice.add("r.csv", table(patients(2)))
    for name in ("connect", "connect_ex", "sendto"):
        monkeypatch.setattr(socket.socket, name, cut)
    monkeypatch.setattr(socket, "getaddrinfo", cut)
    assert carefold(*words, cwd=practice.folder).code == 0
    monkeypatch.setenv("CAREFOLD_SMTP_URL", "smtps://mail.example")
    run = carefold("send", "h", "--records", "r.csv", *REALLY, cwd=practice.folder)
    assert run.code == ExitCode.MISSING and "no connection" in run.err
