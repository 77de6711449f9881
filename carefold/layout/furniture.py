"""What every flowing page carries: artifacts, since their words stand elsewhere too."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from carefold.content.typography import polished
from carefold.diagnostics.carefold_error import CarefoldError
from carefold.diagnostics.finding import Finding
from carefold.graphics.outline import line
from carefold.graphics.surface import Surface
from carefold.layout.boxes import Box, stacked
from carefold.layout.composition import Job, logo_box
from carefold.layout.paragraph import set_lines
from carefold.layout.setting import Setting
from carefold.model.inline import Words
from carefold.spelling import printed
from carefold.structure import Element
from carefold.text.shape import width_of
from carefold.text.text_style import TextStyle

_HEADER = 38.0  # points with what lies below it, where the name takes one line
_MOST_LINES = 4  # of the name
_TURN_OVER = 12.0  # points


def compose_header(job: Job, setting: Setting) -> Box:
    """Logo and name, and beside them as much of phone and address as has room; the closing has all.

    CarefoldError for a name that takes more than a few lines.
    """
    brand, styles = job.resolved.brand, setting.styles
    contact, small = brand.contact, job.layout.type.notes
    web = contact.web.removeprefix("https://").rstrip("/") if contact.web else None
    logo, logo_width = logo_box(job, 20.0, 0.3 * setting.measure)
    beside = logo_width + 7 if logo_width else 0.0
    bold = replace(styles.bold_ink, size=max(13.0, small), leading=max(17.0, small * 1.2))
    name, width = _artifact_line(brand.name, bold)
    style = replace(styles.notes, size=max(11.0, small), leading=max(17.0, small * 1.2))
    lines = (_artifact_line(" · ".join(filter(None, ways)), style) for ways in ((contact.phone, web), (contact.phone,)))
    room = setting.measure - beside - width - 12
    right = next((line for line in lines if line[1] <= room), _artifact_line("", style))
    if width > setting.measure - beside:
        name = _artifact(brand.name, bold, setting.measure - beside)
    lower = name.height - bold.leading
    if lower > (_MOST_LINES - 1) * bold.leading + 0.1:
        message = f"the clinic's name is too long for the head of “{job.layout.title}”."
        hint = f"Shorten it to no more than {_MOST_LINES} lines."
        raise CarefoldError(Finding(message, brand.name.place(), hint))

    def draw(surface: Surface, x: float, y: float) -> None:
        logo.draw(surface, x, y + 1.5)
        name.draw(surface, x + beside, y)
        right[0].draw(surface, x + setting.measure - right[1], y)
        below = y - 24 - lower
        surface.paint(line(x, below, x + setting.measure, below), stroke=setting.palette.primary, width=2.2)

    return Box(_HEADER + lower, draw)


def compose_footer(job: Job, setting: Setting, number: int, total: int, following: Sequence[str] = ()) -> Box:
    """Title, version and the page's number; on the first of pages in columns what is on its other side."""
    handout, style = job.resolved.handout, setting.styles.imprint
    version = job.phrases.filled("version", version=handout.version)
    right = _artifact_line(job.phrases.filled("page", number=number + 1, total=total), style)
    names = ((handout.title, handout.id, version, job.stamp), (handout.id, version, job.stamp), (version, job.stamp))
    lines = (_artifact_line(" · ".join(part for part in parts if part), style) for parts in names)
    room = setting.measure - right[1] - 12
    left = (
        _turn_over(job, following, setting, room)
        if following and not job.stamp
        else next((line for line in lines if line[1] <= room), _artifact_line("", style))
    )

    def draw(surface: Surface, x: float, y: float) -> None:
        surface.paint(line(x, y, x + setting.measure, y), stroke=setting.palette.pale, width=0.7)
        left[0].draw(surface, x, y - 4)
        right[0].draw(surface, x + setting.measure - right[1], y - 4)

    return Box(0.0, draw)


def _turn_over(job: Job, titles: Sequence[str], setting: Setting, room: float) -> tuple[Box, float]:
    """What is on the other side, as many of its sections as the line holds."""
    style = replace(setting.styles.bold_ink, size=_TURN_OVER, leading=setting.styles.imprint.leading)
    shown = [job.phrases.filled("turn-over", titles=" · ".join(titles[:most])) for most in range(len(titles), 0, -1)]
    lines = (_artifact_line(text, style) for text in shown)
    return next((line for line in lines if line[1] <= room), _artifact_line("", style))


def _artifact_line(text: str, style: TextStyle) -> tuple[Box, float]:
    """A line that a screen reader skips, and its width in points."""
    if not text:
        return Box(0.0, lambda _surface, _x, _y: None), 0.0
    shown, face = printed(polished(text, style.language)), style.family.styled(style.weight == "bold", False)
    return _artifact(text, style, 1e4), width_of(shown, face, style.size, style.language)


def _artifact(text: str, style: TextStyle, measure: float) -> Box:
    """A text that a screen reader skips."""
    lines = set_lines(
        (Words(polished(text, style.language)),), replace(style, widest=1e4), Element("Artifact"), measure
    )
    box = stacked(lines)

    def draw(surface: Surface, x: float, y: float) -> None:
        with surface.untagged():
            box.draw(surface, x, y)

    return replace(box, draw=draw)
