"""Files that are no handouts at all, and the other kinds of files."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from carefold.diagnostics.carefold_error import CarefoldError
from carefold.diagnostics.exit_code import ExitCode
from carefold.reading.files import read_brand, read_handout, read_layout, read_settings

Problems = Callable[[str | bytes], list[str]]

ROOT = Path(__file__).parents[2]


def said(function: Callable[..., object], *args: object) -> list[str]:
    with pytest.raises(CarefoldError) as caught:
        function(*args)
    return [str(problem) for problem in caught.value.findings]


def test_missing(tmp_path: Path) -> None:
    wrong = said(read_handout, tmp_path / "x.yaml", lambda path: path.name, tmp_path)
    assert wrong == ["x.yaml: there is no such file. Hint: Look at the name and the folder."]


def test_folder(tmp_path: Path) -> None:
    wrong = said(read_settings, tmp_path, "p")
    assert wrong == ["p: this is a folder, not a file. Hint: Name a file in it."]


def test_name_that_no_file_can_have(tmp_path: Path) -> None:
    assert said(read_settings, tmp_path / ("x" * 300), "p")[0].startswith("p: the file can't be read (")
    assert said(read_settings, tmp_path / "a\0b", "p")


def test_unreadable(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "p.yaml"
    path.write_text("format: 1")

    def refuse(*_args: object, **_options: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    assert said(read_settings, path, "p") == [
        "p: the file can't be read (Permission denied). Hint: Ask who may open it."
    ]


def test_too_large(problems: Problems) -> None:
    assert problems(b"#" * (2 << 20)) == ["the file is larger than 1 MiB. Hint: Share it out over several files."]


def test_largest(problems: Problems) -> None:
    assert problems(b"#" * (1 << 20))[0].startswith("the file is empty.")


def test_deep_nesting(problems: Problems) -> None:
    deep = "this is more than 50 levels deep. Hint: Look for brackets too many."
    assert problems("[" * 200_000) == [f"1:51: {deep}"]
    assert problems("{a: " * 200_000) == [f"1:201: {deep}"]
    assert problems("- " * 200_000) == [f"1:101: {deep}"]


def test_byte_order_mark(problems: Problems, handout: str) -> None:
    assert problems(b"\xef\xbb\xbf" + handout.encode()) == []


SAVE = "Hint: Save it with the encoding UTF-8 in your editor."
SAVE_16 = "Hint: Save it with the encoding UTF-8 in your editor, not with Unicode or UTF-16."


@pytest.mark.parametrize(
    ("written", "wrong"),
    [
        (b"title: caf\xe9\n", [f"1:11: the file is not UTF-8 text. {SAVE}"]),
        (b"\xef\xbb\xbftitle: x\r\nsubtitle: caf\xe9\n", [f"2:14: the file is not UTF-8 text. {SAVE}"]),
        ("title: x".encode("utf-16"), [f"the file is not UTF-8 text. {SAVE_16}"]),
        (b"a: b\0\n", ["1:5: a character that can't be printed stands here (U+0000). Hint: Delete it."]),
        (b"a: \x1b[31m\n", ["1:4: a character that can't be printed stands here (U+001B). Hint: Delete it."]),
        ("a: b\u2028c", ["1:5: a character that can't be printed stands here (U+2028). Hint: Delete it."]),
        ("a: b\ufeffc", ["1:5: a character that can't be printed stands here (U+FEFF). Hint: Delete it."]),
        ("a:\n\tb: c\n", ["2:1: this line is indented with a tab. Hint: Indent with spaces, two for each level."]),
        (
            "a:\n  \tb: c\n\td: e",
            ["2:3: this line is indented with a tab (and so in 1 more). Hint: Indent with spaces, two for each level."],
        ),
        ("a:\tb\n", ["1:3: a tab stands here. Hint: Type a space instead."]),
        (
            "a:\n \u00a0b: c",
            [
                "2:2: this looks like a space, but is another character (U+00A0). "
                "Hint: Delete it, and indent with spaces."
            ],
        ),
        ("title:\u00a0x\nlanguage: en", ["1:6: a space is missing after the colon. Hint: Write: title: x"]),
    ],
)
def test_characters(written: str | bytes, wrong: list[str], problems: Problems) -> None:
    assert problems(written) == wrong


def test_libyaml_missing(problems: Problems, handout: str, read: Callable[[str], object], monkeypatch) -> None:
    monkeypatch.setattr(yaml, "__with_libyaml__", False)
    with pytest.raises(CarefoldError) as caught:
        read(handout)
    assert caught.value.exit_code is ExitCode.MISSING


def test_all_problems_are_sorted_and_told_once(problems: Problems, handout: str) -> None:
    wrong = handout.replace("title: About ketamine", "titel: x").replace("language: en", "language: *en")
    wrong = wrong.replace("- A text.", "- lits: [a]\n      - page-break\n      - table: {header: [a, b], rows: [[c]]}")
    found = problems(wrong)
    assert [line.split(": ")[0] for line in found] == ["1:1", "2:11", "13:9", "14:9", "15:40"]
    assert len(set(found)) == len(found)


def test_brand(tmp_path: Path) -> None:
    path = tmp_path / "brand.yaml"
    path.write_text("name: x\ncontact:\ncolours: {primary: #0b6e73, ink: red}\nlogo: none.svg\ndisclaimer: x\n")
    assert said(read_brand, path, "b") == [
        "b:3:20: `#` hides the rest of this line, as a comment. Hint: Put quotes around it: "
        'colours: {primary: "#0b6e73", ink: red}'
    ]
    path.write_text("name: x\ncontact:\ncolours: {primary: '#0b6e73', ink: red}\nlogo: none.svg\ndisclaimer: x\n")
    assert said(read_brand, path, "b") == [
        "b:2:1: `contact` has no value. Hint: Write it after the colon, or remove the line.",
        'b:3:36: `ink`: “red” is no colour. Hint: Write it as six hexadecimal digits: "#ff0000".',
        "b:4:7: there is no picture “none.svg”. Hint: Copy the picture beside brand.yaml, and write `none.svg`.",
    ]


def test_layout(tmp_path: Path) -> None:
    path = tmp_path / "layout.yaml"
    right = (ROOT / "layouts" / "trifold.yaml").read_text(encoding="utf-8")
    line = next(number for number, text in enumerate(right.split("\n"), 1) if text.startswith("fold:"))
    path.write_text(right.replace("fold: letter", "fold: lettr"), encoding="utf-8")
    assert said(read_layout, path, "l") == [f"l:{line}:7: `fold` can't be “lettr”. Hint: Did you mean `letter`?"]


def test_project(tmp_path: Path) -> None:
    path = tmp_path / "project.yaml"
    path.write_text("format: 3\nprinter: {shift: [1mm]}\nmail: {rate: 0}\nlayouts: trifold\n")
    assert said(read_settings, path, "p") == [
        "p:1:9: `format` can't be “3”. Hint: Write 1 or 2.",
        "p:2:18: `shift` needs one value more. Hint: Look at how many belong there.",
        "p:3:14: `rate` is too small: 0. Hint: It must be at least 1.",
        "p:4:10: `layouts` must be a list, but a text stands here. Hint: Put brackets around it: layouts: [trifold]",
    ]
    path.write_text("output: out\n")
    assert read_settings(path, "p").layouts == ("trifold", "letter")


def test_shipped_files_are_right() -> None:
    layouts = sorted((ROOT / "layouts").glob("*.yaml"))
    brands = sorted((ROOT / "brands").glob("*/brand.yaml"))
    handouts = sorted((ROOT / "handouts").glob("*.yaml"))
    assert layouts and brands and handouts
    for path in layouts:
        read_layout(path, path.name)
    for path in brands:
        read_brand(path, path.name)
    for path in handouts:
        read_handout(path, lambda path: path.name, ROOT)


def test_no_heavy_import_without_a_picture() -> None:
    code = (
        "import sys, carefold.reading.files as files; from pathlib import Path;"
        f"files.read_layout(Path({str(ROOT / 'layouts' / 'letter.yaml')!r}), 'l');"
        "print([name for name in ('PIL', 'lxml', 'reportlab', 'pypdf') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"PK\x03\x04\x14\x00\x06\x00\x08\x00\x00\x00[Content_Types].xml\x00word/document.xml\x01", "a Word file"),
        (b"PK\x03\x04\x14\x00\x06\x00\x00xl/workbook.xml\x01", "an Excel file"),
        (b"PK\x03\x04\x14\x00mimetypeapplication/vnd.oasis.opendocument.text\x01", "a file of LibreOffice Writer"),
        (b"PK\x03\x04\x14\x00cast.yaml\x01", "a compressed file"),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "a PDF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\x00\x00", "an old Word or Excel file"),
        (rb"{\rtf1\ansi Keep it dry.}", "a file of a word processor (RTF)"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "a JPEG picture"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "a PNG picture"),
        (b"<!DOCTYPE html>\n<html></html>", "a web page or a drawing"),
        (b"\xef\xbb\xbf\n<html lang='en'>", "a web page or a drawing"),
        (b"BM6\x00\x00\x00", "a picture"),
    ],
)
def test_files_that_are_no_text(data: bytes, kind: str, problems: Callable[[str | bytes], list[str]]) -> None:
    hint = "Write the words into a text file, with an editor such as Notepad or TextEdit; docs/format.md shows how."
    if kind == "a Word file":
        hint = "Name it h.docx, put it beside the folder handouts, and write `carefold import h.docx`."
    assert problems(data) == [f"this is {kind}, not a text file. Hint: {hint}"]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_text_of_two_bytes_a_character(encoding: str, problems: Callable[[str | bytes], list[str]]) -> None:
    assert problems("title: Casts\n".encode(encoding)) == [f"the file is not UTF-8 text. {SAVE_16}"]


@pytest.mark.parametrize("text", ["BMI: what it is\n", "PK: x\n", "RIFFs: x\n"])
def test_text_that_starts_like_another_file(text: str, problems: Callable[[str | bytes], list[str]]) -> None:
    assert not any("not a text file" in problem for problem in problems(text))


@pytest.mark.parametrize("text", ["none", "default", "n/a"])
def test_a_brand_needs_a_disclaimer_of_its_own(text: str, tmp_path: Path) -> None:
    path = tmp_path / "brand.yaml"
    path.write_text(f'name: A\ndisclaimer: {text}\ncolours: {{primary: "#000000"}}\n', "utf-8")
    with pytest.raises(CarefoldError, match=f"“{text}” would be printed. Hint: Write what the clinic says below"):
        read_brand(path, "b")
