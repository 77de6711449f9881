"""What a schedule says of one medicine beside its times: name, dose, what has changed, what for, and notes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from carefold.content.plain_text import said
from carefold.graphics.colour import Rgb
from carefold.graphics.surface import Surface
from carefold.languages.phrases import PhraseName
from carefold.layout.blank_rows import is_blank, with_blanks
from carefold.layout.blocks.lists import BULLET, label_drawer, label_width
from carefold.layout.boxes import NEVER, Draw, Item, Space, indented, joined, listed, marked
from carefold.layout.paragraph import baseline, set_paragraph
from carefold.layout.pictograms import Sign, delta, equals, plus, stop
from carefold.layout.setting import Setting, set_line, set_text
from carefold.layout.styles import GRID
from carefold.layout.symbols import figure_of
from carefold.model.inline import Paragraph, Span, Words
from carefold.model.medicine import TIMES, Medicine
from carefold.model.values import Text
from carefold.model.walk import all_of
from carefold.structure import Element
from carefold.text.asked import weighed
from carefold.text.shape import width_of
from carefold.text.text_style import TextStyle
from carefold.units import Area

_SIGN, _AFTER_SIGN = 0.46, 0.34  # ems: a sign's radius, and the room after it
_CHANGES: dict[str, tuple[PhraseName, Callable[[float, float, float], Sign]]] = {
    "new": ("new", plus), "changed": ("changed", delta), "same": ("same", equals),
}  # fmt: skip


def name_of(medicine: Medicine, parent: Element, setting: Setting, measure: float) -> tuple[Item, ...]:
    """The medicine, its dose and what has changed, one below another; a short dose on the medicine's line."""
    styles = setting.styles
    if medicine.dose is not None and len(medicine.dose.paragraphs) == len(medicine.medicine.paragraphs) == 1:
        spans = (*_bold(medicine.medicine.paragraphs[0]), Words(" "), *medicine.dose.paragraphs[0])
        head = set_paragraph(spans, styles.text, parent.add("P"), measure)
    else:
        parts = ((medicine.medicine, styles.bold), (medicine.dose, styles.text))
        head = joined((set_text(text, style, parent, measure) for text, style in parts if text), Space(1.0))
    return joined((head, change_of(medicine, parent, setting, measure)), Space(1.0))


@weighed
def fits_a_line(medicine: Medicine, setting: Setting, measure: float) -> bool:
    """Whether the medicine and its dose are words that stand on one line."""
    texts = [text for text in (medicine.medicine, medicine.dose) if text is not None]
    spans = [span for text in texts for paragraph in text.paragraphs for span in paragraph]
    if len(texts) != sum(len(text.paragraphs) for text in texts) or not all(isinstance(span, Words) for span in spans):
        return False
    style = setting.styles.bold
    said_of = " ".join(map(said, texts))
    return width_of(said_of, style.family.styled(bold=True, italic=False), style.size, style.language) <= measure


def change_of(medicine: Medicine, parent: Element, setting: Setting, measure: float) -> tuple[Item, ...]:
    """What is other than before: a sign and its word."""
    if medicine.change not in _CHANGES:
        return ()
    name, sign = _CHANGES[medicine.change]
    palette, style = setting.palette, setting.styles.bold_ink
    colour = {"new": palette.primary, "changed": palette.caution}.get(medicine.change, palette.ink)
    style = replace(style, colour=colour)
    return _signed(setting.phrases[name], style, sign, parent.add("P"), setting, measure)


def _signed(
    words: str, style: TextStyle, sign: Callable[[float, float, float], Sign], element: Element, setting: Setting,
    measure: float,
) -> tuple[Item, ...]:  # fmt: skip
    """Words after a drawn sign, which is an artifact."""
    room, drawn = (2 * _SIGN + _AFTER_SIGN) * style.size, figure_of(element, None)
    lines = indented(set_line(words, style, element, measure - room), room)
    return marked(lines, _sign_drawer(sign, style, setting.palette.on_primary, drawn))


