"""Pages in a real browser: axe finds no barrier in any light, nothing is wider than a phone, nothing is asked for."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import browser
import pytest
from opening import opened

from carefold.order import Edition, Order
from carefold.pipeline import make

ROOT = Path(__file__).parents[2]
AXE = next(iter(sorted(ROOT.glob(".ci/axe/*/package/axe.min.js"))), None)
SHIPPED, CASES, PAGES = opened(ROOT), opened(ROOT / "tests/cases"), opened(ROOT / "tests/cases/pages")
HANDOUTS = [
    (SHIPPED, "about-ketamine"), *((CASES, name) for name in CASES.sources.project_names("handouts")),
    (PAGES, "es"), (PAGES, "discharge"),
]  # fmt: skip
ASKED = """
return axe.run(document, {resultTypes: ['violations']}).then((found) => [
  found.passes.length,
  found.violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.html.slice(0, 120)).join(' | ')}`),
]);
"""

pytestmark = pytest.mark.skipif(browser.PROGRAM is None, reason="there is no Chromium")


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Each handout as a page, in a file."""
    folder = tmp_path_factory.mktemp("pages")
    for workspace, name in HANDOUTS:
        made = make(workspace, Order(name, "letter", Edition.HTML, allow_expired=True))
        (folder / made.name).write_bytes(made.data)
    return sorted(folder.glob("*.html"))


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> Iterator[browser.Browser]:
    with browser.browser(tmp_path_factory.mktemp("profile")) as one:
        yield one


@pytest.mark.skipif(AXE is None, reason="there is no axe-core: .ci/install brings it")
@pytest.mark.parametrize(("scheme", "width"), [("light", 1000), ("dark", 1000), ("light", 360)])
def test_axe_finds_nothing(pages: list[Path], shown: browser.Browser, scheme: str, width: int) -> None:
    assert AXE
    script, found = AXE.read_text(encoding="utf-8"), dict[str, list[str]]()
    for path in pages:
        shown.window(width, scheme=scheme)
        shown.open(path)
        shown.ask("Runtime.evaluate", expression=script)
        passed, violations = shown.run(ASKED)
        assert passed > 10, path.name
        if violations:
            found[path.name] = violations
    assert found == {}


def test_nothing_is_asked_for_and_the_policy_holds(pages: list[Path], shown: browser.Browser) -> None:
    for path in pages:
        shown.window(1000)
        shown.open(path)
        assert shown.said == [], path.name
        assert [one for one in shown.requests if not one.startswith(("file:", "data:image/"))] == []
        assert shown.run("return getComputedStyle(document.querySelector('main')).maxWidth") != "none"


@pytest.mark.parametrize("width", [320, 360])
def test_a_phone_shows_all_of_its_width(pages: list[Path], shown: browser.Browser, width: int) -> None:
    for path in pages:
        shown.window(width)
        shown.open(path)
        wide = shown.run("return [document.documentElement.scrollWidth, innerWidth]")
        assert wide == [width, width], path.name


def test_text_can_be_twice_as_large(pages: list[Path], shown: browser.Browser) -> None:
    """Where a reader's own size of type is twice the usual one (WCAG 2.2, 1.4.4)."""
    larger = "document.documentElement.style.fontSize = '225%'; return document.documentElement.scrollWidth"
    for path in pages:
        shown.window(640)
        shown.open(path)
        assert shown.run(larger) == 640, path.name


def test_no_column_of_a_schedule_is_out_of_sight_on_a_phone(pages: list[Path], shown: browser.Browser) -> None:
    """All that is to be taken is seen with its time, and is still a table for a screen reader."""
    (path,) = (one for one in pages if one.name == "discharge.letter.html")
    shown.window(360)
    shown.open(path)
    assert shown.run("""
        const row = all(".stack tbody tr")[0];
        return [...row.querySelectorAll("td")].map((cell) => [
          cell.dataset.label, cell.textContent, cell.getAttribute("role"), cell.getBoundingClientRect().right < 360,
          getComputedStyle(cell, "::before").content,
        ]);
    """) == [
        [time, "2\u00a0tablets", "cell", True, f'"{time}"'] for time in ("Morning", "Noon", "Evening", "Bedtime")
    ]  # fmt: skip


def test_html_and_xml_read_it_as_one_tree(pages: list[Path], shown: browser.Browser) -> None:
    """No element is closed by another that may not stand in it (HTML, 13.2.6)."""
    for path in pages:
        shown.open(path)
        tags = shown.run("return all('*').map((one) => one.localName)")
        assert tags == [one.tag.partition("}")[2] for one in ElementTree.parse(path).iter()], path.name
