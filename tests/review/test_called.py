"""Phone numbers of a handout and its brand: former ones anywhere, unknown ones where patients call, figures nowhere."""

import re
from typing import Any

import pytest
from opening import opened

BRAND = """\
name: Riverbend Clinic
contact: {phone: (801) 555-0100, after-hours: {phone: 801-555-0199, text: Ask for the nurse}}
sites: {north: {contact: {phone: (801) 555-0140}}}
former-phones: [801-555-0111, 1-800-FLOWERS, 801-555-0100 ext. 4]
other-phones: {Eye clinic: "+44 20 7946 0958"}
formats: Ask us.
disclaimer: General education.
"""


@pytest.fixture
def codes(clinic: Any) -> Any:
    def found(blocks: str = "- Words.", brand: str = BRAND, **keys: str) -> list[str]:
        clinic.add("brand.yaml", brand)
        clinic.write(blocks, **keys)
        return [one.code for one in opened(clinic.folder).check("h").report.findings if one.code in CALLED]

    return found


CALLED = ("CF156", "CF157", "CF158")
WAYS = [
    "801-555-0111", "(801) 555-0111", "801.555.0111", "801 555 0111", "+1 801 555 0111", "1 (801) 555-0111",
    "8015550111", "555-0111", "555 0111", "801/555-0111", "801–555–0111", "(801)555‑0111", "001 801 555 0111",
    "at 8 555-0111",
    "[us](tel:8015550111)", "[us](tel:+1-801-555-0111)", "801-555-**0111**", "1-800-FLOWERS", "800-356-9377",
    "801-555-0100 ext. 4", "801-555-0100 x4",
]  # fmt: skip


@pytest.mark.parametrize("way", WAYS)
def test_a_former_number_is_an_error_however_it_is_written(codes: Any, way: str) -> None:
    assert codes(f'- "The plan: {way}, or the desk."') == ["CF157"]


@pytest.mark.parametrize(
    "blocks",
    [
        "- contact: {phone: 801-555-0111}",
        "- contact: {phone: 801-555-0100, hours: After 5 call 801-555-0111}",
        "- table: {header: [A, B], rows: [[C, 555-0111]]}",
        "- figure: {image: handouts/images/house.svg, alt: A phone that shows 555-0111}",
        "- checklist: [Call 555-0111]",
        "- glossary: {Desk: At 555-0111}",
        "- qr: {url: 'https://riverbend.example', caption: Or 555-0111}",
    ],
)
def test_a_former_number_is_found_anywhere(codes: Any, clinic: Any, blocks: str) -> None:
    clinic.add("handouts/images/house.svg", HOUSE)
    assert "CF157" in codes(blocks)


HOUSE = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9v9z" fill="#000000"/></svg>'


def test_a_former_number_is_found_in_what_is_included_and_around_the_sections(codes: Any, clinic: Any) -> None:
    clinic.add("handouts/parts/p.yaml", "- Call 555-0111.\n")
    assert codes("- include: handouts/parts/p.yaml") == ["CF157"]
    assert codes(title="Call 555-0111", subtitle="Or 555-0111", main_point="Or 555-0111.") == ["CF157"] * 3
    assert codes(disclaimer="Call 555-0111.") == ["CF157"]


@pytest.mark.parametrize(
    "words",
    [
        "Call 801-555-0100 or 555-0100.", "Call 801-555-0140, the desk in the north.", "Call 020 7946 0958.",
        "Call 911, 988 or 1-800-222-1222.", "Take 500-1000 mg on 2026-11-23, 200-1500 steps.", "ZIP 84101-0111.",
        "ISBN 978-1-55501-119-4.", "Form 25550111.", "Room 555, floor 0111.", "5,550,111 people.",
        "Call 801-555-0100 ext. 5.",
        "https://a.example/801-555-0111", "doi 10.1000/801-555-0111", "Call [us](https://a.example/8015550111).",
    ],
)  # fmt: skip
@pytest.mark.parametrize("urgent", ["", "  urgent: true\n"])
def test_known_numbers_and_figures_are_no_findings(clinic: Any, codes: Any, words: str, urgent: str) -> None:
    assert codes(sections=f'- title: One\n{urgent}  blocks:\n    - "{words}"') == []


@pytest.mark.parametrize("number", ["801-555-0177", "(801) 555-0177", "1-800-555-0177", "+1 801 555 0177", "555-0177"])
@pytest.mark.parametrize(
    ("section", "code"),
    [
        ("- title: One\n  blocks:\n    - Call {}.", "CF156"),
        ("- title: One\n  urgent: true\n  blocks:\n    - Call {}.", "CF158"),
        ("- title: One\n  urgent: true\n  blocks:\n    - 'The desk: {}.'", "CF158"),
        ("- title: One\n  urgent: true\n  blocks:\n    - contact: {{phone: {}}}", "CF158"),
        ("- title: When to call us\n  blocks:\n    - Call {}.", "CF158"),
        ("- title: One\n  blocks:\n    - callout: {{kind: tip, blocks: [list: [A, 'Call {}']]}}", "CF158"),
        ("- title: One\n  blocks:\n    - zones: [{{zone: red, signs: [A], do: [Call {}]}}]", "CF158"),
        ("- title: One\n  blocks:\n    - contact: {{phone: {}}}", "CF156"),
        ("- title: One\n  blocks:\n    - Call [us](tel:{}) today.", "CF156"),
    ],
)
def test_an_unknown_number_is_an_error_where_patients_call(codes: Any, number: str, section: str, code: str) -> None:
    number = re.sub(r"\D", "", number) if "tel:" in section else number
    assert codes(sections=section.format(number)) == [code]


def test_a_number_that_is_none_for_sure_counts_only_where_it_is_called(codes: Any) -> None:
    assert codes("- The form 555-0177 is green.") == []
    assert codes("- Text 8015550177 today.") == ["CF156"]
    assert codes("- The form 8015550177 is green.") == []


def test_numbers_of_the_brand_in_other_languages_are_known(codes: Any) -> None:
    brand = BRAND.replace("phone: (801) 555-0100", "phone: {en: (801) 555-0100, es: (801) 555-0101}")
    assert codes("- Call 801-555-0101.", brand) == []


def test_a_stale_number_in_the_brand_is_told_at_its_place(codes: Any, clinic: Any) -> None:
    clinic.add("brand.yaml", BRAND.replace("Ask us.", "Ask us at 801-555-0178."))
    clinic.write()
    found = [one for one in opened(clinic.folder).check("h").report.findings if one.code == "CF156"]
    assert [str(one.place).rpartition("/")[2] for one in found] == ["brand.yaml:6:20"]
