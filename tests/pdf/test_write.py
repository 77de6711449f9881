"""The finished file: the same each time, and what a viewer and a printer are told."""

from __future__ import annotations

import datetime
import os
import re
import subprocess
import sys
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from opening import frozen, frozen_folder

from carefold.order import Order
from carefold.pipeline import make
from carefold.stages import Made

EPOCH = "1796083200"  # 1 December 2026
ALONE = """
import sys
from pathlib import Path
from carefold.commands.here import project_at
from carefold.order import Order
from carefold.pipeline import make
for layout in ("letter", "trifold"):
    sys.stdout.buffer.write(make(project_at(Path(sys.argv[1])), Order(sys.argv[2], layout)).data)
"""


def built_alone(folder: Path, name: str, cwd: Path, **environment: str) -> bytes:
    """Both layouts from a process of their own."""
    command = [sys.executable, "-c", ALONE, str(folder), name]
    plain = {key: value for key, value in os.environ.items() if key != "SOURCE_DATE_EPOCH"}
    return subprocess.run(command, capture_output=True, check=True, cwd=cwd, env=plain | environment).stdout


def unpacked(data: bytes) -> bytes:
    """The same objects, each as readable as can be."""
    out = BytesIO()
    with pikepdf.open(BytesIO(data)) as pdf:
        pdf.save(out, static_id=True, object_stream_mode=pikepdf.ObjectStreamMode.disable, fix_metadata_version=False)
    return out.getvalue()


def without_dates(data: bytes) -> bytes:
    """The file without what says when: ModDate, its twin in the XMP, and the ID, which is made from all streams."""
    data = re.sub(rb"/ModDate \(D:\d+Z\)|<xmp:ModifyDate>[^<]*<|/ID\s*\[<\w+><\w+>\]", b"", data)
    return re.sub(rb"(?m)^% ReportLab generated.*$", b"", data)


# --- the same bytes


def test_the_same_input_gives_the_same_bytes(ketamine: Made, layout: str, monkeypatch: Any) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", EPOCH)
    assert make(frozen(), Order("about-ketamine", layout)).data == ketamine.data


def test_a_process_of_its_own_gives_the_same_bytes(about_ketamine: dict[str, Made], tmp_path: Path) -> None:
    expected = about_ketamine["letter"].data + about_ketamine["trifold"].data
    alone = built_alone(frozen_folder(), "about-ketamine", tmp_path, PYTHONHASHSEED="77", SOURCE_DATE_EPOCH=EPOCH)
    assert alone == expected


def test_the_clock_and_the_place_dont_matter(clinic: Any, tmp_path: Path) -> None:
    """No SOURCE_DATE_EPOCH, another time zone, another language, another folder."""
    clinic.add(
        "images/a.svg", '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><path d="M0 0h9v9z"/></svg>'
    )
    clinic.write("- A **b** [@zarate2006]\n- figure: {image: images/a.svg, alt: A}\n- list: [a, b]")
    here = clinic.again("letter").data + clinic.again("trifold").data
    other = {"TZ": "Asia/Tokyo", "LC_ALL": "C", "PYTHONHASHSEED": "1"}
    assert built_alone(clinic.folder, "h", Path("/"), **other) == here


def test_source_date_epoch_changes_the_moddate_only(clinic: Any, layout: str, monkeypatch: Any, read_pdf: Any) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    plain = clinic.build(layout).data
    monkeypatch.setenv("SOURCE_DATE_EPOCH", EPOCH)
    dated = clinic.again(layout).data
    assert plain != dated
    assert without_dates(unpacked(plain)) == without_dates(unpacked(dated))
    before, after = (read_pdf(data).reader.metadata for data in (plain, dated))
    assert before.creation_date == after.creation_date == datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC)
    assert before.modification_date == before.creation_date
    assert after.modification_date == datetime.datetime(2026, 12, 1, tzinfo=datetime.UTC)


def test_another_handout_gives_another_file(clinic: Any, layout: str) -> None:
    assert clinic.build(layout, "- a").data != clinic.build(layout, "- b").data


# --- what viewers and printers are told


def test_printing(printed: Any, layout: str) -> None:
    preferences = printed.catalog["/ViewerPreferences"]
    assert preferences["/Duplex"] == {"trifold": "/DuplexFlipShortEdge", "letter": "/DuplexFlipLongEdge"}[layout]
    assert preferences["/PrintScaling"] == "/None"
    assert preferences["/PickTrayByPDFSize"] == True  # noqa: E712
    assert preferences["/DisplayDocTitle"] == True  # noqa: E712


def test_the_file_says_what_it_is(printed: Any, layout: str) -> None:
    info = printed.reader.metadata
    assert (info["/Title"], info["/Handout"], info["/Layout"]) == ("About ketamine", "about-ketamine", layout)
    assert info["/Author"] == "Clinic education group; Riverbend Clinic"
    assert info["/Producer"].startswith("carefold ")
    assert printed.catalog["/Lang"] == "en"
    xmp = printed.catalog["/Metadata"].get_data().decode()
    for said in ("About ketamine", "<pdfuaid:part>1<", "<pdfaid:part>2<", "<pdfaid:conformance>A<"):
        assert said in xmp
    assert printed.data.startswith(b"%PDF-1.7\n")


