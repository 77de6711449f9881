"""Characters that can't be set are found before anything is laid out."""

from __future__ import annotations

from typing import Any

import pytest

from carefold.diagnostics.carefold_error import CarefoldError
from carefold.diagnostics.finding import Finding


def problems_of(clinic: Any, *args: str, **keys: str) -> tuple[Finding, ...]:
    with pytest.raises(CarefoldError) as caught:
        clinic.build("trifold", *args, **keys)
    return caught.value.findings


def test_a_character_that_no_font_has_is_named_at_its_place(clinic: Any) -> None:
    (problem,) = problems_of(clinic, "- Fine.\n- Take 日 daily.")
    assert problem.message == "no font has the character “日” (U+65E5, CJK UNIFIED IDEOGRAPH-65E5)."
    assert problem.hint == "Use another character, or a font that has it."
    assert (problem.place.line, problem.place.column) == (14, 14)


@pytest.mark.parametrize(("letter", "name"), [("ש", "U+05E9, HEBREW LETTER SHIN"), ("ع", "U+0639, ARABIC LETTER AIN")])
def test_writing_from_right_to_left_is_refused(clinic: Any, letter: str, name: str) -> None:
    (problem,) = problems_of(clinic, f"- Say {letter} now.")
    assert problem.message == f"“{letter}” ({name}) belongs to a script that runs from right to left."
    assert "can't be set yet" in problem.hint
    assert problem.place.line == 13


@pytest.mark.parametrize(
    "block",
    [
        "- heading: H 日", "- list: [a, [b, c 日]]", "- steps: [{title: a, text: b 日}]", "- checklist: [a 日]",
        "- callout: {kind: note, title: a 日, text: b}", "- callout: {kind: note, blocks: [a 日]}",
        "- table: {header: [a], rows: [[b 日]], caption: c}", "- facts: {a 日: b}", "- write-in: {label: a 日}",
        "- icon-array: {count: 1, of: 2, label: a, caption: b 日}", "- keep: [a 日]", "- a **b 日**",
        "- contact: {hours: a 日}", "- '[a 日](https://a.example)'",
    ],
)  # fmt: skip
def test_in_every_block(clinic: Any, block: str) -> None:
    (problem,) = problems_of(clinic, block)
    assert "日" in problem.message
    assert problem.place.line == 13


@pytest.mark.parametrize("key", ["title", "subtitle", "main_point", "disclaimer", "version", "id"])
def test_in_every_line_that_prints(clinic: Any, key: str) -> None:
    (problem,) = problems_of(clinic, **{key: "a 日"})
    assert "日" in problem.message
    assert problem.place.file


def test_in_the_brand(clinic: Any) -> None:
    clinic.add("brand.yaml", "name: A 日\ncontact: {address: [b 月]}\ndisclaimer: c 火\n")
    assert {problem.message.split("“")[1][0] for problem in problems_of(clinic)} == set("日月火")


def test_what_does_not_print_may_be_anything(clinic: Any, layout: str) -> None:
    keys = {"audience": "日", "topics": "{mesh: [日]}"}
    assert clinic.build(layout, "- a\n- {text: b, when: not x}", fields="{x: {label: c}}", **keys).data


def test_letters_with_marks_of_many_languages_are_there(clinic: Any, layout: str, read_pdf: Any) -> None:
    text = "Größe, niño, Straße, Nguyễn, Łódź, Ελλάδα, Київ, Ђорђе, ≥ 5 µg, 38 °C, ½, “a” – …"
    assert text in read_pdf(clinic.build(layout, f"- {text}").data).root.text


@pytest.mark.parametrize("sign", ["\u00ad", "\u200b", "\u2060", "\u200b \u00ad", "\u00a0\u200b"])
@pytest.mark.parametrize(
    "block", ['"{}"', 'list: [a, "{}"]', 'steps: [{{title: "{}"}}]', 'callout: {{kind: tip, text: "{}"}}']
)
def test_a_text_of_nothing_but_signs_without_width_is_none(clinic: Any, block: str, sign: str) -> None:
    with pytest.raises(CarefoldError, match="no text"):
        clinic.build("letter", f"- {block.format(sign)}")


@pytest.mark.parametrize("layout", ["letter", "trifold"])
def test_a_value_of_nothing_but_such_signs_prints_nothing(clinic: Any, layout: str) -> None:
    clinic.write(
        '- list: [a, "{{ patient.name }}"]\n- steps: [{title: "{{ patient.name }}"}]',
        fields="{patient.name: {label: Name}}",
    )
    assert clinic.again(layout, {"patient.name": "\u200b"}).pages


def test_signs_without_width_are_never_missing(clinic: Any) -> None:
    signs = "\u00ad\u200b\u2060\u200d\u200c\ufe0f\u034f"
    assert clinic.build(
        "letter", f"- a{'b'.join(signs)}c e\u0301 x\u0323 non\u2011stop follow\u2010up 5\u202f000\u2003a"
    ).pages


@pytest.mark.parametrize(
    ("text", "column"), [("ab\u00ad\u0416\u0300\u4e2d", 13), ("e\u0301 \u0915", 11), ("\u200b🙂", 9)]
)
def test_a_missing_sign_is_named_where_it_stands(clinic: Any, text: str, column: int) -> None:
    with pytest.raises(CarefoldError) as caught:
        clinic.build("letter", title=text)
    assert caught.value.findings[0].place.column == column
