"""An instrument, filled in as far as machines and people have answered: never a certification."""

from __future__ import annotations

from dataclasses import dataclass

from carefold.model.decisions import Answer


@dataclass(frozen=True, slots=True)
class Item:
    """An item with its answer, or None while it is open. A person's answer stands before the machine's."""

    number: int
    part: str
    question: str
    machine: Answer | None
    why: str
    person: Answer | None

    @property
    def answer(self) -> Answer | None:
        """What counts."""
        return self.person or self.machine

    @property
    def decided_by(self) -> str:
        """Who has answered: a person, carefold, or nobody yet."""
        return "a person" if self.person else "carefold" if self.machine else "open"


@dataclass(frozen=True, slots=True)
class Sheet:
    """One instrument: its items, and the bar that is usual for its score."""

    name: str
    key: str
    bar: int
    items: tuple[Item, ...]

    @property
    def open(self) -> tuple[Item, ...]:
        """The items that nobody has answered."""
        return tuple(item for item in self.items if item.answer is None)

    @property
    def points(self) -> int:
        """The items answered yes."""
        return sum(item.answer == "yes" for item in self.items)

    @property
    def applicable(self) -> int:
        """The items answered yes or no."""
        return sum(item.answer in ("yes", "no") for item in self.items)

    @property
    def score(self) -> int | None:
        """Points out of the applicable items, in percent; None while an item waits for a person."""
        return round(100 * self.points / self.applicable) if self.applicable and not self.open else None

    @property
    def parts(self) -> tuple[str, ...]:
        """The names of its parts, in order."""
        return tuple(dict.fromkeys(item.part for item in self.items))
