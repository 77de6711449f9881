"""carefold recall: who has it, whom mail reaches, whom to call, and where the paper lies."""

from __future__ import annotations

import csv
import os
import re
import sqlite3
from collections.abc import Callable
from contextlib import closing
from typing import Any

import pytest
from command_line import Run
from letters import lines, table
from mailroom import rows_of
from recalled import ids, opened, put, read_list

from carefold.delivery.ledger import Ledger
from carefold.delivery.row import Stop
from carefold.diagnostics.exit_code import ExitCode
from carefold.merge.private import keep

LISTS = ("got", "call", "deceased", "paper")
ALL = [
    {"id": f"MRN-{number}", "patient.name": f"Zoë Zed{number}", "phone": f"555-01{number:02}",
     "email": f"z{number}@patients.example", "email_consent": "plain", "status": "", "language": "", "ward": "Q"}
    for number in range(12)
]  # fmt: skip


_STOPS = (("MRN-5", "withdrawn", "mail"), ("MRN-6", "deceased", "paper"), ("MRN-7", "moved", "all"))


def listed(**changes: dict[str, str]) -> list[dict[str, str]]:
    """The list with other values for some: `n3={"status": "moved"}`."""
    return [one | changes.get(f"n{number}", {}) for number, one in enumerate(ALL)]


@pytest.fixture
def recall(practice: Any, carefold: Callable[..., Run]) -> Callable[..., Run]:
    def run(records: Any, *options: Any, versions: str = "<2", handout: str = "h", name: str = "ALL.csv") -> Run:
        practice.add(name, records if isinstance(records, str) else table(records))
        return carefold("recall", handout, "--versions", versions, "--records", name, *options, cwd=practice.folder)

    return run


@pytest.fixture
def lists(practice: Any) -> Callable[[str], list[dict[str, str]]]:
    return lambda name: read_list(practice.folder / "private/recall-h", f"{name}.csv")


def test_who_got_it_when_how_and_in_which_language(recall, lists, practice):
    put(
        practice.folder,
        {"id": "MRN-0", "at": "2026-11-03T23:30:00+00:00"},
        {"id": "MRN-1", "channel": "paper", "state": "printed", "language": "es", "printer": "Desk", "copies": 1},
        {"id": "MRN-2", "way": "desk", "batch": "autumn"},
        {"id": "MRN-3", "batch": "desk 2026-11-04"},
        {"id": "MRN-4", "version": "2"},
        {"id": "MRN-5", "state": "refused"},
        {"id": "MRN-6", "state": "planned"},
        {"id": "MRN-7", "handout": "other"},
        {"id": "MRN-8", "state": "unknown", "version": "1.10"},
    )
    practice.add("project.yaml", (practice.folder / "project.yaml").read_text() + "time-zone: Asia/Tokyo\n")
    run = recall(ALL)
    assert run.code == ExitCode.DONE, run.err
    got = lists("got")
    assert [(row["id"], row["how"]) for row in got] == [
        ("MRN-0", "mail"), ("MRN-1", "print"), ("MRN-2", "at the desk"), ("MRN-3", "at the desk"), ("MRN-8", "mail"),
    ]  # fmt: skip
    assert (got[0]["date"], got[0]["name"], got[0]["version"]) == ("2026-11-04", "Zoë Zed0", "1")
    assert got[1]["language"] == "es" and got[4]["outcome"] == "nobody knows whether it left"
    assert "5 people of ALL.csv got it: 2 by mail, 1 in print, 2 at the desk" in run.out


