"""Translations: whether each says what it was made from and by whom, keeps up with its original, and says the same."""

from __future__ import annotations

from collections.abc import Iterator

from carefold.diagnostics.codes import finding
from carefold.diagnostics.finding import Finding
from carefold.review.subject import Subject
from carefold.translation.against import Against
from carefold.translation.texts import is_unwritten
from carefold.twins import Original

_SHOWN = 40  # characters of a text that has changed
_DIFFERING = {
    "number": ("CF176", "Correct it."),
    "phone": ("CF177", "Correct it; a line that answers in this language is right, and is accepted."),
    "reference": ("CF178", "Write it as it stands there: it is the same in all languages."),
    "link": ("CF179", "Bring both in line."),
}


def translation_findings(subject: Subject) -> Iterator[Finding]:
    """A translation whose original has moved on, is missing or says otherwise, or that says too little of itself."""
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
    yield from _left_behind(subject, original, file)
    if original.against:
        yield from _unwritten(original.against)
        for one in original.against.differing:
            code, hint = _DIFFERING[one.difference.kind]
            yield finding(code, one.place, one.difference.message, hint, one.section)


def _left_behind(subject: Subject, original: Original, file: str) -> Iterator[Finding]:
    """What has changed in the original since: grave changes one by one, others together."""
    handout, made_from, against = subject.handout, subject.handout.translated_from, original.against
    changes = against.changes if against else ()
    done = f"`carefold translate {original.name} --to {handout.language} --done` says that it is."
    for one in changes if against else ():
        if one.is_grave and against:
            start = f"“{_start(one.now.text)}”" if one.now else "a text that is gone now"
            line = f", line {one.now.text.place().line}" if one.now else ""
            message = f"{start} ({file}{line}) has changed since this was translated: numbers or an urgent text."
            section = one.now.section if one.now else None
            yield finding("CF175", against.place_of(one), message, f"Bring it up to date here; {done}", section)
    slight = sum(not one.is_grave for one in changes)
    if made_from and original.version and made_from != original.version:
        message = f"this was translated from version {made_from}, and {file} is of version {original.version} now."
        hint = f'Bring it up to date, give it a new `version`, and write `translated-from: "{original.version}"`.'
        if handout.translated_texts is not None:
            hint = f"Bring it up to date, and give it a new `version`; {done}"
        yield finding("CF171", made_from.place(), message, hint)
    elif slight and made_from:
        texts = "a text" if slight == 1 else f"{slight} texts"
        message = f"{texts} of {file} changed since this was translated, under the same version."
        yield finding("CF171", made_from.place(), message, f"Bring it up to date; {done}")


def _unwritten(against: Against) -> Iterator[Finding]:
    """Texts that are dots."""
    for one in against.unwritten:
        yield finding("CF180", one.text.place(), "this text is still to be translated.", "Write it where the dots are.",
                      one.section)  # fmt: skip
    translator = against.own.translator
    if translator is not None and is_unwritten(translator):
        hint = "Write a name and qualification, or `machine`."
        yield finding("CF180", translator.place(), "it is still to be said who has translated this.", hint)


def _start(text: str) -> str:
    """The first words of a text."""
    words = " ".join(text.split())
    return words if len(words) <= _SHOWN else f"{words[:_SHOWN].rsplit(' ', 1)[0]} …"
