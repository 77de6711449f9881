"""Bookmarks as a document outline (ISO 32000-1, 12.3.3)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from carefold.pdf.objects import Refer, Reference, page_reference, text


@dataclass(frozen=True, slots=True)
class Bookmark:
    """A title that leads to a spot of a page; those of level 0 stand at the top."""

    title: str
    level: int
    page: int
    spot: tuple[float, float]


@dataclass
class _Entry:
    entries: dict[str, Any]
    reference: Reference
    last: _Entry | None = None


def outline(bookmarks: Sequence[Bookmark], refer: Refer) -> Reference:
    """All bookmarks, unfolded, each below the last one before it that stands higher."""
    entries: dict[str, Any] = {"Type": "/Outlines"}
    root = _Entry(entries, refer(entries))
    above = [(-1, root)]
    for bookmark in bookmarks:
        while above[-1][0] >= bookmark.level:
            above.pop()
        spot = [page_reference(bookmark.page), "/XYZ", *bookmark.spot, 0]
        entries = {"Title": text(bookmark.title), "Dest": spot}
        entry = _Entry(entries, refer(entries))
        _hang(entry, above[-1][1])
        for _, one in above:
            one.entries["Count"] = one.entries.get("Count", 0) + 1
        above.append((bookmark.level, entry))
    return root.reference


def _hang(entry: _Entry, parent: _Entry) -> None:
    entry.entries["Parent"] = parent.reference
    if parent.last:
        entry.entries["Prev"] = parent.last.reference
        parent.last.entries["Next"] = entry.reference
    parent.entries.setdefault("First", entry.reference)
    parent.entries["Last"] = entry.reference
    parent.last = entry
