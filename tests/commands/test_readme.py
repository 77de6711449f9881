"""What README.md promises a newcomer holds, word for word."""

import re
import shlex
from pathlib import Path

import pytest

from carefold.diagnostics.exit_code import ExitCode

README = (Path(__file__).parents[2] / "README.md").read_text("utf-8")
FILES = dict(re.findall(r"`my-clinic/([\w./-]+)`[^\n]*\n\n```yaml\n(.*?)```", README, re.S))
FENCES = re.findall(r"```(\w*)\n(.*?)```", README, re.S)
COMMANDS = [
    line.split("#")[0].strip() for kind, text in FENCES if kind == "sh" for line in text.splitlines()
    if line.startswith("carefold ")
]  # fmt: skip


@pytest.fixture
def my_clinic(tmp_path):
    for name, text in FILES.items():
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path


def test_the_blocks_are_seen():
    assert set(FILES) == {"brand.yaml", "handouts/better-sleep.yaml"}
    assert [shlex.split(command)[1] for command in COMMANDS] == ["build", "check", "preview"]


def test_the_first_handout(my_clinic, carefold, files, words):
    for command in COMMANDS:
        run = carefold(*shlex.split(command)[1:], cwd=my_clinic)
        assert (run.code, run.err) == (0, ""), command
    assert files(my_clinic) - set(FILES) == {
        "inside.png",
        "out/better-sleep.letter.pdf",
        "out/better-sleep.trifold.pdf",
    }
    for layout in ("trifold", "letter"):
        said = words(my_clinic / f"out/better-sleep.{layout}.pdf")
        assert "Lakeside Practice" in said and "Better sleep" in said and "Qaseem" in said
    run = carefold("check", "--all", cwd=my_clinic)
    assert (run.code, run.out.count("pdf: nothing found")) == (0, 2)
    assert " error: " not in run.out and "[CF144]" in run.out  # no clinician has read it


def test_the_message_for_the_typo(my_clinic, carefold):
    """The key in the line that README names becomes the unknown one."""
    (shown,) = [text.strip() for kind, text in FENCES if not kind]
    name, number, key = re.match(r"(\S+?):(\d+):1: error: unknown key `(\w+)`", shown).groups()
    path = my_clinic / name
    lines = path.read_text("utf-8").splitlines(keepends=True)
    lines[int(number) - 1] = re.sub(r"^[\w-]+", key, lines[int(number) - 1])
    path.write_text("".join(lines), encoding="utf-8")
    old = my_clinic / "out/better-sleep.trifold.pdf"
    old.parent.mkdir()
    old.write_bytes(b"%PDF-old")
    run = carefold("build", "better-sleep", cwd=my_clinic)
    assert (run.code, run.out, run.err) == (ExitCode.PROBLEMS, "", shown + "\n")
    assert old.read_bytes() == b"%PDF-old"


def test_files_that_are_linked_exist():
    root = Path(__file__).parents[2]
    links = [link for link in re.findall(r"\]\(([^)#]+)\)", README) if "://" not in link]
    assert len(links) > 5
    assert [link for link in links if not (root / link).exists()] == []
