"""What day it is: where the project says that it is, unless SOURCE_DATE_EPOCH says another one."""

from __future__ import annotations

import datetime
from typing import Any

import pytest

from carefold.commands.here import project_at, today
from carefold.diagnostics.carefold_error import CarefoldError

AHEAD, BEHIND = "Pacific/Kiritimati", "Etc/GMT+12"  # 26 hours apart: never in one day


@pytest.fixture
def day(clinic: Any) -> Any:
    clinic.write()

    def of(zone: str) -> datetime.date:
        clinic.add("project.yaml", f"time-zone: {zone}\n")
        return project_at(clinic.folder).today

    return of


def test_the_time_zone_decides_what_day_it_is(day: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    assert (day(AHEAD) - day(BEHIND)).days in (1, 2)
    assert abs((day("America/Denver") - today()).days) <= 1


def test_a_given_moment_comes_before_it(day: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1796083200")
    assert day(AHEAD) == day(BEHIND) == datetime.date(2026, 12, 1)


@pytest.mark.parametrize(
    ("zone", "hint"),
    [
        ("America/Denvr", "Did you mean “America/Denver”?"), ("MST7MDTT", ""), ("../etc/passwd", "Write it like"),
        ("Mountain time", "Did you mean"), ("/", "Write it like"), ("America", ""),
    ],
)  # fmt: skip
def test_an_unknown_zone_is_told_at_its_place(day: Any, zone: str, hint: str) -> None:
    with pytest.raises(CarefoldError) as caught:
        day(zone)
    assert f"project.yaml:1:12: `time-zone`: “{zone}” is no time zone." in str(caught.value)
    assert hint in caught.value.findings[0].hint