def _sign_drawer(
    sign: Callable[[float, float, float], Sign], style: TextStyle, ground: Rgb, element: Element
) -> Draw:  # fmt: skip
    radius = _SIGN * style.size

    def draw(surface: Surface, x: float, y: float) -> None:
        middle = y - baseline(style) + style.size * style.family.bold.cap_height / 2
        surface.figure_box(element, Area(x, middle - radius, 2 * radius, 2 * radius))
        with surface.untagged():
            for outline, knocked_out in sign(x + radius, middle, radius):
                surface.paint(outline, fill=ground if knocked_out else style.colour)

    return draw


def details(medicine: Medicine, parent: Element, setting: Setting, measure: float) -> tuple[Item, ...]:
    """What it is for and how much is the most, what else to know, when it was given and is due."""
    needed = medicine.when_needed
    told: list[tuple[PhraseName | None, Text | None]] = [
        ("when-needed-for", needed.reason if needed else None),
        ("not-more-than", needed.not_more_than if needed else None),
        (None, medicine.note), ("last-given", medicine.last_given), ("next-due", medicine.next_due),
    ]  # fmt: skip
    said = [(name, text) for name, text in told if text is not None]
    if len(said) == 1 and said[0][0] is None:
        return set_text(said[0][1], setting.styles.text, parent, measure, "" if parent.role == "TD" else "P")
    return joined((_labelled(name, text, parent, setting, measure) for name, text in said), Space(1.0))


def _labelled(
    name: PhraseName | None, text: Text, parent: Element, setting: Setting, measure: float
) -> tuple[Item, ...]:  # fmt: skip
    """A text after the words that say what it is."""
    style = setting.styles.text
    if name is None or not text.paragraphs:
        return set_text(text, style, parent, measure)
    first, *others = text.paragraphs
    spans = (Words(setting.phrases[name], bold=True), Words(" "), *first)
    rest = (set_paragraph(paragraph, style, parent.add("P"), measure) for paragraph in others)
    return joined((set_paragraph(spans, style, parent.add("P"), measure), *rest), Space(1.0))


def has_details(medicine: Medicine) -> bool:
    """Whether there is anything to say beside its name and its times."""
    return any((medicine.when_needed, medicine.note, medicine.last_given, medicine.next_due))


def stopped(medicines: Sequence[Medicine], parent: Element, setting: Setting) -> tuple[Item, ...]:
    """Those that are not to be taken any more, as a list below a heading of their own."""
    style = replace(setting.styles.heading, colour=setting.palette.alarm)
    heading = parent.add(f"H{setting.heading_level}")
    head = _signed(setting.phrases["stop-taking"], style, stop, heading, setting, setting.measure)
    listing = parent.add("L", O="List", ListNumbering="Disc")
    entries = [tuple(_entry(medicine, listing, setting)) for medicine in medicines]
    return (*head, Space(GRID, NEVER), *listed(entries, GRID))


def _entry(medicine: Medicine, listing: Element, setting: Setting) -> Iterator[Item]:
    entry, style = listing.add("LI"), setting.styles.text
    bullet = label_drawer(BULLET, style, entry.add("Lbl").leaf(BULLET), 0.0)
    body, room = entry.add("LBody"), label_width(BULLET, style) + 0.5 * style.size
    inner = setting.narrowed(room)
    lines = (name_of(medicine, body, inner, inner.measure), details(medicine, body, inner, inner.measure))
    yield from marked(indented(joined(lines, Space(1.0, NEVER)), room), bullet)


def is_to_write_on(medicine: Medicine) -> bool:
    """Whether its name is a space to write in."""
    return is_blank(medicine.medicine)


def says_nothing(medicine: Medicine) -> bool:
    """Whether it is all spaces to write in, without a word."""
    texts = all_of(Text, medicine)
    spans = (span for text in texts for paragraph in text.paragraphs for span in paragraph)
    return is_to_write_on(medicine) and not any(isinstance(span, Words) and span.text.strip() for span in spans)


def sized(medicine: Medicine, width: float) -> Medicine:
    """The same with blanks of so many points."""
    amounts = {time: text and with_blanks(text, width) for time, text in zip(TIMES, medicine.amounts, strict=True)}
    return medicine.model_copy(update={"medicine": with_blanks(medicine.medicine, width), **amounts})


def _bold(spans: Paragraph) -> Iterator[Span]:
    for span in spans:
        yield replace(span, bold=True) if isinstance(span, Words) else span
