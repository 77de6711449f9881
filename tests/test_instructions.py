"""Every command that README.md and docs/ tell somebody to type is typed here, where carefold is only installed."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest
from wheels import repository

ROOT = Path(__file__).resolve().parent.parent
PAGES = sorted(path.relative_to(ROOT).as_posix() for path in (ROOT / "README.md", *(ROOT / "docs").glob("*.md")))
READ_FIRST = ("README.md", "docs/cli.md", "docs/start.md")
_MERGED = "the records lie in carefold's own folder: tests/commands/test_visit_letter.py merges them"
_PRINTED = "it needs a printer: tests/delivery/test_print.py has one that records what it is told"
_MAILED = "tests/delivery/ runs it against a mail server of its own"
_TRANSLATED = "tests/commands/test_translate.py runs it"
_WITHDRAWN = "it changes handouts: tests/commands/test_withdraw.py runs it"
_LEDGER = "tests/delivery/test_ledger_command.py runs it"
_RECALLED = "tests/delivery/test_recall_letter.py runs it"
_NEW = "tests/commands/test_new.py runs it, in a folder that has no such file yet"
NOT_RUN = {
    "carefold new project my-clinic": _NEW,
    "carefold new handout NAME": _NEW,
    "carefold import FILE": _NEW,
    "carefold print calibration --really": _PRINTED,
    "carefold doctor --printer": "it ends in 3 where there is no printer: tests/delivery/test_printer_advice.py",
    'carefold merge visit-letter --records handouts/records/visit-letter.csv --unreviewed "a sample"': _MERGED,
    "carefold send HANDOUT --records patients.csv": _MAILED,
    "carefold send HANDOUT --one --by NAME": _MAILED,
    'carefold send better-sleep --one --by "B. Desk"': _MAILED,
    "carefold recall better-sleep --versions '<1.2' --records ALL.csv --letter recall-letter": _RECALLED,
    "carefold print recall-letter --records private/recall-better-sleep/letters.csv --really": _RECALLED,
    'carefold review recall-letter --sign "NAME, ROLE"': _RECALLED,
    "carefold stop ID --reason withdrawn": _MAILED,
    "carefold doctor --mail": _MAILED,
    'carefold withdraw better-sleep --reason "A dose was wrong" --yes': _WITHDRAWN,
    'carefold withdraw handouts/parts/emergency.yaml --reason "A number was wrong" --yes': _WITHDRAWN,
    "carefold ledger --new": _LEDGER,
    "carefold ledger --new --key-file": _LEDGER,
    "carefold ledger --bounces FOLDER": _LEDGER,
    "carefold ledger --bounced ID": _LEDGER,
    "carefold ledger --backup FILE": _LEDGER,
    "carefold translate better-sleep --to es": _TRANSLATED,
    "carefold translate better-sleep --to es --update": _TRANSLATED,
    "carefold translate better-sleep --to es --done": _TRANSLATED,
    "make handouts": ".ci/run starts with it: it installs from PyPI",
    "make test": ".ci/run runs it, and it runs this test",
    "make test-all": "it is make test and the sweeps, and .ci/run runs both",
    "make test-oldest": ".ci/run runs it",
    "make test-newest": "by hand: what PyPI has changes each day",
    "make same-bytes BASE=HEAD~1": "it needs minutes, and the history: tests/same_bytes.py",
    "make bench": "it measures for minutes; tests/test_benchmarks.py looks at what it compares",
    "make bench OPTIONS=--write": "as make bench",
    "make bench OPTIONS=--full": "as make bench",
    "python benchmarks/shelf.py --write": "it measures for minutes; tests/test_benchmarks.py looks at its parts",
    "python benchmarks/merge.py --peak 1000 50000 --write": "as the shelf's",
    "make lock": "it asks PyPI and changes the checkout; tests/test_locks.py looks at what it made",
    "make lock UPGRADE=--upgrade": "as make lock",
    "carefold build --watch": "it ends by Ctrl-C only; tests/commands/test_watching.py runs it",
    'pip install "carefold[cluster]"': "as for the other extra",
    "carefold build --all --cluster tcp://10.0.0.5:8786": "tests/commands/test_cluster.py starts a cluster of its own",
    'pip install "carefold[protect]"': "as for the other extra",
    'pip install "carefold[verapdf]"': "it asks PyPI; this environment has all that it would bring",
}
STAND_INS = {
    "HANDOUT": "better-sleep",
    "NAME": "better-sleep",
    "L": "letter",
    "FILE.pdf": "out/better-sleep.letter.pdf",
}
FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.M | re.S)
FILE = re.compile(r"^`([\w./-]+\.yaml)`[^\n]*\n\n```yaml\n(.*?)^```$", re.M | re.S)
WITH_ARGUMENTS = re.compile(r"(?:carefold|make|python|pip) (?!.*(?: \[|…)).+")
WINDOWS = ".venv\\Scripts\\"


def blocks(page: str) -> list[list[str]]:
    """The lines of each fenced block of commands, without their comments."""
    text = (ROOT / page).read_text("utf-8")
    found = [body.splitlines() for kind, body in FENCE.findall(text) if kind in ("sh", "bash", "console", "shell")]
    return [[line.split(" #")[0].strip() for line in lines if line.strip()] for lines in found]


def in_sentences(page: str) -> list[str]:
    """Commands between backticks; a synopsis, with brackets for what may be left out, is none."""
    text = FENCE.sub("", (ROOT / page).read_text("utf-8"))
    spans = [" ".join(span.split()) for span in re.findall(r"`([^`]+)`", text)]
    return list(dict.fromkeys(span for span in spans if WITH_ARGUMENTS.fullmatch(span)))


def type_in(command: str, folder: Path, python: Path, **more: str) -> None:
    """A command, as a shell runs it where an environment is the first that is looked in."""
    here = os.environ | {"PATH": f"{python.parent}{os.pathsep}{os.environ['PATH']}", **more}
    environment = {key: value for key, value in here.items() if key not in ("PYTHONPATH", "VIRTUAL_ENV")}
    run = subprocess.run(command, shell=True, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    assert run.returncode == 0 and "error:" not in run.stderr, f"{command}\n{run.stdout}{run.stderr}"


@pytest.fixture(scope="module")
def clone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What a clean clone has."""
    folder = tmp_path_factory.mktemp("clone")
    for name in repository():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(ROOT / name, folder / name)
    return folder


