"""Set a handout as a booklet: the cover, pages of text, pages for notes where some are left over, the back cover."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from carefold.diagnostics.carefold_error import CarefoldError
from carefold.diagnostics.finding import Finding
from carefold.imposition.sheet import Panel, page_area
from carefold.layout.back_panel import white_above
from carefold.layout.bands import Room, used
from carefold.layout.booklet_parts import ABOVE_FOOT, BookletParts, compose_parts, cover_panel
from carefold.layout.boxes import Box, height, wide_boxes
from carefold.layout.composition import Composition, Fill, Job, Placed, has_pictures, placed
from carefold.layout.evened import evened
from carefold.layout.filled_pages import FilledPages, fill_pages
from carefold.layout.filler import compose_fillers
from carefold.layout.framing import Draft, composed
from carefold.layout.furniture import BELOW_TEXT, compose_footer
from carefold.layout.left_over import left_over, too_high
from carefold.layout.overflow import too_wide
from carefold.layout.page_parts import BELOW_CALLING
from carefold.layout.scaled import with_pictures_that_fit, with_smaller_pictures
from carefold.layout.sizes import SMALLER, Tries, count_lines
from carefold.layout.styles import WRITING_LINE
from carefold.layout.together import settled
from carefold.structure import Element
from carefold.units import Area

_COVERS = 2  # pages: front and back
_SHEET = 4  # pages of a folded sheet
_SPACING = (1.0, 0.9, 0.8)  # shares of the space between blocks that may save a sheet
_MOST_SAVED = 0.85  # share of what the text needs that closer and smaller type may make of it
_COARSELY = 2  # steps of type size from one that is tried to the next
_MORE_PAGES = 4  # pages to try beyond what the height asks for
_WORTH_NOTES, _MUCH_WHITE = 0.25, 0.5  # shares of a page that is left: it has notes, also where pages of them follow
_MUCH_WHITE_BEFORE = 0.4  # share of a page that is white before the last
_ABOVE_NOTES, _BELOW_NOTES = 24.0, 10.0  # points between text and notes, and between these and the rule below a page
_ONLY_LINES = 0.3  # badness of a page with nothing but lines to write on


@dataclass(frozen=True)
class _Try(FilledPages):
    """A handout at one type size, on the pages between the covers."""

    parts: BookletParts

    @cached_property
    def wide_boxes(self) -> list[Box]:
        """Boxes that can't stay as they are at this size."""
        return list(wide_boxes((*self.parts.flow, *self.parts.back)))

    @cached_property
    def words_parted(self) -> int:
        """How many words are longer than their lines."""
        return self.parts.root.all_parted


def compose_booklet(job: Job) -> Composition:
    """The handout on as few sheets as its text needs; with room to spare at the largest type that needs no more.

    Pictures are smaller where that saves a sheet. CarefoldError says what does not fit.
    """
    made = with_pictures_that_fit(job, _compose)
    if has_pictures(job) and _pages_for_notes(made) > 1:
        for smaller in map(_compose, with_smaller_pictures(job)):
            if len(smaller.frames) < len(made.frames):
                return smaller
    return made


def _pages_for_notes(made: Composition) -> int:
    """Those without text."""
    return len(made.frames) - 1 - len(made.fills)


def _compose(job: Job) -> Composition:
    tries = Tries(job.layout.type, lambda size: _filled(job, _try_size(job, size), *_SPACING))
    step = tries.soundest()
    wanted = tries.at(step)
    if wanted.wide_boxes:
        raise CarefoldError(too_wide(job, box) for box in wanted.wide_boxes)
    closer = _saving(job, wanted, map(tries.at, range(step, -1, -1)))
    if closer is not None:
        return _place(job, _called_first(job, closer))
    is_loose = _is_loose(job, wanted)
    as_few = _as_few(job, wanted, tries)
    if not as_few(tries.steps) or tries.at(tries.steps).torn > wanted.torn:
        _try_larger(as_few, step, tries.steps, all_of_them=is_loose)
    larger = (tries.at(one) for one in tries.tried if one >= step and as_few(one))
    whole = (tried for tried in larger if tried.torn <= wanted.torn)
    chosen = min(whole, key=lambda tried: _badness(job, tried))
    smaller = [tries.at(one) for one in range(step + 1) if as_few(one)]
    return _place(job, _called_first(job, _least_torn(job, chosen, smaller)))


def _called_first(job: Job, made: _Try) -> _Try:
    """With whom to call at the foot of page 2, where that takes no more sheets, tears nothing, and empties no page."""
    tried = _filled(job, made.parts.with_call(job), *_SPACING)
    is_as_good = _total(job, tried) <= _total(job, made) and tried.torn <= made.torn and all(tried.pages)
    return tried if is_as_good else made


