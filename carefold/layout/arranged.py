"""Pages arranged in the best of several ways: what to do and what not beside each other, pictures a little smaller."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from carefold.layout.composition import Job, has_do_dont, has_pictures
from carefold.layout.page_try import PageTry
from carefold.layout.scaled import with_smaller_pictures
from carefold.layout.sizes import SMALLER

_SMALLER_PICTURES = 0.03  # badness of each step that pictures are smaller than they may be
_GOOD = 0.05  # badness below which no smaller pictures are tried
_Arranged = tuple[Job, PageTry]


def best_arranged(job: Job, tried: Callable[[Job], PageTry]) -> tuple[Job, PageTry]:
    """On as few pages as any, the least bad."""
    made = [_better_abreast(job, tried)]
    if has_pictures(job) and made[0][1].badness > _GOOD:
        made += [_better_abreast(smaller, tried) for smaller in with_smaller_pictures(job)]
    wished = job.layout.type.text

    def rank(step: int) -> tuple[int, float]:
        pages = made[step][1]
        return len(pages.pages), pages.badness + step * _SMALLER_PICTURES + SMALLER * max(0.0, wished - pages.size)

    return made[min(range(len(made)), key=rank)]


def _better_abreast(job: Job, tried: Callable[[Job], PageTry]) -> _Arranged:
    """With what to do and what not below each other in a column, or beside each other across the page."""
    if job.layout.columns == 1 or not has_do_dont(job):
        return job, tried(job)
    pairs = [(one, tried(one)) for one in (replace(job, abreast=True), job)]
    return min(pairs, key=lambda pair: (len(pair[1].pages), pair[1].badness - SMALLER * pair[1].size))
