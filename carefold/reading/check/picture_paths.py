"""Which file an author means by a picture's path, and what to write where there is none."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from difflib import get_close_matches
from pathlib import Path
from unicodedata import normalize
from urllib.parse import unquote

from carefold.reading.check.project_paths import inside
from carefold.reading.diagnose.flow import quoted
from carefold.resources import project_root

SHELF = "handouts/images"  # where a handout's pictures are advised to lie
ENDINGS = (".svg", ".png", ".jpg", ".jpeg")
_ON_A_COMPUTER = re.compile(r"file:|[A-Za-z]:|[/~\\]", re.IGNORECASE)
_ADDRESS = re.compile(r"[A-Za-z][A-Za-z+.-]+://|//|data:|www\.", re.IGNORECASE)
_NEEDS_QUOTES = re.compile(r"[,\[\]{}#:&*!|>'\"%@`]|^[-? ]| $")
_MOST_SEARCHED, _DEEPEST = 5_000, 6  # files, and folders within folders, that are looked through for a picture
_PASSED_OVER = ("out", "node_modules", "venv", "__pycache__")
_MOST_SHOWN = 3


def picture_file(folder: Path, written: str, shelf: str = SHELF) -> Path:
    """The picture that is meant, after links; ValueError (“… Hint: …”) where there is none in the folder.

    What reading looks at and what typesetting draws is found here. `shelf` is where hints say to put a picture.
    """
    _refuse_elsewhere(folder, written, shelf)
    path = inside(folder, written, "picture")
    try:
        if path.is_file():
            return path
        if (found := _alike(folder, written)) is not None:
            return found
        if path.is_dir():
            raise ValueError(f"“{written}” is a folder. Hint: write the picture's own name after it.")
        if (folder / written).is_symlink():
            raise ValueError(f"“{written}” is a link to nothing. {_put(_name(written), shelf)}")
    except OSError as error:
        raise unreadable(written, error) from None
    raise ValueError(f"there is no picture “{written}”. {_instead(folder, written, shelf)}")


def unreadable(written: str, error: OSError) -> ValueError:
    """What to say of a picture that the system does not give."""
    return ValueError(f"“{written}” can't be read ({error.strerror or error}). Hint: ask who may open it.")


def _refuse_elsewhere(folder: Path, written: str, shelf: str) -> None:
    """Refuse paths that work on one computer only, addresses, and paths with backslashes."""
    if _ADDRESS.match(written) and not written.lower().startswith("file:"):
        name = "picture" if written.lower().startswith("data:") else _name(written.partition("?")[0])
        raise ValueError(f"“{_short(written)}” is an address. {_put(name, shelf, 'save')}")
    if _ON_A_COMPUTER.match(written):
        raise ValueError(
            f"“{written}” lies outside the project, on one computer only. {_instead(folder, written, shelf)}"
        )
    if "\\" in written:
        raise ValueError(f"“{written}” has a backslash. {_instead(folder, written, shelf)}")
    if ".." in written.split("/"):
        raise ValueError(f"“{written}” leaves the project. {_instead(folder, written, shelf)}")


def _alike(folder: Path, written: str) -> Path | None:
    """The file whose name differs only in how its accents are coded, as names from another computer do."""
    if written.isascii():
        return None
    at = folder
    for part in Path(written).parts:
        around = [at / part] if (at / part).exists() else sorted(at.iterdir()) if at.is_dir() else []
        same = [path for path in around if normalize("NFC", path.name) == normalize("NFC", part)]
        if not same:
            return None
        at = same[0]
    return inside(folder, at.relative_to(folder).as_posix(), "picture") if at.is_file() else None


def _instead(folder: Path, written: str, shelf: str) -> str:
    """A hint with the pictures of that name, wherever they lie in the project, or with what to do."""
    name = _name(written)
    near = _near(name, list(_pictures(folder)))
    if near:
        beside = Path(written.replace("\\", "/")).parent.as_posix()
        near.sort(key=lambda path: Path(path).parent.as_posix() != beside)
        shown = [_as_value(path) for path in near[:_MOST_SHOWN]]
        return f"Hint: did you mean {' or '.join(shown)}?"
    project = project_root(folder) if not shelf else None
    around = _near(name, list(_pictures(project))) if project and project != folder else []
    if around:
        return f"Hint: copy `{around[0]}` beside brand.yaml, and write {_as_value(_name(around[0]))}."
    return _put(name, shelf)


def _put(name: str, shelf: str, verb: str = "copy") -> str:
    """A hint where to put a picture; one that can't be printed as it is, is to be saved as PNG."""
    ready = Path(name).suffix.lower() in ENDINGS
    name = name if ready else f"{Path(name).stem.strip('. :') or 'picture'}.png"
    where, path = (f"into {shelf}", f"{shelf}/{name}") if shelf else ("beside brand.yaml", name)
    what = f"{verb} the picture {where}" if ready else f"save the picture as PNG {where}"
    return f"Hint: {what}, and write {_as_value(path)}."


def _name(written: str) -> str:
    """The last part of any kind of path."""
    parts = [part for part in re.split(r"[/\\]", unquote(written) if ":" in written else written) if part]
    return parts[-1] if parts else "picture"


def _near(name: str, paths: list[str]) -> list[str]:
    """Paths of the same name, else of the same but for its ending, else of nearly the same name."""
    whole, stem = _key(name), _key(_stem(name))
    same = [path for path in paths if _key(_name(path)) == whole]
    same = same or [path for path in paths if _key(_stem(_name(path))) == stem]
    close = get_close_matches(whole, {_key(_name(path)) for path in paths}, n=_MOST_SHOWN, cutoff=0.75)
    return same or [path for one in close for path in paths if _key(_name(path)) == one]


def _stem(name: str) -> str:
    """A name without its ending, or its two: cast.jpg.jpg."""
    while Path(name).suffix.lower() in (*ENDINGS, ".webp", ".heic", ".gif", ".tif", ".tiff", ".bmp", ".jpe"):
        name = Path(name).stem
    return name


def _key(name: str) -> str:
    """A name as it is compared: without case, in one coding of accents, its words joined alike."""
    return re.sub(r"[\s_-]+", "-", normalize("NFC", name).casefold())


def _pictures(folder: Path) -> Iterator[str]:
    """Paths of the pictures in a folder and those within it, in a fixed order; only so many files are looked at."""
    looked = 0
    for at, folders, files in os.walk(folder):
        depth = len(Path(at).relative_to(folder).parts)
        kept = sorted(name for name in folders if not name.startswith(".") and name not in _PASSED_OVER)
        folders[:] = kept if depth < _DEEPEST else []
        for name in sorted(files):
            looked += 1
            if looked > _MOST_SEARCHED:
                return
            file = Path(at) / name
            if file.suffix.lower() in ENDINGS and not name.startswith(".") and file.is_file() and not file.is_symlink():
                yield file.relative_to(folder).as_posix()


def _as_value(path: str) -> str:
    """A path as it is to be written."""
    return f"`{quoted(path) if _NEEDS_QUOTES.search(path) else path}`"


def _short(written: str) -> str:
    return written if len(written) <= 80 else f"{written[:60]}…"
