"""carefold merge: a letter for each record, nothing of one in another, and no value anywhere but in the letters."""

from __future__ import annotations

import os
import random
import re
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from command_line import DECEMBER_2026
from letters import GOOD, lines, pdfs, people, table

from carefold.diagnostics.carefold_error import CarefoldError
from carefold.diagnostics.exit_code import ExitCode
from carefold.diagnostics.finding import Finding
from carefold.merge import making, work
from carefold.pipeline import make

FEW = people(5)


def values(records: Iterable[dict[str, str]]) -> set[str]:
    """What may stand nowhere but in letters; words such as `yes` say nothing of anybody."""
    said = {value for record in records for key, value in record.items() if key not in ("language", "parking")}
    parts = {part for one in said for part in one.split()} - {"Example"}  # the clinic is one too
    return {value for value in said | parts if len(value) > 4}


def holding(folder: Path, private: set[str], *apart: str) -> list[str]:
    """Files below a folder whose names or bytes hold a value."""
    files = [path for path in folder.rglob("*") if path.suffix not in (".pdf", *apart)]
    signs = [value.encode() for value in private]
    found = [path for path in files if path.is_file() and any(sign in path.read_bytes() for sign in signs)]
    return [path.name for path in found] + [path.name for path in files if any(value in path.name for value in private)]


# --- letters


def test_a_letter_for_each_of_fifty(merge, letter, words, carefold, tmp_path_factory, monkeypatch):
    temporary = tmp_path_factory.mktemp("temporary")
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))
    records = people()
    run = merge(records)
    assert (run.code, run.out, run.err) == (0, "private/  50 made\n", "")
    folder = letter.folder / "private"
    assert list(pdfs(folder)) == [f"h-{number:04}.pdf" for number in range(1, 51)]
    for number in (0, 4, 21, 49):
        text = words(folder / f"h-{number + 1:04}.pdf")
        own = records[number]
        assert own["patient.name"] in text and own["visit.time"] in text
        assert ("Venga el" in text) == (own["language"] == "es")
        assert ("Park behind" in text or "Deje el coche" in text) == (own["parking"] == "yes")
    assert "5 de mayo de 2027" in words(folder / "h-0005.pdf") and "1148,5" in words(folder / "h-0005.pdf")
    assert "February 2, 2027" in words(folder / "h-0002.pdf") and "1,037.5" in words(folder / "h-0002.pdf")
    assert holding(letter.folder, values(records), ".csv") == holding(temporary, values(records)) == []
    assert not any(value.encode() in data for data in pdfs(folder).values() for value in values(records))


@pytest.mark.skipif(os.name != "posix", reason="rights are those of the folder around")
def test_only_the_owner_reads_letters(merge, letter):
    assert merge([GOOD | {"fee": "x"}, GOOD], "--skip-bad").code == ExitCode.PARTLY
    folder = letter.folder / "private"
    assert folder.stat().st_mode & 0o777 == 0o700
    assert {path.stat().st_mode & 0o777 for path in folder.iterdir() if path.is_file()} == {0o600}
    assert (folder / ".gitignore").read_text() == "*\n"
    assert {path.name for path in folder.iterdir()} == {
        ".gitignore", ".journal.jsonl", ".journal.key", "h-0002.pdf", "h-refused.csv",
    }  # fmt: skip


def test_letters_depend_on_their_record_alone(merge, letter):
    records = people(6)
    mixed = random.Random(4).sample(records, 6)
    merge(records, "--out", "a", "--name-field", "id")
    merge(mixed, "--out", "b", "--name-field", "id")
    merge(lines(records[:3]), "--out", "c", "--name-field", "id", name="r.jsonl")
    merge(records[3:], "--out", "c", "--name-field", "id")
    made = pdfs(letter.folder / "a")
    assert list(made) == [f"h-MRN-{7000 + number}.pdf" for number in range(6)]
    assert made == pdfs(letter.folder / "b") == pdfs(letter.folder / "c")


def test_a_site_of_the_brand(merge, letter, words):
    brand = letter.folder / "brand.yaml"
    brand.write_text(f"{brand.read_text()}sites:\n  north: {{contact: {{phone: 555-0140}}}}\n")
    assert merge([GOOD | {"site": "north"}, GOOD]).code == 0
    assert "555-0140" in words(letter.folder / "private/h-0001.pdf")
    assert "555-0140" not in words(letter.folder / "private/h-0002.pdf")


