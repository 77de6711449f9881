"""PDFs from outside are read in a process of their own, under limits: what is in them is anybody's guess.

The process reads one file after another, and is replaced after some, or as soon as a file has met a limit or left
anything behind. carefold's own fresh bytes are checked without it (preflight.py).
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from carefold.diagnostics.report import Report
from carefold.pdfread.stopped import TOO_MUCH, too_much, unread
from carefold.preflight.origin import LARGEST, Origin
from carefold.preflight.sandbox.limits import Limits
from carefold.preflight.sandbox.process import Expect, Process
from carefold.preflight.sandbox.talk import Answer, Request

if TYPE_CHECKING:
    from carefold.preflight.expected import Expected


def expect_nothing(_origin: Origin | None) -> Expected | None:
    """For PDFs of which nobody knows what they must hold."""
    return None


class Sandbox:
    """Where PDFs are read, as long as a `with` lasts; the first file starts the process."""

    def __init__(self, limits: Limits | None = None) -> None:
        self._limits = limits or Limits()
        self._process: Process | None = None

    def __enter__(self) -> Sandbox:
        return self

    def __exit__(self, *_error: object) -> None:
        self._end()

    def preflight(
        self, path: Path, expect: Expect = expect_nothing, largest: float = LARGEST, *, shots: bool = False
    ) -> Report:
        """All that is wrong with a PDF on disk; a file that can't be read, or takes too much, is a finding too.

        `expect` is called with what the PDF says it was made from, if it can be opened at all; `largest` as in
        preflight; with `shots` the report has pictures of the pages that findings have spots on.
        """
        if not sys.executable or getattr(sys, "frozen", False):
            return _here(path, expect, largest)
        found = self._asked(Request(path.absolute(), largest, shots), expect)
        return Report(path.name, tuple(found.findings), shots=tuple(found.shots), claims=tuple(found.claims))

    def _asked(self, request: Request, expect: Expect) -> Answer:
        """What a process says of a file; of what is too much for one that has read others, a new one says it."""
        try:
            process = self._process = self._process or Process(self._limits)
        except OSError as error:
            return Answer([too_much(f"no process for the check could be started ({error.strerror or error}).")])
        answer: Answer | None = None
        try:
            answer = process.asked(request, expect)
        finally:
            if answer is None or not answer.is_clean or process.served >= self._limits.files:
                self._end()
        if process.served > 1 and _is_too_much(answer) and not process.is_out_of_time:
            return self._asked(request, expect)
        return answer

    def _end(self) -> None:
        if self._process:
            self._process.end()
            self._process = None


def _is_too_much(answer: Answer) -> bool:
    return any(finding.code == TOO_MUCH for finding in answer.findings)


def preflight_file(
    path: Path, expect: Expect = expect_nothing, largest: float = LARGEST, limits: Limits | None = None,
    *, shots: bool = False,
) -> Report:  # fmt: skip
    """The same for one file, in a process for it alone."""
    with Sandbox(limits) as sandbox:
        return sandbox.preflight(path, expect, largest, shots=shots)


def _here(path: Path, expect: Expect, largest: float) -> Report:
    """The same in this process, where there is no interpreter to start."""
    try:
        data = path.read_bytes()
    except OSError as error:
        return Report(path.name, (unread(error),))
    from carefold.preflight.preflight import preflight_with  # with pypdf

    return preflight_with(data, path.name, expect, largest)
