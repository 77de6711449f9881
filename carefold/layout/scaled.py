"""Pictures as large as they may be: smaller where the handout would not fit otherwise."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace

from carefold.diagnostics.carefold_error import CarefoldError
from carefold.layout.composition import Composition, Job, has_pictures
from carefold.layout.setting import WHOLE, Tallest

_TRIED = (
    Tallest(1.0, 0.4), Tallest(1.0, 0.34), Tallest(1.0, 0.29), Tallest(0.85, 0.25), Tallest(0.65, 0.25),
    Tallest(0.5, 0.18), Tallest(0.38, 0.18), Tallest(0.25, 0.18), Tallest(0.25, 0.15), Tallest(0.22, 0.13),
    Tallest(0.19, 0.11), Tallest(0.16, 0.1), Tallest(0.13, 0.09), Tallest(0.11, 0.08), Tallest(0.0, 0.0),
)  # the best first: a width that an author wished for gives way last; no picture gets lower than an inch  # fmt: skip
_A_LITTLE_SMALLER = _TRIED[1:3]


def with_smaller_pictures(job: Job) -> Iterator[Job]:
    """The handout with pictures a little smaller, the largest first; none where they had to give way already."""
    if job.tallest in (WHOLE, _TRIED[0]):
        yield from (replace(job, tallest=tallest) for tallest in _A_LITTLE_SMALLER)


def pictures_in_one_column(job: Job, compose: Callable[[Job], Composition]) -> Composition | None:
    """A handout with pictures where columns are not needed for text of the wished size, if need be with pictures a
    little smaller; None for any other, and for a layout without columns.
    """
    if job.layout.columns == 1 or not has_pictures(job):
        return None
    alone = replace(job, layout=job.layout.model_copy(update={"columns": 1}), tallest=_TRIED[0])
    for one in (alone, *with_smaller_pictures(alone)):
        with suppress(CarefoldError):
            made = compose(one)
            if made.type_size >= job.layout.type.text:
                return made
    return None


def with_pictures_that_fit(job: Job, compose: Callable[[Job], Composition]) -> Composition:
    """The handout with the tallest pictures that fit; CarefoldError says what does not fit with the smallest."""
    jobs = [replace(job, tallest=tallest) for tallest in _TRIED]
    if not has_pictures(job):
        return compose(jobs[0])
    try:
        return compose(jobs[0])
    except CarefoldError:
        made = compose(jobs[-1])
    fails, fits = 0, len(jobs) - 1
    while fits - fails > 1:
        middle = (fails + fits) // 2
        try:
            made, fits = compose(jobs[middle]), middle
        except CarefoldError:
            fails = middle
    return made
