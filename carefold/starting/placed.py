"""New files: all of them or none, and never over one that is there."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path

from carefold.diagnostics.carefold_error import CarefoldError
from carefold.diagnostics.finding import Finding
from carefold.diagnostics.place import Place
from carefold.saving import save


def place(folder: Path, files: Mapping[str, bytes], shown: Callable[[Path], str]) -> None:
    """Put files into a folder, by their paths in it; CarefoldError where one is there already or can't be written."""
    paths = {folder / name: data for name, data in files.items()}
    there = [path for path in paths if path.exists() or path.is_symlink()]
    if there:
        hint = "Nothing was written. Remove it if you do not need it, or choose another name."
        raise CarefoldError(Finding("there is such a file already.", Place(shown(path)), hint) for path in there)
    made: list[Path] = []
    folders = _missing(paths)
    try:
        for path, data in paths.items():
            made.append(path)
            save(data, path, shown(path))
    except BaseException:
        for path in made:
            with suppress(OSError):
                path.unlink()
        for one in reversed(folders):
            with suppress(OSError):
                one.rmdir()
        raise


def _missing(paths: Mapping[Path, bytes]) -> list[Path]:
    """The folders that have to be made, each after the one that it lies in."""
    wanted = {parent for path in paths for parent in path.parents if not parent.exists()}
    return sorted(wanted, key=lambda path: len(path.parts))
