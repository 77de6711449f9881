"""Keeps a PDF that is the same for everybody in released/: there before it leaves the house, told of once it has."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from hashlib import sha256

from carefold.approved import standing_of
from carefold.batch.inputs import tools
from carefold.diagnostics.carefold_error import CarefoldError
from carefold.merge.letter import Letter
from carefold.merge.recipient import Recipient
from carefold.naming import brand_in_names
from carefold.pipeline import checked, make
from carefold.released.folder import Released
from carefold.released.release import Approver, Release
from carefold.review.review import Review
from carefold.stages import Made, Opened
from carefold.workspace import Workspace, released_of

_TOOLS = ("carefold", "python", "reportlab")


@dataclass(frozen=True)
class Keeper:
    """One PDF of a project, and what is to be told of it."""

    released: Released
    release: Release
    data: bytes = field(repr=False)

    def begin(self) -> None:
        """Have it there before it is handed over; CarefoldError where it can't be kept, so that it must not leave."""
        self.released.lay_down(self.data)

    def end(self, *, stayed: bool) -> None:
        """Tell that it has left the house, or may have; take it back where it has `stayed`."""
        if stayed:
            self.released.take_back(self.data)
        else:
            self.released.note(self.release, self.data)


class Keepers:
    """Those of a letter by language and site, where a record has no values for it; made when they are needed."""

    def __init__(self, letter: Letter, *, verapdf: bool = False) -> None:
        """`verapdf` as `keeper_of` has it."""
        self._letter, self._verapdf = letter, verapdf
        self._made = dict[tuple[str, str], Keeper | None]()

    def of(self, to: Recipient) -> Keeper | None:
        """That of a recipient's PDF; None for one that holds values."""
        letter, key = self._letter, (to.language, to.site)
        if to.record:
            return None
        if key not in self._made:
            project, variant = letter.project, letter.variant(*key)
            made = checked(project, make(project, variant.order_for(to.record), variant.content))
            opened = variant.content.opened
            self._made[key] = keeper_of(project, made, variant.review, opened, verapdf=self._verapdf)
        return self._made[key]


def keeper_of(
    project: Workspace, made: Made, review: Review, opened: Opened, *, verapdf: bool = False
) -> Keeper | None:
    """That of a finished file without a record, which was reviewed and checked; None outside of a project.

    With `verapdf` veraPDF looks at it first: CarefoldError where it rejects the file, or is not installed.
    """
    released = released_of(project)
    if released is None:
        return None
    kept = _held_to(made) if verapdf else ()
    order, handout = made.order, opened.handout
    versions = tools()
    found = (*review.report.findings, *made.findings)
    release = Release(
        sha256=sha256(made.data).hexdigest(), handout=order.source, language=str(handout.language),
        title=str(handout.title), version=str(handout.version), code=made.code, layout=order.layout,
        edition=str(order.edition), brand=brand_in_names(project, order.brand), site=order.site, pages=made.pages,
        date=project.today.isoformat(), seal=standing_of(project, opened, ()).seal,
        approved_by=tuple(
            Approver(name=str(one.name), role=str(one.role), date=one.date.isoformat()) for one in handout.reviewers
        ),
        unreviewed=order.unreviewed, checks=dict(sorted(Counter(one.code for one in found if one.code).items())),
        verapdf=kept, tools={name: versions[name] for name in _TOOLS},
    )  # fmt: skip
    return Keeper(released, release, made.data)


def _held_to(made: Made) -> tuple[str, ...]:
    """The standards that veraPDF has found a file to keep."""
    from carefold.preflight.verapdf import standards, validate

    (report,) = validate([made.data])
    if report.findings:
        raise CarefoldError(report.findings)
    return standards()