@pytest.mark.parametrize("title", ["A & B <c>", "“Größe” (x) \\", "Ελλάδα"])
def test_any_title_is_written_right(clinic: Any, read_pdf: Any, title: str) -> None:
    printed = read_pdf(clinic.build(title=f"'{title}'").data)
    assert printed.reader.metadata["/Title"] == title
    assert printed.reader.xmp_metadata.dc_title["x-default"] == title


def test_pages_have_the_sheets_size(printed: Any, layout: str) -> None:
    sizes = {tuple(map(float, page.mediabox[2:])) for page in printed.reader.pages}
    assert sizes == {(792, 612) if layout == "trifold" else (612, 792)}


def test_endstream_stands_on_its_own_line(printed: Any) -> None:
    """ISO 19005-2, 6.1.7.1."""
    ends = [found.start() for found in re.finditer(rb"endstream", printed.data)]
    assert len(ends) > 10
    assert all(printed.data[at - 1 : at] == b"\n" for at in ends)
    for found in printed.objects():
        if hasattr(found, "_data") and "/Length" in found:
            assert len(found._data) == found["/Length"]


# --- links and bookmarks


def test_a_links_rectangle_lies_over_its_words(printed: Any) -> None:
    by_mark: dict[str, list[Any]] = {}
    for node in printed.root.all("Link"):
        by_mark.setdefault(node.text.strip(), []).append(node)
    checked = 0
    for words, nodes in by_mark.items():
        shown = [shown for shown in printed.shown if shown.text.strip() and shown.text.strip() in words]
        for annotation in (annotation for node in nodes for annotation in node.annotations):
            left, foot, right, top = map(float, annotation["/Rect"])
            over = [
                one for one in shown if left - 0.1 <= one.x and one.x + one.width <= right + 3.5 and foot < one.y < top
            ]
            assert over, words
            checked += 1
    assert checked == len(printed.annotations) > 20


def test_citations_and_references_lead_to_each_other(printed: Any) -> None:
    inside = [annotation for annotation in printed.annotations if "/Dest" in annotation]
    there = [one for one in inside if re.fullmatch(r"Reference \d+", one["/Contents"])]
    back = [one for one in inside if re.fullmatch(r"Back to where reference \d+ is cited", one["/Contents"])]
    assert len(back) == 11
    assert len(there) == len(inside) - 11 > 11
    for one in there:
        number = re.findall(r"\d+", one["/Contents"])[0]
        target = next(other for other in back if re.findall(r"\d+", other["/Contents"])[0] == number)
        assert spot_on(one["/Dest"], target, printed)
    assert all("/A" in one or "/Dest" in one for one in printed.annotations)


def spot_on(destination: Any, annotation: Any, printed: Any) -> bool:
    """Whether a destination is the upper left corner of an annotation."""
    page, _, x, y, _ = destination
    numbers = [page.indirect_reference.idnum for page in printed.reader.pages if annotation in list_of(page)]
    left, _, _, top = map(float, annotation["/Rect"])
    return page.indirect_reference.idnum in numbers and abs(x - left) < 0.1 and abs(y - top) < 0.1


def list_of(page: Any) -> list[Any]:
    return [link.get_object() for link in page.get("/Annots", ())]


def test_bookmarks_are_the_headings_in_reading_order(printed: Any) -> None:
    def titles(entries: Any) -> list[str]:
        return [title for one in entries for title in (titles(one) if isinstance(one, list) else [str(one.title)])]

    heads = [node.text for node in printed.root.walk() if node.role in ("H1", "H2", "H3")]
    assert titles(printed.reader.outline) == heads


def test_bookmarks_are_nested_as_the_headings_are(printed: Any) -> None:
    first, below = printed.reader.outline
    assert first.title == "About ketamine"
    urgent = "Call us if you have"  # stands on page 1, and so before what runs on over pages
    assert [one.title for one in below if not isinstance(one, list) and one.title != urgent][:3] == [
        "The main point", "What is ketamine?", "How does it work?",
    ]  # fmt: skip
    nested = next(one for one in below if isinstance(one, list))
    assert nested[0].title == "It acts on a brain signal"


def test_a_bookmark_leads_to_its_heading(printed: Any) -> None:
    def flat(entries: Any) -> list[Any]:
        return [found for one in entries for found in (flat(one) if isinstance(one, list) else [one])]

    for one in flat(printed.reader.outline):
        page = printed.reader.get_destination_page_number(one)
        words = str(one.title).split()[0]
        starts = [shown for shown in printed.shown if shown.page == page and shown.text.strip().startswith(words)]
        assert any(abs(shown.x - float(one.left)) < 0.1 and 0 <= float(one.top) - shown.y < 40 for shown in starts), (
            words
        )


def test_a_citation_in_an_emergency_line_that_is_not_printed(clinic: Any) -> None:
    brand = "name: B\ncontact: {phone: 555-0100}\ndisclaimer: D\nemergency: 'Call us. [@zarate2006]'\n"
    clinic.add("brand.yaml", brand)
    assert clinic.build("trifold", "- callout: {kind: emergency, text: Call}").data


def test_a_heading_that_is_a_link_has_a_bookmark(clinic: Any, layout: str, read_pdf: Any) -> None:
    printed = read_pdf(clinic.build(layout, '- heading: "[Linked](https://a.example)"\n- a').data)
    assert "Linked" in str(printed.reader.outline)
