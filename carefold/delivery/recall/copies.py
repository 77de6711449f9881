"""What left the house of some versions of a handout, in all its languages or in one, as the ledger knows it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from carefold.delivery.ledger import Ledger
from carefold.delivery.row import Row, State
from carefold.diagnostics.carefold_error import CarefoldError
from carefold.diagnostics.exit_code import ExitCode
from carefold.diagnostics.finding import Finding
from carefold.diagnostics.nearest import did_you_mean
from carefold.model.versions import Range, key_of
from carefold.twins import split

OUTCOMES: dict[State, str] = {
    "accepted": "accepted by the server", "printed": "printed", "unknown": "nobody knows whether it left",
    "sending": "nobody knows whether it left", "bounced": "mail came back", "returned": "came back on paper",
}  # fmt: skip
"""What is said of states in which something has left the house, or may have."""


@dataclass(frozen=True)
class Copies:
    """Messages, letters and prints, in the order of time."""

    rows: tuple[Row, ...]

    @property
    def versions(self) -> list[str]:
        """Those that there are, the first first."""
        return [*dict.fromkeys(row.version for row in self.rows)]

    @property
    def by_person(self) -> dict[str, list[Row]]:
        """What went to each, by the keyed hash."""
        found = dict[str, list[Row]]()
        for row in self.rows:
            if row.who:
                found.setdefault(row.who, []).append(row)
        return found


def copies_of(ledger: Ledger, handout: str, wanted: Range) -> Copies:
    """All of a handout; of a translation's name, those in its language.

    CarefoldError where there are none, or where nobody can tell whether one is meant.
    """
    name, language = split(handout)
    left = [row for row in ledger.rows() if row.state in OUTCOMES]
    ours = [row for row in left if split(row.handout)[0] == name and (row.language == language or not language)]
    if not ours:
        known = {split(row.handout)[0] for row in left}
        hint = did_you_mean(name, known - {name}, "Of what is printed outside of carefold it knows nothing.")
        raise CarefoldError(Finding(f"nothing of “{handout}” was ever sent or printed, as the ledger says.", hint=hint))
    versions = {row.version for row in ours}
    if strange := [one for one in wanted.named if key_of(one) is None and one not in versions]:
        message = f"--versions: “{strange[0]}” is no number, and nobody has a version of that name."
        raise CarefoldError(Finding(message, hint=f"Those that there are: {_told(ours)}."), ExitCode.USAGE)
    holds = {version: wanted.holds(version) if version else True for version in versions}  # nobody knows: perhaps it is
    if unsure := sorted(version for version, held in holds.items() if held is None):
        told = ", ".join(f"“{version}”" for version in unsure)
        hint = f"Name each that is meant; all that there are: {_told(ours)}."
        message = f"--versions: {told} can't be compared with numbers, and somebody has it."
        raise CarefoldError(Finding(message, hint=hint), ExitCode.USAGE)
    found = [row for row in ours if holds[row.version]]
    if not found:
        hint = f"Those that there are: {_told(ours)}."
        raise CarefoldError(Finding(f"nothing of “{handout}” in “{wanted.text}” was sent or printed.", hint=hint))
    return Copies(tuple(sorted(found, key=lambda row: row.gone_at)))


def _told(rows: Iterable[Row]) -> str:
    return ", ".join(dict.fromkeys(row.version or "(none)" for row in rows))
