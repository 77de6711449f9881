"""Where data is found: the project's own first, then what is shipped."""

from pathlib import Path

import pytest

from carefold import resources
from carefold.diagnostics.carefold_error import CarefoldError
from carefold.diagnostics.exit_code import ExitCode
from carefold.resources import Sources, project_root, shipped


def test_what_is_shipped_is_there() -> None:
    sources = Sources(None)
    assert sources.home == shipped()
    assert {"letter", "trifold"} <= set(sources.names("layouts"))
    assert "about-ketamine" in sources.names("handouts")
    for name in ("layouts/trifold.yaml", "fonts/fonts.yaml", "brands/riverbend/brand.yaml"):
        assert sources.find(name), name


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "handouts" / "parts").mkdir(parents=True)
    (tmp_path / "layouts").mkdir()
    for name in ("handouts/own.yaml", "handouts/parts/shared.yaml", "layouts/letter.yaml"):
        (tmp_path / name).write_text("x")
    return tmp_path


def test_a_projects_file_comes_first(project: Path) -> None:
    sources = Sources(project)
    assert sources.find("layouts/letter.yaml") == project / "layouts/letter.yaml"
    assert sources.find("layouts/trifold.yaml") == shipped() / "layouts/trifold.yaml"
    assert sources.find("layouts/none.yaml") is None
    assert sources.find("layouts") is None
    assert sources.names("layouts").count("letter") == 1


def test_only_files_directly_in_the_folder_have_names(project: Path) -> None:
    assert Sources(project).project_names("handouts") == ("own",)
    assert "shared" not in Sources(project).names("handouts")


def test_the_nearest_folder_with_handouts_is_the_project(project: Path) -> None:
    assert project_root(project / "handouts" / "parts") == project
    (project / "layouts" / "project.yaml").write_text("x")
    assert project_root(project / "layouts") == project / "layouts"


def test_no_project(tmp_path: Path) -> None:
    assert project_root(tmp_path) is None


def test_a_checkout_is_no_project_of_its_own() -> None:
    assert Sources(shipped()).roots == (shipped(),)


def test_missing_data_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(resources, "_PACKAGE", tmp_path / "carefold")
    with pytest.raises(CarefoldError, match="Install carefold again") as caught:
        shipped.__wrapped__()  # type: ignore[attr-defined]  # what it found before is kept
    assert caught.value.exit_code == ExitCode.MISSING
