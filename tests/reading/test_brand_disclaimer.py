"""A brand's disclaimer is a text of its own."""

from __future__ import annotations

import pytest

from carefold.errors import CarefoldError
from carefold.model.brand import Brand
from carefold.reading.files import from_text
from carefold.reading.source import Source


@pytest.mark.parametrize("more", ["", 'colours: {primary: "#1f5a93"}\n'])
def test_default_is_no_disclaimer_of_a_brand(more: str) -> None:
    text = f"name: Lake\ncontact: {{phone: 555-0123}}\n{more}disclaimer: default\n"
    with pytest.raises(CarefoldError) as caught:
        from_text(Brand, Source("brand.yaml", text))
    assert any("“default” would be printed" in problem.message for problem in caught.value.problems)
