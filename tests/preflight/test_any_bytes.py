"""Whatever the bytes: one clear finding, or several, and never a traceback."""

from __future__ import annotations

import random
import traceback
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from reportlab.pdfgen.canvas import Canvas

from carefold.diagnostics.carefold_error import CarefoldError
from carefold.diagnostics.finding import Severity
from carefold.pdfread.document import listening, open_document
from carefold.pdfread.tokens import operations
from carefold.preflight import preflight as check
from carefold.preflight.checks.tags import outline, reading_order
from carefold.preflight.origin import Origin
from carefold.preflight.preflight import made_from, preflight
from carefold.preflight.sandbox.sandbox import preflight_file

OTHERS = sorted((Path(__file__).parent / "others").glob("*.pdf"))
SYNTAX = [b"0", b"-", b"/", b"<<", b">>", b"[", b"]", b"null", b"true", b"999999", b"(", b")", b" R", b"/N"]
CHANGE = st.sampled_from(SYNTAX) | st.binary(min_size=1, max_size=3)
MODEST = settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))


def encrypted(data: bytes) -> bytes:
    out = BytesIO()
    with pikepdf.open(BytesIO(data)) as pdf:
        pdf.save(out, encryption=pikepdf.Encryption(owner="secret", user="secret", R=6))
    return out.getvalue()


def without_pages() -> bytes:
    out = BytesIO()
    with pikepdf.new() as pdf:
        pdf.save(out)
    return out.getvalue()


def plain_pdf() -> bytes:
    """What many programs write: no tags, no embedded font."""
    out = BytesIO()
    canvas = Canvas(out, pagesize=(595, 842))
    canvas.drawString(100, 700, "Drink water – “often”.")
    canvas.save()
    return out.getvalue()


