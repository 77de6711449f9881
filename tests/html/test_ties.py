"""What no line parts on paper, no browser parts: numbers and what they count."""

from __future__ import annotations

from typing import Any

from opening import opened

from carefold.order import Edition, Order
from carefold.run import Run


def test_numbers_stay_with_what_they_count(clinic: Any) -> None:
    clinic.write("- Take 2 tablets of 500 mg at 5 pm. Rest for a while.")
    page = Run(opened(clinic.folder)).build(Order("h", "letter", Edition.HTML)).data.decode()
    assert "Take 2\u00a0tablets of 500\u00a0mg at 5\u00a0pm. Rest for a while." in page
