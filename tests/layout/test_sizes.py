"""Type sizes that are tried: each once, the wished one first."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from carefold.diagnostics.carefold_error import CarefoldError
from carefold.diagnostics.finding import Finding
from carefold.layout.sizes import Tries, largest_step
from carefold.model.layout import TypeSizes


def tries(made: list[float], *, fits: float = 99.0, narrow: float = 99.0) -> Tries[Any]:
    """A handout that no page holds above one size, and that is too wide above another."""

    def compose(size: float) -> Any:
        made.append(size)
        if size > fits:
            raise CarefoldError(Finding("this is higher than a page."))
        return SimpleNamespace(size=size, wide_boxes=["table"] if size > narrow else [])

    sizes = TypeSizes.model_construct(smallest=12.0, text=13.0, largest=16.0)
    return Tries(sizes, compose)


def test_each_size_is_set_once_even_where_it_holds_no_handout() -> None:
    made: list[float] = []
    one = tries(made, fits=13.0)
    assert one.at(4).size == one.at(4).size == 13.0
    for _ in range(2):
        with pytest.raises(CarefoldError, match="higher than a page"):
            one.at(5)
        assert not one.is_sound(5)
    assert made == [13.0, 13.25]
    assert one.tried == [4, 5]


@pytest.mark.parametrize(
    ("fits", "narrow", "soundest"), [(99.0, 99.0, 4), (12.6, 99.0, 2), (99.0, 12.3, 1), (12.6, 11.0, 0)]
)
def test_a_smaller_size_only_where_it_mends_something(fits: float, narrow: float, soundest: int) -> None:
    assert tries([], fits=fits, narrow=narrow).soundest() == soundest


def test_the_largest_of_many_is_found_in_few_tries() -> None:
    tried: list[int] = []

    def fits(step: int) -> bool:
        tried.append(step)
        return True

    assert largest_step(fits, 40, 2) == 40
    assert tried == [2, 4, 8, 16, 32, 40]
