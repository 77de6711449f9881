"""What closes every handout: references, disclaimer, contact, imprint."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from carefold.content.content_code import LENGTH, NUMBER
from carefold.content.resolve import Resolved
from carefold.graphics.outline import line
from carefold.graphics.surface import Run, Surface
from carefold.languages.phrases import Phrases
from carefold.layout.blocks.contact import compose_links, compose_numbers, compose_ways, compose_where, widest_link
from carefold.layout.blocks.qr import SIDE, qr_code
from carefold.layout.boxes import NEVER, Box, Item, Space, beside, indented, joined, kept, marked, stacked
from carefold.layout.composition import Job, Listing, blocks_within
from carefold.layout.paragraph import baseline, set_paragraph
from carefold.layout.setting import Setting, set_line, set_text
from carefold.layout.styles import GRID, READABLE
from carefold.model.blocks import ContactBlock
from carefold.model.brand import Brand
from carefold.model.handout import Handout, Section
from carefold.model.inline import Filled, Paragraph, Words
from carefold.model.pictures import can_be_scanned
from carefold.structure import Element
from carefold.text.shape import width_of
from carefold.text.text_style import TextStyle
from carefold.units import Area

_FORMATS = 12.0  # points
_ROOMY = 13.0  # points: where text is as large, the numbers to call have room to be as large as its own
_NAME = 1.2  # share of the closing's size that the clinic's name has at most
_LEAST_WAYS, _BESIDE_CODE = 10.0, 10.0  # ems that address and web need beside a code; points between them


def compose_references(job: Job, parent: Element, setting: Setting) -> tuple[Item, ...]:
    """A numbered list in small type, under a heading; each number leads back to the text that cites it."""
    if not job.references:
        return ()
    title, section = references_title(job), parent.add("Sect")
    head = set_line(title, setting.styles.notes_heading, section.add("H2"), setting.measure)
    listing = _listing(job, setting)
    section.adopt(listing.element)
    return (*head, Space(3.0, NEVER), *listing.items)


def references_title(job: Job) -> str:
    """What stands above the references."""
    return job.phrases["references-short" if job.layout.references == "short" else "references"]


def _listing(job: Job, setting: Setting) -> Listing:
    """The references in their own type size, which is set once, however many sizes are tried for the text."""
    wanted = (setting.styles.notes, setting.measure)
    if wanted not in job.listings:
        element = Element("L", attributes={"O": "List", "ListNumbering": "Decimal"})
        indent = _label_indent(len(job.references), setting)
        lines = (_reference(entry, number, element, indent, setting) for number, entry in enumerate(job.references, 1))
        job.listings[wanted] = Listing(element, joined(lines, Space(1.5)))
    return job.listings[wanted]


def _label_indent(count: int, setting: Setting) -> float:
    """Room for the widest number, in points."""
    style = setting.styles.notes
    return style.family.regular.width(f"{count}. ", style.size, style.language) + 2


def _reference(entry: Paragraph, number: int, listing: Element, indent: float, setting: Setting) -> tuple[Item, ...]:
    style = setting.styles.notes
    item = listing.add("LI")
    link = item.add("Lbl").add("Link")
    link.contents = setting.phrases.filled("back-to-text", number=number)
    leaf = link.leaf(f"{number}.")
    body = item.add("LBody")
    face = style.family.regular
    glyphs, space = (face.shape(text, style.language) for text in (f"{number}.", " "))
    run = Run(0.0, (glyphs, space), face, style.size, style.colour, leaf=leaf)
    width = glyphs.advance * style.size / 1000

    def draw(surface: Surface, x: float, y: float) -> None:
        surface.text(x, y - baseline(style), (run,))
        surface.destination(f"reference-{number}", x, y)
        surface.link(link, Area(x, y - style.leading, width, style.leading), f"#citation-{number}")

    return kept(marked(indented(set_paragraph(entry, style, body, setting.measure - indent), indent), draw))


def compose_disclaimer(resolved: Resolved, parent: Element, setting: Setting) -> tuple[Item, ...]:
    """The disclaimer, and the brand's notices after it."""
    small = setting.styles.small
    texts = (resolved.handout.disclaimer, *resolved.brand.notices)
    return joined((set_text(text, small, parent, setting.measure) for text in texts), Space(GRID))


def compose_clinic(resolved: Resolved, parent: Element, setting: Setting, *, formats: bool = True) -> tuple[Item, ...]:
    """Name, numbers to call if no block has them, then ways to reach the clinic with a code to scan beside them.

    Without `formats` the line about other formats stands elsewhere.
    """
    brand, styles = resolved.brand, setting.styles
    name = set_line(brand.name, styles.bold_ink, parent.add("P"), setting.measure)
    small = setting.recoloured(styles.with_text(styles.small))
    large = setting if styles.text.size >= _ROOMY else small
    numbers = () if shows_numbers(resolved.handout.sections) else compose_numbers(brand.contact, parent, large)
    return joined((name, numbers, _ways_with_code(brand, parent, small, formats)), Space(1.0))


def compose_clinic_words(
    resolved: Resolved, parent: Element, setting: Setting, *, numbered: bool = True
) -> tuple[Item, ...]:
    """Name, numbers to call if no block has them, address and web; the line about other formats stands elsewhere."""
    brand, size = resolved.brand, _NAME * setting.styles.text.size
    style = setting.styles.bold_ink
    style = replace(style, size=min(style.size, size), leading=min(style.leading, 1.3 * size))
    name = set_line(brand.name, style, parent.add("P"), setting.measure)
    shown = not numbered or shows_numbers(resolved.handout.sections)
    numbers = () if shown else compose_numbers(brand.contact, parent, setting)
    return joined((name, numbers, compose_ways(brand.contact, parent, setting, on_one_line=True)), Space(1.0))


