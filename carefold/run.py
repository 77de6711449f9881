"""One run over a project: each handout is opened, resolved and reviewed once, for all its layouts and editions."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TypeVar

from carefold.diagnostics.carefold_error import CarefoldError
from carefold.model.handout import Handout
from carefold.order import Edition, Order
from carefold.pipeline import accept, checked, make, opened, resolved, reviewed
from carefold.review.review import Review
from carefold.sparse import with_advice
from carefold.stages import Content, Made
from carefold.workspace import Workspace, load_handout

K = TypeVar("K")
V = TypeVar("V")


@dataclass(frozen=True)
class Result:
    """What came of an order: the file, or the error that says why there is none."""

    order: Order
    end: Made | CarefoldError


class Run:
    """Remembers one handout at a time, never a record; what was read before it, to plan, is kept until its turn."""

    def __init__(self, workspace: Workspace, *, is_proofreading: bool = False) -> None:
        """A run over a project; a file that changes meanwhile may not be noticed.

        One that `is_proofreading` looks at the spelling too, which takes a moment and stops nothing.
        """
        self.workspace, self._is_proofreading = workspace, is_proofreading
        self._handouts: dict[str, Handout | CarefoldError] = {}
        self._contents: dict[tuple[str, str | None, str], Content | CarefoldError] = {}
        self._reviews: dict[tuple[str, str | None, bool, str], Review | CarefoldError] = {}
        self._turn = ""

    def handout(self, name: str) -> Handout:
        """A handout as it is written."""
        return _once(self._handouts, name, lambda: load_handout(self.workspace, name))

    def content(self, name: str, brand: str | None, site: str = "") -> Content:
        """A handout as it will be read, with blanks for what a record would fill in."""
        self._turn_to(name)

        def make_content() -> Content:
            return resolved(self.workspace, opened(self.workspace, name, brand, self.handout(name), site))

        return _once(self._contents, (name, brand, site), make_content)

    def review(self, name: str, brand: str | None, allow_expired: bool = False, site: str = "") -> Review:
        """What content review finds in a handout; CarefoldError for what can't be laid out."""
        content = self.content(name, brand, site)
        key = (name, brand, allow_expired, site)
        return _once(self._reviews, key, lambda: self._reviewed(content, allow_expired))

    def _reviewed(self, content: Content, allow_expired: bool) -> Review:
        return reviewed(self.workspace, content, allow_expired, is_proofread=self._is_proofreading)

    def accept(self, order: Order) -> None:
        """CarefoldError with what content review finds in an order's handout that stops a build."""
        accept(self.review(order.source, order.brand, order.allow_expired, order.site), is_draft=bool(order.draft))

    def build(self, order: Order) -> Made:
        """An order's file, reviewed and checked; CarefoldError has all that is wrong with it."""
        self.accept(order)
        content = self.content(order.source, order.brand, order.site)
        made = checked(self.workspace, make(self.workspace, order, content))
        on_paper = order.record is None and order.edition is not Edition.HTML
        return with_advice(self.workspace, made, content) if on_paper else made

    def build_all(self, orders: Iterable[Order]) -> Iterator[Result]:
        """What comes of each order; those of one handout follow each other, as the first of them stands."""
        together: dict[str, list[Order]] = {}
        for order in orders:
            together.setdefault(order.source, []).append(order)
        for order in (one for group in together.values() for one in group):
            try:
                yield Result(order, self.build(order))
            except CarefoldError as error:
                yield Result(order, error)

    def _turn_to(self, name: str) -> None:
        """Forget the handout before."""
        if name != self._turn:
            self._handouts.pop(self._turn, None)
            self._contents.clear()
            self._reviews.clear()
            self._turn = name


def _once(memory: dict[K, V | CarefoldError], key: K, make: Callable[[], V]) -> V:
    """What was made before, or failed before, for a key; made now where it was not."""
    if key not in memory:
        try:
            memory[key] = make()
        except CarefoldError as error:
            memory[key] = error
    found = memory[key]
    if isinstance(found, CarefoldError):
        raise found
    return found
