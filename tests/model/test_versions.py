"""Ranges of versions."""

from __future__ import annotations

import pytest

from carefold.model.versions import is_among, problem_of, up_to


@pytest.mark.parametrize(
    ("version", "ranges", "said"),
    [
        ("1.1", ["<1.2"], True), ("1.10", ["<1.2"], False), ("1.2", ["<1.2"], False), ("1.2.0", ["<=1.2"], True),
        ("1.9", ["<=1.10"], True), ("1", ["1.0"], True), ("1.1", ["1.0", "1.1"], True), ("1.1", [">=1 <1.1"], False),
        ("1.0", [">=1 <1.1"], True), ("2.0", [">1"], True), ("2026a", ["<1.2"], True), ("2026a", ["2026b"], False),
        ("2026a", ["2026a"], True), ("1.1", [], False), ("v1.1", ["= 1.1"], True),
    ],
)  # fmt: skip
def test_what_is_among_them(version, ranges, said):
    assert is_among(version, ranges) is said


@pytest.mark.parametrize("written", ["<", "<1.2 or 1.3", "<=x", ">1,", "< <1", "1.0 <"])
def test_what_is_no_range(written):
    assert problem_of(written)


def test_what_is_one():
    assert not any(map(problem_of, ("1.0", "<1.2", ">= 1  <1.2", "2026a", "==1")))
    assert (up_to("1.1"), up_to("2026a")) == ("<=1.1", "2026a")
