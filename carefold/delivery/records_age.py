"""Records that are old: who has died, moved or said no since then is not in them."""

from __future__ import annotations

import datetime

from carefold.diagnostics.carefold_error import CarefoldError
from carefold.diagnostics.exit_code import ExitCode
from carefold.diagnostics.finding import Finding
from carefold.merge.records import Records

_OLD = datetime.timedelta(days=7)


def refuse_old(records: Records, moment: datetime.datetime) -> None:
    """CarefoldError for a file of records that was written more than a week before a moment."""
    changed = datetime.datetime.fromtimestamp(records.path.stat().st_mtime, datetime.UTC)
    if moment - changed > _OLD:
        hint = "Export them anew; or say --old-records if nothing has changed since."
        raise CarefoldError(Finding("these records are more than 7 days old.", records.place, hint), ExitCode.USAGE)
