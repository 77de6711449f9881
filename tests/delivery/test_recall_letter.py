"""carefold recall --letter: a correction to exactly those who have it, once, and by the rules of send and merge."""

from __future__ import annotations

import os
import random
import re
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from typing import Any

import pytest
from command_line import Run
from letters import table
from mailroom import mailroom, rows_of
from printshop import needs_sh, shop_in
from pypdf import PdfReader
from recalled import ids, letters_of_docs, opened, put, read_list, write_recall_letter

from carefold.delivery import print_letters
from carefold.delivery.ledger import Ledger
from carefold.delivery.recall.recall import Recall
from carefold.delivery.row import Stop
from carefold.diagnostics.exit_code import ExitCode

REALLY = ("--really", "--batch", "r1")


def people(count: int, **changes: dict[str, str]) -> list[dict[str, str]]:
    return [
        {"id": f"MRN-{number}", "recipient": f"Zoë Zed{number}", "address": f"{number} Elm Street\nSpringfield",
         "email": f"z{number}@patients.example", "email_consent": "plain", "phone": f"555-01{number:02}",
         "language": "es" if number % 5 == 4 else "", "ward": "Q", "status": ""} | changes.get(f"n{number}", {})
        for number in range(count)
    ]  # fmt: skip


@pytest.fixture
def clinic_with_letter(practice: Any) -> Any:
    """Of ten patients those with even numbers have it."""
    write_recall_letter(practice)
    put(practice.folder, *({"id": f"MRN-{number}", "version": "1.1"} for number in range(0, 10, 2)),
        *({"id": f"MRN-{number}", "version": "2"} for number in range(1, 10, 2)))  # fmt: skip
    return practice


@pytest.fixture
def recall(
    clinic_with_letter: Any, carefold: Callable[..., Run], monkeypatch: pytest.MonkeyPatch
) -> Callable[..., Run]:  # fmt: skip
    monkeypatch.setattr("carefold.delivery.sending.WAITS", (0.0,) * 4)

    def run(records: Any, *options: Any, to: Any = None) -> Run:
        clinic_with_letter.add("ALL.csv", table(records))
        if to:
            monkeypatch.setenv("CAREFOLD_SMTP_URL", f"smtp://127.0.0.1:{to.port}")
        told = ("recall", "h", "--versions", "<2", "--records", "ALL.csv", "--letter", "recall-letter", *options)
        return carefold(*told, cwd=clinic_with_letter.folder)

    return run


def of_letter(practice: Any) -> list[Any]:
    return [row for row in rows_of(practice) if row.handout == "recall-letter"]


def test_the_letter_of_the_docs_is_ready_but_for_its_words(clinic: Any, carefold: Callable[..., Run], practice: Any):
    for path, text in letters_of_docs().items():
        practice.add(path, text)
    run = carefold("check", "recall-letter", "recall-letter.es", "--strict", cwd=practice.folder)
    assert not re.search(r"(error|warning|hint):", run.out + run.err), run.out + run.err
    practice.add("r.csv", table(people(2)))
    put(practice.folder, {"id": "MRN-0"})
    run = carefold(
        "recall", "h", "--versions", "1", "--records", "r.csv", "--letter", "recall-letter", cwd=practice.folder
    )
    assert run.code == ExitCode.PROBLEMS and "there is no column for the field “wrong”" in run.err


def test_those_who_have_it_get_the_letter_and_nobody_else(recall, clinic_with_letter, words):
    records = people(10, n2={"email_consent": ""}, n6={"status": "moved"}, n8={"status": "deceased"})
    private = clinic_with_letter.folder / "private"
    dry = recall(records)
    assert dry.code == ExitCode.DONE, dry.err
    assert sorted(path.name for path in private.glob("*.eml")) == ["recall-letter-0001.eml", "recall-letter-0005.eml"]
    assert not of_letter(clinic_with_letter)
    with mailroom() as office:
        run = recall(records, *REALLY, to=office)
        assert run.code == ExitCode.DONE, run.err
        assert office.to == ["z0@patients.example", "z4@patients.example"]
        again = recall(records, *REALLY, to=office)
        assert "2 sent before" in again.out and len(office.to) == 2
    spanish = office.messages[1].get_body(("plain",)).get_content()
    assert "Decía que tome 2 tabletas" in " ".join(spanish.split())
    assert "gave you on November 1, 2026" in " ".join(office.messages[0].get_body(("plain",)).get_content().split())
    assert "Zed2" in words(private / "recall-letter-PRINT-ONLY.pdf")
    assert {row["id"]: row["letter"] for row in read_list(private / "recall-h", "call.csv")} == {
        "MRN-2": "yes",
        "MRN-6": "no",
    }
    assert ids(read_list(private / "recall-h", "letters.csv")) == ["MRN-2"]
    assert "Zed" not in dry.out + dry.err + run.out + run.err


