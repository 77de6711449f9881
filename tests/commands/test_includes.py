"""Commands with handouts that share blocks."""

from typing import Any

import pytest

PART = "handouts/parts/a.yaml"


def test_commands_with_parts(clinic: Any, carefold: Any) -> None:
    clinic.add(PART, "- Two words.\n")
    clinic.write(f"- One.\n- include: {PART}", reviewers="[{name: A. Tester, role: Nurse, date: 2026-11-23}]")
    assert carefold("check", cwd=clinic.folder).out == "h: nothing found\n"
    (row,) = carefold("list", "--json", cwd=clinic.folder).document["handouts"]
    assert (row["name"], row["state"]) == ("h", "current"), "a part is no handout"
    shown = carefold("show", "h", "--json", cwd=clinic.folder).document
    assert shown["sections"] == [{"title": "One", "urgent": False, "words": 4}]


@pytest.mark.parametrize("command", ["check", "list", "build"])
def test_a_fault_of_a_part_is_told_once_for_all_handouts(command: str, clinic: Any, carefold: Any) -> None:
    clinic.add(PART, "- lits: [a]\n")
    for name in ("g", "f", "h"):
        clinic.write(f"- include: {PART}")
        (clinic.folder / "handouts/h.yaml").rename(clinic.folder / f"handouts/{name}.yaml")
    run = carefold(command, "--json", cwd=clinic.folder)
    assert run.code == 1
    assert [problem["file"] for problem in run.document["problems"]] == [PART]
    assert run.err.count("`lits` is no block") == 1


def test_a_part_is_no_handout(clinic: Any, carefold: Any) -> None:
    clinic.add(PART, "- A.\n")
    clinic.write()
    run = carefold("check", PART, cwd=clinic.folder)
    assert (run.code, run.out) == (1, "") and "this file is no handout of this project" in run.err
