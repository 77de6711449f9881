"""A rebuild gives the same bytes, wherever and however it runs; test_packaging.py looks at the wheel."""

from __future__ import annotations

import datetime
import os
import shutil
import stat
import subprocess
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from rebuilt import FILES, LINES, built_apart, files_in, typed, written

from carefold.commands import here

COMMA = """\
LC_NUMERIC
copy "tr_TR"
END LC_NUMERIC
LC_TIME
copy "tr_TR"
END LC_TIME
""" + "".join(
    f'{name}\ncopy "POSIX"\nEND {name}\n' for name in ("LC_CTYPE", "LC_COLLATE", "LC_MONETARY", "LC_MESSAGES")
)
STRANGE = "Hojas de José – 100% ‘finales’ (2)"


@pytest.fixture(scope="session")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(tmp_path_factory.mktemp("same") / "clinic")


@pytest.fixture(scope="session")
def base(project: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """What a process of its own makes of the project."""
    usual = {"PYTHONHASHSEED": "0", "LC_ALL": "C.UTF-8", "TZ": "UTC", "COLUMNS": "80"}
    made = built_apart(project, tmp_path_factory.mktemp("base"), usual)
    assert set(made) == FILES
    return made


@pytest.fixture(scope="session")
def turkish(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The environment of a locale with a decimal comma, made here where the system can; else it may not have one."""
    folder = tmp_path_factory.mktemp("locales")
    (folder / "comma.src").write_text(COMMA)
    maker = shutil.which("localedef")
    if maker:
        command = [maker, "-c", "-i", folder / "comma.src", "-f", "UTF-8", folder / "tr_TR.UTF-8"]
        subprocess.run(command, capture_output=True, check=False)
    return {"LC_ALL": "tr_TR.UTF-8"} | ({"LOCPATH": str(folder)} if (folder / "tr_TR.UTF-8").is_dir() else {})


# --- other processes


def test_another_seed_time_zone_and_a_locale_without_utf8(base: Any, project: Path, tmp_path: Path) -> None:
    environment = {
        "PYTHONHASHSEED": "1", "TZ": "Pacific/Kiritimati", "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0",
    }  # fmt: skip
    assert built_apart(project, tmp_path / "out", environment, cwd=tmp_path) == base


def test_another_seed_user_terminal_and_decimal_commas(base: Any, turkish: Any, project: Path, tmp_path: Path) -> None:
    before = "import locale\ntry:\n    locale.setlocale(locale.LC_ALL, '')\nexcept locale.Error:\n    pass"
    if "LOCPATH" in turkish:
        before += "\nassert locale.localeconv()['decimal_point'] == ','"
    environment = {
        **turkish, "PYTHONHASHSEED": "4000000000", "TZ": "America/Los_Angeles", "HOME": str(tmp_path), "USER": "josé",
        "XDG_CACHE_HOME": str(tmp_path / "cache"), "COLUMNS": "20", "LINES": "5", "TERM": "dumb", "LANGUAGE": "tr:de",
    }  # fmt: skip
    assert built_apart(project, tmp_path / "out", environment, before=before, cwd=Path("/")) == base


# --- this process, which is warm, and has built other handouts before

Build = Callable[..., dict[str, bytes]]
FEW = LINES[1:3]


def same(made: dict[str, bytes], base: dict[str, bytes]) -> bool:
    """Whether some of the files are as they were."""
    return len(made) == len(FEW) and all(base[name] == data for name, data in made.items())


@pytest.fixture
def build(carefold: Any, tmp_path: Path) -> Build:
    def run(project: Path, out: Path = tmp_path / "out", lines: Any = FEW, cwd: Path = tmp_path) -> dict[str, bytes]:
        for line in lines:
            ran = carefold(*typed(project, out, *line), cwd=cwd)
            assert (ran.code, ran.err) == (0, "")
        return files_in(out)

    return run


def test_after_others_and_in_another_order(
    base: Any, build: Build, carefold: Any, project: Path, tmp_path: Path
) -> None:
    assert carefold("build", "about-ketamine", "--layout", "letter", "--out", tmp_path / "other").code == 0
    first = build(project, lines=LINES[::-1])
    assert first == base
    assert same(build(project, tmp_path / "again"), base), "with warm caches"


def test_a_link_to_the_project(base: Any, build: Build, project: Path, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(project, target_is_directory=True)
    assert same(build(tmp_path / "link"), base)


def test_a_path_with_spaces_and_beyond_ascii(base: Any, build: Build, project: Path, tmp_path: Path) -> None:
    copy = Path(shutil.copytree(project, tmp_path / STRANGE))
    assert build(copy, copy / "out", LINES, cwd=copy) == base


def test_times_of_files_and_a_folder_that_can_not_be_written(
    base: Any, build: Build, project: Path, tmp_path: Path
) -> None:
    copy = Path(shutil.copytree(project, tmp_path / "copy"))
    for number, path in enumerate(sorted(copy.rglob("*"), reverse=True)):
        os.utime(path, (number * 10**8, number * 10**8))
        path.chmod(stat.S_IMODE(path.stat().st_mode) & ~0o222)
    try:
        assert same(build(copy), base)
    finally:
        for path in copy.rglob("*"):
            path.chmod(stat.S_IMODE(path.stat().st_mode) | 0o200)


def test_the_mask_of_rights_and_another_day(
    base: Any, build: Build, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(here, "today", lambda: datetime.date(2031, 5, 6))
    mask = os.umask(0o077)
    try:
        assert same(build(project), base)
    finally:
        os.umask(mask)


def test_the_order_of_folders(
    base: Any, build: Build, project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Folders are listed from their end."""
    listed, scanned = os.listdir, os.scandir

    class Backwards:
        def __init__(self, path: Any = ".") -> None:
            with scanned(path) as found:
                self.entries = iter(sorted(found, key=lambda one: one.name, reverse=True))

        def __enter__(self) -> Iterator[Any]:
            return self.entries

        def __exit__(self, *_: Any) -> None: ...

        def __iter__(self) -> Iterator[Any]:
            return self.entries

    copy = Path(shutil.copytree(project, tmp_path / "copy"))
    monkeypatch.setattr(os, "scandir", Backwards)
    monkeypatch.setattr(os, "listdir", lambda path=".": sorted(listed(path), reverse=True))
    assert same(build(copy), base)


# --- another machine, whose libraries pack in another way


def test_another_packer_makes_the_same_objects(base: Any, project: Path, tmp_path: Path) -> None:
    before = "import deflate, zlib\ndeflate.zlib_compress = lambda data, level: zlib.compress(data, 1)"
    made = built_apart(project, tmp_path / "out", before=before, lines=FEW)
    assert len(made) == len(FEW)
    for name in made:
        assert made[name] != base[name]
        assert _objects(made[name]) == _objects(base[name]), name


def _objects(data: bytes) -> list[tuple[bytes, bytes]]:
    """Each object as it is written, without its length, and what it unpacks to; not where objects lie."""
    found = []
    with pikepdf.open(BytesIO(data)) as document:
        for one in document.objects:
            packed = b""
            if isinstance(one, pikepdf.Stream):
                if one.get("/Type") in ("/ObjStm", "/XRef"):
                    continue
                packed = one.read_raw_bytes() if one.get("/Filter") == "/DCTDecode" else one.read_bytes()
                one = pikepdf.Dictionary({key: value for key, value in one.items() if key != "/Length"})
            found.append((one.unparse(), packed))
    assert len(found) > 50
    return found
