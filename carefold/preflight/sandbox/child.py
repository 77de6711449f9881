"""The process that outside.py starts: it checks one PDF under limits, and tells what it found on standard output."""

from __future__ import annotations

import errno
import json
import os
import pickle
import stat
import sys
from base64 import b64encode
from dataclasses import asdict
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from carefold.diagnostics.finding import Finding
from carefold.pdfread.document import too_much, unread
from carefold.preflight.checks.metadata import Origin
from carefold.preflight.preflight import preflight_with
from carefold.preflight.sandbox.confine import confine
from carefold.preflight.sandbox.parent import Request
from carefold.preflight.shots import shots_of

if TYPE_CHECKING:
    from carefold.preflight.expected import Expected


def main() -> None:
    """Read a Request, perhaps ask back what is expected, and answer with findings, each message a line of JSON."""
    asks, answers = sys.stdin.buffer, _own_output()
    request: Request = pickle.load(asks)

    def expect(origin: Origin | None) -> Expected | None:
        _answer(answers, {"origin": asdict(origin) if origin else None})
        expected: Expected | None = pickle.load(asks)
        return expected

    confine(request.limits)
    data, claims = b"", tuple[str, ...]()
    try:
        data = _read(request.path)
        report = preflight_with(data, "", expect, request.largest)
        findings, claims = report.findings, report.claims
    except OSError as error:
        findings = (unread(error),)
    except MemoryError:
        findings = (too_much(f"the file needs more than {request.limits.megabytes} MB of memory to be read."),)
    _answer(answers, {"findings": list(map(_as_data, findings)), "claims": claims})
    shots = shots_of(data, findings) if request.shots else ()
    _answer(answers, {"shots": [(shot.page, shot.box, b64encode(shot.png).decode("ascii")) for shot in shots]})


def _read(path: Path) -> bytes:
    """The bytes of a regular file; OSError for a pipe or a device, which may have no end."""
    if not path.is_dir() and not stat.S_ISREG(path.stat().st_mode):
        raise OSError(errno.EINVAL, "it is no regular file")
    return path.read_bytes()


def _own_output() -> IO[bytes]:
    """Standard output for our answers alone; what else is printed goes nowhere."""
    answers = os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    return answers


def _as_data(one: Finding) -> dict[str, Any]:
    return {
        "code": one.code, "severity": one.severity, "place": one.place, "message": one.message, "hint": one.hint,
        "source": one.source, "spots": one.spots,
    }  # fmt: skip


def _answer(answers: IO[bytes], message: dict[str, Any]) -> None:
    answers.write(json.dumps(message).encode("ascii") + b"\n")
    answers.flush()
