"""What `list` remembers of handouts: it saves work, and never changes what is printed."""

import json
import os
from pathlib import Path

import pytest

from carefold import remembered
from carefold.commands import here

PICTURE = "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'><path d='M0 0h9v9z'/></svg>"
PARTS = {
    "handouts/parts/a.yaml": "- include: handouts/parts/b.yaml\n",
    "handouts/parts/b.yaml": "- Shared words.\n",
    "handouts/images/p.svg": PICTURE,
}
BODY = """
      - include: handouts/parts/a.yaml
      - figure: {image: handouts/images/p.svg, decorative: true}
"""


@pytest.fixture
def read(monkeypatch):
    """The names of the handouts that are read, and not remembered."""
    names = []
    load = remembered.load_handout

    def noted(project, name):
        names.append(name)
        return load(project, name)

    monkeypatch.setattr(remembered, "load_handout", noted)
    return names


@pytest.fixture
def project(clinic):
    """Handouts that nobody has changed for a while: h with parts and a picture, and one that is plain."""
    clinic.write()
    (clinic.folder / "handouts/h.yaml").rename(clinic.folder / "handouts/plain.yaml")
    clinic.write(blocks=BODY)
    for name, text in PARTS.items():
        clinic.add(name, text)
    age(clinic.folder)
    return clinic


@pytest.fixture
def listed(project, carefold, tmp_path):
    """What `list` prints, and the same where nothing is remembered."""
    folders = iter(range(100))

    def run():
        found = carefold("list", "--json", cwd=project.folder, cache=tmp_path / "cache")
        anew = carefold("list", "--json", cwd=project.folder, cache=tmp_path / f"empty-{next(folders)}")
        assert found == anew
        return found

    return run


def age(folder: Path) -> None:
    for path in folder.rglob("*.*"):
        os.utime(path, (path.stat().st_atime, path.stat().st_mtime - 60), follow_symlinks=False)


def store(tmp_path: Path) -> Path:
    (file,) = (tmp_path / "cache").rglob("*.json")
    return file


def again(read, carefold, project, tmp_path):
    """Which handouts the next list reads."""
    read.clear()
    carefold("list", cwd=project.folder, cache=tmp_path / "cache")
    return list(read)


def test_a_handout_is_read_once(listed, read, carefold, project, tmp_path):
    assert [row["state"] for row in listed().document["handouts"]] == ["current", "current"]
    assert again(read, carefold, project, tmp_path) == []
    assert carefold("list", "h", "--json", cwd=project.folder, cache=tmp_path / "cache").code == 0
    listed()


@pytest.mark.parametrize("changed", [*PARTS, "handouts/h.yaml"])
def test_whatever_it_is_made_of_is_looked_at(changed, listed, read, carefold, project, tmp_path):
    listed()
    path = project.folder / changed
    path.write_text(path.read_text().replace("words", "worts").replace("9", "8").replace("Small", "Tiny") + "\n")
    age(project.folder)
    assert again(read, carefold, project, tmp_path) == ["h"]
    for broken in ("- heading: [", ""):
        path.write_text(broken)
        assert "broken" in listed().out
    path.unlink()
    listed()


def test_a_brand_makes_no_difference_that_is_kept(listed, project):
    listed()
    brand = project.folder / "brand.yaml"
    brand.write_text("name: Another\n")
    listed()
    brand.write_text("name: [")
    listed()
    project.add("project.yaml", "brand: none-such\nlanguages: 7\n")
    assert "languages" in listed().err


def test_what_was_changed_just_now_is_not_trusted(listed, read, carefold, project, tmp_path):
    os.utime(project.folder / "handouts/parts/b.yaml")
    listed()
    assert again(read, carefold, project, tmp_path) == ["h"]


def test_what_lies_behind_a_link_is_not_remembered(listed, read, carefold, project, tmp_path):
    part = project.folder / "handouts/parts/b.yaml"
    part.rename(part.with_name("c.yaml"))
    part.symlink_to("c.yaml")
    listed()
    assert again(read, carefold, project, tmp_path) == ["h"]