def test_who_gets_no_letter_is_counted(merge, letter):
    run = merge([GOOD | {"status": "Deceased", "visit.date": ""}, GOOD | {"status": "moved"}, GOOD | {"status": ""}])
    assert (run.code, run.out) == (
        0, "r.csv:2  no letter (deceased)\nr.csv:3  no letter (moved)\n"
        "private/  1 made, 2 left out (1 deceased, 1 moved)\n",
    )  # fmt: skip
    assert list(pdfs(letter.folder / "private")) == ["h-0003.pdf"]


def test_a_blank_value_is_a_blank_to_write_on(merge, letter, words):
    assert merge([GOOD | {"fee": ""}]).code == 0
    assert "dollars" in words(letter.folder / "private/h-0001.pdf")


# --- bad records


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"patient.name": ""}, "r.csv:3:1: error: the field “patient.name” needs a value."),
        ({"visit.date": "1/15/27"}, "r.csv:3:2: error: the value of “visit.date” is no date."),
        ({"visit.date": "2026-11-30"}, "r.csv:3:2: error: the date of “visit.date” has passed."),
        ({"visit.time": "9 am"}, "r.csv:3:3: error: the value of “visit.time” is no time of day."),
        ({"fee": "1,250"}, "r.csv:3:4: error: the value of “fee” is no number."),
        ({"parking": "maybe"}, "r.csv:3:5: error: the value of “parking” is none of its choices."),
        ({"patient.name": "王"}, "r.csv:3:1: error: no font has a character of this value."),
        ({"language": "fr"}, "r.csv:3:6: error: the handout is not there in this record's language."),
        ({"site": "Narnia"}, "r.csv:3:6: error: the brand has no such site."),
        ({"recipient": "Ma Example", "recipient_role": "parent", "born": "2000-02-29"},
         "r.csv:3:7: error: this letter would go to a parent of somebody who is of age."),
    ],
)  # fmt: skip
def test_each_bad_record_stops_all(merge, letter, change, said):
    run = merge([GOOD | dict.fromkeys(change, "") | GOOD, GOOD | change])
    assert run.code == ExitCode.PROBLEMS
    (line,) = run.err.splitlines()
    assert line.startswith(said) and "Hint: " in line
    assert not (letter.folder / "private").exists()
    private = values([change]) - {"parent"}
    assert not any(value in run.out + run.err for value in private)


def test_all_bad_records_are_told_at_once(merge, letter):
    bad = [GOOD | {"fee": "Zanzibar"}, GOOD, GOOD | {"visit.date": "Gorgonzola", "parking": "Timbuktu"}]
    run = merge([*bad, *people(2)])
    assert [line.partition(": ")[0] for line in run.err.splitlines()] == ["r.csv:2:4", "r.csv:4:2", "r.csv:4:5"]
    assert run.out == "2 refused\n"
    assert holding(letter.folder, values(bad), ".csv") == []
    assert not any(value in run.out + run.err for value in values(bad))


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ("patient.nam,fee\nAnn,1\n", "“patient.nam” is no field of the handout. Hint: Did you mean “patient.name”?"),
        ("patient.name\nAnn\n", "there is no column for the field “visit.date”."),
        ("patient.name,visit.date\n", "there are no records."),
        ("", "the file is empty."),
    ],
)
def test_files_that_hold_no_records(merge, data, said):
    run = merge(data)
    assert run.code == ExitCode.PROBLEMS and said in run.err and "Traceback" not in run.err


def test_each_line_of_json_has_its_own_keys(merge):
    run = merge(lines([GOOD, GOOD | {"colour": "mauve"}, GOOD | {"fee": [{"a": "mauve"}]}]), name="r.jsonl")
    assert run.err.splitlines()[0].startswith("r.jsonl:2: error: “colour” is no field of the handout.")
    assert run.err.splitlines()[1].startswith("r.jsonl:3: error: the field “fee” takes one value, and no list.")
    assert "mauve" not in run.err


def test_other_files_are_no_records(merge):
    run = merge("x", name="r.xlsx")
    assert run.code == ExitCode.USAGE and "r.xlsx: error: this is no file of records." in run.err


def test_a_file_in_another_encoding_is_read_with_a_note(merge, letter, words):
    run = merge(table([GOOD | {"patient.name": "Ana Muñoz"}]).encode("cp1252"))
    assert run.code == 0 and "cp1252" in run.out
    assert "Ana Muñoz" in words(letter.folder / "private/h-0001.pdf")


