"""A handout set for one layout: panels or pages with what stands on them, and the logical tree."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from carefold.content.plain_text import said
from carefold.content.resolve import Resolved
from carefold.graphics.face import Family
from carefold.graphics.frame import Frame, Page
from carefold.graphics.image_files import natural_size
from carefold.graphics.surface import Surface
from carefold.languages.phrases import Phrases
from carefold.layout.block_table import compose_blocks, placed_across
from carefold.layout.blocks.callout import callout_box, inside, look, title_style
from carefold.layout.boxes import NEVER, Box, Item, Space, height
from carefold.layout.setting import WHOLE, Setting, Tallest, set_line, set_text
from carefold.layout.styles import Styles
from carefold.layout.together import held
from carefold.model.block import Block
from carefold.model.blocks import Callout, CalloutBody, ContactBlock, Foot, Keep
from carefold.model.forms import Address
from carefold.model.handout import Section
from carefold.model.inline import Paragraph
from carefold.model.layout import Layout
from carefold.model.pictures import FigureBlock
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
    mono: bool = False  # for a printer without colour
    edition: Edition = Edition.PRINT
    shift: tuple[float, float] = (0.0, 0.0)  # of second sides in the printer: points right and up
    tallest: Tallest = WHOLE  # shares of a panel or page
    listings: dict[tuple[TextStyle, float], Listing] = field(default_factory=dict)  # references by style and measure

    @property
    def fillable(self) -> bool:
        """Whether boxes and blanks are fields to fill in on a screen."""
        return self.edition is Edition.SCREEN

    def setting(self, size: float, measure: float, room: float) -> Setting:
        """The setting at a type size, for panels or pages so wide and high."""
        brand, language = self.resolved.brand, self.resolved.handout.language
        styles = Styles.of(brand, self.text, self.heading, self.layout.type, size, language, mono=self.mono)
        if self.fillable:
            styles = styles.to_fill_in()
        return Setting(
            styles, measure, brand, self.phrases, self.find_picture, compose_blocks, self.fillable,
            tallest=self.tallest.times(room),
        )  # fmt: skip


SECTION_GAP, TITLE_GAP = 16.0, 2.0
_SHORT_SECTION = 8  # lines: a shorter one is not split


def compose_sections(
    sections: Iterable[Section], parent: Element, setting: Setting, wide: Setting | None = None
) -> tuple[Item, ...]:
    """Sections one below another; a title stays with what follows. What is too wide for a column is set `wide`."""
    items: list[Item] = []
    for section in sections:
        items.append(Space(SECTION_GAP, section=said(section.title), panel=section.panel or ""))
        items += _compose_section(section, parent.add("Sect"), setting, wide)
    return tuple(items)


def _compose_section(section: Section, element: Element, setting: Setting, wide: Setting | None) -> Sequence[Item]:
    title = set_text(section.title, setting.styles.section, element, setting.measure, "H2")
    body = compose_blocks(section.blocks, element, setting, wide)
    first = next((item for item in body if isinstance(item, Box)), None)
    if first and first.across:
        title = placed_across(title)
    items = (*title, Space(TITLE_GAP, NEVER), *body)
    calls = any(isinstance(block, ContactBlock) for block in section.blocks)
    return held(items) if calls or height(items) < _SHORT_SECTION * setting.styles.text.leading else items


def compose_main_point(job: Job, parent: Element, setting: Setting) -> Box:
    """The main point in a box, first of all that is read."""
    chosen = look("note", setting.palette)
    inner = inside(setting, chosen)
    section = parent.add("Sect")
    style = title_style(inner, chosen)
    title = set_line(job.phrases["main-point"], style, section.add("H2"), inner.measure - 2 * style.size)
    content = set_text(job.resolved.handout.main_point, inner.styles.text, section, inner.measure)
    return callout_box(title, content, None, setting, chosen)


def compose_emergency(job: Job, parent: Element, setting: Setting) -> tuple[Item, ...]:
    """The brand's emergency line as a callout; resolving has dropped it where the handout has a callout of its own."""
    emergency = job.resolved.brand.emergency
    if emergency is None:
        return ()
    callout = Callout(callout=CalloutBody(kind="emergency", text=emergency))
    return (Space(SECTION_GAP), *compose_blocks((callout,), parent, setting))


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
    sections = job.resolved.handout.sections
    return any(isinstance(block, FigureBlock) for section in sections for block in blocks_within(section.blocks))


def logo_box(job: Job, height: float, widest: float) -> tuple[Box, float]:
    """The brand's logo, at most so high and wide, an artifact beside the clinic's name; and its width in points."""
    if job.logo is None:
        return Box(0.0, lambda _surface, _x, _y: None), 0.0
    file = job.logo
    natural_width, natural_height = natural_size(file)
    width = min(widest, height * natural_width / natural_height)
    height = width * natural_height / natural_width

    def draw(surface: Surface, x: float, y: float) -> None:
        with surface.untagged():
            surface.picture(file, Area(x, y - height, width, height))

    return Box(height, draw), width


def placed(items: Sequence[Item], x: float, top: float, panel: str, floor: float | None = None) -> list[Placed]:
    """Items from the top down; boxes that belong to the foot stand on the floor, where there is one."""
    made: list[Placed] = []
    pinned = height(item for item in items if _at_foot(item))
    foot = top - height(items) + pinned if floor is None else floor + pinned
    for item in items:
        if isinstance(item, Box):
            made.append(Placed(x, foot if item.at_foot else top, item, panel))
        if _at_foot(item):
            foot -= item.height
        else:
            top -= item.height
    return made


def _at_foot(item: Item) -> bool:
    return isinstance(item, Box) and item.at_foot
