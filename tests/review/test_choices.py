"""Conditions that print both sides of a choice."""

import pytest

FIELDS = "{visit.way: {label: Way, choices: [one, two]}}"


@pytest.mark.parametrize(("other", "times"), [("visit.way == two", 1), ("visit.way == one", 0)])
def test_includes_that_exclude_each_other_are_told(other, times, reviewed, clinic, pointed):
    clinic.add("handouts/parts/a.yaml", "- Rest.\n- Walk.\n")
    clinic.add("handouts/parts/b.yaml", "- Sleep.\n- Read.\n")
    blocks = (
        "- {include: handouts/parts/a.yaml, when: visit.way == one}\n"
        f"- {{include: handouts/parts/b.yaml, when: {other}}}\n- '{{{{ visit.way }}}}'"
    )
    found = [one for one in reviewed(blocks, fields=FIELDS).report.findings if one.code == "CF153"]
    assert len(found) == times and all(pointed(one).startswith(other) for one in found)


def test_blocks_that_exclude_each_other_are_told(reviewed):
    blocks = (
        "- {text: Rest., when: visit.way == one}\n- {callout: {kind: note, text: Walk.}, when: visit.way == two}"
        "\n- '{{ visit.way }}'"
    )
    assert [one.code for one in reviewed(blocks, fields=FIELDS).report.findings].count("CF153") == 1