def test_a_twin_that_is_broken_stops_before_anything_is_made(merge, letter):
    path = letter.folder / "handouts/h.es.yaml"
    path.write_text(path.read_text().replace("{{ fee | number }}", "{{ feee }}"))
    run = merge(people(5))
    assert run.code == ExitCode.PROBLEMS and "handouts/h.es.yaml:" in run.err and "feee" in run.err
    assert not (letter.folder / "private").exists()


# --- --skip-bad


def test_refused_rows_can_be_mended_and_merged_again(merge, letter, carefold, words):
    bad = GOOD | {"patient.name": "Bea; Example", "visit.date": "soon"}
    run = merge(table([GOOD, bad], ";"), "--skip-bad")
    assert run.code == ExitCode.PARTLY
    assert "private/  1 made, 1 refused" in run.out and "private/h-refused.csv" in run.out
    path = letter.folder / "private/h-refused.csv"
    text = path.read_text("utf-8-sig")
    assert text.splitlines()[0].endswith(";problem") and "r.csv:3:2: the value of “visit.date” is no date." in text
    assert merge(table([GOOD, bad], ";"), "--skip-bad").code == ExitCode.PARTLY
    assert path.read_text("utf-8-sig") == text and (letter.folder / "private/h-refused-2.csv").is_file()
    first = (letter.folder / "private/h-0001.pdf").read_bytes()
    mended = text.replace(";soon;", ";2027-02-03;")
    run = merge(f"\ufeff{mended}")
    assert (run.code, run.out.splitlines()[0]) == (0, "private/  1 made")
    assert "Dear Bea; Example" in words(letter.folder / "private/h-0002.pdf"), "it has the number that it had before"
    assert (letter.folder / "private/h-0001.pdf").read_bytes() == first


def test_refused_lines_of_json_are_lines_of_json(merge, letter):
    run = merge(lines([GOOD | {"fee": "x"}, GOOD]), "--skip-bad", name="r.jsonl")
    assert run.code == ExitCode.PARTLY
    assert '"problem": "r.jsonl:1: the value of “fee” is no number.' in (
        letter.folder / "private/h-refused.jsonl"
    ).read_text("utf-8")


def test_half_a_character_is_refused_as_any_other_value(merge, letter):
    text = lines([GOOD | {"name": "HALF"}, GOOD]).replace("HALF", r"Ann \ud800")
    run = merge(text, "--skip-bad", name="r.jsonl")
    assert run.code == ExitCode.PARTLY
    (row,) = (letter.folder / "private/h-refused.jsonl").read_text("utf-8").splitlines()
    assert r'"name": "Ann \ud800"' in row


def test_a_refused_row_keeps_its_number_and_all_its_values(merge, letter):
    head, good, bad = table([GOOD, GOOD | {"fee": "x"}]).splitlines()
    merge("\n".join([head, bad, good, f"{good},over", ""]), "--skip-bad")
    path = letter.folder / "private/h-refused.csv"
    rows = [row.split(",") for row in path.read_text("utf-8-sig").splitlines()]
    assert [row[5] for row in rows] == ["record_number", "0001", "0003"] and rows[2][-1] == "over"


@pytest.mark.parametrize(("number", "said"), [
    ("x", "this is no number of a record."), ("0", "this is no number of a record."),
    ("-1", "this is no number of a record."), ("1", "another record has the same number."),
])  # fmt: skip
def test_numbers_of_records(merge, letter, number, said):
    run = merge([GOOD | {"record_number": "0001"}, GOOD | {"record_number": number}])
    assert run.code == ExitCode.PROBLEMS and f"r.csv:3:6: error: {said}" in run.err
    assert merge([GOOD | {"record_number": "00017"}, GOOD | {"record_number": ""}]).code == 0
    assert list(pdfs(letter.folder / "private")) == ["h-00002.pdf", "h-00017.pdf"]


def test_skip_bad_without_bad_ones_is_done(merge, letter):
    assert merge([GOOD], "--skip-bad").code == 0
    assert not list(letter.folder.glob("private/*refused*"))


# --- what is in a letter


def faulty(monkeypatch: Any, change: Any) -> None:
    """Let what is made of each record after the first be made of another one."""
    seen: list[Any] = []

    def wrong(workspace: Any, order: Any, content: Any) -> Any:
        record = change(dict(order.record), seen[-1]) if seen else dict(order.record)
        seen.append(dict(order.record))
        return make(workspace, replace(order, record=record), content)

    monkeypatch.setattr(making, "make", wrong)


