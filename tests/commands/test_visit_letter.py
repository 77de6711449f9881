"""The letter that is shipped, its fifty made-up records, and what every letter has: an address, a number, no title
where that may tell too much.
"""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium
import pytest
from command_line import DECEMBER_2026
from letters import GOOD, REVIEWERS, pdfs, table, write_letter
from pypdf import PdfReader

from carefold.commands import main
from carefold.diagnostics.exit_code import ExitCode
from carefold.resources import shipped
from carefold.units import INCH, MM

RECORDS = shipped() / "handouts/records/visit-letter.csv"
EXPORTS = Path(__file__).parent.parent / "cases/exports"
DOCS = Path(__file__).parents[2] / "docs"
WINDOW = (0.375 * INCH, 2.27 * INCH, 4.5 * INCH, 1.125 * INCH)  # of a #10 envelope, on a sheet in its middle


def sample() -> list[dict[str, str]]:
    with RECORDS.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def shown(page: Any, window: tuple[float, float, float, float], across: float, down: float) -> str:
    """What of a page a window shows, the sheet slipped to the right and down by so many points."""
    text, high = page.get_textpage(), page.get_height()
    left, top = window[0] - across, window[1] - down
    signs = []
    for at in range(text.count_chars()):
        sign, (x, foot, right, head) = text.get_text_range(at, 1), text.get_charbox(at)
        is_across = x < left + window[2] and right > left
        if sign.strip() and is_across and high - head < top + window[3] and high - foot > top:
            signs.append(sign)
    return "".join(signs)


@pytest.fixture(scope="module")
def made(tmp_path_factory: Any) -> Any:
    """The letters of the shipped records, made outside any project."""
    folder = tmp_path_factory.mktemp("letters")
    arguments = ["merge", "visit-letter", "--records", str(RECORDS), "--unreviewed", "a sample"]
    with pytest.MonkeyPatch.context() as patch, pytest.raises(SystemExit) as ended:
        patch.chdir(folder)
        patch.setenv("SOURCE_DATE_EPOCH", DECEMBER_2026)
        main(arguments)
    assert ended.value.code == ExitCode.DONE
    return folder / "private"


def test_fifty_people_that_do_not_exist():
    records = sample()
    languages = [record["language"] for record in records]
    assert len(records) == len({record["id"] for record in records}) == len({record["recipient"] for record in records})
    assert (len(records), languages.count("es"), languages.count("")) == (50, 2, 48)
    assert [record["recipient_role"] for record in records].count("parent") == 1
    surnames = ("Example", "Sample", "Specimen", "Testcase", "Demo", "Ejemplo", "Muestra")
    assert all(record[name].split()[-1] in surnames for record in records for name in ("recipient", "patient.name"))
    assert all(record["email"].endswith("@example.org") and "Example Street" in record["address"] for record in records)


def test_two_pages_with_one_number_each(made):
    """The number is the same on all pages of a letter, and no two letters have one."""
    numbers = []
    for number, (name, record) in enumerate(zip(sorted(pdfs(made)), sample(), strict=True), 1):
        assert name == f"visit-letter-{number:04}.pdf"
        with pdfium.PdfDocument(made / name) as document:
            pages = [page.get_textpage().get_text_range() for page in document]
        feet = [re.search(r"(Letter|Carta) ([2-9A-Z]{6})\s+(Page|Página) (\d) (of|de) 2\b", page) for page in pages]
        assert [foot and foot[4] for foot in feet] == ["1", "2"], name
        assert {foot and foot[1] for foot in feet} == {"Carta" if record["language"] == "es" else "Letter"}
        (own,) = {foot[2] for foot in feet if foot}
        numbers.append(own)
        assert record["recipient"] in " ".join(pages[0].split()) and record["medicines.2.medicine"] in pages[1]
    assert len(set(numbers)) == 50


def test_the_window_shows_the_address_and_nothing_else(made):
    """A #10's window, the sheet folded in thirds in the middle or 6 mm off in any direction."""
    for number in (1, 7, 12, 50):
        record = sample()[number - 1]
        page = pdfium.PdfDocument(made / f"visit-letter-{number:04}.pdf")[0]
        wanted = "".join((record["recipient"] + record["address"]).split())
        for across in (-6 * MM, 0.0, 6 * MM):
            for down in (-6 * MM, 0.0, 6 * MM):
                assert shown(page, WINDOW, across, down) == wanted, (number, across, down)


