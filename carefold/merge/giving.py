"""Passphrases for a merge: given and kept before any letter is made, and printed on slips in a folder of their own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from carefold.batch.lock import alone
from carefold.diagnostics.carefold_error import CarefoldError
from carefold.diagnostics.exit_code import ExitCode
from carefold.diagnostics.finding import Finding
from carefold.diagnostics.place import Place
from carefold.merge.merging import Merge
from carefold.merge.passphrases import Passphrases
from carefold.merge.private import is_within, keep, private_folder
from carefold.merge.protection import Protection
from carefold.merge.recipient import Recipient
from carefold.merge.refused import free
from carefold.merge.slips import Given, slips_of

FOLDER = "private-slips"


@dataclass(frozen=True)
class Slips:
    """The file of slips, as messages name it, and how many it has."""

    shown: str
    count: int


def give(merge: Merge, protection: Protection, wanted: Path | None, letters: Path) -> Slips | None:
    """Give a passphrase to each good record that has no password, and write the slips of those that have none yet.

    None where everybody has theirs. CarefoldError for a folder that is not apart from that of the letters.
    """
    project = merge.letter.project
    place = wanted or (project.sources.project or project.base) / FOLDER
    shown = project.shown(place)
    if is_within(place, letters) or is_within(letters, place):
        hint = "Whoever finds the letters would find what opens them: name another folder with --slips."
        raise CarefoldError(Finding("slips must not lie with the letters.", Place(shown), hint), ExitCode.USAGE)
    folder = private_folder(project, place)
    with alone(folder, shown, lambda: None):
        return _given(merge, protection, Passphrases(folder, shown), folder)


def _given(merge: Merge, protection: Protection, passphrases: Passphrases, folder: Path) -> Slips | None:
    project = merge.letter.project
    given = [(one, passphrases.give(one.id, one.language)) for one in _without_password(merge, protection)]
    passphrases.save()  # before they are on paper: what is on paper opens the letters
    protection.use(passphrases)
    new = [pair for pair in given if not passphrases.is_printed(pair[0].id)]
    if not new:
        return None
    slips = [Given(one.number, merge.names.name(one), one.language, said) for one, said in new]
    path = free(folder, f"{merge.letter.file_name}-slips", ".pdf")
    keep(slips_of(project, slips, merge.letter.brand), path, project.shown(path))
    passphrases.note_printed([one.id for one, _ in new])
    return Slips(project.shown(path), len(new))


def _without_password(merge: Merge, protection: Protection) -> Iterator[Recipient]:
    return (one for row, one in merge.recipients() if not row.values.get(protection.column))
