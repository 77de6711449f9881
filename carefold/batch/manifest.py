"""OUT/manifest.json: every handout on the shelf with its files, and what has left it (docs/shelf.md)."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from pathlib import Path
from typing import Any, Literal, TypeAlias, TypedDict, cast

from carefold.batch.state import Output
from carefold.diagnostics.carefold_error import CarefoldError
from carefold.diagnostics.exit_code import ExitCode
from carefold.diagnostics.finding import Finding, Severity
from carefold.diagnostics.place import Place
from carefold.diagnostics.visible import visible_json
from carefold.model.handout import DUE
from carefold.order import Edition
from carefold.saving import saved
from carefold.version import __version__
from carefold.withdrawals import WITHDRAWN, Notice, notice_name

State: TypeAlias = Literal["current", "due", "expired", "withdrawn", "gone"]
FILE = "manifest.json"
_EDITIONS = {str(edition): number for number, edition in enumerate(Edition)}


class Checks(TypedDict):
    """What the checks found in a file, and the codes of its errors and warnings."""

    errors: int
    warnings: int
    codes: list[str]


class ShelvedFile(TypedDict):
    """A file on the shelf. Its version is an older one than its handout's where its rebuild was refused."""

    file: str
    layout: str
    edition: str
    brand: str
    site: str
    version: str
    code: str
    pages: int
    paper: str
    duplex: str
    sha256: str
    kilobytes: int
    checks: Checks


class GoneFile(TypedDict):
    """A file that has left the shelf, why, and since when; for what is past its review date, that date."""

    file: str
    code: str
    why: str
    since: str


ShelvedHandout = TypedDict(
    "ShelvedHandout",
    {
        "name": str, "handout": str, "title": str, "language": str, "languages": list[str], "version": str,
        "translated-from": str, "updated": str, "review-by": str, "state": State, "grade": float | None,
        "topics": list[str], "outputs": list[ShelvedFile], "gone": list[GoneFile],
    },
)  # fmt: skip


class WithdrawnHandout(TypedDict):
    """A handout of which versions are withdrawn, with all codes that are known of them, and the notice of it."""

    name: str
    title: str
    language: str
    date: str
    versions: list[str]
    reason: str
    codes: list[str]
    notice: str


class Manifest(TypedDict):
    """All of it; `tools` has the versions of what makes and checks files."""

    carefold: str
    tools: dict[str, str]
    handouts: list[ShelvedHandout]
    withdrawn: list[WithdrawnHandout]


def manifest_of(
    outputs: Iterable[Output], today: datetime.date, tools: Mapping[str, str], notices: Iterable[Notice] = ()
) -> Manifest:
    """The manifest of a shelf: translations stand after their handout, whatever order the outputs come in."""
    sources: dict[tuple[str, bool, str], list[Output]] = {}
    for output in sorted(outputs, key=_place):
        sources.setdefault((output.handout, bool(output.language), output.source), []).append(output)
    languages: dict[str, list[str]] = {}
    for (handout, *_), its in sorted(sources.items()):
        languages.setdefault(handout, []).extend(one.facts.language for one in its if not one.gone)
    return {
        "carefold": __version__,
        "tools": dict(sorted(tools.items())),
        "handouts": [_handout(its, today, languages[its[0].handout]) for _, its in sorted(sources.items())],
        "withdrawn": list(map(_withdrawn, notices)),
    }


def _place(output: Output) -> tuple[str, str, int, str]:
    return output.brand, output.site, _EDITIONS.get(output.edition, len(_EDITIONS)), output.name


