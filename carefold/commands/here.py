"""Where and when a command runs: the current folder, the clock, the environment. Nothing below commands/ asks them."""

from __future__ import annotations

import datetime
import getpass
import os
import sys
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from zoneinfo import ZoneInfo

from carefold.diagnostics.carefold_error import CarefoldError
from carefold.diagnostics.exit_code import ExitCode
from carefold.diagnostics.finding import Finding
from carefold.project import Project
from carefold.strays import shown_from


def project_at(root: Path | None) -> Project:
    """The project in a folder, or what is shipped, today where it is."""
    project = Project.open(root, today(), modified=source_date(), base=Path.cwd())
    zone = project.settings.time_zone
    return replace(project, today=today(zone)) if zone else project


def shown(path: Path) -> str:
    """A path as messages name it: from the current folder where it lies below."""
    return shown_from(Path.cwd(), path)


def signed_in() -> str:
    """Who is signed in on this computer, if that can be told."""
    with suppress(OSError, KeyError, ImportError):
        return getpass.getuser()
    return ""


def today(zone: str = "") -> datetime.date:
    """The date, in a time zone or this computer's; SOURCE_DATE_EPOCH stands for it where that is set."""
    moment = source_date()
    return moment.date() if moment else datetime.datetime.now(ZoneInfo(zone) if zone else None).date()


def source_date() -> datetime.datetime | None:
    """SOURCE_DATE_EPOCH where that is set; CarefoldError with ExitCode.USAGE when it is no time."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    try:
        return datetime.datetime.fromtimestamp(int(epoch), datetime.UTC) if epoch else None
    except (ValueError, OverflowError, OSError) as error:
        hint = "Set it to the seconds since 1970, or leave it out."
        problem = Finding(f"SOURCE_DATE_EPOCH is “{epoch}”, which is no time.", hint=hint)
        raise CarefoldError(problem, ExitCode.USAGE) from error


def cache_folder() -> Path | None:
    """Where this system keeps what can be made anew; None where the user has no such place."""
    usual = {"win32": os.environ.get("LOCALAPPDATA", ""), "darwin": "~/Library/Caches"}.get(sys.platform, "~/.cache")
    try:
        folder = Path(os.environ.get("XDG_CACHE_HOME") or usual).expanduser()
    except RuntimeError:  # nobody knows whose home it would be
        return None
    return folder / "carefold" if folder.is_absolute() else None
