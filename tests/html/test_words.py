"""The same words in the same order: a page's and its PDF's, a message's and its PDF's."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from heard import without_blanks, words_of_page, words_of_pdf
from opening import opened

from carefold.html.message import MessageBody, message_body
from carefold.order import Edition, Order
from carefold.pipeline import laid_out, make, resolved, written
from carefold.pipeline import opened as opened_handout
from carefold.spelling import comparable
from carefold.stages import Laid
from carefold.workspace import Workspace

ROOT = Path(__file__).parents[2]
SHIPPED, CASES, PAGES = opened(ROOT), opened(ROOT / "tests/cases"), opened(ROOT / "tests/cases/pages")
GALLERY = [name for name in CASES.sources.project_names("handouts") if name != "tiny"]
HANDOUTS = [
    (SHIPPED, "about-ketamine", "letter"), (SHIPPED, "about-ketamine", "trifold"), (SHIPPED, "visit-letter", "letter"),
    (SHIPPED, "visit-letter.es", "letter"), *((CASES, name, "letter") for name in GALLERY),
    *((CASES, name, "large-print") for name in ("every-block", "gallery-medicines")),
    *((PAGES, name, "letter") for name in PAGES.sources.project_names("handouts")),
]  # fmt: skip
EACH = pytest.mark.parametrize(("workspace", "name", "layout"), HANDOUTS, ids=[".".join(one[1:]) for one in HANDOUTS])
XHTML = "{http://www.w3.org/1999/xhtml}"


def order(name: str, layout: str, edition: Edition) -> Order:
    return Order(name, layout, edition, allow_expired=True)


def laid(workspace: Workspace, asked: Order) -> Laid:
    return laid_out(workspace, resolved(workspace, opened_handout(workspace, asked.source, None)), asked)


@EACH
def test_a_page_says_what_its_pdf_says(workspace: Workspace, name: str, layout: str) -> None:
    page, pdf = (make(workspace, order(name, layout, edition)).data for edition in (Edition.HTML, Edition.SCREEN))
    assert page.startswith(b"<!DOCTYPE html>\n<html ")
    assert words_of_page(page) == words_of_pdf(pdf)
    assert len(words_of_page(page)) > 40


@EACH
def test_a_message_says_what_its_pdf_says(workspace: Workspace, name: str, layout: str) -> None:
    asked = order(name, layout, Edition.PRINT)
    made = laid(workspace, asked)
    pdf, body = written(workspace, made, asked).data, message_body(made.job, made.composition)
    phrases = made.job.phrases
    told = phrases["blank"], phrases["tick-box"]
    named = {label for label in _labels_of_blanks(made) if label}
    wanted = without_blanks(words_of_pdf(pdf), *(f"{label}: {phrases['blank']}" for label in named), *told)
    assert _unnumbered(without_blanks(words_of_page(body.html))) == _unnumbered(wanted)
    assert _bare(_without_addresses(body)) == _bare(wanted)


def _labels_of_blanks(made: Laid) -> set[str]:
    return {one.contents for one in made.composition.root.walk() if one.kind == "blank"}


def _unnumbered(text: str) -> str:
    """Numbers of steps, which are discs on paper, and have a point after them in a message."""
    return re.sub(r"(?<= )(\d+)\.(?= )", r"\1", text)


def _bare(text: str) -> str:
    """Letters and digits alone: how plain text marks headings, links and citations is its own affair."""
    return "".join(re.findall(r"[^\W_]", without_blanks(comparable(text).split())))


def _without_addresses(body: MessageBody) -> str:
    """The plain text without the addresses that stand behind links."""
    text = body.plain
    for link in ElementTree.fromstring(body.html).iter("a"):
        text = text.replace(f" ({link.get('href', '').removeprefix('mailto:')})", "")
    return text


def test_what_an_author_writes_is_never_markup(clinic: Any) -> None:
    title = "A </title><script>x</script> & 'B' \"C\""
    clinic.write("- text: '5 \\< 6 & \"7\" > [2](https://example.org/?a=1&b=%22x)'", title=json.dumps(title))
    asked = Order("h", "letter", Edition.HTML)
    page = make(opened(clinic.folder), asked).data.decode()
    read = ElementTree.fromstring(page)
    assert "<script" not in page
    for tag in ("title", "h1"):
        found = read.find(f".//{XHTML}{tag}")
        assert found is not None and "</title><script>x</script>" in (found.text or "")
    assert "5 < 6 &" in "".join(read.itertext()).replace("\u00a0", " ")
    assert 'href="https://example.org/?a=1&amp;b=%22x"' in page


def test_a_note_stands_before_the_handout() -> None:
    made = message_of(PAGES, "about-ketamine")
    assert made.plain.startswith("First.\n\nSecond.\n\nAbout ketamine\n==============\n\n")
    assert made.html.index("First.") < made.html.index("Second.") < made.html.index("About ketamine")
    assert "<title>A handout</title>" in made.html


def message_of(workspace: Workspace, name: str) -> MessageBody:
    made = laid(workspace, order(name, "letter", Edition.PRINT))
    return message_body(made.job, made.composition, subject="A handout", before=("First.", "Second."))
