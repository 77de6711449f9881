"""What hides, turns round or breaks lines is spelled out in every report: for people, for machines, on paper."""

from __future__ import annotations

import json
import sys
import unicodedata
from xml.etree import ElementTree

import click
import pikepdf
import pytest
from click.testing import CliRunner

from carefold.commands.output import Printer
from carefold.diagnostics.finding import Finding, Severity
from carefold.diagnostics.place import Place
from carefold.diagnostics.problem import Problem
from carefold.diagnostics.visible import visible, visible_json
from carefold.reports.html import page
from carefold.reports.junit import junit
from carefold.reports.outcome import Checked, Outcome

CONTROL = [*range(0x20), *range(0x7F, 0xA0)]
BIDI = [0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)]
LINES = [0x2028, 0x2029]
HALVES = list(range(0xD800, 0xE000))
NONE = [*range(0xFDD0, 0xFDF0), *(plane << 16 | end for plane in range(17) for end in (0xFFFE, 0xFFFF))]
UNSEEN = [0x00AD, 0x200B, 0x2060, 0x180E, 0xFEFF, 0xE0041]
HIDDEN = [*map(chr, (*CONTROL, *BIDI, *LINES, *HALVES, *NONE, *UNSEEN))]
PLAIN = "Kürbis, 水, שלום, مرحبا, 👩\u200d⚕️, نمی\u200cخواهم, x\u00a0y, \u0301, ½ – “q” 𝒳"


def test_hidden_signs_are_spelled_out():
    for sign in HIDDEN:
        assert visible(f"a{sign}b") == f"a‹U+{ord(sign):04X}›b"


def test_all_signs_of_format_are_known():
    """But for two that join letters and emoji."""
    known = (chr(code) for code in range(sys.maxunicode + 1) if unicodedata.category(chr(code)) in ("Cc", "Cf", "Cs"))
    assert [sign for sign in known if visible(sign) == sign] == ["\u200c", "\u200d"]


def test_all_other_signs_stay():
    assert visible(PLAIN) == PLAIN
    assert json.loads(visible_json(PLAIN)) == PLAIN and PLAIN in visible_json(PLAIN)


def test_json_says_the_same_without_raw_signs():
    data = {"x".join(HIDDEN): ["x".join(HIDDEN)]}  # two halves side by side would be a pair
    written = visible_json(data)
    assert json.loads(written) == data
    assert set(written).isdisjoint({*HIDDEN} - {"\n"})
    written.encode("utf-8")


EVIL = "".join(HIDDEN)
FINDING = Finding("CF209", Severity.ERROR, f"page {EVIL}", f"the title is {EVIL}", f"hint {EVIL}", f"rule {EVIL}")
PROBLEM = Problem(f"m{EVIL}", Place(f"f{EVIL}", 1, 1), f"h{EVIL}")
OUTCOME = Outcome((Checked(f"x{EVIL}.pdf", (FINDING,)),), ((f"y{EVIL}", (PROBLEM,)),), False)


def clean(text: str) -> bool:
    return {*text}.isdisjoint({*HIDDEN} - {"\n"}) and "‹U+202E›" in text and "‹U+001B›" in text


def test_junit_is_well_formed_and_shows_them():
    written = junit(OUTCOME)
    root = ElementTree.fromstring(written)
    said = "".join([*root.itertext(), *(value for one in root.iter() for value in one.attrib.values())])
    assert written.isascii() and clean(said)


def test_html_shows_them():
    written = page(OUTCOME)
    assert written.isascii() and "&#8249;U+202E&#8250;" in written and "&#8238;" not in written
    assert not any(f"&#{code};" in written for code in (*CONTROL, *BIDI, *LINES, *NONE))


@pytest.mark.parametrize("tell", [
    lambda printer: printer.say(EVIL), lambda printer: printer.finding(FINDING, f"x{EVIL}"),
    lambda printer: printer.problem(PROBLEM),
], ids=["say", "finding", "problem"])  # fmt: skip
def test_lines_for_people_are_one_line_and_show_them(tell):
    run = CliRunner().invoke(click.Command("x", callback=lambda: tell(Printer(False, False))))
    assert run.output.count("\n") == 1 and clean(run.output)


def test_a_pdf_of_any_title_is_reported_in_plain_signs(tmp_path):
    """Through the command line, with a file's name as bad as its content."""
    from carefold.commands import cli

    pdf = pikepdf.new()
    pdf.add_blank_page()
    link = {"Type": pikepdf.Name.Annot, "Subtype": pikepdf.Name.Link, "Rect": pikepdf.Array([0, 0, 9, 9])}
    action = pikepdf.Dictionary(S=pikepdf.Name.URI, URI=pikepdf.String("\u202ehttp://\x1b[2Jevil\u2028"))
    pdf.pages[0].Annots = pikepdf.Array([pikepdf.Dictionary(A=action, **link)])
    pdf.docinfo["/Title"] = "\u202e\x1b]0;evil\x07\u2029nurse@clinic.example"
    path = tmp_path / "a\u202efdp.\x1b[2J.pdf"
    pdf.save(path)
    for form in ("text", "json", "junit", "html"):
        run = CliRunner().invoke(cli, ["check", str(path), "--format", form])
        assert {*run.output}.isdisjoint({*HIDDEN} - {"\n"}), form
        assert "evil" in run.output and "CF601" in run.output, form
    run = CliRunner().invoke(cli, ["check", str(tmp_path / "none\u202e.pdf")])
    assert "none‹U+202E›.pdf" in run.output
