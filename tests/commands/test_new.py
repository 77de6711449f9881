"""A project and handouts to start from: they build at once, nothing is written over, all of it or nothing."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import click
import pytest

from carefold.diagnostics.exit_code import ExitCode
from carefold.languages.language import Language
from carefold.starting.new_handout import KINDS

ROOT = Path(__file__).parents[2]
LOGO = ROOT / "brands/riverbend/logo.svg"
ANSWERS = ("--name", 'Lake "A": Clinic', "--phone", "(801) 555-0123", "--colour", "#1f5a93", "--logo", LOGO)
SCHEMA_LINE = "# yaml-language-server: $schema={}schema/{}.schema.json"


@pytest.fixture
def project(tmp_path, carefold):
    assert carefold("new", "project", "my clinic", *ANSWERS, cwd=tmp_path).code == 0
    return tmp_path / "my clinic"


def test_a_new_project_builds_and_has_nothing_to_mend(project, carefold, files, words):
    run = carefold("build", cwd=project)
    assert (run.code, run.err) == (0, "")
    assert {"out/better-sleep.letter.pdf", "out/better-sleep.trifold.pdf"} <= files(project)
    assert "Lake “A”: Clinic" in words(project / "out/better-sleep.letter.pdf")
    check = carefold("check", "--all", "--json", cwd=project).document
    assert check["problems"] == []
    assert {finding["code"] for one in check["checked"] for finding in one["findings"]} == {
        "CF144"
    }  # nobody has read it


def test_what_a_new_project_has(project, files):
    made = files(project)
    assert made >= {
        "brand.yaml", "project.yaml", ".gitignore", "logo.svg", "layouts/README.md", ".vscode/settings.json",
        ".vscode/extensions.json", "handouts/better-sleep.yaml", "handouts/references.json",
    }  # fmt: skip
    for path, line in (("brand.yaml", ("", "brand")), ("project.yaml", ("", "project")),
                       ("handouts/better-sleep.yaml", ("../", "handout"))):  # fmt: skip
        first, *rest = (project / path).read_text("utf-8").splitlines()
        assert first == SCHEMA_LINE.format(*line)
        assert ((project / path).parent / first.partition("=")[2]).is_file()
        assert rest
    assert "format: 2" in (project / "project.yaml").read_text()
    assert {"/out/", "/private/"} <= set((project / ".gitignore").read_text().splitlines())
    for name in ("settings", "extensions"):
        json.loads((project / f".vscode/{name}.json").read_text())
    for path in (ROOT / "schema").glob("*.json"):
        assert (project / "schema" / path.name).read_bytes() == path.read_bytes()


def test_every_question_of_the_brand_can_be_answered(project, carefold):
    """Each line that waits behind a # is right once the sign is taken away."""
    brand = project / "brand.yaml"
    first, _, rest = brand.read_text().partition("\n")
    brand.write_text(first + "\n" + re.sub(r"^( *)# ([a-z-]+: )", r"\1\2", rest, flags=re.M))
    assert brand.read_text().count("\n# ") < 15 and "\ntagline: " in brand.read_text()
    assert carefold("build", "--layout", "letter", cwd=project).code == 0


LANGUAGES = sorted(path.parent.name for path in (ROOT / "carefold/languages").glob("*/starters"))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_a_skeleton_is_right_once_it_is_written(kind, language, project, carefold):
    settings = project / "project.yaml"
    settings.write_text(f"{settings.read_text()}languages: [{language}]\n")
    run = carefold("new", "handout", f"my-{kind}", "--kind", kind, cwd=project)
    path = project / f"handouts/my-{kind}.yaml"
    assert run.code == 0 and f"To do: write what TBD stands for: `carefold check my-{kind}`" in run.out
    text = path.read_text("utf-8")
    assert text.startswith(SCHEMA_LINE.format("../", "handout")) and f"title: My {kind}\n" in text
    assert f"language: {language}\n" in text
    check = carefold("check", f"my-{kind}", cwd=project)
    assert check.code == ExitCode.PROBLEMS
    assert check.err.count("still to be written. Hint: Write it: ") == check.err.count("\n") == text.count('"TBD: ')
    words = Language.of(language).phrases["call-us"]
    path.write_text(re.sub(r"TBD: [^\"]*", f"{words}.", text), "utf-8")
    for layout in ("letter", "trifold"):
        made = carefold("build", f"my-{kind}", "--layout", layout, cwd=project)
        assert made.code == 0, made.err


