"""Mistakes in a brand, and in what stands beside it."""

from __future__ import annotations

import pytest
from pydantic import BaseModel

from carefold.diagnostics.carefold_error import CarefoldError
from carefold.model.brand import Brand
from carefold.model.handout import Handout
from carefold.model.settings import Settings
from carefold.reading.files import from_text
from carefold.reading.yaml.source import Source


@pytest.mark.parametrize("more", ["", 'colours: {primary: "#1f5a93"}\n'])
def test_default_is_no_disclaimer_of_a_brand(more: str) -> None:
    text = f"name: Lake\ncontact: {{phone: 555-0123}}\n{more}disclaimer: default\n"
    with pytest.raises(CarefoldError) as caught:
        from_text(Brand, Source("brand.yaml", text))
    assert any("“default” would be printed" in problem.message for problem in caught.value.findings)


def shelf(address: str) -> Brand:
    text = f'name: Lake\ncontact: {{phone: 555-0124}}\ndisclaimer: Ask us.\nshelf: "{address}"\n'
    return from_text(Brand, Source("brand.yaml", text))


def test_a_shelf_is_a_folder_on_the_web() -> None:
    assert shelf("https://clinic.example/hojas").shelf == "https://clinic.example/hojas"


@pytest.mark.parametrize(
    ("address", "hint"),
    [
        ("http://clinic.example/shelf", "Write https://clinic.example/shelf, if the site has it."),
        ("clinic.example", "Write https://clinic.example."),
        ("https://clinic.example/?p=1", "Leave out all from the ? or # on."),
        ("https://clinic.example/#x", "Leave out all from the ? or # on."),
    ],
)
def test_what_is_no_folder_on_the_web_is_told(address: str, hint: str) -> None:
    with pytest.raises(CarefoldError) as caught:
        shelf(address)
    assert [(str(problem.place), problem.hint) for problem in caught.value.findings] == [("brand.yaml:4:8", hint)]


def test_a_phone_that_stands_beside_the_contact() -> None:
    text = "name: Lake\nphone: 555-0123\ncontact: {phone: 555-0124}\ndisclaimer: Ask us.\n"
    with pytest.raises(CarefoldError) as caught:
        from_text(Brand, Source("brand.yaml", text))
    assert [problem.hint for problem in caught.value.findings] == ["Move it below `contact:`, as `phone:`."]


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (
            "",
            "`former-phones` can't stand here: It belongs at the left edge of the file: write `former-phones:` there.",
        ),
        ("former-phones: []\n", "unknown key `former-phones`: The keys allowed here are `after-hours`, `hours`,"),
    ],
)
def test_a_key_of_the_brand_itself_below_another(more: str, said: str) -> None:
    text = f"name: Lake\ncontact:\n  phone: 555-0123\n  former-phones: [555-0124]\ndisclaimer: Ask us.\n{more}"
    with pytest.raises(CarefoldError) as caught:
        from_text(Brand, Source("brand.yaml", text))
    assert [f"{one.message}: {one.hint}".replace(".:", ":").startswith(said) for one in caught.value.findings] == [True]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("'1F5A93'", "#1f5a93"), ("'#1f5'", "#11ff55"), ("rgb(31, 90, 147)", "#1f5a93"), ("31 90 147", "#1f5a93"),
        ("rgb(31, 900, 147)", "#0b6e73"), ("teal", "#008080"),
    ],
)  # fmt: skip
def test_a_colour_in_another_notation(written: str, meant: str) -> None:
    text = f"name: Lake\ncontact: {{phone: 555-0123}}\ndisclaimer: Ask us.\ncolours:\n  primary: {written}\n"
    with pytest.raises(CarefoldError) as caught:
        from_text(Brand, Source("brand.yaml", text))
    assert f'digits: "{meant}".' in caught.value.findings[0].hint


@pytest.mark.parametrize(
    ("model", "text", "said"),
    [
        (Settings, "reading-grade: 6\n", "Write: reading-grade: {aim: 6}"),
        (Settings, "mail: a@b.example\n", "Write: mail: {from: a@b.example}"),
        (Settings, "findings: [CF110, CF121]\n", "write: findings: {CF110: hint, CF121: hint}"),
        (Settings, "clinic: Lakeside\n", "The keys allowed here are `format`"),
        (Brand, "slogan: Here for you\n", "Write `tagline:` in place of `slogan:`."),
        (Handout, "brand: lakeside\n", "The brand is brand.yaml beside handouts/"),
    ],
)
def test_a_value_or_a_key_in_another_place(model: type[BaseModel], text: str, said: str) -> None:
    with pytest.raises(CarefoldError) as caught:
        from_text(model, Source("x.yaml", text))
    assert said in "\n".join(one.hint for one in caught.value.findings)
