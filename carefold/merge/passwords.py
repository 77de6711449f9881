"""Whether a record's password keeps its letter shut; what is said of it never holds it, nor a part of it.

A file that somebody has can be tried without end, so a guess must be hopeless, and not only unlikely. What others know,
or try first, does not count: what is left of a password without it has to be long enough.
"""

from __future__ import annotations

import datetime
import re
import stringprep
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import permutations, product

from carefold.content.advice import Advice
from carefold.languages.language import languages

LEAST = 8
"""Characters of a password, at least."""
_LEAST_DIGITS = 12  # where it has nothing but digits
_LEAST_LEFT = 6  # letters and digits, once all is gone that others know
_MOST_BYTES = 127  # ISO 32000-2, 7.6.4.3.3
_SHORTEST_WORD = 3
_ROWS = (
    "abcdefghijklmnopqrstuvwxyz", "01234567890", "qwertyuiop", "qwertzuiop", "azertyuiop", "asdfghjkl", "qsdfghjklm",
    "zxcvbnm", "yxcvbnm", "wxcvbn",
)  # fmt: skip
_SIGNS = str.maketrans("@$€!", "asei")
_DIGITS = (str.maketrans("0134578", "oieastb"), str.maketrans("0134578", "oleastb"))
_RUN = 3  # neighbours in a row that count as one
_HINT = "Four words that have nothing to do with each other are good: --make-passwords makes such."


@dataclass(frozen=True)
class Passwords:
    """What passwords of one merge are held to: the column they stand in, and words that are tried first."""

    column: str
    words: frozenset[str]
    months: tuple[tuple[str, ...], ...]

    @classmethod
    def of(cls, column: str, names: Iterable[str]) -> Passwords:
        """For a column; `names`, such as the brand's, are tried first too, and words and months of every language."""
        known = [*languages()]
        words = {_plain(word) for language in known for line in language.lines("passwords") for word in line.split()}
        words |= {_plain(part) for name in names for part in (name, *name.split())}
        formats = [language.phrases.formats for language in known]
        months = [tuple({_plain(name) for form in formats if form for name in (form.months[at], form.short_months[at])})
                  for at in range(12)]  # fmt: skip
        return cls(column, frozenset(word for word in words if len(word) >= _SHORTEST_WORD), tuple(months))

    def advice(self, number: int, values: Mapping[str, str]) -> Advice | None:
        """Why the password of a record is none; `values` are all of the record, `number` is that of it."""
        password = values.get(self.column, "")
        return _on_form(password) or self._on_guesses(password, number, values) or _on_digits(password)

    def _on_guesses(self, password: str, number: int, values: Mapping[str, str]) -> Advice | None:
        whole = left = _plain(password.translate(_SIGNS))
        taken = {"a run, or a repetition": 0}
        for reason, parts in self._guesses(number, values):
            taken[reason], left = len(whole) - len(_without(whole, parts)), _without(left, parts)
        if len(_runs_as_one(left)) >= _LEAST_LEFT:
            return None
        return Advice(f"the password is little more than {max(taken, key=taken.__getitem__)}.", _HINT)

    def _guesses(self, number: int, values: Mapping[str, str]) -> Iterator[tuple[str, set[str]]]:
        """What others know of a record, with how to call it."""
        others = {column: value for column, value in values.items() if column != self.column}
        yield "the date of birth", set(self._dates(others.pop("born", "")))
        yield "the record's number", {_plain(others.pop("id", "")), *_parts(values.get("id", "")), f"{number:04}"}
        for column, value in others.items():
            yield f"what stands in “{column}”", {_plain(value), *_parts(value), *self._dates(value)}
        yield "what is tried first", set(self.words) | {str(year) for year in range(1900, 2100)}

    def _dates(self, value: str) -> Iterator[str]:
        """A date as people write it: days, months and years in any order, in digits and words, short and long."""
        try:
            day = datetime.date.fromisoformat(value.partition("T")[0])
        except ValueError:
            return
        days, years = {f"{day.day}", f"{day.day:02}"}, {f"{day.year}", f"{day.year % 100:02}"}
        months = {f"{day.month}", f"{day.month:02}", *self.months[day.month - 1]}
        for said in product(days, months, years):
            for order in permutations(said):
                yield "".join(order)
        yield from ("".join(order) for pair in product(days, months) for order in permutations(pair))
        yield str(day.year)


def _on_form(password: str) -> Advice | None:
    if not password:
        return Advice("there is no password.", "Write one, or let --make-passwords make them.")
    if len(password) < LEAST:
        return Advice(f"the password has fewer than {LEAST} characters.", _HINT)
    if len(password.encode()) > _MOST_BYTES:
        return Advice(f"the password is longer than {_MOST_BYTES} bytes.", "Shorten it.")
    if unicodedata.normalize("NFKC", password) != password or any(map(_is_unsure, password)):
        return Advice(
            "the password has characters that programs write in different ways.", "Write it in plain letters."
        )
    return None


def _on_digits(password: str) -> Advice | None:
    if password.isdecimal() and len(password) < _LEAST_DIGITS:
        return Advice(f"a password of digits alone needs {_LEAST_DIGITS} of them.", _HINT)
    return None


def _is_unsure(character: str) -> bool:
    """Whether a reader may make another character of it, or refuse it (RFC 4013, 2)."""
    tables = (
        stringprep.in_table_a1, stringprep.in_table_b1, stringprep.in_table_c12, stringprep.in_table_c21_c22,
        stringprep.in_table_c3, stringprep.in_table_c5, stringprep.in_table_c6, stringprep.in_table_c8,
    )  # fmt: skip
    return any(is_in(character) for is_in in tables)


def _plain(text: str) -> str:
    """Letters without accents and digits, in small letters."""
    letters = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in letters if letter.isalnum())


def _parts(text: str) -> set[str]:
    """The words of a value; what is shorter says nothing of anybody."""
    words = map(_plain, re.findall(r"[^\W_]+", text))
    return {word for word in words if len(word) >= _SHORTEST_WORD}


def _without(password: str, parts: set[str]) -> str:
    """What is left without these, the longest first, and also where digits and signs stand for letters."""
    for part in sorted(parts, key=lambda part: (-len(part), part)):
        if len(part) < _SHORTEST_WORD:
            continue
        password = password.replace(part, "")
        for digits in _DIGITS:
            at = password.translate(digits).find(part)
            if at >= 0:
                password = password[:at] + password[at + len(part) :]
    return password


def _runs_as_one(password: str) -> str:
    """A password with each run, such as abcd, 4321 or asdf, and each repetition as one of it."""
    kept = ""
    at = 0
    while at < len(password):
        kept += password[at]
        at += _run_length(password, at)
    return re.sub(r"(.+?)\1+", r"\1", kept)


def _run_length(password: str, at: int) -> int:
    longest = 1
    for row in (one for forth in _ROWS for one in (forth, forth[::-1])):
        length = 1
        while at + length < len(password) and password[at : at + length + 1] in row:
            length += 1
        longest = max(longest, length)
    return longest if longest >= _RUN else 1
