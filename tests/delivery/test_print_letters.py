"""carefold print --records: each patient's own letter, once, in order; stopped and gone on with anywhere."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from command_line import DECEMBER_2026, Run
from letters import lines, pdfs, people, table
from mailroom import add_ledger, have_reviewed
from medicines import ANN, write_list
from printshop import RAW, SIMPLEX, Shop, needs_sh, noted, shop_in

from carefold.delivery import print_letters
from carefold.diagnostics.exit_code import ExitCode

pytestmark = needs_sh


@pytest.fixture
def shop(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Shop:
    made = shop_in(tmp_path_factory.mktemp("shop") / "bin", monkeypatch)
    made.add("Desk")
    monkeypatch.setattr(print_letters, "_PAUSE", 0.0)
    return made


@pytest.fixture
def printed(practice: Any, carefold: Callable[..., Run]) -> Callable[..., Run]:
    def run(records: Any, *options: Any, name: str = "r.csv", **more: Any) -> Run:
        if records is not None:
            practice.add(name, records if isinstance(records, str) else table(records))
        return carefold("print", "h", "--records", name, *options, cwd=practice.folder, **more)

    return run


def test_a_dry_run_prints_nothing_and_needs_no_ledger(shop, printed, practice):
    practice.add("project.yaml", "languages: [en, es]\n")
    run = printed(people(4))
    assert (run.code, shop.count) == (ExitCode.DONE, 0), run.err
    assert "4 letters of 1 page: 1 copy, letter paper, one side" in run.out and "Record 1: lp -d Desk -n 1" in run.out
    run = printed(people(4), "--really")
    assert (run.code, shop.count) == (ExitCode.USAGE, 0) and "carefold ledger --new" in run.err


def test_each_gets_the_letter_that_a_merge_makes_in_the_order_of_the_file(shop, printed, practice, carefold):
    run = printed(people(6), "--really", "--by", "Jo", "--json")
    assert (run.code, shop.count) == (ExitCode.DONE, 6), run.err
    carefold("merge", "h", "--records", "r.csv", cwd=practice.folder)
    made = [*pdfs(practice.folder / "private").values()]
    assert [shop.data(job) for job in range(1, 7)] == made
    assert run.document["records"] == [{"record": n, "job": f"Desk-{n}"} for n in range(1, 7)]
    rows = noted(practice.folder)
    assert {(row["state"], row["printer"], row["copies"], row["by"]) for row in rows} == {("printed", "Desk", 1, "Jo")}
    assert {(row["layout"], row["version"], len(row["code"])) for row in rows} == {("letter", "1", 6)}
    assert [row["language"] for row in rows] == ["en"] * 4 + ["es", "en"] and len({row["who"] for row in rows}) == 6


def test_nothing_of_a_person_is_said_anywhere(shop, printed, practice):
    people_here = people(5)
    told = [printed(people_here), printed(people_here, "--really"), printed(people_here, "--really", "--json")]
    said = "".join(run.out + run.err for run in told) + "".join(" ".join(shop.told(n)) for n in range(1, 11))
    held = b"".join(path.read_bytes() for path in (practice.folder / ".carefold").iterdir())
    for one in people_here:
        for value in (one["patient.name"], one["id"]):
            assert value not in said and value.encode() not in held
    assert "5 of all letters went to a printer before" in told[2].err


def test_after_a_jam_it_goes_on_at_a_record(shop, printed, practice):
    shop.say("fails-3", "lp: Error - out of paper.\n")
    run = printed(people(5), "--really", "--json")
    assert (run.code, shop.count) == (ExitCode.PROBLEMS, 3) and run.document["go-on-from"] == 3
    assert "go on with --from-record 3" in run.err
    assert [row["state"] for row in noted(practice.folder)] == ["printed", "printed", "refused"]
    run = printed(people(5), "--really", "--from-record", "3")
    assert (run.code, shop.count) == (ExitCode.DONE, 6)
    assert "Cleo" in shop.words(4)[0] and "Eli" in shop.words(6)[0]
    rows = [row for row in noted(practice.folder) if row["round"]]
    assert [row["state"] for row in rows] == ["printed"]
    assert printed(people(5), "--really", "--from-record", "6").code == ExitCode.PROBLEMS and shop.count == 6


def test_who_is_stopped_meanwhile_gets_no_letter(shop, printed, practice):
    """The list is read again just before each: the first job puts the third record's person on it."""
    stop = [sys.executable, "-m", "carefold", "stop", people(3)[2]["id"], "--reason", "deceased", "--channel", "paper"]
    shop.say("hook", f"[ $PRINTED = 1 ] && cd {shlex.quote(str(practice.folder))} && {shlex.join(stop)}\ntrue\n")
    run = printed(people(4), "--really", "--json")
    assert (run.code, shop.count) == (ExitCode.DONE, 3), run.err
    assert run.document["stopped"] == [3] and "Cleo" not in "".join(shop.words(3))
    assert "record 3: on the stop list" in run.err


