"""carefold merge --single: one file for paper, of which each letter is printed as it would be alone."""

from __future__ import annotations

import csv
import os
from io import BytesIO
from typing import Any

import pypdfium2
import pytest
from letters import GOOD, lines, people, table
from PIL import ImageChops
from pypdf import PdfReader

from carefold.diagnostics.carefold_error import CarefoldError
from carefold.diagnostics.exit_code import ExitCode
from carefold.diagnostics.finding import Finding
from carefold.merge import making
from carefold.pdf import embedded

NAME = "private/h-PRINT-ONLY.pdf"


def index(clinic: Any) -> list[list[str]]:
    return list(csv.reader((clinic.folder / "private/h-PRINT-ONLY.csv").read_text().splitlines()))


def pictures(data: bytes) -> list[Any]:
    document = pypdfium2.PdfDocument(data)
    return [page.render(scale=1).to_pil().convert("L") for page in document]


def test_each_letter_looks_as_it_does_alone(merge, clinic):
    records = people(8)
    assert merge(records).code == 0
    run = merge(records, "--single")
    assert (run.code, run.out, run.err) == (0, "private/  8 made\n", "")
    data = (clinic.folder / NAME).read_bytes()
    whole, rows = pictures(data), index(clinic)
    assert rows[0] == ["record", "first page", "last page"] and len(rows) == 9
    for record, first, last in rows[1:]:
        alone = pictures((clinic.folder / f"private/h-{int(record):04}.pdf").read_bytes())
        pages = whole[int(first) - 1 : int(last)]
        assert len(alone) == len(pages)
        assert all(ImageChops.difference(*pair).getbbox() is None for pair in zip(alone, pages, strict=True))


def test_what_it_claims_and_names(merge, clinic):
    merge(people(3), "--single")
    reader = PdfReader(clinic.folder / NAME)
    catalog = reader.trailer["/Root"]
    assert not {"/Metadata", "/MarkInfo", "/StructTreeRoot", "/OutputIntents"} & set(catalog)
    assert dict(reader.metadata or {}).keys() == {"/Title", "/Producer"} and reader.metadata.title == "Small"
    assert catalog["/ViewerPreferences"]["/PrintScaling"] == "/None"
    assert [one.title for one in reader.outline] == ["1", "2", "3"]
    starts = [reader.get_destination_page_number(one) + 1 for one in reader.outline]
    assert starts == [int(first) for _, first, _ in index(clinic)[1:]]
    assert os.name != "posix" or (clinic.folder / NAME).stat().st_mode & 0o777 == 0o600


def test_each_letter_begins_on_a_front(merge, clinic):
    merge(people(3), "--separators")
    reader = PdfReader(clinic.folder / NAME)
    texts = [page.extract_text() for page in reader.pages]
    assert index(clinic)[1:] == [["1", "3", "3"], ["2", "7", "7"], ["3", "11", "11"]]
    assert [texts[number] for number in (0, 4, 8)] == ["1", "2", "3"]
    assert {texts[number] for number in (1, 3, 5, 7, 9, 11)} == {""} and len(texts) == 12
    assert "Ada Sample" in texts[2] and "Bo Sample" in texts[6]


def test_what_is_the_same_is_there_once(merge, clinic):
    """Constant words are in forms; a record adds its own lines."""
    sizes = []
    for count in (20, 60):
        merge([GOOD | {"patient.name": f"Ann Example {number}"} for number in range(count)], "--single")
        sizes.append((clinic.folder / NAME).stat().st_size)
    assert (sizes[1] - sizes[0]) / 40 < 600, "bytes for each letter of one page"
    texts = [page.get_object() for page in PdfReader(clinic.folder / NAME).pages]
    forms = {name for page in texts for name in page["/Resources"]["/XObject"]}
    kinds = [name[:2] for name in sorted(forms)]
    assert kinds in (["/F", "/L"], ["/F", "/L", "/L"]), "what is constant, and what follows a value, broken in two ways"
    kinds = [name[:2] for name in sorted(forms)]
    assert kinds in (["/F", "/L"], ["/F", "/L", "/L"]), "what is constant, and what follows a value, broken in two ways"
    assert all(b"/F" in page["/Contents"].get_data() for page in texts[::2])


def test_words_that_go_on_after_a_value_are_the_records_own(merge, clinic):
    """A longer name moves words to the next line, which holds no value: it is no reason for another form."""
    names = ("Maximilian Example-Specimen", "Maximilian Bartholomew Example-Specimen")
    merge([GOOD | {"patient.name": name} for name in names], "--single")
    pages = PdfReader(clinic.folder / NAME).pages[::2]
    texts = [page.extract_text() for page in pages]
    lines = [next(line for line in text.splitlines() if "Dear" in line) for text in texts]
    assert len({line.partition(",")[2] for line in lines}) == 2, "the paragraph is broken in another place"
    assert len({name for page in pages for name in page["/Resources"]["/XObject"] if name.startswith("/F")}) == 1


def test_many_bookmarks_stand_in_groups(merge, clinic):
    merge([GOOD | {"patient.name": f"Ann Example {number}"} for number in range(101)], "--single")
    first, inner, *rest = PdfReader(clinic.folder / NAME).outline
    assert first.title == "1 – 100" and [one.title for one in inner] == [str(number) for number in range(1, 101)]
    assert rest[0].title == "101" and [one.title for one in rest[1]] == ["101"]


def test_the_same_bytes(merge, clinic):
    merge(people(5), "--single")
    before = (clinic.folder / NAME).read_bytes()
    merge(people(5), "--single")
    assert (clinic.folder / NAME).read_bytes() == before
    forms = [*PdfReader(clinic.folder / NAME).pages[0]["/Resources"]["/XObject"]]
    assert len(forms) > 3 and forms == sorted(forms), "and not as a process happens to have them"


