"""Doses in lists of medicines that are easily misread: told by the rule, never by what stands there."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from carefold.content.advice import Advice
from carefold.diagnostics.codes import CODES
from carefold.review.doses_of_values import codes_of_doses


def advice_on_doses(
    name: str, items: Sequence[Mapping[str, str]], language: str, accepted: Collection[str]
) -> Iterator[Advice]:
    """What the handout's own text would be refused for, but for codes that it accepts."""
    for number, item in enumerate(items, 1):
        if not codes_of_doses(item.values(), language):
            continue
        for column, value in item.items():
            for code in codes_of_doses((value,), language):
                if code not in accepted:
                    what = f"{CODES[code].title[0].lower()}{CODES[code].title[1:]}"
                    one = f"{name}.{number}.{column}"
                    yield Advice(f"in “{one}”, {what} [{code}].", "Write it out in the records.", one)