def test_the_rules_of_send_hold(recall, clinic_with_letter):
    records = people(
        10, n0={"email_consent": "encrypted"}, n2={"email_consent": "encrypted", "password": "vast Otter 94 kite"}
    )
    for one in records:
        one.setdefault("password", "")
    with mailroom() as office:
        assert recall(records, "--really", to=office).code == ExitCode.USAGE
        with closing(Ledger.open(opened(clinic_with_letter.folder))) as ledger:
            ledger.stop(Stop(ledger.who("MRN-6"), "all", "withdrawn", "2026-11-20T00:00:00+00:00"))
        run = recall(records, *REALLY, "--limit", "1", to=office)
        assert (
            office.to == ["z2@patients.example"]
            and "tablet" not in office.messages[0].get_body(("plain",)).get_content()
            and run.code == ExitCode.DONE
        )
        text = (clinic_with_letter.folder / "handouts/recall-letter.yaml").read_text()
        clinic_with_letter.add("handouts/recall-letter.yaml", text.replace("not 2.", "not 3."))
        recall(records, *REALLY, "--resume", to=office)
    call = read_list(clinic_with_letter.folder / "private/recall-h", "call.csv")
    assert [(row["id"], row["why no mail"], row["letter"]) for row in call] == [
        ("MRN-0", "there is no password", "yes"), ("MRN-6", "on the stop list (withdrawn)", "no"),
    ]  # fmt: skip


def test_what_nobody_has_reviewed_is_refused(recall, clinic_with_letter):
    path = "handouts/recall-letter.yaml"
    text = (clinic_with_letter.folder / path).read_text()
    clinic_with_letter.add(path, re.sub("reviewers: .*", "", text))
    records = people(10, n2={"email_consent": ""})
    with mailroom() as office:
        run = recall(records, *REALLY, to=office)
        assert (run.code, office.to) == (ExitCode.PROBLEMS, []) and "not to be given out yet" in run.err
        assert recall(records, *REALLY, "--unreviewed", "urgent", to=office).code == ExitCode.DONE
    assert len(office.to) == 4 and "urgent" in of_letter(clinic_with_letter)[0].reason


def test_whose_mail_came_back_or_was_refused_is_called_next_time(recall, clinic_with_letter):
    records = people(10)
    with mailroom("rcpt 550") as office:
        assert recall(records, *REALLY, to=office).code == ExitCode.PARTLY
        with closing(Ledger.open(opened(clinic_with_letter.folder))) as ledger:
            row = next(row for row in ledger.rows(who=ledger.who("MRN-2")) if row.handout == "recall-letter")
            ledger.settle(row, "bounced", "2026-12-02T00:00:00+00:00", "5.1.1")
        assert recall(records, *REALLY, to=office).code == ExitCode.DONE
    call = read_list(clinic_with_letter.folder / "private/recall-h-2", "call.csv")
    assert [(row["id"], row["why no mail"], row["letter"]) for row in call] == [
        ("MRN-0", "the server has refused the letter", "yes"), ("MRN-2", "mail with the letter came back", "yes"),
    ]  # fmt: skip
    assert max(Counter(office.to).values()) == 1


def test_a_list_that_changes_meanwhile_reaches_nobody(recall, clinic_with_letter, monkeypatch):
    """Somebody sorts the list while it is read: its lines are those of other people then."""
    records = people(10)
    write = Recall.write

    def sorted_meanwhile(*arguments):
        clinic_with_letter.add("ALL.csv", table(reversed(records)))
        return write(*arguments)

    with mailroom() as office:
        monkeypatch.setattr(Recall, "write", sorted_meanwhile)
        run = recall(records, *REALLY, to=office)
    assert run.code == ExitCode.PROBLEMS and "the list has changed" in run.err and not office.to


