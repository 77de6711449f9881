"""A part that many handouts include may be right in one and wrong in another: problems in it name the handout."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from carefold.diagnostics.carefold_error import CarefoldError
from carefold.diagnostics.several import naming_handout
from carefold.model.blocks import Include
from carefold.model.handout import Handout
from carefold.model.walk import all_of


@contextmanager
def naming(handout: Handout) -> Iterator[None]:
    """Add the handout to the problems that lie in files which it includes. It must not be resolved yet."""
    try:
        yield
    except CarefoldError as error:
        files = frozenset(block.place.file for one in all_of(Include, handout.sections) for block in one.include)
        if not any(problem.in_file.file in files for problem in error.findings):
            raise
        told = (
            naming_handout(problem, handout.place.file) if problem.in_file.file in files else problem
            for problem in error.findings
        )
        raise CarefoldError(told, error.exit_code) from error
