"""Files from outside are checked in another process, under limits; whatever they are, one clear finding comes back."""

from __future__ import annotations

import json
import os
import pickle
import signal
import subprocess
import sys
import threading
import time
import zlib
from io import BytesIO
from pathlib import Path
from threading import Timer

import pikepdf
import pytest
from children import no_process_is_left
from opening import opened
from pikepdf import Array, Dictionary, Name

from carefold import on_disk
from carefold.diagnostics.report import Report
from carefold.pipeline import compose
from carefold.preflight.origin import Origin
from carefold.preflight.preflight import preflight
from carefold.preflight.sandbox import process as outside
from carefold.preflight.sandbox.limits import Limits
from carefold.preflight.sandbox.sandbox import preflight_file
from carefold.preflight.sandbox.talk import OUT_OF_TIME

ROOT = Path(__file__).parents[2]
CHILDREN = Path(f"/proc/self/task/{threading.main_thread().native_id}/children")


def codes(report: Report) -> list[str]:
    return [finding.code for finding in report.findings]


@pytest.fixture
def leaflet(trifold, tmp_path):
    path = tmp_path / "leaflet.pdf"
    path.write_bytes(trifold.data)
    return path


def test_the_same_is_found_as_in_this_process(trifold, leaflet):
    """With faults of all kinds, spots on pages among them."""

    def harm(pdf):
        pdf.pages[0].MediaBox = Array([0, 0, 500, 500])
        pdf.pages[1].Contents.write(pdf.pages[1].Contents.read_bytes() + b"\nBT /T1 6 Tf 100 300 Td <0020> Tj ET")
        del pdf.Root.Lang

    leaflet.write_bytes(trifold.harmed(harm))
    told = []

    def expect(origin):
        told.append(origin)
        return trifold.expected

    report = preflight_file(leaflet, expect)
    assert report == preflight(leaflet.read_bytes(), "leaflet.pdf", trifold.expected)
    assert {"CF208", "CF210", "CF405", "CF510"} <= set(codes(report))
    assert any(finding.spots for finding in report.findings)
    assert told == [Origin("about-ketamine", "1.0", "trifold", "print")]


def test_a_check_that_takes_too_long_is_stopped(leaflet):
    report = preflight_file(leaflet, limits=Limits(seconds=0.01))
    (finding,) = report.findings
    assert finding.code == "CF220" and "0.01 seconds of the processor" in finding.message and finding.hint
    assert no_process_is_left()


@pytest.mark.skipif(not CHILDREN.exists(), reason="needs to know the other process")
def test_a_stopped_process_is_waited_for(leaflet, trifold):
    """It uses no time of the processor, so the clock does not count."""
    stopped: list[Timer] = []

    def expect(_origin):
        child = only_child()
        os.kill(child, signal.SIGSTOP)
        stopped.append(Timer(0.5, os.kill, (child, signal.SIGCONT)))
        stopped[0].start()
        return trifold.expected

    begun = time.monotonic()
    assert preflight_file(leaflet, expect, limits=Limits(seconds=4)).findings == ()
    assert stopped and time.monotonic() - begun > 0.5


@pytest.mark.skipif(not CHILDREN.exists(), reason="needs to know the other process")
def test_when_patience_ends_the_computer_was_busy(leaflet, trifold):
    def expect(_origin):
        os.kill(only_child(), signal.SIGSTOP)
        return trifold.expected

    (finding,) = preflight_file(leaflet, expect, limits=Limits(patience=1.5)).findings
    assert (finding.code, "the computer was busy" in finding.message) == ("CF222", True)
    assert no_process_is_left()


def only_child() -> int:
    (child,) = CHILDREN.read_text().split()
    return int(child)


@pytest.mark.skipif(sys.platform != "linux", reason="other platforms don't hold to RLIMIT_AS")
def test_a_file_that_takes_too_much_memory_is_not_read(tmp_path):
    path = tmp_path / "large.pdf"
    with path.open("wb") as file:
        file.truncate(700_000_000)  # nothing but zeros, which take no room on the disk
    (finding,) = preflight_file(path).findings
    assert finding.code == "CF220" and "500 MB" in finding.message


