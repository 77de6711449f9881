"""What a file is that should be a text file and is another one, by its first bytes."""

from __future__ import annotations

import re

WORD = "a Word file"
_STARTS: tuple[tuple[bytes, str], ...] = (
    (b"%PDF", "a PDF"),
    (b"\xd0\xcf\x11\xe0", "an old Word or Excel file"),
    (b"{\\rtf", "a file of a word processor (RTF)"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"\x89PNG", "a PNG picture"),
    (b"GIF8", "a GIF picture"),
    (b"BM", "a picture"),
    (b"RIFF", "a picture or a film"),
    (b"\x1f\x8b", "a compressed file"),
    (b"7z\xbc\xaf", "a compressed file"),
    (b"Rar!", "a compressed file"),
    (b"bplist", "a file of macOS"),
    (b"SQLite format 3", "a database"),
)
_LIKE_WORDS = (b"BM", b"RIFF")
"""What a text may start with, too."""
_INSIDE_ZIP: tuple[tuple[bytes, str], ...] = (
    (b"word/", WORD),
    (b"xl/", "an Excel file"),
    (b"ppt/", "a PowerPoint file"),
    (b"opendocument.text", "a file of LibreOffice Writer"),
    (b"opendocument", "a file of LibreOffice"),
    (b"Index/Document.iwa", "a file of Pages"),
)
_WEB = re.compile(rb"\s*(?:<\?xml[^>]*\?>\s*)?<(?:!doctype html|html|head|body|svg)\b", re.IGNORECASE)


def other_kind(data: bytes) -> str:
    """What a file is in plain words; empty for text, as far as its first bytes say."""
    if data.startswith(b"PK\x03\x04"):
        return next((kind for part, kind in _INSIDE_ZIP if part in data), "a compressed file")
    if _WEB.match(data[:1000].removeprefix(b"\xef\xbb\xbf")):
        return "a web page or a drawing"
    binary = b"\0" in data[:4096]
    return next(
        (kind for start, kind in _STARTS if data.startswith(start) and (binary or start not in _LIKE_WORDS)), ""
    )


def is_utf16(data: bytes) -> bool:
    """Whether a text was saved with two or four bytes a character, as Windows calls “Unicode”."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff", b"\0\0\xfe\xff")):
        return True
    head = data[:400]
    return len(head) > 3 and head.count(0) * 5 > len(head) * 2 and head[:2].count(0) == 1
