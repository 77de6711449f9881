"""What is known of each file in an output folder: from what it was made, and what it says. One small file for each."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, fields, replace
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any, TypeVar

from carefold.caches import kept
from carefold.model.values import LANGUAGE
from carefold.order import Edition, Order
from carefold.reports.entries import FindingEntry
from carefold.saving import clear, save, saved

T = TypeVar("T", "Output", "Facts")
FOLDER = ".carefold"
FOLDERS = ("state", "stale", "pictures")
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

    `own` are the labels of the files that the handout was read from. `brand` is as in an order; a brand's file is named
    from the project's folder on. `named` tells that somebody asked for it by name: no project's settings do. `gone`
    says why it has left the shelf, to lie in .carefold/stale/, and `gone_since` the day.
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
    own: tuple[str, ...] = ()
    named: bool = False
    gone: str = ""
    gone_since: str = ""

    def order(self, home: Path) -> Order:
        """What it was made for, in the project of that folder."""
        brand = str(home / self.brand) if is_path(self.brand) else self.brand or None
        return Order(self.handout, self.layout, Edition(self.edition), brand, self.language, site=self.site)


def is_path(brand: str | None) -> bool:
    """Whether an order names its brand by a file."""
    return bool(brand) and str(brand).endswith((".yaml", ".yml"))


@dataclass
class Shelf:
    """An output folder, and what is known of the files in it, by their names."""

    folder: Path
    outputs: dict[str, Output] = field(default_factory=dict)

    def lagging(self) -> Iterator[tuple[Output, Output]]:
        """Translations on the shelf that were made from another version than their original's, each once, with that."""
        there = {known.source: known for known in self.outputs.values() if not known.gone}
        for source, known in sorted(there.items()):
            original, made_from = there.get(known.handout), known.facts.translated_from
            if source != known.handout and original and made_from not in ("", original.facts.version):
                yield known, original

    @classmethod
    def open(cls, folder: Path) -> Shelf:
        """What was known when it was last written to; what can't be read is made anew."""
        return cls(folder, {output.name: output for output in _read(folder / FOLDER / "state")})

    def is_there(self, output: Output, *, hashed: bool = False) -> bool:
        """Whether its file is as it was written: by size and time, or by its digest too."""
        path = f"{self.folder}{os.sep}{output.name}"
        try:
            found = os.stat(path)  # noqa: PTH116  thousands of them: a Path takes longer than the looking
            if found.st_size != output.size:
                return False
            return digest(Path(path)) == output.sha256 if hashed else found.st_mtime_ns == output.modified
        except OSError:
            return False

    def is_any(self, name: str) -> bool:
        """Whether anything has that name, whatever it is."""
        return os.path.lexists(self.folder / name)

    def clear(self) -> None:
        """Remove what a killed run has left; what is written afterwards need not look for it."""
        own = self.folder / FOLDER
        for folder in (self.folder, own, own / "state", own / "pictures"):
            clear(folder)

    def note(self, output: Output) -> None:
        """Remember a file; CarefoldError where that can't be written."""
        if self.outputs.get(output.name) != output:
            said = {"format": _FORMAT, **vars(output), "facts": vars(output.facts)}
            data = json.dumps(said, ensure_ascii=False)
            save(data.encode(errors="surrogatepass"), self._state(output.name), cleared=True)
            self.outputs[output.name] = output

    def keep(self, output: Output, data: bytes, shown: str) -> Output:
        """Put a file on the shelf, and remember it; one that is there already with the same bytes stays untouched."""
        path = self.folder / output.name
        whole = sha256(data).hexdigest()
        if not _holds(path, len(data), whole):
            save(data, path, shown, cleared=True)
        kept = replace(output, sha256=whole, size=len(data), modified=path.stat().st_mtime_ns)
        self.note(kept)
        self.stale(output.name).unlink(missing_ok=True)
        return kept

    def take_away(self, output: Output, why: str, today: date) -> None:
        """Move a file to where nobody prints it from, and then remember why, so that a killed run does it again."""
        path, aside = self.folder / output.name, self.stale(output.name)
        if path.is_file():
            aside.parent.mkdir(parents=True, exist_ok=True)
            path.replace(aside)
        self.note(replace(output, gone=why, gone_since=today.isoformat()))

    def forget(self, output: Output) -> None:
        """Remove a file and what is known of it."""
        (self.stale(output.name) if output.gone else self.folder / output.name).unlink(missing_ok=True)
        self._state(output.name).unlink(missing_ok=True)
        self.outputs.pop(output.name, None)

    def forgotten(self) -> list[Path]:
        """What lies aside of files that nothing is known of any more."""
        with suppress(OSError):
            return sorted(path for path in self.stale("").iterdir() if path.name not in self.outputs)
        return []

    def stale(self, name: str) -> Path:
        """Where a file lies that has left the shelf."""
        return self.folder / FOLDER / "stale" / name

    def _state(self, name: str) -> Path:
        return self.folder / FOLDER / "state" / f"{name}.json"


