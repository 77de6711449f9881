"""What came of a record."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from carefold.merge.refused import Refused


@dataclass(frozen=True, slots=True)
class Done:
    """A letter that is done: the number of its record, its file, and whether it was there already."""

    number: int
    name: str
    is_new: bool


Step: TypeAlias = Done | Refused
