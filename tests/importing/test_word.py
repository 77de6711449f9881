"""Word files: what is taken, what is listed, and files that mean harm."""

from __future__ import annotations

import datetime
import struct
import zlib
from pathlib import Path

import pytest
from word_files import heading, paragraph, picture, png, relation, root, run, word

from carefold.diagnostics.carefold_error import CarefoldError
from carefold.importing.import_file import Imported, Setting, import_file
from carefold.reading.files import read_handout

TODAY = datetime.date(2026, 12, 1)
BOLD, RAISED = "<w:b/>", '<w:vertAlign w:val="superscript"/>'
_LEVELS = "".join(
    f'<w:lvl w:ilvl="{level}"><w:numFmt w:val="{form}"/></w:lvl>' for level, form in enumerate(("bullet", "decimal"))
)
LISTS = root(
    "numbering",
    f'<w:abstractNum w:abstractNumId="0">{_LEVELS}</w:abstractNum>'
    '<w:num w:numId="7"><w:abstractNumId w:val="0"/></w:num>',
)
NUMBERING = relation("n", "numbering", "numbering.xml")


def imported(folder: Path, data: bytes, name: str = "cast.docx") -> Imported:
    (folder / name).write_bytes(data)
    return import_file(folder / name, name, Setting("cast", "Lake: Clinic", "en", TODAY))


def text(made: Imported) -> str:
    return made.files["handouts/cast.yaml"].decode()


