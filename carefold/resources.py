"""Find data by path: the user's project first, then what is shipped with carefold."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from carefold.caches import kept
from carefold.diagnostics.carefold_error import CarefoldError
from carefold.diagnostics.exit_code import ExitCode
from carefold.diagnostics.finding import Finding

_PACKAGE = Path(__file__).resolve().parent


@kept
def shipped() -> Path:
    """The folder that holds handouts/, layouts/, fonts/ and brands/: the package's in a wheel, else the checkout's.

    importlib.resources can't do this: it fails on folders that setup.cfg maps into the package in an editable install.
    """
    for folder in (_PACKAGE, _PACKAGE.parent):
        if (folder / "layouts").is_dir() and (folder / "fonts").is_dir():
            return folder
    problem = Finding("Carefold's own layouts and fonts are missing.", hint="Install carefold again.")
    raise CarefoldError(problem, ExitCode.MISSING)


def project_root(start: Path) -> Path | None:
    """The nearest folder from `start` upward that is a project: one with `handouts/` or `project.yaml`."""
    for folder in (start, *start.parents):
        if (folder / "handouts").is_dir() or (folder / "project.yaml").is_file():
            return folder
    return None


@dataclass(frozen=True, slots=True)
class Sources:
    """Where data is looked up; `project` is None when a user has none and works with what is shipped."""

    project: Path | None

    @property
    def roots(self) -> tuple[Path, ...]:
        """The folders to look in, the first found wins."""
        return (self.project, shipped()) if self.project and self.project != shipped() else (shipped(),)

    @property
    def home(self) -> Path:
        """The project's folder, or the shipped one."""
        return self.roots[0]

    def find(self, path: str) -> Path | None:
        """The first file of that path, such as `layouts/trifold.yaml`."""
        return next((root / path for root in self.roots if is_file(root / path)), None)

    def named(self, folder: str, name: str) -> Path | None:
        """The first `NAME.yaml` directly in a folder."""
        return self.find(f"{folder}/{name}.yaml") if _is_plain(name) else None

    def brand(self, name: str) -> Path | None:
        """The first `brands/NAME/brand.yaml`."""
        return self.find(f"brands/{name}/brand.yaml") if _is_plain(name) else None

    def brands(self) -> tuple[str, ...]:
        """Sorted names of the brands, in any root."""
        return tuple(sorted({path.parent.name for root in self.roots for path in root.glob("brands/*/brand.yaml")}))

    def names(self, folder: str, pattern: str = "*.yaml") -> tuple[str, ...]:
        """Sorted stems of the files directly in a folder, in any root."""
        return tuple(sorted({path.stem for root in self.roots for path in _files(root / folder, pattern)}))

    def files(self, folder: str) -> tuple[Path, ...]:
        """The YAML files directly in a folder, in any root, by their names; the first of a name wins."""
        found = {path.stem: path for root in reversed(self.roots) for path in _files(root / folder, "*.yaml")}
        return tuple(found[name] for name in sorted(found))

    def project_names(self, folder: str, pattern: str = "*.yaml") -> tuple[str, ...]:
        """Sorted stems of the project's own files, or of the shipped ones without a project.

        What has a file's name and is none, such as a folder or a link that leads nowhere, is among them: whoever reads
        it says so.
        """
        return tuple(sorted(path.stem for path in _entries(self.home / folder, pattern)))


def _files(folder: Path, pattern: str) -> Iterator[Path]:
    """Files, but for hidden ones: macOS and editors leave some beside the real ones."""
    return (path for path in _entries(folder, pattern) if path.is_file())


def _entries(folder: Path, pattern: str) -> Iterator[Path]:
    return (path for path in folder.glob(pattern) if not path.name.startswith("."))


def is_folder(path: Path) -> bool:
    """False too for a name that no file system takes."""
    try:
        return path.is_dir()
    except OSError:
        return False


def is_file(path: Path) -> bool:
    """False for a name that no file system takes, such as one that is too long."""
    try:
        return path.is_file()
    except OSError as error:
        if error.errno in (errno.ENAMETOOLONG, errno.EINVAL):
            return False
        raise


def _is_plain(name: str) -> bool:
    """Whether a name stays in its folder."""
    return Path(name).name == name
