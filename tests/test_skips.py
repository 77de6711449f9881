"""The rule of tests/skips.py, on small suites of its own."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
import skips

HERE = Path(__file__).parent
EXPECTED = "links need rights"
MARKED = 'import pytest\n@pytest.mark.skipif(True, reason="{}")\ndef test_a(): pass\ndef test_b(): pass\n'
CALLED = 'import pytest\ndef test_a(): pytest.skip("{}")\ndef test_b(): pass\n'
WHOLE = 'import pytest\npytest.skip("{}", allow_module_level=True)\ndef test_a(): pass\n'
XFAIL = 'import pytest\n@pytest.mark.xfail(reason="{}")\ndef test_a(): assert False\ndef test_b(): pass\n'


def run(text: str, folder: Path, workers: int, **environment: str) -> tuple[int, str]:
    (folder / "test_small.py").write_text(text)
    command = [sys.executable, "-m", "pytest", "-p", "skips", "-p", "no:cacheprovider", "-rs", "-c", os.devnull]
    command += ["-n", str(workers)] if workers else ["-p", "no:xdist"]
    base = {key: value for key, value in os.environ.items() if key != "CI" and not key.startswith("PYTEST_")}
    done = subprocess.run(
        [*command, "--rootdir", folder, folder], cwd=folder, env={**base, "PYTHONPATH": str(HERE), **environment},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    return done.returncode, done.stdout


@pytest.mark.parametrize("workers", [0, 1])
@pytest.mark.parametrize("text", [MARKED, CALLED, WHOLE], ids=["marked", "called", "whole"])
def test_an_unexpected_skip_fails_under_ci_alone(text, workers, tmp_path):
    code, said = run(text.format("no library"), tmp_path, workers, CI="true")
    assert code not in (0, 5), said
    assert "tests/skips.py expects no such skip: no library" in said
    code, said = run(text.format("no library"), tmp_path, workers)
    assert code in (0, 5) and re.search(r"SKIPPED.*no library", said), said


@pytest.mark.parametrize("text", [MARKED, CALLED], ids=["marked", "called"])
def test_an_expected_one_is_counted(text, tmp_path):
    code, said = run(text.format(EXPECTED), tmp_path, 0, CI="true")
    assert code == 0 and "1 passed, 1 skipped" in said and EXPECTED in said


def test_what_is_known_to_fail_is_no_skip(tmp_path):
    code, said = run(XFAIL.format("a bug"), tmp_path, 0, CI="true")
    assert code == 0 and "1 xfailed" in said


def test_each_expected_reason_is_some_tests():
    """None is left over from a test that is gone."""
    written = "".join(path.read_text("utf-8") for path in HERE.rglob("test_*.py"))
    assert [reason for reason in skips.EXPECTED if f'"{reason}"' not in written] == []
