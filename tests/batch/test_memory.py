"""A process that makes file after file does not grow."""

from __future__ import annotations

import datetime
import os
from pathlib import Path

import pytest

from carefold.order import Order
from carefold.project import Project
from carefold.run import Run

STATM = Path("/proc/self/statm")


@pytest.mark.all
@pytest.mark.skipif(not STATM.exists(), reason="memory is told otherwise there")
def test_three_hundred_builds(project):
    names = [f"h{number:02}" for number in range(50)]
    for name in names:
        project.handout(name, f"Words of {name}, and more of them.")
    run = Run(Project.open(project.folder, datetime.date(2026, 12, 1)))
    sizes = []
    for number in range(300):
        run.build(Order(names[number % 50], "letter"))
        if number in (99, 299):
            sizes.append(int(STATM.read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE"))
    assert sizes[1] - sizes[0] < 8_000_000
