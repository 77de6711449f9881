"""references.json: CSL-JSON with places."""

import json
import re
from pathlib import Path

import pytest

from carefold.diagnostics.carefold_error import CarefoldError
from carefold.diagnostics.place import Place
from carefold.model.handout import Handout
from carefold.reading.files import from_text, read_references
from carefold.reading.yaml.source import Source

ROOT = Path(__file__).parents[2]
AGAIN = "Hint: Export the file again from your citation manager, or mend this line."


def said(tmp_path: Path, written: str | bytes) -> list[str]:
    path = tmp_path / "r.json"
    path.write_bytes(written.encode() if isinstance(written, str) else written)
    with pytest.raises(CarefoldError) as caught:
        read_references(path, "r.json")
    return [str(problem) for problem in caught.value.findings]


def test_shipped() -> None:
    path = ROOT / "handouts" / "references.json"
    found = read_references(path, "references.json")
    items = json.loads(path.read_text(encoding="utf-8"))
    assert {item["id"]: item for item in items} == {key: reference.item for key, reference in found.items()}
    assert next(iter(found.values())).place == Place("references.json", 2, 3)


def test_values_stay_as_they_are(tmp_path: Path) -> None:
    path = tmp_path / "r.json"
    item = {"id": "a", "type": "book", "title": "T: é\n\u2019", "issued": {"date-parts": [[2018, 4]]}, "volume": 1.5}
    path.write_text(json.dumps([{**item, "x": [True, None, {}]}]).replace("\n", "\r\n"))
    assert read_references(path, "r")["a"].item == {**item, "x": [True, None, {}]}


@pytest.mark.parametrize(
    ("written", "wrong"),
    [
        ("", [f"r.json:1:1: a value is missing, or a comma stands too many. {AGAIN}"]),
        (
            "{}",
            [
                "r.json:1:1: this is no list of references. "
                "Hint: A file of references starts with `[` and ends with `]`."
            ],
        ),
        ('[\n {"id": "a" "b"}\n]', [f"r.json:2:13: a comma is missing. {AGAIN}"]),
        ('[\n {"id" "a"}\n]', [f"r.json:2:8: a colon is missing. {AGAIN}"]),
        ('[\n {"id": "a}', [f"r.json:2:9: the quote that opens here is never closed. {AGAIN}"]),
        ('[\n {"id": "a}\n]', [f"r.json:2:12: a line end or a tab stands inside a text. {AGAIN}"]),
        ('[\n {"id": "a"}\n', [f"r.json:3:1: a comma is missing. {AGAIN}"]),
        ("[] []", [f"r.json:1:4: there is more behind the end of the list. {AGAIN}"]),
        ("[NaN]", [f"r.json: NaN is no number of JSON. {AGAIN}"]),
        ("[" * 100_000, [f"r.json:1:1: this is more than 50 levels deep. {AGAIN}"]),
        ("[" * 60 + "]" * 60, [f"r.json:1:52: this is more than 50 levels deep. {AGAIN}"]),
        (
            b"[\n\xff]",
            ["r.json:2:1: the file is not UTF-8 text. Hint: Save it with the encoding UTF-8 in your editor."],
        ),
        (
            '[{"id": "a", "type": "book"},\n {"id": 5, "type": "", "title": "T"}]',
            [
                'r.json:1:2: `title` is missing. Hint: Add `"title": "…"`.',
                "r.json:2:9: `id` must be a text, but something else stands here. Hint: Write one text.",
                "r.json:2:20: `type` has no text. Hint: Write it after the colon, or remove the line.",
            ],
        ),
        (
            '[{"id": "a", "type": "book", "title": "T"},\n {"id": "a", "type": "book", "title": "T"}]',
            ["r.json:2:2: `a` stands here twice; the first is in line 1. Hint: Remove one of the two."],
        ),
        (
            '[{"id": "a", "type": "book", "title": "T", "id": "b"}]',
            ["r.json:1:44: `id` stands twice in this item. Hint: Remove one of the two."],
        ),
        (
            '[{"id": "a", "type": "book", "title": "\\ud800"}]',
            ["r.json:1:39: this text has a character that can't be printed (U+D800). Hint: Delete it."],
        ),
        (
            '[{"id": "a", "type": "book", "title": "T", "URL": "javascript:alert(1)"}]',
            ["r.json:1:51: `URL` “javascript:alert(1)” is no web address. Hint: Write it in full: https://…."],
        ),
        *(
            (
                f'[{{"id": "a", "type": "book", "title": "T", "issued": {{"date-parts": {parts}}}}}]',
                ["r.json:1:44: `date-parts` must be numbers. Hint: Write the year first: [[2024, 5, 31]]."],
            )
            for parts in ('[["May"]]', "[2024]", "2024", '"2024"', "[[[1]]]")
        ),
        (
            '["a"]',
            [
                "r.json:1:2: item 1 of the list must have keys with values, but a text stands here. "
                "Hint: Write keys, such as `id: …`."
            ],
        ),
    ],
)
def test_wrong(tmp_path: Path, written: str | bytes, wrong: list[str]) -> None:
    assert said(tmp_path, written) == wrong