def _try_larger(as_few: Callable[[int], bool], step: int, steps: int, *, all_of_them: bool) -> None:
    """Try larger sizes in even strides, up to one that needs more pages, and the one halfway to it; or all of them."""
    for larger in range(step + _COARSELY, steps, _COARSELY):
        if not as_few(larger) and not all_of_them:
            break
        step = larger
    if step + 1 < steps:
        as_few(step + 1)


def _least_torn(job: Job, chosen: _Try, smaller: Sequence[_Try]) -> _Try:
    """What is chosen; where it parts what belongs together, one on all pages that there are, or a smaller one."""
    if not chosen.torn:
        return chosen
    all_pages = _total(job, chosen) - _COVERS
    spread = (_filled(job, tried.parts, *_SPACING, fewest=all_pages) for tried in (chosen, *smaller))
    fit = (tried for tried in spread if len(tried.pages) == all_pages)
    return min((chosen, *smaller, *fit), key=lambda tried: (tried.torn, _badness(job, tried)))


def _is_loose(job: Job, wanted: _Try) -> bool:
    """Whether a page is nearly half empty, the last left out, though another is left over."""
    rooms = zip(wanted.pages[:-1], wanted.rooms, strict=False)
    emptiest = max((1 - used(bands) / room.height for bands, room in rooms), default=0.0)
    return emptiest > _MUCH_WHITE_BEFORE and len(wanted.pages) + _COVERS < _total(job, wanted)


def _as_few(job: Job, wanted: _Try, tries: Tries[_Try]) -> Callable[[int], bool]:
    """Whether a larger size takes no more pages, and parts nothing that was whole."""
    total = _total(job, wanted)

    def as_few(step: int) -> bool:
        if not tries.is_sound(step):
            return False
        tried = tries.at(step)
        alike = tried.parts.urgent_last == wanted.parts.urgent_last and tried.words_parted <= wanted.words_parted
        return alike and tried.parted <= wanted.parted and _total(job, tried) <= total

    return as_few


def _badness(job: Job, tried: _Try) -> float:
    """What is white on the pages, what they part, how many have only lines, and how small the type is."""
    notes = _total(job, tried) - _COVERS - len(tried.pages)
    return tried.badness + _ONLY_LINES * notes - SMALLER * tried.parts.setting.styles.text.size


def _total(job: Job, tried: _Try) -> int:
    """Pages with the covers: whole sheets, where they are folded together."""
    count = len(tried.pages) + _COVERS
    return count + (-count % _SHEET if job.layout.impose == "saddle-stitch" else 0)


def _saving(job: Job, wanted: _Try, tries: Iterable[_Try]) -> _Try | None:
    """The first on one sheet less, closer or smaller than what is wanted; None where nothing saves one."""
    target = _total(job, wanted) - _SHEET - _COVERS
    if job.layout.impose != "saddle-stitch" or target < 1:
        return None
    needed = _MOST_SAVED * sum(band.above + band.ink for bands in wanted.pages for band in bands)
    if needed > sum(room.height for room in _rooms(job, wanted.parts, target)):
        return None
    for tried in tries:
        for share in _SPACING:
            closer = _filled(job, tried.parts, share) if share < 1.0 else tried
            if len(closer.pages) <= target:
                return closer
    return None


def _try_size(job: Job, size: float) -> BookletParts:
    """The handout's parts at a type size; CarefoldError for what no page holds."""
    parts, room = compose_parts(job, size), page_area(job.layout).height
    high = too_high(parts.flow, room, room)
    if high:
        lines = count_lines(high.points, parts.setting.styles.text.leading)
        hint = f"Split it, or make it shorter by {lines}."
        raise CarefoldError(Finding("this is higher than a page.", high.place, hint))
    return parts


def _rooms(job: Job, parts: BookletParts, pages: int) -> list[Room]:
    """Room on the pages between the covers; whom to call takes the foot of the first, references that of the last."""
    whole = page_area(job.layout).height
    rooms = [Room(f"page {number + _COVERS}", whole) for number in range(pages)]
    rooms[0] = replace(rooms[0], height=whole - parts.calling_height)
    rooms[-1] = replace(rooms[-1], height=rooms[-1].height - parts.references_height)
    return rooms


