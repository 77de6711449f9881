"""One checking process, as the process that asks it has it: started, talked to, ended."""

from __future__ import annotations

import json
import pickle
import sys
from collections.abc import Callable
from contextlib import suppress
from subprocess import DEVNULL, PIPE, Popen
from threading import Event, Timer
from typing import TYPE_CHECKING, TypeAlias

from carefold.diagnostics.finding import Finding
from carefold.pdfread.stopped import too_busy, too_much
from carefold.preflight.origin import Origin
from carefold.preflight.sandbox.limits import Limits
from carefold.preflight.sandbox.talk import ENDS_OUT_OF_TIME, Answer, Request, answer_of, heard, shots_in

if TYPE_CHECKING:
    from carefold.preflight.expected import Expected

Expect: TypeAlias = "Callable[[Origin | None], Expected | None]"
# The new interpreter finds modules where this one does, and never in the current folder.
_START = (
    "import json, sys; sys.path[:] = json.loads(sys.argv[1]); from carefold.preflight.sandbox.child import main; main()"
)


class Process:
    """A new interpreter, not a fork, so that threads and other libraries of this one don't matter to it.

    It takes about a quarter of a second to start. OSError where it can't be.
    """

    def __init__(self, limits: Limits) -> None:
        command = [sys.executable, "-B", "-P", "-c", _START, json.dumps(sys.path)]
        self._limits = limits
        self._process = Popen(command, stdin=PIPE, stdout=PIPE, stderr=DEVNULL)
        self._tell(limits)
        self.served = 0

    def asked(self, request: Request, expect: Expect) -> Answer:
        """What it finds in a file; where it has found nothing, why, and then it is of no more use."""
        self.served += 1
        late = Event()

        def stop() -> None:
            late.set()
            self._process.kill()

        timer = Timer(self._limits.patience, stop)
        timer.daemon = True  # an interrupt may come before the `try`
        timer.start()
        try:
            found = self._talked(request, expect)
            if found is None:
                self._process.wait()  # it has closed its end, or is stopped when it is late
        finally:
            timer.cancel()
        return found or Answer([_why(self._limits, late.is_set(), self._process.returncode)])

    @property
    def is_out_of_time(self) -> bool:
        """Whether it has ended for want of processor time."""
        return self._process.returncode in ENDS_OUT_OF_TIME

    def end(self) -> None:
        """Let nothing of it stay behind."""
        self._process.kill()
        for stream in (self._process.stdin, self._process.stdout):
            with suppress(OSError):  # what could not be written any more
                stream.close()  # type: ignore[union-attr]
        self._process.wait()

    def _talked(self, request: Request, expect: Expect) -> Answer | None:
        """Ask, tell what is expected when that is asked back, and take the answer; None where the talk ends early.

        Pictures come after the findings: where these take too much, the findings stay.
        """
        found: Answer | None = None
        self._tell(request)
        assert self._process.stdout
        for line in self._process.stdout:
            message = heard(line)
            if "findings" in message:
                found = answer_of(message)
            if found and "shots" in message:
                found.shots = shots_in(message)
            if found and "is_clean" in message:
                found.is_clean = message["is_clean"] is True
                break
            if "origin" in message:
                origin = message["origin"]
                self._tell(expect(Origin(**origin) if origin else None))
        return found

    def _tell(self, what: object) -> None:
        asks = self._process.stdin
        assert asks
        with suppress(OSError):  # it is gone; then it does not answer either
            pickle.dump(what, asks)
            asks.flush()


def _why(limits: Limits, late: bool, code: int) -> Finding:
    """Why a process has found nothing: the computer, the PDF, or a fault."""
    if code in ENDS_OUT_OF_TIME:
        return too_much(f"the check took more than {limits.seconds:g} seconds of the processor, and was stopped.")
    if late:
        return too_busy(limits.patience)
    return too_much("the check broke down, most likely for want of memory.")
