"""docs/six-days.md: one clinic, six days, and nothing but documented commands."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from lakeside import DISCHARGE, HANDOUTS, WITHDRAWN

from carefold.diagnostics.exit_code import ExitCode

pytestmark = pytest.mark.all  # half a minute
PAGE = Path(__file__).resolve().parents[2] / "docs/six-days.md"
BLOCK = re.compile(r"```\n(\$ carefold .*?)\n```", re.S)
_MOST = 7


def shortened(said: str) -> str:
    """A command and what it says, without the middle of what is long."""
    lines = said.split("\n")
    return said if len(lines) <= _MOST + 1 else "\n".join((*lines[:3], "…", *lines[-3:]))


def test_the_days_before(clinic):
    """Somebody has read each handout, and signed it; there is a ledger."""
    for name in (*HANDOUTS, "visit-letter.es"):
        clinic.run(f'carefold review {name} --sign "Pat Example, physician"', shown=False)
    said = clinic.run("carefold ledger --new --key-file", shown=False).out
    clinic.append("project.yaml", re.search(r"ledger: \w+", said)[0])


def test_day_1_the_phone_changes(clinic, words):
    clinic.day = 1
    clinic.run("carefold build --all", shown=False)
    clinic.change("brand.yaml", ("phone: 555-0123", "phone: 555-0147"))
    clinic.run("carefold build --all --dry-run")
    clinic.run("carefold build --all")
    shelf = sorted((clinic.folder / "out").glob("*.pdf"))
    assert len(shelf) == 2 * len(HANDOUTS) - 2
    assert not [path.name for path in shelf if "555-0123" in words(path) or "555-0147" not in words(path)]


def test_day_2_a_discharge_sheet(clinic):
    clinic.day = 2
    clinic.add("handouts/going-home.yaml", DISCHARGE)
    clinic.run("carefold check going-home")
    clinic.run('carefold print going-home --site north --copies 30 --printer Desk --by "B. Nurse" --really', code=1)
    clinic.run('carefold review going-home --sign "Lee Sample, surgeon"')
    clinic.run('carefold print going-home --site north --copies 30 --printer Desk --by "B. Nurse" --really')
    assert clinic.shop.told()[clinic.shop.told().index("-n") + 1] == "30"


def test_day_3_letters_by_name(clinic):
    clinic.day = 3
    clinic.run(f"carefold stop P-{WITHDRAWN:04} --reason withdrawn")
    clinic.run("carefold send visit-letter --records patients.csv", code=ExitCode.PARTLY)
    clinic.run(
        'carefold send visit-letter --records patients.csv --really --batch december --by "A. Clerk"',
        code=ExitCode.PARTLY,
    )
    clinic.run(
        'carefold print visit-letter --records patients.csv --really --printer Desk --by "A. Clerk"',
        code=ExitCode.PARTLY,
    )


def test_day_4_a_leaflet_at_the_desk(clinic):
    clinic.day = 4
    answers = ("P-0010", "es", "p10@patients.example", "p10@patients.example", "y")
    clinic.run('carefold send low-blood-sugar --one --by "C. Desk"', *answers)


def test_the_page_tells_it(clinic):
    """What docs/six-days.md shows is what was typed and said, in order; `…` stands for what is left out.

    UPDATE_GOLDEN=1 pytest -m all tests/six_days writes what was said into the page.
    """
    said = [one for day in sorted(clinic.told) for one in clinic.told[day]]
    page = PAGE.read_text("utf-8")
    blocks = BLOCK.findall(page)
    assert [one.split("\n")[0] for one in blocks] == [one.split("\n")[0] for one in said]
    if os.environ.get("UPDATE_GOLDEN"):
        made = iter(map(shortened, said))
        PAGE.write_text(BLOCK.sub(lambda _: f"```\n{next(made)}\n```", page), "utf-8")
    assert BLOCK.findall(PAGE.read_text("utf-8")) == list(map(shortened, said))
