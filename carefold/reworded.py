"""Whether a version was given out already, and said something else then."""

from __future__ import annotations

from carefold.approved import standing_of
from carefold.released.release import Release
from carefold.stages import Opened
from carefold.workspace import Workspace, released_of


def reworded(workspace: Workspace, opened: Opened) -> Release | None:
    """The first release of this handout, in this version, whose words were others; None where there is none.

    CarefoldError where what was given out can't be read.
    """
    released, handout = released_of(workspace), opened.handout
    if released is None:
        return None
    ours = [one for one in released.releases() if (one.handout, one.version) == (opened.name, handout.version)]
    seal = standing_of(workspace, opened, ()).seal if ours else ""  # none where a picture is gone, which others tell
    return next((one for one in ours if seal not in ("", one.seal)), None)
