"""An order is a value that shows nothing of a patient, and its file has a name of its own."""

from __future__ import annotations

import pickle
from dataclasses import replace
from itertools import product
from typing import Any

import pytest

from carefold.diagnostics.carefold_error import CarefoldError
from carefold.naming import brand_in_names, clashes, file_name
from carefold.order import Edition, Order

RECORD = {"patient.name": "Rosalind Pike", "visit.date": "2026-11-23"}


def test_equal_orders_are_equal() -> None:
    order = Order("h", "letter", record=RECORD)
    assert order == Order("h", "letter", record=dict(reversed(RECORD.items()))) and len({order, order}) == 1
    assert hash(order) == hash(pickle.loads(pickle.dumps(order)))
    others = [Order("h", "letter"), Order("h", "letter", record={}), Order("h", "letter", Edition.SCREEN)]
    others += [Order("h", "trifold"), Order("g", "letter"), Order("h", "letter", language="es")]
    assert len({order, *others}) == 7


def test_the_record_is_not_that_of_who_made_it() -> None:
    record = dict(RECORD)
    order = Order("h", "letter", record=record)
    record["patient.name"] = "Somebody else"
    assert order.record == RECORD and order.record is not None and order.record["patient.name"] == "Rosalind Pike"
    with pytest.raises(TypeError):
        order.record["patient.name"] = "x"  # type: ignore[index]


def test_nothing_of_a_record_is_shown() -> None:
    order = Order("h", "letter", record=RECORD)
    for said in (repr(order), str(order), f"{order}", repr([order]), repr(order.record), str(order.record)):
        assert "Rosalind" not in said and "2026" not in said and "patient" not in said
    assert "Record(…)" in repr(order) and "record=None" in repr(Order("h", "letter"))


def test_nothing_of_a_record_is_shown_by_what_was_made(clinic: Any) -> None:
    clinic.write("- 'Rest, {{ patient.name }}.'", fields="{patient.name: {label: Name}}")
    made = clinic.again("letter", {"patient.name": "Rosalind Pike"})
    assert "Rosalind" not in repr(made) and "Order(" in repr(made)


def test_an_edition_is_one_of_four() -> None:
    assert [*Edition] == ["print", "screen", "html", "archive"]
    assert Order("h", "letter", "screen").edition is Edition.SCREEN  # type: ignore[arg-type]
    with pytest.raises(CarefoldError, match=r"there is no edition “paper”. Hint: The editions are print, screen, html"):
        Order("h", "letter", "paper")  # type: ignore[arg-type]


# --- names


def test_no_two_orders_share_a_name(shipped: Any) -> None:
    """In all handouts, layouts, editions, brands and languages, however a disk treats capitals."""
    brands = (None, *shipped.brands)
    originals = [name for name in shipped.handouts if "." not in name]
    choices = product(originals, shipped.layouts, Edition, brands, ("", "es"), (None, RECORD))
    orders = [Order(name, layout, edition, brand, language, record)
              for name, layout, edition, brand, language, record in choices]  # fmt: skip
    labels = {brand: brand_in_names(shipped, brand) for brand in brands}
    usual = shipped.settings.brand or "riverbend"
    assert labels[None] == labels.pop(usual) == "", "these are one"
    assert len(set(labels.values())) == len(labels) == len(shipped.brands)
    names = [file_name(order, labels[order.brand]).casefold() for order in orders if order.brand in labels]
    assert len(names) == len(set(names)) > 100


@pytest.mark.parametrize(
    ("order", "name"),
    [
        (Order("h", "letter"), "h.letter.pdf"),
        (Order("h", "letter", Edition.SCREEN), "h.letter.screen.pdf"),
        (Order("h", "letter", Edition.ARCHIVE), "h.letter.archive.pdf"),
        (Order("h", "letter", Edition.HTML), "h.letter.html"),
        (Order("h", "letter", language="es"), "h.es.letter.pdf"),
        (Order("h", "letter", record=RECORD), "h.letter.personal.pdf"),
        (Order("h", "letter", Edition.ARCHIVE, record={}), "h.letter.personal.archive.pdf"),
    ],
)
def test_names(order: Order, name: str) -> None:
    assert file_name(order) == name
    at_site = file_name(replace(order, site="clinic-2"), "north")
    assert at_site == name.replace(".letter", ".north.clinic-2.letter")


def test_each_edition_is_written_beside_the_others(clinic: Any, carefold: Any) -> None:
    clinic.write()
    for edition in ((), ("--edition", "screen"), ("--archive", "3a")):
        assert carefold("build", "--layout", "letter", *edition, cwd=clinic.folder).code == 0
    names = {path.name for path in clinic.folder.glob("out/*.pdf")}
    assert names == {"h.letter.pdf", "h.letter.screen.pdf", "h.letter.archive.pdf"}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (Order("h.big", "letter"), Order("h", "big.letter")),
        (Order("h", "letter.screen"), Order("h", "letter", Edition.SCREEN)),
        (Order("h", "letter"), Order("H", "Letter")),
        (Order("h", "letter", language="es"), Order("h.es", "letter")),
        (Order("h", "letter", site="north"), Order("h.north", "letter")),
        (Order("h", "letter", record=RECORD), Order("h", "letter", record={})),
    ],
)
def test_orders_that_would_overwrite_each_other_are_refused(one: Order, other: Order, shipped: Any) -> None:
    assert clashes(shipped, [one, one]) == []
    assert clashes(shipped, [one, Order("h", "trifold")]) == []
    (clash,) = clashes(shipped, [one, other])
    problem = clash.finding
    assert clash.orders == (one, other)
    assert "would be the file of" in problem.message and "Rosalind" not in str(problem)
