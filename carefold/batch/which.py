"""Which sheet is this: what a content code says of a printed handout."""

from __future__ import annotations

import datetime
import json
from collections.abc import Callable, Iterable, Iterator
from difflib import get_close_matches
from pathlib import Path
from typing import Literal, TypeAlias, TypedDict

from carefold.batch.manifest import GoneFile, Manifest, ShelvedFile, ShelvedHandout
from carefold.batch.search import matching, plain_code
from carefold.reports.json import Which
from carefold.saving import saved

State: TypeAlias = Literal["current", "replaced", "expired", "withdrawn", "gone", "unknown"]
_Shelved: TypeAlias = tuple[ShelvedHandout, ShelvedFile]
FORMER = "codes.jsonl"
"""In the output folder's .carefold: a line for each code that was once current."""


class Former(TypedDict):
    """A line of it."""

    code: str
    file: str
    handout: str
    version: str
    title: str


def former_codes(state: Path) -> tuple[Former, ...]:
    """What a state folder remembers; lines that were not written whole are passed over."""
    try:
        lines = saved(state / FORMER).splitlines()
    except OSError:
        return ()
    return tuple(_former(lines))


def _former(lines: Iterable[bytes]) -> Iterator[Former]:
    for line in lines:
        try:
            said = json.loads(line)
            texts = [said[key] for key in Former.__annotations__]
        except (ValueError, TypeError, KeyError, RecursionError):
            continue
        if all(isinstance(text, str) for text in texts):
            code, file, handout, version, title = texts
            yield {"code": code, "file": file, "handout": handout, "version": version, "title": title}


Withdrawals: TypeAlias = Callable[[str, str], str]
"""Since when a version of a handout is withdrawn, by the name of its file; empty where it is not."""


def which(
    written: str, manifest: Manifest, former: Iterable[Former], today: datetime.date,
    withdrawn: Withdrawals = lambda _name, _version: "",
) -> Which:  # fmt: skip
    """What a code says, as somebody has typed it; what is past its review date is not current, though it lies there.

    Nor is what is withdrawn, wherever it lies and whatever has taken its place.
    """
    shelf, before = manifest["handouts"], dict[str, list[Former]]()
    for one in former:
        before.setdefault(one["code"], []).append(one)
    known = {file["code"] for one in shelf for file in (*one["outputs"], *one["gone"])} | {*before}
    asked = plain_code(written)
    found = matching(asked, known)
    code = found[0] if len(found) == 1 else asked
    for answer in (_current(code, shelf, today), _gone(code, shelf), _replaced(before.get(code, []), shelf)):
        if answer:
            return _unless_withdrawn(answer, shelf, before.get(code, []), withdrawn)
    near = list(found) or sorted(get_close_matches(asked, sorted(known), n=3, cutoff=0.6))
    return _answer(code, "unknown", near=near)


def _unless_withdrawn(
    answer: Which, shelf: Iterable[ShelvedHandout], before: Iterable[Former], withdrawn: Withdrawals
) -> Which:  # fmt: skip
    """The answer, or that the sheet is withdrawn; what takes its place is still told."""
    sheets = [(one["name"], file["version"]) for one, file in _shelved(shelf) if file["code"] == answer["code"]]
    sheets += [(one["handout"], one["version"]) for one in before]
    since = min(filter(None, (withdrawn(*sheet) for sheet in sheets)), default="")
    if not since or answer["state"] == "withdrawn":
        return answer
    files = answer["files"] if answer["state"] == "replaced" else []
    return {**answer, "state": "withdrawn", "reason": "withdrawn", "since": since, "files": files}


def _answer(
    code: str, state: State, sheet: tuple[str, str] = ("", ""),
    there: Iterable[_Shelved] = (), gone: tuple[str, str] = ("", ""), near: Iterable[str] = (),
) -> Which:  # fmt: skip
    files = list(there)
    by = [] if state == "current" else list(dict.fromkeys(file["code"] for _, file in files if file["code"]))
    return {
        "code": code, "state": state, "title": sheet[0], "version": sheet[1],
        "review-by": min((one["review-by"] for one, _ in files), default=""),
        "files": [file["file"] for _, file in files], "by": by, "reason": gone[0], "since": gone[1],
        "did-you-mean": list(near),
    }  # fmt: skip


def _current(code: str, shelf: Iterable[ShelvedHandout], today: datetime.date) -> Which | None:
    """The files that have it on the shelf: editions of one layout share their code."""
    files = [(one, file) for one, file in _shelved(shelf) if code and file["code"] == code]
    if not files:
        return None
    sheet, last = (files[0][0]["title"], files[0][1]["version"]), files[0][0]["review-by"]
    if last < today.isoformat():
        return _answer(code, "expired", sheet, gone=("expired", last))
    return _answer(code, "current", sheet, files)


def _gone(code: str, shelf: Iterable[ShelvedHandout]) -> Which | None:
    for one in shelf:
        for file in one["gone"]:
            if code and file["code"] == code:
                return _off_the_shelf(code, (one["title"], one["version"]), file)
    return None


def _off_the_shelf(code: str, sheet: tuple[str, str], file: GoneFile | None) -> Which:
    """A sheet of which no file is left; without one that is remembered, nobody knows why."""
    why, since = (file["why"], file["since"]) if file else ("", "")
    states: dict[str, State] = {"expired": "expired", "withdrawn": "withdrawn"}
    return _answer(code, states.get(why, "gone"), sheet, gone=(why, since))


def _replaced(before: list[Former], shelf: list[ShelvedHandout]) -> Which | None:
    """By what its files hold now; where none is made any longer, by the handout's other files."""
    if not before:
        return None
    was, names, shelved = before[-1], {one["file"] for one in before}, list(_shelved(shelf))
    files = [(one, file) for one, file in shelved if file["file"] in names]
    gone = [file for one in shelf for file in one["gone"] if file["file"] in names]
    if not files and not gone:
        files = [(one, file) for one, file in shelved if was["handout"] in (one["name"], one["handout"])]
    sheet = was["title"], was["version"]
    if not files:
        return _off_the_shelf(was["code"], sheet, gone[0] if gone else None)
    return _answer(was["code"], "replaced", sheet, files)


def _shelved(shelf: Iterable[ShelvedHandout]) -> Iterator[_Shelved]:
    return ((one, file) for one in shelf for file in one["outputs"])
