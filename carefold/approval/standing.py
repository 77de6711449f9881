"""How a handout stands: who has approved just these words, and what was changed since somebody did."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import Match, SequenceMatcher

from carefold.approval.decision import Decision

_AROUND = 2  # words before and after a change


@dataclass(frozen=True)
class Change:
    """Words that were, and those that are in their place; either may be empty."""

    before: str
    now: str

    def __str__(self) -> str:
        if not self.before:
            return f"“{self.now}” is new"
        return f"“{self.before}” is now “{self.now}”" if self.now else f"“{self.before}” is gone"


@dataclass(frozen=True)
class Standing:
    """The decisions about a handout, by those who made them, held against its words as they are."""

    decisions: tuple[Decision, ...]
    seal: str
    text: tuple[str, ...]

    @property
    def approved_by(self) -> tuple[Decision, ...]:
        """The approvals of just these words, one a person; none where somebody has asked for changes since."""
        ours = [one for one in self.decisions if one.seal == self.seal]
        if ours and ours[-1].decision == "changes":
            return ()
        latest = {one.name.casefold(): one for one in ours}
        return tuple(one for one in latest.values() if one.decision == "approved")

    @property
    def asked_for_changes(self) -> Decision | None:
        """Who has asked for changes of just these words, last of all."""
        ours = [one for one in self.decisions if one.seal == self.seal]
        return ours[-1] if ours and ours[-1].decision == "changes" else None

    @property
    def outdated(self) -> Decision | None:
        """The last approval, if it was of other words."""
        approved = [one for one in self.decisions if one.decision == "approved"]
        return approved[-1] if approved and not any(one.seal == self.seal for one in approved) else None

    def changes(self) -> tuple[Change, ...]:
        """What differs from what the last approval was of."""
        return changes(self.outdated.text, self.text) if self.outdated else ()


def current_on(decisions: Sequence[Decision], day: datetime.date) -> Decision | None:
    """The last approval up to a day."""
    return next((one for one in reversed(decisions) if one.decision == "approved" and one.day <= day), None)


def changes(before: Sequence[str], now: Sequence[str]) -> tuple[Change, ...]:
    """What differs between two texts, word by word, with a little of what stands around."""
    found = list[Change]()
    lines = SequenceMatcher(None, before, now, autojunk=False).get_opcodes()
    for kind, first, last, start, end in lines:
        if kind != "equal":
            found += _words(" ¶ ".join(before[first:last]).split(), " ¶ ".join(now[start:end]).split())
    return tuple(found)


def _words(before: list[str], now: list[str]) -> Iterator[Change]:
    if not before or not now:
        yield Change(" ".join(before), " ".join(now))
        return
    blocks = SequenceMatcher(None, before, now, autojunk=False).get_matching_blocks()
    inner = (one for one in blocks[:-1] if one.size > _AROUND or 0 in (one.a, one.b) or _ends(one, blocks[-1]))
    same = [*inner, blocks[-1]]
    starts = [(0, 0), *((one.a + one.size, one.b + one.size) for one in same)]
    ends = [(one.a, one.b) for one in same]
    for (first, start), (last, end) in zip(starts, ends, strict=False):
        if (first, start) != (last, end):
            yield Change(
                " ".join(before[max(first - _AROUND, 0) : last + _AROUND]),
                " ".join(now[max(start - _AROUND, 0) : end + _AROUND]),
            )


def _ends(one: Match, end: Match) -> bool:
    """Whether a block of equal words is the last of both texts."""
    return one.a + one.size == end.a and one.b + one.size == end.b
