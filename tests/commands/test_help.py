"""What commands say about themselves, and what they answer to wrong usage."""

import re
from importlib.metadata import version
from pathlib import Path

import click
import pytest

from carefold.commands import cli
from carefold.diagnostics.exit_code import ExitCode

ROOT = Path(__file__).parents[2]
NAMES = sorted(cli.list_commands(click.Context(cli)))


def command(name: str) -> click.Command:
    found = cli.get_command(click.Context(cli), name)
    assert found
    return found


def options(name: str) -> set[str]:
    """Those of a command that are shown."""
    shown = (one for one in command(name).params if not getattr(one, "hidden", False))
    return {option for parameter in shown for option in parameter.opts if option.startswith("--")}


def documented() -> dict[str, set[str]]:
    """The table of docs/cli.md: each command with the options it is said to have."""
    rows = re.findall(r"^\| `carefold ([a-z]+)\b([^`]*)` \|", (ROOT / "docs/cli.md").read_text("utf-8"), re.M)
    return {name: set(re.findall(r"--[a-z-]+", rest)) for name, rest in rows}


def test_a_file_a_command():
    files = {path.stem.removesuffix("_") for path in (ROOT / "carefold/commands").glob("[!_]*.py")} - {
        "brand_options",
        "calibration",
        "chosen",
        "desk",
        "dialog",
        "drafting",
        "finishing",
        "here",
        "mail_options",
        "mail_tally",
        "mailing",
        "output",
        "printing_letters",
        "recall_tally",
        "records",
        "start",
        "tally",
        "twin_files",
        "unreviewed",
        "watching",
    }
    assert set(NAMES) == files
    assert {"build", "check", "list", "preview"} <= files


@pytest.mark.parametrize("name", NAMES)
def test_help_has_an_example(name, carefold):
    run = carefold(name, "--help")
    assert run.code == 0
    assert not run.err
    assert re.search(rf"Examples?:\n +carefold {name}\b", run.out), run.out
    for option in options(name):
        assert option in run.out
    assert {"--quiet", "--json"} <= options(name)
    assert carefold(name, "-h") == run


def test_examples_have_options_that_exist():
    for name in NAMES:
        examples = [line for line in (command(name).help or "").splitlines() if line.strip().startswith("carefold ")]
        assert examples
        for line in examples:
            assert set(re.findall(r"--[a-z-]+", line)) <= options(name), line


def test_help_of_all(carefold):
    run = carefold("--help")
    assert run.code == 0
    assert "carefold build about-ketamine" in run.out
    for name in NAMES:
        assert re.search(rf"^  {name} +[A-Z].*\.$", run.out, re.M)


def test_help_after_every_command_was_imported(carefold):
    """The module carefold.commands.list must not stand in for the built-in."""
    for name in NAMES:
        command(name)
    assert carefold("--help").code == 0
    assert carefold().code == ExitCode.USAGE


def test_version(carefold):
    run = carefold("--version")
    assert (run.code, run.err) == (0, "")
    assert version("carefold") in run.out


@pytest.mark.parametrize("name", NAMES)
def test_the_table_in_the_docs(name):
    assert name in documented(), "the table has lost a command"
    extra = {"--quiet", "--json", "--help"}
    assert documented()[name] - extra == options(name) - extra


def test_the_table_names_no_other_command():
    assert set(documented()) <= set(NAMES)


def test_exit_codes_in_the_docs():
    said = {int(code) for code in re.findall(r"^\| (\d+) \|", (ROOT / "docs/cli.md").read_text("utf-8"), re.M)}
    assert {0, 1, 2, 3, 130} <= said <= {int(code) for code in ExitCode}


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["bild"], "no command “bild”. Did you mean “build”?"),
        (["validate"], "no command “validate”. Did you mean “check”?"),
        (["zzz"], "The commands are new, import, build, merge, print, send, "),
        (["build", "--laout", "x"], "--laout"),
        (["build", "--edition", "gold"], "gold"),
        (["build", "--archive", "2b"], "2b"),
        (["build", "x", "--archive", "3a", "--edition", "screen"], "--archive with --edition print"),
        (["build", "x", "--out", "x.pdf"], "--out names a folder"),
        (["build"], "this folder is no project"),
        (["check", "--format", "xml"], "xml"),
        (["list"], "this folder is no project"),
        (["check", "--all"], "this folder is no project"),
        (["preview", "about-ketamine"], "--out"),
        (["preview", "about-ketamine", "--out", "x.jpg"], "let --out end in .png"),
        (["preview", "about-ketamine", "--out", "x.png", "--page", "0"], "--page"),
        (["preview", "about-ketamine", "--out", "x.png", "--dpi", "9999"], "--dpi"),
        (["preview"], "HANDOUT"),
        ([], "Usage"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_wrong_usage(arguments, said, carefold):
    run = carefold(*arguments)
    assert run.code == ExitCode.USAGE
    assert said in run.err
    assert not run.out
    assert "Traceback" not in run.err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["build", "--laout", "x", "--json"], "--laout"),
        (["list", "--jsn", "--json"], "--jsn"),
        (["build", "--json", "--archive", "3a", "--edition", "screen"], "--archive with --edition print"),
        (["bild", "--json"], "no command “bild”"),
        (["preview", "--json", "about-ketamine"], "--out"),
        (["check", "--format", "json", "--zzz"], "--zzz"),
        (["check", "--format=json", "--zzz"], "--zzz"),
        (["check", "--format", "xml", "--json"], "xml"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_wrong_usage_is_one_document_where_that_was_asked_for(arguments, said, carefold):
    run = carefold(*arguments)
    assert run.code == ExitCode.USAGE
    (problem,) = run.document["problems"]
    assert said in problem["message"] and said in run.err
    assert set(problem) == {"file", "line", "column", "message", "hint"}
    assert re.fullmatch(r"`carefold( \w+)? --help` says how\.", problem["hint"])


def test_what_stands_behind_two_dashes_asks_for_nothing(carefold):
    run = carefold("list", "--", "--json")
    assert (run.code, run.out) == (ExitCode.PROBLEMS, "")


def test_what_the_system_refuses_is_a_document_too(carefold, monkeypatch):
    def fail(*_args: object, **_more: object) -> None:
        raise OSError(5, "Input/output error", "shelf")

    monkeypatch.setattr("carefold.workspace.Workspace.open", fail)
    run = carefold("list", "--json")
    assert run.code == ExitCode.PROBLEMS
    (problem,) = run.document["problems"]
    assert (problem["file"], problem["message"]) == ("shelf", "Input/output error.")
    assert run.err == "shelf: error: Input/output error.\n"


def test_out_is_a_file(carefold, tmp_path):
    (tmp_path / "shelf").write_text("x")
    run = carefold("build", "about-ketamine", "--out", "shelf", cwd=tmp_path)
    assert run.code == ExitCode.USAGE
    assert "shelf" in run.err
