"""What is saved while somebody works on a project: where to look, which files count, and when one is whole.

What a saved file affects is not found here: the digests of a batch (inputs.py) tell.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Collection, Generator, Iterable, Iterator, Mapping
from contextlib import closing, suppress
from pathlib import Path
from typing import TypeAlias

from carefold.diagnostics.carefold_error import CarefoldError
from carefold.diagnostics.finding import Finding
from carefold.diagnostics.place import Place
from carefold.reading.check.picture_paths import ENDINGS

Folders: TypeAlias = Mapping[Path, int]  # with what tells one from another of the same name

_TICK = 200  # milliseconds without a change
_ENDINGS = (".yaml", ".yml", ".txt", ".ttf", ".otf", *ENDINGS)
_FIRST = ("handouts", "layouts", "brands", "fonts")
_PASSED_OVER = ("node_modules", "venv", "__pycache__")
_DEEPEST, _MOST = 6, 500  # folders within folders, and all
_FAR = frozenset(
    ("nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "fuse.sshfs", "afs", "ncpfs", "vboxsf", "fuse.vmhgfs-fuse")
)


def counts(path: Path) -> bool:
    """Whether a handout may be made from a file: not from what editors leave beside it, nor from a finished PDF."""
    if path.name.startswith((".", "~$")):
        return False
    return path.suffix.lower() in _ENDINGS or path.name == "references.json"


def is_whole(path: Path) -> bool:
    """Whether a file is there with something in it: editors remove, empty or rename what they save."""
    with suppress(OSError):
        return path.stat().st_size > 0
    return False


def settled(
    changes: Iterable[Collection[Path]], is_whole: Callable[[Path], bool] = is_whole
) -> Iterator[frozenset[Path]]:
    """Files that were saved, once all are whole; what is missing still when nothing has changed for a tick is gone.

    An empty set of changes is a tick.
    """
    held = set[Path]()
    for changed in changes:
        held.update(changed)
        if held and (not changed or all(map(is_whole, held))):
            yield frozenset(held)
            held.clear()


def folders(home: Path, output: Path, besides: Iterable[Path] = ()) -> Folders:
    """The folders to look at: the project's, where it keeps no output, and others besides."""
    found = dict[Path, int]()
    for at, names, _ in os.walk(home):
        folder = Path(at)
        _note(found, folder)
        is_end = len(folder.relative_to(home).parts) >= _DEEPEST or len(found) >= _MOST
        kept = [] if is_end else [name for name in names if _is_looked_into(folder / name, output)]
        names[:] = sorted(kept, key=lambda name: (name not in _FIRST, name))
    for folder in besides:
        _note(found, folder)
    return found


def _note(found: dict[Path, int], folder: Path) -> None:
    with suppress(OSError):  # it has just gone
        found[folder] = folder.stat().st_ino


def _is_looked_into(folder: Path, output: Path) -> bool:
    return not folder.name.startswith(".") and folder.name not in _PASSED_OVER and folder.resolve() != output.resolve()


def is_far(folder: Path, mounts: str) -> bool:
    """Whether a folder lies on a network drive, which tells nobody of changes; `mounts` is as /proc/mounts has it."""
    at, kind = "", ""
    for _, place, system, *_ in (line.split(" ") for line in mounts.splitlines()):
        place = re.sub(r"\\([0-7]{3})", lambda found: chr(int(found[1], 8)), place)
        if folder.is_relative_to(place) and len(place) >= len(at):
            at, kind = place, system
    return kind in _FAR


def saved(home: Path, look: Callable[[], Folders], *, polling: bool | None = None) -> Iterator[frozenset[Path]]:
    """Files as they are saved in the folders that `look` finds, until interrupted.

    With `polling` they are looked at again and again; None where watchfiles is to know.
    The home itself is among them when it begins, and when it begins anew after folders have come or gone: then anything
    may have changed. CarefoldError when the home is gone.
    """
    return settled(_noticed(home, look, polling))


def _noticed(home: Path, look: Callable[[], Folders], polling: bool | None) -> Iterator[set[Path]]:
    while home in (known := look()):
        is_new = True
        try:
            with closing(_sets(known, polling)) as sets:
                for changed in sets:
                    found = {home} if is_new else set(filter(counts, changed))
                    is_new = False
                    if found or not changed:  # what does not count is no tick either
                        yield found
                    if changed and look() != known:
                        break
        except FileNotFoundError:
            continue  # a folder went before it was looked at
        except OSError:
            if polling:
                raise
            polling = True  # the system notices only so many at once
    raise CarefoldError(Finding("the project's folder is gone.", Place(str(home))))


def _sets(known: Folders, polling: bool | None) -> Generator[set[Path]]:
    from watchfiles import watch

    sets = watch(
        *known, watch_filter=None, debounce=2 * _TICK, step=50, rust_timeout=_TICK, yield_on_timeout=True,
        recursive=False, force_polling=polling, ignore_permission_denied=True,
    )  # fmt: skip
    for changes in sets:
        yield {Path(path) for _, path in changes}
