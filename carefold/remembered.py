"""What is remembered of a project's handouts from one run to the next; never a patient's value.

A handout without a fault is remembered with a digest of each file that it was read from, and is read anew when one of
them, or carefold itself, is another one. What can't be read or written here is made anew, without a word.
"""

from __future__ import annotations

import datetime
import json
import os
import stat
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path
from typing import NamedTuple

from carefold.diagnostics.carefold_error import CarefoldError
from carefold.model.blocks import Include
from carefold.model.handout import Handout
from carefold.model.pictures import Described
from carefold.model.walk import all_of
from carefold.resources import shipped
from carefold.saving import save
from carefold.twins import split
from carefold.workspace import Workspace, load_handout, load_sources

_PACKAGE = Path(__file__).resolve().parent
_MOST_PROJECTS = 50
_FRESH = 2.0  # seconds: a file that was changed so lately may be changing now


class Facts(NamedTuple):
    """What a list says of a handout, and what another handout or a layout may collide with."""

    title: str
    language: str
    version: str
    review_by: str
    id: str
    audience: str
    layouts: tuple[str, ...]
    topics: tuple[str, ...]
    withdrawn: bool
    is_letter: bool = False

    @classmethod
    def of(cls, handout: Handout) -> Facts:
        """Those of a handout that was read."""
        title, language, version, own = map(str, (handout.title, handout.language, handout.version, handout.id))
        day, audience, all_topics = handout.review_by.isoformat(), str(handout.audience), handout.topics
        topics = tuple(map(str, (*all_topics.mesh, *all_topics.icd10, *all_topics.snomed)))
        layouts = tuple(map(str, handout.layouts))
        flags = handout.is_withdrawn, handout.is_letter
        return cls(title, language, version, day, own, audience, layouts, topics, *flags)


class Remembered:
    """The handouts of a project; without a folder, or a file in it that can be read, each is read anew."""

    def __init__(
        self, workspace: Workspace, folder: Path | None, load: Callable[[str], Handout] | None = None
    ) -> None:  # fmt: skip
        """`load` reads a handout; without it, it is read for this alone."""
        self._workspace = workspace
        self._load = load or (lambda name: load_handout(workspace, name))
        self._home = workspace.sources.home.resolve()
        self._file = folder / f"{_digest(bytes(self._home))}.json" if folder else None
        self.carefold = digest_of_code()
        self._before = dict(_read(self._file, self.carefold)) if self._file else {}
        self._known = dict(self._before)
        self._looked_at: dict[str, tuple[Facts, tuple[str, ...]]] = {}
        self._digests: dict[str, str] = {}
        self._straight: dict[str, bool] = {}
        self._layouts = frozenset(workspace.sources.names("layouts"))

    def facts(self, name: str) -> Facts:
        """Those of a handout; CarefoldError with all that is wrong with it."""
        return self._once(name)[0]

    def files(self, name: str) -> tuple[str, ...]:
        """Paths, from the project's folder on, of all that a handout is made from; CarefoldError as `facts`."""
        return self._once(name)[1]

    def note(self, name: str, facts: Facts, files: Mapping[str, str]) -> None:
        """What is known of a handout from elsewhere, with a digest of each file that it was read from."""
        self._known.setdefault(name, (facts, files))

    def _once(self, name: str) -> tuple[Facts, tuple[str, ...]]:
        if name not in self._looked_at:
            self._looked_at[name] = self._look_at(name)
        return self._looked_at[name]

    def _look_at(self, name: str) -> tuple[Facts, tuple[str, ...]]:
        known, files = self._known.get(name, (None, {}))
        if known and all(self._content(file) == digest for file, digest in files.items()) and self._fits(known, name):
            self._workspace.ids.note(known.id, name)
            return known, tuple(files)
        self._known.pop(name, None)
        handout = self._load(name)
        made = Facts.of(handout)
        files = {file: self._content(file) for file in files_of(self._workspace, name, handout)}
        if all(files.values()):
            self._known[name] = made, files
        return made, tuple(files)

    def save(self) -> None:
        """Remember what was read, for the handouts that are there."""
        there = frozenset(self._workspace.sources.project_names("handouts"))
        known = {name: one for name, one in self._known.items() if name in there}
        if self._file and known != self._before:
            with suppress(CarefoldError, OSError):
                save(json.dumps({"carefold": self.carefold, "handouts": known}).encode(), self._file)
                _forget_oldest(self._file.parent)

    def _fits(self, known: Facts, name: str) -> bool:
        """Whether nothing around it makes a handout wrong that is right by itself."""
        return self._layouts.issuperset(known.layouts) and not self._workspace.ids.taken(known.id, name)

    def _content(self, file: str) -> str:
        """A digest of a file's bytes; empty for one that is none, lies behind a link or is being changed."""
        if file not in self._digests:
            try:
                self._digests[file] = self._content_anew(file)
            except (OSError, ValueError):
                self._digests[file] = ""
        return self._digests[file]

    def _content_anew(self, file: str) -> str:
        path = f"{self._home}{os.sep}{file}"
        folder, found = os.path.split(path)[0], os.lstat(path)
        if folder not in self._straight:
            self._straight[folder] = os.path.realpath(folder) == os.path.normpath(folder)
        is_steady = stat.S_ISREG(found.st_mode) and time.time() - found.st_mtime >= _FRESH
        return digest_of(path) if is_steady and self._straight[folder] else ""


