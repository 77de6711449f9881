"""For every code a file that has the fault, found at the very word, and a near miss that stays silent."""

import datetime
import hashlib
import re
from pathlib import Path

import pytest
from opening import opened

from carefold.approval.chain import Chain, write_chain
from carefold.approval.decision import Decision
from carefold.approved import standing_of
from carefold.diagnostics.codes import OF_WORDS, Leave
from carefold.diagnostics.finding import Severity
from carefold.project import Project
from carefold.released.folder import Released
from carefold.released.release import Release
from carefold.run import Run

CASES = Path(__file__).resolve().parents[1] / "cases" / "review"
OF_THE_WHOLE = ["CF101", "CF102", "CF142", "CF119", "CF140", "CF143", "CF144", "CF145", "CF172", "CF173", "CF174",
                "CF181", "CF182", "CF183"]  # fmt: skip
FOUND = sorted(set(OF_WORDS) - {"CF100"})  # CF100 stands for what the reader refuses


@pytest.fixture
def look(clinic):
    clinic.write()  # the brand
    brand = (clinic.folder / "brand.yaml").read_text("utf-8")
    clinic.add("brand.yaml", f"{brand}former-phones: [(555) 555-0111]\nother-phones: {{Eye clinic: 555-0166}}\n")

    def review(name):
        text = (CASES / f"{name}.yaml").read_text("utf-8")
        original = re.search(r"^# original: (?:version (.+)|none)$", text, re.M)  # the case is a translation of it
        if original and original[1]:
            blocks = re.search(r"^# blocks: (.+)$", text, re.M)
            clinic.write(blocks[1] if blocks else "- Words.", version=f'"{original[1]}"')
        elif original:
            (clinic.folder / "handouts/h.yaml").unlink()
        handout = "h.es" if original else "h"
        clinic.add(f"handouts/{handout}.yaml", text)
        if "# hours: none" in text:
            known = (clinic.folder / "brand.yaml").read_text("utf-8")
            clinic.add("brand.yaml", re.sub(r"(?m)^ +hours:.*\n", "", known))
        clinic.add("project.yaml", "format: 2\n")
        clinic.add("handouts/images/house.svg", (CASES.parent / "handouts/images/house.svg").read_bytes())
        if signed := re.search(r"^# signed: (.+), (approved|changes)( other words)?$", text, re.M):
            sign(clinic.folder, *signed.groups())
        for version, other in re.findall(r"^# released: ([\d.]+)(, other words)?$", text, re.M):
            release(clinic.folder, version, other)
        if "# clock: runs" in text:
            return text, Project.open(clinic.folder, datetime.date(2026, 12, 1)).check(handout).report
        return text, opened(clinic.folder).check(handout).report

    return review


def sign(folder, person, verdict, other):
    """Put a decision about the handout on record, of its words or of others."""
    project = opened(folder)
    now = standing_of(project, Run(project).content("h", None).opened, ())
    seal, text = ("other", ("Other words.",)) if other else (now.seal, now.text)
    one = Decision("h", "en", "1", seal, person, "RN", "2026-11-24", verdict, "desk", {}, text)
    write_chain(folder, Chain((one,)), "reviews.jsonl")


def release(folder, version, other):
    """Note that a version of the handout was given out, with these words or with others."""
    project = opened(folder)
    seal = "other" if other else standing_of(project, Run(project).content("h", None).opened, ()).seal
    data = f"{version}{other}".encode()
    name = hashlib.sha256(data).hexdigest()
    facts = (name, "h", "en", "T", version, "C", "letter", "print", "", "", 1, "2026-11-24", seal, (), "", {}, (), {})
    Released(folder / "released", "released").note(Release(*facts), data)


def test_every_code_has_its_two_files_and_no_other_is_there():
    wanted = {f"{code}-{kind}.yaml" for code in FOUND for kind in ("fault", "near")}
    assert {path.name for path in CASES.glob("*")} == wanted
    assert len(FOUND) > 30


@pytest.mark.parametrize("code", FOUND)
def test_the_fault_is_found_at_its_word(code, look):
    text, report = look(f"{code}-fault")
    found = [finding for finding in report.findings if finding.code == code]
    assert len(found) == 1, [str(finding) for finding in report.findings]
    (finding,) = found
    assert finding.severity is OF_WORDS[code].severity
    assert finding.source == OF_WORDS[code].source
    assert finding.message.endswith(".") and finding.hint
    (word,) = re.findall(r"^# at: (.+)$", text, re.M)
    lines = text.splitlines()
    if code in OF_THE_WHOLE:
        assert lines[finding.place.line - 1].startswith(word)
    else:
        assert lines[finding.place.line - 1][finding.place.column - 1 :].startswith(word)


@pytest.mark.parametrize("code", FOUND)
def test_the_near_miss_stays_silent(code, look):
    _, report = look(f"{code}-near")
    assert [str(finding) for finding in report.findings if finding.code == code] == []


def test_codes_are_of_the_first_hundred_and_say_what_a_clinic_may_do():
    for code, entry in OF_WORDS.items():
        assert re.fullmatch(r"CF1\d\d", code)
        assert entry.title and entry.source
        assert not entry.title.endswith(".")
    guarded = {code for code, entry in OF_WORDS.items() if entry.leave is not Leave.CHANGE}
    assert guarded == {"CF100", "CF131", "CF132", "CF133", "CF134", "CF135", "CF136", "CF139", "CF143", "CF149",
                       "CF157", "CF158", "CF162", "CF163", "CF164", "CF175", "CF176", "CF177", "CF178",
                       "CF180", "CF186", "CF187"}  # fmt: skip
    assert all(OF_WORDS[code].severity is Severity.ERROR for code in guarded)
