"""Where the parts of a back stand: whom to call, and below or beside it the clinic and what closes the handout.

They are one group at the foot; what they leave white stands above them, but for little, which parts them.
"""

from __future__ import annotations

from carefold.units import INCH, Area

_LITTLE = 0.2  # share of a panel that may part the group
_NARROW, _LITTLE_IN_NARROW = 4 * INCH, 0.28  # points; more of narrow ones, which begin level with two others
_BETWEEN = 24.0  # points that part the group where white stands above it


def white_above(panel: Area, upper: float, lower: float) -> float:
    """How many points of a panel stand white above two parts of a group, one below the other."""
    rest = panel.height - upper - lower
    little = _LITTLE_IN_NARROW if panel.width < _NARROW else _LITTLE
    return rest - _BETWEEN if upper and rest > little * panel.height else 0.0


def white_above_columns(panel: Area, first: float, last: float) -> float:
    """The same above parts beside each other."""
    rest = panel.height - max(first, last)
    return rest if first and rest > _LITTLE * panel.height else 0.0
