"""Who must get nothing: the stop list is read just before each message; what came back is not tried again."""

from __future__ import annotations

import os

import pytest
from mailroom import REALLY, mailroom, patients, rows_of

from carefold.diagnostics.exit_code import ExitCode


@pytest.fixture
def say(practice, carefold):
    return lambda *words: carefold(*words, cwd=practice.folder)


def test_a_withdrawal_between_dry_run_and_sending(practice, send, say):
    assert send(patients(3)).out.count("would be sent") == 3
    assert say("stop", "MRN-7001", "--reason", "withdrawn", "--channel", "mail").code == 0
    assert say("stop", "MRN-7002", "--reason", "moved", "--channel", "paper").code == 0
    with mailroom() as office:
        run = send(patients(3), *REALLY, to=office)
    assert run.code == ExitCode.PARTLY and office.to == ["p0@patients.example", "p2@patients.example"]
    assert "MRN-7001" not in run.out + run.err


def test_a_withdrawal_while_a_run_is_at_work_and_on_resume(practice, send, say):
    with mailroom(*("data 451",) * 5) as office:
        send(patients(2), *REALLY, "--limit", "1", to=office)
        assert office.to == []
        say("stop", "MRN-7000", "--reason", "deceased")
        office.on_message = lambda: say("stop", "MRN-7002", "--reason", "do-not-mail") and None
        run = send(patients(4), *REALLY, "--resume", to=office)
    assert office.to == ["p1@patients.example", "p3@patients.example"]
    assert run.code == ExitCode.PARTLY
    assert "on the stop list (deceased)" in (practice.folder / "private/h-not-sent-2.csv").read_text("utf-8-sig")


def test_an_id_can_be_taken_off_again(say, send):
    assert say("stop", "MRN-7000").code == ExitCode.USAGE
    say("stop", "MRN-7000", "--reason", "moved")
    assert send(patients(1)).code == ExitCode.PARTLY
    assert "taken off" in say("stop", "MRN-7000", "--lift").out
    assert send(patients(1)).code == ExitCode.DONE


def test_old_records_duplicates_and_shared_addresses(practice, send):
    with mailroom() as office:
        send(patients(1))
        twins = [one | {"email": "family@x.example"} for one in patients(2)]
        run = send(twins, *REALLY, to=office)
        assert run.code == ExitCode.USAGE and "records have the same address: 1, 2" in run.err and not office.to
        assert send(twins, *REALLY, "--shared-addresses", to=office).code == 0 and len(office.to) == 2
        run = send([one | {"id": "same"} for one in patients(2)], *REALLY, to=office)
        assert run.code == ExitCode.PARTLY and run.err.count("another record has the same `id`") == 2
        assert len(office.to) == 2


def test_records_of_last_month_need_a_word(practice, carefold, monkeypatch):
    from letters import table

    path = practice.add("r.csv", table(patients(1)))
    os.utime(path, (path.stat().st_mtime - 8 * 86400,) * 2)
    with mailroom() as office:
        monkeypatch.setenv("CAREFOLD_SMTP_URL", f"smtp://127.0.0.1:{office.port}")
        words = ("send", "h", "--records", "r.csv", *REALLY)
        run = carefold(*words, cwd=practice.folder)
        assert run.code == ExitCode.USAGE and "more than 7 days old" in run.err and not office.to
        assert carefold(*words, "--old-records", cwd=practice.folder).code == 0 and office.to


def test_time_that_is_over_stops_cleanly(practice, send):
    with mailroom() as office:
        run = send(patients(2), *REALLY, "--until", "00:00", to=office)
        assert run.code == ExitCode.PARTLY and not office.to and "--resume goes on" in run.out
        assert [row.state for row in rows_of(practice)] == ["planned", "planned"]
        assert send(patients(2), *REALLY, "--resume", to=office).code == 0 and len(office.to) == 2
        assert send(patients(2), *REALLY, "--until", "8pm", to=office).code == ExitCode.USAGE


def test_without_its_ledger_nothing_is_sent(practice, send):
    (practice.folder / ".carefold/ledger.sqlite").unlink()
    with mailroom() as office:
        run = send(patients(1), *REALLY, to=office)
    assert run.code == ExitCode.MISSING and not office.to and "is missing" in run.err


def test_five_refusals_in_a_row_end_a_run(practice, send):
    with mailroom(*("rcpt 550",) * 9) as office:
        run = send(patients(8), *REALLY, to=office)
    assert len(office.options) == 5 and "no more were tried" in run.err and run.code == ExitCode.PROBLEMS
