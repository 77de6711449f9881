"""One key of a file written anew, at its left edge: all else stays as it is, byte for byte."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from carefold.diagnostics.carefold_error import CarefoldError
from carefold.diagnostics.finding import Finding
from carefold.diagnostics.place import Place
from carefold.reading.yaml.nodes import Map, Node, Scalar, Sequence
from carefold.reading.yaml.parse import parse
from carefold.reading.yaml.source import Source, decode

_MARK = b"\xef\xbb\xbf"


def with_key(written: bytes, shown: str, key: str, value: str, after: str) -> bytes:
    """A file's bytes with a key, whose value is in braces, in a line `after` that of another key, or in its own place.

    CarefoldError where the file is no map, or nobody can tell where the key would stand.
    """
    source = decode(written, shown)
    root = parse(source).root
    if isinstance(root, Map):
        for start, end, piece in _ways(source.text, root, key, value, after):
            changed = f"{source.text[:start]}{piece}{source.text[end:]}"
            if _is_so(Source(shown, changed), root, key):
                return _spliced(written, start, end, piece)
    hint = f"Write it yourself, in a line of its own at the left edge: `{key}: {value}`."
    raise CarefoldError(Finding(f"`{key}` can't be written into this file.", Place(shown), hint))


def _ways(text: str, root: Map, key: str, value: str, after: str) -> Iterator[tuple[int, int, str]]:
    """Where the key may be put, the best place first: what is taken out, and what is put in."""
    if entry := root.entry(key):
        yield entry[1].start, entry[1].end, value if entry[1].start > entry[0].end + 1 else f" {value}"
        return
    if root.flow:
        at = text.index("{", root.start) + 1
        yield at, at, f'"{key}": {value}, ' if root.entries else f'"{key}": {value}'
        return
    indent = " " * (root.start - text.rfind("\n", 0, root.start) - 1)
    entry = root.entry(after)
    if entry and (below := text.find("\n", entry[1].end) + 1):
        yield below, below, f"{indent}{key}: {value}\n"
    first = entry[0].start if entry else root.start
    yield first, first, f"{key}: {value}\n{indent}"


def _is_so(changed: Source, before: Map, key: str) -> bool:
    """Whether a changed file says what it said before, and has the key."""
    root = parse(changed).root
    if not isinstance(root, Map) or root.entry(key) is None:
        return False
    return _others(root, key) == _others(before, key)


def _others(root: Map, key: str) -> list[tuple[str, Any]]:
    return [(name.text, _plain(value)) for name, value in root.entries if name.text != key]


def _plain(node: Node) -> Any:
    if isinstance(node, Scalar):
        return node.text
    if isinstance(node, Sequence):
        return [_plain(item) for item in node.items]
    return [(key.text, _plain(value)) for key, value in node.entries]


def _spliced(written: bytes, start: int, end: int, piece: str) -> bytes:
    """Bytes with a piece in place of what stands between two characters of their text, in which lines end in \\n."""
    mark = _MARK if written.startswith(_MARK) else b""
    raw = written.removeprefix(mark).decode()
    ends = [found.start() for found in re.finditer(r"\r\n|[\s\S]", raw)]
    newline = next(iter(re.findall(r"\r\n|\r|\n", raw)), "\n")
    first, last = (ends[at] if at < len(ends) else len(raw) for at in (start, end))
    return mark + f"{raw[:first]}{piece.replace(chr(10), newline)}{raw[last:]}".encode()
