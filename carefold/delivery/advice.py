"""One thing that `carefold doctor` has looked at."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

Grade: TypeAlias = Literal["ok", "hint", "warning", "error"]
"""All right; may be better; will go wrong some day; does not work."""


@dataclass(frozen=True)
class Advice:
    """What it is about (mail, printer), how it is, and what to do."""

    about: str
    message: str
    hint: str = ""
    grade: Grade = "ok"
