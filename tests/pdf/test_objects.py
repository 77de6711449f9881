"""PDF syntax, written and read back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf.generic import read_object

from carefold.pdf.objects import number, text


def read(written: str) -> Any:
    from io import BytesIO

    return read_object(BytesIO(written.encode("latin-1") + b" "), None)


@given(st.text(st.characters(exclude_categories=("Cs",)), max_size=40))
def test_a_text_string_says_what_it_was_given(value: str) -> None:
    found = read(text(value))
    raw = found.original_bytes
    assert (raw[2:].decode("utf-16-be") if raw.startswith(b"\xfe\xff") else raw.decode("latin-1")) == value


@pytest.mark.parametrize(
    ("value", "written"), [(1.0, "1"), (0.5, "0.5"), (1.239, "1.24"), (-0.25, "-0.25"), (12, "12")]
)
def test_numbers_are_short(value: float, written: str) -> None:
    assert str(number(value)) == written


def test_a_stream_is_as_long_as_it_says(read_pdf: Callable[[bytes], Any], printed: Any) -> None:
    streams = [found for found in printed.objects() if hasattr(found, "get_data")]
    assert len(streams) > 10
    assert all(found.get_data() for found in streams)
