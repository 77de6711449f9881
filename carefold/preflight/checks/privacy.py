"""What metadata may tell that nobody meant to tell: addresses, phone numbers, folders, the patient."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from pypdf.generic import StreamObject

from carefold.diagnostics.codes import finding
from carefold.diagnostics.finding import Finding
from carefold.diagnostics.quoted import quoted
from carefold.model.addresses import MAIL_IN_TEXT
from carefold.pdfread.document import Document
from carefold.pdfread.safely import dictionary, entry, said
from carefold.pdfread.stopped import FILE

_HINT = "Take it out of the document's properties, then make the PDF again."
_PRIVATE = (
    ("an e-mail address", re.compile(MAIL_IN_TEXT)),
    ("a phone number", re.compile(r"(?<![\w.-])(?:\+\d[\d .()-]{8,}\d|\(?\d{3}\)?[ .-]\d{3}[ .-]\d{4})(?![\w-])")),
    ("a folder on a computer", re.compile(r"\b[A-Za-z]:\\\w|(?<![\w.-])/(?:Users|home)/\w|\bfile:/|\\\\\w+\\\w")),
)


def privacy_findings(document: Document, private: Sequence[str] = ()) -> Iterator[Finding]:
    """What looks personal in the metadata: one finding a kind; `private` are values that may not stand there at all."""
    texts = dict.fromkeys(_texts(document))
    for what, pattern in _PRIVATE:
        found = next((match[0] for text in texts if (match := pattern.search(text))), None)
        if found is not None:
            yield finding("CF216", FILE, f"the metadata holds {what}, {quoted(found)}.", _HINT)
    named = next((value for value in private if any(_names(text, value) for text in texts)), None)
    if named is not None:
        message = f"the metadata holds what was filled in for one person, {quoted(named)}."
        yield finding("CF217", FILE, message, "Report it with the handout; send the file to nobody.")


def _texts(document: Document) -> Iterable[str]:
    """The document information, and all XMP packets as written."""
    info = dictionary(entry(document.reader.trailer, "/Info"))
    yield from (said(info, key) for key in info)
    for found in document.reachable:
        if isinstance(found, StreamObject) and entry(found, "/Type") == "/Metadata":
            yield found.get_data().decode("utf-8", "replace")


def _names(text: str, value: str) -> bool:
    """Whether a text has a value as words of its own."""
    return value in text and re.search(rf"(?<!\w){re.escape(value)}(?!\w)", text) is not None
