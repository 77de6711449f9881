"""CUPS, by its own commands: lpstat and lpoptions tell of printers, lp prints. Nothing is written but to lp's stdin."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from typing import Self

from carefold.delivery.print_job import PrintJob
from carefold.delivery.queue import Queue
from carefold.diagnostics.carefold_error import CarefoldError
from carefold.diagnostics.exit_code import ExitCode
from carefold.diagnostics.finding import Finding

_MEDIA = {
    "letter": "Letter", "legal": "Legal", "tabloid": "Tabloid", "a3": "A3", "a4": "A4", "a5": "A5",
}  # fmt: skip
_ALSO = {
    "na_letter_8.5x11in": "letter", "na_legal_8.5x14in": "legal", "na_ledger_11x17in": "tabloid", "ledger": "tabloid",
    "11x17": "tabloid", "iso_a3_297x420mm": "a3", "iso_a4_210x297mm": "a4", "iso_a5_148x210mm": "a5",
}  # fmt: skip
_COLOUR, _DUPLEX = 0x8, 0x10  # bits of printer-type (CUPS's cups.h, cups_ptype_e)
_STOPPED = "5"  # of printer-state (RFC 8011, 5.4.11)
_LONGEST, _LONGEST_SENDING = 30, 600  # seconds for an answer


class Cups:
    """The commands of an environment, which has where they are, and which server they ask."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        self._environment = {**environment, "LC_ALL": "C"}

    @classmethod
    def found(cls, environment: Mapping[str, str]) -> Self | None:
        """None where lp is not installed."""
        return cls(environment) if shutil.which("lp", path=environment.get("PATH")) else None

    def names(self) -> Sequence[str]:
        """The printers that there are, also those found on the network."""
        return self._said("lpstat", "-e").split()

    def usual(self) -> str:
        """The system's usual one."""
        before, _, name = self._said("lpstat", "-d").partition("destination:")
        return name.strip() if before.startswith("system default") else ""

    def queue(self, name: str) -> Queue:
        """What is known of a printer; a raw queue tells nothing of its device."""
        told = dict(part.partition("=")[::2] for part in _parts(self._said("lpoptions", "-p", name)))
        choices = dict(_choices(self._said("lpoptions", "-p", name, "-l")))
        kind = int(told["printer-type"]) if told.get("printer-type", "").isdecimal() else None
        if kind is None or "raw" in told.get("printer-make-and-model", "").lower().split():
            kind = None
        sides = [*choices.get("Duplex", ()), *choices.get("sides", ())]
        duplex = None if kind is None else bool(kind & _DUPLEX)
        if duplex is None and sides:  # else the choices may be those of a unit that is not built in
            duplex = any(one not in ("None", "one-sided") for one in sides)
        papers = (_paper(one) for one in (*choices.get("PageSize", ()), *choices.get("media", ())))
        return Queue(
            name, duplex, None if kind is None else bool(kind & _COLOUR),
            accepts=told.get("printer-is-accepting-jobs", "true") == "true",
            is_stopped=told.get("printer-state") == _STOPPED, papers=tuple(dict.fromkeys(filter(None, papers))),
        )  # fmt: skip

    def command(self, queue: str, job: PrintJob) -> list[str]:
        """The command that prints; each option is said, since people keep defaults of their own (lpoptions)."""
        options = {
            "sides": job.sides, "media": _MEDIA[job.paper], "print-scaling": "none", "number-up": "1",
            "collate": "true", "print-color-mode": "monochrome" if job.ink == "mono" else "color",
        }  # fmt: skip
        said = [part for name, value in options.items() for part in ("-o", f"{name}={value}")]
        return ["lp", "-d", queue, "-n", str(job.copies), "-t", job.name, *said]

    def send(self, queue: str, job: PrintJob, data: bytes) -> str:
        """Hand a PDF over through lp's stdin; the job's name, such as Desk-12. CarefoldError where it is refused."""
        out = self._run(self.command(queue, job), data, _LONGEST_SENDING)
        if out.returncode:
            reason = next(iter(out.stderr.decode(errors="replace").splitlines()), "").removeprefix("lp: ")
            message = f"the printing system refused it{f': {reason}' if reason else '.'}"
            raise CarefoldError(Finding(message, hint="`carefold doctor --printer` looks at the printers."))
        found = re.search(rf"{re.escape(queue.partition('/')[0])}-\d+", out.stdout.decode(errors="replace"))
        return found[0] if found else ""

    def waiting(self, queue: str) -> frozenset[str]:
        """The jobs that the queue has not yet printed."""
        lines = self._said("lpstat", "-W", "not-completed", "-o", queue.partition("/")[0]).splitlines()
        return frozenset(line.split()[0] for line in lines if line.split())

    def _said(self, *command: str) -> str:
        """What a command says; nothing where it fails, as it does where there are no printers."""
        return self._run(command, b"", _LONGEST).stdout.decode(errors="replace")

    def _run(self, command: Sequence[str], data: bytes, longest: int) -> subprocess.CompletedProcess[bytes]:
        """In a session of its own: Ctrl-C is for us, and what is being handed over is not cut off by it."""
        try:
            return subprocess.run(
                command, input=data, capture_output=True, env=self._environment, timeout=longest, check=False,
                start_new_session=True,
            )  # fmt: skip
        except subprocess.TimeoutExpired as error:
            message = f"the printing system has not answered `{command[0]}` for {longest} seconds."
            hint = "Is its server reachable? `lpstat -t` asks it."
            raise CarefoldError(Finding(message, hint=hint), ExitCode.MISSING) from error
        except FileNotFoundError as error:
            hint = "Install it with CUPS: on Debian and Ubuntu the package cups-client."
            raise CarefoldError(Finding(f"there is no program {command[0]}.", hint=hint), ExitCode.MISSING) from error


def _parts(said: str) -> list[str]:
    """name=value pairs, with quotes around values of several words."""
    try:
        return shlex.split(said)
    except ValueError:
        return said.split()


def _choices(said: str) -> list[tuple[str, list[str]]]:
    """Options of a printer, and what they can be: `Duplex/2-Sided Printing: *None DuplexTumble`."""
    lines = (line.partition(": ") for line in said.splitlines())
    return [(head.partition("/")[0], [one.lstrip("*") for one in rest.split()]) for head, _, rest in lines]


def _paper(written: str) -> str:
    """A paper of ours by any of its names; empty for another."""
    low = written.partition(".Fullbleed")[0].lower()
    return low if low in _MEDIA else _ALSO.get(low, "")
