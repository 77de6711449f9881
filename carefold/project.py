"""A clinic's project as a program uses it: what is in it, and what can be made of it. docs/python.md has an example."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from carefold.workspace import Workspace

if TYPE_CHECKING:  # what makes and checks files is imported by whoever asks for it
    from carefold.diagnostics.report import Report
    from carefold.merge.letters import Letters
    from carefold.order import Order
    from carefold.review.review import Review
    from carefold.run import Result
    from carefold.stages import Made


@dataclass(frozen=True)
class Project(Workspace):
    """A clinic's project, opened: nothing is printed or written, and neither the clock nor the environment is read.

    All that fails is a CarefoldError, with all that is wrong.
    """

    def build(self, order: Order) -> Made:
        """The file that is ordered, reviewed and checked: `data`, `name`, `pages`, `code`; `findings` stop nothing."""
        from carefold.run import Run

        return Run(self).build(order)

    def build_all(self, orders: Iterable[Order]) -> Iterator[Result]:
        """What comes of each order, a file or an error; those of one handout follow each other, so it is read once."""
        from carefold.run import Run

        return Run(self).build_all(orders)

    def page_picture(self, order: Order, page: int = 1, *, dpi: int = 100, grey: bool = False) -> bytes:
        """A PNG of a page of the file that is ordered, counted from 1; its words are not reviewed."""
        from carefold.page_picture import page_picture

        return page_picture(self, order, page, dpi, grey=grey).data

    def merge(
        self, handout: str, records: Path, *, layout: str | None = None, brand: str | None = None,
        map_file: Path | None = None, skip_bad: bool = False, unreviewed: str = "",
    ) -> Letters:  # fmt: skip
        """The letters of a file of records, made as they are asked for: `for letter in project.merge(…)`.

        All records are judged first; bad ones are a CarefoldError, or stand in `findings` where they may be skipped.
        Relative paths start at `base`.
        """
        from carefold.merge.letter import Letter
        from carefold.merge.letters import merged

        mapped = self.base / map_file if map_file else None
        letter = Letter(self, handout, layout, brand, unreviewed)
        return merged(letter, self.base / records, mapped, skip_bad=skip_bad)

    def check(self, handout: str, *, brand: str | None = None, site: str = "", allow_expired: bool = False) -> Review:
        """What content review finds in a handout, in `report.findings`."""
        from carefold.run import Run

        return Run(self, is_proofreading=True).review(handout, brand, allow_expired, site)

    def check_pdf(
        self, path: Path, *, brand: str | None = None, site: str = "", verapdf: bool = False, shots: bool = False
    ) -> Report:
        """What is wrong with a PDF on disk, in `findings`; a relative path starts at `base`."""
        from carefold.on_disk import check_pdf
        from carefold.preflight.sandbox.sandbox import Sandbox
        from carefold.run import Run

        with Sandbox() as sandbox:
            return check_pdf(Run(self), path, brand, site, sandbox=sandbox, verapdf=verapdf, shots=shots)

    def calibrate(self, brand: str | None = None) -> bytes:
        """A PDF of two sides that shows how a printer turns and shifts paper."""
        from carefold.calibrate import calibrate

        return calibrate(self, brand)
