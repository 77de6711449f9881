"""What the brand says, in lines that are plain, in phone numbers, in links that call, and round in circles."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from opening import opened

from carefold.content.plain_text import said
from carefold.content.resolve import Resolved, resolve
from carefold.diagnostics.carefold_error import CarefoldError
from carefold.model.inline import Words
from carefold.pipeline import words_of
from carefold.workspace import load_brand, load_handout

BRAND = """\
name: Riverbend Clinic
tagline: Call {{ brand.contact.phone }}
contact:
  phone: 555-0100
  after-hours: {phone: 555-0199, text: {en: "Ask for **the nurse**", es: Pregunte por la enfermera}}
  hours: {en: "8 to 5, then {{ brand.contact.after-hours }}", es: "8 a 5"}
  address: [1 Main Street, "Call {{brand.contact.phone}}"]
notices: ["At {{ brand.contact.phone }}: {{ brand.contact.hours }}"]
disclaimer: {en: General education., es: Información general.}
"""
Look = Callable[..., Resolved]


@pytest.fixture
def look(clinic: Any) -> Look:
    def resolved(blocks: str = "- Words.", brand: str = BRAND, **keys: str) -> Resolved:
        clinic.add("brand.yaml", brand)
        clinic.write(blocks, **keys)
        project = opened(clinic.folder)
        return resolve(load_handout(project, "h"), load_brand(project, None)[0], {})

    return resolved


def problems(look: Look, *given: str, **keys: str) -> str:
    with pytest.raises(CarefoldError) as caught:
        look(*given, **keys)
    return str(caught.value)


def test_lines_of_the_brand_hold_what_it_says(look: Look) -> None:
    brand = look().brand
    assert brand.tagline == "Call 555-0100"
    assert brand.contact.hours == "8 to 5, then 555-0199"
    assert brand.contact.address == ("1 Main Street", "Call 555-0100")
    assert said(brand.notices[0]) == "At 555-0100: 8 to 5, then 555-0199"


def test_each_sign_of_a_filled_line_knows_its_place(look: Look) -> None:
    tagline = look().brand.tagline
    assert tagline and len(tagline.places) == len(tagline)
    columns = [tagline.place(at).column for at in range(len(tagline))]
    assert columns == [10, 11, 12, 13, 14, *[15] * 8]


def test_plain_lines_and_numbers_of_a_handout_hold_what_the_brand_says(look: Look) -> None:
    blocks = """\
- contact: {phone: "{{ brand.contact.after-hours }}", hours: "till {{ brand.contact.phone }}"}
- chart: {type: bar, title: T, unit: "calls to {{ brand.contact.phone }}", data: {A: 1, B: 2}}
"""
    contact, chart = look(blocks).handout.sections[0].blocks
    assert (contact.contact.phone, contact.contact.hours) == ("555-0199", "till 555-0100")
    assert chart.chart.unit == "calls to 555-0100"


@pytest.mark.parametrize(
    "written", ["tel:{{ brand.contact.phone }}", "tel:{{brand.contact.phone}}", "sms:{{ brand.contact.phone }}"]
)
def test_a_link_calls_the_brands_number(look: Look, written: str) -> None:
    (paragraph,) = (
        look(f'- "First {{{{ brand.name }}}}, [call **us**]({written}) or [them](tel:988)."')
        .handout.sections[0]
        .blocks[0]
        .text.paragraphs
    )
    scheme = written[:3]
    links = [(span.text, span.href) for span in paragraph if isinstance(span, Words) and span.href]
    assert links == [("call ", f"{scheme}:5550100"), ("us", f"{scheme}:5550100"), ("them", "tel:988")]


@pytest.mark.parametrize(
    ("blocks", "told"),
    [
        ('- "[us](tel:{{ brand.contact.phne }})"', "there is no field “brand.contact.phne”."),
        ('- "[us](tel:{{ brand.contact.portal }})"', "the brand has no brand.contact.portal."),
        ('- "[us](tel:{{ brand.contact.hours }})"', "this is no tel: address"),
        ('- "[us](tel:{{ own }})"', "this is no tel: address"),
        ('- chart: {type: bar, title: T, unit: "{{ own }}", data: {A: 1, B: 2}}', "this line can't hold such a field."),
        ('- chart: {type: bar, title: T, unit: "{{ brand.contact.phne }}", data: {A: 1, B: 2}}', "there is no field"),
        ('- contact: {phone: "{{ own }}"}', "is no phone number"),
        ('- contact: {phone: "{{ brand.contact.hours }}"}', "is no phone number"),
    ],
)
def test_what_no_line_and_no_link_can_hold_is_told(look: Look, blocks: str, told: str) -> None:
    said = problems(look, blocks, fields="{own: {label: Own}}")
    assert told in said and said.count("\n") == 0


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (
            "Call {{ brand.contact.phone }}",
            "We are {{ brand.tagline }}",
            "brand.tagline is said by fields that lead back",
        ),
        (
            "phone: 555-0100",
            'phone: "{{ brand.contact.phone }}"',
            "brand.contact.phone is said by fields that lead back",
        ),
        ("name: Riverbend Clinic", 'name: "{{ brand.contact.phone }}"', "`name` can't hold a field."),
        ("{{brand.contact.phone}}", "{{ patient.name }}", "there is no field “patient.name”."),
    ],
)
def test_a_brand_that_says_nothing_at_last_is_told(look: Look, old: str, new: str, told: str) -> None:
    assert told in problems(look, "- Words.", BRAND.replace(old, new))


# --- after hours


def test_after_hours_has_a_number_and_what_to_know_before_one_calls_in_the_handouts_language(look: Look) -> None:
    contact = look().brand.contact
    assert (
        contact.at_night == "555-0199" and contact.told_at_night and said(contact.told_at_night) == "Ask for the nurse"
    )
    contact = look(language="es").brand.contact
    assert contact.at_night == "555-0199" and said(contact.told_at_night or contact) == "Pregunte por la enfermera"
    assert look("- When {{ brand.contact.after-hours }}.").handout.sections


def test_what_to_know_at_night_is_missed_in_another_language(look: Look) -> None:
    missing = look("- Words.", BRAND.replace(", es: Pregunte por la enfermera", ""), language="es").missing
    (told,) = [one for one in missing if "after-hours" in one.message]
    assert 'text: {en: "Ask for **the nurse**", es: "…"}' in told.hint


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("{text: Ask}", "`phone` is missing"), ("{phone: none}", "“none” is no phone number"),
        ("{phone: 555-0199, txt: Ask}", "`txt`"), ("{phone: 555-0199, text: {xx-x-x: Ask}}", "no language tag"),
    ],
)  # fmt: skip
def test_what_is_wrong_after_hours_is_told_at_its_place(look: Look, written: str, told: str) -> None:
    text = BRAND.replace(
        '{phone: 555-0199, text: {en: "Ask for **the nurse**", es: Pregunte por la enfermera}}', written
    )
    found = problems(look, "- Words.", text)
    assert told in found and "brand.yaml:5:" in found


@pytest.mark.parametrize("layout", ["letter", "card", "trifold"])
def test_the_number_at_night_prints_with_what_to_know(clinic: Any, layout: str) -> None:
    clinic.add("brand.yaml", BRAND)
    own = "contact: {phone: 555-0142, after-hours: {phone: 555-0143, text: Ask for Ann}}"
    read_out = " ".join(words_of(clinic.build(layout, f"- Words.\n- {own}").composition.root))
    assert "After hours: 555-0143 Ask for Ann" in read_out
    assert "After hours: 555-0199 Ask for the nurse" in read_out
