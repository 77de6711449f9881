"""Colour on a terminal only, and never alone."""

import os
import re
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest

if sys.platform != "win32":
    import pty

ANSI = re.compile(r"\x1b\[[0-9;]*m")
COMMANDS = [["build", "--layout", "letter"], ["check"], ["list"], ["check", "x.pdf"], ["--help"], ["zzz"]]


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_colour(command, clinic, carefold):
    clinic.write(titel="x")
    clinic.add("x.pdf", b"garbage")
    plain = carefold(*command, cwd=clinic.folder)
    assert not ANSI.search(plain.out + plain.err)
    bright = carefold(*command, cwd=clinic.folder, terminal=True)
    assert (ANSI.sub("", bright.out), ANSI.sub("", bright.err)) == (plain.out, plain.err)
    for line in (bright.out + bright.err).splitlines():
        if ANSI.search(line):
            assert re.search("error:|warning:|hint:", line), "a meaning that only colour has"


def test_errors_are_red_on_a_terminal(clinic, carefold):
    clinic.write(titel="x")
    assert "\x1b[31merror:\x1b[0m" in carefold("check", cwd=clinic.folder, terminal=True).err


def test_json_is_plain_on_a_terminal(clinic, carefold):
    clinic.write(titel="x")
    run = carefold("check", "--json", cwd=clinic.folder, terminal=True)
    assert run.document["problems"]
    assert not ANSI.search(run.out)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
@pytest.mark.parametrize("stream", ["stdout", "stderr"])
@pytest.mark.parametrize("form", ["text", "json", "html", "junit"])
def test_streams_that_can_not_be_written(form, stream, clinic):
    clinic.write(titel="x")
    command = [sys.executable, "-m", "carefold", "check", "--format", form]
    with Path("/dev/full").open("w") as full:
        streams = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE} | {stream: full}
        run = subprocess.run(command, cwd=clinic.folder, text=True, **streams)
    assert run.returncode == 1
    assert "Traceback" not in (run.stdout or "") + (run.stderr or "")


def test_a_folder_that_is_gone(tmp_path):
    command = 'mkdir gone && cd gone && rmdir ../gone && exec "$0" -m carefold list'
    run = subprocess.run(["sh", "-c", command, sys.executable], cwd=tmp_path, text=True, capture_output=True)
    assert (run.returncode, run.stderr) == (
        1,
        "error: the folder that this was started in is gone. Hint: Go to another folder.\n",
    )


@pytest.mark.skipif(sys.platform == "win32", reason="terminals are others there")
def test_a_bar_on_a_terminal(clinic):
    """It says what has just been made; the lines follow once it is full."""
    clinic.write()
    text = (clinic.folder / "handouts/h.yaml").read_text()
    for name in "ijk":
        clinic.add(f"handouts/{name}.yaml", text)
    command = [sys.executable, "-m", "carefold", "build", "--layout", "letter"]
    terminal, end = pty.openpty()
    with subprocess.Popen(command, cwd=clinic.folder, stdout=subprocess.PIPE, stderr=end, text=True) as run:
        os.close(end)
        out = run.stdout.read()
    shown = b""
    with suppress(OSError):  # its other end is closed
        while part := os.read(terminal, 4096):
            shown += part
    os.close(terminal)
    assert run.returncode == 0 and len(out.splitlines()) == 5
    bars = ANSI.sub("", shown.decode()).split("\r")
    names = [bar.split()[-1] for bar in bars if "%" in bar]
    assert [name for name in names if name in "hijk"] == ["h", "i", "j"], "all but the last"
    assert "100%" in shown.decode()


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_a_shell_completes_commands_and_options(shell):
    def run(what: str, **more: str) -> str:
        environment = os.environ | {"_CAREFOLD_COMPLETE": f"{shell}_{what}"} | more
        command = [sys.executable, "-m", "carefold"]
        return subprocess.run(command, env=environment, text=True, capture_output=True, check=True).stdout

    assert "carefold" in run("source")
    assert "preview" in run("complete", COMP_WORDS="carefold pre", COMP_CWORD="1" if shell != "fish" else "pre")
    assert "--edition" in run(
        "complete", COMP_WORDS="carefold build --ed", COMP_CWORD="2" if shell != "fish" else "--ed"
    )
