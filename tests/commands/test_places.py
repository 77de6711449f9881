"""Handouts are found from anywhere: by a path, by a project's folder; and a folder that is no project says so."""

import json
import shutil
from pathlib import Path

import pytest

from carefold.diagnostics.exit_code import ExitCode

H = "my-clinic/handouts/h.yaml"
NO_PROJECT = "error: this folder is no project: a project has a folder handouts/ with a YAML file for each handout"


@pytest.fixture
def parent(tmp_path, clinic):
    """A folder with a project in it."""
    clinic.write()
    for name in ("handouts", "brand.yaml", "logo.svg"):
        (tmp_path / "my-clinic").mkdir(exist_ok=True)
        shutil.move(tmp_path / name, tmp_path / "my-clinic" / name)
    return tmp_path


@pytest.mark.parametrize("typed", [H, "my-clinic/handouts/h", "./my-clinic/handouts/../handouts/h.yaml", "my-clinic"])
def test_a_path_means_its_project(typed, parent, carefold, files):
    run = carefold("build", typed, "--layout", "letter", cwd=parent)
    assert (run.code, run.err) == (0, "")
    assert run.out.startswith("my-clinic/out/h.letter.pdf  1 page")
    assert "my-clinic/out/h.letter.pdf" in files(parent)
    run = carefold("check", typed, "--json", cwd=parent)
    assert run.code == 0
    assert run.document["checked"][0]["findings"][0]["place"].startswith(f"{H}:1:1")
    assert [row["name"] for row in carefold("list", typed, "--json", cwd=parent).document["handouts"]] == ["h"]
    assert carefold("check", "my-clinic/out/h.letter.pdf", cwd=parent).out.endswith("h.letter.pdf: nothing found\n")


def test_a_pdf_is_checked_against_the_handout_of_its_project(parent, carefold):
    """It has lost words that only the project's handout knows of."""
    assert carefold("build", H, "--layout", "letter", cwd=parent).code == 0
    path = parent / H
    path.write_text(path.read_text().replace("Remember.", "Remember all."))
    run = carefold("check", "my-clinic/out/h.letter.pdf", cwd=parent)
    assert run.code == ExitCode.PROBLEMS and "error:" in run.out


def test_show_and_preview_by_path(parent, carefold):
    assert carefold("show", H, cwd=parent).out.startswith("Small (en)")
    assert carefold("preview", H, "--layout", "letter", "--dpi", "20", "--out", "x.png", cwd=parent).code == 0
    assert (parent / "x.png").is_file()
    for command in (["show", "my-clinic"], ["preview", "my-clinic", "--out", "y.png"]):
        run = carefold(*command, cwd=parent)
        assert (run.code, run.err) == (1, "my-clinic: error: this is a folder. Hint: Name one of its handouts: h.\n")


def test_as_windows_writes_paths(parent, carefold):
    run = carefold("list", H.replace("/", "\\"), "--json", cwd=parent)
    assert [row["name"] for row in run.document["handouts"]] == ["h"]


def test_from_a_folder_beside_it_and_by_its_whole_path(parent, carefold):
    (parent / "elsewhere").mkdir()
    for typed in ("../my-clinic/handouts/h.yaml", parent / H, "../my-clinic", parent / "my-clinic/handouts"):
        assert [row["name"] for row in carefold("list", typed, "--json", cwd=parent / "elsewhere").document["handouts"]]
    assert [row["name"] for row in carefold("list", ".", "--json", cwd=parent / "my-clinic").document["handouts"]]
    assert [
        row["name"] for row in carefold("list", "handouts", "--json", cwd=parent / "my-clinic").document["handouts"]
    ]


def test_another_projects_handout_is_built_there(parent, carefold, clinic, files):
    clinic.write()
    before = files(parent) - {"brand.yaml"}
    for typed in ([H], [H, "my-clinic/handouts/h"]):
        assert carefold("build", *typed, "--layout", "letter", cwd=parent).code == 0
    assert files(parent) - before == {"brand.yaml", "my-clinic/out/h.letter.pdf"}


@pytest.mark.parametrize("arguments", [[H, "other/handouts/h.yaml"], ["my-clinic", "other"]])
def test_two_projects_at_once(arguments, parent, carefold, files):
    shutil.copytree(parent / "my-clinic", parent / "other")
    before = files(parent)
    for command in ("build", "check", "list"):
        run = carefold(command, *arguments, cwd=parent)
        assert (run.code, run.err) == (
            ExitCode.USAGE,
            "error: these lie in several projects: my-clinic, other. Hint: Name those of one project at a time.\n",
        )
    run = carefold("build", "h", "../my-clinic/handouts/h.yaml", "--json", cwd=parent / "other")
    assert run.code == ExitCode.USAGE and "in several projects" in run.document["problems"][0]["message"]
    assert files(parent) == before