@pytest.mark.parametrize("kind", ["empty", "spaces", "text", "noise", "half", "end", "encrypted", "no pages", "head"])
def test_what_can_not_be_checked_is_one_finding(trifold, kind, tmp_path):
    data, code = {
        "empty": (b"", "CF204"),
        "spaces": (b" \n", "CF204"),
        "text": (b"Dear reader,\n" * 100, "CF201"),
        "noise": (random.Random(1).randbytes(5000), "CF201"),
        "half": (trifold.data[: len(trifold.data) // 2], "CF203"),
        "end": (trifold.data[:-60], "CF203"),
        "encrypted": (encrypted(trifold.data), "CF202"),
        "no pages": (without_pages(), "CF206"),
        "head": (b"%PDF-1.7\n%%EOF\n", "CF201"),
    }[kind]
    path = tmp_path / "file.pdf"
    path.write_bytes(data)
    for expected in (None, trifold.expected):
        report = preflight_file(path, lambda _origin, expected=expected: expected)
        assert [finding.code for finding in report.findings] == [code]
        assert report.subject == "file.pdf" and report.errors
    assert made_from(data) is None
    with pytest.raises(CarefoldError):
        reading_order(data)


def test_a_missing_file_and_a_folder_are_findings(tmp_path):
    for path in (tmp_path / "none.pdf", tmp_path):
        assert [finding.code for finding in preflight_file(path).findings] == ["CF201"]


def test_a_damaged_file_that_still_opens_is_a_warning(trifold):
    at = trifold.data.rindex(b"startxref")
    moved = trifold.data[:at] + b"startxref\n17\n%%EOF\n"
    found = {finding.code: finding for finding in trifold.checked(moved).findings}
    assert found["CF205"].severity is Severity.WARNING


def test_a_check_that_breaks_off_says_so_and_the_others_go_on(trifold, monkeypatch):
    def broken(_document):
        raise KeyError("/Font")
        yield

    monkeypatch.setattr(check, "font_findings", broken)
    harmed = trifold.harmed(lambda pdf: pdf.docinfo.__delitem__("/Title"))
    assert {finding.code for finding in trifold.checked(harmed).findings} == {"CF214", "CF209"}


def test_pdfs_by_other_programs_are_checked_too(tmp_path, trifold):
    path = tmp_path / "leaflet.pdf"
    path.write_bytes(plain_pdf())
    found = [finding.code for finding in preflight_file(path).findings]
    assert {"CF501", "CF304", "CF210", "CF212", "CF213"} <= set(found)
    assert len(found) < 10 and not [code for code in found if code.startswith("CF4")]
    assert reading_order(plain_pdf()) == ["Drink water – “often”."]
    assert made_from(plain_pdf()) is None
    report = preflight_file(path, lambda _origin: trifold.expected)
    assert {"CF207", "CF208", "CF301"} <= {finding.code for finding in report.findings}


def test_our_own_pdfs_say_what_they_were_made_from(trifold, letter):
    assert made_from(trifold.data) == Origin("about-ketamine", "1.0", "trifold", "print")
    assert made_from(letter.data) == Origin("about-ketamine", "1.0", "letter", "print")


def test_checking_prints_nothing(trifold, capfd):
    at = trifold.data.rindex(b"startxref")
    preflight(trifold.data[:at] + b"startxref\n17\n%%EOF\n", "x.pdf", None)
    assert capfd.readouterr() == ("", "")


@MODEST
@given(changes=st.lists(st.tuples(st.floats(0, 1), st.binary(min_size=1, max_size=4)), min_size=1, max_size=25))
def test_mutated_bytes_never_raise(trifold, changes):
    data = bytearray(trifold.data)
    for place, new in changes:
        at = int(place * (len(data) - len(new)))
        data[at : at + len(new)] = new
    survives(bytes(data), trifold.expected)


@MODEST
@given(start=st.floats(0, 1), length=st.integers(1, 3000), again=st.booleans())
def test_missing_and_repeated_stretches_never_raise(trifold, start, length, again):
    data = trifold.data
    at = int(start * len(data))
    survives(data[: at + length if again else at] + data[at if again else at + length :], trifold.expected)


@MODEST
@given(changes=st.lists(st.tuples(st.floats(0, 1), st.binary(min_size=1, max_size=6)), min_size=1, max_size=40))
def test_mutated_content_and_dictionaries_never_raise(trifold, changes):
    """The same on an unpacked file, where changes reach operators, names and numbers."""
    data = bytearray(unpacked(trifold))
    for place, new in changes:
        at = int(place * (len(data) - len(new)))
        data[at : at + len(new)] = new
    survives(bytes(data), trifold.expected)


def unpacked(sample) -> bytes:
    if not hasattr(sample, "unpacked"):
        out = BytesIO()
        with pikepdf.open(BytesIO(sample.data)) as pdf:
            options = {"compress_streams": False, "object_stream_mode": pikepdf.ObjectStreamMode.disable}
            pdf.save(out, stream_decode_level=pikepdf.StreamDecodeLevel.all, **options)
        sample.unpacked = out.getvalue()
    return sample.unpacked


def survives(data: bytes, expected) -> None:
    report = preflight(data, "mutated.pdf", expected)
    assert all(finding.code and finding.message and finding.place for finding in report.findings)
    if any(finding.code == "CF214" for finding in report.findings):
        breaks_off_in_pypdf_only(data, expected)
    made_from(data)
    try:
        outline(data)
    except CarefoldError as error:
        assert error.findings


def breaks_off_in_pypdf_only(data: bytes, expected) -> None:
    """What breaks a check off is pypdf's, never an error of our own reading."""
    document, _ = open_document(data)
    for gate in check.gates(document, expected):
        with listening():
            try:
                list(gate())
            except Exception as error:
                assert "pypdf" in Path(traceback.extract_tb(error.__traceback__)[-1].filename).parts, error


@MODEST
@given(
    path=st.sampled_from(OTHERS),
    changes=st.lists(
        st.tuples(st.floats(0, 1), st.sampled_from(SYNTAX) | st.binary(min_size=1, max_size=3)), max_size=25
    ),
)
def test_mutated_pdfs_of_other_tools_never_raise(path, changes):
    out = BytesIO()
    with pikepdf.open(path) as pdf:
        pdf.save(out, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.all)
    data = bytearray(out.getvalue())
    for place, new in changes:
        at = int(place * (len(data) - len(new)))
        data[at : at + len(new)] = new
    survives(bytes(data), None)


PIECES = [
    b"[",
    b"]",
    b"<<",
    b">>",
    b"(",
    b")",
    b"\\",
    b"<41>",
    b"/N ",
    b"1 ",
    b"BT ",
    b"TJ ",
    b"BI ID \n EI ",
    b"% c\n",
]
PIECES += [b"% c\n", b"\xff", b"true ", b"-.", b"BDC "]


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(PIECES)).map(b"".join) | st.binary())
def test_any_content_is_split_into_operations(data):
    for operands, operator in operations(data):
        assert isinstance(operands, list) and operator
