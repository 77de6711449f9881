"""The JSON document of `carefold recall`: numbers, and names of files."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict

if TYPE_CHECKING:
    from carefold.reports.entries import ProblemEntry
    from carefold.reports.json import MergeDocument, SendDocument


class Counted(TypedDict):
    """How many people, and how many messages and letters they had."""

    people: int
    copies: int


RecallDocument = TypedDict(
    "RecallDocument",
    {
        "handout": str, "versions": list[str], "folder": str, "is-new": bool, "records": int, "without-id": int,
        "got": Counted, "mail": int, "call": int, "reasons": dict[str, int], "letters": int, "deceased": int,
        "came-back": int, "not-listed": Counted, "printed": int, "send": "SendDocument | None",
        "merge": "MergeDocument | None", "problems": "list[ProblemEntry]",
    },
)  # fmt: skip
"""`versions` are those that somebody has; `mail`, `call`, `deceased` and `came-back` count people of the list;
`letters` are to be printed, `printed` are copies of handouts that were printed for nobody by name. `send` and `merge`
are what came of the letter, null without one, or where there was nobody."""