@pytest.fixture(scope="module")
def my_clinic(installed: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """README's own project, made as README says, and built."""
    folder = tmp_path_factory.mktemp("newcomer")
    (making,) = [lines for lines in blocks("README.md") if lines[0].startswith("mkdir")]
    (using,) = [lines for lines in blocks("README.md") if lines[0].startswith("carefold")]
    *making, move = making
    assert move == "cd my-clinic"
    for line in making:
        type_in(line, folder, installed)
    for name, text in FILE.findall((ROOT / "README.md").read_text("utf-8")):
        (folder / name).write_text(text, encoding="utf-8")
    for line in using:
        type_in(line, folder / "my-clinic", installed)
    return folder / "my-clinic"


def test_each_command_is_seen():
    """Each is typed below, or is named with its reason."""
    assert [len(lines) for lines in blocks("README.md")] == [2, 4, 2, 3]
    assert [page for page in PAGES if page != "README.md" and blocks(page)] == []
    lines = [line for lines in blocks("README.md") for line in lines]
    assert {line.split()[0] for line in lines} == {
        "make", "python", WINDOWS + "python", WINDOWS + "carefold", "mkdir", "cd", "carefold",
    }  # fmt: skip
    told = {command for page in PAGES for command in in_sentences(page)} | set(lines)
    assert set(NOT_RUN) <= told, "the list of what is not run names what nobody is told"
    assert {command for command in told if command.startswith(("make ", "pip "))} <= set(NOT_RUN)


def test_what_readme_makes(my_clinic):
    made = {path.relative_to(my_clinic).as_posix() for path in my_clinic.rglob("*") if path.is_file()}
    assert made >= {
        "brand.yaml", "handouts/better-sleep.yaml", "out/better-sleep.letter.pdf", "out/better-sleep.trifold.pdf",
        "inside.png",
    }  # fmt: skip


@pytest.mark.parametrize(
    "page",
    [
        pytest.param(page, marks=() if page in READ_FIRST else pytest.mark.all)
        for page in PAGES if in_sentences(page)
    ],
)  # fmt: skip
def test_commands_in_sentences(page, my_clinic, installed, clone):
    for command in in_sentences(page):
        if command in NOT_RUN:
            continue
        for name, stand_in in STAND_INS.items():
            command = re.sub(rf"(?<=\s){re.escape(name)}(?=\s|$)", stand_in, command)
        type_in(command, clone if command.startswith("python ") else my_clinic, installed)


@pytest.mark.all
@pytest.mark.skipif("VERSIONS" in os.environ, reason="other versions than the lock's are tried")
def test_the_way_without_make(clone):
    """What the lock names is there already, in this environment, so that nothing is asked of PyPI."""
    (lines,) = [lines for lines in blocks("README.md") if lines[0] == "python -m venv .venv"]
    scripts = f".venv{os.sep}{'Scripts' if os.name == 'nt' else 'bin'}{os.sep}"
    for line in lines:
        type_in(line.replace(WINDOWS, scripts), clone, Path(sys.executable), PIP_NO_INDEX="1")
        if line == lines[0]:
            (site,) = (clone / ".venv").glob("**/site-packages")
            shutil.rmtree(site / "setuptools", ignore_errors=True)  # Python 3.11 brings an old one
            for old in site.glob("setuptools-*"):
                shutil.rmtree(old)
            (site / "others.pth").write_text(f"{sysconfig.get_path('purelib')}\n")
    made = {path.name for path in (clone / "out").glob("*.pdf")}
    assert made == {"about-ketamine.letter.pdf", "about-ketamine.trifold.pdf"}
