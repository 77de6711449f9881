"""A project's files of one handout in two languages, read for changing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from carefold.diagnostics.carefold_error import CarefoldError
from carefold.diagnostics.several import in_order
from carefold.model.handout import Handout
from carefold.reading.diagnose.empty import OF_DOTS
from carefold.reading.includes import Parts
from carefold.reading.validate import Checked, validate
from carefold.reading.yaml.parse import data, parse
from carefold.reading.yaml.source import Source, check_characters
from carefold.translation.sheet import Sheet
from carefold.translation.texts import Said, texts_of


@dataclass(frozen=True)
class Written:
    """A handout, its file as it is, and its texts."""

    source: Source
    handout: Handout

    @cached_property
    def sheet(self) -> Sheet:
        """The file, to be changed."""
        return Sheet(self.source)

    @cached_property
    def texts(self) -> tuple[Said, ...]:
        """Its texts, with those of what it includes."""
        return texts_of(self.handout)


def read_written(source: Source, path: Path, root: Path, shown: Callable[[Path], str]) -> Written:
    """A handout that stands, or is to stand, at a path of the project in `root`, with dots for what is unwritten.

    CarefoldError for all else that is wrong.
    """
    check_characters(source)
    parsed = parse(source)
    if parsed.root is None:
        raise CarefoldError(parsed.problems)
    found = (*parsed.problems, *Parts(root, shown).fill(parsed.root, path))
    problems = tuple(one for one in found if not one.message.endswith(OF_DOTS))
    made, wrong = validate(Handout, data(parsed.root), Checked(parsed.root, problems))
    if made is None or wrong:
        raise CarefoldError(in_order(wrong))
    return Written(source, made)
