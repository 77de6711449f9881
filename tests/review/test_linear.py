"""Four times the text takes four times the work, whatever it is made of: no sixteen times."""

import time

import pytest

from carefold.diagnostics.carefold_error import CarefoldError

RUNS = [
    "A", "a", "A. ", "Dr. ", "5-", "a-", "…", "!?", ". ", "a.", "1.", "0", "1,", "qd ", "10 U ", "b.i.d. ", "100% ",
    "5% of people ", "1 in 5 ", "twice daily ", "every 8 hours ", "Take 5 mg twice daily, ", "is seen ", "FDA ",
    "1.0 ", "a@", "a_b ", "_a ", "[@", "{{ ", "**", "*a ", "<a ",
    "<!--", "](", "\"", "“", "'", "| a ", "- a ", "#", "~a",
    "\\\\", "&a", "\u200b", "a\u0301", "\u00a0", "https://a.b ", "www.", "555-0100 ", "(555) ", "(", "{", "`", "=",
]  # fmt: skip
SMALL, FACTOR = 5_000, 4


@pytest.mark.parametrize("run", RUNS, ids=ascii)
def test_the_work_grows_with_the_text(run, reviewed):
    def work(length):
        text = (run * (length // len(run)))[:length].replace("'", "''")
        started = time.process_time()
        try:
            reviewed(f"- 'A {text}'")
        except CarefoldError as error:  # what can't stand in a text is told, which is work too
            assert error.findings
        return time.process_time() - started

    work(100)
    assert any(work(SMALL * FACTOR) < 2.2 * FACTOR * max(work(SMALL), 0.02) for _ in range(6))
