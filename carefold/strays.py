"""What lies in a project and would be passed over in silence: wrong endings, wrong places, links that lead nowhere."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import TypeAlias

from carefold.diagnostics.carefold_error import CarefoldError
from carefold.diagnostics.finding import Finding
from carefold.diagnostics.place import Place

Shown: TypeAlias = Callable[[Path], str]  # a path as messages name it


def check_files(home: Path, shown: Shown) -> None:
    """Files of the project itself that would be passed over are errors: one name, one ending, one place."""
    problems = [*_wrong_endings(home, shown, ("project", "layouts/*", "brands/*/brand", "fonts/fonts"))]
    problems += filter(None, map(partial(no_file, shown=shown), _read_by_name(home)))
    for name in ("brand.yaml", "project.yaml"):
        path = home / "handouts" / name
        if path.is_file() and not (home / name).exists():
            hint = f"Move it one folder up: {name} lies beside the folder handouts, not in it."
            problems.append(Finding(f"this is no place for {name}.", Place(shown(path)), hint))
    if problems:
        raise CarefoldError(problems)


def passed_over(home: Path, shown: Shown) -> list[Finding]:
    """Files among the handouts that are none by their ending: they stop who asks for all, not who asks for another."""
    return [*_wrong_endings(home, shown, ("handouts/*",))]


def _wrong_endings(home: Path, shown: Shown, kinds: Iterable[str]) -> Iterator[Finding]:
    for path in sorted(path for kind in kinds for path in home.glob(f"{kind}.*")):
        name, ending = split_name(path.name)
        if ending not in ("", ".yaml"):
            tip = (
                " Windows shows endings with View, Show, File name extensions."
                if ending.lower().endswith("txt")
                else ""
            )
            message = f"a file that ends in {ending} is not read."
            yield Finding(message, Place(shown(path)), f"Name it {name}.yaml.{tip}")


def _read_by_name(home: Path) -> Iterator[Path]:
    """Where files are looked for that may be missing; hidden ones are none, editors leave them."""
    yield from (home / name for name in ("project.yaml", "brand.yaml", "handouts/references.json", "fonts/fonts.yaml"))
    yield from (folder / "brand.yaml" for folder in sorted(home.glob("brands/*")))
    yield from sorted(path for path in home.glob("layouts/*.yaml") if not path.name.startswith("."))


def split_name(name: str) -> tuple[str, str]:
    """A file's name, and its ending if .yaml was meant, such as Notepad's .yaml.txt; it is empty for other files."""
    found = re.fullmatch(r"([^.].*?)(\.ya?ml(?:\.txt)?)", name, re.IGNORECASE)
    return (found[1], found[2]) if found else (name, "")


def no_file(path: Path, shown: Shown) -> Finding | None:
    """What has the name of a file that is read, but is none, such as a folder, a pipe or a link that leads nowhere."""
    try:
        if path.is_file():
            return None
        if path.is_dir():
            return Finding("this is a folder, not a file.", Place(shown(path)), "Rename it.")
        if path.is_symlink() and not path.exists():
            hint = "Put the file itself here, or remove the link."
            return Finding("this link leads nowhere.", Place(f"{shown(path.parent)}/{path.name}"), hint)
        if path.exists():
            return Finding("this is no file.", Place(shown(path)), "Put the file itself here, or remove this.")
    except OSError:
        return None
    return None


def shown_from(base: Path, path: Path) -> str:
    """A path as messages name it: from the base, a folder, where it lies below, with forward slashes.

    A link is named itself, not what it leads to.
    """
    try:
        return ((base / path).parent.resolve() / path.name).relative_to(base.resolve()).as_posix()
    except (ValueError, OSError, RuntimeError):  # elsewhere, or a loop of links
        return path.as_posix()
