"""Who stands on a page as its reviewers: those who have approved just these words, where decisions are on record."""

from __future__ import annotations

from dataclasses import replace

from carefold.approval.chain import FILE
from carefold.approval.decision import Decision
from carefold.approval.seal import seal_of, words_of
from carefold.approval.standing import Standing
from carefold.diagnostics.place import Place
from carefold.model.handout import Reviewer
from carefold.model.located import LocatedMap
from carefold.sheet_code import pictures_of
from carefold.stages import Opened
from carefold.workspace import Workspace, load_decisions, load_references


def approved(workspace: Workspace, opened: Opened) -> Opened:
    """The handout with those as its reviewers who have approved it as it is; CarefoldError for a broken chain.

    What it says of reviewers itself counts as long as nobody has signed.
    """
    decisions = load_decisions(workspace, opened.name)
    if not decisions:
        return opened
    standing = standing_of(workspace, opened, decisions)
    reviewers = tuple(_reviewer(one) for one in standing.approved_by)
    return replace(opened, handout=opened.handout.model_copy(update={"reviewers": reviewers}), standing=standing)


def standing_of(workspace: Workspace, opened: Opened, decisions: tuple[Decision, ...]) -> Standing:
    """Decisions about a handout, held against its words as they are; a picture that is gone was approved by nobody."""
    try:
        seal = seal_of(opened.handout, load_references(workspace), pictures_of(opened))
    except (ValueError, OSError):
        seal = ""
    return Standing(decisions, seal, words_of(opened.handout))


def _reviewer(one: Decision) -> Reviewer:
    said = LocatedMap(name=one.name, role=one.role, date=one.day)
    said.place = Place(FILE)
    return Reviewer.model_validate(said)
