"""One line of reviews.jsonl: what somebody decided about a handout's words, and what the words were."""

from __future__ import annotations

import datetime
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from hashlib import sha256
from typing import Literal, Self, get_args

Verdict = Literal["approved", "changes"]
VERDICTS: tuple[str, ...] = get_args(Verdict)


@dataclass(frozen=True)
class Decision:
    """A person's decision about a handout as it was: `seal` is of its words, references and pictures.

    `before` is the digest of the handout's line before this one, empty for its first. `accepted` has the reason for
    each finding that was accepted then. Names that were written in the handout itself are `imported`.
    """

    handout: str
    language: str
    version: str
    seal: str
    name: str
    role: str
    date: str  # of the day, as year-month-day
    decision: Verdict
    user: str  # of the computer
    accepted: Mapping[str, str]
    text: tuple[str, ...]
    imported: bool = False
    before: str = ""

    @classmethod
    def read(cls, line: str) -> Self:
        """The decision that a line holds; ValueError for a line that holds none."""
        said = json.loads(line)
        if not isinstance(said, dict) or said.keys() != {*(field.name for field in fields(cls)), _DIGEST}:
            raise ValueError("not the keys of a decision")
        del said[_DIGEST]
        texts = [said[key] for key in _TEXTS] + [*said["text"], *said["accepted"], *said["accepted"].values()]
        if not all(isinstance(text, str) for text in texts) or not isinstance(said["imported"], bool):
            raise ValueError("a value of another kind")
        if said["decision"] not in VERDICTS:
            raise ValueError("no decision that is known")
        datetime.date.fromisoformat(said["date"])
        made = cls(**{**said, "text": tuple(said["text"])})
        made.line.encode()  # UnicodeEncodeError, a ValueError, for half a character
        return made

    @property
    def line(self) -> str:
        """As it is written, without the line's end: the same keys in the same order, with their digest."""
        return _written({**asdict(self), _DIGEST: self.digest})

    @property
    def digest(self) -> str:
        """What this line and the handout's next one hold of what it says."""
        return sha256(_written(asdict(self)).encode()).hexdigest()

    @property
    def day(self) -> datetime.date:
        """When it was."""
        return datetime.date.fromisoformat(self.date)


def _written(said: Mapping[str, object]) -> str:
    return json.dumps(said, ensure_ascii=False)


_DIGEST = "digest"
_TEXTS = ("handout", "language", "version", "seal", "name", "role", "date", "decision", "user", "before")
