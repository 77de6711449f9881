"""--unreviewed REASON: giving out what nobody has vouched for yet, which the page then says."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import click

from carefold.merge.letter import Letter
from carefold.text.characters import can_be_set

_LONGEST = 80  # characters of a reason: it stands on the page

with_unreviewed: Callable[[Callable[..., Any]], Callable[..., Any]] = click.option(
    "--unreviewed", metavar="REASON", default="", help="Give out what has not been reviewed; the page says so."
)

with_verapdf: Callable[[Callable[..., Any]], Callable[..., Any]] = click.option(
    "--verapdf", is_flag=True, help="First through veraPDF; released/ keeps what it says."
)


def look_at_verapdf(letter: Letter, *, wanted: bool) -> None:
    """UsageError for letters that are not kept in released/, since each is another one."""
    if wanted and letter.terms().fields:
        raise click.UsageError("--verapdf is for handouts without fields: `carefold check LETTER.pdf --verapdf`.")


def reason_of(said: str) -> str:
    """Why something is given out unreviewed, in one short line."""
    return line_of("--unreviewed", said)


def line_of(option: str, said: str) -> str:
    """What an option says that stands on the page, in one short line."""
    reason = " ".join(said.split())
    if len(reason) > _LONGEST or not reason.isprintable():
        raise click.UsageError(f"{option} takes one line of at most {_LONGEST} characters: it stands on the page.")
    return reason


def look_at_reason(letter: Letter) -> None:
    """What stands on the page has to be in its fonts."""
    if letter.unreviewed and not can_be_set(letter.unreviewed, letter.families):
        raise click.UsageError("--unreviewed: no font has a character of this reason.")
