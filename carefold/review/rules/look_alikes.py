"""Names of medicines that are taken for one another: side by side, they need their tall-man letters."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from carefold.caches import kept
from carefold.diagnostics.codes import finding
from carefold.diagnostics.finding import Finding
from carefold.diagnostics.quoted import quoted
from carefold.languages.language import Language
from carefold.review.passages import Passage
from carefold.review.plain_words import Word
from carefold.review.subject import Subject


def name_findings(subject: Subject) -> Iterator[Finding]:
    """Two names of one line of the list in a handout, of which one is not written as it should be; each name once."""
    listed = _listed(subject.language)
    first: dict[str, tuple[Passage, Word]] = {}
    for passage in subject.all_lines:
        for word in passage.words:
            if word.low in listed:
                first.setdefault(word.low, (passage, word))
    for low, (passage, word) in first.items():
        tall, others = listed[low]
        near = sorted(other for other in others if other in first)
        if near and word.text != tall:
            message = f"{quoted(word.text)} looks like {quoted(near[0])}, which stands here too."
            yield finding("CF167", passage.place(word.start), message, f"Write {tall}.", passage.context.section)


@kept
def _listed(language: Language) -> Mapping[str, tuple[str, frozenset[str]]]:
    """By each name in small letters: as it is to be written, and what it is taken for."""
    found: dict[str, tuple[str, frozenset[str]]] = {}
    for line in language.stand_in.lines("tall-man"):
        names = {name.lower(): name for name in line.split()}
        for low, tall in names.items():
            known = found.get(low, (tall, frozenset()))[1]
            found[low] = (tall, known | (frozenset(names) - {low}))
    return MappingProxyType(found)