def test_a_value_of_the_neighbour_is_caught(merge, letter, monkeypatch):
    faulty(monkeypatch, lambda own, before: own | {"patient.name": f"{own['patient.name']} {before['patient.name']}"})
    run = merge(FEW[:2])
    assert run.code == ExitCode.PROBLEMS
    assert "r.csv:3: error: no letter was made: the letter has “patient.name” of the record before." in run.err
    assert list(pdfs(letter.folder / "private")) == ["h-0001.pdf"]
    assert not any(value in run.out + run.err for value in values(FEW))


def test_a_letter_of_the_neighbour_is_caught(merge, letter, monkeypatch):
    faulty(monkeypatch, lambda own, before: own | {"visit.date": before["visit.date"]})
    run = merge(FEW[:2], "--skip-bad")
    assert run.code == ExitCode.PARTLY
    assert "r.csv:3: error: no letter was made: the letter lacks “visit.date” of its record." in run.err
    assert list(pdfs(letter.folder / "private")) == ["h-0001.pdf"]


def test_why_a_letter_can_not_be_made_is_told_without_values(merge, letter, monkeypatch):
    def failing(_workspace: Any, order: Any, _content: Any) -> Any:
        raise CarefoldError(Finding(f"“{order.record['patient.name']}” does not fit.", hint="x", code="CF301"))

    monkeypatch.setattr(making, "make", failing)
    run = merge(FEW[:1], "--json")
    assert run.code == ExitCode.PROBLEMS
    assert run.document["problems"][0]["message"] == "no letter can be made of this record (CF301)."
    assert not any(value in run.out + run.err for value in values(FEW))


def test_no_error_of_whatever_kind_tells_a_value(merge, letter, monkeypatch):
    def failing(_workspace: Any, order: Any, content: Any) -> Any:
        if order.record and order.record["patient.name"] == FEW[0]["patient.name"]:
            raise KeyError(order.record["patient.name"])
        return make(_workspace, order, content)

    monkeypatch.setattr(making, "make", failing)
    run = merge(FEW[:2], "--skip-bad")
    assert run.code == ExitCode.PARTLY
    assert "r.csv:2: error: no letter can be made of this record (KeyError)." in run.err
    assert not any(value in run.out + run.err for value in values(FEW))
    assert list(pdfs(letter.folder / "private")) == ["h-0002.pdf"]


def test_the_first_letters_of_each_language_are_checked_in_full(merge, monkeypatch):
    looked_at: list[str] = []
    monkeypatch.setattr(making, "checked", lambda _workspace, made, _opened: looked_at.append(made.order.language))
    monkeypatch.setattr(making, "_SAMPLE", 3)
    assert merge(FEW, "--slow", "--out", "slow").code == 0
    assert looked_at == ["", "", "es"]
    looked_at.clear()
    assert merge(FEW).code == 0
    assert looked_at == ["", "", "", "es"]  # the second has another section, and is the first of its kind


# --- again


def test_a_killed_merge_goes_on(letter, carefold):
    letter.add("r.csv", table(FEW))
    killing = (
        "import os, signal; from carefold.merge import work; from carefold.commands import main\n"
        "keep = work.keep\n"
        "def once(data, path, shown):\n"
        "    os.kill(os.getpid(), signal.SIGKILL) if path.name == 'h-0003.pdf' else keep(data, path, shown)\n"
        "work.keep = once; main(['merge', 'h', '--records', 'r.csv'])\n"
    )
    environment = os.environ | {"SOURCE_DATE_EPOCH": DECEMBER_2026}
    ended = subprocess.run([sys.executable, "-c", killing], cwd=letter.folder, env=environment, check=False)
    assert ended.returncode == -signal.SIGKILL
    folder = letter.folder / "private"
    before = {path: path.stat().st_mtime_ns for path in folder.glob("*.pdf")}
    assert len(before) == 2
    run = carefold("merge", "h", "--records", "r.csv", cwd=letter.folder)
    assert run.out == "private/  3 made, 2 unchanged\n"
    assert {path: path.stat().st_mtime_ns for path in before} == before
    assert len(pdfs(folder)) == 5


def test_an_interrupted_merge_says_so(merge, monkeypatch):
    def stop(*_: Any) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(work, "keep", stop)
    run = merge(FEW[:1])
    assert run.code == ExitCode.INTERRUPTED and "the next run goes on from here" in run.err


