"""The report's tables: rows of plain texts, for pages and, in full, for a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from carefold.auditing.audit import Approval, Audit
from carefold.auditing.words import Words
from carefold.diagnostics.codes import OF_PDFS
from carefold.released.release import Release
from carefold.twins import split

_SIGNS = 12  # of a SHA-256, on a page


@dataclass(frozen=True)
class Table:
    """A section of the report: its title, what it is, its header and rows; instead of no rows it says `empty`."""

    title: str
    about: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    empty: str


def tables(found: Audit, words: Words) -> Iterator[Table]:
    """All of them, in the order in which they stand on the pages."""
    made = (
        ("glance", ("what", "number"), _glance),
        ("current", ("handout", "version", "from", "to", "codes"), _current),
        ("approvals", ("handout", "version", "decision", "who", "date"), _approvals),
        ("given", ("handout", "language", "version", "printed", "letters-short", "messages-short", "returned-short",
                   "unknown-short"), _given),
        ("states", ("handout", "version", "state", "date", "reason"), _states),
        ("releases", ("handout", "version", "layout", "first", "own", "verapdf", "file"), _releases),
    )  # fmt: skip
    for name, header, rows in made:
        about = "" if name == "glance" else words(f"{name}-about")
        empty = words("no-ledger" if name == "given" and found.given is None else "none")
        yield Table(words(name), about, tuple(map(words, header)), tuple(rows(found, words)), empty)


def _glance(found: Audit, words: Words) -> Iterator[tuple[str, str]]:
    given = found.given or ()
    counted = {"versions": len(found.versions), "unapproved": len(found.unapproved)}
    if found.given is not None:
        counted |= {name: sum(getattr(one, name) for one in given)
                    for name in ("copies", "letters", "messages", "returned", "unknown")}  # fmt: skip
    for state in ("expired", "due", "withdrawn"):
        counted[f"{state}-count"] = sum(one.state == state for one in found.states)
    counted["released-count"] = len(found.releases)
    yield from ((words(name), words.count(number)) for name, number in counted.items())


def _current(found: Audit, words: Words) -> Iterator[tuple[str, ...]]:
    for one in found.versions:
        by_layout = groupby(one.codes, key=lambda each: each[0])
        codes = (f"{layout}: {' '.join(code for _, code in its)}" for layout, its in by_layout)
        until = words.day(one.until) if one.until else words("still")
        yield _titled(found, one.handout, words), one.version, words.day(one.since), until, _listed(codes, words)


def _titled(found: Audit, name: str, words: Words) -> str:
    """A handout's name, with its title where that is in the report's language: then it is read out rightly."""
    mine = {one.handout: one.title for one in found.versions if one.language == words.language}
    title = mine.get(name) or mine.get(split(name)[0])
    return f"{title} ({name})" if title else name


def _approvals(found: Audit, words: Words) -> Iterator[tuple[str, ...]]:
    for one in found.approvals:
        yield one.handout, one.version, _decision(one, words), f"{one.name}, {one.role}", words.day(one.date)
    for name, version in found.unapproved:
        yield name, version, words("nobody"), words("nothing"), words("nothing")


def _decision(one: Approval, words: Words) -> str:
    said = words("named", decision=words(one.decision)) if one.named else words(one.decision)
    return words("outdated", decision=said) if one.outdated else said


def _given(found: Audit, words: Words) -> Iterator[tuple[str, ...]]:
    for one in found.given or ():
        numbers = (one.copies, one.letters, one.messages, one.returned, one.unknown)
        yield one.handout, one.language, one.version, *map(words.count, numbers)


def _states(found: Audit, words: Words) -> Iterator[tuple[str, ...]]:
    for one in found.states:
        yield (
            one.handout,
            _listed(one.versions, words),
            words(one.state),
            words.day(one.date),
            one.reason or words("nothing"),
        )


def _releases(found: Audit, words: Words) -> Iterator[tuple[str, ...]]:
    for one in found.releases:
        yield (
            one.handout, one.version, f"{one.layout}, {one.code}", words.day(one.date), _checks(one, words),
            _verapdf(found, one, words), one.sha256[:_SIGNS],
        )  # fmt: skip


def _checks(one: Release, words: Words) -> str:
    """What carefold's own checks found in the file, by code."""
    codes = {code: count for code, count in one.checks.items() if code in OF_PDFS}
    return words("found", count=sum(codes.values()), codes=", ".join(codes)) if codes else words("clean")


def _verapdf(found: Audit, one: Release, words: Words) -> str:
    said = found.verapdf.get(one.sha256)
    if said is None:
        return words("not-asked")
    return words("rejected", count=said) if isinstance(said, int) else words("kept")


def _listed(texts: Iterable[str], words: Words) -> str:
    return ", ".join(texts) or words("nothing")


# --- for a spreadsheet

_COLUMNS = (
    "part", "handout", "language", "title", "version", "code", "layout", "from", "to", "decision", "name", "role",
    "date", "copies", "letters", "messages", "came-back", "unknown", "state", "reason", "checks", "verapdf", "sha256",
)  # fmt: skip


def spreadsheet(found: Audit) -> bytes:
    """All of it as CSV, a row for each line of a table; its words are those of the files, in no language."""
    file = io.StringIO(newline="")
    writer = csv.DictWriter(file, _COLUMNS, restval="")
    writer.writeheader()
    writer.writerows({key: _harmless(str(value)) for key, value in row.items()} for row in _lines(found))
    return f"\ufeff{file.getvalue()}".encode()  # spreadsheets take it for UTF-8


def _harmless(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell[:1] in ("=", "+", "-", "@", "\t", "\r") else cell


def _lines(found: Audit) -> Iterator[dict[str, object]]:
    for version in found.versions:
        row = {"part": "current", "handout": version.handout, "language": version.language, "title": version.title,
               "version": version.version, "from": version.since, "to": version.until or ""}  # fmt: skip
        for layout, code in version.codes or (("", ""),):
            yield {**row, "layout": layout, "code": code}
    for one in found.approvals:
        state = _joined(("named in the handout" * one.named, "other words since" * one.outdated))
        yield {"part": "approval", "handout": one.handout, "version": one.version, "decision": one.decision,
               "name": one.name, "role": one.role, "date": one.date, "state": state}  # fmt: skip
    for name, unapproved in found.unapproved:
        yield {"part": "approval", "handout": name, "version": unapproved, "decision": "nobody on record"}
    for given in found.given or ():
        yield {"part": "given-out", "handout": given.handout, "language": given.language, "version": given.version,
               "copies": given.copies, "letters": given.letters, "messages": given.messages,
               "came-back": given.returned, "unknown": given.unknown}  # fmt: skip
    for state_ in found.states:
        yield {"part": "state", "handout": state_.handout, "version": _joined(state_.versions), "state": state_.state,
               "date": state_.date, "reason": state_.reason}  # fmt: skip
    for release in found.releases:
        said = found.verapdf.get(release.sha256, ("not asked",))
        checks = (f"{code} {count}" for code, count in release.checks.items())
        yield {"part": "released", "handout": release.handout, "language": release.language, "title": release.title,
               "version": release.version, "code": release.code, "layout": release.layout, "date": release.date,
               "checks": _joined(checks), "sha256": release.sha256,
               "verapdf": f"{said} rules broken" if isinstance(said, int) else _joined(said)}  # fmt: skip


def _joined(texts: Iterable[str]) -> str:
    return "; ".join(filter(None, texts))
