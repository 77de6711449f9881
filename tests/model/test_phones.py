"""Phone numbers: what is dialled, and what is refused."""

from __future__ import annotations

import pytest

from carefold.model.phones import numbers

DIALLED = {
    "555-0123": "5550123",
    "5550123": "5550123",
    "555.555.0123": "5555550123",
    "555 - 0123": "5550123",
    "(555) 555-0123": "5555550123",
    "(800)-555-0123": "8005550123",
    "1 (800) 555-0123": "18005550123",
    "01 (55) 5555 5555": "015555555555",
    "911": "911",
    "988": "988",
    "116 117": "116117",
    "13 11 14": "131114",
    # from abroad
    "+1-555-555-0123": "+15555550123",
    "(+1) 555-555-0123": "+15555550123",
    "+44 (0)20 7946 0000": "+442079460000",
    "+44(0)20 7946 0000": "+442079460000",
    "+44 (020) 7946 0000": "+442079460000",
    "0044 (0)20 7946 0000": "00442079460000",
    "(0)20 7946 0000": "02079460000",
    "+39 (06) 1234 5678": "+390612345678",
    # what Word and address books paste
    "555\u20110123": "5550123",
    "555\u20100123": "5550123",
    "555\u20130123": "5550123",
    "555\u00a00123": "5550123",
    "\u202a+1 555-555-0123\u202c": "+15555550123",
    # extensions
    "555-0123 ext. 4": "5550123;ext=4",
    "555-0123 ext 4": "5550123;ext=4",
    "555-0123, Ext. 4": "5550123;ext=4",
    "555-0123 (ext. 4)": "5550123;ext=4",
    "555-0123 x4": "5550123;ext=4",
    "555-0123x4567": "5550123;ext=4567",
    "555-0123 #4": "5550123;ext=4",
    "555-0123 extensión 4": "5550123;ext=4",
    "+1 555 555 0123 extension 12": "+15555550123;ext=12",
    # letters
    "555-CARE": "5552273",
    "555-CARE x4": "5552273;ext=4",
    "(555) 555-CARE": "5555552273",
    "1-800-FLOWERS": "18003569377",
    "1-800-GO-FEDEX": "18004633339",
    "1-800-MATTRESS": "180062887377",
    "1-800-555-HELP": "18005554357",
}  # fmt: skip


@pytest.mark.parametrize(("written", "dialled"), DIALLED.items())
def test_what_a_phone_dials(written: str, dialled: str) -> None:
    (number,) = numbers(written)
    assert number.uri == f"tel:{dialled}"
    assert written[number.start : number.end] == written
    assert number.uri.isascii()


@pytest.mark.parametrize(
    ("written", "parts"),
    [
        ("555-0123 or 555-0124", ["555-0123", "555-0124"]),
        ("555-0123 / 555-0124", ["555-0123", "555-0124"]),
        ("555-0123, 555-0124", ["555-0123", "555-0124"]),
        ("555-0123 ext. 4 o 555-0124", ["555-0123 ext. 4", "555-0124"]),
        ("911 OR 988", ["911", "988"]),
    ],
)
def test_several_numbers_are_each_dialled(written: str, parts: list[str]) -> None:
    found = numbers(written)
    assert [written[number.start : number.end] for number in found] == parts
    assert [number.uri for number in found] == [numbers(part)[0].uri for part in parts]


@pytest.mark.parametrize(
    "written",
    [
        "", "call us", "none", "555-0123 (555)", "555 (0123) 555", "()()().---123", "(555 555-0123", "555) 555-0123",
        "555-0123 CELL", "555-0123 FAX", "1 555-0123 FAX", "FAX 555-0123", "911 HELP", "555-0123 office", "555-0123/4",
        "24/7", "555-012", "12345678901234567", "555--0123", "555-0123,,4", "555-0123 ext.", "ext. 4", "+", "+()",
        "555-0123 ext. 4 or 5", "030/123456", "tel:555-0123", "555-0123 or", "++44 20 79460000", "+44 (0)(0)20 7946",
        "555-0123 ext. 4 555-0124", "555-0123\n555-0124 home",
    ],
)  # fmt: skip
def test_what_is_no_number(written: str) -> None:
    with pytest.raises(ValueError, match=r"is no phone number\. Hint: "):
        numbers(written)


@pytest.mark.parametrize(
    ("written", "right"),
    [
        ("٥٥٥-٠١٢٣", "555-0123"), ("５５５-０１２３ ext. ４", "555-0123 ext. 4"), ("555-care", "555-CARE"),
        ("1-800-Flowers", "1-800-FLOWERS"),
    ],
)  # fmt: skip
def test_a_hint_with_the_number_gives_that_number(written: str, right: str) -> None:
    with pytest.raises(ValueError, match=rf" {right}\.$"):
        numbers(written)
    assert numbers(right)
