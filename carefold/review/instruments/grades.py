"""Reading grades of a handout and of its sections: which formula decides is a matter of the language."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from carefold.content.plain_text import said
from carefold.diagnostics.place import Place
from carefold.review.instruments import formulas
from carefold.review.instruments.formulas import Counts, total
from carefold.review.subject import Subject

ENOUGH_WORDS = 30
"""A section with fewer words is not judged: a formula says little about them."""


@dataclass(frozen=True, slots=True)
class Grade:
    """The grade that decides, in US school years, and what other formulas say, by name."""

    value: float
    counts: Counts
    beside: tuple[tuple[str, str], ...] = ()

    @property
    def shown(self) -> str:
        """The value for readers, with one decimal; no school grade is below 0."""
        return f"{max(0.0, self.value):.1f}"


@dataclass(frozen=True, slots=True)
class SectionGrade:
    """A section, and its grade."""

    number: int
    title: str
    place: Place
    grade: Grade


@dataclass(frozen=True, slots=True)
class Grades:
    """The grades of a whole handout: all its words; without those of the title and the glossary; section by section."""

    formula: str
    whole: Grade
    without_terms: Grade | None
    sections: tuple[SectionGrade, ...]


def grades_of(subject: Subject) -> Grades | None:
    """The grades; None for a language whose reading can't be judged, and for a handout without a sentence."""
    way = _WAYS.get(subject.language.code)
    whole = total(passage.tally for passage in subject.passages)
    if way is None or not whole.sentences:
        return None
    rest = total(passage.tally_without(subject.terms) for passage in subject.passages)
    sections = []
    for number, section in enumerate(subject.handout.sections):
        counts = total(one.tally for one in subject.passages if one.context.section == number)
        if counts.words >= ENOUGH_WORDS:
            sections.append(SectionGrade(number, said(section.title), section.title.place(), way(counts)))
    return Grades(_NAMES[subject.language.code], way(whole), way(rest) if rest.sentences else None, tuple(sections))


def _english(counts: Counts) -> Grade:
    smog = f"{formulas.smog(counts):.1f}" + ("" if counts.sentences >= 30 else " (fewer than 30 sentences)")
    beside = (("SMOG grade", smog), ("Flesch ease", f"{formulas.flesch_ease(counts):.0f}"))
    return Grade(formulas.flesch_kincaid(counts), counts, beside)


def _spanish(counts: Counts) -> Grade:
    ease, szigriszt = formulas.fernandez_huerta(counts), formulas.szigriszt_pazos(counts)
    beside = (("Fernández-Huerta", f"{ease:.0f}"), ("INFLESZ", f"{szigriszt:.0f}, {formulas.inflesz(szigriszt)}"))
    return Grade(formulas.grade_of_spanish(ease), counts, beside)


_WAYS: Mapping[str, Callable[[Counts], Grade]] = MappingProxyType({"en": _english, "es": _spanish})
_NAMES: Mapping[str, str] = MappingProxyType({"en": "Flesch-Kincaid", "es": "Fernández-Huerta"})
