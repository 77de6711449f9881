"""What is known of a language: the word lists in en/ and es/, read once, when they are needed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from carefold.caches import kept

_FOLDER = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Language:
    """A language with lists; `code` is the folder's name. A list that a language has not is empty."""

    code: str

    @staticmethod
    def of(tag: str) -> Language:
        """The language of a tag such as en or es-MX."""
        return Language(tag.split("-")[0])

    @property
    def is_known(self) -> bool:
        """Whether there are lists, so that reading can be judged."""
        return bool(self.words("small"))

    def words(self, name: str) -> frozenset[str]:
        """All words of a list, in any order."""
        return _words(self.code, name)

    def phrases(self, name: str) -> frozenset[str]:
        """The lines of a list, each a word or several."""
        return frozenset(_lines(self.code, name))

    def pairs(self, name: str) -> tuple[tuple[str, str], ...]:
        """The lines of a list of the form `left: right`, in order."""
        return _pairs(self.code, name)

    def meanings(self, name: str) -> Mapping[str, str]:
        """The same as a map; of a left side that stands twice, the last counts."""
        return _meanings(self.code, name)


@kept
def _lines(code: str, name: str) -> tuple[str, ...]:
    path = _FOLDER / code / f"{name}.txt"
    text = path.read_text(encoding="utf-8") if path.is_file() else ""
    return tuple(line for line in text.splitlines() if line and not line.startswith("# "))


@kept
def _words(code: str, name: str) -> frozenset[str]:
    return frozenset(" ".join(_lines(code, name)).split())


@kept
def _pairs(code: str, name: str) -> tuple[tuple[str, str], ...]:
    split = (line.partition(": ") for line in _lines(code, name))
    return tuple((left, right) for left, _, right in split)


@kept
def _meanings(code: str, name: str) -> Mapping[str, str]:
    return MappingProxyType(dict(_pairs(code, name)))