def test_ctrl_c_ends_after_the_letter_in_hand(shop, printed, practice):
    shop.say("hook", "[ $PRINTED = 2 ] && kill -INT $CAREFOLD\ntrue\n")
    run = printed(people(5), "--really")
    assert (run.code, shop.count) == (ExitCode.INTERRUPTED, 2)
    assert "Go on with --from-record 3." in run.err
    assert [row["state"] for row in noted(practice.folder)] == ["printed", "printed"]


def test_killed_in_the_middle_of_a_letter(shop, printed, practice):
    printed(people(4))
    shop.say("hook", "[ $PRINTED = 2 ] && kill -KILL $CAREFOLD\ntrue\n")
    command = [sys.executable, "-m", "carefold", "print", "h", "--records", "r.csv", "--really"]
    environment = {**os.environ, "SOURCE_DATE_EPOCH": DECEMBER_2026}
    run = subprocess.run(command, cwd=practice.folder, env=environment, capture_output=True, check=False)
    assert run.returncode == -9 and [row["state"] for row in noted(practice.folder)] == ["printed", "sending"]
    said = printed(people(4)).out
    assert "1 of all letters went to a printer before" in said
    assert "A run was cut short at record 2: look whether that letter came out." in said


def test_few_jobs_wait_in_the_queue(shop, printed):
    """One job is printed each time that the queue is asked."""
    shop.say("waiting", "".join(f"Desk-{n} root 1024 now\n" for n in range(1, 9)))
    shop.say("when-asked", "sed -i.old 1d waiting\n")
    assert printed(people(8), "--really").code == ExitCode.DONE and shop.count == 8
    counts = [*map(int, (shop.folder / "asked").read_text().split())]
    assert counts[0] == 2 and len(counts) >= 6
    assert all(count - gone <= 2 for gone, count in enumerate(counts))


def test_a_queue_that_stands_still_can_be_left(shop, printed):
    shop.say("waiting", "Desk-1 root 1024 now\nDesk-2 root 1024 now\n")
    shop.say("when-asked", "kill -INT $CAREFOLD\n")
    run = printed(people(5), "--really")
    assert (run.code, shop.count) == (ExitCode.INTERRUPTED, 2)
    assert "These wait in the queue: Desk-1, Desk-2. Go on with --from-record 3." in run.err


def test_bad_records_stop_all_or_are_passed_over(shop, printed):
    records = people(3)
    records[1]["visit.date"] = "soon"
    run = printed(records, "--really")
    assert (run.code, shop.count) == (ExitCode.PROBLEMS, 0) and "r.csv:3:2: error" in run.err
    run = printed(records, "--really", "--skip-bad", "--json")
    assert (run.code, shop.count, run.document["refused"]) == (ExitCode.PARTLY, 2, [2])


def test_each_record_has_an_id(shop, printed):
    records = people(3)
    records[2]["id"] = ""
    run = printed(records, "--really")
    assert (run.code, shop.count) == (ExitCode.PROBLEMS, 0) and "r.csv:4: error: this record has no `id`." in run.err
    records[2]["id"] = records[0]["id"]
    run = printed(records, "--really")
    assert (run.code, shop.count) == (ExitCode.PROBLEMS, 0) and "r.csv:4: error: another record has the same" in run.err