def test_the_same_letter_of_json_lines(carefold, tmp_path, words):
    """Lists as long as each person's; none is said in words."""
    path = RECORDS.with_suffix(".jsonl")
    records = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    wanted = ("merge", "visit-letter", "--records", path, "--unreviewed", "a sample")
    run = carefold(*wanted, cwd=tmp_path)
    assert run.code == 0 and "private/  6 made" in run.out
    for number, record in enumerate(records, 1):
        text = words(tmp_path / f"private/visit-letter-{number:04}.pdf")
        assert all(one["medicine"] in text and one["dose"] in text for one in record["medicines"])
        assert ("No medicines" in text) is (not record["medicines"])
    assert carefold(*wanted, "--jobs", "2", "--out", "two", cwd=tmp_path).code == 0
    assert pdfs(tmp_path / "two") == pdfs(tmp_path / "private"), "the reason stands on letters of processes too"
    first = words(tmp_path / "private/visit-letter-0001.pdf")
    assert "List as of January 9, 2035" in first and "Last given: today at 8 am Next due: this evening" in first
    assert "Only when needed for: pain Not more than: 4 tablets in 24 hours" in first and "Stop taking" in first


def test_a_parent_is_told_whom_it_is_about(made, words):
    about = "This letter is about Gita Example. It comes to you because you care for them."
    assert "Dear Rita Example" in words(made / "visit-letter-0007.pdf")
    assert about in words(made / "visit-letter-0007.pdf") and "This letter is about" not in words(
        made / "visit-letter-0001.pdf"
    )


def test_a_language_that_it_is_not_there_in_is_a_bad_record(tmp_path, carefold):
    (tmp_path / "r.csv").write_text(table([sample()[0] | {"language": "fr"}]), encoding="utf-8")
    run = carefold("merge", "visit-letter", "--records", "r.csv", "--unreviewed", "a sample", cwd=tmp_path)
    assert run.code == ExitCode.PROBLEMS and "the handout is not there in this record's language." in run.err


# --- addresses of records, and letters that are sensitive


@pytest.fixture
def letter(clinic: Any) -> Any:
    """The small letter, with an address."""
    write_letter(clinic)
    for name in ("h", "h.es"):
        text = (clinic.folder / f"handouts/{name}.yaml").read_text("utf-8")
        text = text.replace(
            "fields:", "fields:\n  recipient: {label: Name}\n  address: {type: address, label: Address}"
        )
        for greeting in ("- Dear", "- Hola"):
            text = text.replace(greeting, f"- address:\n      {greeting}")
        clinic.add(f"handouts/{name}.yaml", text)
    return clinic


TO = {"recipient": "Ann Example", "address": "1 Example Street\nSpringfield, EX 01234"}


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"address": ""}, "the field “address” needs a value."),
        ({"recipient": ""}, "the field “recipient” needs a value."),
        ({"address": "a\nb\nc\nd\ne"}, "the address “address” has more than 4 lines."),
        ({"address": f"a\n{'b' * 201}"}, "the value of “address” is longer than 200 characters."),
    ],
)
def test_an_address_that_is_none(letter, carefold, change, said):
    letter.add("r.csv", table([GOOD | TO | change]))
    run = carefold("merge", "h", "--records", "r.csv", cwd=letter.folder)
    assert run.code == ExitCode.PROBLEMS and run.err.count("error:") == 1 and said in run.err


def test_an_address_stands_in_lines_of_its_own_and_elsewhere_in_one(letter, carefold, read_pdf):
    text = (
        (letter.folder / "handouts/h.yaml").read_text("utf-8").replace("Park behind", "From {{ address }}, park behind")
    )
    letter.add("handouts/h.yaml", text)
    letter.add("r.csv", table([GOOD | TO | {"parking": "yes"}]))
    assert carefold("merge", "h", "--records", "r.csv", cwd=letter.folder).code == 0
    root = read_pdf((letter.folder / "private/h-0001.pdf").read_bytes()).root
    paragraphs = [element.text.strip() for element in root.walk() if element.role == "P"]
    assert paragraphs[:3] == ["Ann Example", "1 Example Street", "Springfield, EX 01234"]
    assert any("From 1 Example Street, Springfield, EX 01234, park" in one for one in paragraphs)


def test_an_address_of_fields_that_are_not_declared(clinic, carefold):
    clinic.write("- address:\n- Words.")
    run = carefold("check", "h", cwd=clinic.folder)
    assert run.code == ExitCode.PROBLEMS
    assert re.search(r"handouts/h.yaml:\d+:\d+: error: there is no field “recipient”", run.err + run.out)


