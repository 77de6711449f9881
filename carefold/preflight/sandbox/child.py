"""The process that process.py starts: it checks PDFs under limits, and tells what it found on standard output."""

from __future__ import annotations

import errno
import gc
import json
import os
import pickle
import stat
import sys
from dataclasses import asdict
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from carefold.diagnostics.finding import Finding
from carefold.pdfread.stopped import too_much, unread
from carefold.preflight.origin import Origin
from carefold.preflight.preflight import preflight_with
from carefold.preflight.sandbox.confine import confine
from carefold.preflight.sandbox.limits import Limits
from carefold.preflight.sandbox.talk import Request, findings_message, shots_message
from carefold.preflight.sandbox.traces import Traces
from carefold.preflight.shots import shots_of

if TYPE_CHECKING:
    from carefold.preflight.expected import Expected


def main() -> None:
    """Take Limits, then one Request after another until there is none, and say whether each left nothing behind."""
    asks, answers = sys.stdin.buffer, _own_output()
    limits: Limits = pickle.load(asks)
    gc.freeze()  # what is imported stays
    gc.set_threshold(100_000)  # after each file all is collected
    allowance = confine(limits)
    before = Traces.now()
    allowance.rest()
    while request := _next(asks):
        allowance.begin()
        _serve(request, limits, asks, answers)
        is_clean = not before.are_left()
        allowance.rest()
        _answer(answers, {"is_clean": is_clean})


def _next(asks: IO[bytes]) -> Request | None:
    try:
        request: Request = pickle.load(asks)
    except EOFError:
        return None
    return request


def _serve(request: Request, limits: Limits, asks: IO[bytes], answers: IO[bytes]) -> None:
    """Perhaps ask back what is expected, and answer with findings, then pictures, each message a line of JSON."""

    def expect(origin: Origin | None) -> Expected | None:
        _answer(answers, {"origin": asdict(origin) if origin else None})
        expected: Expected | None = pickle.load(asks)
        return expected

    data, findings, claims = b"", tuple[Finding, ...](), tuple[str, ...]()
    try:
        data = _read(request.path)
        report = preflight_with(data, "", expect, request.largest)
        findings, claims = report.findings, report.claims
    except OSError as error:
        findings = (unread(error),)
    except MemoryError:
        findings = (too_much(f"the file needs more than {limits.megabytes} MB of memory to be read."),)
    _answer(answers, findings_message(findings, claims))
    if request.shots:
        _answer(answers, shots_message(list(shots_of(data, findings))))


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


def _answer(answers: IO[bytes], message: dict[str, Any]) -> None:
    answers.write(json.dumps(message).encode("ascii") + b"\n")
    answers.flush()
