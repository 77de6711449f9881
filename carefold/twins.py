"""Two handouts with one id can't be told apart by what their pages print."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from carefold.diagnostics.finding import Finding
from carefold.model.handout import Handout
from carefold.resources import Sources

_ID = re.compile(rb"""^id:[ \t]*(["']?)(.+?)\1[ \t]*(?:#.*)?\r?$""", re.MULTILINE)


def ids_of(sources: Sources) -> dict[str, list[str]]:
    """The names of the project's handouts, in the order of the alphabet, by the id that each has."""
    found = dict[str, list[str]]()
    for name in sources.project_names("handouts"):
        path = _file(sources, name)
        if path.is_file():
            found.setdefault(_id_in(path) or name, []).append(name)
    return found


def same_id(handout: Handout, name: str, sources: Sources, ids: Mapping[str, Sequence[str]]) -> Iterator[Finding]:
    """The `id` of a handout that is that of one before it in the alphabet; translations of one share theirs."""
    own, place = handout.id or name, handout.id.place() if handout.id else handout.place
    for other in ids.get(own, ()):
        before = other < name and not name.startswith(f"{other}.")
        if before and (_id_in(_file(sources, other)) or other) == own:
            message = f"`id` {own} is that of handouts/{other}.yaml too."
            hint = "Give each its own; without `id:` it is the file's name."
            yield Finding(message, place, hint)
            return


def _file(sources: Sources, name: str) -> Path:
    return sources.home / "handouts" / f"{name}.yaml"


def _id_in(path: Path) -> str:
    """The id as a file has it at its left edge; the file need not be right."""
    try:
        found = _ID.search(path.read_bytes())
    except OSError:
        return ""
    return found[2].decode(errors="replace") if found else ""
