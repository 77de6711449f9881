"""What an author may have meant."""

from __future__ import annotations

from collections.abc import Iterable


def did_you_mean(written: str, known: Iterable[str], otherwise: str) -> str:
    """A hint with the known name that is nearest to what was written; `otherwise` when none is near."""
    import difflib

    near = difflib.get_close_matches(written, list(known), n=1)
    return f"Did you mean “{near[0]}”?" if near else otherwise
