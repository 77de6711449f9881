"""Ctrl-C at a terminal reaches all programs of its group at once: lp is not among them."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import Any

import pytest
from command_line import DECEMBER_2026
from letters import people, table
from printshop import needs_sh, noted, shop_in

from carefold.diagnostics.exit_code import ExitCode


@needs_sh
def test_ctrl_c_at_a_terminal_cuts_no_letter_off(
    practice: Any, tmp_path_factory: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    shop = shop_in(tmp_path_factory.mktemp("shop") / "bin", monkeypatch)
    shop.add("Desk")
    shop.say("hook", "[ $PRINTED = 2 ] && kill -s INT -- -$CAREFOLD\ntrue\n")
    practice.add("r.csv", table(people(4)))
    command = [sys.executable, "-m", "carefold", "print", "h", "--records", "r.csv", "--really"]
    environment = {**os.environ, "SOURCE_DATE_EPOCH": DECEMBER_2026}
    run = subprocess.run(
        command, cwd=practice.folder, env=environment, capture_output=True, text=True, check=False,
        start_new_session=True,
    )  # fmt: skip
    assert run.returncode == ExitCode.INTERRUPTED and "Go on with --from-record 3." in run.stderr
    assert [row["state"] for row in noted(practice.folder)] == ["printed", "printed"]
