"""PDFs from outside are read in a process of their own, under limits: what is in them is anybody's guess.

The process is a new interpreter, not a fork, so that threads and other libraries of this one don't matter to it. It
takes about a quarter of a second. carefold's own fresh bytes are checked without it (check.py).
"""

from __future__ import annotations

import json
import pickle
import signal
import sys
from base64 import b64decode
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from subprocess import DEVNULL, PIPE, Popen
from threading import Event, Timer
from typing import IO, TYPE_CHECKING, Any, TypeAlias

from carefold.diagnostics.finding import Finding, Severity, Spot
from carefold.diagnostics.report import Report, Shot
from carefold.pdfread.document import too_busy, too_much, unread
from carefold.preflight.checks.metadata import Origin
from carefold.preflight.preflight import LARGEST, preflight_with

if TYPE_CHECKING:
    from carefold.preflight.expected import Expected

OUT_OF_TIME = 97  # how the process ends that has used up its processor time
_OUT_OF_TIME = (OUT_OF_TIME, -signal.SIGXCPU) if hasattr(signal, "SIGXCPU") else (OUT_OF_TIME,)
Expect: TypeAlias = "Callable[[Origin | None], Expected | None]"
# The new interpreter finds modules where this one does, and never in the current folder.
_START = (
    "import json, sys; sys.path[:] = json.loads(sys.argv[1]); from carefold.preflight.sandbox.child import main; main()"
)


@dataclass(frozen=True, slots=True)
class Limits:
    """What one file may take: seconds of the processor, megabytes of memory (Windows can't limit that).

    `patience` is in seconds by the clock; only a busy computer needs as long.
    """

    seconds: float = 10.0
    megabytes: int = 500
    patience: float = 180.0


@dataclass(frozen=True, slots=True)
class Request:
    """What the other process is asked for."""

    path: Path
    largest: float
    limits: Limits
    shots: bool = False  # whether pages with findings are wanted as pictures


@dataclass(slots=True)
class Answer:
    """What the other process has found."""

    findings: list[Finding]
    claims: list[str] = field(default_factory=list)
    shots: list[Shot] = field(default_factory=list)


def expect_nothing(_origin: Origin | None) -> Expected | None:
    """For PDFs of which nobody knows what they must hold."""
    return None


def preflight_file(
    path: Path, expect: Expect = expect_nothing, largest: float = LARGEST, limits: Limits | None = None,
    *, shots: bool = False,
) -> Report:  # fmt: skip
    """All that is wrong with a PDF on disk; a file that can't be read, or takes too much, is a finding too.

    `expect` is called with what the PDF says it was made from, if it can be opened at all; `largest` as in preflight;
    with `shots` the report has pictures of the pages that findings have spots on.
    """
    request = Request(path.absolute(), largest, limits or Limits(), shots)
    if not sys.executable or getattr(sys, "frozen", False):
        return _here(path, expect, largest)
    found = _asked(request, expect)
    return Report(path.name, tuple(found.findings), shots=tuple(found.shots), claims=tuple(found.claims))


def _here(path: Path, expect: Expect, largest: float) -> Report:
    """The same in this process, where there is no interpreter to start."""
    try:
        data = path.read_bytes()
    except OSError as error:
        return Report(path.name, (unread(error),))
    return preflight_with(data, path.name, expect, largest)


def _asked(request: Request, expect: Expect) -> Answer:
    """The other process's answer; whatever happens, it is gone afterwards."""
    command = [sys.executable, "-B", "-P", "-c", _START, json.dumps(sys.path)]
    late = Event()
    try:
        process = Popen(command, stdin=PIPE, stdout=PIPE, stderr=DEVNULL)
    except OSError as error:
        return Answer([too_much(f"no process for the check could be started ({error.strerror or error}).")])

    def stop() -> None:
        late.set()
        process.kill()

    timer = Timer(request.limits.patience, stop)
    timer.start()
    try:
        found = _talked(process, request, expect)
        if found is None:
            process.wait()  # it has closed its end, or is stopped when it is late
    finally:
        timer.cancel()
        _end(process)
    return found or Answer([_why(request.limits, late.is_set(), process.returncode)])


def _why(limits: Limits, late: bool, code: int) -> Finding:
    """Why a process has found nothing: the computer, the PDF, or a fault."""
    if code in _OUT_OF_TIME:
        return too_much(f"the check took more than {limits.seconds:g} seconds of the processor, and was stopped.")
    if late:
        return too_busy(limits.patience)
    return too_much("the check broke down, most likely for want of memory.")


def _end(process: Popen[bytes]) -> None:
    """Let nothing of a process stay behind."""
    process.kill()
    for stream in (process.stdin, process.stdout):
        with suppress(OSError):  # what could not be written any more
            stream.close()  # type: ignore[union-attr]
    process.wait()


def _talked(process: Popen[bytes], request: Request, expect: Expect) -> Answer | None:
    """Ask, tell what is expected when that is asked back, and take the answer; None where the talk ends early.

    Pictures come after the findings: where these take too much, the findings stay.
    """
    found: Answer | None = None
    assert process.stdin and process.stdout
    _tell(process.stdin, request)
    for line in process.stdout:
        answer = _read(line)
        if "findings" in answer:
            found = Answer([_finding(**one) for one in answer["findings"]], answer["claims"])
        if found and "shots" in answer:
            found.shots = [Shot(page, tuple(box), b64decode(png)) for page, box, png in answer["shots"]]
            break
        if "origin" in answer:
            origin = answer["origin"]
            _tell(process.stdin, expect(Origin(**origin) if origin else None))
    return found


def _tell(asks: IO[bytes], what: object) -> None:
    with suppress(OSError):  # it is gone; then it does not answer either
        pickle.dump(what, asks)
        asks.flush()


def _read(line: bytes) -> dict[str, Any]:
    try:
        answer = json.loads(line)
    except json.JSONDecodeError:  # cut off where it was stopped
        return {}
    return answer if isinstance(answer, dict) else {}


def _finding(severity: str, spots: list[list[Any]], **texts: Any) -> Finding:
    return Finding(severity=Severity(severity), spots=tuple(Spot(*spot) for spot in spots), **texts)