def test_whom_mail_cant_reach(recall, lists, practice):
    put(practice.folder, *({"id": f"MRN-{number}", "email": f"z{number}@patients.example"} for number in range(10)))
    with closing(Ledger.open(opened(practice.folder))) as ledger:
        ledger.note_bad_address(ledger.address("z4@patients.example"), "5.1.1", "2026-11-20T00:00:00+00:00")
        for id, reason, channel in _STOPS:
            ledger.stop(Stop(ledger.who(id), channel, reason, "2026-11-20T00:00:00+00:00"))
    run = recall(
        listed(
            n0={"email_consent": "none"}, n1={"email_consent": ""}, n2={"email": ""}, n3={"status": "Moved"},
            n8={"status": "deceased"},
        )
    )  # fmt: skip
    assert {row["id"]: row["why no mail"] for row in lists("call")} == {
        "MRN-0": "wants no e-mail", "MRN-1": "has not been asked about e-mail",
        "MRN-2": "there is no address in `email`",
        "MRN-3": "the record says moved", "MRN-4": "mail to this address has come back (5.1.1)",
        "MRN-5": "on the stop list (withdrawn)", "MRN-7": "on the stop list (moved)",
    }  # fmt: skip
    assert ids(lists("deceased")) == ["MRN-6", "MRN-8"] and lists("call")[0]["phone"] == "555-0100"
    assert [row["correction"] for row in lists("got")].count("by mail") == 1
    assert "7 whom mail can't reach" in run.out and "on the stop list: 2" in run.out and "2 have died" in run.out


def test_where_the_paper_lies(recall, lists, practice):
    desk = {
        "channel": "paper",
        "state": "printed",
        "printer": "Desk",
        "site": "north",
        "at": "2026-11-05T12:00:00+00:00",
    }
    put(
        practice.folder,
        desk | {"copies": 30, "layout": "trifold", "by": "Jo"},
        desk | {"copies": 12, "layout": "trifold", "by": "Jo"},
        desk | {"copies": 5, "handout": "h.es", "language": "es", "site": "south", "state": "unknown"},
        desk | {"id": "MRN-1", "copies": 1}, desk | {"id": "MRN-2", "copies": 1},
        desk | {"copies": 99, "version": "2"},
    )  # fmt: skip
    run = recall(ALL)
    told = [
        (row["what"], row["site"], row["copies"], row["layout"], row["by"], row["outcome"]) for row in lists("paper")
    ]
    assert told == [
        ("handouts", "north", "42", "trifold", "Jo", "printed"),
        ("handouts", "south", "5", "letter", "", "nobody knows whether it left"),
        ("letters", "north", "2", "letter", "", "printed"),
    ]
    assert "47 copies for nobody by name" in run.out
    assert recall(ALL, handout="h.es").code == ExitCode.DONE
    assert [row["copies"] for row in read_list(practice.folder / "private/recall-h.es", "paper.csv")] == ["5"]


def test_who_is_not_in_the_list_is_counted(recall, practice):
    put(practice.folder, *({"id": f"MRN-{number}"} for number in (1, 20, 21)), {"id": "MRN-20", "version": "1.1"})
    run = recall(ALL)
    assert run.code == ExitCode.PARTLY
    assert "3 messages or letters went to 2 records that are not in ALL.csv" in run.out
    assert recall(ALL, "--json").document["not-listed"] == {"people": 2, "copies": 3}


def test_a_letter_that_came_back_is_in_nobodys_hands(recall, lists, practice):
    paper = {"channel": "paper", "state": "returned"}
    put(
        practice.folder,
        {"id": "MRN-1"} | paper,
        {"id": "MRN-2"} | paper,
        {"id": "MRN-2"},
        {"id": "MRN-3", "state": "bounced"},
    )
    run = recall(listed(n1={"email_consent": ""}, n2={"email_consent": ""}, n3={"email_consent": ""}))
    assert ids(lists("call")) == ["MRN-2", "MRN-3"] and ids(lists("got")) == ["MRN-1", "MRN-2", "MRN-2", "MRN-3"]
    assert "1 has nothing of it" in run.out


def test_the_day_is_that_of_sending_also_where_mail_comes_back(recall, lists, practice):
    put(practice.folder, {"id": "MRN-1", "state": "planned"})
    with closing(Ledger.open(opened(practice.folder))) as ledger:
        (row,) = ledger.rows()
        row = ledger.settle(row, "sending", "2026-11-10T12:00:00+00:00")
        row = ledger.settle(row, "accepted", "2026-11-10T12:00:01+00:00")
        ledger.settle(row, "bounced", "2026-11-20T12:00:00+00:00")
    recall(ALL)
    assert [(row["date"], row["outcome"]) for row in lists("got")] == [("2026-11-10", "mail came back")]


