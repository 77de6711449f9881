"""Translations: whether each says what it was made from and by whom, and keeps up with its original."""

from __future__ import annotations

from collections.abc import Iterator

from carefold.diagnostics.codes import finding
from carefold.diagnostics.finding import Finding
from carefold.review.subject import Subject


def translation_findings(subject: Subject) -> Iterator[Finding]:
    """A translation whose original has moved on or is missing, or that says too little about itself."""
    handout, original = subject.handout, subject.original
    if original is None:
        return
    file, made_from = f"handouts/{original.name}.yaml", handout.translated_from
    if not original.is_there:
        hint = f"Put the original there, or name this file {original.name}.yaml if it is no translation."
        yield finding("CF173", handout.place, f"this is a translation by its name, and there is no {file}.", hint)
        return
    if made_from is None:
        message = f"the translation does not say from which version of {file} it was made."
        yield finding("CF172", handout.place, message, f'Add `translated-from: "{original.version or "1.0"}"`.')
    if handout.translator is None:
        hint = "Add `translator: …` with a name and qualification, or `translator: machine`."
        yield finding("CF174", handout.place, "the translation does not say who made it.", hint)
    if made_from and original.version and made_from != original.version:
        message = f"this was translated from version {made_from}, and {file} is of version {original.version} now."
        hint = f'Bring it up to date, give it a new `version`, and write `translated-from: "{original.version}"`.'
        yield finding("CF171", made_from.place(), message, hint)
