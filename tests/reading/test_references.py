"""references.json: CSL-JSON with places."""

import json
from pathlib import Path

import pytest

from carefold.errors import CarefoldError, Place
from carefold.reading.files import read_references

ROOT = Path(__file__).parents[2]
AGAIN = "Hint: export the file again from your citation manager, or mend this line."


def said(tmp_path: Path, written: str | bytes) -> list[str]:
    path = tmp_path / "r.json"
    path.write_bytes(written.encode() if isinstance(written, str) else written)
    with pytest.raises(CarefoldError) as caught:
        read_references(path, "r.json")
    return [str(problem) for problem in caught.value.problems]


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
                "Hint: a file of references starts with `[` and ends with `]`."
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
            ["r.json:2:1: the file is not UTF-8 text. Hint: save it with the encoding UTF-8 in your editor."],
        ),
        (
            '[{"id": "a", "type": "book"},\n {"id": 5, "type": "", "title": "T"}]',
            [
                'r.json:1:2: `title` is missing. Hint: add `"title": "…"`.',
                "r.json:2:9: `id` must be a text, but something else stands here. Hint: write one text.",
                "r.json:2:20: `type` has no text. Hint: write it after the colon, or remove the line.",
            ],
        ),
        (
            '[{"id": "a", "type": "book", "title": "T"},\n {"id": "a", "type": "book", "title": "T"}]',
            ["r.json:2:2: `a` stands here twice; the first is in line 1. Hint: remove one of the two."],
        ),
        (
            '[{"id": "a", "type": "book", "title": "T", "id": "b"}]',
            ["r.json:1:44: `id` stands twice in this item. Hint: remove one of the two."],
        ),
        (
            '[{"id": "a", "type": "book", "title": "\\ud800"}]',
            ["r.json:1:39: this text has a character that can't be printed (U+D800). Hint: delete it."],
        ),
        (
            '[{"id": "a", "type": "book", "title": "T", "URL": "javascript:alert(1)"}]',
            ["r.json:1:51: `URL` “javascript:alert(1)” is no web address. Hint: write it in full: https://…."],
        ),
        *(
            (
                f'[{{"id": "a", "type": "book", "title": "T", "issued": {{"date-parts": {parts}}}}}]',
                ["r.json:1:44: `date-parts` must be numbers. Hint: write the year first: [[2024, 5, 31]]."],
            )
            for parts in ('[["May"]]', "[2024]", "2024", '"2024"', "[[[1]]]")
        ),
        (
            '["a"]',
            [
                "r.json:1:2: item 1 of the list must have keys with values, but a text stands here. "
                "Hint: write keys, such as `id: …`."
            ],
        ),
    ],
)
def test_wrong(tmp_path: Path, written: str | bytes, wrong: list[str]) -> None:
    assert said(tmp_path, written) == wrong
