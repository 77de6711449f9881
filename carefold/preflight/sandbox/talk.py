"""What the two processes say to each other: requests and expectations one way, lines of JSON the other.

What comes back may have been written by anybody's PDF, so it is never unpickled.
"""

from __future__ import annotations

import json
import signal
from base64 import b64decode, b64encode
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from carefold.diagnostics.finding import Finding, Severity, Spot
from carefold.diagnostics.report import Shot

OUT_OF_TIME = 97  # how a process ends that has used up its processor time
ENDS_OUT_OF_TIME = (OUT_OF_TIME, -signal.SIGXCPU) if hasattr(signal, "SIGXCPU") else (OUT_OF_TIME,)


@dataclass(frozen=True, slots=True)
class Request:
    """What the other process is asked for."""

    path: Path
    largest: float
    shots: bool = False  # whether pages with findings are wanted as pictures


@dataclass(slots=True)
class Answer:
    """What the other process has found; `is_clean` where nothing of this file is left in it."""

    findings: list[Finding]
    claims: list[str] = field(default_factory=list)
    shots: list[Shot] = field(default_factory=list)
    is_clean: bool = False


def findings_message(findings: Sequence[Finding], claims: Sequence[str]) -> dict[str, Any]:
    """The message that has what was found."""
    return {"findings": list(map(asdict, findings)), "claims": claims}


def shots_message(shots: Sequence[Shot]) -> dict[str, Any]:
    """The message that has pictures of pages."""
    return {"shots": [(shot.page, shot.box, b64encode(shot.png).decode("ascii")) for shot in shots]}


def heard(line: bytes) -> dict[str, Any]:
    """A message; empty where it is none."""
    try:
        message = json.loads(line)
    except ValueError:  # cut off where it was stopped
        return {}
    return message if isinstance(message, dict) else {}


def answer_of(message: dict[str, Any]) -> Answer:
    """What was found, as told in a message."""
    return Answer([_finding(**one) for one in message["findings"]], message["claims"])


def shots_in(message: dict[str, Any]) -> list[Shot]:
    """Pictures, as told in a message."""
    return [Shot(page, tuple(box), b64decode(png)) for page, box, png in message["shots"]]


def _finding(severity: str, spots: list[list[Any]], **texts: Any) -> Finding:
    return Finding(severity=Severity(severity), spots=tuple(Spot(*spot) for spot in spots), **texts)
