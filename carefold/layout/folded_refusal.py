"""What to say of a handout that a folded sheet can't hold: which panel is full, by how much, and where to cut."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from carefold.content.plain_text import count_words, said, texts
from carefold.diagnostics.carefold_error import CarefoldError
from carefold.diagnostics.finding import Finding
from carefold.layout.bands import Room
from carefold.layout.boxes import Box, Item, Space, height, place_of, wide_boxes
from carefold.layout.composition import Job
from carefold.layout.folded_parts import Parts, Plan, back_is_over, references_over
from carefold.layout.left_over import left_over, too_high
from carefold.layout.overflow import about, longest, longest_line, too_much_text, too_wide
from carefold.layout.page_maker import fill
from carefold.layout.sizes import count_lines


def check_wishes(job: Job) -> None:
    """A wish against the order of the sections is an error."""
    flow, reached, problems = job.layout.flow, 0, []
    for section in job.resolved.handout.sections:
        wish = section.panel
        if not wish or section.urgent:
            continue
        if wish in flow:
            if flow.index(wish) < reached:
                message = f"“{section.title}” wishes for {wish}, but a section before it stands further on."
                problems.append(Finding(message, section.place, "Change the order of the sections, or the wish."))
            reached = max(reached, flow.index(wish))
    if problems:
        raise CarefoldError(problems)


def why_not(job: Job, tried: Sequence[tuple[Plan, Parts, Sequence[Room]]]) -> Iterator[Finding]:
    """What does not fit at the smallest size in the plan that holds most, and by how much."""
    plan, parts, rooms = min(tried, key=lambda one: left_over(*_by_column(one[1].flow, one[2])).points)
    yield from (too_wide(job, box) for box in wide_boxes((*parts.flow, *parts.urgent)))
    if back_is_over(plan, parts):
        yield _back_too_full(job, plan, parts)
    yield from _text_too_long(job, plan, parts, rooms)
    if over := references_over(plan, parts):
        lines = count_lines(over, parts.setting.styles.notes.leading)
        message = f"the references are {lines} higher than a panel of “{job.layout.title}”."
        hint = f"Cite fewer, or choose a layout with pages, such as {job.layout.longer or 'letter'}."
        yield Finding(message, job.resolved.references[-1].place, hint)


def _text_too_long(job: Job, plan: Plan, parts: Parts, rooms: Sequence[Room]) -> Iterator[Finding]:
    """What of the text has no room in the panels."""
    if fill(parts.flow, rooms, even=True) is not None:
        return
    unbroken = [one._replace(forced=False) if isinstance(one, Space) else one for one in parts.flow]
    if fill(unbroken, rooms, even=True) is not None:
        forced = next(at for at, one in enumerate(parts.flow) if isinstance(one, Space) and one.forced)
        message = (
            f"with the page-break before this, the text does not fit “{job.layout.title}”, and without it it does."
        )
        hint = "Take the page-break out; a section that begins in front of the flap can't go on there."
        yield Finding(message, place_of(parts.flow[forced:]), hint)
        return
    if high := too_high(parts.flow, rooms[0].height, max(room.height for room in rooms), plan.columns):
        lines = count_lines(high.points, parts.setting.styles.text.leading)
        message = f"this does not fit a panel of “{job.layout.title}”: it is {lines} higher at the smallest type size."
        hint = f"Split it, or choose a layout with pages, such as {job.layout.longer or 'letter'}."
        yield Finding(message, high.place, hint)
    columns, by_column = _by_column(parts.flow, rooms)
    if not high or height(columns) > sum(room.height for room in by_column):
        yield too_much_text(job, columns, by_column, parts.setting, job.phrases["main-point"])


def _by_column(flow: Sequence[Item], rooms: Sequence[Room]) -> tuple[list[Item], list[Room]]:
    """The list, and a room for each column of a room; what stands across them takes some of each."""
    items = [
        item._replace(height=item.height * rooms[0].columns) if isinstance(item, Box) and item.across else item
        for item in flow
    ]
    return items, [replace(room, columns=1) for room in rooms for _ in range(room.columns)]


def _back_too_full(job: Job, plan: Plan, parts: Parts) -> Finding:
    handout, style, sizes = job.resolved.handout, parts.back.styles.text, job.layout.type
    used = height(parts.urgent) + height(parts.pinned)
    over = max(back_is_over(plan, parts), style.leading)
    urgent = [section for section in handout.sections if section.urgent]
    notices, closing = job.resolved.brand.notices, handout.disclaimer
    if job.layout.closing == "brief":
        urgent, closing = [], job.resolved.brand.emergency or job.resolved.brand.name
    words = over / used * count_words(closing, notices, *urgent)
    message = f"the back of “{job.layout.title}” is too full by {count_lines(over, style.leading)}"
    message += f" at the smallest type size, {style.size:g} pt: {about(words)} are too many;"
    message += f" {sizes.largest:g} pt and all between were tried."
    if line := longest_line(
        job, sum(map(len, (closing, *notices))) + sum(len(said(text)) for text in texts(tuple(urgent)))
    ):
        return Finding(message, line, "Shorten this line, which stands on every handout.")
    shown = longest(parts.urgent, said(urgent[0].title), style.leading) if urgent else ""
    mostly = count_words(notices) > count_words(closing, *urgent)
    place = notices[0].place() if mostly else place_of(parts.urgent) if urgent else closing.place()
    what = [
        *(["the urgent sections"] if urgent else []),
        "the emergency line" if job.layout.closing == "brief" else "the disclaimer",
        *(["the brand's notices"] if notices else []),
    ]
    listed = " or ".join(filter(None, (", ".join(what[:-1]), what[-1])))
    return Finding(message, place, f"Shorten {listed}. {shown}".rstrip())