def test_a_handout_like_another(project, carefold, files):
    run = carefold("new", "handout", "our-ketamine", "--like", "about-ketamine", cwd=project)
    assert run.code == 0 and "To do" not in run.out
    text = (project / "handouts/our-ketamine.yaml").read_text("utf-8")
    assert "\nid:" not in text and "\nreviewers:" not in text and "\nupdated: 2026-12-01\n" in text
    assert carefold("build", "our-ketamine", cwd=project).code == 0, "works that the project lacks are its own"
    assert carefold("new", "handout", "again", "--like", "our-ketamine", cwd=project).code == 0
    assert carefold("check", "again", cwd=project).code == 0


def test_a_handout_that_includes_parts_brings_them_along(project, carefold):
    mine = project / "handouts/includes/call-us.yaml"
    mine.parent.mkdir()
    mine.write_text("- contact:\n- Ask for the nurse.\n", "utf-8")
    assert carefold("new", "handout", "mood", "--like", "starting-an-ssri", cwd=project).code == 0
    assert mine.read_text("utf-8") == "- contact:\n- Ask for the nurse.\n", "what is there stays"
    assert (project / "handouts/includes/numbers.yaml").is_file()
    run = carefold("check", "mood", cwd=project)
    assert run.code == 0, run.out + run.err


def test_nothing_is_written_over(project, carefold):
    before = {path: path.read_bytes() for path in project.rglob("*") if path.is_file()}
    for command in (
        ("project", "."),
        ("handout", "better-sleep"),
        ("handout", "better-sleep.yaml", "--like", "about-ketamine"),
    ):
        run = carefold("new", *command, cwd=project)
        assert run.code in (ExitCode.PROBLEMS, ExitCode.USAGE) and "already" in run.err
    assert {path: path.read_bytes() for path in project.rglob("*") if path.is_file()} == before


def test_all_or_nothing(tmp_path, carefold, monkeypatch):
    from carefold.saving import save

    def fail(data: bytes, path: Path, shown: str) -> None:
        if path.name == "references.json":
            raise KeyboardInterrupt
        save(data, path, shown)

    (tmp_path / "mine.txt").write_text("kept")
    monkeypatch.setattr("carefold.starting.placed.save", fail)
    assert carefold("new", "project", "a/b", cwd=tmp_path).code == ExitCode.INTERRUPTED
    assert [path.name for path in tmp_path.rglob("*")] == ["mine.txt"]
    (tmp_path / "c").mkdir()
    (tmp_path / "c/brand.yaml").write_text("mine")
    run = carefold("new", "project", "c", cwd=tmp_path)
    assert run.code == ExitCode.PROBLEMS and "c/brand.yaml: error: there is such a file already" in run.err
    assert [path.name for path in (tmp_path / "c").rglob("*")] == ["brand.yaml"]


