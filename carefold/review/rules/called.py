"""Phone numbers that are typed out: the clinic's change, and then an old one stays in the text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from carefold.diagnostics.codes import finding
from carefold.diagnostics.finding import Finding
from carefold.diagnostics.quoted import quoted
from carefold.model import phones
from carefold.model.contact import Contact
from carefold.model.walk import all_of
from carefold.review.passages import Context, Passage
from carefold.review.subject import Subject

_TYPED = r"(?<![\w./-])(?:\+?1[ .-])?(?:\(\d{3}\) ?|\d{3}[ .\u2010\u2011-])?\d{3}[.\u2010\u2011-]\d{4}(?![\w-])"
_NEAR = 60  # characters before a number in which its verb stands
_LOCAL = 7  # digits without an area
_FREE = re.compile(r"1?8(00|33|44|55|66|77|88)\d{7}")  # of all the country, such as poison control


def number_findings(subject: Subject) -> Iterator[Finding]:
    """Numbers to call in the text that are neither the brand's nor those of a contact block."""
    known, language = frozenset(_known(subject)), subject.language.stand_in
    typed = re.compile(rf"{_TYPED}(?! ?(?:{language.source('counted')})\b)")
    calling = re.compile(rf"\b(?:{language.source('call')})\b[^.!?]{{0,30}}$", re.IGNORECASE)
    for passage in (*subject.passages, *_brands_own(subject)):
        for match in typed.finditer(passage.text):
            digits = re.sub(r"\D", "", match[0])
            before = passage.text[max(0, match.start() - _NEAR) : match.start()]
            called = len(digits) > _LOCAL or calling.search(before)
            if called and not _FREE.fullmatch(digits) and not any(_alike(digits, one) for one in known):
                message = f"{quoted(match[0])} is none of the clinic's numbers in brand.yaml."
                hint = "Correct it; or write {{ brand.contact.phone }}, which changes with the brand."
                yield finding("CF156", passage.place(match.start()), message, hint, passage.context.section)


def _alike(one: str, other: str) -> bool:
    """Whether two numbers are one, written with an area or without."""
    return one.endswith(other) or other.endswith(one)


def _known(subject: Subject) -> Iterator[str]:
    """The digits of all numbers that stand where numbers belong."""
    contacts = list(all_of(Contact, subject.handout.sections))
    for contact in (subject.resolved.brand.contact, *contacts):
        for line in filter(None, (contact.phone, contact.after_hours)):
            yield from (re.sub(r"\D", "", number.uri.partition(";")[0]) for number in phones.numbers(line))


def _brands_own(subject: Subject) -> Iterator[Passage]:
    brand = subject.resolved.brand
    for text in filter(None, (brand.formats, brand.emergency)):
        for paragraph in text.paragraphs:
            yield Passage(paragraph, Context("brand"), subject.language, text.place())
