"""How to reach the clinic: numbers to call in large type, then the ways to write or visit."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from carefold.content.typography import hours as set_hours
from carefold.layout.boxes import Item, Space, joined, kept
from carefold.layout.paragraph import RISE, set_paragraph
from carefold.layout.setting import Setting
from carefold.layout.styles import READABLE
from carefold.model import phones
from carefold.model.addresses import as_uri
from carefold.model.blocks import ContactBlock
from carefold.model.contact import Contact
from carefold.model.inline import Paragraph, Span, Words
from carefold.model.values import Line
from carefold.structure import Element
from carefold.text.shape import width_of
from carefold.text.text_style import TextStyle

_BESIDE = " \u00a0 "  # between a number and what is said of it
_ONE_LINE = 99.0  # ems
CALL_SIZE = 16.0  # points: a number to call is at least this large, but on a wallet card


def compose_contact(block: ContactBlock, parent: Element, setting: Setting) -> tuple[Item, ...]:
    """The block's own contact, or the brand's numbers."""
    if block.contact is not None:
        return kept(compose_card(block.contact, parent, setting))
    return kept(compose_numbers(setting.brand.contact, parent, setting))


def compose_numbers(contact: Contact, parent: Element, setting: Setting) -> tuple[Item, ...]:
    """The numbers to call."""
    return joined(_numbers(contact, parent, setting), Space(1.0))


def compose_card(contact: Contact, parent: Element, setting: Setting) -> tuple[Item, ...]:
    """All of a contact: numbers first, then where and how to write."""
    ways = (
        *_numbers(contact, parent, setting),
        compose_where(contact, parent, setting),
        *_link_lines(contact, parent, setting),
    )
    return joined(ways, Space(1.0))


def compose_ways(contact: Contact, parent: Element, setting: Setting, *, on_one_line: bool = False) -> tuple[Item, ...]:
    """Where the clinic is and how to write to it, without the numbers to call; links on one line if that has room."""
    where = compose_where(contact, parent, setting)
    return joined((where, compose_links(contact, parent, setting, on_one_line=on_one_line)), Space(0.0))


def phone_words(line: str) -> Iterator[Words]:
    """A phone number that a reader can tap; each, where the line has several."""
    at = 0
    for number in phones.numbers(line):
        if at < number.start:
            yield Words(line[at : number.start])
        yield Words(line[number.start : number.end], bold=True, href=number.uri)
        at = number.end


def words_at_night(contact: Contact) -> Iterator[Span]:
    """What to know before one calls the number after hours, beside it."""
    for paragraph in contact.told_at_night.paragraphs if contact.told_at_night else ():
        yield from (Words(_BESIDE), *paragraph)


def _numbers(contact: Contact, parent: Element, setting: Setting) -> Iterator[tuple[Item, ...]]:
    """The number to call in large type with its hours beside it, then the number after hours."""
    text, called = setting.styles.text, _called(setting.styles.text)
    least = CALL_SIZE if text.size >= READABLE else 0.0
    hours = (Words(set_hours(contact.hours, text.language)),) if contact.hours else ()
    if contact.phone:
        between = (Words(_BESIDE),) if hours else ()
        yield _line((*phone_words(contact.phone), *between, *hours), called, parent, setting)
    elif hours:
        yield _line(hours, text, parent, setting)
    if contact.at_night:
        label = Words(f"{_firm(setting.phrases['after-hours'])}: ")
        night = replace(text, numbers=max(least, text.size))
        if not contact.told_at_night:  # on one line, which becomes no higher by its number
            night = replace(night, leading=text.leading - RISE * (night.numbers - text.size))
        spans = (label, *phone_words(contact.at_night), *words_at_night(contact))
        yield _line(spans, night, parent, setting)


def call_line(phone: Line, parent: Element, setting: Setting) -> tuple[Item, ...]:
    """A number to call in large type, and before it that it is one."""
    label = Words(f"{_firm(setting.phrases['call-us'])}: ")
    return _line((label, *phone_words(phone)), _called(setting.styles.text), parent, setting)


def _firm(text: str) -> str:
    """A text that no line ends in, where one holds it."""
    return text.replace(" ", "\u00a0")


def _called(text: TextStyle) -> TextStyle:
    """Text in which numbers to call are large."""
    least = CALL_SIZE if text.size >= READABLE else 0.0
    return replace(text, numbers=max(least, text.size * 1.5), widest=_ONE_LINE)


def compose_where(contact: Contact, parent: Element, setting: Setting) -> tuple[Item, ...]:
    """The clinic's address, which breaks at commas and between its own lines; nothing where it has none."""
    if not contact.address:
        return ()
    pieces = ", ".join(contact.address).split(", ")
    return _line((Words(", ".join(map(_firm, pieces))),), setting.styles.text, parent, setting)


def compose_links(
    contact: Contact, parent: Element, setting: Setting, *, on_one_line: bool = False
) -> tuple[Item, ...]:
    """Web and e-mail; on a wallet card, and where they are to be and have room, on one line."""
    return joined(_link_lines(contact, parent, setting, on_one_line=on_one_line), Space(0.0))


def _link_lines(
    contact: Contact, parent: Element, setting: Setting, *, on_one_line: bool = False
) -> Iterator[tuple[Item, ...]]:
    text, links = setting.styles.text, _links(contact)
    if text.size < READABLE or (on_one_line and links_width(contact, text) <= setting.measure):
        yield _line(_beside(links), replace(text, widest=_ONE_LINE), parent, setting)
        return
    for link in links:
        yield _line((link,), text, parent, setting)


def widest_link(contact: Contact, style: TextStyle) -> float:
    """How wide the widest of web and e-mail is, in points; 0 without any."""
    face = style.family.regular
    return max((width_of(link.text, face, style.size, style.language) + 0.1 for link in _links(contact)), default=0.0)


def _links(contact: Contact) -> list[Words]:
    links = [Words(shown_address(way), href=as_uri(way)) for way in (contact.web, contact.portal) if way]
    return links + ([Words(contact.email, href=as_uri(f"mailto:{contact.email}"))] if contact.email else [])


def _beside(links: Sequence[Words]) -> tuple[Words, ...]:
    return tuple(span for link in links for span in (Words(" · "), link))[1:]


def links_width(contact: Contact, style: TextStyle) -> float:
    """How wide web and e-mail are on one line, in points."""
    line = "".join(span.text for span in _beside(_links(contact)))
    return width_of(line, style.family.regular, style.size, style.language) + 0.1


def shown_address(address: str) -> str:
    """A web address as it is printed."""
    return address.removeprefix("https://").rstrip("/")


def _line(spans: Paragraph, style: TextStyle, parent: Element, setting: Setting) -> tuple[Item, ...]:
    return set_paragraph(spans, style, parent.add("P"), setting.measure)
