"""The file's order: what is the same for each record, then what is not, then the cross-reference."""

from __future__ import annotations

import hashlib
import re
from io import BytesIO
from typing import Any

import deflate
import pikepdf
import pytest
from fontTools.ttLib import TTFont

from carefold.languages.language import Language
from carefold.pdf.bookmarks import Bookmark, outline
from carefold.pdf.objects import Reference, deflated

FIELDS = "{patient.name: {label: Name, width: 1.5in}, visit.day: {label: Day}}"
SECTIONS = """
- title: One
  blocks:
  - Dear {{ patient.name }}, come on {{ visit.day }}.
- title: Two
  blocks:
  - page-break:
  - Nothing is filled in here.
"""


@pytest.fixture
def letters(clinic: Any) -> list[bytes]:
    clinic.write("- Dear {{ patient.name }}, we see you.\n- Come on {{ visit.day }}.", fields=FIELDS)
    names = ("Ann", "Eve", "Åsa")
    return [clinic.again("letter", {"patient.name": name, "visit.day": "Monday"}).data for name in names]


def varying(data: bytes) -> int:
    """Where what depends on the record begins: behind the last object stream."""
    last = list(re.finditer(rb"\d+ 0 obj\n<</Type /ObjStm", data))[-1]
    return data.index(b"endobj\n", last.start()) + len(b"endobj\n")


def test_all_but_the_last_part_is_the_same_for_each_record(letters: list[bytes]) -> None:
    starts = [varying(data) for data in letters]
    assert len(set(starts)) == 1
    assert len({data[: starts[0]] for data in letters}) == 1
    assert len(set(letters)) == len(letters)
    assert all(len(data) - starts[0] < 0.2 * len(data) for data in letters)


def test_only_paragraphs_with_values_come_after_what_is_constant(clinic: Any) -> None:
    clinic.write(sections=SECTIONS, fields=FIELDS)
    blank, filled = [
        clinic.again("letter", values).data for values in (None, {"patient.name": "Ann", "visit.day": "Monday"})
    ]
    for data, count in (
        (blank, [0, 0]),
        (filled, [2, 1]),
    ):  # a paragraph, and a number
        with pikepdf.open(BytesIO(data)) as pdf:
            pages = [[one.objgen[0] for one in _streams(page.Contents)] for page in pdf.pages]
            size = int(pdf.trailer.Size)
        *written, table = [int(number) for number in re.findall(rb"(\d+) 0 obj\n", data[varying(data) :])]
        assert table == size - 1
        assert [len(set(written).intersection(page)) for page in pages] == count
        assert sum(count) == len(written)
        assert all(page[0] not in written for page in pages)


def _streams(contents: Any) -> list[Any]:
    return list(contents) if isinstance(contents, pikepdf.Array) else [contents]


def test_the_id_comes_from_the_digest_of_what_is_constant_and_from_the_rest(letters: list[bytes]) -> None:
    for data in letters:
        start, end = varying(data), int(re.findall(rb"startxref\n(\d+)\n", data)[0])
        digest = hashlib.sha256(hashlib.sha256(data[:start]).digest() + data[start:end]).hexdigest()[:32]
        with pikepdf.open(BytesIO(data)) as pdf:
            assert [bytes(part).hex() for part in pdf.trailer.ID] == [digest] * 2


def test_fonts_hold_the_alphabet_where_fields_are_filled_in(letters: list[bytes], clinic: Any, read_pdf: Any) -> None:
    def glyphs(data: bytes) -> list[int]:
        found = [one for one in read_pdf(data).objects() if isinstance(one, dict) and "/FontFile2" in one]
        programs = [TTFont(BytesIO(one["/FontFile2"].get_data())) for one in found]
        return [sum(font["glyf"][name].numberOfContours != 0 for name in font.getGlyphOrder()) for font in programs]

    assert all(count > 300 for count in glyphs(letters[0]))
    assert all(count < 100 for count in glyphs(clinic.build("letter", "- Dear Ann, we see you.").data))


def test_letters_of_a_language_are_those_of_its_alphabet_and_of_names() -> None:
    for tag in ("en", "es"):
        alphabet = Language.of(tag).alphabet
        assert set("aZ9?“’ñÉŁőßÅ") <= set(alphabet)
        assert set("αЖ\u00a0\u00ad") & set(alphabet) == set()
        assert len(set(alphabet)) == len(alphabet)


def test_a_third_language_brings_its_own_letters(tmp_path: Any) -> None:
    (tmp_path / "el").mkdir()
    (tmp_path / "el/language.yaml").write_text("name: Greek\nalphabet: αβγ\n", "utf-8")
    assert set("αβγΑΒΓz") <= set(Language("el", tmp_path).alphabet)


# --- streams and bookmarks


def test_streams_are_packed_by_the_version_whose_bytes_are_known() -> None:
    """Another libdeflate may pack the same data in other bytes."""
    assert deflate.__version__ == "0.9.0"
    data = b"".join(b"%d 0 0 %d re f\n" % (number, number * number % 97) for number in range(400))
    assert hashlib.sha256(deflated(data)).hexdigest()[:16] == "4e012338831aa7e2"
    assert deflate.zlib_decompress(deflated(data), len(data)) == data


def test_bookmarks_are_nested_and_counted() -> None:
    made: dict[str, Any] = {}

    def refer(value: Any, name: str = "") -> Reference:
        reference = Reference(name or str(len(made)))
        made[reference.name] = value
        return reference

    levels = (0, 1, 3, 1, 0)
    root = outline([Bookmark(str(number), level, 1, (0.0, 0.0)) for number, level in enumerate(levels)], refer)
    entries = {name: entry for name, entry in made.items() if name != root.name}
    (top, below, deep, other, last) = entries
    assert made[root.name] == {"Type": "/Outlines", "Count": 5, "First": Reference(top), "Last": Reference(last)}
    assert [entry.get("Count") for entry in entries.values()] == [3, 1, None, None, None]
    assert [entries[name]["Parent"].name for name in entries] == [root.name, top, below, top, root.name]
    assert (entries[below]["Next"].name, entries[other]["Prev"].name) == (other, below)
    assert (entries[top]["Next"].name, entries[last]["Prev"].name) == (last, top)
    assert "Next" not in entries[deep]
