"""SumatraPDF, which prints on Windows by its command line (sumatrapdfreader.org, Command-line arguments)."""

from __future__ import annotations

import ntpath
import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Self

from carefold.delivery.print_job import PrintJob
from carefold.delivery.queue import Queue
from carefold.diagnostics.carefold_error import CarefoldError
from carefold.diagnostics.exit_code import ExitCode
from carefold.diagnostics.finding import Finding
from carefold.merge.private import OWNERS_FILE

_PROGRAM = "SumatraPDF"
_PLACES = ("LOCALAPPDATA", "ProgramFiles", "ProgramFiles(x86)")
_SIDES = {"one-sided": "simplex", "two-sided-short-edge": "duplexshort", "two-sided-long-edge": "duplexlong"}
_FILE = "FILE.pdf"
_LONGEST = 600  # seconds


class Sumatra:
    """The program in a place; it can't tell which printers there are, and what they can do."""

    def __init__(self, program: str) -> None:
        self._program = program

    @classmethod
    def found(cls, environment: Mapping[str, str]) -> Self | None:
        """None where it is not installed."""
        folders = [ntpath.join(environment[name], _PROGRAM) for name in _PLACES if environment.get(name)]
        paths = os.pathsep.join([environment.get("PATH", ""), *folders])
        program = shutil.which(_PROGRAM, path=paths)
        return cls(program) if program else None

    def names(self) -> None:
        """It can't tell."""

    def usual(self) -> str:
        """Windows knows which one that is; it needs no name."""
        return ""

    def queue(self, name: str) -> Queue:
        """CarefoldError for what is no name of a printer."""
        if re.match(r"-", name) or re.search(r'["\x00-\x1f]', name):
            hint = "Write it as Settings, Printers & scanners has it."
            raise CarefoldError(Finding(f"--printer: there is no printer “{name}”.", hint=hint), ExitCode.MISSING)
        return Queue(name)

    def command(self, queue: str, job: PrintJob) -> list[str]:
        """The command that prints a file; the file's place is left open."""
        ink = "monochrome" if job.ink == "mono" else "color"
        settings = f"{job.copies}x,{_SIDES[job.sides]},noscale,paper={job.paper},{ink}"
        to = ["-print-to", queue] if queue else ["-print-to-default"]
        return [self._program, *to, "-print-settings", settings, "-silent", "-exit-when-done", _FILE]

    def send(self, queue: str, job: PrintJob, data: bytes) -> str:
        """Hand a PDF over in a file that is gone afterwards; Windows calls the job as that file is called."""
        with only_for_printing(data, job.name) as path:
            *command, _ = self.command(queue, job)
            try:
                run = subprocess.run([*command, str(path)], capture_output=True, timeout=_LONGEST, check=False)
            except (subprocess.TimeoutExpired, OSError) as error:
                hint = "Look at the printer, and try again."
                message = f"SumatraPDF has not printed it ({type(error).__name__})."
                raise CarefoldError(Finding(message, hint=hint)) from error
        if run.returncode:
            hint = "Look at the printer's name in Settings, Printers & scanners."
            raise CarefoldError(Finding("SumatraPDF could not print it.", hint=hint))
        return ""

    def waiting(self, queue: str) -> None:
        """It can't tell."""


@contextmanager
def only_for_printing(data: bytes, name: str) -> Iterator[Path]:
    """A file that only its owner may read, with a name that tells nothing, as long as this lasts."""
    plain = re.sub(r"[^\w .-]+", "-", name).strip(" .-") or "Handout"
    with tempfile.TemporaryDirectory(prefix="carefold-") as folder:
        path = Path(folder) / f"{plain}.pdf"
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), OWNERS_FILE)
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        yield path
