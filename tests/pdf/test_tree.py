"""The structure tree in the file: each mark once, and every way back (ISO 32000-1, 14.7)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import nullcontext
from itertools import pairwise
from typing import Any

import pytest

from carefold.graphics.colour import BLACK
from carefold.graphics.outline import rectangle
from carefold.structure import Element
from carefold.units import Area

Finish = Callable[[], Any]


def owned(entries: Any, page: int | None, pages: dict[int, int]) -> Iterator[tuple[int, int, int]]:
    """Page, MCID and object number of the element, for every mark in the tree."""
    if "/Pg" in entries:
        page = pages[entries.raw_get("/Pg").idnum]
    kids = entries["/K"]
    for kid in kids if isinstance(kids, list) else [kids]:
        kid = kid.get_object()
        if isinstance(kid, int):
            yield page, kid, entries.indirect_reference.idnum
        elif kid.get("/Type") == "/MCR":
            yield pages[kid.raw_get("/Pg").idnum], kid["/MCID"], entries.indirect_reference.idnum
        elif kid.get("/Type") != "/OBJR":
            assert kid["/P"].indirect_reference.idnum == entries.indirect_reference.idnum
            yield from owned(kid, page, pages)


def parents(printed: Any) -> dict[int, Any]:
    numbers = printed.catalog["/StructTreeRoot"]["/ParentTree"]["/Nums"]
    return {int(numbers[at]): numbers[at + 1] for at in range(0, len(numbers), 2)}


def test_each_mark_is_once_in_the_tree_and_leads_back(printed: Any) -> None:
    pages = {page.indirect_reference.idnum: number for number, page in enumerate(printed.reader.pages)}
    found = list(owned(printed.catalog["/StructTreeRoot"]["/K"], None, pages))
    assert len(found) == len({(page, mcid) for page, mcid, _ in found}) > 100
    shown = {(shown.page, shown.mcid) for shown in printed.shown if shown.mcid is not None}
    assert shown <= {(page, mcid) for page, mcid, _ in found}
    for number, page in enumerate(printed.reader.pages):
        owners = parents(printed)[page["/StructParents"]].get_object()
        numbers = [owners[at].indirect_reference.idnum for at in range(len(owners))]
        assert {(number, mcid): owner for mcid, owner in enumerate(numbers)} == {
            (at, mcid): owner for at, mcid, owner in found if at == number
        }


def test_each_link_leads_back_to_its_element(printed: Any) -> None:
    links = [node for node in printed.root.walk() if node.annotations]
    assert {node.role for node in links} == {"Link"}
    back = parents(printed)
    for node in links:
        for annotation in node.annotations:
            assert back[annotation["/StructParent"]].get_object() == node.entries
    assert sum(len(node.annotations) for node in links) == len(printed.annotations)


def test_roles_and_language(printed: Any) -> None:
    assert printed.root.role == "Document"
    assert printed.root.entries["/Lang"] == "en"
    assert printed.catalog["/MarkInfo"]["/Marked"] == True  # noqa: E712
    assert len(printed.root.all("H1")) == 1
    heads = [node.role for node in printed.root.walk() if node.role in ("H1", "H2", "H3")]
    assert heads[0] == "H1"
    assert all(int(after[1]) - int(before[1]) <= 1 for before, after in pairwise(heads))
    assert {tuple(kid.role for kid in item.children) for item in printed.root.all("LI")} == {("Lbl", "LBody")}


def test_what_was_not_drawn_is_not_in_the_tree(canvas: Any, document: Element, finished: Finish) -> None:
    drawn, _ = document.add("Sect"), document.add("Sect").add("P").leaf("never")
    with canvas.tagged(drawn.add("P").leaf()):
        canvas.paint(rectangle(0, 0, 9, 9), fill=BLACK)
    drawn.add("P").leaf("nor this")
    assert [node.role for node in finished().root.walk()] == ["Document", "Sect", "P"]


def test_what_elements_say_of_themselves(canvas: Any, document: Element, finished: Finish) -> None:
    figure = document.add("Figure", alt="Ein “Blatt” (grün)", language="de", title="T", O="Layout")
    figure.actual_text = "x"
    canvas.figure_box(figure, Area(1, 2, 3.5, 4))
    with canvas.tagged(figure.leaf()):
        canvas.paint(rectangle(0, 0, 9, 9), fill=BLACK)
    entries = finished().root.all("Figure")[0].entries
    assert (entries["/Alt"], entries["/Lang"], entries["/T"]) == ("Ein “Blatt” (grün)", "de", "T")
    assert entries["/ActualText"] == "x"
    assert [float(edge) for edge in entries["/A"]["/BBox"]] == [1, 2, 4.5, 6]
    assert entries["/A"]["/O"] == "/Layout"


def test_a_figures_box_is_that_of_the_tagged_copy(canvas: Any, document: Element, finished: Finish) -> None:
    """On a half-sheet the second copy is an artifact, drawn after the first."""
    figure = document.add("Figure", alt="A leaf")
    leaf = figure.leaf()
    for copy, left in (nullcontext(), 10), (canvas.untagged(), 150):
        with copy, canvas.tagged(leaf):
            canvas.figure_box(figure, Area(left, 20, 30, 40))
            canvas.paint(rectangle(left, 20, 30, 40), fill=BLACK)
    entries = finished().root.all("Figure")[0].entries
    assert [float(edge) for edge in entries["/A"]["/BBox"]] == [10, 20, 40, 60]


def test_an_empty_cell_stays(canvas: Any, document: Element, finished: Finish) -> None:
    row = document.add("Table").add("TR")
    row.add("TD")
    with canvas.tagged(row.add("TD").leaf()):
        canvas.paint(rectangle(0, 0, 9, 9), fill=BLACK)
    assert [node.role for node in finished().root.walk()] == ["Document", "Table", "TR", "TD", "TD"]


@pytest.mark.parametrize("count", [1, 3])
def test_a_link_over_lines_is_one_element(canvas: Any, document: Element, finished: Finish, count: int) -> None:
    link = document.add("Link")
    link.contents = "where it leads"
    with canvas.tagged(link.leaf()):
        canvas.paint(rectangle(0, 0, 9, 9), fill=BLACK)
    for number in range(count):
        canvas.link(link, Area(0, 10 * number, 9, 9), "https://a.example")
    printed = finished()
    (node,) = printed.root.all("Link")
    assert len(node.annotations) == count
    assert {annotation["/Contents"] for annotation in node.annotations} == {"where it leads"}
    assert [annotation["/StructParent"] for annotation in node.annotations] == list(range(1, count + 1))
