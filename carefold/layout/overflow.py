"""What to say when a text does not fit: where it stops, by how much, what was tried, and where to cut."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from carefold.content.plain_text import count_words, said, texts
from carefold.diagnostics.finding import Finding
from carefold.diagnostics.place import NOWHERE, Place
from carefold.layout.bands import Room
from carefold.layout.boxes import Box, Item, Space, height
from carefold.layout.composition import Job, has_pictures
from carefold.layout.left_over import left_over
from carefold.layout.setting import Setting
from carefold.layout.sizes import count_lines
from carefold.model.values import Text

_SHOWN_SECTIONS = 3
_A_LINE = 40  # characters
_LONG = 120  # characters of a line that nobody would call short
_SHORT = 40  # words of notices that nobody needs to be told of


def too_much_text(job: Job, items: Sequence[Item], rooms: Sequence[Room], setting: Setting, first: str) -> Finding:
    """The report for a vertical list that is too long for its panels or pages, at the smallest type size.

    `first` is the title of what the list begins with.
    """
    rest, style, sizes = left_over(items, rooms), setting.styles.text, job.layout.type
    points = max(rest.points, style.leading)
    lines = height(item for item in items if isinstance(item, Box))
    words = points / lines * count_words(job.resolved.handout.main_point, job.resolved.handout.sections)
    message = f"the text does not fit “{job.layout.title}”: {rest.room} is full here."
    message += f" {count_lines(points, style.leading).capitalize()}, {about(words)},"
    message += f" are too many at {style.size:g} pt, the smallest; {sizes.largest:g} pt and all between were tried."
    longer = longest(items, first, style.leading)
    other = f"make it in the layout {job.layout.longer}" if job.layout.longer else "choose another layout"
    hint = f"Shorten it, or {other}. {longer}{_pictures(job)}{_notices(job)}"
    handout = job.resolved.handout
    written = sum(len(said(text)) for text in texts((handout.main_point, handout.sections)))
    line = longest_line(job, max(written, int(lines / style.leading * _A_LINE)))
    return Finding(message, line or _own_place(job, rest.place, items), hint)


def _own_place(job: Job, found: Place, items: Sequence[Item]) -> Place:
    """A place in what the author wrote: that which was found, or the last before the clinic's own words."""
    clinic = {NOWHERE.file, job.resolved.brand.name.place().file}
    places = (found, *(item.place for item in reversed(items) if isinstance(item, Box)))
    return next((place for place in places if place.file not in clinic), found)


def closing_too_high(job: Job, points: float, room: float, leading: float) -> Finding:
    """What to say when that which closes the handout, notices among it, is higher than a page."""
    lines = count_lines(max(points - room, leading), leading)
    message = f"the disclaimer, the clinic and its notices are too long for a page of “{job.layout.title}” by {lines}."
    return Finding(message, closing_place(job), f"Shorten the disclaimer or the brand's notices.{_notices(job)}")


def too_long(job: Job, where: str, candidates: Iterable[Text | None]) -> Finding:
    """What to say where texts leave no room: the one that is longest for what it is."""
    handout, brand = job.resolved.handout, job.resolved.brand
    usual = (
        ("the title", handout.title, 40), ("the subtitle", handout.subtitle, 60),
        ("the main point", handout.main_point, 200), ("the clinic's name", brand.name, 30),
        ("the clinic's tagline", brand.tagline, 40),
    )  # fmt: skip
    length = {text: (len(text) / most, name) for name, text, most in usual if text}
    longest = max(filter(None, candidates), key=lambda text: length[text])
    message = f"{length[longest][1]} is too long for {where} of “{job.layout.title}”."
    return Finding(message, longest.place(), "Shorten it.")


def closing_place(job: Job) -> Place:
    """A line of the clinic's that is far too long, the brand's notices or the disclaimer, whichever is longest."""
    notices, disclaimer = job.resolved.brand.notices, job.resolved.handout.disclaimer
    line = longest_line(job, max(sum(map(len, notices)), len(disclaimer)))
    mostly_notices = count_words(notices) > count_words(disclaimer)
    return line or (notices[0].place() if mostly_notices else disclaimer.place())


def longest_line(job: Job, least: int) -> Place | None:
    """Where the longest of the lines stands that are on every handout, if it is longer than so many characters."""
    handout, brand, contact = job.resolved.handout, job.resolved.brand, job.resolved.brand.contact
    named = (brand.name, brand.tagline, contact.hours, brand.formats, brand.emergency, handout.version, handout.id)
    reviewers = (line for reviewer in handout.reviewers for line in (reviewer.name, reviewer.role))
    lines = [(len(line), line.place()) for line in (*named, *reviewers) if line]
    lines += [(len(way), contact.place) for way in (contact.web, contact.email, contact.portal) if way]
    lines += [(sum(map(len, contact.address)), line.place()) for line in contact.address[:1]]
    length, place = max(lines)
    return place if length > max(least, _LONG) else None


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


def too_wide(job: Job, box: Box) -> Finding:
    """What to say of a block that no type size makes narrow enough."""
    hint = "Give it fewer columns or shorter words, or choose a layout with wider columns."
    return Finding(f"{box.too_wide} for “{job.layout.title}”: words or numbers would be broken.", box.place, hint)