def _filled(job: Job, parts: BookletParts, *shares: float, fewest: int = 1) -> _Try:
    """Pages as few as the text needs, `fewest` at least, with one of those shares of the space between blocks."""
    whole, most = page_area(job.layout).height, _MORE_PAGES + 2 * len(parts.flow)
    made = fill_pages(parts.flow, shares, whole, most, lambda count: _rooms(job, parts, count), fewest=fewest)
    if made is None:
        rest = left_over(settled(parts.flow, whole), _rooms(job, parts, most))
        raise CarefoldError(Finding("this is higher than a page.", rest.place, "Split it, or make it shorter."))
    return _Try(made.flow, made.rooms, made.pages, made.share, parts)


def _place(job: Job, tried: _Try) -> Composition:
    """Cover, pages of text, notes, back, in this order on the pages and in the tree."""
    parts, layout, area = tried.parts, job.layout, page_area(job.layout)
    total, names = _total(job, tried), [room.name for room in tried.rooms]
    pages: list[list[Placed]] = [[Placed(0.0, layout.extent[1], parts.cover, "page 1")]]
    filled = evened(tried.pages, tried.rooms, parts.setting.styles.text.size, len(tried.pages) - 1)
    for room, bands in zip(tried.rooms, filled, strict=True):
        pages.append(_with_foot(job, parts, len(pages), total))
        items = [item for band in bands for item in band.items]
        pages[-1] += placed(items, area.x, area.top, room.name, area.top - room.height)
    if parts.called and parts.calling:
        parts.root.children.insert(_COVERS, parts.called)  # after cover and main point
        parts.called.parent = parts.root
        above = parts.references_height if len(tried.pages) == 1 else 0.0
        pages[1] += placed(parts.calling, area.x, area.y + BELOW_CALLING + above + height(parts.calling), names[0])
    foot = area.y + height(parts.references)
    pages[-1] += placed(parts.references, area.x, foot, names[-1])
    notes = Element("Div")
    pages += [_with_foot(job, parts, number, total) for number in range(len(pages), total - 1)]
    white = _white(tried, total, area.height)
    rooms = [(high, (number + 1) // 2) for number, _, high in white]  # a spread has one title
    fillers = compose_fillers(job.filler, rooms, notes, [parts.setting] * len(white)) if white else []
    for (number, down, _), items in zip(white, fillers, strict=True):
        pages[number] += placed(items, area.x, area.top - down, f"page {number + 1}")
    back = cover_panel(layout, f"page {total}")
    pages.append(list(_back(parts, back)))
    _finish(parts, notes)
    fills = [Fill(one.name, used(bands), one.height) for one, bands in zip(tried.rooms, filled, strict=True)]
    fills.append(Fill(back.name, height(parts.back) + height(parts.foot), back.live.height))
    whole = Area(0.0, 0.0, *layout.extent)
    draft = Draft(parts.root, pages, [(f"page {number + 1}", number, whole) for number in range(total)])
    return composed(job, draft, parts.setting.styles.text.size, fills)


def _white(tried: _Try, total: int, high: float) -> list[tuple[int, float, float]]:
    """Pages for notes: the number of each, how far down these begin, and how much room they have.

    The last page with text is one where much of it is white; its lines are level with those of a page beside it.
    """
    last, text, room = len(tried.pages), used(tried.pages[-1]), tried.rooms[-1].height
    white = [(number, 0.0, high - _BELOW_NOTES) for number in range(last + 1, total - 1)]
    called = tried.parts.calling_height if last == 1 else 0.0
    if room + called - text <= (_MUCH_WHITE if white else _WORTH_NOTES) * high:
        return white
    down = text + _ABOVE_NOTES
    down += -down % WRITING_LINE if white else 0.0
    return [(last, down, room - down - _BELOW_NOTES), *white]


def _with_foot(job: Job, parts: BookletParts, number: int, total: int) -> list[Placed]:
    """A page with nothing but its running foot; the number is that of the leaf in the hand."""
    area, footer = page_area(job.layout), compose_footer(job, parts.setting, number, total)
    return [Placed(area.x, area.y - BELOW_TEXT, footer, f"page {number + 1}")]


def _back(parts: BookletParts, back: Panel) -> Iterator[Placed]:
    live, foot, upper = back.live, height(parts.foot), height(parts.back)
    top = live.top - white_above(live, upper, foot)
    yield from placed(parts.back, live.x, top, back.name, max(live.y + foot + ABOVE_FOOT, top - upper))
    yield from placed(parts.foot, live.x, live.y + foot, back.name)


def _finish(parts: BookletParts, notes: Element) -> None:
    """Notes and back come last in the tree."""
    if notes.children:
        parts.root.adopt(notes)
    for child in parts.closing.children:
        parts.root.adopt(child)
