"""Whether a version was given out already and said something else then, or says again what is withdrawn."""

from __future__ import annotations

from carefold.approval.decision import Decision
from carefold.approved import standing_of
from carefold.model.versions import is_among
from carefold.released.release import Release
from carefold.stages import Opened
from carefold.twins import split
from carefold.withdrawals import head_of
from carefold.workspace import Workspace, load_decisions, released_of


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


def is_reissued(workspace: Workspace, opened: Opened) -> bool:
    """Whether the words are those of a version that is withdrawn, as far as it was signed, given out or sealed then.

    A translation may say the same again once its original is corrected: the fault may have been there alone.
    CarefoldError as `reworded`, and for a broken chain of decisions.
    """
    handout, withdrawn = opened.handout, opened.handout.withdrawn
    if withdrawn is None or handout.is_withdrawn or _is_of_corrected(workspace, opened):
        return False
    released = released_of(workspace)
    known: list[Release | Decision] = [*(released.releases() if released else ())]
    known += load_decisions(workspace, opened.name)
    ours = (one for one in known if one.handout == opened.name and is_among(one.version, withdrawn.versions))
    seal = standing_of(workspace, opened, ()).seal
    return bool(seal) and seal in (*withdrawn.words, *(one.seal for one in ours))


def _is_of_corrected(workspace: Workspace, opened: Opened) -> bool:
    """Whether a translation was made from a version that came after what is withdrawn of its original."""
    original, tag = split(opened.name)
    head = head_of(workspace.sources, original) if tag else None
    if head is None or head.withdrawn is None or not opened.handout.translated_from:
        return False
    return not is_among(opened.handout.translated_from, head.withdrawn.versions)