@pytest.mark.parametrize(
    "more",
    [
        {"id": "http://zotero.org/users/1/items/AB", "citation-key": "k", "license": "CC", "journalAbbreviation": "J"},
        {"author": [{"family": "Gogh", "given": "V", "parse-names": False}], "issued": {"date-parts": [["2016"]]}},
        {"citekey": "k", "keywords": "a, b", "date-added": "2020", "file": "a.pdf"},
        {"source": "PubMed", "epub-date": {"date-parts": [[2016, 5, 3]]}, "PMID": "27136449", "status": "ppublish"},
        {"type": "journal-article", "link": [{"URL": "https://x"}], "published": {"date-parts": [[2016]]},
         "issued": {"date-parts": [[None]]}, "short-container-title": ["J"], "institution": [{"name": "x"}],
         "ISSN": ["1"], "subtitle": []},
        {"URL": "https://x.example/a", "url": "https://x.example/a", "doi": "10.1/a", "DOI": "10.1/a"},
    ],
)  # fmt: skip
def test_what_programs_add_is_passed_over(tmp_path: Path, more: dict[str, object]) -> None:
    path = tmp_path / "r.json"
    path.write_text(json.dumps([{"id": "a", "type": "article-journal", "title": "T", **more}]))
    (found,) = read_references(path, "r.json").values()
    assert found.title == "T"


@pytest.mark.parametrize(
    ("more", "message"),
    [
        ({"url": "https://x.example/a"}, "`url` is no key of a reference. Hint: Write `URL: https://x.example/a`."),
        ({"journal": "J Sleep"}, "`journal` is no key of a reference. Hint: Write `container-title: J Sleep`."),
        ({"year": 2024}, "`year` is no key of a reference. Hint: Write `issued: 2024`."),
        ({"type": "wikipedia"},
         "`type` can't be “wikipedia”. "
         "Hint: Write what it is: webpage, article-journal, book, chapter, report, thesis, pamphlet …"),
        ({"issued": {"date-parts": [[2024, 17]]}},
         "there is no month 17. Hint: Write year, month and day in this order: 2024-05-31."),
        ({"author": [{}]},
         "`author` has a name without `family`. Hint: Write {family: Lee, given: J}, or {literal: …} for a group."),
    ],
)  # fmt: skip
def test_what_would_be_lost_is_told(tmp_path: Path, more: dict[str, object], message: str) -> None:
    (wrong,) = said(tmp_path, json.dumps([{"id": "a", "type": "article-journal", "title": "T", **more}]))
    assert wrong.endswith(f": {message}")


HANDOUT = """\
title: Sleep
language: en
version: "1.0"
updated: 2026-11-25
review-by: 2028-11-25
authors: [A]
audience: Adults
main-point: Rest.
sections: [{title: Rest, blocks: ["Rest well. [@a]"]}]
disclaimer: default
references:
  - id: a
    type: webpage
    title: T
    LINE
"""


def _handout(line: str) -> Handout:
    written = HANDOUT.replace("LINE", line)
    if line.startswith(("type:", "title:")):
        key = line.partition(":")[0]
        written = re.sub(rf"^    {key}: .*\n(?=[^$]*    {key}:)", "", written, flags=re.M)
    return from_text(Handout, Source("h.yaml", written))