def test_a_name_beside_a_path_is_the_same_projects(parent, carefold):
    shutil.copy(parent / H, parent / "my-clinic/handouts/g.yaml")
    run = carefold("list", "g", H, "--json", cwd=parent)
    assert [row["name"] for row in run.document["handouts"]] == ["g", "h"]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("my-clinic/handouts/hh.yaml", "error: there is no handout “hh”. Hint: Did you mean “h”?\n"),
        (
            "my-clinic/h.yaml",
            "my-clinic/h.yaml: error: there is no such file. Hint: In my-clinic/handouts are: h.\n",
        ),
        (
            "my-clinic/brand.yaml",
            "my-clinic/brand.yaml: error: this file is no handout of this project."
            " Hint: Handouts lie directly in my-clinic/handouts.\n",
        ),
        (
            "loose/h.yaml",
            "loose/h.yaml: error: handouts lie in a folder handouts/, and the clinic's brand.yaml beside that folder."
            " Hint: If this is a handout, make the folder loose/handouts and move it there.\n",
        ),
        (
            "loose/deep",
            "loose/deep: error: this folder is no project. Hint: Name a folder that has handouts/ in it, or a handout's"
            " file.\n",
        ),
        (
            "h",
            "error: there is no handout “h”: this folder is no project. Hint: Name its file: carefold build"
            " my-clinic/handouts/h.yaml.\n",
        ),
        (
            "about-ketamin",
            "error: there is no handout “about-ketamin”: this folder is no project."
            " Hint: Did you mean “about-ketamine”?\n",
        ),
    ],
)
def test_paths_that_are_none(typed, said, parent, carefold):
    (parent / "loose/deep").mkdir(parents=True)
    shutil.copy(parent / H, parent / "loose/h.yaml")
    run = carefold("build", typed, cwd=parent)
    assert (run.code, run.out, run.err) == (ExitCode.PROBLEMS, "", said)


def test_messages_name_the_file_from_here(parent, carefold):
    (parent / H).write_text("titel: x\n")
    for command in (["build", H], ["check", H], ["show", H], ["list", H], ["build", "my-clinic"]):
        assert f"{H}:1:1: error: unknown key `titel`." in carefold(*command, cwd=parent).err


# --- no project


@pytest.mark.parametrize("command", ["build", "check", "list", "build --all", "check --all"])
def test_a_folder_that_is_no_project(command, tmp_path, carefold, files):
    run = carefold(*command.split(), cwd=tmp_path)
    assert (run.code, run.out) == (ExitCode.USAGE, "")
    assert run.err.startswith(NO_PROJECT)
    assert run.err.endswith(
        "Hint: `carefold new project my-clinic` makes one; `carefold build about-ketamine` makes a sample to look at.\n"
    )
    (problem,) = carefold(*command.split(), "--json", cwd=tmp_path).document["problems"]
    assert problem["message"].startswith(NO_PROJECT.removeprefix("error: ")) and problem["hint"]
    assert not files(tmp_path)


def test_a_project_that_lies_below_is_pointed_at(parent, carefold):
    shutil.copytree(parent / "my-clinic", parent / "our second clinic")
    run = carefold("check", cwd=parent)
    assert run.err.endswith(
        "Hint: Use `cd my-clinic` first, or name it: carefold check my-clinic. Others here: our second clinic.\n"
    )
    shutil.rmtree(parent / "my-clinic")
    run = carefold("check", cwd=parent)
    assert "carefold check 'our second clinic'." in run.err
    assert carefold("check", "our second clinic", cwd=parent).code == 0


def test_a_brand_alone_is_no_project(parent, carefold):
    shutil.rmtree(parent / "my-clinic/handouts")
    run = carefold("build", cwd=parent / "my-clinic")
    assert "Hint: Make the folder handouts here; then `carefold new handout NAME`" in run.err


def test_carefold_alone_says_how_to_begin(tmp_path, carefold, files):
    """What it shows is followed to the letter."""
    run = carefold(cwd=tmp_path)
    assert (run.code, run.out) == (ExitCode.USAGE, "")
    told = run.err.partition("Make one:")[2]
    make, enter, *then = [line.strip() for line in told.splitlines() if line.startswith("    c")]
    assert enter == "cd my-clinic" and then == ["carefold build"]
    for line, folder in ((make, tmp_path), (then[0], tmp_path / "my-clinic")):
        assert carefold(*line.split()[1:], cwd=folder).code == 0, line
    assert {"my-clinic/out/better-sleep.letter.pdf", "my-clinic/out/better-sleep.trifold.pdf"} <= files(tmp_path)
    run = carefold(cwd=tmp_path / "my-clinic")
    assert "no project" not in run.err and run.err.startswith("Usage:")


def test_carefold_alone_names_the_projects_below(parent, carefold):
    run = carefold(cwd=parent)
    assert run.code == ExitCode.USAGE and run.err.endswith("\nProjects here: my-clinic\n")


def test_json_holds_paths_from_here(parent, carefold):
    run = carefold("build", H, "--layout", "letter", "--json", cwd=parent)
    assert json.loads(run.out)["built"][0]["path"] == "my-clinic/out/h.letter.pdf"
    assert Path(parent, "my-clinic/out/h.letter.pdf").is_file()
