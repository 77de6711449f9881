"""Fonts that stand in where the text font lacks a character, from brand.yaml to the finished file."""

from __future__ import annotations

import io
import re
from typing import Any

import pikepdf
import pytest
from letters import GOOD, pdfs, table, write_letter
from opening import opened
from small_font import ADVANCE, small_font

from carefold.diagnostics.carefold_error import CarefoldError
from carefold.graphics.frame import TextLine
from carefold.order import Edition, Order
from carefold.pipeline import make
from carefold.preflight import verapdf

WORDS = "- Take **日 home**, ask *日本* and ☎ [☎ us](https://riverbend.example). Ա\u0301."


@pytest.fixture
def stands_in(clinic: Any) -> Any:
    """Write h with the brand's fallbacks, whose files are there."""

    def write(*names: str, blocks: str = WORDS, **keys: str) -> None:
        clinic.write(blocks, **keys)
        clinic.add("fonts/a.ttf", small_font("日☎", "First"))
        clinic.add("fonts/b.ttf", small_font("日本Ա\u0301", "Second"))
        brand = re.sub("(?m)^fonts:.*\n", "", (clinic.folder / "brand.yaml").read_text("utf-8"))
        clinic.add("brand.yaml", f"{brand}\nfonts: {{fallback: [{', '.join(names)}]}}\n")

    return write


def test_the_first_font_that_has_a_character_sets_it(clinic, stands_in, read_pdf):
    stands_in("a.ttf", "b.ttf")
    made = clinic.again("letter")
    printed = read_pdf(made.data)
    assert "Take 日 home, ask 日本 and ☎ ☎ us. Ա\u0301." in printed.root.text.replace("\n", " ")
    pdf = pikepdf.open(io.BytesIO(made.data))
    every = [one for one in pdf.objects if isinstance(one, pikepdf.Dictionary) and "/ToUnicode" in one]
    fonts = {str(one.BaseFont)[8:]: one for one in every}
    assert fonts.keys() >= {"First-Regular", "Second-Regular", "SourceSans3-Regular", "SourceSans3-Bold"}
    spelled = {name: fonts[name].ToUnicode.read_bytes().decode() for name in ("First-Regular", "Second-Regular")}
    assert re.findall("> (<....>)$", spelled["First-Regular"], re.MULTILINE)[1:] == ["<65E5>", "<260E>"]
    assert {"<672C>", "<0531>"} <= set(re.findall("<....>", spelled["Second-Regular"]))
    assert float(fonts["First-Regular"].DescendantFonts[0].W[1][0]) == ADVANCE


def test_where_it_is_not_needed_nothing_changes(clinic, stands_in):
    def lines() -> list[TextLine]:
        made = clinic.again("letter")
        items = [item for page in made.composition.pages for frame in page.frames for item in frame.items]
        return [one for one in items if isinstance(one, TextLine) and f"{made.code}" not in said(one)]

    def said(line: TextLine) -> str:
        return "".join(word.text for run in line.runs for word in run.words)

    stands_in("a.ttf", blocks="- Señora, 3 × ½ ≥ 1 – yes.")
    with_one = lines()
    stands_in(blocks="- Señora, 3 × ½ ≥ 1 – yes.")
    assert lines() == with_one


def test_emphasis_of_a_web_page_is_that_of_the_text(clinic, stands_in):
    stands_in("a.ttf", "b.ttf")
    page = make(opened(clinic.folder), Order("h", "letter", Edition.HTML)).data.decode()
    assert "Take <strong>日 home</strong>, ask <em>日本</em> and ☎ <a" in page


@pytest.mark.skipif(not verapdf.available(), reason="veraPDF is not installed: pip install carefold[verapdf]")
def test_it_is_pdf_ua_and_pdf_a(clinic, stands_in):
    stands_in("a.ttf", "b.ttf", title="Care ☎ 日本")
    assert verapdf.validate([clinic.again("letter").data])[0].findings == ()


@pytest.mark.parametrize(
    ("names", "files", "message"),
    [
        (["b.ttf"], {}, "no font has the character “☎” (U+260E, BLACK TELEPHONE)."),
        (["c.ttf"], {}, "the font c.ttf is missing. Hint: Put it into fonts/."),
        (["Small Sans"], {}, "there is no font family “Small Sans”."),
        (["../a.ttf"], {}, "“../a.ttf” leaves the project."),
        (["c.ttf"], {"fonts/c.ttf": b"no font at all"}, "c.ttf is no font that can be read."),
        (["a.ttf", "c.ttf"], {"fonts/c.ttf": small_font("本א")}, "U+0531"),
    ],
)
def test_what_none_can_set_is_an_error(clinic, stands_in, names, files, message):
    stands_in(*names)
    for file, data in files.items():
        clinic.add(file, data)
    with pytest.raises(CarefoldError) as raised:
        clinic.again("letter")
    assert message in str(raised.value)


def test_what_runs_from_right_to_left_is_still_an_error(clinic, stands_in):
    stands_in("a.ttf", blocks="- One א.")
    clinic.add("fonts/a.ttf", small_font("א"))
    with pytest.raises(CarefoldError, match="right to left"):
        clinic.again("letter")


def test_a_mark_is_set_with_its_letter_or_not_at_all(clinic, stands_in):
    """One font has the letter, another its mark: no font can set both."""
    stands_in("a.ttf", "b.ttf", blocks="- One 日\u0323.")
    clinic.add("fonts/b.ttf", small_font("\u0323"))
    with pytest.raises(CarefoldError, match="日"):
        clinic.again("letter")


def test_names_of_a_merge_are_set_as_fast_as_slow(clinic, stands_in, carefold):
    write_letter(clinic)
    letter = (clinic.folder / "handouts/h.yaml").read_bytes()
    stands_in("a.ttf", "b.ttf")
    clinic.add("handouts/h.yaml", letter)
    names = ("Ann Example", "日本 Example", "Bea Sample", "本 日 Specimen", "Di Ա\u0301testing", "Cy 日本")
    clinic.add("r.csv", table([GOOD | {"patient.name": name} for name in names]))
    for out, *more in (("slow", "--slow"), ("fast",)):
        assert carefold("merge", "h", "--records", "r.csv", "--out", out, *more, cwd=clinic.folder).code == 0
    assert len(pdfs(clinic.folder / "fast")) == len(names)
    assert pdfs(clinic.folder / "fast") == pdfs(clinic.folder / "slow")


def test_doctor_says_what_covers_what(clinic, stands_in, carefold):
    stands_in("a.ttf", "b.ttf", "c.ttf")
    clinic.add("fonts/c.ttf", small_font("ж"))
    clinic.add("project.yaml", "languages: [en, es]\n")
    assert carefold("doctor", "--fonts", cwd=clinic.folder).out.splitlines() == [
        "fonts: ok: “Source Sans 3” has all letters of en, es.",
        "fonts: ok: a.ttf stands in for ☎ 日 of h.",
        "fonts: ok: b.ttf stands in for Ա\u0301 本 of h.",
        "fonts: ok: c.ttf stands in for nothing that a handout says. Hint: Names in a merge may still need it.",
    ]