def test_a_second_copy_of_doses_must_be_meant(shop, printed, clinic, carefold):
    assert printed(people(2), "--really", "--copies", "2").code == ExitCode.DONE and shop.told()[3] == "2"
    write_list(clinic)
    have_reviewed(clinic)
    add_ledger_again(clinic)
    clinic.add("m.jsonl", lines([{**ANN, "id": "P-1"}]))
    told = ("print", "h", "--records", "m.jsonl", "--really", "--copies", "2")
    run = carefold(*told, cwd=clinic.folder)
    assert (run.code, shop.count) == (ExitCode.USAGE, 2) and "add --same-for-all" in run.err
    assert carefold(*told, "--same-for-all", cwd=clinic.folder).code == ExitCode.DONE and shop.count == 3


def add_ledger_again(clinic: Any) -> None:
    """`write_list` writes project.yaml anew."""
    for path in (clinic.folder / ".carefold").iterdir():
        path.unlink()
    add_ledger(clinic)


def test_letters_never_take_two_passes(shop, printed, practice):
    shop.add("Plain", SIMPLEX)
    practice.write(blocks="- Dear {{ patient.name }}.\n" + "- We can help. We are here for you.\n" * 60,
                   fields="\n  patient.name: {}\n")  # fmt: skip
    (practice.folder / "handouts/h.es.yaml").unlink()
    have_reviewed(practice)
    records = [{"patient.name": "Ann Example", "id": "P-1"}]
    run = printed(records, "--really", "--printer", "Plain", "--layout", "letter")
    assert (run.code, shop.options()["sides"]) == (ExitCode.DONE, "one-sided"), run.err
    assert "each page has a sheet of its own" in run.out
    practice.write(blocks="- Dear {{ patient.name }}.", fields="\n  patient.name: {}\n")
    have_reviewed(practice)
    run = printed(records, "--really", "--printer", "Plain", "--layout", "trifold")
    assert (run.code, shop.count) == (ExitCode.PROBLEMS, 1) and "prints on one side only" in run.err


def test_a_sensitive_title_is_in_no_queue(shop, printed, practice):
    shop.add("Raw", RAW)
    text = (practice.folder / "project.yaml").read_text()
    practice.add("project.yaml", f"{text}printer: {{job-name: Carta small}}\n")
    run = printed(people(2), "--really")
    assert (run.code, shop.count) == (ExitCode.PROBLEMS, 0) and "`job-name` has the handout's title" in run.err


def test_records_on_the_shelf_are_refused(shop, printed, practice):
    run = printed(people(2), "--really", name="out/r.csv")
    assert shop.count == 0 and "the records lie on the shelf" in run.err
    assert Path(practice.folder / "out").exists()


def test_what_nobody_has_vouched_for_needs_a_reason(shop, printed, practice):
    for path in (practice.folder / "handouts").glob("h*.yaml"):
        path.write_text(re.sub(r"(?m)^reviewers:.*\n", "", path.read_text("utf-8")), "utf-8")
    assert "It is not to be given out yet" in printed(people(2)).out
    run = printed(people(2), "--really")
    assert (run.code, shop.count) == (ExitCode.PROBLEMS, 0) and "[CF144]" in run.err
    assert printed(people(2), "--really", "--unreviewed", "a flood").code == ExitCode.DONE
    assert "a flood" in shop.words()[0] and [row["reason"] for row in noted(practice.folder)] == ["a flood"] * 2


def test_old_records_are_told(shop, printed, practice):
    practice.add("r.csv", table(people(2)))
    os.utime(practice.folder / "r.csv", (1.0, 1.0))
    run = printed(None, "--really")
    assert (run.code, shop.count) == (ExitCode.USAGE, 0) and "more than 7 days old" in run.err
    assert (printed(None, "--really", "--old-records").code, shop.count) == (ExitCode.DONE, 2)
