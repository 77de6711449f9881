"""What an author may have meant."""

from __future__ import annotations

from collections.abc import Iterable


def did_you_mean(written: str, known: Iterable[str], otherwise: str) -> str:
    """A hint with the known name that is nearest to what was written; `otherwise` when none is near."""
    import difflib

    names = sorted(known)
    near = [name for name in names if name.lower() == written.lower()] or difflib.get_close_matches(written, names, n=1)
    return f"Did you mean “{near[0]}”?" if near else otherwise
