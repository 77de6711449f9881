"""docs/six-days.md: one clinic, six days, and nothing but documented commands."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from lakeside import DEAD, DISCHARGE, HANDOUTS, MOVER, PARENT, WITHDRAWN, recall_letters

from carefold.diagnostics.exit_code import ExitCode

pytestmark = pytest.mark.all  # half a minute
PAGE = Path(__file__).resolve().parents[2] / "docs/six-days.md"
BLOCK = re.compile(r"```\n(\$ carefold .*?)\n```", re.S)
_MOST = 7
SUGAR = "low-blood-sugar"


def shortened(said: str) -> str:
    """A command and what it says, without the middle of what is long."""
    lines = [line.rstrip() for line in said.split("\n")]
    return "\n".join(lines) if len(lines) <= _MOST + 1 else "\n".join((*lines[:3], "…", *lines[-3:]))


def test_the_days_before(clinic):
    """Somebody has read each handout, and signed it; there is a ledger."""
    for name in (*HANDOUTS, "visit-letter.es", f"{SUGAR}.es"):
        clinic.run(f'carefold review {name} --sign "Pat Example, physician"', shown=False)
    said = clinic.run("carefold ledger --new --key-file", shown=False).out
    clinic.append("project.yaml", re.search(r"ledger: \w+", said)[0])
    clinic.run("carefold build --all", shown=False)


def test_day_1_the_phone_changes(clinic, words):
    clinic.day = 1
    clinic.change("brand.yaml", ("phone: 555-0123", "phone: 555-0147"))
    clinic.run("carefold build --all --dry-run")
    clinic.run("carefold build --all")
    shelf = sorted((clinic.folder / "out").glob("*.pdf"))
    assert len(shelf) == 2 * len(HANDOUTS)  # the letter is not on it, the translation of one is
    assert not [path.name for path in shelf if "555-0123" in words(path) or "555-0147" not in words(path)]


def test_day_2_a_discharge_sheet(clinic):
    clinic.day = 2
    clinic.run("carefold new handout going-home --kind discharge")
    clinic.add("handouts/going-home.yaml", DISCHARGE)
    clinic.run("carefold check going-home")
    asked = 'carefold print going-home --site north --copies 30 --printer Desk --by "B. Nurse" --really'
    clinic.run(asked, code=ExitCode.PROBLEMS)
    assert not clinic.shop.count
    clinic.run('carefold review going-home --sign "Lee Sample, surgeon"')
    clinic.run(asked)
    assert clinic.shop.told()[clinic.shop.told().index("-n") + 1] == "30"


def test_day_3_letters_by_name(clinic):
    clinic.day = 3
    clinic.run(f"carefold stop P-{WITHDRAWN:04} --reason withdrawn")
    clinic.run("carefold send visit-letter --records patients.csv", code=ExitCode.PARTLY)
    sent = "carefold send visit-letter --records patients.csv --really --batch december"
    clinic.run(f'{sent} --limit 1 --by "A. Clerk"', code=ExitCode.PARTLY)
    clinic.run(f'{sent} --by "A. Clerk"', code=ExitCode.PARTLY)
    assert len(clinic.office.to) == len(set(clinic.office.to)) == 197
    assert not {f"p{one}@patients.example" for one in (MOVER, DEAD, WITHDRAWN)} & set(clinic.office.to)
    (parents,) = [
        one
        for one, to in zip(clinic.office.messages, clinic.office.to, strict=True)
        if to == f"p{PARENT}@patients.example"
    ]
    assert parents["Content-Language"] == "en"
    before = clinic.shop.count
    left = "private/visit-letter-not-sent.csv"
    clinic.run(f'carefold print visit-letter --records {left} --printer Desk --by "A. Clerk" --really')
    assert clinic.shop.count - before == 100


def test_day_4_a_leaflet_at_the_desk(clinic):
    clinic.day = 4
    answers = ("P-0010", "es", "p10@patients.example", "p10@patients.example", "y")
    clinic.run(f'carefold send {SUGAR} --one --by "C. Desk"', *answers)
    assert "azúcar" in clinic.office.messages[-1].get_body(("plain",)).get_content()
    clinic.run(f'carefold print {SUGAR} --site main --copies 20 --printer Desk --by "C. Desk" --really')


def test_day_5_a_wrong_dose(clinic):
    clinic.day = 5
    for name, text in recall_letters().items():
        clinic.add(f"handouts/{name}.yaml", text)
        clinic.run(f'carefold review {name} --sign "Pat Example, physician"', shown=False)
    code = clinic.code = clinic.code_of(f"{SUGAR}.main.letter.pdf")
    clinic.run(f'carefold withdraw {SUGAR} --reason "A dose was wrong" --yes')
    assert not [*clinic.folder.glob(f"out/{SUGAR}*.letter.pdf")]
    clinic.run(f"carefold which {code}", code=ExitCode.PROBLEMS)
    asked = f"carefold recall {SUGAR} --versions '<=1.0' --records patients.csv --letter recall-letter"
    clinic.run(asked)
    clinic.run(f"{asked} --really --batch recall-1")
    assert clinic.office.to[-1] == "p10@patients.example" and "hoja vieja" in clinic.last_words()
    for name, old, new in (
        (SUGAR, "minutes, and check again", "minutes, then check again"),
        (f"{SUGAR}.es", "minutos y mida", "minutos y luego mida"),
    ):
        clinic.change(
            f"handouts/{name}.yaml",
            (old, new),
            ('version: "1.0"', 'version: "1.1"'),
            ("updated: 2026-11-27", "updated: 2026-12-05"),
        )
    clinic.run(f"carefold translate {SUGAR} --to es --done")
    for name in (SUGAR, f"{SUGAR}.es"):
        clinic.run(f'carefold review {name} --sign "Pat Example, physician"', shown=False)
    clinic.run(f"carefold build {SUGAR} {SUGAR}.es")
    clinic.run(f"carefold which {code}", code=ExitCode.PROBLEMS)
    assert len([*clinic.folder.glob(f"out/{SUGAR}*.letter.pdf")]) == 4


def test_day_6_an_auditor(clinic, words):
    clinic.day = 6
    clinic.run(f"carefold history {SUGAR} --on 2026-12-04")
    clinic.run("carefold report --since 2026-12-01")
    (report,) = (clinic.folder / "reports").glob("*.pdf")
    said = words(report)
    assert "A dose was wrong" in said and "certified" not in said and "compliant" not in said
    clinic.run("carefold ledger")
    (clinic.folder / "reviews.jsonl").write_bytes(
        (clinic.folder / "reviews.jsonl").read_bytes().replace(b"2026-12-01", b"2026-11-01", 1)
    )
    clinic.run("carefold report --since 2026-12-01", code=ExitCode.PROBLEMS)


def test_no_patient_is_named(clinic):
    """But in the clinic's own list, in private/, and to whom mail was sent."""
    told = "\n".join(one for day in clinic.told.values() for one in day)
    assert not re.search(r"Specimen-\d|patients\.example|Example Street", told.replace("p10@patients.example", ""))


def test_the_page_tells_it(clinic):
    """What docs/six-days.md shows is what was typed and said, in order; `…` stands for what is left out.

    UPDATE_GOLDEN=1 pytest -m all tests/six_days writes what was said into the page.
    """
    said = [shortened(one) for day in sorted(clinic.told) for one in clinic.told[day]]
    page = PAGE.read_text("utf-8")
    typed = [re.sub(r" which \w+$", f" which {clinic.code}", one.split("\n")[0]) for one in BLOCK.findall(page)]
    assert typed == [one.split("\n")[0] for one in said]
    if os.environ.get("UPDATE_GOLDEN"):
        made = iter(said)
        PAGE.write_text(BLOCK.sub(lambda _: f"```\n{next(made)}\n```", page), "utf-8")
    assert BLOCK.findall(PAGE.read_text("utf-8")) == said
