"""Every block in every layout: it builds, and each of its words is read out exactly once."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from io import BytesIO
from itertools import pairwise
from typing import Any

import pytest
from opening import opened
from PIL import Image

from carefold.model.blocks import KINDS
from carefold.order import Order
from carefold.pipeline import build
from carefold.units import MM

SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="60" height="30"><path d="M0 0h60v30z" fill="#0b6e73"/></svg>'
ROWS = "\n".join(f"    - [Zurow{number}, Zucell{number} has some words in it]" for number in range(36))
SIX = ", ".join(f"Zu{letter}" for letter in "abcdef")
CELLS = ", ".join(f"Zu{letter}" for letter in "ijklmn")

BLOCKS = {
    "text": "- Zuone **Zutwo** *Zuthree* Zufour x^Zufive^ [Zusix Zuseven](https://a.example) Zueight. [@zarate2006]",
    "text of two paragraphs": "- text: |-\n    Zuone.\n\n    Zutwo.",
    "heading": "- Zuzero.\n- heading: Zuone Zutwo\n- Zuthree.",
    "list": "- list: [Zuone, Zutwo three, Zufour]",
    "list in a list": "- list:\n  - Zuone\n  - [Zutwo, [Zuthree], {numbered: [Zufour]}]\n  - Zufive",
    "numbered": "- numbered: [Zuone, Zutwo, Zuthree, Zufour, Zufive, Zusix, Zuseven, Zueight, Zunine, Zuten]",
    "numbered in numbered": "- numbered:\n  - Zuone\n  - {numbered: [Zutwo, Zuthree]}\n  - Zufour",
    "steps": "- steps:\n  - {title: Zuone, text: Zutwo Zuthree}\n  - {title: Zufour}",
    "checklist": "- checklist: [Zuone Zutwo, Zuthree]",
    **{
        f"callout {kind}": f"- callout: {{kind: {kind}, title: Zuone, text: Zutwo **911**}}"
        for kind in ("note", "tip", "caution", "warning", "emergency")
    },
    **{
        f"callout {kind} of blocks": f"- callout:\n    kind: {kind}\n    blocks:\n    - Zuone\n    - list: [Zutwo]\n"
        "    - steps: [{title: Zuthree}]\n    - checklist: [Zufour]"
        for kind in ("note", "tip", "caution", "warning", "emergency")
    },
    "table of one column": "- table: {header: [Zuone], rows: [[Zutwo], [Zuthree]]}",
    "table of three columns": "- table:\n    caption: Zuzero\n    header: [Zuone, Zutwo, Zuthree]\n    rows:\n"
    "    - [Zufour, Zufive Zusix, Zuseven]\n    - [Zueight, Zunine, Zuten]\n    row-headers: true",
    "table of six columns": f"- table: {{header: [{SIX}], rows: [[{CELLS}]]}}",
    "table with empty cells": '- table: {header: [Zuone, Zutwo], rows: [["", Zuthree], [Zufour, ""]]}',
    "long table": f"- table:\n    header: [Zuone, Zutwo]\n    rows:\n{ROWS}",
    "facts": "- facts: {Zuone: Zutwo Zuthree, Zufour: Zufive}",
    "figure png": "- figure: {image: a.png, alt: A, caption: Zuone Zutwo}",
    "figure jpg": "- figure: {image: a.jpg, alt: A, width: 1in}",
    "figure svg": "- figure: {image: a.svg, alt: A, caption: Zuone}",
    "figure decorative": "- figure: {image: a.png, decorative: true, caption: Zuone}",
    **{
        f"icon array {icon} {count} of {of}": f"- icon-array: {{count: {count}, of: {of}, icon: {icon}, "
        "label: Zuone Zutwo, caption: Zuthree}"
        for icon, count, of in (("dot", 7, 10), ("dot", 64, 100), ("person", 100, 100), ("person", 0, 100))
    },
    "icon array without caption": "- icon-array: {count: 1, of: 4, label: Zuone}",
    "write-in": "- write-in: {label: Zuone Zutwo, lines: 4}",
    "write-in of one line": "- write-in: {label: Zuone, lines: 1}",
    "questions": "- questions: {Zuone Zutwo?: Zuthree., Zufour: Zufive}",
    "glossary": "- glossary: {Zuone: Zutwo Zuthree, Zufour: Zufive}",
    "compare": "- compare: [{count: 1, of: 10, label: Zuone}, {count: 2, of: 10, label: Zutwo, caption: Zuthree}]",
    "compare four": "- compare: [{count: 1, of: 100, label: Zuone}, {count: 2, of: 100, label: Zutwo}, "
    "{icon-array: {count: 3, of: 100, label: Zuthree}}, {count: 4, of: 100, label: Zufour}]",
    "schedule": "- schedule: [{medicine: Zuone, dose: Zutwo, morning: 1, bedtime: Zuthree, note: Zufour}, "
    "{medicine: Zufive, note: Zusix}]",
    "zones": "- zones: [{zone: green, title: Zuone, signs: [Zutwo], do: [Zuthree]}, "
    "{zone: red, signs: [Zufour], do: [Zufive, Zusix]}]",
    "timeline": "- timeline: [{when: Zuone, text: Zutwo}, {when: Zuthree, text: Zufour}, {when: Zufive, text: Zusix}]",
    "chart bar": "- chart: {type: bar, title: Zuone, unit: Zutwo, data: {Zuthree: 1, Zufour: 0}}",
    "chart line": "- chart: {type: line, title: Zuone, data: {Zutwo: 1, Zuthree: -3, Zufour: 2}}",
    "big-number": "- big-number: {number: 64 Zuone, text: Zutwo Zuthree, time: Zufour}",
    "big-number of many words": "- big-number: {number: about 64 out of Zuone, "
    "text: '**Zutwo** Zuthree. [@zarate2006]'}",
    "body-map": "- body-map: {marks: [{at: left-knee, text: Zuone}, {at: throat, text: 'Zutwo **Zuthree**'}, "
    "{at: navel}]}",
    "body-map from behind": "- body-map: {view: back, marks: [{at: lower-back, text: Zuone}]}",
    "appointments": "- appointments: [{when: Zuone, where: Zutwo Zuthree, whom: Zufour, note: Zufive}, {when: Zusix}]",
    "appointments of one": "- appointments: [{when: Zuone}]",
    "do-dont": "- do-dont: {do: [Zuone, {icon: walk, text: Zutwo}, Zuthree], dont: [Zufour]}",
    "do-dont of one kind": "- do-dont: {dont: [Zuone]}",
    "list with symbols": "- list: [{icon: walk, text: Zuone}, Zutwo, [{icon: bed, text: Zuthree, alt: A bed}, Zufour]]",
    "numbered with symbols": "- numbered: [{icon: walk, text: Zuone}, Zutwo]",
    "list of two paragraphs": "- list:\n  - |-\n    Zuone\n\n    Zutwo\n  - Zuthree",
    "facts with symbols": "- facts: {Zuone: {icon: calendar, text: Zutwo}, Zuthree: Zufour}",
    "steps with symbols": "- steps: [{title: Zuone, text: Zutwo, icon: wash}, {title: Zuthree, icon: soap, alt: Soap}]",
    **{
        f"callout {kind} with a symbol": f"- callout: {{kind: {kind}, icon: pill, title: Zuone, text: Zutwo}}"
        for kind in ("tip", "warning", "emergency")
    },
    "log": "- log: {columns: [Zuone, Zutwo], rows: 3}",
    "teach-back": "- teach-back: [Zuone, Zutwo]",
    "signature": "- signature: {roles: [Zuone, Zutwo]}",
    "address": "- Zuzero\n- address: [Zuone, Zutwo 7]",
    "qr": "- qr: {url: https://a.example/b, caption: Zuone}",
    "foot": "- foot: [Zuone, {list: [Zutwo]}]\n- keep: [Zuthree]",
    "contact": "- Zuone\n- contact:",
    "contact of its own": "- contact: {phone: 555-0123, hours: Zuone, address: [Zutwo, Zuthree]}",
    "page-break": "- Zuone\n- page-break:\n- Zutwo",
    "keep": "- keep: [Zuone, {list: [Zutwo]}, {keep: [Zuthree]}]",
}  # fmt: skip


READ_OTHERWISE = {
    ("address", "letter"),
    ("schedule", "letter"),
}  # the window comes first; a note stands by its medicine


@pytest.fixture
def make(clinic: Any, read_pdf: Callable[[bytes], Any]) -> Callable[..., Any]:
    """Build blocks; what the PDF says."""
    for kind in ("png", "jpg"):
        file = BytesIO()
        Image.new("RGB", (60, 30), (11, 110, 115)).save(file, "JPEG" if kind == "jpg" else kind)
        clinic.add(f"a.{kind}", file.getvalue())
    clinic.add("a.svg", SVG)
    return lambda layout, blocks: read_pdf(clinic.build(layout, blocks).data)


def test_no_block_is_forgotten() -> None:
    elsewhere = {"icon-array", "include"}  # tests/test_includes.py
    assert {block.split()[0] for block in BLOCKS} | elsewhere >= set(KINDS)


@pytest.mark.parametrize("block", BLOCKS)
def test_each_word_is_read_out_once(make: Callable[..., Any], layout: str, block: str) -> None:
    printed = make(layout, BLOCKS[block])
    words = re.findall(r"Zu\w+", BLOCKS[block])
    assert len(words) == len(set(words))
    assert Counter(re.findall(r"Zu\w+", printed.root.text)) == Counter(words)
    if (block, layout) not in READ_OTHERWISE:
        assert re.findall(r"Zu\w+", printed.root.text) == words, "in reading order"


# --- what each says to a screen reader


def test_lists_hold_labels_and_bodies(make: Callable[..., Any], layout: str) -> None:
    printed = make(layout, BLOCKS["list in a list"])
    outer, inner, *_ = printed.root.all("L")
    assert [kid.role for kid in outer.children] == ["LI", "LI"]
    assert [kid.role for kid in outer.children[0].children] == ["Lbl", "LBody"]
    assert [outer.all("Lbl")[0].text, inner.all("Lbl")[0].text, inner.all("Lbl")[2].text] == ["•", "•", "1."]
    assert inner in list(outer.all("LBody")[0].walk())
    assert outer.entries["/A"]["/ListNumbering"] == "/Disc"


def test_numbers_are_right_aligned_and_count_on_after_a_nested_list(make: Callable[..., Any], layout: str) -> None:
    labels = [label.text for label in make(layout, BLOCKS["numbered in numbered"]).root.all("Lbl")]
    assert labels == ["1.", "1.", "2.", "2."]


def test_steps_are_numbered(make: Callable[..., Any], layout: str) -> None:
    printed = make(layout, BLOCKS["steps"])
    assert [label.text for label in printed.root.all("Lbl")] == ["1", "2"]
    assert [p.text for p in printed.root.all("LBody")[0].children] == ["Zuone", "Zutwo Zuthree"]


def test_a_box_to_tick_says_so(make: Callable[..., Any], layout: str) -> None:
    printed = make(layout, BLOCKS["checklist"])
    assert [label.entries["/ActualText"] for label in printed.root.all("Lbl")] == ["box to tick ", "box to tick "]


@pytest.mark.parametrize("kind", ["note", "tip", "caution", "warning", "emergency"])
def test_callouts_have_a_sign_and_a_word(make: Callable[..., Any], layout: str, kind: str) -> None:
    word = "Get help now" if kind == "emergency" else kind.capitalize()
    titled, plain = (make(layout, BLOCKS[block]).root for block in (f"callout {kind}", f"callout {kind} of blocks"))
    sign, title, *_ = next(div for div in titled.all("Div") if "Zuone" in div.text).children
    assert (sign.role, sign.entries["/Alt"], title.text) == ("Figure", word, "Zuone")
    title, *_ = next(div for div in plain.all("Div") if "Zuone" in div.text).children
    assert (title.role, title.text) == ("P", word), "the sign would say the same again"


def test_tables_have_scopes_and_a_caption(make: Callable[..., Any], layout: str) -> None:
    table = make(layout, BLOCKS["table of three columns"]).root.all("Table")[0]
    assert [kid.role for kid in table.children] == ["Caption", "THead", "TBody"]
    scopes = [(cell.text, cell.entries["/A"]["/Scope"]) for cell in table.all("TH")]
    assert scopes == [
        ("Zuone", "/Column"), ("Zutwo", "/Column"), ("Zuthree", "/Column"), ("Zufour", "/Row"), ("Zueight", "/Row"),
    ]  # fmt: skip
    assert [len(row.children) for row in table.all("TR")] == [3, 3, 3]


def test_an_empty_cell_keeps_its_place(make: Callable[..., Any], layout: str) -> None:
    table = make(layout, BLOCKS["table with empty cells"]).root.all("Table")[0]
    rows = [[cell.text for cell in row.children] for row in table.all("TR")]
    assert rows == [["Zuone", "Zutwo"], ["", "Zuthree"], ["Zufour", ""]]


def test_a_long_table_repeats_its_header_as_an_artifact(make: Callable[..., Any]) -> None:
    printed = make("letter-plain", BLOCKS["long table"])
    pages = {shown.page for shown in printed.shown if "Zurow" in shown.text}
    assert len(pages) >= 2
    assert [shown.page for shown in printed.shown if shown.text == "Zuone"] == sorted(pages)
    assert Counter(shown.mcid is None for shown in printed.shown if shown.text == "Zuone") == {
        False: 1,
        True: len(pages) - 1,
    }
    assert len(printed.root.all("THead")) == 1


def test_a_table_over_three_panels_repeats_its_header(make: Callable[..., Any]) -> None:
    printed = make("trifold", BLOCKS["long table"])
    shown = [shown for shown in printed.shown if shown.text == "Zuone"]
    assert [shown.x // 264 for shown in shown] == [0, 1, 2]
    assert [shown.mcid is None for shown in shown] == [False, True, True]


@pytest.mark.parametrize("kind", ["png", "jpg", "svg"])
def test_figures_have_their_words_and_their_box(make: Callable[..., Any], layout: str, kind: str) -> None:
    printed = make(layout, f"- figure: {{image: a.{kind}, alt: A leaf, caption: Zuone}}")
    figure = next(figure for figure in printed.root.all("Figure") if figure.entries["/Alt"] == "A leaf")
    left, foot, right, top = figure.entries["/A"]["/BBox"]
    assert (right - left) / (top - foot) == pytest.approx(2, rel=0.01)
    assert [node.text for node in printed.root.all("Caption")] == ["Zuone"]


def test_a_decorative_figure_is_no_figure(make: Callable[..., Any], layout: str) -> None:
    before = len(make(layout, "- Zuone").root.all("Figure"))
    assert len(make(layout, BLOCKS["figure decorative"]).root.all("Figure")) == before


def test_a_figure_is_as_wide_as_told_but_fits_its_column(
    clinic: Any, make: Any, layout: str, record_pages: Any
) -> None:
    def width(wanted: str) -> float:
        built = clinic.build(layout, f"- figure: {{image: a.png, alt: A, width: {wanted}}}")
        areas = [
            area for page in record_pages(built.composition) for file, area, _ in page.pictures if file.stem == "a"
        ]
        return float(areas[0].width)

    assert width("1in") == 72
    room = {"trifold": 220, "letter": 511}[layout]  # across the columns of a page
    assert width("20in") == pytest.approx(room, abs=10)


@pytest.mark.parametrize(
    ("count", "of", "icon"), [(7, 10, "dot"), (64, 100, "dot"), (0, 100, "person"), (3, 3, "person")]
)
def test_icon_arrays_show_as_many_as_they_say(
    clinic: Any, layout: str, record_pages: Any, count: int, of: int, icon: str
) -> None:
    blocks = f"- icon-array: {{count: {count}, of: {of}, icon: {icon}, label: Zuone}}"
    built = clinic.build(layout, blocks)
    figure = next(found for found in built.composition.root.walk() if found.alt.startswith("Picture:"))
    assert figure.alt == f"Picture: {count} of {of} {'people' if icon == 'person' else 'dots'} filled"
    (leaf,) = [child for child in figure.children if child not in list(figure.walk())]
    icons = [look for page in record_pages(built.composition) for _, look, owner in page.shapes if owner is leaf]
    assert len(icons) == of
    assert sum(look["fill"] is not None for look in icons) == count
    assert all(look["stroke"] is not None for look in icons)


def test_icons_stand_in_two_fives(clinic: Any, record_pages: Any) -> None:
    built = clinic.build("letter", "- icon-array: {count: 20, of: 20, label: Zuone}")
    leaves = {leaf for found in built.composition.root.walk() if "Picture" in found.alt for leaf in found.leaves()}
    shapes = [
        outline for page in record_pages(built.composition) for outline, _, owner in page.shapes if owner in leaves
    ]
    lefts = sorted({round(outline[0][1][0], 3) for outline in shapes})
    steps = [later - earlier for earlier, later in pairwise(lefts)]
    assert len(lefts) == 10
    assert steps.index(max(steps)) == 4
    assert len({round(step, 2) for step in steps}) == 2


def test_writing_lines_stand_8_mm_apart_and_only_one_is_read_out(clinic: Any, layout: str, record_pages: Any) -> None:
    built = clinic.build(layout, "- write-in: {label: Zuone, lines: 5}")
    blank = next(found for found in built.composition.root.walk() if found.actual_text == "blank to fill in")
    pages = record_pages(built.composition)
    (page,) = [page for page in pages if any(leaf and leaf.parent is blank for _, _, leaf in page.shapes)]
    first = next(outline for outline, _, leaf in page.shapes if leaf and leaf.parent is blank)
    same = [outline for outline, _, _ in page.shapes if len(outline) == 2 and outline[0][1][0] == first[0][1][0]]
    heights = sorted((outline[0][1][1] for outline in same), reverse=True)
    lines = [height for height in heights if height <= first[0][1][1]][:5]
    assert [round((one - two) / MM, 3) for one, two in pairwise(lines)] == [8.0] * 4


def test_a_meaning_ends_where_its_column_does(clinic: Any, record_pages: Any) -> None:
    """A writing line is as wide as the column."""
    meaning = "zu zum zur zug " * 25
    built = clinic.build("trifold", f"- write-in: {{label: B}}\n- glossary: {{Zu: {meaning}}}")
    pages = record_pages(built.composition)
    lines = [line for page in pages for line in page.lines if line.text.lower().startswith("zu")]
    left, right = min(line.x for line in lines), max(line.x + line.width for line in lines)
    columns = {width(outline) for outline, _, leaf in pages[1].shapes if leaf and "fill in" in leaf.parent.actual_text}
    assert len(lines) > 3
    assert right - left <= min(columns)


def width(outline: Any) -> float:
    (_, start), (_, end) = outline
    return round(end[0] - start[0], 3)


def test_tick_boxes_are_4_mm_wide(clinic: Any, layout: str, record_pages: Any) -> None:
    built = clinic.build(layout, "- checklist: [Zuone]")
    shapes = [
        outline for page in record_pages(built.composition) for outline, _, leaf in page.shapes
        if leaf and leaf.parent.role == "Lbl"
    ]  # fmt: skip
    across = [numbers[-2] for _, numbers in shapes[0] if numbers]
    assert max(across) - min(across) == pytest.approx(4 * MM)


def test_each_item_of_a_checklist_has_a_box_that_a_pen_can_tick(clinic: Any, layout: str, record_pages: Any) -> None:
    """Drawn in ink, empty, left of its words and on their line."""
    pages = record_pages(clinic.build(layout, "- checklist: [Zuone, Zutwo, Zuthree]").composition)
    lines = [line for page in pages for line in page.lines if line.text.startswith("Zu")]
    boxes = [shape for page in pages for shape in page.shapes if shape[2] and shape[2].parent.role == "Lbl"]
    assert len(boxes) == len(lines) == 3
    for (outline, look, _), line in zip(boxes, lines, strict=True):
        points = [numbers[-2:] for _, numbers in outline if numbers]
        assert look["stroke"] and look["width"] >= 1 and not look["fill"]
        assert max(x for x, _ in points) < line.x
        assert min(y for _, y in points) < line.y + line.size / 4 < max(y for _, y in points)


@pytest.mark.parametrize("kind", ["note", "tip", "caution", "warning", "emergency"])
def test_the_sign_of_a_callout_is_drawn_in_two_colours(clinic: Any, layout: str, record_pages: Any, kind: str) -> None:
    """What stands in the sign is cut out of it: in one colour it would be a blot."""
    built = clinic.build(layout, f"- callout: {{kind: {kind}, title: Zuone, text: Zutwo}}")
    (sign,) = [one for one in built.composition.root.walk() if one.role == "Figure" and one.parent.role == "Div"]
    shapes = [shape for page in record_pages(built.composition) for shape in page.shapes]
    ground, *inside = [look["fill"] for _, look, leaf in shapes if leaf and leaf.parent is sign]
    assert ground and inside and ground not in inside and len(set(inside)) == 1


def test_numbers_to_call_are_large(clinic: Any, layout: str, record_pages: Any) -> None:
    blocks = "- contact:\n- callout: {kind: emergency, text: Call **911** now.}"
    pages = record_pages(clinic.build(layout, blocks).composition)
    sizes: dict[str, float] = {}
    for page in pages:
        for line in page.lines:
            for run in line.runs:
                text = "".join(word.text for word in run.words).strip()
                sizes[text] = max(run.size, sizes.get(text, 0))
    assert sizes["555-0100"] >= 16
    assert sizes["911"] >= 20


@pytest.mark.parametrize("number", ["(555) 010-0123", "555-CARE ext. 4", "+44 20 7946 0958"])
def test_numbers_to_call_are_large_however_they_are_written(
    clinic: Any, layout: str, record_pages: Any, number: str
) -> None:
    pages = record_pages(clinic.build(layout, f'- contact: {{phone: "{number}"}}').composition)
    runs = [run for page in pages for line in page.lines for run in line.runs]
    sizes = [run.size for run in runs if "".join(word.text for word in run.words).strip() == number]
    assert sizes == [sizes[0]] and sizes[0] >= 16


def test_phone_numbers_and_addresses_lead_somewhere(make: Callable[..., Any], layout: str) -> None:
    contact = "{phone: (555) 010-0123, web: https://a.example/b/, email: x@a.example, portal: https://p.example}"
    printed = make(layout, f"- contact: {contact}")
    targets = {link["/A"]["/URI"]: link["/Contents"] for link in printed.annotations if "/A" in link}
    assert {"tel:5550100123", "https://a.example/b/", "mailto:x@a.example", "https://p.example"} <= set(targets)
    assert targets["tel:5550100123"] == "(555) 010-0123"


def test_each_number_of_a_line_is_dialled_and_printed_as_written(make: Callable[..., Any], layout: str) -> None:
    contact = '{phone: "555-CARE x4 or 555\u20110124", after-hours: +44 (0)20 7946 0958}'
    printed = make(layout, f"- contact: {contact}")
    targets = {link["/A"]["/URI"]: link["/Contents"] for link in printed.annotations if "/A" in link}
    assert targets["tel:5552273;ext=4"] == "555-CARE x4"
    assert targets["tel:5550124"] == "555-0124"  # as it is read out and found
    assert targets["tel:+442079460958"] == "+44 (0)20 7946 0958"


def test_addresses_are_ascii_in_links_and_printed_as_written(make: Callable[..., Any]) -> None:
    contact = "{web: https://münchen.example/praxis, portal: https://a.example/Schlafstörung, email: x@niño.example}"
    printed = make("letter", f"- contact: {contact}\n- qr: {{url: https://niño.example/á}}")
    targets = {link["/A"]["/URI"]: link["/Contents"] for link in printed.annotations if "/A" in link}
    assert targets["https://xn--mnchen-3ya.example/praxis"] == "münchen.example/praxis"
    assert targets["https://a.example/Schlafst%C3%B6rung"] == "a.example/Schlafstörung"
    assert targets["mailto:x@xn--nio-8ma.example"] == "x@niño.example"
    assert targets["https://xn--nio-8ma.example/%C3%A1"] == "niño.example/á"


def test_the_ink_of_a_bullet_stands_on_the_edge_of_the_text(clinic: Any, layout: str, record_pages: Any) -> None:
    """Optical margin: the glyph itself begins further left, by its own white."""
    built = clinic.build(layout, "- Words\n- list: [Item]")
    lines = [line for page in record_pages(built.composition) for line in page.lines]
    bullet = next(line for line in lines if line.text.startswith("•"))
    words = next(line for line in lines if line.text.startswith("Words"))
    run = bullet.runs[0]
    bearing = run.face.bearing("•", run.size)
    assert bearing > 0.3
    assert bullet.x + bearing == pytest.approx(words.x, abs=0.01)


@pytest.mark.parametrize("text", ["Call 911 now.", "Call **911** now."])
def test_emergency_numbers_are_large_whether_bold_or_not(
    clinic: Any, layout: str, record_pages: Any, text: str
) -> None:
    pages = record_pages(clinic.build(layout, f"- callout: {{kind: emergency, text: {text}}}").composition)
    runs = [run for page in pages for line in page.lines for run in line.runs]
    sizes = [run.size for run in runs if "".join(word.text for word in run.words).strip() == "911"]
    assert sizes and min(sizes) >= 20


def test_numbers_that_are_no_emergency_numbers_stay_as_they_are(clinic: Any, record_pages: Any) -> None:
    blocks = "- callout: {kind: emergency, text: A fever of 104 or 1911 steps}"
    pages = record_pages(clinic.build("letter", blocks).composition)
    lines = [line for page in pages for line in page.lines if "104" in line.text]
    assert len(lines) == 1 and len({run.size for run in lines[0].runs}) == 1


@pytest.mark.parametrize("kind", [
    "facts: {A: b}", "glossary: {A: b}", "questions: {A: b}", "timeline: [{when: A, text: b}]", "steps: [{title: A}]",
    "checklist: [A]", "list: [A]", "table: {header: [A], rows: [[b]]}", "schedule: [{medicine: A, morning: 1}]",
    "zones: [{zone: red, signs: [A], do: [b]}]", "chart: {type: bar, title: A, data: {b: 1, c: 2}}", "heading: A",
    "signature: {roles: [A]}", "icon-array: {count: 1, of: 4, label: A}", "callout: {kind: tip, text: A}",
    "qr: {url: https://a.example}", "log: {columns: [A], rows: 2}",
])  # fmt: skip
def test_whatever_stands_in_an_emergency_box_can_be_read(clinic: Any, layout: str, kind: str) -> None:
    clinic.write(f"- callout: {{kind: emergency, blocks: [{{{kind}}}, Words]}}")
    assert build(opened(clinic.folder), Order("h", layout)).findings == (), "the contrast is checked in the file"


# --- symbols and the blocks that are drawn with them


def test_a_symbol_is_an_ornament_unless_it_says_something(make: Callable[..., Any], layout: str) -> None:
    root = make(layout, BLOCKS["list with symbols"]).root
    outer, inner = root.all("L")[:2]
    assert [figure.entries["/Alt"] for figure in outer.all("Figure")] == ["A bed"]
    assert [[kid.role for kid in item.children] for item in outer.children] == [["LBody"], ["Lbl", "LBody"]]
    assert inner.children[0].all("Figure")


@pytest.mark.parametrize(
    ("kind", "signs"), [("tip", ["Tip"]), ("warning", ["Warning"]), ("emergency", ["Get help now"])]
)
def test_a_callout_with_a_symbol_still_says_its_kind(
    make: Callable[..., Any], layout: str, kind: str, signs: list[str]
) -> None:
    root = make(layout, BLOCKS[f"callout {kind} with a symbol"]).root
    division = next(one for one in root.all("Div") if "Zuone" in one.text)
    assert [figure.entries["/Alt"] for figure in division.all("Figure")] == signs


def test_a_callouts_symbol_may_say_more(make: Callable[..., Any], layout: str) -> None:
    root = make(layout, "- callout: {kind: tip, icon: pill, alt: A white pill, title: Zuone, text: Zutwo}").root
    assert [figure.entries["/Alt"] for figure in root.all("Figure")][:1] == ["Tip: A white pill"]


def test_do_and_dont_are_headings_each_with_its_list(make: Callable[..., Any], layout: str) -> None:
    root = make(layout, BLOCKS["do-dont"]).root
    division = next(one for one in root.all("Div") if "Zuone" in one.text)
    assert [kid.role for kid in division.children] == ["H3", "L", "H3", "L"]
    assert [kid.text for kid in division.all("H3")] == ["Do", "Don’t"]
    assert [len(listing.children) for listing in division.all("L")] == [3, 1]


def test_what_an_appointment_leaves_out_is_a_blank(make: Callable[..., Any], layout: str) -> None:
    root = make(layout, BLOCKS["appointments"]).root
    blanks = [span.entries["/ActualText"].strip() for span in root.all("Span") if "/ActualText" in span.entries]
    assert [blank for blank in blanks if ":" in blank] == ["Where: blank to fill in", "With: blank to fill in"]
    one = make(layout, BLOCKS["appointments of one"]).root
    assert "Where" not in one.text, "no appointment says where"


def test_a_big_number_is_large_and_read_as_one(make: Callable[..., Any], layout: str) -> None:
    printed = make(layout, "- big-number: {number: 64 out of 100, text: Zuone, time: Within a day}")
    assert next(p for p in printed.root.all("P") if "64" in p.text).text == "64 out of 100"
    assert max(shown.size for shown in printed.shown if "64" in shown.text) == 48


def test_a_body_map_names_its_marks_and_whose_left_it_is(make: Callable[..., Any], layout: str) -> None:
    root = make(layout, BLOCKS["body-map"]).root
    figure = next(one for one in root.all("Figure") if "body" in one.entries["/Alt"])
    assert figure.entries["/Alt"] == "A body from the front: 1 left knee; 2 throat; 3 navel."
    listing = next(one for one in root.all("L") if "Zuone" in one.text)
    assert [item.text for item in listing.all("LBody")] == ["Left knee: Zuone", "Throat: Zutwo Zuthree", "Navel"]
    assert [label.text for label in listing.all("Lbl")] == ["1", "2", "3"]


def _spots(printed: Any, *texts: str) -> list[tuple[float, float]]:
    """Where texts are printed: the first of each."""
    return [next((shown.x, shown.y) for shown in printed.shown if text in shown.text) for text in texts]


def test_do_and_dont_with_a_long_word_stand_one_below_the_other(make: Callable[..., Any]) -> None:
    printed = make("letter", f"- do-dont: {{do: [Zuone], dont: [{'Zu' + 'x' * 34}]}}")
    (one, down), (long, level) = _spots(printed, "Zuone", "Zux")
    assert long == one
    assert level < down


def test_marks_stand_beside_the_body_on_the_side_of_their_place_and_apart(make: Callable[..., Any]) -> None:
    places = ("left-eye", "left-ear", "left-cheek", "left-jaw", "right-knee")
    marks = ", ".join(f"{{at: {place}}}" for place in places)
    printed = make("trifold", f"- body-map: {{marks: [{marks}]}}")
    figure = next(one for one in printed.root.all("Figure") if "body" in one.entries["/Alt"])
    left, foot, right, top = figure.entries["/A"]["/BBox"]
    inside = {
        shown.text.strip(): (shown.x, shown.y)
        for shown in printed.shown
        if shown.text.strip() in "12345" and left <= shown.x <= right and foot <= shown.y <= top
    }
    assert sorted(inside) == ["1", "2", "3", "4", "5"]
    middle = (left + right) / 2
    assert [inside[number][0] > middle for number in "12345"] == [True, True, True, True, False]
    heights = sorted(inside[number][1] for number in "1234")
    assert all(after - before > 20 for before, after in pairwise(heights))


@pytest.mark.parametrize(("number", "large"), [("8 to 19 out of 100", "8 to 19"), ("64 out of 1000 people", "64")])
def test_both_numbers_of_a_range_are_large(make: Callable[..., Any], number: str, large: str) -> None:
    printed = make("trifold", f"- big-number: {{number: {number}, text: Zuone}}")
    texts = [shown.text for shown in printed.shown if shown.size > 40]
    assert " ".join("".join(texts).split()) == large


def test_a_mark_that_cites_alone_has_no_colon_after_its_place(make: Callable[..., Any]) -> None:
    printed = make("letter", '- body-map: {marks: [{at: left-eye, text: "[@li2010]"}, {at: chest, text: Zuone}]}')
    said = [item.text for item in printed.root.all("LBody")]
    assert any("Left eye" in text and ":" not in text for text in said) and any("Chest: Zuone" in text for text in said)


def test_a_big_number_in_a_narrow_panel_goes_below_itself(make: Callable[..., Any]) -> None:
    printed = make("trifold", "- big-number: {number: 64 of Zuone Zutwo Zufour, text: Zusix}")
    (left, high), (below, low) = _spots(printed, "64", "Zuone")
    assert left == below
    assert low < high
