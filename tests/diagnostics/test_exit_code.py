"""How a command ends that has done several things."""

import pytest

from carefold.diagnostics.exit_code import ExitCode, first_failure

DONE, PROBLEMS, MISSING, USAGE = ExitCode.DONE, ExitCode.PROBLEMS, ExitCode.MISSING, ExitCode.USAGE


@pytest.mark.parametrize(
    ("codes", "first"),
    [
        ([], DONE),
        ([DONE, DONE], DONE),
        ([MISSING, PROBLEMS], MISSING),
        ([PROBLEMS, MISSING, USAGE], PROBLEMS),
        ([DONE, USAGE, DONE, PROBLEMS], USAGE),
    ],
)
def test_the_first_that_failed_counts(codes, first):
    assert first_failure(codes) is first