def test_nor_what_lies_in_a_folder_behind_a_link(listed, read, carefold, project, tmp_path):
    parts = project.folder / "handouts/parts"
    parts.rename(parts.with_name("others"))
    parts.symlink_to("others")
    listed()
    assert again(read, carefold, project, tmp_path) == ["h"]


def test_what_is_around_a_handout_counts(listed, project):
    text = (project.folder / "handouts/plain.yaml").read_text()
    (project.folder / "handouts/plain.yaml").write_text(f"id: one\nlayouts: [mine]\n{text}")
    layout = project.folder / "layouts/mine.yaml"
    layout.parent.mkdir()
    layout.write_text((Path(__file__).parents[2] / "layouts/letter.yaml").read_text())
    age(project.folder)
    assert listed().code == 0
    layout.rename(layout.with_name("yours.yaml"))
    assert "mine" in listed().err
    layout.with_name("yours.yaml").rename(layout)
    assert listed().code == 0
    (project.folder / "handouts/a.yaml").write_text(f"id: one\n{text}")
    age(project.folder)
    assert "one is that of handouts/a.yaml too" in listed().err


@pytest.mark.parametrize("harm", [
    lambda text: "", lambda text: text[:-9], lambda text: "[]", lambda text: '{"carefold": 1}', lambda text: "[" * 9999,
    lambda text: text.replace('"Small"', "7"), lambda text: text.replace("2999-", "99-"),
    lambda text: text.replace("[[", "[[[").replace("]", "]]", 1),
])  # fmt: skip
def test_a_broken_memory_is_made_anew(harm, listed, read, carefold, project, tmp_path):
    listed()
    file = store(tmp_path)
    whole = file.read_text()
    file.write_text(harm(whole))
    listed()
    assert json.loads(file.read_text()) == json.loads(whole)
    assert again(read, carefold, project, tmp_path) == []


def test_another_carefold_reads_anew(listed, read, carefold, project, tmp_path, monkeypatch):
    listed()
    monkeypatch.setattr(remembered, "_code", lambda _folder: iter(("another",)))
    assert again(read, carefold, project, tmp_path) == ["h", "plain"]


def test_a_folder_that_takes_nothing_stops_nothing(project, carefold, tmp_path):
    (tmp_path / "file").write_text("")
    for _ in range(2):
        assert carefold("list", cwd=project.folder, cache=tmp_path / "file").code == 0


def test_only_handouts_that_are_there_are_remembered(listed, project, tmp_path):
    listed()
    (project.folder / "handouts/plain.yaml").unlink()
    (project.folder / "handouts/h.yaml").write_text("title: x\n")
    listed()
    assert json.loads(store(tmp_path).read_text())["handouts"] == {}


def test_no_more_than_so_many_projects_are_remembered(listed, tmp_path, monkeypatch):
    monkeypatch.setattr(remembered, "_MOST_PROJECTS", 2)
    folder = tmp_path / "cache/carefold"
    folder.mkdir(parents=True)
    for age, name in enumerate(("new", "old", "older")):
        (folder / f"{name}.json").write_text("{}")
        os.utime(folder / f"{name}.json", (0, 1e9 - age))
    listed()
    assert len([*folder.iterdir()]) == 2
    assert (folder / "new.json").is_file()


def test_the_folder_is_the_systems(monkeypatch):
    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    monkeypatch.setenv("HOME", "/users/nurse")
    monkeypatch.setenv("LOCALAPPDATA", "/local")
    for system, folder in {"linux": "/users/nurse/.cache", "darwin": "/users/nurse/Library/Caches"}.items():
        monkeypatch.setattr(here.sys, "platform", system)
        assert here.cache_folder() == Path(folder, "carefold")
    monkeypatch.setattr(here.sys, "platform", "win32")
    assert here.cache_folder() == Path("/local/carefold")
    monkeypatch.setenv("XDG_CACHE_HOME", "relative")
    assert here.cache_folder() is None
