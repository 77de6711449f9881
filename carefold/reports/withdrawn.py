"""The JSON document of a withdrawal (docs/cli.md)."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict

if TYPE_CHECKING:
    from carefold.reports.entries import ProblemEntry


class WithdrawnEntry(TypedDict):
    """A handout: its version, all that is withdrawn of it, whether that is, and whether its file changed."""

    handout: str
    version: str
    versions: list[str]
    current: bool
    changed: bool


WithdrawDocument = TypedDict(
    "WithdrawDocument",
    {
        "withdrawn": list[WithdrawnEntry], "taken-away": list[str], "notices": list[str],
        "problems": list["ProblemEntry"],
    },
)  # fmt: skip
"""What `withdraw --json` prints."""
