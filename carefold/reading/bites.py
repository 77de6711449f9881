"""What YAML reads without complaint, but not as the author meant it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from carefold.errors import Problem
from carefold.model.blocks import KINDS
from carefold.reading.keys import EXAMPLES, MEANINGS
from carefold.reading.nodes import Map, Node, Path, Scalar, Sequence, walk
from carefold.reading.quoting import line_with, quoted, quotes_hint
from carefold.reading.source import REFUSED, Source

MAY_BE_EMPTY = ("contact", "page-break")
BLOCK_LISTS = ("blocks", "keep", "foot", "include")
PART: Path = ("include",)
"""The way to the list of blocks that a file is which others include."""

_ESCAPED = re.compile(rf"\t|{REFUSED.pattern}")
_COMMENT = re.compile(r"( *)#(.*)")
_LISTED = re.compile(r"\n *(-(?: |$)|[a-z]+(?:-[a-z]+)*:\S)")
_INCLUDE = re.compile(r"include:? *(\S+\.ya?ml)", re.IGNORECASE)
_GLUED_DASH = re.compile(r"-[A-Za-z]")
_GLUED_KEY = re.compile(r"([A-Za-z][\w.-]*):(\S.*)")
_GOES_ON = re.compile(r"(?:and|or|but|nor|so|if|because|which|who|that|y|o|e|u|pero|si|porque|que) +\S")
_PAIRS = (("(", ")"), ("[", "]"), ("“", "”"), ("**", "**"), ('"', '"'))


def bites(root: Node, source: Source, within: Path = ()) -> Iterator[Problem]:
    """All such spots of a tree; `within` is the way to its root."""
    for path, node in walk(root, within):
        if isinstance(node, Scalar):
            yield from _scalar(source, path, node)
        elif isinstance(node, Sequence):
            yield from _sequence(source, path, node)
        else:
            yield from _map(source, path, node)


def _scalar(source: Source, path: Path, node: Scalar) -> Iterator[Problem]:
    if found := _ESCAPED.search(node.text):
        message = f"an escape in this text makes a character that can't be printed (U+{ord(found[0]):04X})."
        yield Problem(message, node.place, "remove it, or use single quotes.")
    if node.style:
        return
    yield from _cut_by_comment(source, node)
    if found := _LISTED.search(source.text, node.start, node.end):
        message = "this line was read as part of the text above it."
        hint = "a key with a list below it has nothing after its colon."
        if path and isinstance(path[-1], int):
            hint = "line it up with the item above."
        if not found[1].startswith("-"):
            hint = "put a space after the colon, and line it up with the key above."
        yield Problem(message, source.place(found.start(1)), hint)
    name = node.text.lower().replace(" ", "-") if " " in node.text else node.text
    if len(path) > 1 and path[-2] in BLOCK_LISTS and name in KINDS:
        yield _block_name(source, node, name)
    if len(path) > 1 and path[-2] in BLOCK_LISTS and (found := _INCLUDE.fullmatch(node.text)):
        yield Problem("this is only a text, not a block.", node.place, f"write `- include: {found[1]}`.")


def _block_name(source: Source, node: Scalar, name: str) -> Problem:
    below = "" if name in MAY_BE_EMPTY else ", with what belongs to it"
    wanted = line_with(source, node.start, node.end, f"{name}:")
    hint = f"write `{wanted}`{below}. If it is text, {quotes_hint(source, node.start, node.end)}"
    return Problem(f"`{node.text}` without a colon is only a text, not a block.", node.place, hint)


def _cut_by_comment(source: Source, node: Scalar) -> Iterator[Problem]:
    """A ` #` that is no clear comment: one with two spaces before it (one, after a single word) and a space after."""
    _, end = source.line_span(max(node.start, node.end - 1))
    found = _COMMENT.match(source.text, node.end, end)
    if not found:
        return
    gap, rest = len(found[1]), found[2]
    clear = gap > 1 or len(node.text.split()) < 2
    if clear and (not rest or (rest[0] == " " and not rest.strip()[:1].isdigit())):
        return
    start = node.start if node.text else found.end(1)
    hint = f"{quotes_hint(source, start, end)}. For a comment, put two spaces before the `#` and one after it."
    yield Problem("`#` cut this text short, as if a comment began.", source.place(found.end(1)), hint)


def _sequence(source: Source, path: Path, node: Sequence) -> Iterator[Problem]:
    cells = len(path) > 1 and path[-2] == "rows"
    written = path[len(PART) :] if path[: len(PART)] == PART else path
    name = next((f" of `{part}`" for part in reversed(written) if isinstance(part, str)), "")
    for number, item in enumerate(node.items):
        if isinstance(item, Scalar) and item.is_empty and not cells and not _is_cut(source, item):
            yield Problem(f"item {number + 1}{name} is empty.", item.place, "write it, or remove the line.")
    if node.flow and "date-parts" not in path:
        yield from _split_by_comma(source, node)


def _split_by_comma(source: Source, node: Sequence) -> Iterator[Problem]:
    """A comma that stood in a text: `0,5 mg`, `(fish, nuts)`, `Sleep, or rest`."""
    for first, second in pairwise(node.items):
        if isinstance(first, Scalar) and isinstance(second, Scalar) and not (first.style or second.style):
            number = first.end + 1 == second.start and first.text[-1:].isdigit() and second.text[:1].isdigit()
            open_pair = any(_opens(first.text, *pair) and pair[1] in second.text for pair in _PAIRS)
            if number or open_pair or _GOES_ON.match(second.text):
                hint = quotes_hint(source, first.start, second.end)
                yield Problem("the comma split this text in two.", source.place(first.end), hint)
                return


def _opens(text: str, opening: str, closing: str) -> bool:
    if opening == closing:
        return text.count(opening) % 2 == 1
    return text.count(opening) > text.count(closing)


def _is_cut(source: Source, node: Scalar) -> bool:
    return any(_cut_by_comment(source, node))


def _map(source: Source, path: Path, node: Map) -> Iterator[Problem]:
    no_block = path[-2:-1] and path[-2] in BLOCK_LISTS and not any(key.text in KINDS for key, _ in node.entries)
    for number, (key, value) in enumerate(node.entries):
        if _GLUED_DASH.match(key.text) and not key.style:
            fixed = line_with(source, key.start, key.start + 1, "- ")
            yield Problem("a space is missing after the dash.", key.place, f"write {fixed}")
        if not isinstance(value, Scalar) or not value.is_empty or _is_cut(source, value):
            continue
        if node.flow and value.start == key.end:
            yield _no_value(source, node, number)
        elif key.text not in MAY_BE_EMPTY and not no_block:
            below = number + 1 < len(node.entries) and key.text in KINDS
            hint = "write it after the colon, or remove the line."
            if below:
                hint = "move the lines that belong to it two spaces to the right."
            yield Problem(f"`{key.text}` has no value.", key.place, hint)


def _no_value(source: Source, node: Map, number: int) -> Problem:
    """`{text: Rest, or walk}`, `{text:Rest}` or `{label}`: an entry without a colon and a space."""
    key = node.entries[number][0]
    glued = _GLUED_KEY.fullmatch(key.text)
    before = node.entries[number - 1][1] if number else None
    if glued:
        hint = f"put a space after the colon: {line_with(source, key.start, key.end, f'{glued[1]}: {glued[2]}')}"
        return Problem("a space is missing after the colon.", key.place, hint)
    if isinstance(before, Scalar) and before.text and not key.style and key.text not in {*EXAMPLES, *MEANINGS}:
        raw = f"{before.text}, {key.text}"
        hint = f"write `{key.text}: …`. If it is part of the text before it, put quotes around both: "
        hint += line_with(source, before.start, key.end, quoted(raw))
        return Problem(f"`{key.text}` stands here without a value.", key.place, hint)
    hint = f"write `{key.text}: …`, or remove it."
    return Problem(f"`{key.text}` stands here without a value.", key.place, hint)
