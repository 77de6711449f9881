"""JSON with places: references.json, an array of CSL-JSON items."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from typing import Any, NoReturn

from carefold.diagnostics.carefold_error import CarefoldError
from carefold.diagnostics.finding import Finding
from carefold.diagnostics.place import Place
from carefold.model.located import LocatedMap
from carefold.reading.yaml.events import MAX_DEPTH
from carefold.reading.yaml.nodes import Map, Node, Scalar, Sequence, walk
from carefold.reading.yaml.source import UNPRINTABLE, Source

_BLANK = re.compile(r"[ \t\n\r,:]*")
_PLAIN_WORDS = {
    "Expecting property name enclosed in double quotes": "a key in quotes is missing, or a comma stands too many",
    "Expecting value": "a value is missing, or a comma stands too many",
    "Expecting ',' delimiter": "a comma is missing",
    "Expecting ':' delimiter": "a colon is missing",
    "Extra data": "there is more behind the end of the list",
    "Illegal trailing comma before end of array": "a comma stands too many",
    "Illegal trailing comma before end of object": "a comma stands too many",
    "Unterminated string starting at": "the quote that opens here is never closed",
    "Invalid \\escape": "a backslash starts a code, and this is none",
    "Invalid \\uXXXX escape": "a backslash starts a code, and this is none",
    "Invalid control character at": "a line end or a tab stands inside a text",
}
_RARE_ESCAPE = re.compile(r"\\u(?:00[0189]|d[89a-f]|202[89]|f[ef]f)", re.IGNORECASE)
_HALF = re.compile(r"[\ud800-\udfff]")
_HINT = "export the file again from your citation manager, or mend this line."


def parse_json(source: Source) -> tuple[Node, list[Finding]]:
    """The tree of a JSON text, and what JSON lets pass: keys that stand twice, characters that can't be printed."""
    try:
        json.loads(source.text, parse_constant=_refuse)
    except json.JSONDecodeError as error:
        words = next((text for start, text in _PLAIN_WORDS.items() if error.msg.startswith(start)), "this is no JSON")
        raise CarefoldError(Finding(f"{words}.", source.place(min(error.pos, len(source.text))), _HINT)) from None
    except RecursionError:
        raise _too_deep(source, 0) from None
    except ValueError as error:
        raise CarefoldError(Finding(f"{error}.", Place(source.shown), _HINT)) from None
    reader = _Reader(source)
    root, _ = reader.value(_skip(source.text, 0))
    return root, [*reader.twice, *_unprintable(root)]


def flawless_items(source: Source) -> list[LocatedMap] | None:
    """The items of a JSON list, each with its place; None where anything needs the slower `parse_json` to be told."""
    text, decode = source.text, json.JSONDecoder(object_pairs_hook=_unlike_pairs).raw_decode
    at, items = _skip(text, 0), []
    if not text.startswith("[", at) or UNPRINTABLE.search(text) or _RARE_ESCAPE.search(text):
        return None
    try:
        at = _skip(text, at + 1)
        while not text.startswith("]", at):
            item, end = decode(text, at)
            items.append(LocatedMap(item))
            items[-1].place = source.place(at)
            at = _skip(text, end)
        json.loads(text, parse_constant=_refuse)
    except (ValueError, TypeError, RecursionError):
        return None
    return items


def _unlike_pairs(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) < len(pairs):
        raise ValueError("a key stands twice")
    return made


def _skip(text: str, at: int) -> int:
    """The offset of what follows blanks, a comma or a colon."""
    found = _BLANK.match(text, at)
    return found.end() if found else at


def _too_deep(source: Source, at: int) -> CarefoldError:
    return CarefoldError(Finding(f"this is more than {MAX_DEPTH} levels deep.", source.place(at), _HINT))


def _refuse(name: str) -> NoReturn:
    raise ValueError(f"{name} is no number of JSON")


class _Reader:
    """Reads JSON that is known to be right, for the places; `twice` has the keys that stand twice in a map."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.twice: list[Finding] = []
        self.decode: Callable[[str, int], tuple[Any, int]] = json.JSONDecoder().raw_decode

    def value(self, at: int, depth: int = 0) -> tuple[Node, int]:
        """The node at an offset, and the offset behind it."""
        if depth > MAX_DEPTH:
            raise _too_deep(self.source, at)
        text = self.source.text
        if text[at] not in "[{":
            found, end = self.decode(text, at)
            style = '"' if isinstance(found, str) else "json"
            return Scalar(self.source, at, end, found if isinstance(found, str) else text[at:end], style), end
        closing = "]" if text[at] == "[" else "}"
        made = Sequence(self.source, at, at, True) if closing == "]" else Map(self.source, at, at, True)
        at = _skip(text, at + 1)
        while text[at] != closing:
            child, end = self.value(at, depth + 1)
            if isinstance(made, Sequence):
                made.items.append(child)
            elif isinstance(child, Scalar):
                value, end = self.value(_skip(text, end), depth + 1)
                if made.add(child, value):
                    message = f"`{child.text}` stands twice in this item."
                    self.twice.append(Finding(message, child.place, "remove one of the two."))
            at = _skip(text, end)
        made.end = at + 1
        return made, at + 1


def _unprintable(root: Node) -> Iterator[Finding]:
    for _, node in walk(root):
        if isinstance(node, Scalar) and (found := UNPRINTABLE.search(node.text)):
            message = f"this text has a character that can't be printed (U+{ord(found[0]):04X})."
            yield Finding(message, node.place, "delete it.")


def json_data(node: Node) -> Any:
    """The values of a JSON tree; maps know their place."""
    if isinstance(node, Scalar):
        return _whole(node.text) if node.style == '"' else json.loads(node.text)
    if isinstance(node, Sequence):
        return [json_data(item) for item in node.items]
    made = LocatedMap((_whole(key.text), json_data(value)) for key, value in node.entries)
    made.place = node.place
    return made


def _whole(text: str) -> str:
    """With U+FFFD for halves of characters (`\\ud800`), at which the models fail; they are told by their places."""
    return _HALF.sub("\ufffd", text)
