"""Where a PDF comes from, and how large it may be where it goes to."""

from __future__ import annotations

from dataclasses import dataclass

LARGEST = 10.0  # megabytes: what nearly every mailbox takes


@dataclass(frozen=True, slots=True)
class Origin:
    """What a PDF of ours was made from; `edition` is print, screen or archive, `brand` empty for the usual one."""

    handout: str
    version: str
    layout: str
    edition: str
    brand: str = ""
    site: str = ""
