"""The JSON document of what `translate` has done (docs/cli.md)."""

from __future__ import annotations

from typing import TypedDict


class TranslatedDocument(TypedDict):
    """What `translate --json` prints; `left` came back without a translation, or with a doubtful one."""

    handout: str
    language: str
    path: str
    texts: int
    unwritten: int
    changed: int
    taken: int
    left: list[dict[str, str]]
    shared: list[str]
    problems: list[str]
