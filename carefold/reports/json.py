"""The JSON documents that commands print under --json (docs/cli.md): their types."""

from __future__ import annotations

from typing import Literal, TypeAlias, TypedDict

from carefold.reports.checked import CheckDocument
from carefold.reports.decided import HistoryDocument, ReviewedDocument
from carefold.reports.entries import FindingEntry, ProblemEntry, ReadingGradeEntry
from carefold.reports.recalled import RecallDocument
from carefold.reports.translated import TranslatedDocument
from carefold.reports.withdrawn import WithdrawDocument

BuiltHandout = TypedDict(
    "BuiltHandout",
    {
        "handout": str, "language": str, "layout": str, "edition": str, "path": str, "code": str, "pages": int,
        "type-size": float, "kilobytes": int, "findings": list[FindingEntry],
    },
)  # fmt: skip


class BuiltSheet(TypedDict):
    """The calibration sheet."""

    handout: str
    path: str
    pages: int
    kilobytes: int


class WithReason(TypedDict):
    """A file, and why it is to be made; in words."""

    path: str
    why: list[str]


class TakenAway(TypedDict):
    """A file that has left the shelf, and why."""

    path: str
    why: str


BuildDocument = TypedDict(
    "BuildDocument",
    {
        "built": list[BuiltHandout | BuiltSheet], "due": list[WithReason], "unchanged": list[str],
        "taken-away": list[TakenAway], "left-over": list[str], "letters": list[str], "interrupted": bool,
        "problems": list[ProblemEntry],
    },
)  # fmt: skip
"""`carefold build`; `due` is of a dry run, `letters` are left to `carefold merge`."""


class LetterEntry(TypedDict):
    """A patient's letter: the number of its record, and its file."""

    record: int
    path: str


class LeftOutEntry(TypedDict):
    """A record that gets no letter: its number, its line, and the status that says why."""

    record: int
    line: int
    status: str


MergeDocument = TypedDict(
    "MergeDocument",
    {
        "handout": str, "layout": str, "records": int, "made": int, "unchanged": int, "left-out": dict[str, int],
        "left-out-records": list[LeftOutEntry],
        "refused": int, "refused-rows": str, "left-over": int, "files": list[LetterEntry], "slips": str,
        "interrupted": bool, "problems": list[ProblemEntry],
    },
)  # fmt: skip
"""`carefold merge`, without a value of any record; `left-out` counts by status, `slips` is their file."""


class MessageEntry(TypedDict):
    """What came of one record."""

    record: int
    line: int
    outcome: str
    why: str


SendDocument = TypedDict(
    "SendDocument",
    {
        "handout": str, "layout": str, "records": int, "accepted": int, "not-sent": str, "messages": list[MessageEntry],
        "interrupted": bool, "problems": list[ProblemEntry],
    },
)  # fmt: skip
"""`carefold send`, without a value of any record; `not-sent` is the file of those that were not."""


class LedgerDocument(TypedDict):
    """`carefold ledger`: rows as they stand there, with keyed hashes in place of people."""

    rows: list[dict[str, str]]
    problems: list[ProblemEntry]


class PurgeDocument(TypedDict):
    """`carefold purge`: how many files, rows, and lines of the stop list."""

    files: int
    rows: int
    stopped: int
    problems: list[ProblemEntry]


Listed = TypedDict(
    "Listed",
    {
        "name": str, "title": str, "languages": list[str], "version": str, "review-by": str,
        "state": Literal["current", "due", "expired", "withdrawn", "broken"],
    },
)  # fmt: skip


class ListDocument(TypedDict):
    """`carefold list`."""

    handouts: list[Listed]
    problems: list[ProblemEntry]


class SymbolsDocument(TypedDict):
    """`carefold list --symbols`."""

    symbols: list[str]
    problems: list[ProblemEntry]


class SectionOutline(TypedDict):
    """A section of a handout."""

    title: str
    urgent: bool
    words: int


