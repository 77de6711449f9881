"""The ledger, its key and the stop list in one file, which a passphrase opens (scrypt, AES-256-GCM)."""

from __future__ import annotations

import json
import os
import sqlite3
from base64 import b64decode, b64encode
from contextlib import closing
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from carefold.delivery.key import store_key
from carefold.delivery.ledger import FILE, Ledger, folder_of, make_folder
from carefold.diagnostics.carefold_error import CarefoldError
from carefold.diagnostics.exit_code import ExitCode
from carefold.diagnostics.finding import Finding
from carefold.diagnostics.place import Place
from carefold.merge.private import keep
from carefold.workspace import Workspace

LEAST = 12
"""Characters of a passphrase, at least."""
_HEAD = b"carefold ledger 1\n"
_SALT, _NONCE = 16, 12  # bytes
_COST = {"n": 2**16, "r": 8, "p": 1}


@dataclass(frozen=True, repr=False)
class _Held:
    """What a backup holds."""

    id: str
    key: bytes
    base: bytes
    at: str


def back_up(ledger: Ledger, path: Path, shown: str, passphrase: str, at: str) -> None:
    """Write a backup that only its owner may read, and note in the ledger that there is one."""
    _needed()
    key, base = ledger.whole()
    said = {"id": ledger.id, "key": key.hex(), "at": at, "base": b64encode(base).decode()}
    salt, nonce = os.urandom(_SALT), os.urandom(_NONCE)
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    shut = AESGCM(_key(passphrase, salt)).encrypt(nonce, json.dumps(said).encode(), _HEAD)
    keep(_HEAD + salt + nonce + shut, path, shown)
    ledger.note_about("backup", at)


def restore(
    project: Workspace, path: Path, shown: str, passphrase: str, *, beside: bool = False
) -> tuple[str, str, str]:
    """Put a ledger back where there is none: its id, where its key is, and from when it is.

    CarefoldError for a file that is none, a wrong passphrase, and a ledger that is there or is another one.
    """
    folder, where = folder_of(project)
    held = _opened(path, shown, passphrase)
    if (folder / FILE).exists():
        hint = "Move it away first, if the backup is to take its place: what was sent since then is forgotten."
        raise CarefoldError(Finding("there is a ledger already.", Place(f"{where}/{FILE}"), hint), ExitCode.USAGE)
    if project.settings.ledger and held.id != str(project.settings.ledger):
        hint = f"It is that of `ledger: {held.id}`."
        raise CarefoldError(Finding("this is the backup of another project's ledger.", Place(shown), hint))
    make_folder(folder)
    at = store_key(held.key, folder, held.id, where, beside=beside)
    keep(held.base, folder / FILE, f"{where}/{FILE}")
    return held.id, at, held.at


def _opened(path: Path, shown: str, passphrase: str) -> _Held:
    _needed()
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    try:
        data = path.read_bytes()
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise CarefoldError(Finding(f"the file can't be read ({reason}).", Place(shown))) from error
    rest = data.removeprefix(_HEAD)
    if rest == data or len(rest) < _SALT + _NONCE:
        raise CarefoldError(Finding("this is no backup of a ledger.", Place(shown)))
    salt, nonce, shut = rest[:_SALT], rest[_SALT : _SALT + _NONCE], rest[_SALT + _NONCE :]
    try:
        said = json.loads(AESGCM(_key(passphrase, salt)).decrypt(nonce, shut, _HEAD))
        held = _Held(said["id"], bytes.fromhex(said["key"]), b64decode(said["base"]), said["at"])
    except InvalidTag:
        message = "the passphrase is another one, or the file was damaged."
        raise CarefoldError(Finding(message, Place(shown), "Type it anew.")) from None
    with closing(sqlite3.connect(":memory:")) as base:
        base.deserialize(held.base)
        base.execute("select count(*) from sent")
    return held


def _key(passphrase: str, salt: bytes) -> bytes:
    from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

    return Scrypt(salt=salt, length=32, **_COST).derive(passphrase.encode())


def _needed() -> None:
    if find_spec("cryptography") is None:
        hint = '`pip install "carefold[protect]"`'
        raise CarefoldError(Finding("what encrypts backups is not installed.", hint=hint), ExitCode.MISSING)