class Pretended(Shelf):
    """A shelf on which nothing is done; it is known what would lie there if it were."""

    def clear(self) -> None:
        """Leave what a killed run has left."""

    def note(self, output: Output) -> None:
        """Know it in this run only."""
        self.outputs[output.name] = output

    def take_away(self, output: Output, why: str, today: date) -> None:
        """Leave it where it is."""
        self.note(replace(output, gone=why, gone_since=today.isoformat()))

    def forget(self, output: Output) -> None:
        """Leave its file, and what is remembered of it."""
        self.outputs.pop(output.name, None)


def digest(path: Path) -> str:
    """The SHA-256 of a file, in hexadecimal."""
    with path.open("rb") as file:
        whole = sha256()
        while part := file.read(1 << 20):
            whole.update(part)
    return whole.hexdigest()


def _holds(path: Path, size: int, sha: str) -> bool:
    """Whether a file, and no link, has just that content."""
    try:
        return not path.is_symlink() and path.stat().st_size == size and digest(path) == sha
    except OSError:
        return False


def _read(folder: Path) -> Iterator[Output]:
    """What is whole, and was written by this format of carefold's; the rest is as if it were not there."""
    with suppress(OSError):
        for path in sorted(folder.iterdir()):
            with suppress(OSError, ValueError, TypeError, LookupError, AttributeError, RecursionError):
                output = output_of(json.loads(saved(path)))
                if f"{output.name}.json" == path.name:
                    yield output


def output_of(data: dict[str, Any]) -> Output:
    """What was written of an output; some error of Python's for what is nothing like it."""
    if data.pop("format") != _FORMAT:
        raise ValueError("another format")
    made = _checked(Output(facts=_checked(Facts(**_lists(data.pop("facts")))), **_lists(data)))
    Edition(made.edition)
    for day in (made.facts.updated, made.facts.review_by, *filter(None, (made.gone_since,))):
        date.fromisoformat(day)
    if not LANGUAGE.fullmatch(made.facts.language):
        raise ValueError("no language")
    return made


def _lists(data: dict[str, Any]) -> dict[str, Any]:
    return {key: tuple(value) if isinstance(value, list) else value for key, value in data.items()}


def _checked(one: T) -> T:
    """A dataclass whose values are of the kinds that it says; ValueError for another."""
    for name, is_right in _checks(type(one)):
        if not is_right(getattr(one, name)):
            raise ValueError(name)
    return one


@kept
def _checks(kind: type[Output] | type[Facts]) -> tuple[tuple[str, Callable[[Any], bool]], ...]:
    return tuple((each.name, _IS[str(each.type)]) for each in fields(kind) if str(each.type) in _IS)


def _is_texts(value: Any) -> bool:
    return isinstance(value, tuple) and all(isinstance(one, str) for one in value)


def _are_entries(value: Any) -> bool:
    wanted = FindingEntry.__annotations__.keys()
    return all(isinstance(one, dict) and one.keys() == wanted and _is_texts((*one.values(),)) for one in value)


_IS: dict[str, Callable[[Any], bool]] = {
    "str": lambda value: isinstance(value, str),
    "int": lambda value: type(value) is int,
    "bool": lambda value: isinstance(value, bool),
    "float | None": lambda value: value is None or isinstance(value, int | float),
    "tuple[str, ...]": _is_texts,
    "Mapping[str, str]": lambda value: isinstance(value, dict) and _is_texts((*value, *value.values())),
    "tuple[FindingEntry, ...]": _are_entries,
}
