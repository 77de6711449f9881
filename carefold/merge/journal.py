"""What of a merge is done: a line for each letter, with keyed hashes, so that the next run makes only what is missing.

The key lies beside the letters, and is as private as they are: without it a hash tells nothing of a record.
"""

from __future__ import annotations

import hmac
import json
import os
import secrets
from collections.abc import Collection, Iterable
from contextlib import suppress
from functools import partial
from hashlib import blake2b
from pathlib import Path
from typing import Self

from carefold.merge.private import keep
from carefold.merge.recipient import Recipient

_FILE, _KEY = ".journal.jsonl", ".journal.key"
_LENGTH = 32  # bytes of the key


class Journal:
    """The letters of a folder that are done."""

    def __init__(self, folder: Path, key: bytes) -> None:
        self._folder, self._hash = folder, hmac.new(key, digestmod=partial(blake2b, digest_size=16))
        self._done = dict(_read(folder / _FILE))
        self._file = os.open(folder / _FILE, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600)
        if (size := os.fstat(self._file).st_size) and _last_byte(self._file, size) != b"\n":
            os.write(self._file, b"\n")  # a run was killed within its last line

    @classmethod
    def open(cls, folder: Path, shown: str) -> Self:
        """That of a folder; without its key, what was done before is done anew."""
        path = folder / _KEY
        key = path.read_bytes() if path.is_file() else b""
        if len(key) != _LENGTH:
            key = secrets.token_bytes(_LENGTH)
            keep(key, path, f"{shown}/{_KEY}")
            (folder / _FILE).unlink(missing_ok=True)
        return cls(folder, key)

    def is_done(self, name: str, recipient: Recipient, handout: str) -> bool:
        """Whether a letter's file is there, whole, of this record and this handout; `handout` digests all it is of."""
        known = self._done.get(name)
        if known is None or known[0] != self._mark(recipient, handout):
            return False
        with suppress(OSError):
            return (self._folder / name).stat().st_size == known[1]
        return False

    def note(self, name: str, recipient: Recipient, handout: str, size: int) -> None:
        """A letter is done: its file is in its place."""
        self._done[name] = self._mark(recipient, handout), size, self._whose(recipient)
        os.write(self._file, f"{json.dumps([name, *self._done[name]])}\n".encode())

    def others(self, named: Iterable[tuple[str, Recipient]]) -> int:
        """How many letters lie there under the names of a merge, of people whom that has no letter for."""
        if not self._done:
            return 0
        theirs, own = list[str](), set[str]()
        for name, recipient in named:
            whose = self._whose(recipient)
            own.add(whose)
            known = self._done.get(name)
            if known and known[2] not in ("", whose) and (self._folder / name).is_file():
                theirs.append(known[2])
        return sum(one not in own for one in theirs)

    def left_over(self, names: Collection[str]) -> int:
        """How many letters lie there beside those of these names."""
        return sum((self._folder / name).is_file() for name in self._done if name not in names)

    def close(self) -> None:
        """Write no more."""
        os.close(self._file)

    def _mark(self, recipient: Recipient, handout: str) -> str:
        """A keyed hash of all that a letter depends on."""
        return self._keyed([handout, recipient.language, recipient.site, recipient.name, *recipient.address,
                            sorted(recipient.record.items())])  # fmt: skip

    def _whose(self, recipient: Recipient) -> str:
        """A keyed hash of the person's id; without one of the name, or of the whole record."""
        return self._keyed([recipient.id or recipient.name or sorted(recipient.record.items())])

    def _keyed(self, values: object) -> str:
        written = json.dumps(values, default=list, ensure_ascii=True).encode()
        keyed = self._hash.copy()
        keyed.update(written)
        return keyed.hexdigest()


def _last_byte(file: int, size: int) -> bytes:
    os.lseek(file, size - 1, os.SEEK_SET)
    return os.read(file, 1)


def _read(path: Path) -> dict[str, tuple[str, int, str]]:
    """The last line of each name; a line that was not written whole is none."""
    done = dict[str, tuple[str, int, str]]()
    with suppress(OSError):
        for line in path.read_bytes().splitlines():
            with suppress(ValueError, TypeError, RecursionError):
                name, mark, size, *whose = json.loads(line)
                done[name] = mark, size, "".join(whose)
    return done
