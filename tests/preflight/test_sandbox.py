"""A checking process reads many files; nothing of one reaches the next, and each has limits of its own."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from children import no_process_is_left

from carefold.diagnostics.report import Report
from carefold.preflight.preflight import preflight
from carefold.preflight.sandbox import process
from carefold.preflight.sandbox.limits import Limits
from carefold.preflight.sandbox.sandbox import Sandbox
from carefold.preflight.sandbox.traces import Traces


def plain(*, pages: int = 1) -> bytes:
    out = BytesIO()
    with pikepdf.new() as pdf:
        for _ in range(pages):
            pdf.add_blank_page()
        pdf.save(out)
    return out.getvalue()


def codes(report: Report) -> list[str]:
    return [finding.code for finding in report.findings]


@pytest.fixture
def started(monkeypatch) -> list[int]:
    """The processes that were started."""
    pids: list[int] = []

    class Counted(process.Popen):
        def __init__(self, *args: object, **options: object) -> None:
            super().__init__(*args, **options)
            pids.append(self.pid)

    monkeypatch.setattr(process, "Popen", Counted)
    return pids


@pytest.fixture
def folder(tmp_path) -> Callable[..., list[Path]]:
    """PDFs with so many pages, or with a mark after their end at which the process does some harm."""

    def filled(*contents: int | str) -> list[Path]:
        paths = []
        for place, content in enumerate(contents):
            data = plain(pages=content) if isinstance(content, int) else plain() + f"\n%{content}".encode()
            paths.append(tmp_path / f"{place}.pdf")
            paths[-1].write_bytes(data)
        return paths

    return filled


@pytest.fixture
def harmful(monkeypatch) -> Callable[[str], None]:
    """Let some code run in the process whenever it reads a file with the mark `harm`."""

    def harm(code: str) -> None:
        start = process._START.replace("import main; main()", "import main\n")
        monkeypatch.setattr(process, "_START", start + WRAP.replace("HARM", code) + "main()")

    return harm


WRAP = """
import carefold.preflight.sandbox.child as child
real = child.preflight_with
def preflight_with(data, *rest):
    if data.endswith(b"%harm"):
        HARM
    return real(data, *rest)
child.preflight_with = preflight_with
"""


def test_a_process_reads_twenty_files(folder, started):
    paths = folder(*(1 + place % 3 for place in range(45)))
    with Sandbox() as sandbox:
        reports = [sandbox.preflight(path) for path in paths]
    assert len(started) == 3
    assert reports == [preflight(path.read_bytes(), path.name, None) for path in paths]
    assert no_process_is_left()


def test_no_process_is_started_for_no_file(started):
    with Sandbox():
        pass
    assert started == []


@pytest.mark.parametrize("harm", [
    "import sys; sys.setrecursionlimit(90)",
    "import decimal; decimal.getcontext().prec = 2",
    "import warnings; warnings.simplefilter('error')",
    "import logging; logging.getLogger('pypdf').setLevel(logging.CRITICAL)",
    "child.handle = open(child.__file__)",
    "child.hoard = bytes(100 << 20)",
], ids=lambda harm: harm[:30])  # fmt: skip
def test_what_a_file_leaves_behind_ends_the_process(folder, started, harmful, harm):
    harmful(harm)
    paths = folder(1, "harm", 1, 1)
    with Sandbox() as sandbox:
        reports = [sandbox.preflight(path) for path in paths]
    assert len(started) == 2
    assert codes(reports[2]) == codes(reports[3]) == codes(reports[0]) != ["CF220"]


def test_what_goes_with_its_file_does_not_end_the_process(folder, started, harmful):
    """A large file, and a cycle that nobody holds."""
    harmful("hoard = [bytes(100 << 20)]; hoard.append(hoard)")
    with Sandbox() as sandbox:
        for path in folder("harm", 1, "harm", 1):
            assert "CF501" in codes(sandbox.preflight(path))
    assert len(started) == 1


@pytest.mark.parametrize("harm", [
    "import os; os._exit(3)", "import os; os.abort()", "raise MemoryError", "raise SystemExit", "raise RuntimeError",
    "import sys; sys.stdout.close(); import os; os.closerange(3, 20)", "while True: pass",
])  # fmt: skip
def test_a_file_that_ends_the_process_is_one_finding_and_the_next_is_fine(folder, harmful, harm):
    harmful(harm)
    paths = folder(1, "harm", 1)
    with Sandbox(Limits(seconds=1)) as sandbox:
        before, broken, after = [codes(sandbox.preflight(path)) for path in paths]
    assert broken == ["CF220"]
    assert before == after and "CF501" in after
    assert no_process_is_left()


@pytest.mark.skipif(sys.platform != "linux", reason="other platforms don't hold to the limit")
def test_what_is_too_much_is_said_by_a_process_that_read_nothing_else(folder, started, harmful):
    """Here, the process has only become too small for the file by what it did before."""
    harmful("import os; count = child.count = getattr(child, 'count', 0) + 1; hoard = bytes((count - 1) * (900 << 20))")
    paths = folder("harm", "harm")
    with Sandbox() as sandbox:
        assert ["CF220"] not in [codes(sandbox.preflight(path)) for path in paths]
    assert len(started) == 2


def test_each_file_has_the_whole_time(folder, started, harmful):
    harmful("import time; end = time.process_time() + 0.7\n        while time.process_time() < end: pass")
    with Sandbox(Limits(seconds=1.5)) as sandbox:
        for path in folder(*["harm"] * 5):
            assert "CF501" in codes(sandbox.preflight(path))
    assert len(started) == 1


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such limits")
def test_time_is_limited_in_later_files_where_no_other_thread_gets_a_turn(folder, started, harmful):
    harmful("sum(range(10**12))")
    with Sandbox(Limits(seconds=0.5)) as sandbox:
        *_, broken = [sandbox.preflight(path) for path in folder(1, 1, "harm")]
    (finding,) = broken.findings
    assert "0.5 seconds of the processor" in finding.message
    assert len(started) == 1


def test_patience_is_for_each_file_too(folder, started, harmful):
    harmful("import time; time.sleep(60)")
    with Sandbox(Limits(patience=6)) as sandbox:
        found = [codes(sandbox.preflight(path)) for path in folder(1, "harm", 1)]
    assert found[1] == ["CF222"] and "CF501" in found[2]


def test_what_goes_wrong_here_does_not_reach_the_next_file(folder):
    """An error of the handout's, while the process waits to be told what to expect."""

    def expect(_origin: object) -> None:
        raise OSError("the handout")

    first, second = folder(1, 1)
    with Sandbox() as sandbox:
        with pytest.raises(OSError, match="the handout"):
            sandbox.preflight(first, expect)
        assert "CF501" in codes(sandbox.preflight(second))
    assert no_process_is_left()


