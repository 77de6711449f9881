"""Facts with numbers: who found them, and in what time a risk holds."""

from __future__ import annotations

import re
from collections.abc import Iterator

from carefold.caches import kept
from carefold.diagnostics.codes import finding
from carefold.diagnostics.finding import Finding
from carefold.languages.language import Language
from carefold.model.located import Located
from carefold.model.values import Text
from carefold.model.walk import all_of
from carefold.review.passages import Passage
from carefold.review.rules.cited import Cited
from carefold.review.rules.shares import Share, shares
from carefold.review.subject import Subject


def source_findings(subject: Subject) -> Iterator[Finding]:
    """Numbers of people that no source goes with, one a paragraph."""
    cited = Cited(subject)
    for passage in subject.passages:
        if passage.context.role in ("alt", "heading") or cited.near(passage):
            continue
        at = min((*(one.start for one in _of_people(passage)), *_counted(passage)), default=-1)
        if at >= 0:
            message = f"“{_told(passage, at)}” has no source."
            hint = "Cite where it comes from, “[@source]”, or leave the number out."
            yield finding("CF193", passage.place(at), message, hint, passage.context.section)


def time_findings(subject: Subject) -> Iterator[Finding]:
    """Numbers of people who come to harm, and nothing near that says in what time; one a paragraph."""
    harms = subject.language.words("harms")
    timed = _time(subject.language)
    told = _told_sections(subject, timed)
    for passage in subject.passages:
        if passage.context.role in ("alt", "heading") or not harms:
            continue
        if timed.search(passage.masked) or (passage.context.kind != "section" and passage.context.section in told):
            continue
        for sentence in passage.sentences:
            harmed = any(word.low in harms for word in sentence.words)
            share = next((one for one in shares(passage, sentence) if one.people), None) if harmed else None
            if share:
                message = f"“{share.text}” does not say in what time."
                hint = "Say it: “in one year”, “in the first month”, “after one operation”."
                yield finding("CF126", passage.place(share.start), message, hint, passage.context.section)
                break


def _of_people(passage: Passage) -> Iterator[Share]:
    """The shares of a passage that are of people."""
    return (one for sentence in passage.sentences for one in shares(passage, sentence) if one.people)


def _counted(passage: Passage) -> Iterator[int]:
    """Where a passage counts people by the million."""
    return (match.start() for match in _many(passage.language).finditer(passage.masked))


def _told_sections(subject: Subject, timed: re.Pattern[str]) -> frozenset[int]:
    """The sections in which a heading, a label or a caption of a picture says a time."""
    sections = enumerate(subject.handout.sections)
    return frozenset(
        number
        for number, section in sections
        if any(
            timed.search(str(text))
            for model in all_of(Located, section)
            for name in ("label", "caption", "title", "heading", "time")
            if isinstance(text := getattr(model, name, None), Text)
        )
    )


def _told(passage: Passage, at: int) -> str:
    sentence = passage.sentence_at(at)
    whole = passage.text[at : sentence.end if sentence else len(passage.text)]
    return " ".join(whole.split()[:4]).rstrip(".,;:")


@kept
def _time(language: Language) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{language.source('time-span')})(?!\w)", re.IGNORECASE)


@kept
def _many(language: Language) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{language.source('many-people')})(?!\w)", re.IGNORECASE)
