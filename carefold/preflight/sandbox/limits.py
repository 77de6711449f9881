"""What a PDF from outside may take while it is checked."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """What one file may take: seconds of the processor, megabytes of memory (Windows can't limit that).

    `patience` is in seconds by the clock; only a busy computer needs as long. A process reads at most so many `files`.
    """

    seconds: float = 10.0
    megabytes: int = 500
    patience: float = 180.0
    files: int = 20
