"""Phone numbers that are typed out: the clinic's change, and then an old one stays in the text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain, islice

from carefold.caches import kept
from carefold.content.plain_text import said
from carefold.diagnostics.codes import finding
from carefold.diagnostics.finding import Finding
from carefold.diagnostics.quoted import quoted
from carefold.languages.language import Language, languages
from carefold.model.blocks import Callout
from carefold.model.contact import AfterHours, Contact
from carefold.model.dialled import (
    Dialled,
    PhoneBook,
    Written,
    dialled,
    former_in,
    is_long,
    linked,
    numbers_in,
    numbers_of,
    same,
)
from carefold.model.inline import Blank, Words
from carefold.model.plans import Zones
from carefold.model.values import Line, Text
from carefold.model.walk import walk
from carefold.reading.check.former_phones import no_longer
from carefold.review.passages import Context, Passage
from carefold.review.plain_words import BLANK
from carefold.review.subject import Subject

_NEAR = 60  # characters before a number in which its verb stands
_UNSAID = (
    "accept", "when", "image", "icon", "logo", "photo", "web", "portal", "email", "fonts", "former_phones",
    "other_phones",
)  # fmt: skip
"""Keys of what is no text, or no number to call."""
_NUMBERS = ("phone", "after_hours")
_ROUND = re.compile(r"[1-9]\d*[05]0$")  # 200-1500: a range, and no number to call
_CONTEXT = Context("any")


@dataclass(frozen=True)
class _Spot:
    """A section, if any; whether patients call there at once; whether a line there is of numbers and nothing else."""

    section: int | None = None
    urgent: bool = False
    is_number: bool = False


def number_findings(subject: Subject) -> Iterator[Finding]:
    """Numbers that the clinic has no longer, and those that it does not know."""
    book = subject.resolved.brand.phones
    known = PhoneBook(book.known | _emergency_lines(), book.former)
    for passage, spot in _passages(subject):
        old = list(_former(passage, book.former))
        for one in old:
            yield no_longer(_shown(passage, one), passage.place(one.start), spot.section)
        for one in _called(passage, spot):
            if not known.knows(one.number) and not any(same(one.number, other.number) for other in old):
                yield _unknown(passage, spot, one)


def hour_findings(subject: Subject) -> Iterator[Finding]:
    """Numbers to call in sections that don't say when somebody answers, where the brand says no hours either."""
    if subject.resolved.brand.contact.hours:
        return
    hours = re.compile(rf"(?<!\w)(?:{subject.language.stand_in.source('hours-said')})(?!\w)", re.IGNORECASE)
    told, first = set[int | None](), dict[int | None, tuple[Passage, Written]]()
    for passage, spot in _passages(subject):
        if hours.search(passage.text):
            told.add(spot.section)
        for one in _said(passage, spot):
            if is_long(one.number) and one.number not in _emergency_lines() and spot.section is not None:
                first.setdefault(spot.section, (passage, one))
    for section, (passage, one) in first.items():
        if section not in told:
            message = f"{_shown(passage, one)} stands without the hours at which somebody answers."
            hint = "Say them: “from 8 a.m. to 5 p.m., Monday to Friday”, or `hours:` in brand.yaml."
            yield finding("CF159", passage.place(one.start), message, hint, section)


def _unknown(passage: Passage, spot: _Spot, one: Written) -> Finding:
    code, where = ("CF158", ", and patients call what stands here") if spot.urgent else ("CF156", "")
    message = f"{_shown(passage, one)} is none of the clinic's numbers in brand.yaml{where}."
    whose = f"`other-phones: {{Eye clinic: {_number(passage, one)}}}`"
    hint = f"Correct it, write {{{{ brand.contact.phone }}}}, or say in brand.yaml whose it is: {whose}."
    return finding(code, passage.place(one.start), message, hint, spot.section)