def test_a_sensitive_letter_tells_its_title_nowhere(letter, carefold, words):
    for name in ("h", "h.es"):
        text = (letter.folder / f"handouts/{name}.yaml").read_text("utf-8")
        text = text.replace(
            "audience: All",
            "audience: People with secrets\nid: SECRETS-1\ntopics: {mesh: [Secrets]}\nsensitive: true\n"
            "subtitle: More secrets",
        )
        letter.add(
            f"handouts/{name}.yaml",
            text.replace("title: Small", "title: Secrets").replace("title: Carta", "title: Secrets"),
        )
    letter.add("r.csv", table([GOOD | TO | {"language": ""}, GOOD | TO | {"language": "es"}]))
    run = carefold("merge", "h", "--records", "r.csv", cwd=letter.folder)
    assert run.code == 0, run.err
    made = pdfs(letter.folder / "private")
    assert len(made) == 2 and all(re.fullmatch(r"letter-[2-9A-Z]{6}-000\d\.pdf", name) for name in made)
    for name, neutral in zip(made, ("Information from your clinic", "Información de su clínica"), strict=True):
        reader = PdfReader(letter.folder / "private" / name)
        assert reader.metadata.title == neutral and neutral in words(letter.folder / "private" / name)
        xmp = reader.xmp_metadata.stream.get_data().decode()
        assert "secrets" not in f"{words(letter.folder / 'private' / name)}{reader.metadata}{xmp}".lower()
    letter.add("r.csv", table([GOOD | TO | {"recipient_role": "proxy"}]))
    run = carefold("merge", "h", "--records", "r.csv", cwd=letter.folder)
    assert "this handout is sensitive, and would go to a proxy." in run.err
    assert "Secrets" in carefold("list", cwd=letter.folder).out


def test_a_letter_is_sensitive_in_all_its_languages(letter, carefold):
    text = (letter.folder / "handouts/h.yaml").read_text("utf-8")
    letter.add("handouts/h.yaml", text.replace("audience: All", "audience: All\nsensitive: true"))
    letter.add("r.csv", table([GOOD | TO]))
    run = carefold("merge", "h", "--records", "r.csv", cwd=letter.folder)
    assert run.code == ExitCode.PROBLEMS and "handouts/h.es.yaml:1:1: error: this is sensitive in another" in run.err


def test_a_leaflet_on_the_shelf_keeps_its_title(clinic, words, carefold):
    clinic.write(sensitive="true", title="Secrets")
    assert carefold("build", "h", "--layout", "letter", cwd=clinic.folder).code == 0
    assert "Secrets" in words(clinic.folder / "out/h.letter.pdf")


# --- exports of other systems


@pytest.mark.parametrize(
    ("export", "encoding", "said", "first"),
    [
        ("us", "utf-8-sig", "private/  3 made\n", "Ada Example 12 Example Street Springfield, EX 01000"),
        (
            "eu",
            "cp1252",
            "private/  2 made, 1 left out (1 deceased)\n",
            "Änne Beispiel Example Straße 12 01000 Springfield",
        ),
    ],
)
def test_an_export_with_sixty_columns(export, encoding, said, first, tmp_path, carefold, words):
    """What the map does not name is dropped: it may be as odd as it likes, and is in no letter."""
    written = (EXPORTS / f"{export}-export.csv").read_text("utf-8")
    (tmp_path / "r.csv").write_bytes(written.replace("\n", "\r\n").encode(encoding))
    (tmp_path / "r.map.yaml").write_bytes((EXPORTS / f"{export}-export.map.yaml").read_bytes())
    heads = written.splitlines()[0]
    assert max(heads.count(","), heads.count(";")) == 59
    run = carefold(
        "merge", "visit-letter", "--records", "r.csv", "--map", "r.map.yaml", "--unreviewed", "a sample", cwd=tmp_path
    )
    assert run.code == 0, run.err
    assert said in run.out
    text = words(tmp_path / "private/visit-letter-0001.pdf")
    assert first in text and "555-012" not in text and "Payor" not in text and "1.250,50" not in text


def test_the_maps_in_the_docs_are_these():
    shown = re.findall(r"```yaml\n(.*?)```", (DOCS / "merge.md").read_text("utf-8"), re.S)[2:]
    for export, excerpt in zip(("us", "eu"), shown, strict=True):
        whole = (EXPORTS / f"{export}-export.map.yaml").read_text("utf-8").splitlines()
        assert set(excerpt.splitlines()[1:]) <= set(whole)


def test_a_leaflet_for_one_patient_tells_the_number_in_its_imprint(clinic, carefold):
    clinic.write("- Dear {{ patient.name }}, rest.", fields="\n  patient.name: {label: Name}", reviewers=REVIEWERS)
    clinic.add("r.csv", "patient.name\nAnn Example\nBo Sample\n")
    run = carefold("merge", "h", "--records", "r.csv", "--layout", "trifold", cwd=clinic.folder)
    assert run.code == 0, run.err
    told = [numbers(path) for path in sorted((clinic.folder / "private").glob("*.pdf"))]
    assert [len(one) for one in told] == [1, 1] and told[0] != told[1]
    assert carefold("build", "h", "--layout", "trifold", cwd=clinic.folder).code == 0
    assert not numbers(clinic.folder / "out/h.trifold.pdf")


def numbers(path: Path) -> list[str]:
    """The numbers of letters that stand on the pages of a PDF."""
    with pdfium.PdfDocument(path) as document:
        return [
            number
            for page in document
            for number in re.findall(r"Letter [2-9A-Z]{6}\b", page.get_textpage().get_text_range())
        ]
