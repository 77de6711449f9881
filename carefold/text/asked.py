"""What layout asks of paragraphs, noted on demand: so that the same can be asked again with other values of fields."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import wraps
from typing import TypeVar, TypeVarTuple

from carefold.graphics.frame import TextLine
from carefold.model.inline import Paragraph
from carefold.structure import Element
from carefold.text.text_style import TextStyle
from carefold.text.words import Look, Word


@dataclass(frozen=True, slots=True, eq=False)
class Asked:
    """A paragraph in a style and a measure, whose leaves hang under an element: its looks and its words."""

    spans: Paragraph
    style: TextStyle
    element: Element
    measure: float
    looks: tuple[Look, ...]
    words: Sequence[Word]


@dataclass(frozen=True, slots=True, eq=False)
class Lined:
    """The lines that words were broken into: which of them starts each."""

    words: Sequence[Word]
    style: TextStyle
    measure: float
    starts: Sequence[int]


@dataclass(frozen=True, slots=True, eq=False)
class DrawnLine:
    """What was drawn of the words from `start` on, up to that numbered `end`."""

    item: TextLine
    words: Sequence[Word]
    start: int
    end: int


@dataclass(frozen=True, slots=True, eq=False)
class Weighed:
    """What was decided by how much room some texts need: by which function, of what, and its answer."""

    decide: Callable[..., object]
    of: tuple[object, ...]
    answer: object


@dataclass(slots=True)
class Notes:
    """What was asked, decided and drawn, in this order."""

    asked: list[Asked] = field(default_factory=list)
    weighed: list[Weighed] = field(default_factory=list)
    lined: list[Lined] = field(default_factory=list)
    drawn: list[DrawnLine] = field(default_factory=list)


Ts = TypeVarTuple("Ts")
T = TypeVar("T")
_notes: ContextVar[Notes | None] = ContextVar("_notes", default=None)


def taken() -> Notes | None:
    """Those that are being taken, if any are."""
    return _notes.get()


@contextmanager
def taking_notes() -> Iterator[Notes]:
    """Within this, what is asked of paragraphs is noted."""
    notes = Notes()
    with _into(notes):
        yield notes


def unnoted() -> AbstractContextManager[None]:
    """Within this, nothing is noted."""
    return _into(None)


@contextmanager
def _into(notes: Notes | None) -> Iterator[None]:
    token = _notes.set(notes)
    try:
        yield
    finally:
        _notes.reset(token)


def weighed(decide: Callable[[*Ts], T]) -> Callable[[*Ts], T]:
    """A function that decides by how much room texts need: its answer is noted, and not what it asks of paragraphs.

    Whatever it is told must be all that its answer depends on.
    """

    @wraps(decide)
    def noted(*of: *Ts) -> T:
        notes = _notes.get()
        if notes is None:
            return decide(*of)
        with unnoted():
            answer = decide(*of)
        notes.weighed.append(Weighed(decide, of, answer))
        return answer

    return noted