@needs_sh
def test_who_has_the_letter_on_paper_gets_no_second_one(
    recall, clinic_with_letter, carefold, tmp_path_factory, monkeypatch
):
    shop = shop_in(tmp_path_factory.mktemp("shop") / "bin", monkeypatch)
    shop.add("Desk")
    monkeypatch.setattr(print_letters, "_PAUSE", 0.0)
    records = people(10, n2={"email_consent": "none"}, n8={"email_consent": "none"})
    assert recall(records).code == ExitCode.DONE
    told = ("print", "recall-letter", "--records", "private/recall-h/letters.csv", "--really")
    run = carefold(*told, cwd=clinic_with_letter.folder)
    assert (run.code, shop.count) == (ExitCode.DONE, 2) and "Zed8" in shop.words(2)[0], run.err
    assert recall(records, "--json").document["letters"] == 0
    private = clinic_with_letter.folder / "private"
    assert [row["letter"] for row in read_list(private / "recall-h-2", "call.csv")] == ["printed", "printed"]
    with closing(Ledger.open(opened(clinic_with_letter.folder))) as ledger:
        row = next(row for row in ledger.rows(who=ledger.who("MRN-8")) if row.handout == "recall-letter")
        ledger.settle(row, "returned", "2026-12-05T00:00:00+00:00")
    assert recall(records, "--json").document["letters"] == 1


def test_a_sensitive_handout_takes_a_sensitive_letter(recall, clinic_with_letter):
    for path in (clinic_with_letter.folder / "handouts").glob("h*.yaml"):
        path.write_text(f"sensitive: true\n{path.read_text()}")
    run = recall(people(10))
    assert run.code == ExitCode.PROBLEMS and "the handout is sensitive, and this letter is not" in run.err
    assert "recall" not in " ".join(str(path.name) for path in clinic_with_letter.folder.glob("private/*"))


def test_one_document_for_a_machine(recall, clinic_with_letter):
    told = recall(people(10, n2={"email_consent": ""}), "--json").document
    assert (told["mail"], told["call"], told["letters"]) == (4, 1, 1)
    assert [one["record"] for one in told["send"]["messages"]] == [1, 5, 7, 9] and told["merge"]["made"] == 1


def started(practice: Any, office: Any) -> subprocess.Popen[bytes]:
    code = "from carefold.commands import main; main()"
    told = ("recall", "h", "--versions", "<2", "--records", "ALL.csv", "--letter", "recall-letter", *REALLY, "--resume")
    url = {"CAREFOLD_SMTP_URL": f"smtp://127.0.0.1:{office.port}", "SOURCE_DATE_EPOCH": "1796083200"}
    return subprocess.Popen([sys.executable, "-c", code, *told, "--quiet"], cwd=practice.folder,
                            env=os.environ | url, stderr=subprocess.PIPE)  # fmt: skip


def done(practice: Any, office: Any) -> tuple[int, int]:
    """How much there is."""
    return len(office.taken), len([*(practice.folder / "private").glob("**/*")])


def hold(practice: Any, office: Any, waits: list[float]) -> None:
    """Killed somewhere; each list is whole then, or is not there, and in the end all is as if nothing had happened."""
    private = practice.folder / "private"
    practice.add("ALL.csv", table(people(10, n2={"email_consent": ""})))
    for wait in waits:
        run = started(practice, office)
        begun, before = time.monotonic(), done(practice, office)
        while run.poll() is None and done(practice, office) == before and time.monotonic() - begun < 60:
            time.sleep(0.0005)
        time.sleep(wait)
        run.send_signal(signal.SIGKILL)
        run.wait()
        for folder in private.glob("recall-h*"):
            assert len([*folder.iterdir()]) == 5
    last = started(practice, office)
    _, told = last.communicate(timeout=120)
    unknown = sum(row.state == "unknown" for row in of_letter(practice))
    assert last.returncode == (ExitCode.PARTLY if unknown else ExitCode.DONE) and b"Traceback" not in told, told
    assert not [*private.glob(".*.part")] and [path.name for path in private.glob("recall-h*")] == ["recall-h"]
    assert ids(read_list(private / "recall-h", "got.csv")) == [f"MRN-{number}" for number in range(0, 10, 2)]
    assert set(office.to) <= {f"z{n}@patients.example" for n in (0, 4, 6, 8)} and max(Counter(office.to).values()) == 1
    assert (
        len(office.to) >= 4 - unknown
        and "Zed2" in PdfReader(private / "recall-letter-PRINT-ONLY.pdf").pages[0].extract_text()
    )


@pytest.mark.skipif(os.name != "posix", reason="kill -9 is of POSIX")
def test_killed_and_gone_on_with(clinic_with_letter):
    with mailroom() as office:
        hold(clinic_with_letter, office, [0.01])


@pytest.mark.all
@pytest.mark.skipif(os.name != "posix", reason="kill -9 is of POSIX")
@pytest.mark.parametrize("number", range(10))
def test_killed_at_thirty_random_points(clinic_with_letter, number):
    chance = random.Random(number)
    with mailroom() as office:
        hold(clinic_with_letter, office, [chance.uniform(0, 1.5) for _ in range(3)])
