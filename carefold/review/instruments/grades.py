"""Reading grades of a handout and of its sections: which formula decides is a matter of the language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from carefold.caches import kept
from carefold.content.plain_text import said
from carefold.diagnostics.place import Place
from carefold.languages.language import Language
from carefold.review.instruments.formulas import Counts, Formula, total
from carefold.review.passages import Passage
from carefold.review.subject import Subject

ENOUGH_WORDS = 30
"""A section with fewer words is not judged: a formula says little about them."""
_LIGHT = 21
"""Words of a stem and one item, up to a sentence's length, that a section's reader takes in item by item."""


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
    formulas = _formulas(subject.language)
    whole = total(passage.tally for passage in subject.passages)
    if not formulas or not whole.sentences:
        return None
    merged, heavy = _merged(subject.passages), _merged(subject.passages, least=_LIGHT)
    rest = total(passage.tally_without(subject.terms) for passage in subject.passages)
    sections = []
    for number, section in enumerate(subject.handout.sections):
        counts = total(one.tally for one in subject.passages if one.context.section == number)
        if counts.words >= ENOUGH_WORDS:
            grade = _higher(formulas, counts, sum(heavy[at] for at, one in enumerate(subject.passages)
                                                  if one.context.section == number))  # fmt: skip
            sections.append(SectionGrade(number, said(section.title), section.title.place(), grade))
    without_terms = _grade(formulas, rest) if rest.sentences else None
    return Grades(next(iter(formulas)), _higher(formulas, whole, sum(merged)), without_terms, tuple(sections))


def _merged(passages: Sequence[Passage], least: int = 0) -> list[int]:
    """For each passage how many sentences it is less, where a stem and its items are read as one.

    “Call 911 if you have:” and short items are none where a stem and an item have fewer words than `least`.
    """
    made, in_list, stem = [], False, 0
    for passage in passages:
        text = passage.text.strip()
        goes_on = passage.context.role == "item" and text[:1].islower() and passage.counts and not passage.is_whole
        if passage.counts and text.endswith(":"):
            in_list, stem = True, len(passage.sentences[-1].words) if passage.sentences else 0
        in_list = in_list and (goes_on or text.endswith(":"))
        is_read_on = in_list and goes_on and stem + len(passage.words) >= least
        made.append(passage.tally.sentences if is_read_on else 0)
    return made


def _higher(formulas: Mapping[str, Formula], counts: Counts, merged: int) -> Grade:
    """The grade, or the one with stems and their items as one sentence if that is higher; the other beside."""
    grade = _grade(formulas, counts)
    if not 0 < merged < counts.sentences:
        return grade
    one = _grade(formulas, replace(counts, sentences=counts.sentences - merged))
    higher, lower, how = (one, grade, "item by item") if one.value > grade.value else (grade, one, "as one sentence")
    return replace(higher, beside=(*higher.beside, (f"lists {how}", lower.shown)))


@kept
def _formulas(language: Language) -> Mapping[str, Formula]:
    """The formulas of a language by name; the first decides."""
    return MappingProxyType({name: Formula.of(said) for name, said in language.rules("grade").items()})


def _grade(formulas: Mapping[str, Formula], counts: Counts) -> Grade:
    """What decides, and the others beside it; so does the ease of one that decides by a table of years."""
    first, *others = formulas.items()
    beside = [first, *others] if first[1].years else others
    return Grade(first[1].grade(counts), counts, tuple((name, formula.shown(counts)) for name, formula in beside))
