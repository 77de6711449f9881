"""START HERE. What is known of a language: its folder, read when it is needed.

language.yaml says how it is written and what carefold prints; patterns.yaml, dose-numbers.yaml, grade.yaml and
syllables.yaml hold the rules of the review, words/ its lists. A variant, such as es/es-MX.yaml, says what differs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal, TypeAlias

from carefold.caches import kept
from carefold.languages.phrases import Formats, Phrases

DEFAULT = "en"
"""The language that has every phrase, and of a project that says none."""
HOME = Path(__file__).parent
_IN_NAMES = "".join(map(chr, (*range(0x20, 0x7F), *range(0xA1, 0xAD), *range(0xAE, 0x180)))) + "‘’“”–—…"
"""Latin letters of all Europe, digits and signs: what names are written with, whatever a text's language is."""
_NEVER = r"(?!)"
Own: TypeAlias = tuple[tuple[str, str], ...]
"""A project's own lists: `en/plain`, or `plain` for all languages, and what stands in the file."""


@dataclass(frozen=True, eq=False)
class Language:
    """A language, and the folder in which those of all languages lie. A list or a rule that it has not is empty."""

    tag: str
    home: Path = HOME
    own: Own = ()

    @staticmethod
    @kept
    def of(tag: str, home: Path = HOME, own: Own = ()) -> Language:
        """The language of a tag such as en or es-MX; `own` are a project's lists, which extend and overrule these."""
        return Language(tag, home, own)

    @property
    def code(self) -> str:
        """The tag without script and region: the folder's name."""
        return self.tag.split("-")[0]

    @property
    def is_known(self) -> bool:
        """Whether it has a folder, and so words of its own to print."""
        return bool(self.said)

    @property
    def is_judged(self) -> bool:
        """Whether there are lists, so that reading can be judged."""
        return bool(self.words("small"))

    @cached_property
    def stand_in(self) -> Language:
        """Itself, or for a language without lists the default one: its rules for doses are better than none."""
        return self if self.is_judged else Language.of(DEFAULT, self.home, self.own)

    # --- how it is written

    @cached_property
    def said(self) -> Mapping[str, Any]:
        """What language.yaml says, with what its variants say instead; empty for a language without a folder."""
        parts = self.tag.split("-")
        variants = ("-".join(parts[:count]) for count in range(2, len(parts) + 1))
        files = [self.rules("language"), *(self.rules(variant) for variant in variants)]
        merged = {key: value for file in files for key, value in file.items()}
        phrases = {name: phrase for file in files for name, phrase in file.get("phrases", {}).items()}
        return MappingProxyType(merged | {"phrases": phrases} if merged else {})

    @property
    def name(self) -> str:
        """Its English name; for a language without a folder its tag."""
        return str(self.said.get("name", self.code))

    @property
    def direction(self) -> Literal["ltr", "rtl"]:
        """Where a line goes."""
        return "rtl" if self.said.get("direction") == "rtl" else "ltr"

    @property
    def quotes(self) -> Sequence[str]:
        """Quotation marks, double ones and single ones, each opening and closing; none for a language without."""
        return tuple(self.said.get("quotes", ()))

    @cached_property
    def alphabet(self) -> str:
        """Letters, digits and signs that a patient's name and what else is filled in are written with."""
        letters = str(self.said.get("alphabet", ""))
        return "".join(dict.fromkeys((*_IN_NAMES, *letters, *letters.upper(), *"".join(self.quotes))))

    @cached_property
    def phrases(self) -> Phrases:
        """The words that carefold prints, those of the default language where it has none of its own."""
        default = {} if self.tag == DEFAULT else Language.of(DEFAULT, self.home).phrases.words
        words = MappingProxyType({**default, **self.said.get("phrases", {})})
        return Phrases(self.tag, words, Formats.of(self.said) if self.is_known else None)

    # --- what a review looks for

    def words(self, name: str) -> frozenset[str]:
        """All words of a list, in any order."""
        return _words(self, name)

    def lines(self, name: str) -> tuple[str, ...]:
        """The lines of a list, each a word or several."""
        return _lines(self, name)

    def listed(self) -> frozenset[str]:
        """Every word of all its lists, in small letters."""
        return _listed(self)

    def pairs(self, name: str) -> tuple[tuple[str, str], ...]:
        """The lines of a list of the form `left: right`, in order."""
        return _pairs(self, name)

    def meanings(self, name: str) -> Mapping[str, str]:
        """The same as a map; of a left side that stands twice, the last counts."""
        return _meanings(self, name)

    def rules(self, name: str) -> Mapping[str, Any]:
        """What one of its files of YAML says; empty where it has none."""
        return _rules(self, name)

    def source(self, name: str) -> str:
        """A regular expression of patterns.yaml, to be a part of another; one that never matches where it has none."""
        return str(self.rules("patterns").get(name, _NEVER))

    def pattern(self, name: str) -> re.Pattern[str]:
        """The same, compiled."""
        return _pattern(self, name)


