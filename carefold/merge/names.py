"""What files of letters are called: by the numbers of their records, or by a field that somebody chose for it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from carefold.diagnostics.carefold_error import CarefoldError
from carefold.diagnostics.exit_code import ExitCode
from carefold.diagnostics.finding import Finding
from carefold.diagnostics.nearest import did_you_mean
from carefold.merge.recipient import Recipient

_LEAST_DIGITS = 4
_MOST_BYTES = 120  # most systems take 255 for a name, and a file has a longer one while it is written


class Names:
    """The names of the letters of one merge; with a field, its values are remembered as long as that lasts.

    `digits` are those of the longest number.
    """

    def __init__(self, letter: str, field: str, fields: Iterable[str]) -> None:
        """CarefoldError for a field that there is not."""
        known = (*fields, "id")
        if field and field not in known:
            hint = did_you_mean(field, known, f"Those that can name files are {', '.join(known)}.")
            raise CarefoldError(Finding(f"--name-field: there is no field “{field}”.", hint=hint), ExitCode.USAGE)
        self._letter, self.field = letter, field
        self._taken = set[str]()
        self.digits = _LEAST_DIGITS

    def problem(self, recipient: Recipient) -> Finding | None:
        """Why a record can't name its file; each is asked for once."""
        if not self.field:
            return None
        part = self._part(recipient)
        if not part:
            message = f"“{self.field}” has nothing that a file could be named by."
            return Finding(message, recipient.place, "Give it letters or digits, or leave out --name-field.")
        if part.casefold() in self._taken:
            message = f"“{self.field}” is that of a record before, and names files."
            return Finding(message, recipient.place, "Name files by a field that each record has its own value of.")
        self._taken.add(part.casefold())
        return None

    def name(self, recipient: Recipient) -> str:
        """The name of a record's file."""
        part = self._part(recipient) if self.field else f"{recipient.number:0{self.digits}}"
        return f"{self._letter}-{part}.pdf"

    def _part(self, recipient: Recipient) -> str:
        value = recipient.id if self.field == "id" else recipient.record.get(self.field, "")
        kept = re.sub(r"[\W_]+", "-", unicodedata.normalize("NFC", value))
        return kept.strip("-").encode()[:_MOST_BYTES].decode(errors="ignore").strip("-")
