"""Doses in lists of medicines that are easily misread: told by the rule, never by what stands there."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import partial

from carefold.content.advice import Advice
from carefold.diagnostics.codes import CODES
from carefold.merge.known import Known
from carefold.review.doses_of_values import codes_of_doses


def advice_on_doses(
    name: str, items: Sequence[Mapping[str, str]], language: str, accepted: Collection[str],
    known: Known[Sequence[str]],
) -> Iterator[Advice]:  # fmt: skip
    """What the handout's own text would be refused for, but for codes that it accepts; `known` are codes of values."""
    for number, item in enumerate(items, 1):
        for column, value in item.items():
            codes = known.answer((language, value), partial(codes_of_doses, (value,), language)) if value else ()
            for code in codes:
                if code not in accepted:
                    what = f"{CODES[code].title[0].lower()}{CODES[code].title[1:]}"
                    one = f"{name}.{number}.{column}"
                    yield Advice(f"in “{one}”, {what} [{code}].", "Write it out in the records.", one)
