"""What is known of each file in an output folder: from what it was made, and what it says. One small file for each."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, field, replace
from hashlib import sha256
from pathlib import Path
from typing import Any

from carefold.diagnostics.carefold_error import CarefoldError
from carefold.order import Edition, Order
from carefold.reports.json import FindingEntry
from carefold.saving import save

FOLDER = ".carefold"
_FORMAT = 1


@dataclass(frozen=True)
class Facts:
    """What a shelf says of a file; dates are ISO, `language` is the handout's own tag."""

    title: str
    id: str
    version: str
    language: str
    updated: str
    review_by: str
    topics: tuple[str, ...]
    audience: str
    grade: float | None
    pages: int
    code: str
    duplex: str
    paper: str
    layouts: tuple[str, ...]
    translated_from: str = ""


@dataclass(frozen=True)
class Output:
    """One file of the shelf, as it was when it was written: `modified` in nanoseconds, `inputs` a digest by label.

    `named` tells that somebody asked for it by name: no project's settings do. `gone` says why it has left the shelf,
    to lie in .carefold/stale/.
    """

    name: str
    source: str
    handout: str
    language: str
    layout: str
    edition: str
    brand: str
    site: str
    inputs: Mapping[str, str]
    sha256: str
    size: int
    modified: int
    facts: Facts
    findings: tuple[FindingEntry, ...] = ()
    cites: tuple[str, ...] = ()
    named: bool = False
    gone: str = ""

    @property
    def order(self) -> Order:
        """What it was made for."""
        return Order(self.handout, self.layout, Edition(self.edition), self.brand or None, self.language)


@dataclass
class Shelf:
    """An output folder, and what is known of the files in it, by their names."""

    folder: Path
    outputs: dict[str, Output] = field(default_factory=dict)

    @classmethod
    def open(cls, folder: Path) -> Shelf:
        """What was known when it was last written to; what can't be read is made anew."""
        return cls(folder, {output.name: output for output in _read(folder / FOLDER / "state")})

    def is_there(self, output: Output, *, hashed: bool = False) -> bool:
        """Whether its file is as it was written: by size and time, or by its digest too."""
        path = self.folder / output.name
        try:
            found = path.stat()
            if found.st_size != output.size:
                return False
            return digest(path) == output.sha256 if hashed else found.st_mtime_ns == output.modified
        except OSError:
            return False

    def note(self, output: Output) -> None:
        """Remember a file; CarefoldError where that can't be written."""
        if self.outputs.get(output.name) != output:
            data = json.dumps({"format": _FORMAT, **asdict(output)}, ensure_ascii=False, indent=1).encode()
            save(data, self._state(output.name))
            self.outputs[output.name] = output

    def keep(self, output: Output, data: bytes, shown: str) -> Output:
        """Put a file on the shelf, and remember it; one that is there already with the same bytes stays untouched."""
        path = self.folder / output.name
        whole = sha256(data).hexdigest()
        with suppress(OSError):
            if path.is_symlink() or path.stat().st_size != len(data) or digest(path) != whole:
                save(data, path, shown)
        if not path.is_file():
            save(data, path, shown)
        kept = replace(output, sha256=whole, size=len(data), modified=path.stat().st_mtime_ns)
        self.note(kept)
        self.stale(output.name).unlink(missing_ok=True)
        return kept

    def take_away(self, output: Output, why: str) -> None:
        """Move a file to where nobody prints it from, and remember why."""
        path, aside = self.folder / output.name, self.stale(output.name)
        self.note(replace(output, gone=why))
        if path.is_file():
            aside.parent.mkdir(parents=True, exist_ok=True)
            path.replace(aside)

    def forget(self, output: Output) -> None:
        """Remove a file and what is known of it."""
        (self.folder / output.name).unlink(missing_ok=True)
        self.stale(output.name).unlink(missing_ok=True)
        self._state(output.name).unlink(missing_ok=True)
        self.outputs.pop(output.name, None)

    def stale(self, name: str) -> Path:
        """Where a file lies that has left the shelf."""
        return self.folder / FOLDER / "stale" / name

    def _state(self, name: str) -> Path:
        return self.folder / FOLDER / "state" / f"{name}.json"


def digest(path: Path) -> str:
    """The SHA-256 of a file, in hexadecimal."""
    with path.open("rb") as file:
        whole = sha256()
        while part := file.read(1 << 20):
            whole.update(part)
    return whole.hexdigest()


def _read(folder: Path) -> Iterator[Output]:
    for path in sorted(folder.glob("*.json")):
        with suppress(OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError, CarefoldError):
            output = output_of(json.loads(path.read_bytes()))
            if f"{output.name}.json" == path.name:
                yield output


def output_of(data: dict[str, Any]) -> Output:
    """What was written of an output; ValueError, TypeError or KeyError for what was not written by this carefold."""
    if data.pop("format") != _FORMAT:
        raise ValueError("another format")
    facts = Facts(**{key: _whole(value) for key, value in data.pop("facts").items()})
    made = Output(facts=facts, **{key: _whole(value) for key, value in data.items()})
    Edition(made.edition)
    return made


def _whole(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value
