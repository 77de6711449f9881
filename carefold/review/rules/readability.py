"""How hard it is to read: grades, long sentences, long paragraphs, long lists."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from carefold.diagnostics.codes import finding
from carefold.diagnostics.finding import Finding
from carefold.diagnostics.place import Place
from carefold.diagnostics.quoted import quoted
from carefold.model.block import Block
from carefold.model.lists import NestedList
from carefold.model.located import Located
from carefold.model.values import Text
from carefold.model.walk import walk
from carefold.review.instruments.grades import Grades
from carefold.review.passages import LEFT_OUT
from carefold.review.subject import Subject

MOST_WORDS, MOST_SENTENCES, MOST_ITEMS = 20, 3, 7
_RELIABLE = 30  # sentences from which on SMOG is reliable
_NO_LISTS = ("blocks", "sections", "rows", "header", "keep", "foot")
_NO_LIST_KINDS = (*LEFT_OUT, "table", "schedule", "chart", "compare", "contact", "appointments")


def grade_findings(subject: Subject, grades: Grades) -> Iterator[Finding]:
    """The whole handout against the project's limits, and its sections."""
    aim, refuse, grade = subject.grade.aim, subject.grade.refuse, grades.whole.value
    words = f"the handout reads at grade {grades.whole.shown} ({grades.formula})"
    if round(grade, 1) >= refuse:
        message = f"{words}; the project refuses {refuse:g} and over."
        yield finding("CF101", subject.handout.place, message, _advice(grades))
    elif round(grade, 1) > aim:
        yield finding("CF102", subject.handout.place, f"{words}; the project aims for {aim:g}.", _advice(grades))
    smog = next((value for name, value in grades.whole.beside if name.startswith("SMOG")), "").split(" ")[0]
    is_reliable = grades.whole.counts.sentences >= _RELIABLE and smog.replace(".", "").isdigit()
    if is_reliable and float(smog) >= subject.smog:
        message = f"the SMOG grade is {smog}; the project's limit is {subject.smog:g}."
        yield finding("CF119", subject.handout.place, message, "Take shorter words, or change `smog` in project.yaml.")
    for section in grades.sections:
        if round(section.grade.value, 1) >= refuse:
            message = f"the section {quoted(section.title)} reads at grade {section.grade.shown}."
            yield finding(
                "CF103", section.place, message, "Shorten its sentences, and take plainer words.", section.number
            )


def _advice(grades: Grades) -> str:
    advice = "Shorten sentences, and take plainer words."
    if len(grades.sections) < 2:
        return advice
    hardest = max(grades.sections, key=lambda section: section.grade.value)
    return f"{advice} Start with {quoted(hardest.title)} (line {hardest.place.line}, grade {hardest.grade.shown})."


def length_findings(subject: Subject) -> Iterator[Finding]:
    """Sentences and paragraphs that are too long."""
    for passage in subject.passages:
        if not passage.counts:
            continue
        section = passage.context.section
        for sentence in passage.sentences:
            count = sum(word.start >= passage.context.number for word in sentence.words)
            if count > MOST_WORDS:
                start = quoted(passage.text[sentence.start : sentence.end])
                message = f"this sentence has {count} words: {start}."
                yield finding("CF104", passage.place(sentence.start), message, "Make two of it.", section)
        if passage.context.role == "prose" and len(passage.sentences) > MOST_SENTENCES:
            message = f"this paragraph has {len(passage.sentences)} sentences."
            hint = "Put a blank line between them, make a list, or leave some out."
            yield finding("CF110", passage.place(passage.sentences[MOST_SENTENCES].start), message, hint, section)


def list_findings(subject: Subject) -> Iterator[Finding]:
    """Lists with too many items, at the first that is too many."""
    for number, section in enumerate(subject.handout.sections):
        for size, place in _long_lists(section.blocks):
            message = f"this list has {size} items; more than {MOST_ITEMS} are hard to keep in mind."
            yield finding("CF109", place, message, "Make two lists with headings, or leave some out.", number)


def _long_lists(blocks: Sequence[Block]) -> Iterator[tuple[int, Place]]:
    for value, (kind, field) in walk(blocks, ("", "blocks"), _kind_and_field):
        if not isinstance(value, tuple) or field in _NO_LISTS or kind in _NO_LIST_KINDS:
            continue
        items = [item for item in value if isinstance(item, Text | Located) and not isinstance(item, NestedList)]
        if len(items) > MOST_ITEMS:
            extra = items[MOST_ITEMS]
            yield len(items), extra.place() if isinstance(extra, Text) else extra.place


def _kind_and_field(around: tuple[str, str], holder: object, name: str, _part: object) -> tuple[str, str]:
    """The kind of the innermost block, and the field that a list is the value of; no field for a list in a list."""
    kind = holder.kind if isinstance(holder, Block) else around[0]
    return kind, name if isinstance(holder, Located) else "blocks"