def test_a_sensitive_handout_names_no_folder(recall, practice):
    path = practice.folder / "handouts/h.yaml"
    path.write_text(f"sensitive: true\n{path.read_text()}")
    put(practice.folder, {"id": "MRN-1"})
    run = recall(ALL, "--json")
    assert run.document["reasons"] == {"a sensitive handout is never sent without a password": 1}
    assert run.code == ExitCode.DONE and re.fullmatch(r"private/recall-[2-9A-Z]{6}", run.document["folder"])


def test_purge_takes_old_lists_and_leaves_what_is_anothers(recall, practice, carefold):
    put(practice.folder, {"id": "MRN-1"})
    folder = practice.folder / recall(ALL, "--json").document["folder"]
    (folder / "notes.txt").write_text("mine")
    assert "0 files removed" in carefold("purge", cwd=practice.folder).out
    for path in folder.iterdir():
        os.utime(path, (0, 0))
    assert "4 files removed" in carefold("purge", cwd=practice.folder).out
    assert [path.name for path in folder.iterdir()] == ["notes.txt"]


def test_two_records_with_one_id_are_called(recall, lists, practice):
    put(practice.folder, {"id": "MRN-1"})
    recall(listed(n2={"id": "MRN-1", "status": "deceased"}))
    assert [(row["record"], row["why no mail"]) for row in lists("call")] == [
        ("2", "2 records have this id"), ("3", "2 records have this id, this one of a deceased"),
    ]  # fmt: skip
    assert not lists("deceased")


def test_nothing_of_a_person_is_said_and_files_are_their_owners(recall, practice):
    put(practice.folder, *({"id": f"MRN-{number}"} for number in range(12)))
    runs = [recall(listed(n1={"email_consent": "yes"}), *options) for options in ((), ("--json",), ("--quiet",))]
    said = "".join(run.out + run.err for run in runs)
    for word in ("MRN", "Zed", "555-01", "patients.example"):
        assert word not in said
    folder = practice.folder / "private/recall-h"
    assert folder.stat().st_mode & 0o777 == 0o700 and sorted(path.name for path in folder.iterdir()) == [
        "call.csv", "deceased.csv", "got.csv", "paper.csv",
    ]  # fmt: skip
    assert all(path.stat().st_mode & 0o777 == 0o600 for path in folder.iterdir())
    assert runs[2].out == ""


def test_lists_in_which_somebody_has_written_stay(recall, practice):
    put(practice.folder, {"id": "MRN-1"})
    private = practice.folder / "private"
    recall(listed(n1={"email_consent": ""}))
    again = recall(listed(n1={"email_consent": ""}))
    assert "the same as before" in again.out and [path.name for path in private.glob("recall-*")] == ["recall-h"]
    call = private / "recall-h/call.csv"
    call.write_text("called at nine")
    for _ in range(2):
        run = recall(listed(n1={"email_consent": ""}), "--json")
        assert run.document["folder"] == "private/recall-h-2"
    assert call.read_text() == "called at nine" and not [*private.glob(".recall*")]


@pytest.mark.parametrize("whole", range(4))
def test_a_full_disk_leaves_no_half_of_the_lists(recall, practice, monkeypatch, whole):
    put(practice.folder, {"id": "MRN-1"})
    written = []

    def full(data, path, shown):
        if len(written) == whole:
            path.write_bytes(data[:9])
            raise OSError(28, "No space left on device")
        written.append(path)
        keep(data, path, shown)

    monkeypatch.setattr("carefold.delivery.recall.folder.keep", full)
    run = recall(ALL)
    assert run.code == ExitCode.PROBLEMS and "can't be written (No space left on device)" in run.err
    assert not [*(practice.folder / "private").glob("*recall*")]
    monkeypatch.undo()


