"""A key written into a file in which all else stays as it is."""

from __future__ import annotations

import pytest

from carefold.diagnostics.carefold_error import CarefoldError
from carefold.reading.yaml.keyed import with_key

VALUE = '{reason: "A: b # c"}'


def keyed(text: str) -> str:
    return with_key(text.encode(), "h.yaml", "withdrawn", VALUE, "version").decode().replace(VALUE, "V")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('t: A\nversion: "1"  # ours\n# on b\nb: 2\n', 't: A\nversion: "1"  # ours\nwithdrawn: V\n# on b\nb: 2\n'),
        ("t: A\r\nversion: 1\r\nb: 2\r\n", "t: A\r\nversion: 1\r\nwithdrawn: V\r\nb: 2\r\n"),
        ("\ufefft: A\nversion: 1", "\ufefft: A\nwithdrawn: V\nversion: 1"),
        ("version: >-\n  1.0\n  b\n\nb: x\n", "withdrawn: V\nversion: >-\n  1.0\n  b\n\nb: x\n"),
        ("  t: B\n  version: 2\n  x: 3\n", "  t: B\n  version: 2\n  withdrawn: V\n  x: 3\n"),
        ('{"t": "A", "version": "1"}', '{"withdrawn": V, "t": "A", "version": "1"}'),
        ("withdrawn:\n  date: 1  # x\n  reason: b\n# on v\nversion: 2\n", "withdrawn:\n  V\n# on v\nversion: 2\n"),
        ("withdrawn: {a: 1,\n   b: [x]} # why\nversion: 2\n", "withdrawn: V # why\nversion: 2\n"),
        ("withdrawn:\nversion: 2\n", "withdrawn: V\nversion: 2\n"),
        ("---\n# c\nt: A\n", "---\n# c\nwithdrawn: V\nt: A\n"),
    ],
)
def test_where_a_key_is_written(before, after):
    made = keyed(before)
    assert sorted(made.splitlines()) == sorted(after.splitlines()) if ">-" in before else made == after


@pytest.mark.parametrize("text", ["a: [\n", "- a\n", "words\n"])
def test_what_takes_no_key(text):
    with pytest.raises(CarefoldError, match="can't be written into this file"):
        keyed(text)