def test_a_stream_that_unpacks_to_more_than_all_pages_need_is_not_read(tmp_path):
    bomb, out = zlib.compress(b" " * 200_000_000), BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.pages[0].Contents = pdf.make_stream(bomb)
        pdf.pages[0].Contents.write(bomb, filter=Name.FlateDecode)
        pdf.save(out)
    path = tmp_path / "bomb.pdf"
    path.write_bytes(out.getvalue())
    assert path.stat().st_size < 300_000
    assert codes(preflight_file(path)) == ["CF220"]


def with_page_tree(kids: int, depth: int) -> bytes:
    """Each node holds the one below it so many times."""
    out = BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        below = pdf.pages[0].obj
        for _ in range(depth):
            below = pdf.make_indirect(Dictionary(Type=Name.Pages, Kids=Array([below] * kids), Count=kids))
        pdf.Root.Pages = below
        pdf.save(out)
    return out.getvalue()


@pytest.mark.parametrize(("kids", "depth"), [(6000, 1), (30, 9)])
def test_more_pages_than_anybody_prints_are_one_finding(kids, depth):
    report = preflight(with_page_tree(kids, depth), "x.pdf", None)
    assert codes(report) == ["CF221"]


def test_many_pages_are_checked_all_the_same():
    report = preflight(with_page_tree(3, 3), "x.pdf", None)
    assert "CF221" not in codes(report) and "CF501" in codes(report)


def test_a_page_count_that_lies_is_not_believed(tmp_path):
    out = BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(out)
    path = tmp_path / "liar.pdf"
    path.write_bytes(out.getvalue().replace(b"/Count 1", b"/Count 9"))
    assert {"CF220", "CF221"}.isdisjoint(codes(preflight_file(path)))


def test_what_goes_wrong_here_leaves_no_process_behind(leaflet):
    def expect(_origin):
        raise RuntimeError("the handout")

    with pytest.raises(RuntimeError, match="the handout"):
        preflight_file(leaflet, expect)
    assert no_process_is_left()


@pytest.mark.parametrize("start", [
    "import os; os.abort()", "import sys; sys.stdout.write('{'); sys.exit(1)", "raise MemoryError",
    "import no_such_module", "print('[1]'); print(2)", "import os; os.close(1)",
], ids=repr)  # fmt: skip
def test_a_process_that_breaks_down_is_one_finding(leaflet, monkeypatch, start):
    monkeypatch.setattr(outside, "_START", start)
    assert codes(preflight_file(leaflet)) == ["CF220"]
    assert no_process_is_left()


def test_a_process_that_can_not_be_started_is_one_finding(leaflet, monkeypatch):
    monkeypatch.setattr(sys, "executable", str(leaflet))
    (finding,) = preflight_file(leaflet).findings
    assert finding.code == "CF220" and "could be started" in finding.message


def test_a_frozen_program_checks_by_itself(leaflet, monkeypatch, trifold):
    """It has no interpreter of its own to start: its executable is the program."""
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(outside, "Popen", None)
    assert preflight_file(leaflet, lambda _origin: trifold.expected).findings == ()
    assert codes(preflight_file(leaflet.parent)) == ["CF201"]


MODULE = [sys.executable, "-m", "carefold"]
SCRIPT = [str(Path(sys.executable).with_name("carefold"))]
CHECKOUT = [sys.executable, str(ROOT / "cli.py")]


@pytest.mark.parametrize("command", [MODULE, SCRIPT, CHECKOUT], ids=["module", "script", "checkout"])
def test_it_works_however_carefold_was_started(leaflet, command):
    """In a folder whose modules nobody should import, too."""
    (leaflet.parent / "json.py").write_text("raise SystemExit(9)")
    (leaflet.parent / "handouts").mkdir()
    if command is MODULE:  # that puts the current folder on the path by itself
        (leaflet.parent / "json.py").unlink()
    run = subprocess.run([*command, "check", "leaflet.pdf"], cwd=leaflet.parent, capture_output=True, text=True)
    assert (run.returncode, run.stdout, run.stderr) == (0, "leaflet.pdf: nothing found\n", "")