@kept
def _lines(language: Language, name: str) -> tuple[str, ...]:
    lines = _lines_of(language.home / language.code / "words" / f"{name}.txt")
    for listed, text in language.own:
        if listed in (name, f"{language.code}/{name}"):
            lines = (*_without(lines, text), *(line for line in _told(text) if not line.startswith("- ")))
    return lines


def _without(lines: tuple[str, ...], text: str) -> tuple[str, ...]:
    """Lines without what a project takes out by `- word`: a line, what a line explains, or a word of it."""
    gone = frozenset(line.removeprefix("- ") for line in _told(text) if line.startswith("- "))
    kept_lines = (line for line in lines if line not in gone and line.partition(": ")[0] not in gone)
    return tuple(" ".join(word for word in line.split(" ") if word not in gone) for line in kept_lines)


def _lines_of(path: Path) -> tuple[str, ...]:
    return _told(path.read_text(encoding="utf-8")) if path.is_file() else ()


def _told(text: str) -> tuple[str, ...]:
    return tuple(line for line in text.splitlines() if line and not line.startswith("# "))


@kept
def _words(language: Language, name: str) -> frozenset[str]:
    return frozenset(" ".join(_lines(language, name)).split())


@kept
def _listed(language: Language) -> frozenset[str]:
    folder = language.home / language.code / "words"
    names = {path.stem for path in folder.glob("*.txt")} | {name.rpartition("/")[2] for name, _ in language.own}
    lines = (line.lower() for name in sorted(names) for line in _lines(language, name))
    return frozenset(word for line in lines for word in re.findall(r"[^\W\d_]+", line))


@kept
def _pairs(language: Language, name: str) -> tuple[tuple[str, str], ...]:
    return tuple(map(_split, _lines(language, name)))


def _split(line: str) -> tuple[str, str]:
    left, _, right = line.partition(": ")
    return left, right


@kept
def _meanings(language: Language, name: str) -> Mapping[str, str]:
    return MappingProxyType(dict(_pairs(language, name)))


@kept
def _rules(language: Language, name: str) -> Mapping[str, Any]:
    path = language.home / language.code / f"{name}.yaml"
    if not path.is_file():
        return MappingProxyType({})
    import yaml  # here, for a checking process reads no language

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return MappingProxyType(yaml.load(path.read_text(encoding="utf-8"), loader))


@kept
def _pattern(language: Language, name: str) -> re.Pattern[str]:
    return re.compile(language.source(name))


# --- all languages


@kept
def tags(home: Path = HOME) -> tuple[str, ...]:
    """The tags of all languages that have words, and of their variants, sorted."""
    codes = [path.parent.name for path in home.glob("*/language.yaml")]
    variants = (path.stem for code in codes for path in home.glob(f"{code}/{code}-*.yaml"))
    return tuple(sorted((*codes, *variants)))


def languages(home: Path = HOME) -> Iterator[Language]:
    """All languages that have a folder, the default one first."""
    codes = (tag for tag in tags(home) if "-" not in tag)
    yield from (Language.of(code, home) for code in sorted(codes, key=lambda code: (code != DEFAULT, code)))


def anywhere(name: str) -> tuple[str, ...]:
    """The words of a list in all languages, the longest first: for what is read before its language is known."""
    found = frozenset[str]().union(*(language.words(name) for language in languages()))
    return tuple(sorted(found, key=lambda word: (-len(word), word)))


def either(name: str) -> str:
    """A regular expression of patterns.yaml, as any language has it."""
    return "|".join(language.source(name) for language in languages())


def meant(name: str, word: str) -> str:
    """What a word stands for in the first language whose list of the form `meaning: words` has it; empty for none."""
    pairs = (pair for language in languages() for pair in language.pairs(name))
    return next((meaning for meaning, words in pairs if word in words.split()), "")


def tag_of(name: str) -> str:
    """The tag of a language by what people call it, such as spanish; empty for no language."""
    own = (language.code for language in languages() if name in language.words("called"))
    others = (tag for tag, names in _others().items() if name in names.split())
    return next(chain(own, others), "")


def is_heard_of(tag: str) -> bool:
    """Whether there is such a language in the world, as far as carefold knows, whatever script and region follow."""
    code = tag.split("-")[0]
    return Language.of(code).is_known or code in _others()


@kept
def _others() -> Mapping[str, str]:
    return MappingProxyType(dict(map(_split, _lines_of(HOME / "others.txt"))))
