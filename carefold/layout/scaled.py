"""Pictures as large as they may be: smaller where the handout would not fit otherwise."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from carefold.diagnostics.carefold_error import CarefoldError
from carefold.layout.composition import Composition, Job, has_pictures
from carefold.layout.setting import Tallest

_TRIED = (
    Tallest(1.0, 0.4), Tallest(1.0, 0.34), Tallest(1.0, 0.29), Tallest(0.85, 0.25), Tallest(0.65, 0.25),
    Tallest(0.5, 0.18), Tallest(0.38, 0.18), Tallest(0.25, 0.18), Tallest(0.0, 0.0),
)  # the best first: a width that an author wished for gives way last; no picture gets lower than an inch  # fmt: skip
_A_LITTLE_SMALLER = _TRIED[1:3]


def with_smaller_pictures(job: Job) -> Iterator[Job]:
    """The handout with pictures a little smaller, the largest first."""
    yield from (replace(job, tallest=tallest) for tallest in _A_LITTLE_SMALLER)


def with_pictures_that_fit(job: Job, compose: Callable[[Job], Composition]) -> Composition:
    """The handout with the tallest pictures that fit; CarefoldError says what does not fit with the smallest."""
    largest, *between, smallest = (replace(job, tallest=tallest) for tallest in _TRIED)
    if not has_pictures(job):
        return compose(largest)
    try:
        return compose(largest)
    except CarefoldError:
        least = compose(smallest)
    for smaller in between:
        try:
            return compose(smaller)
        except CarefoldError:
            continue
    return least