@pytest.mark.skipif(os.name != "posix", reason="there is no other shell")
@pytest.mark.parametrize("closed", ["<&-", "2>&-", "<&- 2>&-"])
def test_it_works_where_standard_streams_are_closed(leaflet, closed):
    (leaflet.parent / "handouts").mkdir()
    line = f'"{sys.executable}" -m carefold check leaflet.pdf {closed}'
    run = subprocess.run(line, shell=True, cwd=leaflet.parent, capture_output=True, text=True)
    assert (run.returncode, run.stdout) == (0, "leaflet.pdf: nothing found\n")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs pipes with names")
def test_a_pipe_is_no_file_and_nobody_waits_for_it(tmp_path):
    os.mkfifo(tmp_path / "f.pdf")
    (found,) = preflight_file(tmp_path / "f.pdf").findings
    assert (found.code, "no regular file" in found.message) == ("CF201", True)


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights")
def test_a_loop_of_links_is_one_finding(tmp_path):
    loop = tmp_path / "loop.pdf"
    loop.symlink_to(loop)
    (found,) = opened(tmp_path).check_pdf(loop).findings
    assert found.code == "CF201"


def test_a_changed_order_is_found_in_a_file_on_disk(clinic, monkeypatch):
    """The handout is set again to know what it says in which order, in all its sizes only where that seems wrong."""
    searched = list[bool]()

    def counted(job):
        searched.append(job.layout.type.smallest < job.layout.type.largest)
        return compose(job)

    monkeypatch.setattr(on_disk, "compose", counted)
    sections = "- title: One\n  blocks: [First words]\n- title: Two\n  blocks: [Second words]"
    file = clinic.add("out/h.letter.pdf", clinic.build("letter", sections=sections).data)
    workspace = opened(clinic.folder)
    assert (workspace.check_pdf(file).findings, searched) == ((), [False])
    with pikepdf.Pdf.open(file, allow_overwriting_input=True) as pdf:
        kids = pdf.Root.StructTreeRoot.K.K
        kids[2], kids[3] = kids[3], kids[2]
        pdf.save(file)
    assert "CF523" in {one.code for one in workspace.check_pdf(file).findings}
    assert searched == [False, False, True]


def test_words_that_only_small_type_has_are_no_fault(clinic, monkeypatch):
    """It may leave room for lines to write on, say."""
    monkeypatch.setattr(on_disk, "_words_in_small_type", lambda job: (*on_disk._words(job), "Questions"))
    file = clinic.add("out/h.letter.pdf", clinic.build("letter").data)
    assert opened(clinic.folder).check_pdf(file).findings == ()


# --- what the other process may do

CONFINED = (
    "from carefold.preflight.sandbox.confine import confine; from carefold.preflight.sandbox.limits import Limits; "
)
CONFINED += "import json, os, resource, socket, subprocess, sys, time; confine(Limits(seconds=0.5, files=1))\n"


def confined(code: str, folder: Path, timeout: float = 20) -> subprocess.CompletedProcess[str]:
    """Run code as the process runs that checks."""
    return subprocess.run(
        [sys.executable, "-c", CONFINED + code], capture_output=True, text=True, timeout=timeout, cwd=folder
    )


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such limits")
def test_the_system_limits_the_process(tmp_path):
    most = {"FSIZE": 0, "NOFILE": 64, "NPROC": 0, "CORE": 0, "AS": 500 << 20, "CPU": 4}
    run = confined(f"print([resource.getrlimit(getattr(resource, 'RLIMIT_' + one)) for one in {list(most)}])", tmp_path)
    for one, limits in zip(most, json.loads(run.stdout.replace("(", "[").replace(")", "]")), strict=True):
        assert all(0 <= limit <= most[one] for limit in limits), (one, limits)


