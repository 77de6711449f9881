"""QR codes of addresses. Drawing one takes as long as telling a shelf of ten, so what was drawn is kept in a file."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from carefold.diagnostics.carefold_error import CarefoldError
from carefold.saving import save, saved

_PATH = re.compile("[Mhvz0-9 -]+")
QUIET = 4  # modules of white on each side (ISO/IEC 18004, 6.3.8)


class Drawn(NamedTuple):
    """A code: modules along a side, with the quiet zone, and the dark ones as the path of an SVG."""

    side: int
    path: str


def codes_of(addresses: Iterable[str], kept: Path) -> Mapping[str, Drawn]:
    """The codes of addresses, by address; `kept` is read, and written where there are others than in it."""
    known, wanted = _read(kept), sorted({*addresses})
    codes = {address: known.get(address) or drawn(address) for address in wanted}
    if codes != known:
        with suppress(CarefoldError):  # it can be made anew
            save(json.dumps(codes).encode(), kept)
    return codes


def drawn(address: str) -> Drawn:
    """The code of an ASCII address. Error level M: a seventh of it may be hidden."""
    import segno

    matrix = segno.make_qr(address, error="m").matrix
    rows = (_row(bytes(modules), y) for y, modules in enumerate(matrix, QUIET))
    return Drawn(len(matrix) + 2 * QUIET, "".join(rows))


def _row(modules: bytes, y: int) -> str:
    """The dark runs of a row."""
    path, x = "", QUIET
    for run in modules.replace(b"\0\1", b"\0 \1").replace(b"\1\0", b"\1 \0").split(b" "):
        if run[:1] == b"\1":
            path += f"M{x} {y}h{len(run)}v1h-{len(run)}z"
        x += len(run)
    return path


def _read(kept: Path) -> dict[str, Drawn]:
    try:
        codes = {address: Drawn(side, path) for address, (side, path) in json.loads(saved(kept)).items()}
    except (OSError, ValueError, TypeError, AttributeError, RecursionError):
        return {}
    return codes if all(map(_is_whole, codes.values())) else {}


def _is_whole(one: Drawn) -> bool:
    return isinstance(one.side, int) and isinstance(one.path, str) and bool(_PATH.fullmatch(one.path))
