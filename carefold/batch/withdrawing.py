"""Handouts withdrawn: which are meant, the key in their files, and their PDFs taken off the shelf."""

from __future__ import annotations

import json
import stat
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from carefold.approved import standing_of
from carefold.batch.state import Output, Shelf
from carefold.diagnostics.carefold_error import CarefoldError
from carefold.diagnostics.finding import Finding
from carefold.diagnostics.place import Place
from carefold.model.versions import is_among, key_of, up_to
from carefold.pipeline import opened
from carefold.reading.yaml.keyed import with_key
from carefold.reading.yaml.parse import parse
from carefold.reading.yaml.source import decode, read_bytes
from carefold.saving import save
from carefold.twins import split, translations
from carefold.withdrawals import WITHDRAWN, Head, head_of
from carefold.workspace import Workspace, load_sources


@dataclass(frozen=True)
class Withdrawing:
    """What becomes of one handout's file; `ranges` are all that are withdrawn of it from then on."""

    name: str
    path: Path
    before: bytes
    after: bytes
    head: Head
    ranges: tuple[str, ...]

    @property
    def is_current(self) -> bool:
        """Whether the version that the file has now is among them."""
        return is_among(self.head.version, self.ranges)


def with_translations(workspace: Workspace, names: Iterable[str]) -> tuple[str, ...]:
    """Handouts with their translations, each once, in the order of the alphabet."""
    known, found = translations(workspace.sources.project_names("handouts")), set[str]()
    for name in names:
        found |= {name, *(f"{name}.{tag}" for tag in known.get(name, ()))}
    return tuple(sorted(found, key=lambda name: (split(name)[0], name)))


def using(workspace: Workspace, part: Path) -> tuple[str, ...]:
    """The project's handouts that include a file, also by way of another.

    CarefoldError for each of which nobody can tell: it can't be read, and has the file's name in it.
    """
    home, problems, found = workspace.sources.home.resolve(), list[Finding](), list[str]()
    for name in workspace.sources.project_names("handouts"):
        own = home / "handouts" / f"{name}.yaml"
        try:
            read = load_sources(workspace, name)
        except CarefoldError as error:
            problems += error.findings if _may_name(own, part) else ()
            continue
        if any((home / file).resolve() == part for file in read):
            found.append(name)
        elif broken := [file for file, data in read.items() if part.name.encode() in data and _is_broken(data)]:
            message = f"this can't be read, and it names {part.name}: nobody knows whether {own.stem} includes that."
            hint = "Mend it, or withdraw the handout by its own name."
            problems.append(Finding(message, Place(workspace.shown(home / broken[0])), hint))
    if problems:
        raise CarefoldError(problems)
    return tuple(found)


def _may_name(path: Path, part: Path) -> bool:
    """Whether a file has the name of the other in it, or nobody can tell."""
    try:
        return part.name.encode() in path.read_bytes()
    except OSError:
        return True


def _is_broken(data: bytes) -> bool:
    try:
        return parse(decode(data, "")).root is None
    except CarefoldError:
        return True


def prepared(
    workspace: Workspace, names: Iterable[str], versions: Sequence[str], reason: str, by: str
) -> tuple[Withdrawing, ...]:  # fmt: skip
    """What is to be written into each handout's file; without `versions`, that which it has and all before it.

    `by` is who does it, as far as the computer knows.

    CarefoldError with all files for which that can't be told; nothing is written yet.
    """
    made, problems = list[Withdrawing](), list[Finding]()
    for name in names:
        path = workspace.sources.home / "handouts" / f"{name}.yaml"
        try:
            made.append(_prepared(workspace, name, path, versions, reason, by))
        except CarefoldError as error:
            problems += error.findings
    if problems:
        raise CarefoldError(problems)
    return tuple(made)


