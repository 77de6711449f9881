"""What a schedule says beside times: changes, what is taken only when needed, what is stopped, of which day it is.

Read tests/golden/medicines.*.txt, the trees as one hears them; UPDATE_GOLDEN=1 rewrites them.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from medicines import WRITTEN

from carefold.diagnostics.carefold_error import CarefoldError
from carefold.preflight import verapdf
from carefold.preflight.checks.tags import outline

GOLDEN = Path(__file__).resolve().parent.parent / "golden"


@pytest.fixture
def tree(clinic: Any, read_pdf: Callable[[bytes], Any]) -> Callable[..., Any]:
    return lambda layout, blocks, **keys: read_pdf(clinic.build(layout, blocks, **keys).data).root


@pytest.mark.parametrize(("layout", "language"), [("letter", "en"), ("letter", "es"), ("trifold", "en")])
def test_the_list_as_one_hears_it(clinic: Any, layout: str, language: str) -> None:
    whole = outline(clinic.build(layout, WRITTEN, language=language).data)
    (heard,) = re.findall(r"    H2  “One”\n(?:    .*\n)+", whole)
    golden = GOLDEN / f"medicines.{layout}.{language}.txt"
    if os.environ.get("UPDATE_GOLDEN"):
        golden.write_text(heard, encoding="utf-8")
    assert heard == golden.read_text(encoding="utf-8"), "read the change, then: UPDATE_GOLDEN=1 make test"


def test_what_is_needed_only_sometimes_has_one_cell_and_no_dash(tree: Any) -> None:
    (table,) = tree("letter", WRITTEN).all("Table")
    (row,) = [row for row in table.all("TR") if "Painaway" in row.text]
    assert [cell.text for cell in row.children] == [
        "Painaway 500 mg tablets\nSame as before",
        "Only when needed for: pain\nNot more than: 4 tablets in 24 hours\nTake 1 tablet.",
    ]
    assert row.children[1].entries["/A"]["/ColSpan"] == 4


@pytest.mark.parametrize("layout", ["letter", "trifold", "booklet", "large-print"])
def test_what_is_stopped_stands_below_a_heading_of_its_own(tree: Any, layout: str) -> None:
    root = tree(layout, WRITTEN)
    assert [head.text for head in root.all("H3")] == ["Stop taking"]
    assert not any("Oldomycin" in table.text for table in root.all("Table"))
    (entries,) = [found for found in root.all("L") if "Oldomycin" in found.text]
    assert [entry.text for entry in entries.all("LBody")] == ["Oldomycin 250 mg\nYou are well again.", "Formerol"]
    said = root.text
    assert said.index("List as of January 15, 2027") < said.index("Painaway") < said.index("Stop taking")


def test_changes_are_told_by_signs_of_their_own(clinic: Any, record_pages: Any) -> None:
    """On a grey print, and for who sees no colours, the sign and its word tell which is which."""

    def shapes(change: str) -> frozenset[str]:
        blocks = f"- schedule: [{{medicine: A, morning: 1 tablet, change: {change}}}]"
        pages = record_pages(clinic.build("letter", blocks).composition)
        return frozenset(str(outline) for page in pages for outline, look, _ in page.shapes if look.get("fill"))

    signs = [shapes(change) for change in ("new", "changed", "same")]
    usual = frozenset.intersection(*signs)
    assert len({sign - usual for sign in signs}) == 3


def test_only_stopped_ones_make_no_empty_table(tree: Any) -> None:
    root = tree("letter", "- schedule: [{medicine: Oldomycin, change: stop}]")
    assert not root.all("Table")
    assert "Oldomycin" in root.text


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("medicine: A", "this medicine has no time of day."),
        ("medicine: A, change: new", "this medicine has no time of day."),
        ("medicine: A, change: stop, morning: 1", "this medicine is stopped, and it is said when to take it."),
        ("medicine: A, change: stop, next-due: now", "this medicine is stopped, and it is said when to take it."),
        ("medicine: A, noon: 1, when-needed: {for: pain}", "taken only when needed, and at times of the day."),
        ("medicine: A, when-needed: {not-more-than: 3}", "`for` is missing."),
        ("medicine: A, noon: 1, change: newer", "`change` can't be “newer”. Hint: Did you mean `new`?"),
    ],
)
def test_medicines_that_contradict_themselves(clinic: Any, row: str, said: str) -> None:
    with pytest.raises(CarefoldError) as caught:
        clinic.build("letter", f"- schedule: [{{{row}}}]")
    assert said in str(caught.value) and "Hint: " in str(caught.value)


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("{rows: [{medicine: A, noon: 1}], rows-from: list}", "a schedule has either `rows` or `rows-from`."),
        ("{as-of: 2027-01-15}", "a schedule has either `rows` or `rows-from`."),
        ("{rows-from: list}", "a list of medicines says of which day it is."),
        ("{rows: [{medicine: A, noon: 1}], as-of: soon}", "“soon” is no date, and no field of `type: date`."),
        ("{rows: [{medicine: A, noon: 1}], as-of: name}", "“name” is no date, and no field of `type: date`."),
        ("{rows-from: name, as-of: day}", "“name” is no field of `type: rows`."),
        ("{rows-from: lst, as-of: day}", "“lst” is no field of `type: rows`. Hint: Did you mean “list”?"),
        ("{rows-from: other, as-of: day}", "“other” has a column “colour”, and no row of a schedule has."),
        ("{rows-from: other, as-of: day}", "“other” has no column “medicine”."),
    ],
)
def test_lists_that_come_from_nowhere(clinic: Any, value: str, said: str) -> None:
    fields = (
        "{name: {label: Name}, day: {type: date}, list: {type: rows, columns: [medicine, noon]},"
        " other: {type: rows, columns: [colour]}}"
    )
    with pytest.raises(CarefoldError) as caught:
        clinic.build("letter", f"- schedule: {value}", fields=fields)
    assert said in str(caught.value) and "handouts/h.yaml:14:" in str(caught.value)


@pytest.mark.all
@pytest.mark.skipif(not verapdf.available(), reason="veraPDF is not installed: pip install carefold[verapdf]")
@pytest.mark.parametrize("layout", ["letter", "trifold"])
def test_verapdf_has_nothing_to_say(clinic: Any, layout: str) -> None:
    (report,) = verapdf.validate([clinic.build(layout, WRITTEN).data])
    assert report.findings == ()
