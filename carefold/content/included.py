"""A part that many handouts include may be right in one and wrong in another: problems in it name the handout."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from pydantic import BaseModel

from carefold.diagnostics.carefold_error import CarefoldError
from carefold.diagnostics.finding import Finding
from carefold.diagnostics.several import NAMING
from carefold.model.blocks import Include
from carefold.model.handout import Handout


@contextmanager
def naming(handout: Handout) -> Iterator[None]:
    """Add the handout to the problems that lie in files which it includes. It must not be resolved yet."""
    try:
        yield
    except CarefoldError as error:
        files = frozenset(_files(handout.sections))
        if not any(problem.in_file.file in files for problem in error.findings):
            raise
        told = (_told(problem, handout) if problem.in_file.file in files else problem for problem in error.findings)
        raise CarefoldError(told, error.exit_code) from error


def _files(value: object) -> Iterator[str]:
    if isinstance(value, Include):
        yield from (block.place.file for block in value.include)
    parts = value.__dict__.values() if isinstance(value, BaseModel) else value if isinstance(value, tuple) else ()
    for part in parts:
        yield from _files(part)


def _told(problem: Finding, handout: Handout) -> Finding:
    return replace(problem, hint=f"{problem.hint} {NAMING}{handout.place.file}.".lstrip())
