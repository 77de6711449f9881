"""What a page says, as a screen reader has it, with the numbers and bullets that are the browser's own."""

from __future__ import annotations

from collections.abc import Sequence

from carefold.html.lists import BULLET
from carefold.html.node import Child, Node
from carefold.spelling import spelled

_IN_LINES = ("a", "strong", "em", "sup", "sub", "span", "label")
_SILENT = ("input", "textarea")
_UNMARKED = frozenset(("references", "checks", "signed", "do", "dont"))


def words_of_page(children: Sequence[Child]) -> tuple[str, ...]:
    """Word by word; of a picture its alternative text, of fields to fill in nothing."""
    return tuple(spelled("".join(map(_said, children))).split())


def _said(child: Child) -> str:
    if isinstance(child, str):
        return child
    if child.tag in _SILENT or "aria-hidden" in child.attributes:
        return ""
    if child.tag in ("svg", "img"):
        return f"\n{child.attributes.get('aria-label') or child.attributes.get('alt', '')}\n"
    entries = [one for one in child.children if isinstance(one, Node) and one.tag == "li"]
    if entries:
        return "".join(_mark(child, entry, number) + _said(entry) for number, entry in enumerate(entries, 1))
    inside = "".join(map(_said, child.children))
    return inside if child.tag in _IN_LINES else f"\n{inside}\n"


def _mark(listing: Node, entry: Node, number: int) -> str:
    """What a browser puts before an entry."""
    if _UNMARKED & {*listing.kinds, *entry.kinds}:
        return "\n"
    if listing.tag == "ul":
        return f"\n{BULLET}"
    return f"\n{number}" if "steps" in listing.kinds else f"\n{number}."