@pytest.mark.parametrize("form", ["comma", "semicolons and a mark", "ansi", "lines"])
def test_in_order_of_a_column(merge, clinic, carefold, form):
    """Records are read again where they stand: after umlauts, values of several lines and empty lines."""
    ids, names = ("B 10", "A", "B 9", "b 011", "A"), ("Zoë Ümlaut", "Two, Values", "Ann “Q” Sample", "Bo; Demo", "Ed")
    people = [
        GOOD | {"id": id_, "patient.name": name, "address": "1 Example Street\nÉxample"}
        for id_, name in zip(ids, names, strict=True)
    ]
    name, data = "r.csv", table(people).replace("\r\n", "\r\n\r\n").encode()
    if form == "semicolons and a mark":
        data = b"\xef\xbb\xbf" + table(people, ";").encode()
    elif form == "ansi":
        data = table(people).encode("cp1252")
    elif form == "lines":
        name, data = "r.jsonl", lines(people).replace("}\n", "}\n\n").encode()
    clinic.add(name, data)
    run = carefold("merge", "h", "--records", name, "--sort-by", "id", cwd=clinic.folder)
    assert run.code == 0, run.err
    assert [row[0] for row in index(clinic)[1:]] == ["2", "5", "3", "1", "4"]
    pages = PdfReader(clinic.folder / NAME).pages
    texts = [" ".join(pages[int(first) - 1].extract_text().split()) for _, first, _ in index(clinic)[1:]]
    assert all(" ".join(names[number].split()) in text for number, text in zip((1, 4, 2, 0, 3), texts, strict=True))


def test_what_is_bad_is_passed_over_in_order_too(merge, clinic):
    run = merge(
        [GOOD | {"id": "2"}, GOOD | {"id": "1", "fee": "x"}, GOOD | {"id": "0"}], "--sort-by", "id", "--skip-bad"
    )
    assert run.code == ExitCode.PARTLY and [row[0] for row in index(clinic)[1:]] == ["3", "1"]


def test_a_column_that_there_is_not(merge):
    run = merge([GOOD], "--sort-by", "patient.nam")
    assert run.code == ExitCode.USAGE and "there is no column “patient.nam”" in run.err and "patient.name" in run.err


def test_there_are_no_passwords_in_it(merge, clinic):
    run = merge([GOOD | {"password": "4-Elephants-dance"}], "--single", "--password-field", "password")
    assert run.code == ExitCode.USAGE and "has no passwords" in run.err and not (clinic.folder / "private").exists()


@pytest.fixture
def third_fails(monkeypatch):
    real = making.make

    def make(workspace: Any, order: Any, content: Any) -> Any:
        if order.record["patient.name"].startswith("Cleo"):
            raise CarefoldError(Finding("Cleo Sample is too long."))
        return real(workspace, order, content)

    monkeypatch.setattr(making, "make", make)


def test_it_is_whole_or_not_there(merge, clinic, third_fails):
    run = merge(people(4), "--single", "--json")
    assert run.code == ExitCode.PROBLEMS and "Cleo" not in run.out + run.err
    assert (run.document["made"], run.document["refused"]) == (0, 1)
    assert not list(clinic.folder.glob("private/*PRINT*")) and not list(clinic.folder.rglob("*.part"))
    assert merge(people(4), "--single", "--skip-bad").code == ExitCode.PARTLY
    assert [row[0] for row in index(clinic)[1:]] == ["1", "2", "4"]


def test_the_neighbours_values_are_looked_for(merge, clinic, monkeypatch):
    real, first = making.make, list[Any]()

    def make(workspace: Any, order: Any, content: Any) -> Any:
        first.append(order)
        return real(workspace, first[0], content)

    monkeypatch.setattr(making, "make", make)
    run = merge([GOOD, GOOD | {"patient.name": "Bo Sample"}], "--single")
    assert run.code == ExitCode.PROBLEMS and not list(clinic.folder.glob("private/*PRINT*"))


def test_a_long_file(tmp_path):
    """More pages than a node of the page tree holds, and more objects than fit in one stream."""
    from carefold.graphics.frame import Page
    from carefold.pdf.print_file import PrintFile

    out = BytesIO()
    file = PrintFile(out, "Many", "en", "test", "none")
    ground = file.ground(Page((200.0, 300.0), ()))
    for number in range(450):
        file.bookmark(str(number), file.add(ground))
    file.close()
    reader = PdfReader(out, strict=True)
    assert len(reader.pages) == 450 and len(reader.trailer["/Root"]["/Pages"]["/Kids"]) == 5
    assert {tuple(page.mediabox) for page in reader.pages} == {(0, 0, 200, 300)}
    assert len(pypdfium2.PdfDocument(out.getvalue())) == 450


def test_words_of_those_before_are_not_kept(merge, clinic, monkeypatch):
    """A file of a hundred thousand letters takes little more room to make than one of a thousand, and is the same."""
    records = people(12)
    merge(records, "--single")
    whole = pictures((clinic.folder / NAME).read_bytes())
    monkeypatch.setattr(embedded, "_MOST", 3)
    fonts = []
    real = embedded.EmbeddedFont.code

    def noted(font, word):
        fonts.append(font)
        return real(font, word)

    monkeypatch.setattr(embedded.EmbeddedFont, "code", noted)
    merge(records, "--single")
    assert fonts and all(len(font._codes) <= 3 for font in fonts)
    again = pictures((clinic.folder / NAME).read_bytes())
    assert all(ImageChops.difference(*pair).getbbox() is None for pair in zip(whole, again, strict=True))
