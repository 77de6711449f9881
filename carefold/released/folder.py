"""released/ of a project: a PDF and its JSON for each release, named by the PDF's SHA-256. Nothing ever leaves it."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from carefold.caches import kept
from carefold.diagnostics.carefold_error import CarefoldError
from carefold.diagnostics.finding import Finding
from carefold.diagnostics.place import Place
from carefold.released.release import Release
from carefold.saving import save, saved

FOLDER = "released"
_SEEN = Path(".carefold") / FOLDER
"""An empty file for each release that this computer has seen."""
_SHA256 = re.compile(r"[0-9a-f]{64}")
_NAME = re.compile(r"[0-9a-f]{64}\.(?:pdf|json)")
_HINT = "Take this file from a backup or from version control: what is in released/ is never changed by hand."


@dataclass(frozen=True)
class Released:
    """The folder of a project; messages name it as `shown`."""

    folder: Path
    shown: str

    def releases(self) -> tuple[Release, ...]:
        """All that was given out, by day; CarefoldError with every file that tells nothing, or something else."""
        states = tuple(sorted(self._states()))
        found, problems = _read_all(self.folder, states)
        lost = sorted(self._seen() - {name.removesuffix(".json") for name, *_ in states})
        if problems := (*problems, *((f"{name}.json", "what was given out is gone.", _HINT) for name in lost)):
            raise CarefoldError(Finding(what, self._place(name), hint) for name, what, hint in problems)
        return found

    def _states(self) -> Iterator[tuple[str, int, int]]:
        """What tells whether a JSON file was changed: there may be thousands, and each handout asks for them."""
        for name in self._names(".json"):
            with suppress(OSError):
                state = os.stat(f"{self.folder}{os.sep}{name}")  # noqa: PTH116  a Path takes longer
                yield name, state.st_mtime_ns, state.st_size

    def problems(self) -> Iterator[Finding]:
        """What was lost or altered: each PDF is read, and held against its name and its JSON."""
        try:
            told = {one.sha256 for one in self.releases()}
        except CarefoldError as error:
            yield from error.findings
            told = {path.stem for path in self._files(".json")}
        there = {path.stem: path for path in self._files(".pdf")}
        for name in sorted(told - there.keys()):
            yield Finding("a PDF that was given out is gone.", self._place(f"{name}.pdf"), _HINT)
        for name, path in there.items():
            if _digest(path) != name:
                yield Finding("this PDF is not the one that was given out.", self._place(path.name), _HINT)

    def unnoted(self) -> tuple[str, ...]:
        """The PDFs of which nothing is told: a run ended between keeping and giving out, so nobody knows."""
        told = {path.stem for path in self._files(".json")}
        return tuple(path.name for path in self._files(".pdf") if path.stem not in told)

    def lay_down(self, data: bytes) -> None:
        """Have a PDF there before it leaves the house; CarefoldError where it can't be written."""
        name = f"{sha256(data).hexdigest()}.pdf"
        if _digest(self.folder / name) != name.removesuffix(".pdf"):
            save(data, self.folder / name, f"{self.shown}/{name}")

    def note(self, release: Release, data: bytes) -> None:
        """Tell of a PDF that has left the house; what is told of it already stays. CarefoldError as `lay_down`."""
        if not self.is_told(release.sha256):
            name = f"{release.sha256}.json"
            save(release.written, self.folder / name, f"{self.shown}/{name}")
        if not (self.folder.parent / _SEEN / release.sha256).is_file():  # a mailing tells of one release many times
            self._have_seen()
        self.lay_down(data)  # another run, whose print was refused, may have taken it back meanwhile

    def _have_seen(self) -> None:
        """Note all that is there, so that what is deleted later is missed; what can't be noted stops nothing."""
        seen = self.folder.parent / _SEEN
        with suppress(OSError):
            seen.mkdir(parents=True, exist_ok=True)
            for path in self._files(".json"):
                (seen / path.stem).touch()

    def _seen(self) -> set[str]:
        """The names of releases that this computer has seen."""
        with suppress(OSError):
            found = os.listdir(self.folder.parent / _SEEN)  # noqa: PTH208  as below
            return {name for name in found if _SHA256.fullmatch(name)}
        return set()

    def take_back(self, data: bytes) -> None:
        """Remove a PDF that has not left the house after all, unless something is told of it."""
        name = sha256(data).hexdigest()
        if not self.is_told(name):
            with suppress(OSError):
                (self.folder / f"{name}.pdf").unlink(missing_ok=True)
            if self.is_told(name):  # by another run, just now
                self.lay_down(data)

    def is_told(self, name: str) -> bool:
        """Whether a PDF of that SHA-256 was given out."""
        return (self.folder / f"{name}.json").is_file()

    def _files(self, ending: str) -> list[Path]:
        return [self.folder / name for name in sorted(self._names(ending))]

    def _names(self, ending: str) -> list[str]:
        try:
            found = os.listdir(self.folder)  # noqa: PTH208  as above
        except FileNotFoundError:
            return []
        except OSError as error:
            reason = error.strerror or type(error).__name__
            message, hint = f"what was given out can't be read ({reason}).", "Look at the folder's rights."
            raise CarefoldError(Finding(message, Place(self.shown), hint)) from error
        return [name for name in found if name.endswith(ending) and _NAME.fullmatch(name)]

    def _place(self, name: str) -> Place:
        return Place(f"{self.shown}/{name}")


@kept
def _read_all(
    folder: Path, states: tuple[tuple[str, int, int], ...]
) -> tuple[tuple[Release, ...], tuple[tuple[str, str, str], ...]]:
    """The releases that files tell of, by day; and which tell nothing, why, and what to do."""
    found, problems = list[Release](), list[tuple[str, str, str]]()
    for name, *_ in states:
        try:
            found.append(_read(folder / name))
        except (ValueError, RecursionError):
            problems.append((name, "this file is not as carefold has written it.", _HINT))
        except OSError as error:
            problems.append((name, f"the file can't be read ({error.strerror}).", "Look at its rights."))
    return tuple(sorted(found, key=lambda one: (one.date, one.handout, one.layout, one.sha256))), tuple(problems)


def _read(path: Path) -> Release:
    release = Release.read(saved(path))
    if release.sha256 != path.stem:
        raise ValueError("of another file")
    return release


def _digest(path: Path) -> str:
    """The SHA-256 of a file; empty where there is none that can be read."""
    try:
        return sha256(saved(path)).hexdigest()
    except OSError:
        return ""