def test_ctrl_c_lets_a_letter_be_finished(merge, letter, monkeypatch):
    keep = work.keep

    def pressed(*arguments: Any) -> None:
        signal.raise_signal(signal.SIGINT)
        keep(*arguments)

    monkeypatch.setattr(work, "keep", pressed)
    run = merge(FEW[:2], "--json")
    assert run.code == ExitCode.INTERRUPTED and run.document["interrupted"] is True
    assert run.document["files"] == [{"record": 1, "path": "private/h-0001.pdf"}]
    assert list(pdfs(letter.folder / "private")) == ["h-0001.pdf"]
    monkeypatch.setattr(work, "keep", keep)
    assert merge(FEW[:2]).out == "private/  1 made, 1 unchanged\n"
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


def test_what_has_changed_is_made_anew(merge, letter):
    merge(FEW[:3])
    changed = [FEW[0], FEW[1] | {"visit.time": "17:59"}, FEW[2]]
    assert merge(changed).out == "private/  1 made, 2 unchanged\n"
    (letter.folder / "private/h-0001.pdf").write_bytes(b"cut")
    assert merge(changed).out == "private/  1 made, 2 unchanged\n"
    path = letter.folder / "handouts/h.yaml"
    path.write_text(path.read_text().replace("Dear", "Hello"))
    assert merge(changed).out == "private/  3 made\n"
    assert merge(changed[:1]).out == (
        "private/  1 unchanged\nprivate/  2 letters of earlier merges lie there too\n"
    )  # fmt: skip


def test_the_journal_tells_nothing_without_its_key(merge, letter):
    merge(FEW[:1])
    first = (letter.folder / "private/.journal.jsonl").read_text()
    merge(FEW[:1], "--out", "other")
    assert first != (letter.folder / "other/.journal.jsonl").read_text()
    (letter.folder / "private/.journal.key").unlink()
    assert merge(FEW[:1]).out == "private/  1 made\n"


# --- where to


@pytest.mark.parametrize("out", ["out", "out/letters"])
def test_no_letter_lies_on_the_shelf(merge, letter, out):
    run = merge([GOOD], "--out", out)
    assert run.code == ExitCode.USAGE and "this folder is on the shelf." in run.err
    assert not (letter.folder / out).exists()


@pytest.mark.skipif(os.name != "posix", reason="rights are those of the folder around")
def test_no_letter_lies_where_others_look(merge, letter):
    (letter.folder / "open").mkdir(mode=0o755)
    run = merge([GOOD], "--out", "open")
    assert run.code == ExitCode.USAGE and "open: error: others may open this folder." in run.err


def test_files_named_by_a_field(merge, letter):
    records = [GOOD | {"patient.name": "Ann/Example  Ärmel"}, GOOD | {"patient.name": "B"}]
    assert merge(records, "--name-field", "patient.name").code == 0
    assert list(pdfs(letter.folder / "private")) == ["h-Ann-Example-Ärmel.pdf", "h-B.pdf"]


@pytest.mark.parametrize(
    ("field", "name", "said"),
    [
        ("patient.nam", "B", "--name-field: there is no field “patient.nam”."),
        ("patient.name", "ann EXAMPLE", "r.csv:3: error: “patient.name” is that of a record before, and names files."),
        ("patient.name", "?", "r.csv:3: error: “patient.name” has nothing that a file could be named by."),
    ],
)
def test_fields_that_name_no_files(merge, letter, field, name, said):
    run = merge([GOOD, GOOD | {"patient.name": name}], "--name-field", field)
    assert run.code in (ExitCode.USAGE, ExitCode.PROBLEMS) and said in run.err
    assert not (letter.folder / "private").exists()


# --- maps

DOCS = Path(__file__).parents[2] / "docs/merge.md"
MAP = """
columns:
  patient.name: "{VORNAME} {NAME}"
  visit.date: "{TERMIN | DD.MM.YYYY hh:mm}"
  visit.time: "{TERMIN | DD.MM.YYYY hh:mm}"
  fee: "{BETRAG | 1.234,5}"
  parking: "{AUTO | J = yes, N = no}"
"""
EXPORT = "NR;NAME;VORNAME;TERMIN;BETRAG;AUTO;NOTIZ\n7;Beispiel;Änne;15.01.2027 09:30;1.250,50;J;vertraulich\n"


