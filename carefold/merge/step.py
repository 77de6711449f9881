"""What is to be done for a record, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from carefold.merge.recipient import Recipient
from carefold.merge.refused import Refused
from carefold.merge.row import Row


@dataclass(frozen=True, slots=True)
class Done:
    """A letter that is done: the number of its record, its file, and whether it was there already."""

    number: int
    name: str
    is_new: bool


@dataclass(frozen=True, repr=False)
class Due:
    """A letter that is to be made: the record as its file has it, whom it is for, its name, and what it is made of."""

    row: Row
    recipient: Recipient
    name: str
    digest: str


Step: TypeAlias = Done | Refused
