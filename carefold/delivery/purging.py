"""What has been kept long enough: letters, dry runs, slips and lists after days, rows of the ledger after years."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from carefold.content.content_code import signs
from carefold.delivery.recall.folder import FILES, STEM
from carefold.merge.giving import FOLDER as SLIPS
from carefold.merge.private import FOLDER as LETTERS
from carefold.twins import split
from carefold.workspace import Workspace

_ENDS = r"(?:-(?:PRINT-ONLY|refused|not-sent|slips)(?:-\d+)?\.(?:pdf|csv|jsonl)|-[^/]+\.(?:pdf|eml))"


def folders_of(project: Workspace, others: Iterable[Path] = ()) -> list[Path]:
    """Where letters, dry runs and slips lie."""
    home = project.sources.home
    return [folder for folder in (home / LETTERS, home / SLIPS, *others) if folder.is_dir()]


def old_files(project: Workspace, folders: Iterable[Path], moment: datetime.datetime) -> Iterator[Path]:
    """Files of ours in these folders that are older than `keep:` of project.yaml, and in those of recalls in them.

    Links are never followed.
    """
    names = sorted({split(name)[0] for name in project.handouts})
    stems = "|".join(re.escape(stem) for name in names for stem in (name, f"letter-{signs(name)}"))
    ours = re.compile(rf"(?:{stems}){_ENDS}") if stems else re.compile(r"(?!)")
    limit = (moment - datetime.timedelta(days=project.settings.keep)).timestamp()
    for folder in folders:
        for path in sorted(folder.iterdir()):
            if path.name.startswith(STEM) and path.is_dir() and not path.is_symlink():
                yield from (one for one in sorted(path.iterdir()) if FILES.fullmatch(one.name) and _is_old(one, limit))
            elif ours.fullmatch(path.name) and _is_old(path, limit):
                yield path


def _is_old(path: Path, limit: float) -> bool:
    return path.is_file() and not path.is_symlink() and path.stat().st_mtime < limit


def retained_from(project: Workspace, moment: datetime.datetime) -> datetime.datetime:
    """The time from which on the ledger's rows are kept."""
    year = moment.year - project.settings.retain
    day = min(moment.day, 28) if moment.month == 2 else moment.day
    return moment.replace(year=year, day=day)
