"""A handout set for one layout: panels or pages with what stands on them, and the logical tree."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from carefold.content.resolve import Resolved
from carefold.diagnostics.finding import Finding
from carefold.graphics.face import Family
from carefold.graphics.frame import Frame, Page
from carefold.graphics.image_files import natural_size
from carefold.graphics.outline import left_edge, rounded
from carefold.graphics.surface import Surface
from carefold.languages.phrases import Phrases
from carefold.layout.block_table import compose_blocks
from carefold.layout.boxes import Box, Item, Space, height, stacked, with_ranges
from carefold.layout.sections import SECTION_GAP
from carefold.layout.setting import WHOLE, Setting, Tallest, set_line, set_text
from carefold.layout.styles import RADIUS, Styles
from carefold.model.block import Block
from carefold.model.blocks import Callout, CalloutBody, Foot, Keep
from carefold.model.forms import Address
from carefold.model.inline import Paragraph
from carefold.model.layout import Layout
from carefold.model.pictures import FigureBlock
from carefold.model.plans import DoDont
from carefold.model.settings import Filler
from carefold.order import Edition
from carefold.structure import Element
from carefold.text.text_style import TextStyle
from carefold.units import Area


@dataclass(frozen=True, slots=True)
class Placed:
    """A box whose upper left corner is at x, y of a page."""

    x: float
    y: float
    box: Box
    panel: str


@dataclass(frozen=True, slots=True)
class Fill:
    """How full a panel or page is: points used of those it has; not all take the handout's `text`."""

    name: str
    used: float
    room: float
    text: bool = True


@dataclass(frozen=True, slots=True)
class Composition:
    """The logical tree, what stands on panels or pages in reading order, and the pages of the file that shows them."""

    root: Element
    frames: tuple[Frame, ...]
    pages: tuple[Page, ...]
    type_size: float
    fills: tuple[Fill, ...]
    abreast: bool = False
    tallest: Tallest = WHOLE

    @property
    def full(self) -> float:
        """How full all that takes text is, 1 for all of it."""
        rooms = [fill for fill in self.fills if fill.text]
        return sum(fill.used for fill in rooms) / max(1.0, sum(fill.room for fill in rooms))


@dataclass(frozen=True, slots=True)
class Listing:
    """References as they are set, without their heading: the list's element, and its boxes."""

    element: Element
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Usual:
    """How a letter is set with blanks: its type size in points, on how many pages, what stands `abreast`, how `tallest`
    its pictures are.
    """

    size: float
    pages: int
    abreast: bool = False
    tallest: Tallest = WHOLE


@dataclass(frozen=True)
class Job:
    """Everything that is needed to set a handout in a layout."""

    resolved: Resolved
    layout: Layout
    references: tuple[Paragraph, ...]
    text: Family
    heading: Family
    phrases: Phrases
    find_picture: Callable[[str], Path]
    logo: Path | None = None
    address: Address | None = None  # stands in the window of an envelope
    photo: Path | None = None
    filler: tuple[Filler, ...] = ("notes",)  # of panels that no text reaches
    stamp: str = ""  # printed where the text is past its review date
    code: str = ""  # by which the sheet is known
    number: str = ""  # of one patient's letter
    usual: Usual | None = None  # for one patient's letter, which is set so too where that can be
    left_out: tuple[Finding, ...] = ()  # what the layout has no place for
    mono: bool = False  # for a printer without colour
    edition: Edition = Edition.PRINT
    shift: tuple[float, float] = (0.0, 0.0)  # of second sides in the printer: points right and up
    tallest: Tallest = WHOLE  # shares of a panel or page
    abreast: bool = False  # what to do and what not stand beside each other across the columns of a page
    listings: dict[tuple[TextStyle, float], Listing] = field(default_factory=dict)  # references by style and measure

    @property
    def fillable(self) -> bool:
        """Whether boxes and blanks are fields to fill in on a screen."""
        return self.edition in (Edition.SCREEN, Edition.HTML)

    def setting(self, size: float, measure: float, room: float) -> Setting:
        """The setting at a type size, for panels or pages so wide and high."""
        brand, handout = self.resolved.brand, self.resolved.handout
        styles = Styles.of(
            brand, self.text, self.heading, self.layout.type, size, handout.language, topic=handout.accent,
            mono=self.mono,
        )  # fmt: skip
        if self.fillable:
            styles = styles.to_fill_in()
        return Setting(
            styles, measure, brand, self.phrases, self.find_picture, compose_blocks, self.fillable,
            tallest=self.tallest.times(room), code=self.layout.code, folded=bool(self.layout.sides),
            abreast=self.abreast, enlarged=1.0 if self.layout.forms else self.layout.type.text / _LETTER_TEXT,
        )  # fmt: skip


