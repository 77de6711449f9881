"""Two handouts with one id can't be told apart by what their pages print."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from carefold.diagnostics.finding import Finding
from carefold.model.handout import Handout
from carefold.resources import Sources

_ID = re.compile(rb"""^id:[ \t]*(["']?)(.+?)\1[ \t]*(?:#.*)?\r?$""", re.MULTILINE)


class Ids:
    """The ids of a project's handouts: a file is looked at for its id once one after it in the alphabet is read."""

    def __init__(self, sources: Sources) -> None:
        self._sources = sources
        self._names = sources.project_names("handouts")
        self._looked_at = 0  # names from the first on
        self._by_id: dict[str, set[str]] = {}
        self._known: set[str] = set()

    def note(self, own: str, name: str) -> None:
        """The id of a handout that was read, its name where it has none."""
        self._known.add(name)
        self._by_id.setdefault(own, set()).add(name)

    def twin(self, handout: Handout, name: str) -> Iterator[Finding]:
        """The `id` of a handout that is that of one before it in the alphabet."""
        own, place = handout.id or name, handout.id.place() if handout.id else handout.place
        if other := self.taken(own, name):
            message = f"`id` {own} is that of handouts/{other}.yaml too."
            yield Finding(message, place, "Give each its own; without `id:` it is the file's name.")

    def taken(self, own: str, name: str) -> str:
        """The handout before this one in the alphabet that has its id; translations of one share theirs."""
        self._look_before(name)
        for other in sorted(self._by_id.get(own, ())):
            before = other < name and not name.startswith(f"{other}.")
            if before and (_id_in(_file(self._sources, other)) or other) == own:
                return other
        return ""

    def _look_before(self, name: str) -> None:
        while self._looked_at < len(self._names) and self._names[self._looked_at] < name:
            other = self._names[self._looked_at]
            if other not in self._known and (path := _file(self._sources, other)).is_file():
                self.note(_id_in(path) or other, other)
            self._looked_at += 1


def _file(sources: Sources, name: str) -> Path:
    return sources.home / "handouts" / f"{name}.yaml"


def _id_in(path: Path) -> str:
    """The id as a file has it at its left edge; the file need not be right."""
    try:
        found = _ID.search(path.read_bytes())
    except OSError:
        return ""
    return found[2].decode(errors="replace") if found else ""