def _number(passage: Passage, one: Written) -> str:
    """As it is written, or for a link with other words as it is dialled."""
    written = passage.text[one.start : one.end]
    return written if any(map(str.isdigit, written)) else one.number.digits


def _shown(passage: Passage, one: Written) -> str:
    written, number = passage.text[one.start : one.end], _number(passage, one)
    return quoted(number) if number == written else f"the number {number} of the link {quoted(written)}"


def _former(passage: Passage, former: tuple[Dialled, ...]) -> Iterator[Written]:
    """Each of the former numbers in a passage once, the first."""
    for number in former:
        linked_to = (one for one in _links(passage) if same(one.number, number))
        yield from islice(chain(former_in(passage.text, number), linked_to), 1)


def _called(passage: Passage, spot: _Spot) -> Iterator[Written]:
    """The numbers to call in a passage, each once: those that its words say, and where its links lead."""
    said = numbers_of(passage.text) if spot.is_number else _said(passage, spot)
    told = list[Dialled]()
    for one in chain(said, _links(passage)):
        if is_long(one.number) and not any(same(one.number, other) for other in told):
            told.append(one.number)
            yield one


def _said(passage: Passage, spot: _Spot) -> Iterator[Written]:
    language, text = passage.language.stand_in, passage.text
    for one in numbers_in(text):
        is_called = one.sure or _calling(language).search(text[max(0, one.start - _NEAR) : one.start])
        is_plain = spot.urgent and not _ROUND.search(text[one.start : one.end])
        if (is_called or is_plain) and not _counted(language).match(text, one.end):
            yield one


@kept
def _calling(language: Language) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{language.source('call')})\b[^.!?]{{0,30}}$", re.IGNORECASE)


@kept
def _counted(language: Language) -> re.Pattern[str]:
    return re.compile(rf" ?(?:{language.source('counted')})\b")


@kept
def _emergency_lines() -> frozenset[Dialled]:
    """The lines of all languages: a handout may name that of another one."""
    lines = (line for language in languages() for line, _ in language.pairs("emergency-lines"))
    return frozenset(number for line in lines for number in dialled(line))


def _links(passage: Passage) -> Iterator[Written]:
    """Where links call or write to, each where its words stand."""
    at = 0
    for span in passage.paragraph:
        text = span.text if isinstance(span, Words) else BLANK if isinstance(span, Blank) else ""
        number = linked(span.href) if isinstance(span, Words) else None
        if number:
            yield Written(at, at + len(text), number, True)
        at += len(text)


# --- all that is printed


def _passages(subject: Subject) -> Iterator[tuple[Passage, _Spot]]:
    """All texts and lines of a handout and its brand, with where they stand."""
    handout, brand = subject.handout, subject.resolved.brand
    titled = re.compile(rf"\b(?:{subject.language.stand_in.source('call-title')})\b", re.IGNORECASE)
    around = (handout.title, handout.subtitle, handout.audience, handout.main_point, handout.disclaimer)
    yield from _below((*filter(None, around), *handout.fields.values(), brand), _Spot(), subject.language)
    for number, section in enumerate(handout.sections):
        is_urgent = section.urgent or titled.search(said(section.title)) is not None
        yield from _below(section, _Spot(number, is_urgent), subject.language)


def _below(value: object, spot: _Spot, language: Language) -> Iterator[tuple[Passage, _Spot]]:
    for one, here in walk(value, spot, _carried):
        if isinstance(one, Line):
            yield Passage((Words(str(one), places=one.places),), _CONTEXT, language, one.place()), here
        elif isinstance(one, Text):
            yield from ((Passage(paragraph, _CONTEXT, language, one.place()), here) for paragraph in one.paragraphs)


def _carried(spot: _Spot, holder: object, name: str, _part: object) -> _Spot | None:
    if name in _UNSAID:
        return None
    is_urgent = spot.urgent or isinstance(holder, Callout | Zones)
    return _Spot(spot.section, is_urgent, isinstance(holder, Contact | AfterHours) and name in _NUMBERS)
