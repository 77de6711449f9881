"""Doses in a record's values, judged by the rules that refuse them in a handout's own text."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from carefold.diagnostics.codes import CODES
from carefold.diagnostics.finding import Severity
from carefold.languages.language import Language
from carefold.model.inline import Words
from carefold.review.passages import Context, Passage
from carefold.review.rules.dose_numbers import may_have_numbers, number_findings
from carefold.review.rules.doses import abbreviation_findings, may_have_abbreviations

_CONTEXT = Context("schedule", "cell")


@dataclass(frozen=True, repr=False)
class _Values:
    language: Language
    all_lines: tuple[Passage, ...]


def codes_of_doses(values: Iterable[str], language: str) -> list[str]:
    """The codes of what would stop a build if it stood in a handout's text, each once; none for what may be."""
    known = Language.of(language)
    doubtful = [value for value in values if may_have_numbers(value, known) or may_have_abbreviations(value, known)]
    subject = _Values(known, tuple(Passage((Words(value),), _CONTEXT, known) for value in doubtful))
    found = [one.code for rule in (number_findings, abbreviation_findings) for one in rule(subject)]
    return [code for code in dict.fromkeys(found) if CODES[code].severity is Severity.ERROR]