def test_an_export_with_semicolons(merge, letter, words):
    letter.add("map.yaml", MAP)
    run = merge(EXPORT, "--map", "map.yaml")
    assert (run.code, run.err) == (0, "")
    text = words(letter.folder / "private/h-0001.pdf")
    assert all(part in text for part in ("Dear Änne Beispiel", "January 15, 2027", "09:30", "1,250.5", "Park behind"))


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("patient.name:", "patient.nam:", "map.yaml:3:17: error: “patient.nam” is no field of the handout."),
        ("{NAME}", "{NAMES}", "map.yaml:3:18: error: the records have no column “NAMES”."),
        ("DD.MM.YYYY hh:mm}\"\n  visit.time", "DD.MM.YY}\"\n  visit.time", "map.yaml:4:26: error: “DD.MM.YY” is no"),
        ("DD.MM.YYYY hh:mm}\"\n  visit.time", "MM/DD/YYYY}\"\n  visit.time",
         "r.csv:2:4: error: the value for “visit.date” is not written as the map says."),
    ],
)  # fmt: skip
def test_maps_that_do_not_fit(merge, letter, old, new, said):
    letter.add("map.yaml", MAP.replace(old, new))
    run = merge(EXPORT, "--map", "map.yaml")
    assert run.code == ExitCode.PROBLEMS and said in run.err
    assert not any(value in run.err for value in ("Beispiel", "15.01", "vertraulich"))


@pytest.mark.parametrize(
    ("at", "sign", "first", "values"),
    [
        (0, ";", "Nr", "7;Beispiel;Änne;Weg 1;01234;Ort;15.01.2027 09:30;1.250,50;J;vertraulich"),
        (1, ",", "MRN", '7,Beispiel,Änne,03/05/1980,1/15/2027 9:30 AM,"1,250.50",Y,1 Example Rd,Springfield,IL,01234'),
    ],
)
def test_the_maps_in_the_docs(merge, letter, words, at, sign, first, values):
    """Each export has sixty columns; what the map does not name is dropped unread."""
    text = DOCS.read_text("utf-8")
    letter.add("map.yaml", re.findall(r"```yaml\n(.*?)```", text, re.S)[at])
    (heads,) = re.findall(rf"`({first}{sign}.*?)`", text)
    more = range(60 - len(heads.split(sign)))
    export = f"{sign.join([heads, *(f'X{number}' for number in more)])}\n{sign.join([values, *('=?' for _ in more)])}\n"
    assert merge(export, "--map", "map.yaml", "--name-field", "id").code == 0
    assert "Dear Änne Beispiel, come on January 15, 2027 at 09:30" in words(letter.folder / "private/h-7.pdf")


def test_the_document_counts_and_names_files(merge):
    document = merge([GOOD, GOOD | {"fee": "x"}, GOOD | {"status": "moved"}], "--skip-bad", "--json").document
    assert document["files"] == [{"record": 1, "path": "private/h-0001.pdf"}]
    assert (document["records"], document["made"], document["refused"], document["left-out"]) == (3, 1, 1, {"moved": 1})
    assert document["refused-rows"] == "private/h-refused.csv"
    assert [problem["line"] for problem in document["problems"]] == [3]


def test_what_nobody_has_reviewed_goes_to_nobody_without_a_reason(merge, letter, words):
    path = letter.folder / "handouts/h.yaml"
    path.write_text(re.sub(r"reviewers: .*", "reviewers: []", path.read_text("utf-8")), "utf-8")
    run = merge([GOOD])
    assert run.code == ExitCode.PROBLEMS and "[CF144]" in run.err and not pdfs(letter.folder / "private")
    run = merge([GOOD], "--unreviewed", "the reviewer is away")
    assert run.code == 0
    assert "Not fully reviewed: the reviewer is away" in words(letter.folder / "private/h-0001.pdf")
    assert merge([GOOD], "--unreviewed", "x" * 81).code == merge([GOOD], "--unreviewed", "\u4eba").code == 2


def test_a_translation_that_lags_goes_to_nobody(merge, letter):
    path = letter.folder / "handouts/h.yaml"
    path.write_text(path.read_text("utf-8").replace("version: 1", 'version: "2"'), "utf-8")
    assert merge([GOOD]).code == 0, "nobody gets it in Spanish"
    run = merge([GOOD | {"language": "es"}], "--out", "o")
    assert run.code == ExitCode.PROBLEMS and "h.es.yaml" in run.err and "[CF171]" in run.err


def test_who_forgets_the_option_is_told_how_records_are_named(carefold, letter):
    run = carefold("merge", "h", "patients.csv", cwd=letter.folder)
    assert run.code == 2 and run.err.endswith(
        "Hint: name the file of records after it, such as --records patients.csv.\n"
    )
