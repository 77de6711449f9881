"""What is due on a shelf, who makes it, and what came of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from carefold.batch.state import Output
from carefold.batch.task import Outcome, Task
from carefold.diagnostics.carefold_error import CarefoldError
from carefold.order import Order

Maker: TypeAlias = Callable[[Sequence[Task]], Iterator[list[Outcome]]]


@dataclass(frozen=True)
class Due:
    """An order whose file is to be made, why, in words, and a digest of each thing that it is made from."""

    order: Order
    name: str
    why: tuple[str, ...]
    inputs: Mapping[str, str]


@dataclass(frozen=True)
class Step:
    """What happened to one order: its outcome without the bytes, and the file on the shelf or what is wrong."""

    outcome: Outcome
    output: Output | None = None
    refused: CarefoldError | None = None
