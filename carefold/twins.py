"""Handouts that belong together: translations of one another by their files' names, and ids, which no two share.

NAME.LANGUAGE.yaml is a translation of NAME.yaml, its original: it has the same id and the same fields.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from carefold.caches import read_once
from carefold.diagnostics.carefold_error import CarefoldError
from carefold.diagnostics.finding import Finding
from carefold.languages.language import is_heard_of
from carefold.model.field_spec import FieldSpec
from carefold.model.handout import Handout
from carefold.model.values import LANGUAGE
from carefold.reading.files import read_handout
from carefold.reading.yaml.nodes import Map, Node, Scalar, Sequence
from carefold.reading.yaml.parse import parse
from carefold.reading.yaml.source import decode, read_bytes
from carefold.resources import Sources, is_file

if TYPE_CHECKING:
    from carefold.translation.against import Against

_ID = re.compile(rb"""^id:[ \t]*(["']?)(.+?)\1[ \t]*(?:#.*)?\r?$""", re.MULTILINE)


def split(name: str) -> tuple[str, str]:
    """The original's name and the language of a translation's name; `about.v2` is none, and its language is empty."""
    original, _, tag = name.rpartition(".")
    is_one = original and LANGUAGE.fullmatch(tag) and is_heard_of(tag) and not split(original)[1]
    return (original, tag) if is_one else (name, "")


def translations(names: Iterable[str]) -> dict[str, list[str]]:
    """The languages of the translations that are among handouts, by their originals' names."""
    found: dict[str, list[str]] = {}
    for original, tag in map(split, names):
        if tag:
            found.setdefault(original, []).append(tag)
    return found


# --- an original


@dataclass(frozen=True)
class Original:
    """What a translation is held against: what its original's file says at its left edge, as far as it can be read."""

    name: str
    is_there: bool = False
    id: str = ""
    version: str = ""
    language: str = ""
    fields: Mapping[str, str] = field(default_factory=dict)  # types by names
    columns: Mapping[str, Mapping[str, str]] = field(default_factory=dict)  # of lists: types by names
    against: Against | None = None  # the translation beside it, where both are read

    @property
    def is_left_behind(self) -> bool:
        """Whether its original has changed since the translation was made."""
        return self.against is not None and self.against.lags


def original_of(sources: Sources, name: str) -> Original | None:
    """What a handout is a translation of, by its name; None for one that is no translation."""
    original, tag = split(name)
    if not tag:
        return None
    path = sources.named("handouts", original)
    return read_once(_read_original, path, original) if path else Original(original)


def beside_original(sources: Sources, name: str, handout: Handout, shown: Callable[[Path], str]) -> Original | None:
    """The same, with the translation and its original held against each other where the original can be read."""
    found = original_of(sources, name)
    path = sources.named("handouts", found.name) if found and found.is_there else None
    if found is None or path is None:
        return found
    whole = None
    with suppress(CarefoldError):  # its own faults are told first
        whole = read_handout(path, shown, path.parent.parent)
    from carefold.translation.against import Against  # which only a translation needs

    return replace(found, against=Against(handout, whole))


def _read_original(path: Path, name: str) -> Original:
    try:
        root = parse(decode(read_bytes(path, str(path)), str(path))).root
    except CarefoldError:
        root = None
    said = {key: _text(root, key) for key in ("id", "version", "language")}
    fields = list(_fields(root))
    types = {name: _text(spec, "type") or "text" for name, spec in fields}
    columns = {name: _columns(spec) for name, spec in fields}
    return Original(name, True, said["id"], said["version"], said["language"], types, columns)


def _text(node: Node | None, key: str) -> str:
    entry = node.entry(key) if isinstance(node, Map) else None
    return entry[1].text if entry and isinstance(entry[1], Scalar) else ""


def _fields(root: Node | None) -> Iterator[tuple[str, Node]]:
    entry = root.entry("fields") if isinstance(root, Map) else None
    for name, spec in entry[1].entries if entry and isinstance(entry[1], Map) else ():
        yield name.text, spec


def _columns(spec: Node) -> dict[str, str]:
    """The columns of a field that is a list, and their types."""
    entry = spec.entry("columns") if isinstance(spec, Map) else None
    items = entry[1].items if entry and isinstance(entry[1], Sequence) else ()
    plain = {item.text: "text" for item in items if isinstance(item, Scalar)}
    return plain | {_text(item, "name"): _text(item, "type") or "text" for item in items if isinstance(item, Map)}


def translation_problems(handout: Handout, name: str, original: Original | None) -> Iterator[Finding]:
    """What is wrong with a handout as a translation; or with one that says it is one, and by its name is none."""
    if original is None:
        yield from _says_that_it_is_one(handout)
        return
    yield from _language_problems(handout, name, original)
    if original.version:  # else its own faults are told first
        yield from _id_problems(handout, original)
        yield from _field_problems(handout, original)


def _says_that_it_is_one(handout: Handout) -> Iterator[Finding]:
    for key, line in (("translated-from", handout.translated_from), ("translator", handout.translator)):
        if line is not None:
            message = f"`{key}` is for a translation, and by its name this file is none."
            hint = f"If it is one, name it after its original: NAME.{handout.language}.yaml beside NAME.yaml."
            yield Finding(message, line.place(), f"{hint} If not, remove this line.")


def _language_problems(handout: Handout, name: str, original: Original) -> Iterator[Finding]:
    tag, written = split(name)[1], handout.language
    if written != tag:
        message = f"the file's name says that this is in “{tag}”, and `language` says “{written}”."
        hint = f"Write `language: {tag}`, or name the file {original.name}.{written}.yaml."
        yield Finding(message, written.place(), hint)
    elif written == original.language:
        message = f"handouts/{original.name}.yaml is in “{written}” too, so this is no translation of it."
        yield Finding(
            message, written.place(), "Give this file a name without a language, or correct `language` there."
        )


def _id_problems(handout: Handout, original: Original) -> Iterator[Finding]:
    wanted = original.id or original.name
    if (handout.id or original.name) != wanted:
        place, own = (handout.id.place(), f"`id` is {handout.id}") if handout.id else (handout.place, "`id` is missing")
        message = f"{own}, and that of handouts/{original.name}.yaml is {wanted}."
        hint = f"Write `id: {wanted}`" if original.id else "Remove this line"
        yield Finding(message, place, f"{hint}: a translation has the id of its original.")


def _field_problems(handout: Handout, original: Original) -> Iterator[Finding]:
    """Fields that only one of the two has, or that are of two types: one record fills in all languages."""
    file, own = f"handouts/{original.name}.yaml", handout.fields
    for name in (name for name in original.fields if name not in own):
        message = f"the field “{name}” of {file} is missing."
        yield Finding(message, handout.place, "Declare it under `fields:` here too: one record fills in all languages.")
    for name, spec in own.items():
        if name not in original.fields:
            hint = "Declare it there too, or remove it here: one record fills in all languages."
            yield Finding(f"{file} has no field “{name}”.", spec.place, hint)
        elif spec.type != original.fields[name]:
            wanted = original.fields[name]
            message = f"the field “{name}” is of type {spec.type} here, and of type {wanted} in {file}."
            yield Finding(message, spec.place, f"Write `type: {wanted}`, or change it there.")
        elif spec.is_list:
            yield from _column_problems(name, spec, original.columns[name], file)


def _column_problems(name: str, spec: FieldSpec, wanted: Mapping[str, str], file: str) -> Iterator[Finding]:
    """Columns of a list that only one of the two has, or that are of two types."""
    hint = f"Give “{name}” the columns that it has there: one record fills in all languages."
    for column in spec.columns:
        if column.name not in wanted:
            message = f"“{name}” has no column “{column.name}” in {file}."
            yield Finding(message, column.name.place(), hint)
        elif column.type != wanted[column.name]:
            message = f"the column “{column.name}” of “{name}” is of type {column.type} here, and of type"
            yield Finding(f"{message} {wanted[column.name]} in {file}.", column.name.place(), hint)
    for missing in (column for column in wanted if column not in spec.column_names):
        yield Finding(f"the column “{missing}” that “{name}” has in {file} is missing.", spec.place, hint)


# --- ids


class Ids:
    """The ids of a project's handouts: a file is looked at for its id once one after it in the alphabet is read."""

    def __init__(self, sources: Sources) -> None:
        self._sources = sources
        self._names = sources.project_names("handouts")
        self._looked_at = 0  # names from the first on
        self._by_id: dict[str, set[str]] = {}
        self._known: set[str] = set()

    def note(self, own: str, name: str) -> None:
        """The id of a handout that was read, its original's or its own name where it has none."""
        self._known.add(name)
        self._by_id.setdefault(own, set()).add(name)

    def twice(self, handout: Handout, name: str) -> Iterator[Finding]:
        """The `id` of a handout that is that of one before it in the alphabet."""
        own, place = handout.id or split(name)[0], handout.id.place() if handout.id else handout.place
        if other := self.taken(own, name):
            message = f"`id` {own} is that of handouts/{other}.yaml too."
            yield Finding(message, place, "Give each its own; without `id:` it is the file's name.")

    def taken(self, own: str, name: str) -> str:
        """The handout before this one in the alphabet that has its id; it and its translations share theirs."""
        self._look_before(name)
        for other in sorted(self._by_id.get(own, ())):
            before = other < name and split(other)[0] != split(name)[0]
            if before and (_id_in(_file(self._sources, other)) or split(other)[0]) == own:
                return other
        return ""

    def _look_before(self, name: str) -> None:
        while self._looked_at < len(self._names) and self._names[self._looked_at] < name:
            other = self._names[self._looked_at]
            if other not in self._known and is_file(path := _file(self._sources, other)):
                self.note(_id_in(path) or split(other)[0], other)
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
