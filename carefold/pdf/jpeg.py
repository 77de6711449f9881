"""A JPEG without what it says about where, when and by whom it was taken; its picture stays byte for byte."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

_END, _SCAN, _COMMENT, _JFIF, _ADOBE = 0xD9, 0xDA, 0xFE, 0xE0, 0xEE
_SAID = range(0xE0, 0xF0)  # APP0 to APP15
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_IN_PDF = (0xC0, 0xC1, 0xC2)  # baseline, extended and progressive (ISO 32000-1, 7.4.8)
_NEXT = re.compile(rb"\xff[^\x00\xff\xd0-\xd7]")  # the marker after a scan's data


class _Segment(NamedTuple):
    """A marker, what it holds, and the scan's data after it."""

    marker: int
    body: bytes
    scan: bytes


def stripped(data: bytes) -> bytes | None:
    """The JPEG without EXIF, XMP, profiles, thumbnails, comments, and whatever follows its end.

    None for one that a PDF can't take as it is, or that would look different without them.
    """
    try:
        segments = list(_segments(data))
    except (IndexError, ValueError):
        return None
    frames = [segment for segment in segments if segment.marker in _FRAMES]
    if len(frames) != 1 or frames[0].marker not in _IN_PDF or frames[0].body[0] != 8:
        return None
    jfif = any(segment.marker == _JFIF and segment.body.startswith(b"JFIF\0") for segment in segments)
    adobe = any(segment.marker == _ADOBE and segment.body.startswith(b"Adobe") for segment in segments)
    if not jfif and not adobe and frames[0].body[6::3] == b"RGB":
        return None  # its colours are known by these letters only
    made = bytearray(b"\xff\xd8")
    for marker, body, scan in segments:
        kept = _kept(marker, body, jfif)
        if kept is not None:
            made += bytes((0xFF, marker)) + (len(kept) + 2).to_bytes(2) + kept + scan
    return bytes(made + bytes((0xFF, _END)))


def _kept(marker: int, body: bytes, jfif: bool) -> bytes | None:
    """What stays of a segment; None for nothing."""
    if marker == _JFIF and body.startswith(b"JFIF\0"):
        return body[:12] + b"\0\0"  # without its thumbnail
    if marker == _ADOBE and body.startswith(b"Adobe") and not jfif:
        return body[:12]  # how its colours are coded
    return None if marker in _SAID or marker == _COMMENT else body


def _segments(data: bytes) -> Iterator[_Segment]:
    """The segments up to the end of the picture; ValueError or IndexError where they can't be told apart."""
    at = 2
    while at < len(data):
        if data[at] != 0xFF:
            raise ValueError("no marker")
        while data[at + 1] == 0xFF:
            at += 1
        marker = data[at + 1]
        if marker == _END:
            return
        length = int.from_bytes(data[at + 2 : at + 4])
        end = at + 2 + length
        if length < 2 or end > len(data):
            raise ValueError("cut off")
        body, at = data[at + 4 : end], end
        if marker == _SCAN:
            found = _NEXT.search(data, end)
            at = found.start() if found else len(data)
        yield _Segment(marker, body, data[end:at])