def files_of(workspace: Workspace, name: str, handout: Handout) -> Iterator[str]:
    """Paths, from the project's folder on, of all that a handout was read from, and of its pictures."""
    yield f"handouts/{name}.yaml"
    if split(name)[1]:
        yield f"handouts/{split(name)[0]}.yaml"
        with suppress(CarefoldError):  # the translation is held against what its original includes, too
            yield from load_sources(workspace, split(name)[0])
    if any(True for _ in all_of(Include, handout.sections)):
        yield from load_sources(workspace, name)
    yield from (picture.image for picture in all_of(Described, handout))


def _forget_oldest(folder: Path) -> None:
    """Keep no more than what was written of so many projects lately."""
    for path in sorted(folder.glob("*.json"), key=lambda path: path.stat().st_mtime)[:-_MOST_PROJECTS]:
        path.unlink(missing_ok=True)


def _digest(data: bytes) -> str:
    return blake2b(data, digest_size=16).hexdigest()


def digest_of(path: str) -> str:
    """A digest of a file's bytes; FileNotFoundError where there is none, but perhaps a folder or a pipe."""
    if not stat.S_ISREG(os.stat(path).st_mode):  # noqa: PTH116  as below
        raise FileNotFoundError(path)
    with open(path, "rb") as file:  # noqa: PTH123  thousands of them: a Path takes longer than the reading
        return _digest(file.read())


def digest_of_code() -> str:
    """What tells one carefold from another, also a checkout from itself before a change; a wheel holds the symbols."""
    apart = shipped() / "symbols"
    folders = (_PACKAGE,) if apart.is_relative_to(_PACKAGE) else (_PACKAGE, apart)
    return _digest(os.fsencode("".join(line for folder in folders if folder.is_dir() for line in _code(folder))))


def _code(folder: Path) -> Iterator[str]:
    """What tells one carefold from another: each of its files with size and time."""
    with os.scandir(folder) as entries:
        for entry in sorted(entries, key=lambda entry: entry.name):
            if entry.is_dir():
                yield from _code(Path(entry.path)) if entry.name != "__pycache__" else ()
            else:
                yield f"{entry.path} {entry.stat().st_size} {entry.stat().st_mtime_ns}\n"


def _read(file: Path, carefold: str) -> Iterator[tuple[str, tuple[Facts, Mapping[str, str]]]]:
    """What was remembered by the same carefold, as far as it is whole."""
    try:
        whole = json.loads(file.read_bytes())
        handouts = whole["handouts"].items() if whole["carefold"] == carefold else ()
        for name, ((*texts, layouts, topics, withdrawn, is_letter), files) in handouts:
            title, language, version, review_by, own, audience = texts
            datetime.date.fromisoformat(review_by)
            if files and all(isinstance(text, str) and text for text in (*texts, *layouts, *topics, *files.values())):
                rest = tuple(layouts), tuple(topics), withdrawn is True, is_letter is True
                yield name, (Facts(title, language, version, review_by, own, audience, *rest), files)
    except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return
