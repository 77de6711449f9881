"""An author's words as messages show them."""

from __future__ import annotations


def even(text: str) -> str:
    """A text with one plain space wherever there is white space; a no-break space is one."""
    return " ".join(text.split())


def quoted(text: str, most: int = 40) -> str:
    """A text as messages show it: in quotes, spaces made even, cut off after some characters."""
    plain = even(text)
    return f"“{plain}”" if len(plain) <= most else f"“{plain[: most - 1].rstrip()}…”"
