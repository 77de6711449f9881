"""Alternative texts, words of links, and conditions that print both sides of a choice."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from carefold.content.conditions import Condition, parse_condition
from carefold.content.fields import Fields
from carefold.errors import Place
from carefold.findings import quoted
from carefold.model.block import Block
from carefold.model.handout import Section
from carefold.model.inline import Words
from carefold.model.located import Located
from carefold.review.codes import Remark, remark
from carefold.review.subject import Subject

_FILE = re.compile(
    r"\S+\.(?:svg|png|jpe?g|gif|webp|tiff?|bmp|pdf)|(?:img|dsc|image|foto|photo|scan)[-_ ]?\d+", re.IGNORECASE
)


def alt_remarks(subject: Subject) -> Iterator[Remark]:
    """Alternative texts that are a file's name or an empty word."""
    empty = subject.language.phrases("empty-alts")
    for passage in subject.passages:
        if passage.context.role != "alt":
            continue
        text = passage.text.strip().rstrip(".").strip()
        if _FILE.fullmatch(text) or text.lower() in empty:
            message = f"the alternative text {quoted(passage.text)} does not say what the picture shows."
            hint = "Say it in a sentence, or write `decorative: true`."
            yield remark("CF151", passage.place(), message, hint, passage.context.section)


def link_remarks(subject: Subject) -> Iterator[Remark]:
    """Links whose words say nothing by themselves."""
    empty = subject.language.phrases("empty-links")
    for passage in subject.passages:
        spans = (span for span in passage.paragraph if isinstance(span, Words))
        for href, parts in groupby(spans, key=lambda span: span.href):
            words = list(parts)
            text = "".join(span.text for span in words)
            if href and re.sub(r"[\W_]+", " ", text).strip().lower() in empty:
                place = words[0].places[0] if words[0].places else passage.place()
                message = f"the words of the link, {quoted(text)}, don't say where it leads."
                hint = "Name what is there: [asthma plan](https://…). On paper nobody can click."
                yield remark("CF152", place, message, hint, passage.context.section)


# --- conditions


@dataclass(frozen=True, slots=True)
class _Choice:
    """A condition, where it stands, and in which section."""

    condition: Condition
    place: Place
    section: int


def choice_remarks(subject: Subject) -> Iterator[Remark]:
    """Conditions that shut each other out, and yet are all printed where there is no record."""
    handout = subject.handout
    fields = Fields(handout.fields, subject.resolved.brand, handout.language)
    seen: list[_Choice] = []
    for number, section in enumerate(handout.sections):
        for model in _conditional(section):
            condition = parse_condition(model.when or "", model.place, fields)
            if not isinstance(condition, Condition) or condition.name not in handout.fields:
                continue
            place = model.when.place() if model.when and model.when.places else model.place
            choice = _Choice(condition, place, number)
            other = next((one for one in seen if _exclude(one.condition, condition)), None)
            if other:
                message = f"without a record this is printed, and so is the other side (line {other.place.line})."
                hint = "Fill it in by a merge, or word it so that both may stand on paper."
                yield remark("CF153", place, message, hint, number)
            seen.append(choice)


def _conditional(value: object) -> Iterator[Section | Block]:
    """The sections and blocks with a condition, outermost first."""
    if isinstance(value, Section | Block) and value.when is not None:
        yield value
    parts = value.__dict__.values() if isinstance(value, Located) else value if isinstance(value, tuple) else ()
    for part in parts:
        yield from _conditional(part)


def _exclude(one: Condition, other: Condition) -> bool:
    """Whether two conditions can't hold at once."""
    if one.name != other.name:
        return False
    tests = {one.test, other.test}
    if "unset" in tests:
        return tests != {"unset"}
    return "set" not in tests and not set(one.values) & set(other.values)