def _handout(outputs: list[Output], today: datetime.date, languages: list[str]) -> ShelvedHandout:
    shelved = [output for output in outputs if not output.gone]
    first = max(shelved or outputs, key=lambda output: (output.facts.updated, output.facts.version))
    facts = first.facts
    return {
        "name": first.source, "handout": first.handout, "title": facts.title, "language": facts.language,
        "languages": [*dict.fromkeys(languages)], "version": facts.version, "translated-from": facts.translated_from,
        "updated": facts.updated, "review-by": facts.review_by,
        "state": _state(datetime.date.fromisoformat(facts.review_by) - today, shelved, first), "grade": facts.grade,
        "topics": list(facts.topics), "outputs": list(map(_file, shelved)),
        "gone": [_gone(one) for one in outputs if one.gone],
    }  # fmt: skip


def _gone(output: Output) -> GoneFile:
    since = output.facts.review_by if output.gone == "expired" else output.gone_since
    return {"file": output.name, "code": output.facts.code, "why": output.gone, "since": since}


def _withdrawn(one: Notice) -> WithdrawnHandout:
    return {
        "name": one.name, "title": one.title, "language": one.language, "date": one.date,
        "versions": list(one.versions), "reason": one.reason, "codes": list(one.codes), "notice": notice_name(one.name),
    }  # fmt: skip


def _state(left: datetime.timedelta, shelved: Sequence[Output], first: Output) -> State:
    if not shelved and first.gone == WITHDRAWN:
        return "withdrawn"
    if left < datetime.timedelta():
        return "expired"
    if not shelved:
        return "gone"
    return "due" if left <= DUE else "current"


def _file(output: Output) -> ShelvedFile:
    facts = output.facts
    return {
        "file": output.name, "layout": output.layout, "edition": output.edition, "brand": output.brand,
        "site": output.site, "version": facts.version, "code": facts.code, "pages": facts.pages, "paper": facts.paper,
        "duplex": facts.duplex, "sha256": output.sha256, "kilobytes": round(output.size / 1000),
        "checks": _checks(output),
    }  # fmt: skip


def _checks(output: Output) -> Checks:
    errors, warnings = (
        [one["code"] for one in output.findings if one["severity"] == severity]
        for severity in (Severity.ERROR, Severity.WARNING)
    )
    return {"errors": len(errors), "warnings": len(warnings), "codes": sorted({*errors, *warnings})}


def written(manifest: Manifest) -> bytes:
    """The file's bytes."""
    return f"{visible_json(manifest)}\n".encode()


def is_written(manifest: Manifest, path: Path) -> bool:
    """Whether a file says the same: to read it is quicker than to write it again and compare."""
    try:
        return bool(json.loads(saved(path)) == manifest)
    except (OSError, ValueError, RecursionError):
        return False


def read_manifest(folder: Path, shown: str) -> Manifest:
    """That of an output folder; CarefoldError, with ExitCode.MISSING where there is none that can be read."""
    place, hint = Place(f"{shown}/{FILE}"), "`carefold build --all` writes it."
    try:
        manifest = json.loads(saved(folder / FILE))
        if _is_whole(manifest):
            return cast(Manifest, manifest)
        reason = "this is no manifest of a shelf."
    except FileNotFoundError:
        reason = "there is no such file."
    except OSError as error:
        reason, hint = f"the file can't be read ({error.strerror}).", "Look at its rights."
    except (ValueError, RecursionError):
        reason = "this is no manifest of a shelf."
    raise CarefoldError(Finding(reason, place, hint), ExitCode.MISSING)


def _is_whole(said: Any) -> bool:
    """Whether JSON has what is asked of a manifest here: texts at their places."""
    try:
        handouts = [(one["name"], one["title"], one["version"], one["review-by"]) for one in said["handouts"]]
        files = [(file["file"], file["code"]) for one in said["handouts"] for file in (*one["outputs"], *one["gone"])]
        more = [file[key] for one in said["handouts"] for file in one["outputs"] for key in ("layout", "version")]
        why = [file[key] for one in said["handouts"] for file in one["gone"] for key in ("why", "since")]
    except (TypeError, KeyError):
        return False
    return all(isinstance(text, str) for text in (*chain(*handouts, *files), *more, *why))