def _prepared(
    workspace: Workspace, name: str, path: Path, versions: Sequence[str], reason: str, by: str
) -> Withdrawing:  # fmt: skip
    shown, head = workspace.shown(path), head_of(workspace.sources, name)
    if not path.resolve().is_relative_to(workspace.sources.home.resolve()):
        hint = "Put a copy of the file in its place."
        raise CarefoldError(Finding("this link leads out of the project.", Place(shown), hint))
    before = read_bytes(path, shown)
    if head is None or not head.version:
        message = "this file has no `version` that can be read, so nobody can say what of it is withdrawn."
        raise CarefoldError(Finding(message, Place(shown), f"`carefold check {name}` tells what is wrong with it."))
    wanted, said = _ranges(head, versions, is_translation=bool(split(name)[1])), reason
    if own := head.withdrawn:
        wanted = tuple(dict.fromkeys((*map(str, own.versions), *wanted)))
        said = own.reason if own.reason.startswith(reason) else f"{reason.rstrip(' .')}; {own.reason}"
        if wanted == own.versions and said == own.reason:
            return Withdrawing(name, path, before, before, head, wanted)
    pairs = ", ".join(_pairs(workspace, head, wanted, said, by, _words(workspace, name)))
    after = with_key(before, shown, "withdrawn", f"{{{pairs}}}", "version")
    return Withdrawing(name, path, before, after, head, wanted)


def _pairs(
    workspace: Workspace, head: Head, ranges: Sequence[str], reason: str, by: str, words: str
) -> Iterator[str]:  # fmt: skip
    """The keys of a withdrawal; who did it and what the words were are added to what is known of them."""
    own = head.withdrawn
    users = dict.fromkeys((*([str(own.by)] if own and own.by else ()), by if by.isprintable() else ""))
    seals = dict.fromkeys((*(own.words if own else ()), words if is_among(head.version, ranges) else ""))
    yield f"date: {workspace.today.isoformat()}, versions: {_quoted(list(ranges))}, reason: {_quoted(reason)}"
    if who := ", ".join(filter(None, users)):
        yield f"by: {_quoted(who)}"
    if said := [str(one) for one in seals if one]:
        yield f"words: {_quoted(said)}"


def _words(workspace: Workspace, name: str) -> str:
    """The seal of a handout's words; empty where it can't be read, which stops no withdrawal."""
    with suppress(CarefoldError):
        return standing_of(workspace, opened(workspace, name, None), ()).seal
    return ""


def _quoted(value: object) -> str:
    """As YAML has it in braces."""
    return json.dumps(value, ensure_ascii=False)


def _ranges(head: Head, versions: Sequence[str], *, is_translation: bool) -> tuple[str, ...]:
    """What is withdrawn of a handout; a translation goes by the version that it was made from."""
    if not versions:
        return (up_to(head.version),)
    if not (is_translation and head.translated_from):
        return tuple(versions)
    if is_among(head.translated_from, versions):
        return (*versions,) if is_among(head.version, versions) else (*versions, up_to(head.version))
    return (f"<{head.version}",) if key_of(head.version) else tuple(versions)


def write_all(workspace: Workspace, all_of_it: Sequence[Withdrawing]) -> None:
    """Put all files in their places; where one can't be written, those before it become what they were.

    CarefoldError says which; what a killed run has left is completed by the same command.
    """
    written = list[Withdrawing]()
    try:
        for one in all_of_it:
            if one.after == one.before:
                continue
            path = one.path.resolve()
            if read_bytes(path, workspace.shown(one.path)) != one.before:
                message = "this file was changed just now, by another program."
                raise CarefoldError(Finding(message, Place(workspace.shown(one.path)), "Withdraw it again."))
            save(one.after, path, workspace.shown(one.path), rights=stat.S_IMODE(path.stat().st_mode))
            written.append(one)
    except BaseException:
        for one in written:
            with suppress(CarefoldError):  # the fault itself is told
                save(one.before, one.path.resolve())
        raise


def take_off(workspace: Workspace, shelf: Shelf, all_of_it: Iterable[Withdrawing]) -> list[Output]:
    """Move aside what lies on the shelf in versions that are withdrawn; what was moved. CarefoldError, OSError."""
    ranges = {one.name: one.ranges for one in all_of_it}
    found = [
        known for known in shelf.outputs.values()
        if known.gone != WITHDRAWN and is_among(known.facts.version, ranges.get(known.source, ()))
    ]  # fmt: skip
    for known in found:
        shelf.take_away(known, WITHDRAWN, workspace.today)
    return found
