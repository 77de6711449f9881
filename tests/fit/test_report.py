"""What is said when a handout does not fit: which panel, where, by how much, what was tried, and what is long."""

from __future__ import annotations

import re
import shutil
import time
from typing import Any

import pytest

from carefold.commands import main
from carefold.diagnostics.carefold_error import CarefoldError
from carefold.resources import shipped

SENTENCE = "You may feel dizzy or sleepy for a while."
TRIED = {"trifold": "16 pt", "bifold": "16 pt", "gatefold": "16 pt", "zfold-a4": "16 pt", "card": "14 pt"}


def sentences(count: int, word: str = "Zu") -> str:
    return "".join(f"  - {word}{number} {SENTENCE}\n" for number in range(count))


def sections(*counts: int) -> str:
    return "".join(f"- title: Part {number}\n  blocks:\n{sentences(count)}" for number, count in enumerate(counts))


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as end:
        main(list(arguments))
    said = capsys.readouterr()
    return int(end.value.code or 0), said.out, said.err


@pytest.fixture
def here(clinic: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    clinic.add("project.yaml", "output: out\n")
    shutil.copytree(shipped() / "brands/riverbend", clinic.folder / "brands/riverbend")
    monkeypatch.chdir(clinic.folder)
    return clinic


@pytest.mark.parametrize("layout", TRIED)
def test_a_long_text_is_an_error_and_nothing_is_written(here: Any, capsys: Any, layout: str) -> None:
    here.write(sections=sections(3, 90, 20, 40))
    source = (here.folder / "handouts/h.yaml").read_text().splitlines()
    before = sorted(here.folder.rglob("*"))
    code, out, err = run(capsys, "build", "h", "--layout", layout)
    assert (code, out) == (1, "")
    assert sorted(here.folder.rglob("*")) == before
    lines = [line for line in err.splitlines() if "is full here" in line]
    (report,) = lines
    found = re.fullmatch(
        r"handouts/h\.yaml:(\d+):\d+: error: the text does not fit “[^”]+”: ([\w-]+(?: \d)?) is full here\."
        r" (\d+) lines, about (\d+) words, are too many at [\d.]+ pt, the smallest; ([\d.]+ pt) and all between were"
        r" tried\. Hint: Shorten it, or make it in the layout (?:letter|a4)\. The longest sections:"
        r" “([^”]+)” \(\d+ lines\), “([^”]+)” \(\d+ lines\), “([^”]+)” \(\d+ lines\)\.",
        report,
    )
    assert found, report
    assert "Zu" in source[int(found[1]) - 1] or "Part" in source[int(found[1]) - 1]
    assert found[2].startswith(("inside", "reverse", "back", "flap"))
    assert found[5] == TRIED[layout]
    assert [found[6], found[7], found[8]] == ["Part 1", "Part 3", "Part 2"]
    lines_over, words_over = int(found[3]), int(found[4])
    assert 3 <= words_over / lines_over <= 12


def test_an_older_pdf_stays_as_it_was(here: Any, capsys: Any) -> None:
    here.write()
    assert run(capsys, "build", "h", "--layout", "trifold")[0] == 0
    (file,) = (here.folder / "out").glob("*.pdf")
    data, moment = file.read_bytes(), file.stat().st_mtime_ns
    here.write(sections=sections(200))
    assert run(capsys, "build", "h", "--layout", "trifold")[0] == 1
    assert [*(here.folder / "out").glob("*.pdf")] == [file]
    assert (file.read_bytes(), file.stat().st_mtime_ns) == (data, moment)


def test_what_does_fit_is_written_all_the_same(here: Any, capsys: Any) -> None:
    here.write(sections=sections(100))
    code, _, err = run(capsys, "build", "h", "--layout", "trifold", "--layout", "letter")
    assert (code, [path.name for path in (here.folder / "out").glob("*.pdf")]) == (1, ["h.letter.pdf"])
    assert "Tri-fold" in err


def test_the_numbers_are_about_right(clinic: Any) -> None:
    """As many words fewer as are said to be too many, and a few more for what no column can be filled with, do fit."""
    for count in (90, 110, 140):
        with pytest.raises(CarefoldError) as caught:
            clinic.build("trifold", sections=sections(count))
        said = int(re.search(r"about (\d+) words", str(caught.value))[1])  # type: ignore[index]
        fewer = int(said / len(f"Zu {SENTENCE}".split()) * 1.05) + 2
        assert clinic.build("trifold", sections=sections(count - fewer)).data


def test_the_back_says_as_much(clinic: Any) -> None:
    urgent = f"- title: Calm\n  blocks: [a]\n- title: Urgent\n  urgent: true\n  blocks:\n{sentences(30)}"
    with pytest.raises(CarefoldError) as caught:
        clinic.build("trifold", sections=urgent)
    (problem,) = caught.value.findings
    assert re.fullmatch(
        r"the back of “Tri-fold leaflet, letter fold” is too full by \d+ lines at the smallest type size, 12 pt:"
        r" about \d+ words are too many; 16 pt and all between were tried\.",
        problem.message,
    )
    assert re.search(r"The longest sections: “Urgent” \(\d+ lines\)", problem.hint)
    assert problem.place.line == 13


def test_what_is_urgent_is_not_counted_among_what_is_long_inside(clinic: Any) -> None:
    urgent = f"- title: Urgent\n  urgent: true\n  blocks: [a]\n{sections(120)}"
    with pytest.raises(CarefoldError) as caught:
        clinic.build("trifold", sections=urgent)
    assert "“Urgent”" not in str(caught.value)
    assert "“The main point”" in str(caught.value)


@pytest.mark.parametrize(
    "block",
    [
        "- write-in: {label: Zulabel, lines: '30'}",
        "- table: {header: [a, b], rows: [['', x]]}",
        "- icon-array: {count: '5', of: '100', label: Zulabel}",
    ],
    ids=["lines to write on", "an empty first cell", "a picture"],
)
def test_blocks_that_do_not_begin_with_words_have_a_place(clinic: Any, block: str) -> None:
    for count in range(58, 70, 3):
        many = sentences(count).replace("  - ", "- ") + f"{block}\n" * 20
        with pytest.raises(CarefoldError) as caught:
            clinic.build("trifold", many)
        (problem,) = caught.value.findings
        assert problem.place.file.endswith("h.yaml"), problem
        assert problem.place.line > 12


def test_a_block_that_only_smaller_type_makes_fit_is_set_in_that(clinic: Any) -> None:
    """A box as high as a poster's column: none but the smaller sizes hold it."""
    for count in range(8, 60, 2):
        kept = "- keep:\n" + "".join(f"  - {SENTENCE} {SENTENCE}\n" for _ in range(count))
        try:
            size = clinic.build("poster", kept).composition.type_size
        except CarefoldError as error:
            assert "higher than a page" in str(error)
            break
        assert size < 40
    assert size < 24


@pytest.mark.parametrize("layout", ["letter", "poster", "booklet"])
def test_what_is_higher_than_a_page_is_said_at_once(clinic: Any, layout: str) -> None:
    """By how many lines, and without trying ever more pages."""
    kept = "- keep:\n" + "".join(f"  - {SENTENCE}\n" for _ in range(130))
    start = time.process_time()
    with pytest.raises(CarefoldError) as caught:
        clinic.build(layout, sentences(200).replace("  - ", "- ") + kept + sentences(200).replace("  - ", "- "))
    assert time.process_time() - start < 30
    problem, *in_words = caught.value.findings
    assert len(in_words) == (layout == "poster")
    assert problem.message == "this is higher than a page."
    assert re.fullmatch(r"Split it, or make it shorter by \d+ lines\.", problem.hint)
    assert problem.place.line == 12 + 200 + 2
