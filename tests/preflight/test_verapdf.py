"""veraPDF has the last word on PDF/UA and PDF/A; it runs in this process."""

from dataclasses import replace
from pathlib import Path

import pytest
from opening import opened
from pikepdf import Name
from tagged import UA, tagged

from carefold.diagnostics.carefold_error import CarefoldError
from carefold.diagnostics.exit_code import ExitCode
from carefold.order import Edition, Order
from carefold.pipeline import make
from carefold.preflight import verapdf
from carefold.preflight.from_handout import expect
from carefold.preflight.preflight import preflight

ROOT = Path(__file__).parents[2]

needed = pytest.mark.skipif(not verapdf.available(), reason="veraPDF is not installed: pip install carefold[verapdf]")


def broken_rules(data: bytes, *flavours: str) -> set[str]:
    (report,) = verapdf.validate([data], flavours)
    return {finding.message.split(":")[0] for finding in report.findings}


@needed
def test_shipped_handouts_are_pdf_ua_and_pdf_a(trifold, letter, tmp_path):
    path = tmp_path / "letter.pdf"
    path.write_bytes(letter.data)
    reports = verapdf.validate([trifold.data, path])
    assert [report.subject for report in reports] == ["file 1", "letter.pdf"]
    assert [finding for report in reports for finding in report.findings] == []


@pytest.mark.all
@needed
@pytest.mark.parametrize("layout", ["trifold", "letter"])
@pytest.mark.parametrize(("edition", "flavours"), [(Edition.SCREEN, ["ua1"]), (Edition.ARCHIVE, ["ua1", "3a"])])
def test_other_editions_pass_too(layout, edition, flavours):
    made = make(opened(ROOT), Order("about-ketamine", layout, edition, allow_expired=True))
    wanted = expect(made.resolved, made.layout, made.references)
    wanted = replace(wanted, edition=edition)
    assert preflight(made.data, "x.pdf", wanted).findings == ()
    assert verapdf.validate([made.data], flavours)[0].findings == ()


def drop_language(pdf):
    del pdf.Root.Lang


def drop_alt(pdf):
    for element in pdf.objects:
        if hasattr(element, "get") and element.get("/S") == Name.Figure:
            del element["/Alt"]


def take_fonts_out(pdf):
    for font in pdf.pages[0].Resources.Font.values():
        del font.DescendantFonts[0].FontDescriptor["/FontFile2"]


def drop_tabs(pdf):
    del pdf.pages[0]["/Tabs"]


RULES = [(drop_language, "7.2-33"), (drop_alt, "7.3-1"), (take_fonts_out, "7.21.4.1-1"), (drop_tabs, "7.18.3-1")]


@needed
@pytest.mark.parametrize(("harm", "rule"), RULES)
def test_verapdf_names_the_rule(trifold, harm, rule):
    assert broken_rules(trifold.harmed(lambda _pdf: None), "ua1") == set()
    assert rule in broken_rules(trifold.harmed(harm), "ua1")


@needed
def test_findings_carry_count_and_source(trifold):
    (report,) = verapdf.validate([trifold.harmed(drop_alt)], ["ua1"])
    finding = next(one for one in report.findings if one.message.startswith("7.3-1"))
    assert (finding.code, finding.place, finding.source) == ("CF701", "PDF/UA-1", "PDF/UA-1, 7.3-1")
    assert report.errors


@needed
@pytest.mark.parametrize("data", [b"", b"garbage"])
def test_what_verapdf_can_not_read_is_a_finding(data):
    (report,) = verapdf.validate([data])
    assert {finding.code for finding in report.findings} == {"CF702"}


def test_without_its_parts_it_says_what_to_install(monkeypatch):
    monkeypatch.setattr(verapdf, "available", lambda: False)
    with pytest.raises(CarefoldError, match="not installed") as caught:
        verapdf.validate([b""])
    assert caught.value.exit_code is ExitCode.MISSING
    assert caught.value.findings[0].hint == '`pip install "carefold[verapdf]"`'


def test_an_unknown_flavour_is_refused():
    with pytest.raises(CarefoldError, match="ua3"):
        verapdf.validate([b""], ["ua3"])


PDFA = "<pdfaid:part>{}</pdfaid:part>"
LEVEL = "<pdfaid:conformance>{}</pdfaid:conformance>"


@needed
@pytest.mark.parametrize(
    ("claims", "standards"),
    [
        (UA, set()),
        (UA + PDFA.format(2) + LEVEL.format("A"), {"PDF/A-2a"}),
        (PDFA.format(2) + LEVEL.format("B"), {"PDF/A-2b"}),
        (PDFA.format(1) + LEVEL.format("a"), {"PDF/A-1a"}),
        (PDFA.format(3) + LEVEL.format("U"), {"PDF/A-3u"}),
        (PDFA.format(4), {"PDF/A-4"}),
    ],
)
def test_a_file_is_held_to_what_it_claims(claims, standards):
    """The small files have no profile for their colours, so they keep PDF/UA and break any PDF/A."""
    data = tagged(("H1", "Title"), claims=claims)
    found = verapdf.validate_claims(data, preflight(data, "x.pdf", None).claims)
    assert {(finding.code, finding.place) for finding in found} == {("CF701", standard) for standard in standards}


@needed
@pytest.mark.parametrize(
    ("claims", "said"),
    [("", "neither PDF/UA nor PDF/A"), (UA.replace("1", "7"), "PDF/UA-7"), (PDFA.format(2), "PDF/A-2, which")],
)
def test_what_nobody_looked_at_is_said(claims, said):
    data = tagged(("H1", "Title"), claims=claims)
    (finding,) = verapdf.validate_claims(data, preflight(data, "x.pdf", None).claims)
    assert (finding.code, finding.severity, said in finding.message) == ("CF703", "warning", True)


@needed
def test_check_asks_verapdf_for_the_claims_alone(tmp_path):
    (tmp_path / "ua.pdf").write_bytes(tagged(("H1", "Title")))
    assert opened(tmp_path).check_pdf(tmp_path / "ua.pdf", verapdf=True).findings == ()