def _ways_with_code(brand: Brand, parent: Element, setting: Setting, formats: bool) -> tuple[Item, ...]:
    """Address, web, e-mail and the line about other formats; without room beside them there is no code."""
    web, room = brand.contact.web, setting.measure - max(SIDE, setting.code) - _BESIDE_CODE
    size = setting.styles.text.size
    if not (web and can_be_scanned(web)) or size < READABLE or room < _LEAST_WAYS * size:
        return _ways(brand, parent, setting, formats)
    narrow, below = replace(setting, measure=room), tuple[Item, ...]()
    if brand.contact.address and room < widest_link(brand.contact, setting.styles.text) <= setting.measure:
        beside_code = (compose_where(brand.contact, parent, narrow), _formats(brand, parent, narrow, formats))
        told = stacked(joined(beside_code, Space(1.0)))
        code, width = qr_code(web, parent, setting)
        below = compose_links(brand.contact, parent, setting)  # no address is parted for the code's sake
    else:
        told = stacked(_ways(brand, parent, narrow, formats))
        code, width = qr_code(web, parent, setting)
    return joined(((beside(((0.0, told), (setting.measure - width, code))),), below), Space(1.0))


def _ways(brand: Brand, parent: Element, setting: Setting, formats: bool) -> tuple[Item, ...]:
    ways = compose_ways(brand.contact, parent, setting)
    return joined((ways, _formats(brand, parent, setting, formats)), Space(1.0))


def _formats(brand: Brand, parent: Element, setting: Setting, formats: bool) -> tuple[Item, ...]:
    if not (formats and brand.formats):
        return ()
    return set_text(brand.formats, _larger(setting.styles.text), parent, setting.measure)


def _larger(style: TextStyle) -> TextStyle:
    """The style of the line about other formats, which many of its readers see badly; a wallet card has no room."""
    size = max(style.size, _FORMATS) if style.size >= READABLE else style.size
    return replace(style, size=size, leading=round(size * 5) / 4)


def shows_numbers(sections: Iterable[Section]) -> bool:
    """Whether a contact block of theirs prints the clinic's numbers already."""
    blocks = (block for section in sections for block in blocks_within(section.blocks))
    return any(isinstance(block, ContactBlock) and block.contact is None for block in blocks)


def compose_imprint(job: Job, parent: Element, setting: Setting) -> tuple[Item, ...]:
    """What this is and from when; who has reviewed it, and when next; who translated it. A stamp stands above them."""
    style, stamped = setting.styles.imprint, setting.styles.small
    texts = imprint_lines(job, setting.phrases)
    if not fits(texts[0], style, setting.measure):
        texts = imprint_lines(job, setting.phrases, terse=True)
    lines = [(text, style) for text in texts]
    if job.stamp:
        lines.insert(0, (job.stamp, replace(stamped, weight="bold", colour=setting.palette.danger)))
    made = [set_line(text, style, parent.add("P", kind="imprint"), setting.measure) for text, style in lines]
    if job.number and job.layout.sides:  # pages have it in their foot
        made.append(set_paragraph((letter_words(job),), style, parent.add("P"), setting.measure))
    return joined(made, Space(0.0))


def letter_words(job: Job) -> Words:
    """The number of a patient's letter, told as a value."""
    text = job.phrases.filled("letter", number=job.number)
    start = text.index(job.number)
    return Words(text, fields=(Filled(NUMBER, start, start + LENGTH),))


def fits(text: str, style: TextStyle, measure: float) -> bool:
    """Whether a text stands on one line."""
    return width_of(text, style.family.regular, style.size, style.language) <= measure


def imprint_lines(job: Job, phrases: Phrases, *, terse: bool = False) -> tuple[str, ...]:
    """The two lines of the imprint, and a third of a translation; in terse ones the date stands without a word."""
    handout = job.resolved.handout
    updated, code = phrases.short_date(handout.updated), phrases.filled("code", code=job.code)
    dated = updated if terse else phrases.filled("updated", date=updated)
    review = phrases.filled("next-review", date=phrases.short_date(handout.review_by))
    reviewed = "; ".join(
        phrases.filled("reviewed", name=one.name, role=one.role, date=phrases.short_date(one.date))
        for one in handout.reviewers
    )
    version = phrases.filled("version", version=handout.version)
    first = " · ".join(filter(None, (handout.id, version, dated, code)))
    return first, f"{review} · {reviewed or phrases['not-reviewed']}", *translation_lines(handout, phrases)


def translation_lines(handout: Handout, phrases: Phrases) -> tuple[str, ...]:
    """Who translated a handout, for its imprint; nothing where it says nobody."""
    if handout.translator is None:
        return ()
    made = phrases["translated-by-machine"]
    return (made if handout.by_machine else phrases.filled("translation", name=handout.translator),)


def ruled(setting: Setting) -> Box:
    """A thin rule across the measure."""

    def draw(surface: Surface, x: float, y: float) -> None:
        surface.paint(line(x, y - 4, x + setting.measure, y - 4), stroke=setting.palette.rule, width=0.5)

    return Box(8.0, draw)
