"""Which passages have a source: a citation in them, or in their block where that is a list, a table or a picture."""

from __future__ import annotations

from carefold.model.inline import Citation
from carefold.review.passages import Passage
from carefold.review.subject import Subject

_ALONE = ("section", "main-point", "title", "disclaimer")  # kinds of which each paragraph stands for itself


class Cited:
    """The passages of a handout that have a source."""

    def __init__(self, subject: Subject) -> None:
        """All of them are looked at once; a stem and its list, or the passages of one block, share what they cite."""
        self._near = set[int]()
        group = list[Passage]()
        for passage in subject.passages:
            if group and not _together(group[-1], passage):
                self._note(group)
                group = []
            group.append(passage)
        self._note(group)

    def near(self, passage: Passage) -> bool:
        """Whether a passage of the handout has a source."""
        return id(passage) in self._near

    def _note(self, group: list[Passage]) -> None:
        if any(isinstance(span, Citation) for passage in group for span in passage.paragraph):
            self._near.update(map(id, group))


def _together(one: Passage, other: Passage) -> bool:
    same = one.context.section == other.context.section and one.context.kind == other.context.kind
    goes_on = one.context.section == other.context.section and one.text.rstrip().endswith(":")
    return (same and one.context.kind not in _ALONE) or (goes_on and other.context.role == "item")
