"""A project's own lists of words: `words:` in project.yaml, and files in words/ that extend or overrule carefold's."""

from __future__ import annotations

from pathlib import Path

from carefold.languages.language import Own
from carefold.model.settings import Settings

_MOST = 200_000  # bytes of a list


def own_words(home: Path | None, settings: Settings) -> Own:
    """The lists, by `language/list` or by `list` alone, sorted, so that the same lists are the same."""
    listed = [("names", "\n".join(word.lower() for word in settings.words))] if settings.words else []
    for path in word_files(home):
        name = path.relative_to(home / "words").with_suffix("").as_posix() if home else ""
        listed.append((name, path.read_text(encoding="utf-8-sig", errors="replace")))
    return tuple(listed)


def word_files(home: Path | None) -> tuple[Path, ...]:
    """The files of a project's own lists, sorted."""
    folder = home / "words" if home else None
    found = sorted(folder.rglob("*.txt")) if folder and folder.is_dir() else ()
    return tuple(path for path in found if path.is_file() and path.stat().st_size <= _MOST)
