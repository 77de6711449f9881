"""A decision put on record: after those that were there, and after the names that the handout itself had until then."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from carefold.approval.chain import Chain
from carefold.approval.decision import Decision
from carefold.model.handout import Handout


def signed(chain: Chain, decision: Decision, handout: Handout) -> Chain:
    """The chain with a decision at its end; `handout` is as it is written, and its reviewers are taken over once."""
    before = chain.of(decision.handout)
    last = before[-1].digest if before else ""
    added = list[Decision]()
    for one in (*(() if before else _written(handout, decision)), decision):
        added.append(replace(one, before=last))
        last = added[-1].digest
    return Chain((*chain.decisions, *added))


def _written(handout: Handout, decision: Decision) -> Iterator[Decision]:
    """Approvals of those whom the handout names; of these words only where the text is no newer than they are."""
    for one in handout.reviewers:
        is_of_these = one.date >= handout.updated
        yield replace(
            decision, name=str(one.name), role=str(one.role), date=one.date.isoformat(), decision="approved",
            seal=decision.seal if is_of_these else "", text=decision.text if is_of_these else (), accepted={},
            imported=True,
        )  # fmt: skip
