"""Passphrases of four words that lots have drawn, one a person, kept in a folder apart from the letters.

What was given stays given: the next run takes it from there. The file that keeps them names nobody; it has keyed hashes
of the records' `id`.
"""

from __future__ import annotations

import hmac
import json
import os
import secrets
from collections.abc import Sequence
from hashlib import blake2b
from pathlib import Path

from carefold.diagnostics.carefold_error import CarefoldError
from carefold.diagnostics.finding import Finding
from carefold.diagnostics.place import Place
from carefold.languages.language import DEFAULT, Language
from carefold.merge.private import keep

FILE = ".passphrases.json"
_WORDS = 4
_KEY_BYTES = 32
LEAST_WORDS = 1024
"""Words of a list, at least: four of them are one of 2 to the power of 40."""


class Passphrases:
    """The passphrases of a folder; `shown` is how messages name it."""

    def __init__(self, folder: Path, shown: str) -> None:
        """CarefoldError for a file of passphrases that can't be read: those that it holds may have been given."""
        self._folder, self._shown = folder, shown
        self._key, self._given, self._printed = _read(folder / FILE, f"{shown}/{FILE}")

    def give(self, id_: str, language: str) -> str:
        """The passphrase of a person: what was given before, or a new one, which `save` keeps."""
        mark = self._mark(id_)
        if mark not in self._given:
            self._given[mark] = drawn(language)
        return self._given[mark]

    def of(self, id_: str) -> str:
        """What was given to a person; empty for none."""
        return self._given.get(self._mark(id_), "")

    def is_printed(self, id_: str) -> bool:
        """Whether a person's passphrase stands on a slip already."""
        return self._mark(id_) in self._printed

    def note_printed(self, ids: Sequence[str]) -> None:
        """These stand on slips that are in their place."""
        self._printed.update(map(self._mark, ids))
        self.save()

    def save(self) -> None:
        """Keep them; whoever has this file can open the letters."""
        kept = {mark: [passphrase, mark in self._printed] for mark, passphrase in self._given.items()}
        data = json.dumps({"key": self._key.hex(), "given": kept}, indent=0)
        keep(data.encode(), self._folder / FILE, f"{self._shown}/{FILE}")

    def _mark(self, id_: str) -> str:
        return hmac.new(self._key, id_.encode(), lambda: blake2b(digest_size=16)).hexdigest()


def drawn(language: str) -> str:
    """Four words of a language, or of the default one where it has no list, joined by hyphens."""
    words = sorted(Language.of(language).words("passphrases") or Language.of(DEFAULT).words("passphrases"))
    return "-".join(secrets.choice(words) for _ in range(_WORDS))


def _read(path: Path, shown: str) -> tuple[bytes, dict[str, str], set[str]]:
    """The key, what was given, and what of it stands on slips."""
    if not os.path.lexists(path):
        return secrets.token_bytes(_KEY_BYTES), {}, set()
    try:
        said = json.loads(path.read_bytes())
        key, given = bytes.fromhex(said["key"]), dict(said["given"])
        if len(key) != _KEY_BYTES or not all(isinstance(one, str) and one for one, _ in given.values()):
            raise ValueError("not whole")
        return (
            key,
            {mark: one for mark, (one, _) in given.items()},
            {mark for mark, (_, is_on) in given.items() if is_on},
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        hint = "Put back a copy of it, or name another folder with --slips: everybody gets a new passphrase then."
        raise CarefoldError(Finding("the passphrases that were given can't be read.", Place(shown), hint)) from None
