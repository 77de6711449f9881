"""Skips are counted: under CI, one that nobody expects is a failure."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Any

import pytest

# Reasons for which a test may be skipped by continuous integration, and why it is right to.
EXPECTED = {
    "other platforms don't hold to RLIMIT_AS": "only Linux has the limit that is tested",
    "there is no other shell": "the test is about the shells of POSIX",
    "needs pipes with names": "Windows has none",
    "rights and locks are others there": "Windows has neither umask nor flock",
    "Windows has no such limits": "the test is about those of POSIX",
    "not all of this is there": "as above",
    "needs to know the other process": "a kernel may be built without the list of a process's children",
    "links need rights": "on Windows only an administrator makes links",
    "there is no Chromium": "a browser can't be had from PyPI, and not each machine installs Debian's",
    "there is no CUPS": "as for the browser; the unit tests have an lp that records what it is told",
    "there is no axe-core: .ci/install brings it": "it comes from npm, which not each machine has",
    "127.0.0.2 is this computer on Linux only": "elsewhere only names for which TLS may be left out lead here",
    "kill -9 is of POSIX": "Windows has no signal that a process can't hear",
    "other versions than the lock's are tried": "make test-oldest and test-newest install others on purpose",
}


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Iterator[None]:
    """A test that skips itself."""
    report: Any = yield
    if report.skipped and not hasattr(report, "wasxfail"):
        _judge(report)
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(collector: pytest.Collector) -> Iterator[None]:
    """A file that skips itself, as importorskip does at its top."""
    report: Any = yield
    if report.skipped:
        _judge(report)
    return report


def _judge(report: Any) -> None:
    reason = report.longrepr[2].removeprefix("Skipped: ")
    if os.environ.get("CI") and reason not in EXPECTED:
        report.outcome = "failed"
        report.longrepr = f"{report.nodeid}: skipped, and tests/skips.py expects no such skip: {reason}"
