"""The ledger's key: without it, nobody can tell whom a row is about, and whoever has it can try ids.

It lies in the system's keyring where there is one, else beside the ledger, for its owner alone.
"""

from __future__ import annotations

import secrets
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from carefold.merge.private import keep

FILE = "ledger.key"
_LENGTH = 32  # bytes
_SERVICE = "carefold"


def new_key() -> bytes:
    """A random one."""
    return secrets.token_bytes(_LENGTH)


def stored_key(folder: Path, ledger: str) -> bytes | None:
    """The key of a ledger; None where it is gone."""
    path = folder / FILE
    if path.is_file():
        key = path.read_bytes()
        return key if len(key) == _LENGTH else None
    return _from_keyring(ledger)


def store_key(key: bytes, folder: Path, ledger: str, shown: str, *, beside: bool) -> str:
    """Keep a key; where it is, in words. `beside`: in a file, for several people or computers on one ledger."""
    if not beside and _into_keyring(key, ledger):
        return "in the keyring of this computer's user"
    keep(key, folder / FILE, f"{shown}/{FILE}")
    return f"in {shown}/{FILE}"


def _keyring() -> Any:
    """The module, where it is installed and this computer has a keyring."""
    if find_spec("keyring") is None:
        return None
    try:
        ring = import_module("keyring")
        return ring if ring.get_keyring().priority >= 1 else None
    except Exception:  # backends fail in ways of their own
        return None


def _from_keyring(ledger: str) -> bytes | None:
    ring = _keyring()
    try:
        found = ring.get_password(_SERVICE, ledger) if ring else None
        key = bytes.fromhex(found) if found else b""
    except Exception:  # of any kind: what a backend says may hold what it keeps
        return None
    return key if len(key) == _LENGTH else None


def _into_keyring(key: bytes, ledger: str) -> bool:
    ring = _keyring()
    try:
        if ring:
            ring.set_password(_SERVICE, ledger, key.hex())
    except Exception:
        return False
    return _from_keyring(ledger) == key


def secret(service: str, name: str) -> str:
    """What the keyring keeps under a name; empty where it has nothing, or there is none."""
    ring = _keyring()
    try:
        return str(ring.get_password(service, name) or "") if ring else ""
    except Exception:  # of any kind: what a backend says may hold what it keeps
        return ""
