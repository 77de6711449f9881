"""What to say when a text does not fit: where it stops, by how much, what was tried, and where to cut."""

from __future__ import annotations

from collections.abc import Sequence

from carefold.content.wording import count_words
from carefold.errors import Place, Problem
from carefold.typeset.boxes import Box, Item, Space, height
from carefold.typeset.composition import Job, has_pictures
from carefold.typeset.copyfit import Column, count_lines, overflow
from carefold.typeset.setting import Setting

_SHOWN_SECTIONS = 3
_SHORT = 40  # words of notices that nobody needs to be told of


def misfit(job: Job, items: Sequence[Item], columns: Sequence[Column], setting: Setting, first: str) -> Problem:
    """The report for a vertical list that is too long for its columns, at the smallest type size.

    `first` is the title of what the list begins with.
    """
    rest, style, sizes = overflow(items, columns), setting.styles.text, job.layout.type
    points = max(rest.points, style.leading)
    lines = height(item for item in items if isinstance(item, Box))
    words = points / lines * count_words(job.resolved.handout.main_point, job.resolved.handout.sections)
    message = f"the text does not fit “{job.layout.title}”: {rest.column} is full here."
    message += f" {count_lines(points, style.leading).capitalize()}, {about(words)},"
    message += f" are too many at {style.size:g} pt, the smallest; {sizes.largest:g} pt and all between were tried."
    longer = longest(items, first, style.leading)
    hint = f"Shorten it, or choose another layout. {longer}{_pictures(job)}{_notices(job)}"
    return Problem(message, rest.place if rest.place.file else job.resolved.handout.place, hint)


def closing_too_high(job: Job, points: float, room: float, leading: float) -> Problem:
    """What to say when that which closes the handout, notices among it, is higher than a page."""
    lines = count_lines(max(points - room, leading), leading)
    message = f"the disclaimer, the clinic and its notices are too long for a page of “{job.layout.title}” by {lines}."
    return Problem(message, closing_place(job), f"Shorten the disclaimer or the brand's notices.{_notices(job)}")


def closing_place(job: Job) -> Place:
    """The brand's notices or the disclaimer, whichever is longer."""
    notices, disclaimer = job.resolved.brand.notices, job.resolved.handout.disclaimer
    return notices[0].place() if count_words(notices) > count_words(disclaimer) else disclaimer.place()


def _notices(job: Job) -> str:
    words = count_words(job.resolved.brand.notices)
    return f" The notices of brand.yaml have {about(words)}." if words > _SHORT else ""


def _pictures(job: Job) -> str:
    return " Its pictures were made smaller already; one picture less would help." if has_pictures(job) else ""


def about(words: float) -> str:
    """So many words, to the nearest five."""
    return f"about {max(5, 5 * round(words / 5))} words"


def longest(items: Sequence[Item], first: str, leading: float) -> str:
    """The longest sections with their lines; `first` is the title of what stands before the first space."""
    points, title = {first: 0.0}, first
    for item in items:
        if isinstance(item, Space) and item.section:
            title = item.section
        points[title] = points.get(title, 0.0) + item.height
    most = sorted(points.items(), key=lambda pair: -pair[1])[:_SHOWN_SECTIONS]
    shown = ", ".join(f"“{title}” ({count_lines(length, leading)})" for title, length in most)
    return f"The longest sections: {shown}."


def too_wide(job: Job, box: Box) -> Problem:
    """What to say of a block that no type size makes narrow enough."""
    hint = "Give it fewer columns or shorter words, or choose a layout with wider columns."
    return Problem(f"{box.fault} for “{job.layout.title}”: words or numbers would be broken.", box.place, hint)
