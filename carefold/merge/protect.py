"""Letters that open with their record's password alone: AES-256, V 5 and R 6 (ISO 32000-2, 7.6.4.4).

The header stays at PDF 1.7 with Adobe's extension level 8, which is what R 6 has there: PDF/UA-1 is about 1.7 (ISO
14289-1, 1), and programs know it so. Metadata are encrypted too, since a title may tell what somebody is treated for.
"""

from __future__ import annotations

import io
import re
import secrets
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from carefold.diagnostics.carefold_error import CarefoldError
from carefold.diagnostics.exit_code import ExitCode
from carefold.diagnostics.finding import Finding

if TYPE_CHECKING:
    import pikepdf

_REVISION = 6
_ID_BYTES = 16
_CLAIM = re.compile(rb"<pdfaid:part>.*?</pdfaid:part>\s*<pdfaid:conformance>.*?</pdfaid:conformance>", re.DOTALL)
_ABOUT_CLAIM = re.compile(
    rb"<rdf:Description(?:(?!<rdf:Description).)*?<pdfaExtension:.*?</rdf:Description>\s*", re.DOTALL
)


def needed() -> None:
    """CarefoldError with ExitCode.MISSING where what encrypts is not installed."""
    if find_spec("pikepdf") is None:
        hint = '`pip install "carefold[protect]"`'
        raise CarefoldError(Finding("what encrypts letters is not installed.", hint=hint), ExitCode.MISSING)


def protect(data: bytes, password: str) -> bytes:
    """A finished file, encrypted: it may be read aloud, printed, copied from and filled in, and not be changed.

    It no longer claims PDF/A, which allows no encryption (ISO 19005-2, 6.1.3). The owner's password is random and kept
    nowhere. CarefoldError for one that would not open as it should.
    """
    import pikepdf

    with pikepdf.open(io.BytesIO(data)) as pdf:
        _claim_no_archive(pdf)
        # The id of a plain letter is made of what it says: beside it, a guess at the record could be proven.
        name = secrets.token_bytes(_ID_BYTES)
        pdf.trailer.ID = pikepdf.Array([pikepdf.String(name), pikepdf.String(name)])
        made = io.BytesIO()
        pdf.save(made, encryption=_encryption(password), object_stream_mode=pikepdf.ObjectStreamMode.generate)
    written = made.getvalue()
    if not _opens_as_it_should(written, password):
        raise CarefoldError(Finding("the protected letter does not open as it should."))
    return written


def opens(path: Path, password: str) -> bool:
    """Whether a file is protected, and opens with this password alone."""
    try:
        return _opens_as_it_should(path.read_bytes(), password)
    except OSError:
        return False


def _encryption(password: str) -> pikepdf.Encryption:
    import pikepdf

    allowed = pikepdf.Permissions(accessibility=True, modify_assembly=False, modify_other=False)
    owner = secrets.token_urlsafe(32)
    return pikepdf.Encryption(user=password, owner=owner, R=6, allow=allowed, metadata=True)


def _claim_no_archive(pdf: pikepdf.Pdf) -> None:
    """Take PDF/A's claim, and what explains it, out of the XMP; PDF/UA's stays."""
    packet = pdf.Root.Metadata
    said = _ABOUT_CLAIM.sub(b"", _CLAIM.sub(b"", packet.read_bytes()))
    if b"<pdfaid:" in said or b"<pdfuaid:part>" not in said:
        raise CarefoldError(Finding("the claims of the letter are not those that are known."))
    packet.write(said)


def _opens_as_it_should(data: bytes, password: str) -> bool:
    import pikepdf

    try:
        with pikepdf.open(io.BytesIO(data), attempt_recovery=False):
            return False
    except pikepdf.PasswordError:
        pass
    except pikepdf.PdfError:
        return False
    try:
        with pikepdf.open(io.BytesIO(data), password=password, attempt_recovery=False) as pdf:
            return pdf.encryption.R == _REVISION and pdf.allow.accessibility and len(pdf.pages) > 0
    except (pikepdf.PasswordError, pikepdf.PdfError):
        return False
