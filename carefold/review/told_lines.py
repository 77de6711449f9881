"""The whole text of a handout for whoever reviews it: line by line, with what each cites; alternative texts apart."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from carefold.content.plain_text import said
from carefold.model.handout import Handout
from carefold.model.inline import Citation, Words
from carefold.review.passages import Passage, passages
from carefold.review.subject import Subject


@dataclass(frozen=True, slots=True)
class ToldLine:
    """A paragraph, an item or a cell: its section's title, where it stands, its words, the ids of what it cites."""

    section: str
    role: str
    text: str
    sources: tuple[str, ...]


def told_lines(subject: Subject) -> Iterator[ToldLine]:
    """All lines in the order of the text."""
    titles = _titles(subject.handout)
    for passage in passages(subject.handout, subject.language):
        section = passage.context.section
        title = "" if section is None else titles[section]
        yield ToldLine(title, passage.context.role, _words(passage), _sources(passage))


def _titles(handout: Handout) -> list[str]:
    return [said(section.title) for section in handout.sections]


def _words(passage: Passage) -> str:
    return "".join(span.text if isinstance(span, Words) else "____" for span in passage.paragraph
                   if not isinstance(span, Citation)).strip()  # fmt: skip


def _sources(passage: Passage) -> tuple[str, ...]:
    cited = (span.ids for span in passage.paragraph if isinstance(span, Citation))
    return tuple(dict.fromkeys(one for ids in cited for one in ids))
