"""Conditions hold wherever something stands in a list of such: items, steps, rows; and fields in every text."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

IMAGES = Path(__file__).parents[1] / "cases/handouts/images"
FIELDS = "{who: {label: Name}, pick: {choices: [a, b]}, day: {type: date}, fee: {type: number}}"
VALUES = {"who": "Ann O'Hara", "pick": "a", "day": "2027-01-15", "fee": "1250.5"}
A, B = "{text: Zuone, when: pick == a}", "{text: Zutwo, when: pick == b}"


@pytest.mark.parametrize(
    "blocks",
    [
        f"- list: [{A}, {B}, c]",
        f"- numbered: [{A}, {B}, c]",
        "- list: [{icon: walk, text: Zuone, when: pick == a}, {icon: walk, text: Zutwo, when: pick == b}]",
        f"- list: [c, [{A}, {B}]]",
        f"- checklist: [{A}, {B}]",
        f"- do-dont: {{do: [{A}], dont: [{B}]}}",
        f"- facts: {{First: {A}, Second: {B}}}",
        "- steps: [{title: Zuone, when: pick == a}, {title: Zutwo, when: pick == b}]",
        "- table: {header: [Q], rows: [{cells: [Zuone], when: pick == a}, {cells: [Zutwo], when: pick == b}, [c]]}",
        "- schedule: [{medicine: Zuone, noon: 1, when: pick == a}, {medicine: Zutwo, noon: 1, when: pick == b}]",
        f"- callout: {{kind: tip, blocks: [list: [{A}, {B}]]}}",
        f"- keep: [list: [{A}, {B}]]",
    ],
)
def test_each_takes_a_condition(clinic: Any, read_pdf: Any, blocks: str) -> None:
    clinic.write(blocks, fields=FIELDS)
    both, one = (read_pdf(clinic.again("letter", values).data).root.text for values in (None, VALUES))
    assert "Zuone" in both and "Zutwo" in both, "without a record a condition on a field holds"
    assert "Zuone" in one and "Zutwo" not in one


def test_what_has_nothing_left_is_left_out(clinic: Any, read_pdf: Any) -> None:
    clinic.write(f"- Words.\n- list: [{B}]\n- facts: {{Term: {B}}}\n- do-dont: {{do: [{B}]}}", fields=FIELDS)
    root = read_pdf(clinic.again("letter", VALUES).data).root
    assert not root.all("L") and "Term" not in root.text and "Zutwo" not in root.text


def test_a_condition_on_an_item_that_names_no_field(clinic: Any) -> None:
    with pytest.raises(Exception, match=r"h\.yaml:14:\d+: the condition names “pck”, which is no field\."):
        clinic.build("letter", "- list: [{text: A, when: pck}, b]", fields=FIELDS)


@pytest.mark.parametrize(
    "blocks",
    [
        "- '{}'",
        "- heading: '{}'",
        "- list: ['{}', ['{}']]",
        "- steps: [{{title: '{}', text: '{}'}}]",
        "- checklist: ['{}']",
        "- callout: {{kind: note, title: '{}', text: '{}'}}",
        "- table: {{caption: '{}', header: ['{}'], rows: [['{}']]}}",
        "- facts: {{'{}': '{}'}}",
        "- questions: {{'{}': '{}'}}",
        "- schedule: [{{medicine: '{}', dose: '{}', noon: '{}', note: '{}', last-given: '{}', next-due: '{}'}}]",
        "- schedule: [{{medicine: '{}', when-needed: {{for: '{}', not-more-than: '{}'}}}}]",
        "- schedule: [{{medicine: '{}', change: stop, note: '{}'}}]",
        "- zones: [{{zone: red, title: '{}', signs: ['{}'], do: ['{}']}}]",
        "- timeline: [{{when: '{}', text: '{}'}}]",
        "- appointments: [{{when: '{}', where: '{}', whom: '{}'}}]",
        "- do-dont: {{do: ['{}'], dont: ['{}']}}",
        "- glossary: {{'{}': '{}'}}",
        "- big-number: {{number: '{}', text: '{}'}}",
        "- figure: {{image: handouts/images/leaf.png, alt: '{}', caption: '{}'}}",
        "- list: [{{icon: walk, text: '{}', alt: '{}'}}]",
        "- chart: {{type: bar, title: '{}', data: {{A: 1, B: 2}}, alt: '{}'}}",
        "- body-map: {{marks: [{{at: left-knee, text: '{}'}}]}}",
    ],
)
def test_each_takes_fields(clinic: Any, read_pdf: Any, blocks: str, leaf: bytes) -> None:
    clinic.add("handouts/images/leaf.png", leaf)
    written = blocks.format(*["{{ who }} on {{ day }}"] * 8)
    clinic.write(f"- Words.\n{written}", fields=FIELDS)
    clinic.again("letter")
    found = read_pdf(clinic.again("letter", VALUES).data)
    alts = [str(node.entries["/Alt"]) for node in found.root.walk() if "/Alt" in node.entries]
    said = "\n".join((found.root.text, *alts))
    assert said.count("Ann O'Hara on January 15, 2027") == written.count("{{ who }}")


@pytest.fixture
def leaf() -> bytes:
    return (IMAGES / "leaf.png").read_bytes()


@pytest.mark.parametrize(
    ("language", "said"), [("en", "January 15, 2027 and 1,250.5"), ("es", "15 de enero de 2027 and 1250,5")]
)
def test_days_and_numbers_are_those_of_the_language(clinic: Any, read_pdf: Any, language: str, said: str) -> None:
    clinic.write("- '{{ day }} and {{ fee }}'\n- '{{ day | date }} and {{ fee | number }}'", fields=FIELDS,
                 language=language)  # fmt: skip
    assert read_pdf(clinic.again("letter", VALUES).data).root.text.count(said) == 2


def test_a_cover_image_and_a_blank_in_an_alternative_text(clinic: Any, read_pdf: Any) -> None:
    clinic.add("handouts/images/hills.jpg", (IMAGES / "hills.jpg").read_bytes())
    image = '{image: handouts/images/hills.jpg, alt: "A leaf for {{ who }}"}'
    clinic.write(fields=FIELDS, cover_image=image)
    alts = [
        [str(node.entries["/Alt"]) for node in read_pdf(clinic.again("trifold", values).data).root.all("Figure")]
        for values in (None, VALUES)
    ]
    assert "A leaf for Name: blank to fill in" in alts[0]
    assert "A leaf for Ann O'Hara" in alts[1]
