"""How long mail takes: carefold send to a server on this computer, each message with its PDF, and the ledger on
the disk before and after its last line: python benchmarks/mail.py [--records 1000] [--jobs 2]
"""

from __future__ import annotations

import argparse
import csv
import datetime
import os
import resource
import shutil
import socket
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from aiosmtpd.controller import Controller

from carefold import Project
from carefold.delivery.ledger import new_ledger

ROOT = Path(__file__).resolve().parent.parent
SAMPLE = ROOT / "handouts/records/visit-letter.csv"


class Box:
    """Takes all that comes."""

    taken = 0

    async def handle_DATA(self, _server: object, _session: object, _envelope: object) -> str:  # noqa: N802
        Box.taken += 1
        return "250 OK"


def project(folder: Path, count: int) -> None:
    """A clinic with its ledger, and three files of records: one handout for all, letters plain and protected."""
    shutil.copytree(ROOT / "handouts", folder / "handouts")
    shutil.copytree(ROOT / "brands/riverbend", folder, dirs_exist_ok=True)
    id, _ = new_ledger(Project.open(folder, datetime.date(2026, 12, 1)), beside=True)
    (folder / "project.yaml").write_text(f"languages: [en, es]\nledger: {id}\n")
    with SAMPLE.open(encoding="utf-8", newline="") as file:
        sample = list(csv.DictReader(file))
    for name in ("same", "plain", "encrypted"):
        rows = []
        for number in range(count):
            consent = "encrypted" if name == "encrypted" else "plain"
            own = {"id": f"B-{number}", "email": f"b{number}@example.org", "email_consent": consent,
                   "password": f"velvet-orb-{number * 7919}-Crumbled" if consent == "encrypted" else ""}  # fmt: skip
            rows.append(own if name == "same" else sample[number % len(sample)] | own)
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, [*rows[0]])
            writer.writeheader()
            writer.writerows(rows)


def sent(folder: Path, name: str, count: int, jobs: int, port: int) -> tuple[float, float]:
    """Seconds of the clock and of processors that a batch took."""
    handout = "about-ketamine" if name == "same" else "visit-letter"
    what = ["--records", f"{name}.csv", "--really", "--batch", name, "--unreviewed", "measured", "--jobs", str(jobs)]
    command = [sys.executable, "-m", "carefold", "send", handout, *what, "--quiet"]
    environment = os.environ | {"CAREFOLD_SMTP_URL": f"smtp://127.0.0.1:{port}", "PYTHONPATH": str(ROOT)}
    before, begun, used = Box.taken, time.monotonic(), _used()
    subprocess.run(command, cwd=folder, env=environment, check=True)
    assert Box.taken - before == count, "each got one"
    return time.monotonic() - begun, _used() - used


def _used() -> float:
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return children.ru_utime + children.ru_stime


def main() -> None:
    """Measure, and print a table."""
    wanted = argparse.ArgumentParser(description=__doc__)
    wanted.add_argument("--records", type=int, default=1000)
    wanted.add_argument("--jobs", type=int, default=2)
    options = wanted.parse_args()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    controller = Controller(Box(), hostname="127.0.0.1", port=port)
    controller.start()
    with TemporaryDirectory() as folder:
        project(Path(folder), options.records)
        for name in ("same", "plain", "encrypted"):
            clock, used = sent(Path(folder), name, options.records, options.jobs, port)
            load = os.getloadavg()[0]
            print(f"{name:10} {options.records} messages  {clock:6.1f} s  {used:6.1f} s of processors  load {load:.1f}")
    controller.stop()


if __name__ == "__main__":
    main()
