"""Numbers that are compared by what is dialled, and found in texts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carefold.diagnostics.carefold_error import CarefoldError
from carefold.model.brand import Brand
from carefold.model.dialled import Dialled, dialled, former_in, linked, numbers_in, same
from carefold.reading.files import from_text, read_brand
from carefold.reading.yaml.source import Source

TEN = st.from_regex(r"[2-9][0-9]{2}[2-9][0-9]{6}", fullmatch=True)
GAPS = st.sampled_from(["-", " ", ".", "", "–", "‑", " - "])


@pytest.mark.parametrize(
    ("one", "other", "are_same"),
    [
        ("555-0100", "(801) 555-0100", True), ("+1 801 555 0100", "801-555-0100", True),
        ("1-800-FLOWERS", "800-356-9377", True), ("+44 20 7946 0958", "020 7946 0958", True),
        ("0044 20 7946 0958", "+44 (0)20 7946 0958", True), ("801-555-0100 ext. 4", "801-555-0100", True),
        ("801-555-0100", "435-555-0100", False), ("555-0100", "555-0101", False), ("911", "555-0911", False),
        ("911", "911", True),
    ],
)  # fmt: skip
def test_numbers_are_one_with_an_area_or_without(one: str, other: str, are_same: bool) -> None:
    assert same(*dialled(one), *dialled(other)) is same(*dialled(other), *dialled(one)) is are_same


@given(
    TEN,
    GAPS,
    GAPS,
    st.sampled_from(["", "+1 ", "1-", "1"]),
    st.booleans(),
    st.sampled_from(["", "Call ", "in 3 days: "]),
)
def test_a_former_number_is_found_in_any_writing(
    number: str, first: str, second: str, country: str, in_brackets: bool, before: str
) -> None:
    area = f"({number[:3]})" if in_brackets else number[:3]
    text = f"{before}{country}{area}{first}{number[3:6]}{second}{number[6:]}. Then rest."
    assert [one.number for one in former_in(text, Dialled(number))] == [Dialled(number)]


@given(TEN, TEN)
def test_no_other_number_is_taken_for_a_former_one(number: str, former: str) -> None:
    text = f"Call ({number[:3]}) {number[3:6]}-{number[6:]} or 1-{number[:3]}-{number[3:6]}-{number[6:]}."
    assert bool(list(former_in(text, Dialled(former)))) is (number == former)
    assert [one.number for one in numbers_in(text)] == [Dialled(number)] * 2


@given(st.text(alphabet="0123456789+()-. /", max_size=40))
def test_any_signs_are_looked_through(text: str) -> None:
    for one in (*numbers_in(text), *former_in(text, Dialled("8015550100"))):
        assert 0 <= one.start < one.end <= len(text)


def test_links_that_call() -> None:
    assert linked("tel:+18015550100;ext=4") == Dialled("8015550100", "4")
    assert linked("sms:741741?body=HOME") == Dialled("741741")
    assert linked("https://a.example/8015550100") is None


# --- of a brand

BRAND = """\
name: {en: A, es: A}
contact: {phone: {en: 801-555-0100, es: 801-555-0101}}
sites: {north: {contact: {phone: 801-555-0140, hours: 8 to 5}}}
other-phones: {Eye clinic: 801-555-0177}
former-phones: [801-555-0111]
notices: [A notice]
formats: {en: Ask., es: Pida.}
disclaimer: D.
"""


def test_a_brand_knows_its_numbers_in_all_languages_and_of_all_sites() -> None:
    book = from_text(Brand, Source("brand.yaml", BRAND)).phones
    for number in ("555-0100", "801-555-0101", "(801) 555-0140", "801-555-0177"):
        assert book.knows(*dialled(number))
    assert not book.knows(Dialled("8015550111"))
    assert book.former == (Dialled("8015550111"),)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            "[801-555-0111]",
            "[555-0140]",
            "brand.yaml:5:17: 555-0140 is no longer the clinic's, and stands in this file",
        ),
        ("[801-555-0111]", "[555-0111, 801-555-0177]", "brand.yaml:5:27: 801-555-0177 is no longer"),
        ("[801-555-0111]", "[911]", "brand.yaml:5:17: 911 is nobody's own number."),
        ("[801-555-0111]", "[soon]", "“soon” is no phone number"),
        ("801-555-0177", "none", "“none” is no phone number"),
    ],
)
def test_former_and_other_phones_are_judged_where_they_stand(old: str, new: str, said: str) -> None:
    with pytest.raises(CarefoldError) as caught:
        from_text(Brand, Source("brand.yaml", BRAND.replace(old, new)))
    assert said in str(caught.value)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Pida.", "Pida al 555-0111."), ("A notice", "Call 801.555.0111"), ("8 to 5", "then 555 0111"),
        ("D.", "'[D](tel:8015550111).'"), ("{en: A,", "{en: A (801) 555-0111,"),
    ],
)  # fmt: skip
def test_a_former_number_in_the_brand_is_an_error_in_any_language(tmp_path, old: str, new: str) -> None:
    path = tmp_path / "brand.yaml"
    path.write_text(BRAND, "utf-8")
    read_brand(path, "brand.yaml")
    path.write_text(BRAND.replace(old, new), "utf-8")
    with pytest.raises(CarefoldError) as caught:
        read_brand(path, "brand.yaml")
    assert [one.code for one in caught.value.findings] == ["CF157"]


def test_an_extension_can_be_former_while_its_number_is_the_clinics() -> None:
    brand = from_text(Brand, Source("b", BRAND.replace("801-555-0111", "801-555-0100 ext. 4")))
    (former,) = brand.phones.former
    assert [*former_in("801-555-0100 ext. 4", former)] and not [*former_in("801-555-0100 ext. 40", former)]
    assert not [*former_in("801-555-0100", former)]