def item(words: str, level: int = 0) -> str:
    return paragraph(words, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="7"/></w:numPr>')


def test_headings_lists_tables_pictures_and_styles(tmp_path):
    cell = "<w:tc>{}</w:tc>".format
    body = [
        heading("Your cast"),
        paragraph("Keep it dry &amp; clean."),
        heading("At home", 2),
        paragraph(
            run("Keep your ") + run("arm", BOLD) + run(" up_high_ for 2 days") + run("3", RAISED) + run(" or [4].")
        ),
        item("Rest"), item("Then", 1), item("Move"),
        heading("Bathing", 3),
        f"<w:tbl><w:tr>{cell(paragraph('Day'))}{cell(paragraph('What, when'))}</w:tr>"
        f"<w:tr>{cell(paragraph('Monday'))}{cell(paragraph('Visit') + paragraph('at 9'))}</w:tr></w:tbl>",
        paragraph(picture("p", "A green cast")),
    ]  # fmt: skip
    relations = NUMBERING + relation("p", "image", "media/a.png")
    made = imported(tmp_path, word("".join(body), relations, {"word/numbering.xml": LISTS, "word/media/a.png": png()}))
    assert (
        text(made)
        == """\
# yaml-language-server: $schema=../schema/handout.schema.json
title: Your cast
language: en
version: "1.0"
updated: 2026-12-01
review-by: 2027-03-01
authors: ["Lake: Clinic"]
audience: Our patients
main-point: Keep it dry & clean.

sections:
  - title: At home
    blocks:
      - Keep your **arm** up\\_high\\_ for 2 days^3^ or \\[4\\].
      - list:
          - Rest
          - numbered:
              - Then
          - Move
      - heading: Bathing
      - table:
          header: [Day, "What, when"]
          rows:
            - [Monday, Visit at 9]
      - figure:
          image: handouts/images/cast-1.png
          alt: A green cast

disclaimer: default
"""
    )
    assert made.files["handouts/images/cast-1.png"] == png()
    (cited,) = [line for line in made.to_do if line.startswith("citations")]
    assert "days^3^" in cited and "[4]" in cited
    for path, data in made.files.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(data)
    handout = read_handout(tmp_path / "handouts/cast.yaml", str, tmp_path)
    assert [section.title for section in handout.sections] == ["At home"]


def test_bold_lines_are_headings_where_there_are_no_others(tmp_path):
    body = paragraph(run("Your cast", BOLD)) + paragraph("Keep it dry.") + paragraph(run("At home", BOLD))
    made = imported(tmp_path, word(body + paragraph(run("Rest. It helps.", BOLD)) + paragraph("• Walk") + item("")))
    assert "title: Your cast\n" in text(made) and "  - title: At home\n" in text(made)
    assert '- "**Rest. It helps.**"\n      - list:\n          - Walk\n' in text(made)
    assert any("“At home”" in line for line in made.to_do)


@pytest.mark.parametrize(
    ("body", "title"),
    [
        (heading("Cast care") + heading("At home") + paragraph("Rest."), "Cast care"),
        (heading("Cast care") + paragraph("Rest.") + heading("At home", 2) + paragraph("Walk."), "Cast care"),
        (heading("At home") + paragraph("Rest.") + heading("At work") + paragraph("Walk."), "Cast"),
        (paragraph("Rest."), "Cast"),
    ],
)
def test_the_title_is_the_first_heading_if_it_heads_the_whole(body, title, tmp_path):
    made = imported(tmp_path, word(body))
    assert f"\ntitle: {title}\n" in text(made)
    assert any(line.startswith("title: it is the file's name") for line in made.to_do) == (title == "Cast")


def test_what_can_not_be_taken_is_listed(tmp_path):
    box = f"<w:r><w:pict><w:txbxContent>{paragraph('In a box')}</w:txbxContent></w:pict></w:r>"
    field = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'.format
    merge = f"{field('begin')}<w:r><w:instrText>MERGEFIELD Name</w:instrText></w:r>{field('separate')}"
    body = [
        paragraph(f"{run('Kept.')}<w:ins>{run(' Added.')}</w:ins><w:del>{run(' Deleted.')}</w:del>{box}"),
        paragraph(run("Blue", '<w:color w:val="0000FF"/>') + run("secret", "<w:vanish/>")),
        paragraph(merge + run("«Name»") + field("end")),
        paragraph('<w:r><w:t>Noted</w:t><w:footnoteReference w:id="2"/></w:r><m:oMath/><w:r><w:object/></w:r>'),
        paragraph(picture("out", attribute="link")),
        f"<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val='2'/></w:tcPr>{paragraph('Both')}</w:tc></w:tr></w:tbl>",
    ]  # fmt: skip
    relations = "".join(relation(kind, kind, f"{kind}.xml") for kind in ("footnotes", "comments", "header"))
    parts = {
        "word/footnotes.xml": root(
            "footnotes", f'<w:footnote w:type="separator"/><w:footnote>{paragraph("See A")}</w:footnote>'
        ),
        "word/comments.xml": root("comments", f"<w:comment>{paragraph('Is this right?')}</w:comment>"),
        "word/header.xml": root("hdr", paragraph("Old Clinic")),
    }  # fmt: skip
    outside = relation("out", "image", "https://other.example/x.png", outside=True)
    made = imported(tmp_path, word("".join(body), relations + outside, parts))
    told = "\n".join(made.left_out)
    for words in (
        "tracked changes (2)", "“In a box”", "a color", "hidden texts (1)", "footnotes (1): “See A”", "comments (1)",
        "“Old Clinic”", "formulas (1)", "embedded objects", "merged cells (1)", "“https://other.example/x.png”",
    ):  # fmt: skip
        assert words in told, words
    assert "fields of a mail merge: Name;" in "\n".join(made.to_do)
    assert "Kept. Added." in text(made) and "Both" in text(made)
    assert not any(word in text(made) for word in ("Deleted", "secret", "In a box", "MERGEFIELD"))


def huge() -> bytes:
    """A PNG that says of itself that it has ten thousand million pixels."""
    data = bytearray(png())
    data[16:24] = struct.pack(">II", 100_000, 100_000)
    data[29:33] = struct.pack(">I", zlib.crc32(bytes(data[12:29])))
    return bytes(data)


@pytest.mark.parametrize("data", [huge(), b"no picture", png()[:60]])
def test_a_picture_that_means_harm_is_left_out(data, tmp_path):
    body = paragraph("Words.") + paragraph(picture("p"))
    made = imported(tmp_path, word(body, relation("p", "image", "media/a.png"), {"word/media/a.png": data}))
    assert list(made.files) == ["handouts/cast.yaml"]
    assert made.left_out[0].startswith("picture 1: it ")


ENTITIES = '<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa"><!ENTITY e SYSTEM "file:///etc/passwd">]>'


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "empty"),
        (b" \n", "empty"),
        (b"PK\x03\x04 broken", "damaged"),
        (word(paragraph("x"))[:-40], "damaged"),
        (b"Just words", "no Word file"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Word or Excel file, or one with a password"),
        (b"{\\rtf1 x}", "RTF"),
        (b"%PDF-1.7", "a PDF"),
        (word("", parts={"word/big.xml": bytes(41 << 20)}), "too large"),
        (word("", parts={f"word/{number}.bin": b"" for number in range(5001)}), "too large"),
        (word("", document="no XML"), "can't be read"),
        (word("", document="<a>" * 3000), "can't be read"),
        (word(paragraph("x"), main="other"), "can't be read"),
        (word("", relation("gone", "image", "media/none.png")), "can't be read"),
        (word(""), "no words"),
        (word("", document=ENTITIES + root("document", f"<w:body>{paragraph('&e;&a;')}</w:body>")), "no words"),
        (word(paragraph("x" * (1 << 20) + "y")), "more than 1 MiB"),
    ],
    ids=range(17),
)  # fmt: skip
def test_no_word_file(data, said, tmp_path):
    with pytest.raises(CarefoldError) as told:
        imported(tmp_path, data)
    (finding,) = told.value.findings
    assert said in finding.message and finding.hint


