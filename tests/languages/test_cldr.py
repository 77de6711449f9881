"""Dates and numbers are those of CLDR, which Babel brings, but for what is listed here.

They are written out in each language.yaml: to load Babel and its data for one language takes 24 ms, in each process.
"""

from __future__ import annotations

import datetime
import os
from decimal import Decimal

import pytest
from babel.dates import format_date
from babel.numbers import format_decimal
from cldr import formats

from carefold.languages.language import Language, tags

OTHERWISE = {
    ("en-GB", "short-months"): "Sep, as in en; CLDR has Sept",
    **{(f"es-{region}", "short-months"): "sept, as in es; CLDR has sep" for region in ("419", "MX", "US")},
}


@pytest.mark.parametrize("tag", tags())
@pytest.mark.parametrize("key", ["direction", "months", "short-months", "date", "thousands", "decimal"])
def test_what_is_written_out_is_what_cldr_has(tag: str, key: str) -> None:
    same = Language.of(tag).said[key] == formats(tag)[key]
    listed = (tag, key) in OTHERWISE
    assert same != listed or (listed and "VERSIONS" in os.environ), formats(tag)[key]  # an older CLDR may agree


@pytest.mark.parametrize("tag", tags())
@pytest.mark.parametrize("month", range(1, 13))
def test_a_date_in_full_is_what_babel_makes(tag: str, month: int) -> None:
    day = datetime.date(2026, month, 4)
    assert Language.of(tag).phrases.date(day) == format_date(day, "long", locale=tag.replace("-", "_"))


@pytest.mark.parametrize("tag", tags())
@pytest.mark.parametrize("number", ["0", "7.5", "999.25", "12500", "1234567.5", "-12500.5"])
def test_a_number_is_what_babel_makes_but_for_a_real_minus(tag: str, number: str) -> None:
    said = format_decimal(Decimal(number), locale=tag.replace("-", "_"))
    assert Language.of(tag).phrases.number(number) == said.replace("-", "−")


@pytest.mark.parametrize(("tag", "said"), [("en", "1,250"), ("es", "1250"), ("es-MX", "1,250")])
def test_a_number_of_four_digits_has_a_sign_where_the_language_puts_one(tag: str, said: str) -> None:
    """Babel knows nothing of CLDR's least digits of a group: two in Spanish (Ortografía de la RAE, 2010)."""
    assert Language.of(tag).phrases.number("1250") == said
