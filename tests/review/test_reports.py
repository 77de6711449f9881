"""JUnit XML and the HTML page: whole, safe, and with all that was found."""

import re
from html.parser import HTMLParser
from itertools import pairwise
from xml.etree import ElementTree as ET

import pytest

from carefold.diagnostics.finding import Finding, Severity
from carefold.diagnostics.place import Place
from carefold.reports.html import page
from carefold.reports.junit import junit
from carefold.reports.outcome import Checked, Outcome

EVIL = "<script>alert('x')</script> & “q” \x00\x1b \ufffe </title> ]]> é 漢"
FOUND = tuple(
    Finding(EVIL, Place("h.yaml", 3, 5), f"hint {EVIL}", code, severity, "rule <b>")
    for code, severity in (("CF131", Severity.ERROR), ("CF104", Severity.WARNING), ("CF107", Severity.HINT))
)
OUTCOME = Outcome(
    (Checked("h", FOUND), Checked("fine", ()), Checked("out/x.pdf", (FOUND[0],))),
    (("broken", (Finding("no key.", Place("broken.yaml", 2, 1), "Add it."),)),),
    strict=False,
)
VOID = {"meta", "link", "br", "img", "input", "hr"}


class Tags(HTMLParser):
    """All tags, and whether each is closed."""

    def __init__(self, text):
        super().__init__()
        self.seen, self.open, self.text = [], [], []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.seen.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.text.append(data)


def test_junit_has_a_suite_for_each_file_and_a_case_for_each_finding():
    root = ET.fromstring(junit(OUTCOME))
    suites = {suite.get("name"): suite for suite in root}
    assert [*suites] == ["broken", "h", "fine", "out/x.pdf"]
    counts = {name: (suite.get("tests"), suite.get("failures")) for name, suite in suites.items()}
    assert counts == {"broken": ("1", "1"), "h": ("3", "1"), "fine": ("1", "0"), "out/x.pdf": ("1", "1")}
    (failure,) = suites["h"].findall("testcase/failure")
    assert failure.get("type") == "CF131" and "alert('x')" in failure.get("message")
    assert "Hint: Hint" in failure.text
    assert suites["broken"].find("testcase").get("name") == "CF100 broken.yaml:2:1"


def test_junit_counts_warnings_when_they_count():
    strict = Outcome(OUTCOME.checked, (), strict=True)
    assert ET.fromstring(junit(strict))[0].get("failures") == "2"
    assert (OUTCOME.is_bad, Outcome((Checked("h", FOUND[1:]),), (), True).is_bad) == (True, True)
    assert not Outcome((Checked("h", FOUND[1:]),), (), False).is_bad


def test_junit_counts_what_was_accepted(reviewed):
    review = reviewed("- It helps 5% of people.", accept="{CF121: no better source}")
    root = ET.fromstring(junit(Outcome((Checked.of(review.report, review),), (), False)))
    assert [(one.get("name"), one.get("value")) for one in root.iter("property")] == [("accepted", "1")]


@pytest.mark.parametrize("make", [junit, page])
def test_documents_are_ascii(make):
    assert make(OUTCOME).isascii()


def test_the_page_escapes_everything():
    text = page(OUTCOME)
    tags = Tags(text)
    assert tags.open == []
    assert {tag for tag, _ in tags.seen}.isdisjoint({"script", "b", "img", "iframe"})
    assert "<script>alert('x')</script>" in "".join(tags.text)


def test_the_page_needs_nothing_from_outside(reviewed):
    review = reviewed("- Take 1.0 mg. It helps 5% of people.")
    text = page(Outcome((Checked.of(review.report, review),), (), False))
    tags = Tags(text)
    for _, attributes in tags.seen:
        assert not {"src", "href", "action", "onclick"} & set(attributes)
    assert "default-src 'none'" in text
    assert "url(" not in text and "@import" not in text


def test_the_page_can_be_heard(reviewed):
    review = reviewed("- Take 1.0 mg.")
    tags = Tags(page(Outcome((Checked.of(review.report, review),), (), False)))
    names = [tag for tag, _ in tags.seen]
    assert ("html", {"lang": "en"}) in tags.seen
    assert names.count("h1") == names.count("title") == names.count("main") == 1
    levels = [int(name[1]) for name in names if re.fullmatch(r"h\d", name)]
    assert levels[0] == 1 and all(after - before <= 1 for before, after in pairwise(levels))
    assert names.count("table") == names.count("caption") > 5
    assert {attributes.get("scope") for tag, attributes in tags.seen if tag == "th"} <= {"col", "row"}


def test_the_page_has_what_a_clinician_signs(reviewed):
    review = reviewed(
        "- Take 1.0 mg. It helps 5% of people.\n- Rest.", title="Knees & <more>", accept="{CF121: No better source}",
        review="{pemat: {1: yes}}",
    )  # fmt: skip
    text = " ".join("".join(Tags(page(Outcome((Checked.of(review.report, review),), (), False))).text).split())
    for words in (
        "Knees & <more>", "“1.0” ends in a zero", "CF132", "Accepted by the author: 1", "No better source",
        "Flesch-Kincaid decides", "SMOG grade", "PEMAT-P", "CDC Clear Communication Index", "a person", "☐ yes",
        "no certification", "Sign-off", "Name:", "Role:", "Date:", "A. Tester, Nurse, 2026-11-23", "version 1.0",
    ):  # fmt: skip
        assert words in text, words
    assert "certified" not in text