def test_odd_numbers_and_loops_do_no_harm(tmp_path):
    style = '<w:style w:styleId="{}"><w:basedOn w:val="{}"/></w:style>'.format
    styles = root("styles", style("a", "b") + style("b", "a"))
    odd = '<w:pStyle w:val="a"/><w:numPr><w:ilvl w:val="-3"/><w:numId w:val="zz"/></w:numPr><w:outlineLvl w:val="²"/>'
    wide = (
        f"<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val='99999999'/></w:tcPr>{paragraph('Wide')}</w:tc></w:tr></w:tbl>"
    )
    nested = "<w:tbl><w:tr><w:tc>" * 60 + paragraph("Deep") + "</w:tc></w:tr></w:tbl>" * 60
    body = paragraph("Odd", odd) + wide + nested
    made = imported(tmp_path, word(body, relation("s", "styles", "styles.xml"), {"word/styles.xml": styles}))
    assert all(word in text(made) for word in ("Odd", "Wide", "Deep"))


def test_signs_of_word_become_lists_and_what_is_empty_or_above_words_is_listed(tmp_path):
    def field(said):
        kinds = [f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "end")]
        return f"{kinds[0]}<w:r><w:instrText>{said}</w:instrText></w:r>{kinds[1]}"

    box = f"<w:pict><w:txbxContent>{paragraph('In a box.')}</w:txbxContent></w:pict>"
    body = (
        heading("At home")
        + paragraph(run("\uf0b7", '<w:rFonts w:ascii="Symbol"/>') + "<w:r><w:tab/></w:r>" + run("Rest"))
        + paragraph('<w:r><w:sym w:font="Wingdings" w:char="F0A7"/></w:r>' + run(" Drink"))
        + paragraph(field(" FORMCHECKBOX ") + run("I have a ride."))
        + paragraph(run("Left") + "<w:r><w:ptab/></w:r>" + run("right."))
        + paragraph(f"<w:r><w:ruby><w:rt>{run('above')}</w:rt><w:rubyBase>{run('Below.')}</w:rubyBase></w:ruby></w:r>")
        + paragraph(
            "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>" + run("Tap.") + "</w:sdtContent></w:sdt>"
        )
        + paragraph(
            f"<w:r><mc:AlternateContent><mc:Choice/><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent></w:r>"
        )
    )
    made = imported(tmp_path, word(body))
    assert text(made).partition("blocks:\n")[2].partition("\n\n")[0].split("\n") == [
        "      - list:", "          - Rest", "          - Drink", "      - checklist:", "          - I have a ride.",
        "      - Left right.", "      - Below.",
    ]  # fmt: skip
    assert [line.partition(" (")[0] for line in made.left_out] == [
        "places to fill in that are still empty", "readings above words", "text boxes",
    ]  # fmt: skip
