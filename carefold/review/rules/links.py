"""Alternative texts, words and targets of links, and conditions that print both sides of a choice."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from urllib.parse import unquote

from carefold.content.conditions import Condition, parse_condition
from carefold.content.fields import Fields
from carefold.diagnostics.codes import finding
from carefold.diagnostics.finding import Finding
from carefold.diagnostics.place import Place
from carefold.diagnostics.quoted import quoted
from carefold.model.addresses import host_in_ascii, mailbox
from carefold.model.block import Conditional
from carefold.model.inline import Words
from carefold.model.phones import EMERGENCY
from carefold.model.walk import everything
from carefold.model.widthless import composed
from carefold.review.passages import Passage
from carefold.review.plain_words import ADDRESSES, AFTER, PHONE
from carefold.review.subject import Subject

_FILE = r"(?i:\S+\.(?:svg|png|jpe?g|gif|webp|tiff?|bmp|pdf)|{})"


def alt_findings(subject: Subject) -> Iterator[Finding]:
    """Alternative texts that are a file's name or an empty word."""
    empty = subject.language.lines("empty-alts")
    file = re.compile(_FILE.format(subject.language.stand_in.source("file-name")))
    for passage in subject.passages:
        if passage.context.role != "alt":
            continue
        text = passage.text.strip().rstrip(".").strip()
        if file.fullmatch(text) or text.lower() in empty:
            message = f"the alternative text {quoted(passage.text)} does not say what the picture shows."
            hint = "Say it in a sentence, or write `decorative: true`."
            yield finding("CF151", passage.place(), message, hint, passage.context.section)


def link_findings(subject: Subject) -> Iterator[Finding]:
    """Links whose words say nothing by themselves."""
    empty = subject.language.lines("empty-links")
    for passage in subject.passages:
        for place, _, text in _links(passage):
            if re.sub(r"[\W_]+", " ", text).strip().lower() in empty:
                message = f"the words of the link, {quoted(text)}, don't say where it leads."
                hint = "Name what is there: [asthma plan](https://…). On paper nobody can click."
                yield finding("CF152", place, message, hint, passage.context.section)


def _links(passage: Passage) -> Iterator[tuple[Place, str, str]]:
    """Where each link's words start, where it leads, and its words in NFC without signs of no width."""
    spans = (span for span in passage.paragraph if isinstance(span, Words))
    for href, parts in groupby(spans, key=lambda span: span.href):
        words = list(parts)
        if href:
            place = words[0].places[0] if words[0].places else passage.place()
            yield place, href, composed("".join(span.text for span in words))[0]


_NUMBER = re.compile(r"(?<![\w.,/])\+?\(?\d[\d ().\u2010-\u2014\u00a0-]*\d(?![\w%/])")


def target_findings(subject: Subject) -> Iterator[Finding]:
    """Links whose words name a number, a mail address or a site, and which lead to another one."""
    for passage in subject.passages:
        for place, href, text in _links(passage):
            named = next((name for name in _named(text) if not _same(name, href)), "")
            if named:
                leads = unquote(re.sub(r"^(?:https://|[a-z]+:)", "", href))
                message = f"the words of the link name {quoted(named)}, and it leads to {quoted(leads)}."
                yield finding("CF154", place, message, "Correct one of the two.", passage.context.section)


def _named(text: str) -> Iterator[str]:
    """The addresses and numbers to call that words name."""
    for match in ADDRESSES.finditer(text):
        yield match[0].rstrip(AFTER)
    for match in _NUMBER.finditer(ADDRESSES.sub("", text)):
        digits = re.sub(r"\D", "", match[0])
        if len(digits) >= _LEAST_DIGITS or digits in _SHORT:
            yield match[0]


_LEAST_DIGITS = 7
_SHORT = (*EMERGENCY, "111", "311", "211")


def _same(named: str, href: str) -> bool:
    """Whether a link leads to what its words name: the same digits but for a country's, the same box, the same site."""
    scheme, _, rest = href.partition(":")
    if "@" in named and "/" not in named:
        return scheme == "mailto" and _mail(named) == rest.lower()
    if ADDRESSES.fullmatch(named):
        site, other = _site(named), _site(rest.partition("@")[2] if scheme == "mailto" else rest)
        return (scheme in ("https", "mailto") and f".{site}".endswith(f".{other}")) or f".{other}".endswith(f".{site}")
    if scheme == "https":
        return PHONE.fullmatch(named) is None
    digits, called = (re.sub(r"\D", "", one.partition(";")[0]) for one in (named, rest))
    return scheme in ("tel", "sms") and bool(called) and (digits.endswith(called) or called.endswith(digits))


def _mail(named: str) -> str:
    try:
        return mailbox(named).lower()
    except ValueError:
        return named.lower()


def _site(address: str) -> str:
    """The host of an address, in ASCII and without “www.”."""
    host = re.split(r"[/?#:]", re.sub(r"^(?:https?:)?/*", "", address, flags=re.IGNORECASE), maxsplit=1)[0]
    try:
        return host_in_ascii(host).removeprefix("www.")
    except ValueError:
        return host.lower()


# --- conditions


@dataclass(frozen=True, slots=True)
class _Choice:
    """A condition, where it stands, and in which section."""

    condition: Condition
    place: Place
    section: int


def choice_findings(subject: Subject) -> Iterator[Finding]:
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
                yield finding("CF153", place, message, hint, number)
            seen.append(choice)


def _conditional(value: object) -> Iterator[Conditional]:
    """What has a condition, outermost first."""
    found = (one for one in everything(value) if isinstance(one, Conditional))
    return (one for one in found if one.when is not None)


def _exclude(one: Condition, other: Condition) -> bool:
    """Whether two conditions can't hold at once."""
    if one.name != other.name:
        return False
    tests = {one.test, other.test}
    if "unset" in tests:
        return tests != {"unset"}
    return "set" not in tests and not set(one.values) & set(other.values)
