"""Set a handout on flowing pages: header on the first, running foot on each, as many as it needs."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from itertools import islice

from carefold.diagnostics.carefold_error import CarefoldError
from carefold.imposition.sheet import page_area
from carefold.layout.arranged import best_arranged
from carefold.layout.bands import used
from carefold.layout.called_first import called_first
from carefold.layout.composition import Composition, Job, Usual, has_do_dont, has_pictures
from carefold.layout.filled_pages import fill_pages
from carefold.layout.overflow import too_wide
from carefold.layout.page_parts import PageParts, compose_parts, page_rooms
from carefold.layout.page_try import PageTry
from carefold.layout.paged_refusal import check_heights, no_page_holds, too_many_pages
from carefold.layout.placing import placed_pages
from carefold.layout.scaled import with_pictures_that_fit
from carefold.layout.sheet_more import CLOSEST
from carefold.layout.sizes import SIZE_STEP, SMALLER, Tries, largest_step

_SPACING = (1.0, 0.9, 0.8, CLOSEST)  # shares of the space between blocks that may save paper
_MOST_SAVED = 0.8  # share of what the text needs that closer and smaller type may make of it
_SHRINKING, _CLOSEST = 1.5, 0.95  # height by type size, as a power; share of it with the least space
_MUCH_WHITE = 0.8  # share of all pages: with less on them, other sizes may fill them better
_NOT_FULL, _NOT_FULL_ALONE = 0.7, 0.75  # shares of all pages of columns, and of a single page: with less, type grows
_COARSELY, _HALF_A_POINT = 4, 2  # steps of type size from one that is tried to the next, of one column and of more
_A_SHEET = 2  # pages
_SPARSE = 0.6  # share of a first page: with less on it, there is room for all that is said of whom to call
_LESS_SAID = 0.05  # badness of whom to call in the next lower form
_HALF, _A_POINT = 0.5, 2  # points from one type size to the next, for whom to call; steps down that are tried
_MORE_PAGES = 4  # pages to try beyond what the height asks for


def compose_paged(job: Job) -> Composition:
    """The handout at the layout's text size; closer or a little smaller where that saves paper, larger where there is
    room to spare on a single page.

    A layout that limits its pages takes the largest type size that fits. CarefoldError says what does not fit.
    """
    return with_pictures_that_fit(job, _compose)


def _compose(job: Job) -> Composition:
    usual = _as_usual(job, job.usual) if job.usual else None
    if usual is None and (has_pictures(job) or has_do_dont(job)):
        job, made = best_arranged(job, _tried)
    else:
        made = usual or _tried(job)
    return placed_pages(job, made.parts, made.rooms, made.pages)


def _tried(job: Job) -> PageTry:
    return _best(job, Tries(job.layout.type, lambda size: _paged(job, _try_size(job, size))))


def _as_usual(job: Job, usual: Usual) -> PageTry | None:
    """A letter in the type size that it has with blanks, if it takes no more pages and leaves none nearly white."""
    job = replace(job, abreast=usual.abreast, tallest=usual.tallest)
    try:
        parts = _try_size(job, usual.size)
    except CarefoldError:
        return None
    made = next(filter(None, (_filled(job, parts, usual.pages, share) for share in _SPACING)), None)
    if made is None or made.wide_boxes or made.nearly_empty:
        return None
    sizes, is_sparse = job.layout.type, len(made.pages) == 1 and made.last_fill < _NOT_FULL_ALONE
    if (is_sparse and usual.size < sizes.largest) or (made.words_parted and usual.size > sizes.text):
        return None
    return made if job.layout.columns > 1 else _called_first(job, made)


def _best(job: Job, tries: Tries[PageTry]) -> PageTry:
    most = job.layout.pages
    if most is not None:
        return _within(job, tries, most)
    step = tries.soundest()
    wanted = tries.at(step)
    if wanted.wide_boxes:
        raise CarefoldError(too_wide(job, box) for box in wanted.wide_boxes)
    if len(wanted.pages) == 1 and wanted.last_fill < _NOT_FULL_ALONE:
        return tries.at(largest_step(_fits(tries, 1), tries.steps, tries.steps))
    if job.layout.columns > 1:
        steps = dict.fromkeys((*range(step - _HALF_A_POINT, 0, -_HALF_A_POINT), *([0] if step else ())))
        sizes = (job.layout.type.smallest + one * SIZE_STEP for one in steps)
        return _larger(_saving(job, wanted, sizes), wanted, tries)
    return _called_first(job, _whole(job, wanted, _fuller(job, wanted, tries, step)))


def _fuller(job: Job, wanted: PageTry, tries: Tries[PageTry], step: int) -> PageTry:
    """Pages of one column as wanted; where these are not full, closer, smaller or larger ones that are fuller."""
    is_full = not wanted.nearly_empty and len(wanted.pages) != _A_SHEET and wanted.full > _MUCH_WHITE
    if is_full and not wanted.torn:
        return wanted
    evenest = _evenest(wanted, _closer(job, map(tries.at, range(step, -1, -_COARSELY)), len(wanted.pages)))
    if len(evenest.pages) == len(wanted.pages):
        larger = _as_whole(wanted, tries)
        largest = largest_step(larger, tries.steps, min(step + _COARSELY, tries.steps))
        beyond = filter(tries.is_sound, range(largest + _HALF_A_POINT, min(largest + _COARSELY, tries.steps) + 1))
        closer = _closer(job, map(tries.at, islice(beyond, 1)), len(wanted.pages))
        whole = (one for one in closer if one.words_parted <= wanted.words_parted and one.parted <= wanted.parted)
        evenest = _evenest(wanted, (evenest, tries.at(largest), *whole))
    return evenest


def _whole(job: Job, wanted: PageTry, made: PageTry) -> PageTry:
    """Pages of one column; on one more, where that costs no sheet and is better, since less is torn apart."""
    count = len(made.pages) + 1
    if not made.torn or count % _A_SHEET or count == _A_SHEET:
        return made
    spread = wanted if len(wanted.pages) == count else _filled(job, made.parts, count, *_SPACING[:-1], fewest=count)
    is_better = spread and spread.torn < made.torn and spread.badness < made.badness and not spread.nearly_empty
    return spread if spread and is_better else made


def _within(job: Job, tries: Tries[PageTry], most: int) -> PageTry:
    """The largest on so many pages at most; CarefoldError where none is."""
    first = tries.wished
    fewest = min(most, len(tries.at(first).pages)) if tries.is_sound(first) else most
    best = largest_step(_fits(tries, fewest), tries.steps, min(first, tries.steps))
    if best >= first and fewest == 1 and tries.at(best).last_fill < _NOT_FULL_ALONE:
        best = largest_step(_fits(tries, 1), tries.steps, tries.steps)  # a size that parts a word hides larger ones
    if best < 0:
        wide = [too_wide(job, box) for box in tries.at(0).wide_boxes]
        raise CarefoldError(wide or too_many_pages(job, tries.at(0).parts, most))
    return tries.at(best) if job.layout.columns > 1 else _called_first(job, tries.at(best))


def _fits(tries: Tries[PageTry], pages: int) -> Callable[[int], bool]:
    """Whether a step is sound on so many pages; and, where it is larger than wished, parts no word that is whole at
    that.
    """

    def fits(step: int) -> bool:
        first = tries.wished
        if not tries.is_sound(step) or len(tries.at(step).pages) > pages:
            return False
        if step <= first or not tries.is_sound(first):
            return True
        return tries.at(step).words_parted <= tries.at(first).words_parted

    return fits


def _as_whole(wanted: PageTry, tries: Tries[PageTry]) -> Callable[[int], bool]:
    """Whether a size takes no more pages, and parts nothing that is whole at the wanted one."""
    fits = _fits(tries, len(wanted.pages))
    return lambda step: fits(step) and tries.at(step).parted <= wanted.parted and tries.at(step).torn <= wanted.torn


def _saving(job: Job, wanted: PageTry, smaller: Iterable[float]) -> PageTry:
    """The first on less paper, closer or in smaller type than what is wanted; that itself where none saves any."""
    target = _target(job, wanted)
    if not target:
        return wanted
    first, room = wanted.size, sum(one.height for one in page_rooms(job, wanted.parts, target))
    for size in (first, *smaller):
        if wanted.ink * (size / first) ** _SHRINKING * _CLOSEST > room:
            continue
        parts = wanted.parts if size == first else _try_size(job, size)
        if closest := _filled(job, parts, target, _SPACING[-1]):
            return _filled(job, parts, target, *_SPACING, known=closest) or wanted
    return wanted


def _called_first(job: Job, made: PageTry) -> PageTry:
    """With whom to call at the foot of the first of several pages, which become no more by that.

    Where a little is lacking for that, or for all that can be said on a page that is white, closer or up to a point
    smaller; else as it is made. Type that has grown into the room for it shrinks again.
    """
    if len(made.pages) == 1:
        return made
    sizes, is_white = job.layout.type, used(made.pages[0]) <= _SPARSE * made.rooms[0].height
    found: list[tuple[float, PageTry]] = []
    for step in range(1 + max(_A_POINT, math.ceil((made.size - sizes.text) / _HALF))):
        size = max(made.size - step * _HALF, sizes.smallest)
        smaller = SMALLER * (made.size - size)
        forms = list(_called(job, made, made.parts if size == made.size else _try_size(job, size)))
        found += [
            (one.badness + _LESS_SAID * number + smaller, one) for number, one in enumerate(forms) if one is not None
        ]
        if size == sizes.smallest or (found and not (is_white and forms[0] is None)):
            break
    return min(found, key=lambda pair: pair[0])[1] if found else made


def _called(job: Job, made: PageTry, parts: PageParts) -> Iterator[PageTry | None]:
    """Each form of whom to call, that which says most first; None where it makes more pages, an emptier last one, or
    leaves nothing else on the first.
    """
    for form in called_first(job, parts):
        tried = _filled(job, form, len(made.pages), *_SPACING)
        if tried and len(tried.pages) < len(made.pages):
            tried = _whole(job, tried, tried)
        if tried and not tried.pages[0]:
            yield _before_notes(job, form)
        else:
            yield tried if tried and tried.nearly_empty <= made.nearly_empty else None


def _before_notes(job: Job, parts: PageParts) -> PageTry | None:
    """All text on the first of two pages, and lines to write on on the other; None without any, or without room."""
    rooms, whole = page_rooms(job, parts, 2), page_area(job.layout).height
    if not (job.filler and job.layout.forms):
        return None
    made = fill_pages(parts.flow, _SPACING, whole, 1, lambda _: rooms[:1])
    return PageTry(made.flow, rooms, [*made.pages, ()], made.share, parts) if made else None


def _larger(saved: PageTry, wanted: PageTry, tries: Tries[PageTry]) -> PageTry:
    """What is wanted in larger type, where its pages are not full and become no emptier; else what saves paper."""
    if saved is not wanted or wanted.full > _NOT_FULL:
        return saved
    whole = _as_whole(wanted, tries)
    largest = largest_step(whole, tries.steps, tries.steps)
    between = filter(whole, range(largest - _HALF_A_POINT, tries.soundest(), -_HALF_A_POINT))
    grown = (tries.at(step) for step in (largest, *between))
    fuller = (tried for tried in grown if tried.empty_columns <= wanted.empty_columns)
    return min((wanted, *fuller), key=lambda tried: tried.badness)


def _closer(job: Job, tries: Iterable[PageTry], most: int) -> Iterator[PageTry]:
    """Each with less space between its blocks too, on so many pages at most."""
    for tried in tries:
        closer = (_filled(job, tried.parts, most, share) for share in _SPACING[1:])
        yield from filter(None, (tried, *closer))


def _target(job: Job, wanted: PageTry) -> int:
    """How many pages would save paper and may be enough: one less, but a whole sheet where both sides are printed."""
    count = len(wanted.pages)
    sheet = 1 if wanted.nearly_empty or count == _A_SHEET else _A_SHEET
    target = sheet * (math.ceil(count / sheet) - 1)
    room = sum(room.height for room in page_rooms(job, wanted.parts, target)) if target else 0.0
    return target if _MOST_SAVED * wanted.ink <= room else 0


def _evenest(wanted: PageTry, tries: Iterable[PageTry]) -> PageTry:
    """On as few pages as any, that whose pages are fullest; type that is smaller than wished must be worth it."""

    def badness(tried: PageTry) -> tuple[int, float]:
        return len(tried.pages), tried.badness + SMALLER * (wanted.size - tried.size)

    return min(tries, key=badness)


def _try_size(job: Job, size: float) -> PageParts:
    """The handout's parts at a type size; CarefoldError for what no page holds."""
    parts = compose_parts(job, size)
    check_heights(job, parts)
    return parts


def _filled(
    job: Job, parts: PageParts, most: int, *shares: float, known: PageTry | None = None, fewest: int = 1
) -> PageTry | None:
    """Pages as few as the text needs, `fewest` at least, with one of those shares of space; None for more than most."""
    whole = page_area(job.layout).height
    made = fill_pages(parts.flow, shares, whole, most, lambda count: page_rooms(job, parts, count), known, fewest)
    return PageTry(made.flow, made.rooms, made.pages, made.share, parts) if made else None


def _paged(job: Job, parts: PageParts) -> PageTry:
    """On as many pages as it takes; CarefoldError for what no number of pages holds."""
    most = _MORE_PAGES + 2 * len(parts.flow)
    made = _filled(job, parts, most, *_SPACING[:-1])
    if made is None:
        raise no_page_holds(job, parts, most)
    return made