HandoutOutline = TypedDict(
    "HandoutOutline",
    {
        "title": str, "language": str, "version": str, "review-by": str, "words": int, "sections": list[SectionOutline],
        "fields": list[str], "references": list[str], "codes": dict[str, str],
        "reading-grade": ReadingGradeEntry | None,
    },
)  # fmt: skip


class PanelFill(TypedDict):
    """How full a panel or a page is: 1 is all of it."""

    name: str
    full: float


Fit = TypedDict("Fit", {"layout": str, "type-size": float, "panels": list[PanelFill], "findings": list[FindingEntry]})


class ShowDocument(HandoutOutline):
    """`carefold show`."""

    fit: list[Fit]
    problems: list[ProblemEntry]


class PreviewDocument(TypedDict):
    """`carefold preview`."""

    path: str
    page: int
    pages: int
    dpi: int
    grey: bool
    problems: list[ProblemEntry]


Which = TypedDict(
    "Which",
    {
        "code": str, "state": Literal["current", "replaced", "expired", "withdrawn", "gone", "unknown"],
        "title": str, "version": str,
        "review-by": str, "files": list[str], "by": list[str], "reason": str, "since": str,
        "did-you-mean": list[str],
    },
)  # fmt: skip
"""What a content code says of the sheet that has it. `files` are current: its own, or those that take its place, whose
codes are `by`; `review-by` is theirs. `reason` is why there is none on the shelf any more (expired, withdrawn, faulty,
former-phone, unasked), and `since` the day, or the last day on which it was right; empty where nobody knows."""


class WhichDocument(Which):
    """`carefold which`."""

    problems: list[ProblemEntry]


class PassEntry(TypedDict):
    """A job for a printer's queue: what of the sheets it is, its command, and what the queue calls it."""

    part: str
    pages: int
    command: list[str]
    job: str


class PrintedLetter(TypedDict):
    """A letter that was handed over: the number of its record, and what the queue calls its job."""

    record: int
    job: str


PrintDocument = TypedDict(
    "PrintDocument",
    {
        "handout": str, "layout": str, "printer": str, "copies": int, "paper": str, "sides": str, "ink": str,
        "passes": list[PassEntry], "letters": int, "records": list[PrintedLetter], "stopped": list[int],
        "refused": list[int], "go-on-from": int, "really": bool, "interrupted": bool, "problems": list[ProblemEntry],
    },
)  # fmt: skip
"""`carefold print`, without a value of any record: `letters` is how many there are to print, `records` those that were
handed over, `stopped` those on the stop list; `go-on-from` is the record that comes next, 0 where none does."""


class AdviceEntry(TypedDict):
    """What `carefold doctor` says of one thing."""

    about: str
    severity: str
    message: str
    hint: str


class DoctorDocument(TypedDict):
    """`carefold doctor`; severity `ok` is all right."""

    found: list[AdviceEntry]
    problems: list[ProblemEntry]


class ReportDocument(TypedDict):
    """What `report --json` prints."""

    files: list[str]
    since: str
    until: str
    problems: list[ProblemEntry]


class StoppedDocument(TypedDict):
    """Any command that could not do anything."""

    problems: list[ProblemEntry]


NewDocument = TypedDict(
    "NewDocument", {"files": list[str], "to-do": list[str], "left-out": list[str], "problems": list[ProblemEntry]}
)
"""What `new` and `import` have written, by paths; what else there is to do by hand, and what was left out."""


Document: TypeAlias = (
    BuildDocument
    | HistoryDocument
    | WithdrawDocument
    | ReviewedDocument
    | TranslatedDocument
    | MergeDocument
    | SendDocument
    | LedgerDocument
    | RecallDocument
    | PurgeDocument
    | CheckDocument
    | ListDocument
    | SymbolsDocument
    | ShowDocument
    | PreviewDocument
    | WhichDocument
    | PrintDocument
    | ReportDocument
    | DoctorDocument
    | StoppedDocument
    | NewDocument
)
