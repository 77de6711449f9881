"""What a wallet card says in brief: the main point without a title, whom to call, one line of imprint."""

from __future__ import annotations

from dataclasses import replace

from carefold.graphics.outline import rounded
from carefold.graphics.surface import Surface
from carefold.layout.blocks.contact import CALL_SIZE, phone_words, words_at_night
from carefold.layout.boxes import Box, Item, Space, joined, stacked
from carefold.layout.closing import fits, imprint_lines, translation_lines
from carefold.layout.composition import Job
from carefold.layout.paragraph import set_paragraph
from carefold.layout.setting import Setting, set_line, set_text
from carefold.layout.styles import GRID
from carefold.model.inline import Words
from carefold.structure import Element

_ONE_LINE = 99.0  # ems
_ABOVE_IMPRINT = 4.0  # points
_BAR, _ROUND = 3.0, 3.0  # points: beside the main point; of its corners


def compose_brief_point(job: Job, parent: Element, setting: Setting) -> Box:
    """The main point on a tinted ground, in bold type."""
    palette, left = setting.palette, _BAR + 1.5 * GRID
    section = parent.add("Sect", kind="main-point")
    text = set_text(job.resolved.handout.main_point, setting.styles.bold, section, setting.measure - 2 * left)
    inner = stacked(text)
    height = inner.height + 2 * GRID

    def draw(surface: Surface, x: float, y: float) -> None:
        if palette.frame:
            outline = rounded(x + 0.4, y - height + 0.4, setting.measure - 0.8, height - 0.8, _ROUND)
            surface.paint(outline, stroke=palette.frame, width=0.8)
        else:
            surface.paint(rounded(x, y - height, setting.measure, height, _ROUND), fill=palette.tint)
            surface.paint(rounded(x, y - height, _BAR, height, _BAR / 2), fill=palette.primary)
        inner.draw(surface, x + left, y - GRID)

    return Box(height, draw, inner.place, inner.too_wide)


def compose_brief(job: Job, parent: Element, setting: Setting) -> tuple[Item, ...]:
    """The numbers to call, all large, notices that must print, and the imprint on one line."""
    contact, phrases, text = job.resolved.brand.contact, setting.phrases, setting.styles.text
    large = replace(text, numbers=max(CALL_SIZE, text.size), link=setting.palette.ink)
    ways = (
        (phrases["call-us"], contact.phone, ()),
        (phrases["after-hours"], contact.at_night, tuple(words_at_night(contact))),
    )
    numbers = [
        set_paragraph((Words(f"{label}: "), *phone_words(number), *told), large, parent.add("P"), setting.measure)
        for label, number, told in ways if number
    ]  # fmt: skip
    small = setting.styles.small
    notices = (set_text(text, small, parent, setting.measure) for text in job.resolved.brand.notices)
    told = joined((*numbers, *notices), Space(1.0))
    return joined((told, _shortest_imprint(job, parent, setting)), Space(_ABOVE_IMPRINT))


def _shortest_imprint(job: Job, parent: Element, setting: Setting) -> tuple[Item, ...]:
    """What this is, from when, its code, and whether it was reviewed: as much as stands on one line.

    A stamp stands above it, and below it who translated the handout where the line has no room for that.
    """
    handout, phrases, style = job.resolved.handout, setting.phrases, setting.styles.imprint
    version, code = phrases.filled("version", version=handout.version), phrases.filled("code", code=job.code)
    updated = phrases.filled("updated", date=phrases.short_date(handout.updated))
    state = "" if handout.reviewers else phrases["not-reviewed"]
    whole = " · ".join(imprint_lines(job, phrases))
    shorter = ((handout.id, version, updated, code, state), (handout.id, version, code, state), (version, code, state),
               (code, state), (version, code), (code,))  # fmt: skip
    texts = [whole, *(" · ".join(filter(None, parts)) for parts in shorter)]
    measure = setting.measure
    shown = next((text for text in texts if fits(text, style, measure)), code)
    line = set_line(shown, replace(style, widest=_ONE_LINE), parent.add("P"), measure)
    stamped = replace(setting.styles.small, weight="bold", colour=setting.palette.danger)
    stamp = set_line(job.stamp, stamped, parent.add("P"), measure) if job.stamp else ()
    made = () if shown == whole else translation_lines(handout, phrases)
    return (*stamp, *line, *(item for text in made for item in set_line(text, style, parent.add("P"), measure)))
