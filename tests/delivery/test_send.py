"""Mail to a real server: each patient gets one message, and what did not leave is told and can be gone on with."""

from __future__ import annotations

import csv
import datetime
from functools import partial
from typing import Any

import pytest
from mailroom import REALLY, mailroom, patients, rows_of

from carefold.delivery.sending import WAITS, Pace
from carefold.diagnostics.exit_code import ExitCode


def test_a_dry_run_writes_messages_and_sends_nothing(practice: Any, send: Any) -> None:
    run = send(patients(3))
    assert run.code == ExitCode.DONE, run.err
    files = sorted((practice.folder / "private").glob("*.eml"))
    assert [path.name for path in files] == ["h-0001.eml", "h-0002.eml", "h-0003.eml"]
    assert all(path.stat().st_mode & 0o077 == 0 for path in files)
    assert "--really --batch NAME" in run.out and "patients.example" not in run.out + run.err


def test_each_patient_gets_one_message_of_a_batch(send: Any) -> None:
    with mailroom() as office:
        first = send(patients(3), *REALLY, "--limit", "1", to=office)
        assert (first.code, office.to) == (ExitCode.DONE, ["p0@patients.example"])
        then = send(patients(4), *REALLY, to=office)
        assert then.code == ExitCode.DONE and "3 accepted by the server, 1 sent before" in then.out
        other = [one | {"fee": "77"} for one in patients(4)]
        assert "4 sent before" in send(other, *REALLY, to=office).out
    assert sorted(office.to) == [f"p{number}@patients.example" for number in range(4)]
    assert office.connections == 2


def test_a_file_says_who_got_nothing_and_why(practice: Any, send: Any) -> None:
    records = patients(5)
    records[0]["email_consent"], records[1]["email_consent"] = "none", ""
    records[2]["email_consent"] = "yes"
    records[3]["email_consent"] = "encrypted"
    with mailroom() as office:
        run = send(records, *REALLY, to=office)
    assert (run.code, office.to) == (ExitCode.PARTLY, ["p4@patients.example"])
    with (practice.folder / "private/h-not-sent.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["id"] for row in rows] == [one["id"] for one in records[:4]]
    assert "wants no e-mail" in rows[0]["problem"] and "has not been asked" in rows[1]["problem"]
    assert "and not how" in rows[2]["problem"] and "there is no password" in rows[3]["problem"]


def test_a_password_may_stand_in_a_column_of_another_name(send: Any, practice: Any) -> None:
    names = {"patient.name": "NAME", "password": "PWD", "email_consent": "OK"}
    one = {names.get(name, name): value for name, value in patients(1, email_consent="encrypted")[0].items()}
    columns = "".join(f"  {name}: {names.get(name, name)}\n" for name in (*patients(1)[0], "password"))
    practice.add("map.yaml", f"columns:\n{columns}")
    run = send([one | {"PWD": "vast otter 94 kite"}], "--map", "map.yaml")
    assert run.code == ExitCode.DONE and "would be sent" in run.out, run.err
    run = send([one | {"PWD": "MRN-7000-7000"}], "--map", "map.yaml")
    assert run.code == ExitCode.PARTLY and "the password is little more than" in run.err


@pytest.mark.parametrize(
    ("script", "said", "state"),
    [
        (("data 451", "rcpt 450", "take"), "accepted by the server", "accepted"),
        (("data 451",) * 5, "the server puts it off: 451", "planned"),
        (("rcpt 550",), "the server refuses it: 550", "refused"),
        (("data 554",), "the server refuses it: 554", "refused"),
        (("drop in data", "take"), "accepted by the server", "accepted"),
        (("take and drop",), "nobody knows whether it left", "unknown"),
    ],
)
def test_what_a_server_does_with_a_message(practice: Any, send: Any, script: Any, said: str, state: str) -> None:
    with mailroom(*script) as office:
        run = send(patients(2), *REALLY, to=office)
    assert said in run.out + run.err
    rows = rows_of(practice)
    assert [row.state for row in rows] == [state, "accepted"]
    assert run.code == (ExitCode.DONE if state == "accepted" else ExitCode.PARTLY)
    assert office.to.count("p1@patients.example") == 1 and office.to.count("p0@patients.example") < 2
    assert "p0" not in rows[0].answer and "patients.example" not in run.out + run.err


def test_what_was_put_off_or_of_unknown_fate_waits_for_its_own_word(practice: Any, send: Any) -> None:
    with mailroom(*("data 451",) * 5, "take and drop", "data 550") as office:
        send(patients(3), *REALLY, to=office)
        assert [row.state for row in rows_of(practice)] == ["planned", "unknown", "refused"]
        assert send(patients(3), *REALLY, to=office).code == ExitCode.PARTLY and len(office.to) == 1
        send(patients(3), *REALLY, "--resume", to=office)
        assert sorted(office.to) == ["p0@patients.example", "p1@patients.example"]
        send(patients(3), *REALLY, "--resume", "--retry-unknown", to=office)
        assert sorted(office.to)[1:] == ["p1@patients.example"] * 2
        assert len({message["Message-ID"] for message in office.messages}) == 2
        send(patients(3), *REALLY, "--again", "the server was mended", to=office)
        assert sorted(office.to)[-1] == "p2@patients.example"


def test_two_processes_make_messages_and_each_patient_still_gets_one(practice: Any, send: Any) -> None:
    records = patients(20)
    with mailroom() as office:
        assert send(records, *REALLY, "--jobs", "2", to=office).code == ExitCode.DONE
    assert office.to == [one["email"] for one in records]
    for record, message in zip(records, office.messages, strict=True):
        assert record["patient.name"] in " ".join(message.get_body(("plain",)).get_content().split())
    assert len({row.sha256 for row in rows_of(practice)}) == 20


def test_what_is_put_off_is_tried_after_1_2_4_and_8_seconds(practice: Any, send: Any, monkeypatch: Any) -> None:
    waits: list[float] = []
    monkeypatch.setattr("carefold.delivery.sending.WAITS", WAITS)
    monkeypatch.setattr("carefold.commands.mailing.Pace", partial(Pace, sleep=waits.append))
    with mailroom(*("data 451",) * 9) as office:
        run = send(patients(1), *REALLY, to=office)
    assert waits == [1, 2, 4, 8] and len(office.options) == 5 and run.code == ExitCode.PARTLY


def test_a_paced_run_says_when_it_will_end(practice: Any) -> None:
    noon = datetime.datetime(2026, 12, 1, 12, tzinfo=datetime.UTC)
    pace = Pace(lambda: noon, 25, until=noon + datetime.timedelta(hours=8))
    assert (pace.apart, pace.ending(50)) == (2.4, noon + datetime.timedelta(minutes=2)) and not pace.is_over