_LETTER_TEXT = 12.5  # points: the text of a letter
_WIDE_LOGO = 2.5  # times as wide as high: it says the name itself
_POINT_BAR, _POINT_PADDING = 5.0, 11.0


def compose_main_point(job: Job, parent: Element, setting: Setting) -> Box:
    """The main point in a box, first of all that is read and larger than the text; it needs no sign."""
    palette, styles = setting.palette, setting.styles
    section = parent.add("Sect", kind="main-point")
    padding = min(_POINT_PADDING, styles.text.size)
    left, measure = _POINT_BAR + padding, setting.measure - _POINT_BAR - 1.6 * padding
    label = replace(styles.label, colour=palette.primary, weight="bold")
    title = set_line(job.phrases["main-point"], label, section.add("H2"), measure)
    inner = stacked((*title, Space(1.0), *set_text(job.resolved.handout.main_point, styles.point, section, measure)))
    height = inner.height + 1.3 * padding

    def draw(surface: Surface, x: float, y: float) -> None:
        if palette.frame:
            around = rounded(x + 0.4, y - height + 0.4, setting.measure - 0.8, height - 0.8, RADIUS)
            surface.paint(around, stroke=palette.frame, width=0.8)
        else:
            surface.paint(rounded(x, y - height, setting.measure, height, RADIUS), fill=palette.tint)
        surface.paint(left_edge(x, y - height, _POINT_BAR, height, RADIUS), fill=palette.primary)
        inner.draw(surface, x + left, y - 0.6 * padding)

    return Box(height, draw, inner.place, inner.too_wide)


def compose_emergency(job: Job, parent: Element, setting: Setting, *, always: bool = False) -> tuple[Item, ...]:
    """The brand's emergency line as a callout; where the handout has a callout of its own only if `always`."""
    resolved = job.resolved
    emergency = resolved.brand.emergency or (resolved.emergency if always else None)
    if emergency is None:
        return ()
    callout = Callout(callout=CalloutBody(kind="emergency", text=emergency))
    before = Space(SECTION_GAP, section=job.phrases["emergency"], closing=True)
    return (before, *compose_blocks((callout,), parent, setting))


def blocks_within(blocks: Sequence[Block]) -> Iterator[Block]:
    """All blocks of a list, those inside others too."""
    for block in blocks:
        yield block
        if isinstance(block, Keep):
            yield from blocks_within(block.keep)
        elif isinstance(block, Foot):
            yield from blocks_within(block.foot)
        elif isinstance(block, Callout):
            yield from blocks_within(block.callout.blocks)


def has_pictures(job: Job) -> bool:
    """Whether a handout has figures."""
    return _has(job, FigureBlock)


def has_do_dont(job: Job) -> bool:
    """Whether a handout says what to do and what not."""
    return _has(job, DoDont)


def _has(job: Job, kind: type[Block]) -> bool:
    sections = job.resolved.handout.sections
    return any(isinstance(block, kind) for section in sections for block in blocks_within(section.blocks))


def stands_alone(logo: Path | None) -> bool:
    """Whether a logo is so wide that it can be read, and no name stands beside it."""
    if logo is None:
        return False
    width, height = natural_size(logo)
    return width > _WIDE_LOGO * height


def logo_box(job: Job, height: float, widest: float) -> tuple[Box, float]:
    """The brand's logo, at most so high and wide; and its width in points."""
    if job.logo is None:
        return Box(0.0, lambda _surface, _x, _y: None), 0.0
    file = job.logo
    natural_width, natural_height = natural_size(file)
    width = min(widest, height * natural_width / natural_height)
    height = width * natural_height / natural_width

    def draw(surface: Surface, x: float, y: float) -> None:
        surface.picture(file, Area(x, y - height, width, height))

    return Box(height, draw), width


def placed(items: Sequence[Item], x: float, top: float, panel: str, floor: float | None = None) -> list[Placed]:
    """Items from the top down; heads say which rows they have, what belongs to the foot stands on the floor, if any."""
    made: list[Placed] = []
    pinned = height(item for item in items if _at_foot(item))
    foot = top - height(items) + pinned if floor is None else floor + pinned
    for item in with_ranges(items):
        if isinstance(item, Box):
            made.append(Placed(x, foot if item.at_foot else top, item, panel))
        if _at_foot(item):
            foot -= item.height
        else:
            top -= item.height
    return made


def _at_foot(item: Item) -> bool:
    return isinstance(item, Box) and item.at_foot
