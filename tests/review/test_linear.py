"""Twice the text takes twice the work, whatever it is made of: no four times."""

import gc
import sys
import time

import pytest

from carefold.diagnostics.carefold_error import CarefoldError

RUNS = [
    "A", "a", "A. ", "Dr. ", "5-", "a-", "…", "!?", ". ", "a.", "1.", "0", "1,", "qd ", "10 U ", "b.i.d. ", "100% ",
    "5% of people ", "1 in 5 ", "the risk of pain is 5% ", "1 in 7 slept, 3 in 11 ", "ages 6 ", "twice daily ",
    "every 8 hours ", "Take 5 mg twice daily, ",
    "out of 100 people ", "9️", "1️ m️", "take BT ", "20% fewer falls ", "is seen ", "FDA ",
    "1.0 ", "a@", "a_b ", "_a ", "[@", "{{ ", "**", "*a ", "<a ",
    "<!--", "](", "\"", "“", "'", "| a ", "- a ", "#", "~a",
    "\\\\", "&a", "\u200b", "a\u0301", "\u00a0", "https://a.b ", "www.", "555-0100 ", "(555) ", "(", "{", "`", "=",
]  # fmt: skip
SMALL = 1_000
EACH = [pytest.param(run, marks=pytest.mark.all if number % 8 else ()) for number, run in enumerate(RUNS)]


@pytest.fixture
def read(reviewed):
    """Review a text of so many signs, made of one run again and again."""

    def review_text(run, length):
        text = (run * (length // len(run)))[:length].replace("'", "''")
        try:
            reviewed(f"- 'A {text}'")
        except CarefoldError as error:  # what can't stand in a text is told, which is work too
            assert error.findings

    return review_text


@pytest.mark.parametrize("run", EACH, ids=ascii)
def test_the_calls_grow_with_the_text(run, read):
    """Functions called, of Python and of C: they are the same on any machine."""

    def calls(length):
        made = 0

        def count(_frame, event, _what):
            nonlocal made
            made += event in ("call", "c_call")

        before = sys.getprofile()
        gc.collect()
        gc.disable()
        sys.setprofile(count)
        try:
            read(run, length)
        finally:
            sys.setprofile(before)
            gc.enable()
        return made

    calls(100)  # what is read and compiled once
    one, two, four = (calls(times * SMALL) for times in (1, 2, 4))
    assert four - two <= 2.4 * max(0, two - one) + SMALL, "each pair of signs would be hundreds of times as many"


@pytest.mark.all
@pytest.mark.parametrize("run", RUNS, ids=ascii)
def test_the_time_grows_with_the_text(run, read):
    """A search that looks at the same signs again and again is one call; it only shows in the time that it takes."""

    def seconds(length):
        started = time.process_time()
        read(run, length)
        return time.process_time() - started

    seconds(100)
    assert any(seconds(20 * SMALL) < 2.2 * 4 * max(seconds(5 * SMALL), 0.02) for _ in range(6))
