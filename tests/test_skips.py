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


def run(folder: Path, workers: int, *texts: str, **environment: str) -> tuple[int, str]:
    for number, text in enumerate(texts):
        (folder / f"test_{number}.py").write_text(text)
    command = [sys.executable, "-m", "pytest", "-p", "skips", "-p", "no:cacheprovider", "-rs", "-c", os.devnull]
    command += ["-p", "xdist", "-n", str(workers)] if workers else []
    base = {key: value for key, value in os.environ.items() if key != "CI" and not key.startswith("PYTEST_")}
    base["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
    done = subprocess.run(
        [*command, "--rootdir", folder, folder], cwd=folder, env={**base, "PYTHONPATH": str(HERE), **environment},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    return done.returncode, done.stdout


@pytest.mark.parametrize("workers", [0, 1])
@pytest.mark.parametrize("texts", [(MARKED, CALLED), (WHOLE,)], ids=["a test", "a file"])
def test_an_unexpected_skip_fails_under_ci_alone(texts, workers, tmp_path):
    told = [f"no library {number}" for number in range(len(texts))]
    written = [text.format(reason) for text, reason in zip(texts, told, strict=True)]
    code, said = run(tmp_path, workers, *written, CI="true")
    assert code not in (0, 5), said
    assert all(f"tests/skips.py expects no such skip: {reason}" in said for reason in told), said
    code, said = run(tmp_path, workers, *written)
    assert code in (0, 5) and all(re.search(f"SKIPPED.*{reason}", said) for reason in told), said


def test_an_expected_one_is_counted(tmp_path):
    code, said = run(tmp_path, 0, MARKED.format(EXPECTED), CALLED.format(EXPECTED), CI="true")
    assert code == 0 and "2 passed, 2 skipped" in said and EXPECTED in said


def test_what_is_known_to_fail_is_no_skip(tmp_path):
    code, said = run(tmp_path, 0, XFAIL.format("a bug"), CI="true")
    assert code == 0 and "1 xfailed" in said


def test_each_expected_reason_is_some_tests():
    """None is left over from a test that is gone."""
    written = "".join(path.read_text("utf-8") for path in HERE.rglob("test_*.py"))
    assert [reason for reason in skips.EXPECTED if f'"{reason}"' not in written] == []