def test_an_export_of_somebody_elses(recall, practice, carefold):
    put(practice.folder, {"id": "MRN-1"}, {"id": "MRN-2"})
    practice.add("map.yaml", "columns: {id: MRN, email_consent: '{OK | Y = plain, N = none}', phone: TEL, email: MAIL}")
    records = "MRN;TEL;MAIL;OK\nMRN-1;1234;a@b.example;Y\nMRN-2;5678;;?\n"
    run = recall(records, "--map", "map.yaml")
    assert run.code == ExitCode.DONE, run.err
    text = (practice.folder / "private/recall-h/call.csv").read_text("utf-8-sig")
    (call,) = csv.DictReader(text.splitlines(), delimiter=";")
    assert call["id"] == "MRN-2" and call["phone"] == "5678" and "not written as the map says" in call["why no mail"]
    run = recall(lines([{"name": "Ann"}, {"id": "MRN-1"}, {"id": "MRN-2", "phone": 7}]), name="ALL.jsonl")
    assert ids(read_list(practice.folder / "private/recall-h-2", "call.csv")) == ["MRN-1", "MRN-2"]


@pytest.mark.parametrize(
    ("records", "options", "said", "code"),
    [
        ("name\nAnn\n", {}, "ALL.csv: error: no record of the list has an `id`.", ExitCode.PROBLEMS),
        ("id,name\nMRN-1,Ann,Bo\n", {}, "ALL.csv:2: error: this record has 3 values", ExitCode.PROBLEMS),
        ("id,name\n", {}, "there are no records", ExitCode.PROBLEMS),
        ("id\nMRN-1\n", {"handout": "hh"}, "Did you mean “h”?", ExitCode.PROBLEMS),
        ("id\nMRN-1\n", {"versions": ">7"}, "Those that there are: 1.", ExitCode.PROBLEMS),
        ("id\nMRN-1\n", {"versions": "1,1.x"}, "“1.x” is no number, and nobody has a version", ExitCode.USAGE),
        ("id\nMRN-1\n", {"versions": "<<7"}, "is no range of versions", ExitCode.USAGE),
    ],
)
def test_what_is_wrong_is_told_and_nothing_is_written(recall, practice, records, options, said, code):
    put(practice.folder, {"id": "MRN-1"})
    run = recall(records, **options)
    assert (run.code, run.out) == (code, "") and said in run.err
    assert not (practice.folder / "private").exists() or not [*(practice.folder / "private").glob("*recall*")]


def test_a_version_that_is_no_number_is_not_passed_over(recall, practice):
    put(practice.folder, {"id": "MRN-1"}, {"id": "MRN-2", "version": "spring"}, {"id": "MRN-3", "version": ""})
    run = recall(ALL)
    assert run.code == ExitCode.USAGE and "“spring” can't be compared" in run.err
    assert recall(ALL, "--json", versions="<1,spring").document["versions"] == ["spring", ""]


def test_the_handout_may_be_gone(recall, practice):
    put(practice.folder, {"id": "MRN-1"})
    for path in (practice.folder / "handouts").iterdir():
        path.unlink()
    run = recall(ALL, "--json")
    assert run.code == ExitCode.DONE and run.document["got"]["people"] == 1
    assert not run.document["folder"].endswith("recall-h"), "nobody knows whether it was sensitive"


def test_a_ledger_of_before_is_read(recall, lists, practice):
    put(practice.folder, {"id": "MRN-1"}, {"id": "MRN-2", "batch": "desk 2026-11-30"})
    base = sqlite3.connect(practice.folder / ".carefold/ledger.sqlite")
    for name in ("layout", "way", "gone"):
        base.execute(f"alter table sent drop column {name}")
    base.commit()
    base.close()
    assert recall(ALL).code == ExitCode.DONE
    assert [row["how"] for row in lists("got")] == ["mail", "at the desk"]
    put(practice.folder, {"id": "MRN-3", "layout": "a4", "at": "2026-11-30T00:00:00+00:00"})
    assert [row.layout for row in rows_of(practice)] == ["", "", "a4"]