@pytest.mark.parametrize(
    ("line", "key", "value"),
    [
        ("url: https://x.example/a", "URL", "https://x.example/a"),
        ("Url: www.x.example/a", "URL", "https://www.x.example/a"),
        ("link: x.example/a", "URL", "https://x.example/a"),
        ("URL: www.x.example/a", "URL", "https://www.x.example/a"),
        ("website: x.example", "URL", "https://x.example"),
        ("URL: 10.1000/abc", "DOI", "10.1000/abc"),
        ("doi: 10.1000/abc", "DOI", "10.1000/abc"),
        ("pmid: 123", "PMID", "123"),
        ("date: 2024-05-31", "issued", "2024-05-31"),
        ("year: 2024", "issued", "2024"),
        ("journal: J Sleep Res", "container-title", "J Sleep Res"),
        ('journal: "Sleep: a journal"', "container-title", "Sleep: a journal"),
        ("pages: 12-3", "page", "12-3"),
        ("vol: 4", "volume", "4"),
        ("authors: World Health Organization", "author", [{"literal": "World Health Organization"}]),
        ("authors: Lee J", "author", [{"family": "Lee", "given": "J"}]),
        ('author: "Lee J, Smith MJ"', "author", [{"family": "Lee", "given": "J"}, {"family": "Smith", "given": "MJ"}]),
        ('author: "Lee, J., & van der Velde, N."', "author",
         [{"family": "Lee", "given": "J."}, {"family": "van der Velde", "given": "N."}]),
        ('author: "Lee J.H. and Smith M.J."', "author",
         [{"family": "Lee", "given": "J.H."}, {"family": "Smith", "given": "M.J."}]),
        ('author: "Lee J, et al"', "author", [{"family": "Lee", "given": "J"}, {"literal": "et al."}]),
        ("publisher-plcae: Rome", "publisher-place", "Rome"),
        ("place: Rome", "publisher-place", "Rome"),
        ("university: Leeds", "publisher", "Leeds"),
        ("retrieved: 2026-03-04", "accessed", "2026-03-04"),
        ("type: website", "type", "webpage"),
        ("type: Article-Journal", "type", "article-journal"),
        ("type: journal", "type", "article-journal"),
        ("type: phdthesis", "type", "thesis"),
    ],
)  # fmt: skip
def test_the_line_of_a_hint_is_what_the_author_meant(line: str, key: str, value: object) -> None:
    with pytest.raises(CarefoldError) as caught:
        _handout(line)
    (problem,) = caught.value.findings
    (hint,) = re.findall("`([^`]*)`", problem.hint)
    (reference,) = _handout(hint).references
    assert reference.item[key] == value


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("mood: good", "`mood` is no key of a reference, and would not print. Hint: Remove it."),
        ("title: …", "`…` stands here for words of your own. Hint: Write them in place of …"),
        ("author: [{first: Jo, last: Lee}]",
         "`author`: CSL calls the parts of a name family and given. Hint: Write {given: Jo, family: Lee}."),
        (f"publisher: {'A' * 2001}", "`publisher` has 2001 characters. Hint: Keep it below 2000."),
        ("publisher: [A, B]", "`publisher` must be a text. Hint: Write one text."),
        ("URL: https://a.example https://b.example",
         "`URL` “https://a.example https://b.example” is no web address. Hint: Keep one address, without spaces."),
        ("issued: {date-parts: [[2024,5,32]]}",
         "there is no day 32. Hint: Write year, month and day in this order: 2024-05-31."),
    ],
)  # fmt: skip
def test_what_no_style_prints(line: str, message: str) -> None:
    with pytest.raises(CarefoldError) as caught:
        _handout(line)
    assert str(caught.value.findings[0]).partition(" ")[2] == message


@pytest.mark.parametrize(
    "line",
    ["author: Asthma UK", "author: AAOS", "author: [Mayo Clinic, CDC]", "issued: {date-parts: [[2024,5,31]]}",
     "issued: May 2024", "custom: {x: y}", "author: [{name: CDC}]", "edition: 2", "note: Read it."],
)  # fmt: skip
def test_what_is_fine(line: str) -> None:
    assert _handout(line).references


def test_all_that_is_wrong_is_told_at_once() -> None:
    with pytest.raises(CarefoldError) as caught:
        _handout("url: x.example\n    pages: 1\n    author: [{}]\n    issued: 2024-13-01\n    title: ''")
    assert len(caught.value.findings) >= 4


@pytest.mark.parametrize("key", ["id", "type", "title", "volume"])
def test_half_a_character_is_told_wherever_it_stands(tmp_path: Path, key: str) -> None:
    item = {"id": "a", "type": "book", "title": "T", "author": [{"family": "X"}], key: "\ud800"}
    assert any("can't be printed (U+D800)" in one for one in said(tmp_path, json.dumps([item])))


def test_half_a_character_as_a_key_is_passed_over_as_other_keys_are(tmp_path: Path) -> None:
    path = tmp_path / "r.json"
    path.write_text(json.dumps([{"id": "a", "type": "book", "title": "T", "\ud800": "x"}]))
    assert [*read_references(path, "r.json")] == ["a"]
