"""What every flowing page carries: artifacts, whose words stand elsewhere too, and the line about other formats."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from carefold.content.content_code import ALPHABET, LENGTH
from carefold.content.plain_text import said
from carefold.content.typography import polished
from carefold.diagnostics.carefold_error import CarefoldError
from carefold.diagnostics.finding import Finding
from carefold.graphics.colour import WHITE
from carefold.graphics.outline import line, rounded
from carefold.graphics.surface import Surface
from carefold.imposition.room import EDGE
from carefold.imposition.sheet import page_area
from carefold.layout.boxes import Box, Space, beside, height, lowered, stacked
from carefold.layout.closing import letter_words
from carefold.layout.composition import Job, logo_box, stands_alone
from carefold.layout.ground import draw_block
from carefold.layout.paragraph import baseline, set_lines
from carefold.layout.setting import Setting, set_text
from carefold.layout.styles import GRID, RADIUS
from carefold.model.inline import Words
from carefold.model.values import Text
from carefold.spelling import printed
from carefold.structure import Element
from carefold.text.shape import width_of
from carefold.text.text_style import TextStyle
from carefold.units import Area

_MOST_LINES = 4  # of the name
_TURN_OVER, _APART = 12.0, 12.0  # points
BELOW_TEXT = 4.0  # points between the text's foot and the running foot
_SMALL = 0.72  # share of the text's size that phone and formats line have at least, where that is large
_LOGO, _WIDE_LOGO, _CHIP = 17.0, 30.0, 3.0  # points: the height of logos, and the white around them
_PADDING, _BESIDE, _BELOW_BAND = 7.0, 14.0, 10.0  # points in the band, between its parts, and below it
_BAR = 4.0  # points, of the accent at the band's foot


@dataclass(frozen=True, slots=True)
class _Sign:
    """The clinic's logo and name, so wide; what stands beside them has its first baseline so far below the top."""

    box: Box
    width: float
    baseline: float


def compose_header(job: Job, parent: Element, setting: Setting) -> Box:
    """A band of the brand's colour, 7 mm from the paper's edges: logo and name, phone, the line about other formats.

    That line stands here alone, as a P of the parent. CarefoldError for what takes more than a few lines.
    """
    words, area, (wide, high) = _band_words(job, parent, setting), page_area(job.layout), job.layout.extent
    height, above = words.height + 2 * _PADDING + _BAR, high - EDGE - area.top

    def draw(surface: Surface, x: float, y: float) -> None:
        top = y + above
        band = Area(x - area.x + EDGE, top - height, wide - 2 * EDGE, height)
        draw_block(surface, band, setting.palette, _BAR)
        words.draw(surface, x, top - _PADDING)

    return Box(max(0.0, height - above) + _BELOW_BAND, draw)


def _band_words(job: Job, parent: Element, setting: Setting) -> Box:
    """What stands on the band: logo and name, and the phone once, which the line about other formats may say."""
    brand, notes = job.resolved.brand, setting.styles.notes
    size = max(12.0, setting.styles.small.size, _SMALL * setting.styles.text.size)
    style = replace(notes, size=size, leading=round(size * 5) / 4, colour=setting.palette.on_card)
    if not brand.formats:
        return _name_and_phone(job, setting, style)
    told, linked = said(brand.formats), replace(style, link=style.colour, call=style.colour)
    first = None
    if brand.contact.phone and brand.contact.phone in told:
        sign, long = _sign(job, setting, setting.measure), _artifact_line(told, linked)[1]
        if sign.width + _BESIDE + long <= setting.measure:
            line = stacked(set_text(brand.formats, replace(linked, widest=1e4), parent, long + 0.1))
            down = max(0.0, sign.baseline - baseline(style))
            return beside(((0.0, sign.box), (setting.measure - long, lowered(line, down))))
        first = sign.box
    below = set_text(brand.formats, linked, parent, setting.measure)
    _check_lines("the line about other formats", brand.formats, height(below), style, job)
    return stacked((first or _name_and_phone(job, setting, style), Space(GRID), *below))


def _name_and_phone(job: Job, setting: Setting, style: TextStyle) -> Box:
    """The phone beside logo and name is never left out, but the web address where it has no room."""
    contact = job.resolved.brand.contact
    web = contact.web.removeprefix("https://").rstrip("/") if contact.web else ""
    phone, both = (
        _artifact_line(" · ".join(filter(None, ways)), style) for ways in ((contact.phone,), (contact.phone, web))
    )
    sign = _sign(job, setting, setting.measure - phone[1] - _BESIDE)
    right, width = both if sign.width + _BESIDE + both[1] <= setting.measure else phone
    down = max(0.0, sign.baseline - baseline(style))
    return beside(((0.0, sign.box), (setting.measure - width, lowered(right, down))))


def _check_lines(what: str, text: Text, height: float, style: TextStyle, job: Job) -> None:
    """CarefoldError for what takes more than a few lines in the head."""
    if height > _MOST_LINES * style.leading + 0.1:
        message = f"{what} is too long for the head of “{job.layout.title}”."
        raise CarefoldError(Finding(message, text.place(), f"Shorten it to no more than {_MOST_LINES} lines."))


