"""What leaves a shelf: nothing that is dead stays where somebody prints it."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterable, Iterator

from carefold.batch.inputs import Inputs
from carefold.batch.plan import Wanted
from carefold.batch.state import Output, Shelf
from carefold.batch.telling import forget_picture, note_former
from carefold.diagnostics.carefold_error import CarefoldError
from carefold.reading.check.former_phones import FORMER
from carefold.saving import unsaved
from carefold.withdrawals import WITHDRAWN
from carefold.workspace import Workspace

FAULTY, UNASKED = "faulty", "unasked"
_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EROFS)
_EXPIRED, _WITHDRAWN = "CF143", "CF149"
_AT_ONCE = {_EXPIRED: "expired", _WITHDRAWN: WITHDRAWN, FORMER: "former-phone"}
"""Findings that say that nobody may hand out what lies there, and how the shelf puts it."""


class Leaving:
    """What is taken off a shelf in one run, and why."""

    def __init__(self, project: Workspace, wanted: Wanted, shelf: Shelf, inputs: Inputs) -> None:
        """Nothing is taken away yet."""
        self._project, self._wanted, self._shelf, self._inputs = project, wanted, shelf, inputs
        self.taken: list[tuple[Output, str]] = []
        self.altered = False

    def take_away(
        self, known: Output | None, error: CarefoldError, otherwise: str = FAULTY
    ) -> Iterator[CarefoldError]:  # fmt: skip
        """Move aside what can't be made any more, where nobody may hand it out or its clinic has changed.

        What could not be moved is told.
        """
        if known is None or self._wanted.keeps or not (why := self._why(known, error, otherwise)):
            return
        if known.gone and (known.gone == why or why == otherwise):
            return
        try:
            self._shelf.take_away(known, why, self._project.today)
            self.altered = True
            self.taken.append((known, why))
        except (CarefoldError, OSError) as fault:
            yield failure(self._project, self._shelf, known.name, fault)

    def _why(self, known: Output, error: CarefoldError, otherwise: str) -> str:
        """Why it may not stay; empty where it may. Who names what to build loses nothing but what is withdrawn."""
        if whys := [_AT_ONCE[one.code] for one in error.findings if one.code in _AT_ONCE]:
            return whys[0] if self._wanted.whole or WITHDRAWN in whys else ""
        if not self._wanted.whole:
            return ""
        if known.facts.review_by < self._project.today.isoformat() and not self._wanted.allow_expired:
            return _AT_ONCE[_EXPIRED]
        if self._inputs.brand_changed(known.order(self._project.sources.home), known.inputs):
            return otherwise
        return ""

    def forget(self, outputs: Iterable[Output]) -> Iterator[CarefoldError]:
        """Remove files and what is known of them, but for their codes; what could not be removed is told."""
        for known in outputs:
            try:
                note_former(self._project, self._shelf, known)
                forget_picture(self._shelf, known.name)
                self._shelf.forget(known)
                self.altered = True
            except (CarefoldError, OSError) as error:
                yield failure(self._project, self._shelf, known.name, error)

    def tidy(self) -> Iterator[CarefoldError]:
        """Remove what lies aside of files that nothing is known of; what could not be removed is told."""
        for path in self._shelf.forgotten():
            try:
                path.unlink()
            except OSError as error:
                yield unsaved(self._project.shown(path), error)


def failure(project: Workspace, shelf: Shelf, name: str, error: CarefoldError | OSError) -> CarefoldError:
    """Why something could not be done to a file, in words."""
    return error if isinstance(error, CarefoldError) else unsaved(project.shown(shelf.folder / name), error)


def is_full(shelf: Shelf, error: CarefoldError) -> bool:
    """Whether nothing can be written to the folder any more, so that each further file would only say the same."""
    cause = error.__cause__
    is_closed = not os.access(shelf.folder, os.W_OK | os.X_OK)
    return isinstance(cause, OSError) and (is_closed or cause.errno in _FULL)