def test_without_answers_it_says_what_is_still_to_do(tmp_path, carefold):
    run = carefold("new", "project", "north-clinic", "--json", cwd=tmp_path)
    assert run.document["to-do"] == ["put your phone into brand.yaml: 555-0100 is nobody's"]
    assert "name: North clinic\n" in (tmp_path / "north-clinic/brand.yaml").read_text()
    assert all((tmp_path / path).is_file() for path in run.document["files"])


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["project", "x", "--phone", "call us"], "--phone: error: "),
        (["project", "x", "--name", " "], "--name: error: "),
        (["project", "x", "--colour", "#ffee00"], "contrast of 1.2 to 1; 4.5 is the least. Hint: Take #"),
        (["project", "x", "--colour", "blue"], "--colour: error: "),
        (["project", "x", "--logo", "none.png"], "none.png: error: "),
        (["project", "x", "--kind", "medicine"], "--kind is not for `new project`"),
        (["handout", "x", "--phone", "555-0123"], "--phone is not for `new handout`"),
        (["handout", "x", "--kind", "medicine", "--like", "y"], "choose one"),
        (["handout", "x"], "carefold new project my-clinic"),
        (["handout", "Knee surgery"], "Hint: Try knee-surgery."),
        (["handout", "../x"], "Hint: Try x."),
        (["handout", "con"], "no name for a handout"),
        (["handout", "a.es"], "Hint: Try a-es."),
        (["leaflet", "x"], "'leaflet'"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_wrong_usage_makes_nothing(arguments, said, carefold, tmp_path):
    run = carefold("new", *arguments, cwd=tmp_path)
    assert run.code == ExitCode.USAGE and said in run.err
    assert not any(tmp_path.iterdir())


def test_on_a_terminal_it_asks_until_the_answers_are_right(tmp_path, carefold, monkeypatch):
    answers = iter(["", "call us", "555-0123", "#ffee00", "#1f5a93", "none.svg", f'"{LOGO}"'])
    asked = []

    def answer(question: str, default: str, **_more: object) -> str:
        asked.append(question)
        return next(answers) or default

    monkeypatch.setattr(click, "prompt", answer)
    monkeypatch.setattr("sys.stdin", type("Terminal", (), {"isatty": lambda self: True})())
    run = carefold("new", "project", "clinic", cwd=tmp_path)
    assert run.code == 0, run.err
    assert len(asked) == 7 and next(answers, None) is None
    assert "White text on it has a contrast of 7.1 to 1: easy to read." in run.err
    brand = (tmp_path / "clinic/brand.yaml").read_text()
    assert "\nname: Clinic\n" in brand and "phone: 555-0123\n" in brand and "\nlogo: logo.svg\n" in brand


def test_schemas_are_printed(carefold):
    for path in (ROOT / "schema").glob("*.json"):
        assert carefold("schema", path.name.split(".")[0]).out == path.read_text("utf-8")
    assert carefold("schema", "--json").document["title"].lower() == "carefold handout"


def test_import(project, carefold, tmp_path, files):
    shutil.copy(LOGO, tmp_path / "leaf.svg")
    (tmp_path / "Über Schlaf (alt).md").write_text(
        "# Sleep\n\nGet up.\n\n## Why\n\nIt helps [1].\n\n![leaf](leaf.svg)\n", "utf-8"
    )
    run = carefold("import", tmp_path / "Über Schlaf (alt).md", cwd=project)
    assert (run.code, run.err) == (0, "")
    assert {"handouts/über-schlaf-alt.yaml", "handouts/images/über-schlaf-alt-1.svg"} <= files(project)
    assert "To do: citations to add" in run.out
    assert carefold("build", "über-schlaf-alt", "--layout", "letter", cwd=project).code == 0
    again = carefold("import", tmp_path / "Über Schlaf (alt).md", cwd=project)
    assert again.code == ExitCode.PROBLEMS and "already" in again.err
    named = carefold("import", tmp_path / "Über Schlaf (alt).md", "--as", "sleep", "--json", cwd=project)
    assert named.document["files"] == ["handouts/sleep.yaml", "handouts/images/sleep-1.svg"]
    assert carefold("import", "none.md", cwd=project).code == ExitCode.PROBLEMS
    assert carefold("import", tmp_path / "leaf.svg", cwd=tmp_path).code == ExitCode.USAGE


def test_what_still_stops_an_imported_handout_is_told(project, carefold, tmp_path):
    (tmp_path / "a.txt").write_text("Sleep\n\nHe said “well.\n\nThen he slept well for a long time.\n")
    run = carefold("import", tmp_path / "a.txt", "--json", cwd=project)
    assert run.code == 0 and "no closing one" in run.document["problems"][0]["message"]


def test_a_name_alone_gets_both_commands_to_choose_from(carefold, tmp_path):
    run = carefold("new", "my clinic", cwd=tmp_path)
    assert run.code == ExitCode.USAGE
    assert "`carefold new project 'my clinic'`, or `carefold new handout 'my clinic'`" in run.err
    assert "\u2039U+0009" not in carefold("new", cwd=tmp_path).err
    assert "`carefold --help`" in carefold("help", cwd=tmp_path).err
