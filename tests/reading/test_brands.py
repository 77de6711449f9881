"""Mistakes in a brand."""

from __future__ import annotations

import pytest

from carefold.diagnostics.carefold_error import CarefoldError
from carefold.model.brand import Brand
from carefold.reading.files import from_text
from carefold.reading.yaml.source import Source


@pytest.mark.parametrize("more", ["", 'colours: {primary: "#1f5a93"}\n'])
def test_default_is_no_disclaimer_of_a_brand(more: str) -> None:
    text = f"name: Lake\ncontact: {{phone: 555-0123}}\n{more}disclaimer: default\n"
    with pytest.raises(CarefoldError) as caught:
        from_text(Brand, Source("brand.yaml", text))
    assert any("“default” would be printed" in problem.message for problem in caught.value.findings)


def test_a_phone_that_stands_beside_the_contact() -> None:
    text = "name: Lake\nphone: 555-0123\ncontact: {phone: 555-0124}\ndisclaimer: Ask us.\n"
    with pytest.raises(CarefoldError) as caught:
        from_text(Brand, Source("brand.yaml", text))
    assert [problem.hint for problem in caught.value.findings] == ["move it below `contact:`, as `phone:`."]
