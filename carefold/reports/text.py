"""The lines that commands print for people; nothing in them is coloured yet."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TypeAlias

from carefold.diagnostics.finding import Finding, Severity, hinted
from carefold.diagnostics.place import Place
from carefold.diagnostics.visible import visible
from carefold.order import Edition
from carefold.reports.json import (
    BuiltHandout,
    BuiltSheet,
    HandoutOutline,
    Listed,
    MergeDocument,
    Which,
    WithReason,
)
from carefold.reports.outcome import Checked

Styled: TypeAlias = Callable[[Severity, str], str]
_HEADS = ("handout", "title", "language", "version", "review by", "state")
_LEAST_TITLE = 10  # characters


def finding_line(found: Finding, subject: str = "", styled: Styled = lambda _, word: word) -> str:
    """`where: error: what [code] Hint: what to do`, in one line.

    `subject` is the file where words alone say the place; `styled` may colour the severity.
    """
    place = str(found.place if isinstance(found.place, Place) else f"{subject}: {found.place}")
    where = f"{visible(place)}: " if place else ""
    hint = hinted(found.hint)
    return f"{where}{styled(found.severity, f'{found.severity}:')} {visible(f'{found.told}{hint}')}"


def built_line(made: BuiltHandout) -> str:
    """A file that was made; a page for browsers has no paper, and its reader's size of type."""
    if made["edition"] == Edition.HTML:
        return f"{made['path']}  a web page, {made['kilobytes']} kB"
    pages = "1 page" if made["pages"] == 1 else f"{made['pages']} pages"
    return f"{made['path']}  {pages}, {made['type-size']:g} pt, {made['kilobytes']} kB"


def due_line(due: WithReason) -> str:
    """A file that would be made, and why."""
    return f"{due['path']}: {'; '.join(due['why'])}"


def ending_line(made: int, unchanged: int, failed: int, left: int = 0) -> str:
    """How a build ended; `left` is what it did not come to."""
    counts = {"made": made, "unchanged": unchanged, "failed": failed, "not made yet": left}
    return ", ".join(f"{count} {what}" for what, count in counts.items() if count)


def foreseen_line(due: int, unchanged: int, failing: int) -> str:
    """How a build would end, in the numbers in which it then does, as far as content review can tell."""
    counts = {"to make": due, "unchanged": unchanged, "would fail": failing}
    return ", ".join(f"{count} {what}" for what, count in counts.items() if count)


def letters_line(names: Sequence[str]) -> str:
    """That a build leaves letters to a merge."""
    return f"{', '.join(names)}: not built; a letter is made for each record, by `carefold merge`"


def lagging_line(name: str, before: str, now: str) -> str:
    """That a translation has not kept up."""
    return f"{name}: warning CF171: translated from version {before}, and its original is of version {now} now"


def merged_line(document: MergeDocument) -> str:
    """How a merge ended, in numbers alone."""
    statuses = ", ".join(f"{count} {status}" for status, count in document["left-out"].items())
    left_out = sum(document["left-out"].values())
    told = ending_line(document["made"], document["unchanged"], 0)
    refused = f"{document['refused']} refused" if document["refused"] else ""
    left = f"{left_out} left out ({statuses})" if left_out else ""
    return ", ".join(filter(None, (told, refused, left))) or "nothing made"


def calibration_line(made: BuiltSheet) -> str:
    """The calibration sheet that was made."""
    return f"{made['path']}  {made['pages']} pages, {made['kilobytes']} kB"


def checked_line(checked: Checked) -> str:
    """What is to be said of a file beside its findings; empty for nothing."""
    accepted = len(checked.accepted)
    tail = [*(() if checked.findings else ("nothing found",)), *((f"{accepted} accepted",) if accepted else ())]
    return f"{checked.subject}: {', '.join(tail)}" if tail else ""


def handout_lines(rows: Sequence[Listed], room: int | None = None) -> Iterator[str]:
    """A table of handouts; titles are cut where it would be wider than the `room`, in characters."""
    cells = [(row["name"], row["title"], ", ".join(row["languages"]), row["version"], row["review-by"], row["state"])
             for row in rows]  # fmt: skip
    widths = [max(map(len, column)) for column in zip(_HEADS, *cells, strict=True)]
    over = sum(widths) + 2 * (len(widths) - 1) - room if room else 0
    widths[1] = max(widths[1] - max(over, 0), _LEAST_TITLE)
    for line in (_HEADS, *((one[0], _cut(one[1], widths[1]), *one[2:]) for one in cells)):
        yield "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()


def _cut(text: str, width: int) -> str:
    return text if len(text) <= width else f"{text[: width - 1].rstrip()}…"


_GONE = {
    "expired": "has expired; it was to be reviewed by {day}",
    "withdrawn": "is withdrawn{since}",
    "faulty": "is refused{since}, because its brand has changed and its handout now has a fault",
    "former-phone": "is refused{since}, because it has a phone number that is no longer the clinic’s",
    "unasked": "is off the shelf{since}: nothing in the project asks for it any more, and its brand has changed",
    "": "is not made any more",
}
"""Why there is no sheet of a code any more, as shelves put it."""


def which_line(answer: Which) -> str:
    """What the code of a printed sheet says."""
    code, files = answer["code"], ", ".join(answer["files"])
    sheet = f"“{answer['title']}”, version {answer['version']}"
    if answer["state"] == "current":
        return f"{code} is current: {sheet}, to be reviewed by {answer['review-by']} ({files})."
    if answer["state"] == "replaced":
        return f"{code} is replaced by {' or '.join(answer['by']) or 'a newer one'}: it is {sheet}. Give out {files}."
    if answer["state"] in ("expired", "withdrawn", "gone"):
        since = f" since {answer['since']}" if answer["since"] else ""
        why = _GONE[answer["reason"]].format(since=since, day=answer["since"])
        return f"{code} {why}: it is {sheet}. Don’t give it out.{f' Give out {files}.' if files else ''}"
    near = f" Did you mean {' or '.join(answer['did-you-mean'])}?" if answer["did-you-mean"] else ""
    return f"No sheet has the code {code}.{near}"


def outline_lines(data: HandoutOutline) -> Iterator[str]:
    """What is in a handout."""
    yield f"{data['title']} ({data['language']}), version {data['version']}, review by {data['review-by']}"
    yield f"{data['words']} words{_grade(data)}"
    for section in data["sections"]:
        yield f"  {section['words']:5}  {section['title']}{'  (urgent)' if section['urgent'] else ''}"
    yield f"fields: {', '.join(data['fields']) or 'none'}"
    yield f"references: {', '.join(data['references']) or 'none'}"
    if data["codes"]:
        yield f"codes: {', '.join(f'{layout} {code}' for layout, code in data['codes'].items())}"


def _grade(data: HandoutOutline) -> str:
    grade = data["reading-grade"]
    if grade is None:
        return ""
    rest = f", {max(0.0, grade['without-terms']):.1f} without its terms" if grade["without-terms"] is not None else ""
    beside = "".join(f"; {name} {value}" for name, value in grade["beside"].items())
    return f"; reading grade {max(0.0, grade['grade']):.1f}{rest} ({grade['formula']}{beside})"
