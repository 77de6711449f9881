"""A page layout: sheet, panels or flowing pages, margins and type sizes. Lengths are points."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from carefold.model.located import Located, wrong
from carefold.model.values import Flag, Length, Line, Whole
from carefold.units import INCH, SHEETS, Area


class Sheet(Located):
    """The paper."""

    size: Literal["letter", "legal", "tabloid", "a3", "a4", "a5"]
    landscape: Flag = False

    @property
    def extent(self) -> tuple[float, float]:
        """Width and height as printed."""
        width, height = SHEETS[self.size]
        return (height, width) if self.landscape else (width, height)


class Size(Located):
    """A width and a height."""

    width: Annotated[Length, Field(gt=0)]
    height: Annotated[Length, Field(gt=0)]


class Margin(Located):
    """White space: `edge` from the edges of what is cut or printed, `fold` from folds; each side may have its own."""

    edge: Annotated[Length, Field(ge=0)]
    fold: Annotated[Length, Field(ge=0)] = 0.0
    top: Annotated[Length, Field(ge=0)] | None = None
    bottom: Annotated[Length, Field(ge=0)] | None = None
    left: Annotated[Length, Field(ge=0)] | None = None
    right: Annotated[Length, Field(ge=0)] | None = None


class Window(Located):
    """Where an envelope's window shows the first page, from its left and upper edge, the sheet in the middle.

    `play` is how far the sheet may slip to either side, and up or down.
    """

    left: Annotated[Length, Field(ge=0)]
    top: Annotated[Length, Field(ge=0)]
    width: Annotated[Length, Field(gt=0)]
    height: Annotated[Length, Field(gt=0)]
    play: tuple[Annotated[Length, Field(ge=0)], Annotated[Length, Field(ge=0)]] = (0.0, 0.0)

    def shown(self, page: float, plays: int = 0) -> Area:
        """What shows of a page so many points high; with -1 wherever the sheet slips to, with 1 in any place."""
        across, down = (plays * play for play in self.play)
        high, foot = self.height + 2 * down, page - self.top - self.height - down
        return Area(self.left - across, foot, self.width + 2 * across, high)

    @model_validator(mode="after")
    def _shows_something(self) -> Self:
        if 2 * self.play[0] >= self.width or 2 * self.play[1] >= self.height:
            raise wrong("a sheet that slips so far shows nothing for sure. Hint: make `play` smaller.", "play")
        return self


class TypeSizes(Located):
    """The type sizes that a layout may use.

    `title` and `main_point` are the least for these, `closing` is that of what closes the handout. With `panels: each`
    a folded one's back has the size that fits it best.
    """

    text: Annotated[Length, Field(ge=6, le=72)]
    smallest: Annotated[Length, Field(ge=6, le=72)]
    largest: Annotated[Length, Field(ge=6, le=72)]
    notes: Annotated[Length, Field(ge=6, le=72)] = 9.0
    panels: Literal["together", "each"] = "together"
    title: Annotated[Length, Field(ge=6, le=144)] = 6.0
    main_point: Annotated[Length, Field(ge=6, le=72)] | None = None
    closing: Annotated[Length, Field(ge=6, le=72)] = 11.0

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if not self.smallest <= self.text <= self.largest:
            raise wrong(
                "the type sizes are not in order. Hint: smallest, text, largest must rise or be the same.", "text"
            )
        return self


class PanelSpec(Located):
    """One panel of a folded sheet; a wide one may have columns."""

    name: Line
    width: Annotated[Length, Field(gt=0)]
    columns: Annotated[Whole, Field(ge=1, le=3)] = 1


class SideSpec(Located):
    """One side of the sheet, its panels from left to right."""

    name: Line
    panels: Annotated[tuple[PanelSpec, ...], Field(min_length=1)]


class Layout(Located):
    """One layouts/NAME.yaml. With `sides` it folds; without, text flows over as many pages as it needs.

    `flat` is the finished piece before it is folded, where that is smaller than the sheet; `page` is the size of pages
    that are put on the sheet two at a time. `twin` names the same layout for the other paper. `leaf` closes against the
    front, so that the cover goes across both. `instead` are layouts that may serve a handout too short for this one.
    `longer` names a layout for what does not fit. With a `cover`, pages are a booklet: the first is its cover, the last
    its back. `code` is the least side of a code to scan.
    """

    title: Line
    twin: Line | None = None
    longer: Line | None = None
    sheet: Sheet
    flat: Size | None = None
    page: Size | None = None
    impose: Literal["none", "two-up", "saddle-stitch"] = "none"
    pages: Annotated[Whole, Field(ge=1)] | None = None
    window: Window | None = None
    columns: Annotated[Whole, Field(ge=1, le=3)] = 1
    margin: Margin
    type: TypeSizes
    cover: Flag = False
    forms: Flag = True
    references: Literal["short", "full", "none"] = "full"
    closing: Literal["full", "brief"] = "full"
    citations: Literal["raised", "line"] = "raised"
    code: Annotated[Length, Field(ge=0, le=4 * INCH)] = 0.0
    fold: Literal["letter", "z", "half", "gate", "none"] = "none"
    duplex: Literal["short-edge", "long-edge", "none"] = "long-edge"
    bleed: Annotated[Length, Field(ge=0, le=18)] = 0.0
    flap: Annotated[Length, Field(ge=INCH / 32 - 0.01, le=INCH / 8 + 0.01)] | None = None
    creep: Annotated[Length, Field(ge=0, le=2)] = 0.0
    sides: tuple[SideSpec, ...] = ()
    flow: tuple[Line, ...] = ()
    front: Line | None = None
    leaf: Line | None = None
    back: Line | None = None
    instead: tuple[Line, ...] = ()
    marks: Literal["fold", "none"] = "none"

    @property
    def extent(self) -> tuple[float, float]:
        """Width and height of what is laid out: the flat piece, a page, or the sheet."""
        size = self.flat or self.page
        return (size.width, size.height) if size else self.sheet.extent

    @property
    def turned(self) -> bool:
        """Whether second sides stand on their head, for a printer that flips on the edge where they would not."""
        width, height = self.sheet.extent
        return self.duplex == ("long-edge" if width > height else "short-edge")

    @property
    def panel_names(self) -> tuple[str, ...]:
        """All panels, side by side."""
        return tuple(panel.name for side in self.sides for panel in side.panels)

    @model_validator(mode="after")
    def _parts_fit_the_sheet(self) -> Self:
        wide, high = self.sheet.extent
        across = 2 if self.impose != "none" else 1
        for key, size in (("flat", self.flat), ("page", self.page)):
            if size and (size.width * (across if key == "page" else 1) > wide + 0.05 or size.height > high + 0.05):
                raise wrong(f"`{key}` is larger than the sheet. Hint: make it smaller, or take a larger sheet.", key)
        if (self.impose != "none") != (self.page is not None):
            raise wrong("`page` and `impose` go together. Hint: write both, or none of them.")
        if self.flap is not None and self.fold != "letter":
            raise wrong("`flap` is for `fold: letter`. Hint: leave it out.", "flap")
        return self

    @model_validator(mode="after")
    def _wishes_agree(self) -> Self:
        for key, with_it in (("sides", self.sides), ("pages", self.pages), ("window", self.window)):
            if self.cover and with_it:
                raise wrong(f"`cover` and `{key}` don't go together. Hint: leave one of them out.", "cover")
        if self.cover and self.columns > 1:
            raise wrong("a booklet with a `cover` has one column. Hint: leave `columns` out.", "columns")
        if not self.forms and self.references != "none":
            raise wrong("`forms: false` may leave out what cites. Hint: write `references: none` too.", "forms")
        return self

    @model_validator(mode="after")
    def _panels_fill_the_sheet(self) -> Self:
        width = self.extent[0]
        for number, side in enumerate(self.sides):
            over = sum(panel.width for panel in side.panels) - width
            if abs(over) > 0.05:
                how = "wider" if over > 0 else "narrower"
                message = f"the panels of “{side.name}” are together {abs(over) / INCH:.4g}in {how} than the sheet"
                hint = "Hint: change their widths."
                raise wrong(f"{message} ({width / INCH:.5g}in). {hint}", "sides", number, "panels")
        return self

    @model_validator(mode="after")
    def _names_agree(self) -> Self:
        names = self.panel_names
        for number, name in enumerate(names):
            if name in names[:number]:
                raise wrong(f"two panels are called “{name}”. Hint: give each its own name.", "sides")
        for key in ("front", "leaf", "back"):
            name = getattr(self, key)
            if name is not None and name not in names:
                raise wrong(f"no side has a panel “{name}”. Hint: the panels are {', '.join(names) or 'none'}.", key)
        for number, name in enumerate(self.flow):
            if name not in names or name in self.flow[:number]:
                raise wrong(
                    f"“{name}” is no panel that text can flow into here. Hint: the panels are {', '.join(names)}.",
                    "flow",
                    number,
                )
        for key in ("front", "leaf"):
            if getattr(self, key) in self.flow:
                raise wrong(f"text can't flow into the cover. Hint: take “{getattr(self, key)}” out of `flow`.", key)
        if self.sides and (not self.flow or self.front is None or self.back is None):
            raise wrong("a folded layout needs `flow`, `front` and `back`. Hint: name the panels for each.")
        return self
