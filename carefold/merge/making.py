"""Makes letters one after the other: by parts where that can be, and else laid out; each is compared with its record.

Nothing of a record is kept but what templates hold. Only the record before is remembered, so that none of it is in the
next.
"""

from __future__ import annotations

from functools import partial

from carefold.diagnostics.carefold_error import CarefoldError
from carefold.diagnostics.finding import Finding
from carefold.merge.fast import Spliced
from carefold.merge.letter import Letter, Variant
from carefold.merge.own_values import text_of
from carefold.merge.recipient import Recipient
from carefold.merge.row import Row
from carefold.merge.sheets import Sheets
from carefold.pdfread.document import Opening, open_document
from carefold.pipeline import checked, make
from carefold.stages import Made

_SAMPLE = 500  # of so many records one is checked in full


class Maker:
    """Makes the letters of a handout; where it `is_slow`, each is laid out anew: the bytes are the same."""

    def __init__(self, letter: Letter, *, is_slow: bool = False) -> None:
        self.letter, self.is_slow = letter, is_slow
        self.before: Recipient | None = None
        self._checked = dict[tuple[str, str], int]()  # letters that were made, by variant

    def outcome(self, recipient: Recipient) -> bytes | Finding:
        """A record's letter, or why there is none."""
        made = self._outcome(recipient)
        return made if isinstance(made, Finding) else made.data

    def spliced(self, recipient: Recipient) -> Spliced | Finding:
        """A record's letter with its text, or why there is none."""
        return self._outcome(recipient)

    def sheets(self, recipient: Recipient) -> Sheets | Finding:
        """A record's letter for the print room, or why there is none."""
        made = self._outcome(recipient)
        if isinstance(made, Finding):
            return made
        try:
            return made.sheets()
        except Exception as error:  # of any kind: what it says may hold values
            return without_values(error, recipient)

    def _outcome(self, recipient: Recipient) -> Spliced | Finding:
        try:
            return self._made(self.letter.variant(recipient.language, recipient.site), recipient)
        except Exception as error:  # of any kind: what it says may hold values
            return without_values(error, recipient)
        finally:
            self.before = recipient

    def _is_sample(self, recipient: Recipient) -> bool:
        """Whether this one is checked in full; to be asked once of each."""
        key = recipient.language, recipient.site
        before = self._checked.get(key, 0)
        self._checked[key] = before + 1
        return before % _SAMPLE == 0

    def _made(self, variant: Variant, recipient: Recipient) -> Spliced:
        """A record's letter; CarefoldError, which may hold values, for one that is not to leave."""
        is_sample = self._is_sample(recipient)
        spliced = None if self.is_slow else variant.fast.letter(recipient.record)
        if spliced is None or spliced.is_first or is_sample:
            spliced = self._laid_out(variant, recipient, spliced, is_sample)
        self._compare(variant, spliced, recipient)
        return spliced

    def _laid_out(self, variant: Variant, recipient: Recipient, spliced: Spliced | None, is_sample: bool) -> Spliced:
        """A record's letter, laid out; `spliced` is the same made by parts, if it can be."""
        made = make(self.letter.project, variant.order_for(recipient.record), variant.content)
        is_first = not self.is_slow and spliced is None and variant.fast.learn(made)
        opened = open_document(made.data)
        if is_first or is_sample:
            checked(self.letter.project, made, opened)
        if spliced and (spliced.data, spliced.sheets()) == (made.data, self._sheets_of(made)):
            return self._spliced(made, opened) if is_sample else spliced  # of a sample, what its file says is read
        if spliced:
            variant.fast.forget(recipient.record)
        return self._spliced(made, opened)

    def _spliced(self, made: Made, opened: Opening) -> Spliced:
        """A letter that was laid out, as one that was made by parts is told."""
        used = frozenset[str]().union(*(page.fields for page in made.composition.pages))
        return Spliced(lambda: made.data, text_of(opened), used, partial(self._sheets_of, made))

    def _sheets_of(self, made: Made) -> Sheets:
        language, is_mono = str(made.resolved.handout.language), self.letter.project.settings.printer.ink == "mono"
        return Sheets.of(made.composition, made.layout, language, mono=is_mono)

    def _compare(self, variant: Variant, letter: Spliced, recipient: Recipient) -> None:
        """CarefoldError for a letter that lacks a value of its record, or has one of the record before."""
        own = recipient.record
        if lacking := variant.own_values.missing(letter.text, letter.used, own):
            raise CarefoldError(Finding(f"the letter lacks {_listed(lacking)} of its record.", recipient.place))
        before = self.before.record if self.before else {}
        if others := variant.own_values.neighbours(letter.text, own, before):
            raise CarefoldError(Finding(f"the letter has {_listed(others)} of the record before.", recipient.place))


def _listed(fields: list[str]) -> str:
    return ", ".join(f"“{name}”" for name in fields)


_REPORT = "Please report this: with the handout, and without the record."


def without_values(error: Exception, recipient: Recipient | Row) -> Finding:
    """Why a letter was not made, in words that hold nothing of its record: what was found is told by its codes."""
    if not isinstance(error, CarefoldError):
        message = f"no letter can be made of this record ({type(error).__name__})."
        return Finding(message, recipient.place, _REPORT)
    own = [found for found in error.findings if found.place == recipient.place]
    if own:
        return Finding(f"no letter was made: {own[0].message}", recipient.place, _REPORT)
    codes = ", ".join(dict.fromkeys(found.code for found in error.findings if found.code))
    message = f"no letter can be made of this record{f' ({codes})' if codes else ''}."
    return Finding(message, recipient.place, "A value may be too long for where it stands: shorten it.")
