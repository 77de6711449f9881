"""Printers for tests: lp, lpstat and lpoptions that record what they are told, and a real CUPS that prints nowhere."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

needs_sh = pytest.mark.skipif(os.name != "posix", reason="there is no other shell")
DUPLEX, SIMPLEX, MONO = "printer-type=4124", "printer-type=4108", "printer-type=4116"
RAW = "printer-type=4 printer-make-and-model='Local Raw Printer'"
_LP = """#!/bin/sh
cd {folder} || exit 9
n=$(($(cat count) + 1)); echo $n > count
printf '%s\\n' "$@" > $n.args
cat > $n.pdf
if [ -f fails-$n ]; then cat fails-$n >&2; exit 1; fi
if [ -f hook ]; then PRINTED=$n CAREFOLD=$PPID /bin/sh ./hook; fi
echo "request id is $2-$n (0 file(s))"
"""
_LPSTAT = """#!/bin/sh
cd {folder} || exit 9
case "$1" in
  -e) cat names;;
  -d) cat usual;;
  -W) echo "$(cat count)" >> asked
      [ -f waiting ] && cat waiting
      [ -f when-asked ] && CAREFOLD=$PPID /bin/sh ./when-asked;;
esac
exit 0
"""
_LPOPTIONS = """#!/bin/sh
cd {folder} || exit 9
[ -n "$3" ] && { cat "$2.choices" 2>/dev/null || { echo "lpoptions: Unable to get PPD file" >&2; exit 1; }; exit 0; }
cat "$2.options"
"""


@dataclass(frozen=True)
class Shop:
    """What lp was told, and the pages that it got."""

    folder: Path

    def add(self, name: str, kind: str = DUPLEX, state: str = "printer-state=3", choices: str = "") -> None:
        """One more printer; the first is the usual one."""
        file = self.folder / "names"
        if not file.read_text():
            (self.folder / "usual").write_text(f"system default destination: {name}\n")
        file.write_text(f"{file.read_text()}{name}\n")
        (self.folder / f"{name}.options").write_text(f"copies=1 device-uri=file:/nowhere {kind} {state}\n")
        if choices:
            (self.folder / f"{name}.choices").write_text(choices)

    def say(self, name: str, text: str) -> None:
        """What happens: `fails-3` what lp says of the third job, `hook` what it runs, `waiting` what lpstat says."""
        (self.folder / name).write_text(text)

    @property
    def count(self) -> int:
        return int((self.folder / "count").read_text())

    def told(self, job: int = 1) -> list[str]:
        return (self.folder / f"{job}.args").read_text().splitlines()

    def options(self, job: int = 1) -> dict[str, str]:
        """What stands behind -o."""
        told = self.told(job)
        said = [after for before, after in pairwise(told) if before == "-o"]
        return dict(one.split("=", 1) for one in said)

    def data(self, job: int = 1) -> bytes:
        return (self.folder / f"{job}.pdf").read_bytes()

    def words(self, job: int = 1) -> list[str]:
        """The words of each page that a job got."""
        return [" ".join(page.extract_text().split()) for page in PdfReader(BytesIO(self.data(job))).pages]


def shop_in(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Shop:
    """The commands come first on the PATH; there is no printer yet."""
    folder.mkdir()
    for name, script in (("lp", _LP), ("lpstat", _LPSTAT), ("lpoptions", _LPOPTIONS)):
        (folder / name).write_text(script.replace("{folder}", str(folder)))
        (folder / name).chmod(0o755)
    for name, text in (("count", "0"), ("names", ""), ("usual", "no system default destination\n"), ("asked", "")):
        (folder / name).write_text(text)
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")
    return Shop(folder)


def noted(folder: Path) -> list[dict[str, Any]]:
    """The rows of a project's ledger."""
    with closing(sqlite3.connect(folder / ".carefold/ledger.sqlite")) as base:
        base.row_factory = sqlite3.Row
        return [dict(row) for row in base.execute("select * from sent order by rowid")]


# --- a real CUPS

CUPSD = shutil.which("cupsd", path=f"{os.environ.get('PATH', '')}{os.pathsep}/usr/sbin{os.pathsep}/usr/local/sbin")
_FILES = """FileDevice Yes
ServerRoot {folder}/server
RequestRoot {folder}/spool
CacheDir {folder}/cache
StateDir {folder}/state
TempDir {folder}/temp
AccessLog {folder}/log/access
ErrorLog {folder}/log/error
PageLog {folder}/log/page
SystemGroup {system}
User {user}
Group {group}
"""
_DAEMON = """Listen {folder}/s
Browsing No
DirtyCleanInterval 0
DefaultAuthType None
PreserveJobFiles Yes
PreserveJobHistory Yes
<Location />
  Order allow,deny
  Allow all
</Location>
<Location /admin>
  Order allow,deny
  Allow all
</Location>
<Policy default>
  JobPrivateAccess all
  JobPrivateValues none
  <Limit All>
    Order allow,deny
    Allow all
  </Limit>
</Policy>
"""


@contextmanager
def cups(folder: Path) -> Iterator[Path]:
    """A CUPS of our own with a raw queue Desk to a file; where it keeps its jobs."""
    import grp
    import pwd

    assert CUPSD
    root = os.getuid() == 0
    user, group = ("lp", "lp") if root else (pwd.getpwuid(os.getuid())[0], grp.getgrgid(os.getgid())[0])
    for name in ("server", "spool", "cache", "state", "temp", "log", "out"):
        (folder / name).mkdir(parents=True)
        if root:
            shutil.chown(folder / name, user, group)
    facts = {"folder": folder, "user": user, "group": group, "system": "lpadmin root" if root else group}
    (folder / "files.conf").write_text(_FILES.format(**facts))
    (folder / "cupsd.conf").write_text(_DAEMON.replace("{folder}", str(folder)))
    command = [CUPSD, "-f", "-c", str(folder / "cupsd.conf"), "-s", str(folder / "files.conf")]
    daemon = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        add = ["lpadmin", "-h", str(folder / "s"), "-p", "Desk", "-E", "-v", f"file:{folder}/out/desk"]
        _until_done(add, daemon)
        yield folder / "spool"
    finally:
        daemon.terminate()
        daemon.wait(20)


def _until_done(command: list[str], daemon: subprocess.Popen[bytes]) -> None:
    """Ask until the daemon listens."""
    for _ in range(100):
        made = subprocess.run(command, capture_output=True, text=True, check=False)
        if not made.returncode:
            return
        assert daemon.poll() is None, "cupsd has ended"
        time.sleep(0.1)
    raise AssertionError(made.stderr)


def said_in(file: Path) -> Mapping[str, bytes]:
    """Attributes of a job's control file, which is an IPP message (RFC 8010, 3.1): the last value of each name."""
    for _ in range(100):
        if file.exists():
            break
        time.sleep(0.1)
    control = file.read_bytes()
    found, at, name = dict[str, bytes](), 8, ""
    while at < len(control) and control[at] != 0x03:
        if control[at] < 0x10:
            at += 1
            continue
        length = int.from_bytes(control[at + 1 : at + 3], "big")
        name = control[at + 3 : at + 3 + length].decode() or name
        at += 3 + length
        size = int.from_bytes(control[at : at + 2], "big")
        found[name] = control[at + 2 : at + 2 + size]
        at += 2 + size
    return found