def test_traces():
    before = Traces.now()
    assert not before.are_left()
    limit = sys.getrecursionlimit()
    try:
        sys.setrecursionlimit(limit + 1)
        assert before.are_left()
    finally:
        sys.setrecursionlimit(limit)


INTERRUPTED = """
import signal, sys
signal.signal(signal.SIGINT, signal.default_int_handler)  # what runs in the background ignores it
from pathlib import Path
from carefold.preflight.sandbox import process
from carefold.preflight.sandbox.sandbox import Sandbox
slow = "; import pathlib, time; sys.stdin.buffer.read(1); pathlib.Path('asked').touch(); time.sleep(99)"
process._START = process._START.replace("; main()", slow)
with Sandbox() as sandbox:
    sandbox.preflight(Path("x.pdf"))  # starts a process, and asks it
"""


@pytest.mark.skipif(sys.platform != "linux", reason="needs to know the other process")
def test_an_interrupt_ends_the_process_too(tmp_path):
    run = subprocess.Popen([sys.executable, "-c", INTERRUPTED], cwd=tmp_path, stderr=subprocess.DEVNULL)
    assert _within(60, lambda: [*tmp_path.glob("asked")])
    time.sleep(0.5)  # by then it waits for the answer
    (child,) = Path(f"/proc/{run.pid}/task/{run.pid}/children").read_text().split()
    run.send_signal(signal.SIGINT)
    assert run.wait(20) != 0
    assert not Path(f"/proc/{child}").exists()


INTERRUPTED_EARLY = """
from pathlib import Path
from carefold.preflight.sandbox import process
from carefold.preflight.sandbox.limits import Limits
from carefold.preflight.sandbox.sandbox import Sandbox

class Timer(process.Timer):
    def start(self):
        super().start()
        raise KeyboardInterrupt  # before anybody is there to cancel it

process.Timer = Timer
with Sandbox(Limits(patience=300)) as sandbox:
    sandbox.preflight(Path("x.pdf"))
"""


def test_an_interrupt_right_after_the_timer_has_started_does_not_wait_for_it(tmp_path):
    """The program would end only after the whole patience of a file that nobody reads any more."""
    run = subprocess.run([sys.executable, "-c", INTERRUPTED_EARLY], cwd=tmp_path, capture_output=True, timeout=60)
    assert run.stderr.endswith(b"KeyboardInterrupt\n")


def _within(seconds: float, ask: Callable[[], list[Path]]) -> list[Path]:
    end = time.monotonic() + seconds
    while not (answer := ask()) and time.monotonic() < end:
        time.sleep(0.05)
    return answer