def _sign(job: Job, setting: Setting, room: float) -> _Sign:
    """A logo that is wide enough to be read alone; else the name beside it, on lines as wide as there is room."""
    size = max(13.0, setting.styles.small.size, _SMALL * setting.styles.text.size)
    bold = replace(setting.styles.bold_ink, size=size, leading=round(size * 5) / 4, colour=setting.palette.on_card)
    alone = stands_alone(job.logo)
    logo, width = _on_white(*logo_box(job, _WIDE_LOGO if alone else _LOGO, (room if alone else 0.3 * room) - 2 * _CHIP))
    if alone:
        return _Sign(logo, width, (logo.height - bold.leading) / 2 + baseline(bold))
    left = width + 8 if width else 0.0
    name, wide = _artifact_line(job.resolved.brand.name, bold)
    if wide > room - left:
        name, wide = _artifact(Words(polished(job.resolved.brand.name, bold.language)), bold, room - left), room - left
    _check_lines("the clinic's name", job.resolved.brand.name, name.height, bold, job)
    down = max(0.0, (logo.height - name.height) / 2)
    return _Sign(beside(((0.0, logo), (left, lowered(name, down)))), left + wide, down + baseline(bold))


def _on_white(logo: Box, width: float) -> tuple[Box, float]:
    """A logo on white, since its own colours are made for that; and how wide it is with it."""
    if not width:
        return logo, width

    def draw(surface: Surface, x: float, y: float) -> None:
        chip = rounded(x, y - logo.height - 2 * _CHIP, width + 2 * _CHIP, logo.height + 2 * _CHIP, RADIUS)
        surface.paint(chip, fill=WHITE)
        logo.draw(surface, x + _CHIP, y - _CHIP)

    return Box(logo.height + 2 * _CHIP, draw), width + 2 * _CHIP


def compose_footer(job: Job, setting: Setting, number: int, total: int, following: Sequence[str] = ()) -> Box:
    """Title, version and the page's number; on the first of pages in columns what is on its other side.

    A letter has its own number on each page, which always begins at the same spot. A layout of a single page needs
    none of the others.
    """
    if job.layout.pages == 1 and not job.number:
        return Box(0.0, lambda _surface, _x, _y: None)
    style = setting.styles.imprint
    right = _artifact_line(job.phrases.filled("page", number=number + 1, total=total), style)
    letter, wide = _letter_number(job, style)
    room = setting.measure - right[1] - wide - _APART
    left = _turn_over(job, following, setting, room) if following and not job.stamp else _names(job, style, room)

    def draw(surface: Surface, x: float, y: float) -> None:
        surface.paint(line(x, y, x + setting.measure, y), stroke=setting.palette.pale, width=0.7)
        left.draw(surface, x, y - 4)
        letter.draw(surface, x + setting.measure - right[1] - wide, y - 4)
        right[0].draw(surface, x + setting.measure - right[1], y - 4)

    return Box(0.0, draw)


def _names(job: Job, style: TextStyle, room: float) -> Box:
    """Title, id and version, as many as the line holds."""
    handout = job.resolved.handout
    version = job.phrases.filled("version", version=handout.version)
    names = (
        (handout.title, handout.id, version, job.stamp), (handout.id, version, job.stamp), (version, job.stamp),
        (handout.id, version), (version,),
    )  # fmt: skip
    lines = (_artifact_line(" · ".join(part for part in parts if part), style) for parts in names)
    return next((line[0] for line in lines if line[1] <= room), _artifact_line("", style)[0])


def _letter_number(job: Job, style: TextStyle) -> tuple[Box, float]:
    """The number of a patient's letter, and the room that any number takes."""
    if not job.number:
        return _artifact_line("", style)
    widest = job.phrases.filled("letter", number=max(ALPHABET, key=lambda sign: _width(sign, style)) * LENGTH)
    return _artifact(letter_words(job), style, 1e4), _width(widest, style) + _APART


def _turn_over(job: Job, titles: Sequence[str], setting: Setting, room: float) -> Box:
    """What is on the other side, as many of its sections as the line holds, or one that goes on without saying so."""
    size = max(_TURN_OVER, setting.styles.imprint.size)
    style = replace(setting.styles.bold_ink, size=size, leading=setting.styles.imprint.leading)
    first = titles[0].removesuffix(f" ({job.phrases['continued']})")
    listed = (titles[:most] for most in range(len(titles), 0, -1))
    shown = (job.phrases.filled("turn-over", titles=" · ".join(some)).rstrip(" :") for some in (*listed, [first], []))
    lines = (_artifact_line(text, style) for text in shown)
    return next((line[0] for line in lines if line[1] <= room), _artifact_line("", style)[0])


def _artifact_line(text: str, style: TextStyle) -> tuple[Box, float]:
    """A line that a screen reader skips, and its width in points."""
    if not text:
        return Box(0.0, lambda _surface, _x, _y: None), 0.0
    words = Words(polished(text, style.language))
    return _artifact(words, style, 1e4), _width(words.text, style)


def _width(text: str, style: TextStyle) -> float:
    """How wide a line is, in points."""
    return width_of(printed(text), style.family.styled(style.weight == "bold", False), style.size, style.language)


def _artifact(words: Words, style: TextStyle, measure: float) -> Box:
    """A text that a screen reader skips."""
    lines = set_lines((words,), replace(style, widest=1e4), Element("Artifact"), measure)
    box = stacked(lines)

    def draw(surface: Surface, x: float, y: float) -> None:
        with surface.untagged():
            box.draw(surface, x, y)

    return box._replace(draw=draw)
