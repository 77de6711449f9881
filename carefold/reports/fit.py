"""How full the panels or pages of a layout are, drawn with characters."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from carefold.imposition.sheet import folded_sheet
from carefold.model.layout import Layout

_BAR = 20


def fit_lines(name: str, layout: Layout, type_size: float, full: Sequence[tuple[str, float]]) -> list[str]:
    """The folded sheet with its panels, or a bar for each page; `full` has each by name, 1 for all of it."""
    head = f"{name}: {type_size:g} pt"
    if layout.sides:
        return [head, *_sides(layout, dict(full))]
    bars = [f"  {page:8} {_bar(share)}" for page, share in full]
    return [f"{head}, {len(bars)} pages" if len(bars) > 1 else head, *bars]


def _sides(layout: Layout, full: Mapping[str, float]) -> list[str]:
    lines: list[str] = []
    sheet = folded_sheet(layout)
    for number, side in enumerate(layout.sides):
        panels = [panel for panel in sheet.panels if panel.side == number]
        widths = [max(len(panel.name), round(panel.area.width / 18)) + 2 for panel in panels]
        lines.append(f"  {side.name}")
        lines.append("  ┌" + "┬".join("─" * width for width in widths) + "┐")
        names = [f" {panel.name}".ljust(width) for panel, width in zip(panels, widths, strict=True)]
        lines.append("  │" + "│".join(names) + "│")
        for row in range(4):
            cells = [_cell(full.get(panel.name), row, width) for panel, width in zip(panels, widths, strict=True)]
            lines.append("  │" + "│".join(cells) + "│")
        shares = [_share(full.get(panel.name), width) for panel, width in zip(panels, widths, strict=True)]
        lines.append("  │" + "│".join(shares) + "│")
        lines.append("  └" + "┴".join("─" * width for width in widths) + "┘")
    return lines


def _cell(full: float | None, row: int, width: int) -> str:
    """One of four rows of a panel: filled from the top."""
    if full is None:
        return " " * width
    share = min(1.0, max(0.0, full * 4 - row))
    return f" {('█' if share >= 0.75 else '▀' if share >= 0.25 else ' ') * (width - 2)} "


def _share(full: float | None, width: int) -> str:
    return (" cover" if full is None else f" {full:.0%}").ljust(width)


def _bar(full: float) -> str:
    return f"{'█' * round(full * _BAR)}{'·' * (_BAR - round(full * _BAR))} {full:.0%}"
