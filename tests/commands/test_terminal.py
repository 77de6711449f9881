"""Colour on a terminal only, and never alone."""

import re

import pytest

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
