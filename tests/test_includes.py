"""Handouts that share blocks: as if the blocks were written out, and errors that lead to the right file."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from opening import opened

from carefold.diagnostics.carefold_error import CarefoldError
from carefold.diagnostics.finding import Finding
from carefold.order import Order
from carefold.pipeline import make

PART = "handouts/parts/a.yaml"
WRITTEN_OUT = {
    "texts": ("- One.\n- include: {}\n- Four.", "- Two.\n- Three.\n", "- One.\n- Two.\n- Three.\n- Four."),
    "a text that leads to a list": ("- 'Do:'\n- include: {}", "- list: [a, b]\n", "- 'Do:'\n- list: [a, b]"),
    "a heading last": ("- include: {}\n- Words.", "- A.\n- heading: H\n", "- A.\n- heading: H\n- Words."),
    "a break": ("- A.\n- include: {}", "- page-break:\n- B.\n", "- A.\n- page-break:\n- B."),
    "in keep": ("- keep: [A., {{include: {}}}]", "- B.\n- C.\n", "- keep: [A., B., C.]"),
    "in a callout": (
        "- callout: {{kind: tip, blocks: [{{include: {}}}]}}", "- B.\n- list: [C]\n",
        "- callout: {kind: tip, blocks: [B., {list: [C]}]}",
    ),
    "twice": ("- include: {0}\n- A.\n- include: {0}", "- B. [@qaseem2016]\n", "- B. [@qaseem2016]\n- A.\n"
              "- B. [@qaseem2016]"),
    "an emergency": ("- include: {}", "- callout: {kind: emergency, text: Call 911.}\n",
                     "- callout: {kind: emergency, text: Call 911.}"),
}  # fmt: skip


def wrong(clinic: Any, layout: str = "") -> tuple[Finding, ...]:
    with pytest.raises(CarefoldError) as caught:
        clinic.again(layout) if layout else opened(clinic.folder).check("h")
    return caught.value.findings


@pytest.mark.parametrize("case", WRITTEN_OUT)
def test_the_pdf_is_that_of_blocks_written_out(clinic: Any, layout: str, case: str) -> None:
    including, part, written_out = WRITTEN_OUT[case]
    clinic.add(PART, part)
    included = clinic.build(layout, including.format(PART))
    assert included.data == clinic.build(layout, written_out).data


def test_a_condition_holds_for_all_that_is_included(clinic: Any, read_pdf: Callable[[bytes], Any]) -> None:
    clinic.add(PART, "- First.\n- {text: Second., when: dose == high}\n- include: b.yaml\n")
    clinic.add("b.yaml", "- {text: Third., when: not dose == low}\n- Fourth.\n")
    fields = "{dose: {choices: [low, high]}, far: {}}"
    clinic.write(f"- Always.\n- include: {PART}\n  when: far", fields=fields)

    def said(**values: str) -> set[str]:
        printed = read_pdf(clinic.again("letter", values=values).data).root.text
        return set(re.findall("Always|First|Second|Third|Fourth", printed))

    clinic.add("b.yaml", "- {text: Third., when: not far}\n- Fourth.\n")
    assert said(dose="high", far="") == {"Always"}
    assert said(dose="high", far="yes") == {"Always", "First", "Second", "Fourth"}
    assert said(dose="low", far="yes") == {"Always", "First", "Fourth"}
    clinic.write(f"- Always.\n- keep: [{{include: {PART}, when: far}}]", fields=fields)
    assert said(dose="low", far="") == {"Always"}


HANDOUT = "The handout is "


def test_what_depends_on_the_handout_is_told_with_its_name(clinic: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(clinic.folder)
    clinic.add(PART, "- A {{ visit.day }}.\n- B [@none].\n- {text: C., when: day > 1}\n- include: b.yaml\n")
    clinic.add("b.yaml", "- D **x.\n")
    clinic.write(f"- A {{{{ visit.day }}}}.\n- include: {PART}")
    found = {str(problem.place): problem for problem in wrong(clinic)}
    assert [*found] == ["b.yaml:1:5", "handouts/h.yaml:13:11", f"{PART}:1:5", f"{PART}:2:5", f"{PART}:3:3"]
    own = found.pop("handouts/h.yaml:13:11")
    assert HANDOUT not in own.hint
    assert all(problem.hint.endswith(f" {HANDOUT}handouts/h.yaml.") for problem in found.values())


def test_missing_characters_and_what_does_not_fit(clinic: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(clinic.folder)
    clinic.add(PART, "- Fine.\n- list: [Rest, Walk 😀]\n")
    clinic.write(f"- include: {PART}")
    (problem,) = wrong(clinic)
    assert str(problem.place) == f"{PART}:2:21"
    assert problem.message.startswith("no font has the character “😀”") and HANDOUT in problem.hint
    clinic.add(PART, "- Words.\n" + f"- {'many words ' * 60}\n" * 40)
    for layout in ("trifold", "card"):
        (problem,) = wrong(clinic, layout)
        assert problem.place.file == PART and problem.place.line > 1
        assert "does not fit" in problem.message and problem.hint.endswith(f"{HANDOUT}handouts/h.yaml.")
    clinic.add(PART, f"- log: {{rows: 2, columns: [{', '.join(['Hippopotamus'] * 6)}]}}\n")
    (problem,) = wrong(clinic, "trifold")
    assert str(problem.place) == f"{PART}:1:3"


def test_other_problems_stay_as_they_were(clinic: Any) -> None:
    clinic.add(PART, "- Fine.\n")
    clinic.write(f"- include: {PART}\n- A [@none].", review_by="2020-01-01", updated="2020-01-01")
    assert not any(HANDOUT in problem.hint for problem in wrong(clinic))
    clinic.write(f"- include: {PART}", review_by="2020-01-01", updated="2020-01-01")
    assert not any(HANDOUT in problem.hint for problem in wrong(clinic, "letter"))


def test_a_changed_part_is_read_anew(clinic: Any) -> None:
    clinic.add(PART, "- include: b.yaml\n")
    clinic.add("b.yaml", "- One.\n")
    workspace, first = opened(clinic.folder), clinic.build("letter", f"- include: {PART}")
    clinic.add("b.yaml", "- Two.\n")
    assert make(workspace, Order("h", "letter")).data != first.data
    clinic.add("b.yaml", "- One.\n")
    assert make(workspace, Order("h", "letter")).data == first.data


def test_the_example_in_the_docs(clinic: Any) -> None:
    docs = (Path(__file__).resolve().parent.parent / "docs/format.md").read_text(encoding="utf-8")
    part, blocks = re.findall(r"```yaml\n(.*?)```", docs.partition("### Shared parts")[2], re.DOTALL)[:2]
    for path in re.findall(r"include: (\S+)", blocks):
        clinic.add(path, part)
    clinic.write(blocks.removeprefix("blocks:\n"), fields="{visit.dose: {}}")
    (section,) = opened(clinic.folder).check("h").resolved.handout.sections
    assert [block.kind for block in section.blocks] == ["text", "text", "list", "text", "list"]