REFUSED = (
    "open('x', 'w')", "open('x', 'ab')", "open('old', 'r+')", "os.open('x', os.O_CREAT | os.O_WRONLY)",
    "os.remove('old')", "os.rename('old', 'new')", "os.mkdir('d')", "os.truncate('old', 0)", "os.chmod('old', 0o777)",
    "os.symlink('old', 'new')", "socket.socket()", "socket.create_connection(('127.0.0.1', 9))",
    "socket.getaddrinfo('localhost', 80)", "subprocess.run(['true'])", "os.system('true')", "os.fork()",
    "os.execv(sys.executable, ['python'])", "os.kill(os.getppid(), 0)",
)  # fmt: skip
TRY = """
for code in REFUSED:
    try:
        print(code, eval(code))
    except PermissionError as error:
        assert str(error).startswith("no "), error
"""


@pytest.mark.skipif(sys.platform == "win32", reason="not all of this is there")
def test_the_process_is_refused_all_but_reading(tmp_path):
    (tmp_path / "old").write_text("old")
    run = confined(f"REFUSED = {REFUSED!r}\n{TRY}\nprint(open('old').read())", tmp_path)
    assert (run.stdout, run.stderr) == ("old\n", "")
    assert [(path.name, path.read_text()) for path in tmp_path.iterdir()] == [("old", "old")]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such limits")
def test_the_system_writes_no_file_either(tmp_path):
    """Where the interpreter would not be asked: a file that was open before."""
    code = "f = open('x', 'wb', buffering=0); " + CONFINED + "f.write(b'x')"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=tmp_path)
    assert "File too large" in run.stderr
    assert (tmp_path / "x").read_bytes() == b""


@pytest.mark.parametrize("code", ["while True: pass", "sum(range(10**12))"])
def test_processor_time_is_what_counts(code, tmp_path):
    """In the interpreter, and in C that lets no other thread in."""
    run = confined(code, tmp_path, timeout=60)
    assert run.returncode in (OUT_OF_TIME, -signal.SIGXCPU)


def test_sleep_does_not_count(tmp_path):
    assert confined("time.sleep(0.8); print('awake')", tmp_path).stdout == "awake\n"


def test_no_warning_of_python_stops_a_check(leaflet):
    """Of whole, empty and cut files, as when somebody runs Python with warnings as errors."""
    (leaflet.parent / "cut.pdf").write_bytes(leaflet.read_bytes()[:5000])
    (leaflet.parent / "empty.pdf").write_bytes(b"")
    command = [sys.executable, "-W", "error", "-m", "carefold", "check", "leaflet.pdf", "cut.pdf", "empty.pdf"]
    strict = os.environ | {"PYTHONWARNINGS": "error"}
    run = subprocess.run(command, cwd=leaflet.parent, capture_output=True, text=True, env=strict)
    codes = [line.rpartition("[")[2].partition("]")[0] for line in run.stdout.splitlines()]
    assert (codes, run.stderr) == (["leaflet.pdf: nothing found", "CF203", "CF204"], "")


def test_each_process_imports_what_it_needs(trifold, leaflet, tmp_path):
    """What takes long to import is not there where it has nothing to do: a check of one file is mostly start-up."""
    expected = tmp_path / "expected"
    expected.write_bytes(pickle.dumps(trifold.expected))
    child = f"""
import pickle, sys
from pathlib import Path
import carefold.preflight.sandbox.child
from carefold.preflight.preflight import preflight
with open({str(expected)!r}, "rb") as file:
    report = preflight(Path({str(leaflet)!r}).read_bytes(), "x", pickle.load(file))
assert not report.findings, report.findings
assert not (found := {{"pydantic", "yaml", "reportlab"}} & sys.modules.keys()), found
"""
    parent = "import sys, carefold.commands.check; assert not {'pypdf', 'reportlab', 'PIL'} & sys.modules.keys()"
    for code in (child, parent):
        subprocess.run([sys.executable, "-c", code], check=True)
