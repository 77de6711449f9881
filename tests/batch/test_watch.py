"""Which saved files count, when they are settled, and where they are looked for: without a file system that watches."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carefold.batch import watch
from carefold.batch.watch import counts, folders, is_far, saved, settled
from carefold.diagnostics.carefold_error import CarefoldError


@pytest.mark.parametrize(
    "name",
    [
        "h.yaml",
        "h.es.yaml",
        "brand.yaml",
        "project.yml",
        "h.yaml.txt",
        "references.json",
        "LOGO.SVG",
        "a.jpeg",
        "B.otf",
    ],
)
def test_files_that_count(name: str) -> None:
    assert counts(Path("clinic") / name)


@pytest.mark.parametrize(
    "name",
    [
        ".h.yaml.swp", ".h.yaml.swx", "4913", "h.yaml~", "#h.yaml#", ".#h.yaml", "h.yaml___jb_tmp___", "~$h.yaml",
        "h.yaml.bak", "sedA1b2", ".h.yaml.k2x9.part", "h.trifold.pdf", "manifest.json", "index.html", "handouts",
        ".DS_Store",
    ],
)  # fmt: skip
def test_what_editors_and_builds_leave_does_not_count(name: str) -> None:
    assert not counts(Path("clinic") / name)


# --- settled


def paths(*names: str) -> set[Path]:
    return {Path(name) for name in names}


def test_a_file_that_is_replaced_is_told_once_it_is_there() -> None:
    """Removed, then there again within a tick, as editors do that rename on save."""
    there = set[Path]()

    def changes() -> Iterator[set[Path]]:
        yield paths("h")
        there.add(Path("h"))
        yield paths("h")
        yield set()

    assert list(settled(changes(), there.__contains__)) == [paths("h")]


def test_a_file_that_stays_away_is_told_at_the_next_tick() -> None:
    told = settled(iter([set(), paths("h"), paths("g"), set(), set()]), paths("g").__contains__)
    assert list(told) == [paths("g", "h")]


def test_what_is_whole_is_told_at_once() -> None:
    asked = list[str]()

    def changes() -> Iterator[set[Path]]:
        for name in "hg":
            asked.append(name)
            yield paths(name)

    told = settled(changes(), lambda _: True)
    assert next(told) == paths("h") and asked == ["h"]
    assert next(told) == paths("g")


def test_a_file_is_whole_when_something_is_in_it(tmp_path: Path) -> None:
    assert not watch.is_whole(tmp_path / "h")
    (tmp_path / "h").touch()
    assert not watch.is_whole(tmp_path / "h")
    (tmp_path / "h").write_text("x")
    assert watch.is_whole(tmp_path / "h")


SETS = st.lists(st.frozensets(st.sampled_from("abc").map(Path)))


@given(SETS, st.frozensets(st.sampled_from("abc").map(Path)))
def test_nothing_is_lost_or_made_up(sets: list[frozenset[Path]], there: frozenset[Path]) -> None:
    told = list(settled([*sets, frozenset()], there.__contains__))
    assert all(told)
    assert frozenset().union(*told) == frozenset().union(*sets)
    assert sum(map(len, told)) <= sum(map(len, sets))


# --- folders


@pytest.fixture
def home(tmp_path: Path) -> Path:
    for name in ("handouts/parts", "layouts", "a/b/c/d/e/f/g", ".git/objects", "node_modules/x", "out/.carefold/state"):
        (tmp_path / name).mkdir(parents=True)
    return tmp_path


def names(found: watch.Folders, home: Path) -> list[str]:
    return [folder.relative_to(home).as_posix() for folder in found]


def test_the_output_is_not_looked_at(home: Path) -> None:
    found = names(folders(home, home / "out"), home)
    assert found[:4] == [".", "handouts", "handouts/parts", "layouts"]
    assert found[4:] == ["a", "a/b", "a/b/c", "a/b/c/d", "a/b/c/d/e", "a/b/c/d/e/f"]
    (home / "shelf").symlink_to(home / "out", target_is_directory=True)
    assert "out" not in names(folders(home, home / "shelf"), home)
    assert "out" in names(folders(home, home / "elsewhere"), home)


def test_so_many_folders_are_looked_at_handouts_first(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watch, "_MOST", 3)
    assert names(folders(home, home / "out"), home)[:3] == [".", "handouts", "handouts/parts"]


def test_a_folder_in_anothers_place_is_another(home: Path) -> None:
    before = folders(home, home / "out")
    (home / "layouts").rename(home / "old")
    (home / "layouts").mkdir()
    after = folders(home, home / "out")
    assert after[home / "layouts"] != before[home / "layouts"]


def test_folders_besides(home: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    other = tmp_path_factory.mktemp("brand")
    assert other in folders(home, home / "out", [other, other / "gone"])


# --- network drives

MOUNTS = """\
/dev/sda1 / ext4 rw,relatime 0 0
server:/share /mnt/clinic nfs4 rw 0 0
/dev/sdb1 /mnt/clinic/local ext4 rw 0 0
//nas/our\\040files /mnt/our\\040files cifs rw 0 0
me@host: /home/me/far fuse.sshfs rw 0 0
tmpfs /mnt/shadowed tmpfs rw 0 0
host /mnt/shadowed 9p rw 0 0
"""


@pytest.mark.parametrize(
    ("folder", "far"),
    [
        ("/home/me/clinic", False), ("/mnt/clinic/handouts", True), ("/mnt/clinic", True), ("/mnt/clinical", False),
        ("/mnt/clinic/local/x", False), ("/mnt/our files/x", True), ("/home/me/far/clinic", True),
        ("/mnt/shadowed/x", True),
    ],
)  # fmt: skip
def test_network_drives(folder: str, far: bool) -> None:
    assert is_far(Path(folder), MOUNTS) == far


def test_no_mounts() -> None:
    assert not is_far(Path("/home"), "")


# --- who notices


class Watcher:
    """In place of watchfiles: what it is asked to look at, and what happens then."""

    def __init__(self, *rounds: list[set[Path]] | Exception) -> None:
        self.rounds, self.asked, self.polling = list(rounds), list[set[Path]](), list[bool | None]()

    def __call__(self, known: watch.Folders, polling: bool | None) -> Iterator[set[Path]]:
        self.asked.append(set(known))
        self.polling.append(polling)
        found = self.rounds.pop(0)
        if isinstance(found, Exception):
            raise found
        yield from found


@pytest.fixture
def watcher(monkeypatch: pytest.MonkeyPatch) -> Callable[..., Watcher]:
    def install(*rounds: list[set[Path]] | Exception) -> Watcher:
        made = Watcher(*rounds)
        monkeypatch.setattr(watch, "_sets", made)
        return made

    return install


def test_it_begins_anew_when_folders_come_and_go(home: Path, watcher: Callable[..., Watcher]) -> None:
    handout, new = home / "handouts/h.yaml", home / "pictures"
    handout.write_text("x")
    made = watcher([set(), {handout, home / "out/x.pdf"}, {new}, {handout}], [set(), {handout}])
    told = saved(home, lambda: folders(home, home / "out"))
    assert [next(told), next(told)] == [{home}, {handout}]
    new.mkdir()
    assert next(told) == {home}, "anything may have changed meanwhile"
    assert new in made.asked[1] and new not in made.asked[0]
    assert next(told) == {handout}


def test_what_does_not_count_is_no_tick(home: Path, watcher: Callable[..., Watcher]) -> None:
    """A handout that is away is waited for, while an editor writes its backup."""
    handout = home / "handouts/h.yaml"
    watcher([set(), {handout}, {home / "handouts/h.yaml~"}, {handout, home / "layouts/x.yaml"}, set()])
    told = saved(home, lambda: folders(home, home / "out"))
    assert [next(told), next(told)] == [{home}, {handout, home / "layouts/x.yaml"}]


def test_a_folder_that_goes_before_it_is_looked_at(home: Path, watcher: Callable[..., Watcher]) -> None:
    watcher(FileNotFoundError("a"), [set()])
    assert next(saved(home, lambda: folders(home, home / "out"))) == {home}


def test_where_the_system_notices_no_more_it_is_looked_again_and_again(
    home: Path, watcher: Callable[..., Watcher]
) -> None:
    made = watcher(OSError("OS file watch limit reached"), [set()])
    assert next(saved(home, lambda: folders(home, home / "out"))) == {home}
    assert made.polling == [None, True]
    watcher(OSError("limit"), OSError("broken"))
    with pytest.raises(OSError, match="broken"):
        next(saved(home, lambda: folders(home, home / "out")))


def test_polling_as_it_is_asked_for(home: Path, watcher: Callable[..., Watcher]) -> None:
    made = watcher([set()])
    next(saved(home, lambda: folders(home, home / "out"), polling=True))
    assert made.polling == [True]


def test_a_project_that_is_gone(home: Path, watcher: Callable[..., Watcher]) -> None:
    watcher([set()])
    with pytest.raises(CarefoldError, match="the project's folder is gone"):
        next(saved(home / "gone", lambda: folders(home / "gone", home / "out")))
