"""Where each character of a scalar stands in its file (YAML 1.2.2, chapters 7.3 and 8.1: quotes, folding, literals)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from carefold.diagnostics.place import Places
from carefold.model.values import Text
from carefold.reading.yaml.nodes import Scalar

_BREAK = re.compile(r"[ \t]*\n\s*")
_BLANKS = re.compile(" +")
_ESCAPED_BREAK = re.compile(r"\\\n\s*")
_ESCAPE = re.compile(r"\\(?:x..|u....|U........|.)", re.DOTALL)
_NAMED = dict(zip("0abtnvfre N_LP\t", "\0\a\b\t\n\v\f\r\x1b \x85\xa0\u2028\u2029\t", strict=True))

Spots = Iterator[tuple[str, int]]
"""Characters with the offset that each came from."""


def located(scalar: Scalar) -> Text:
    """A scalar's text with one place a character; if its form is beyond us, all get the place where it starts."""
    source, inset = scalar.source, 1 if scalar.style else 0
    inside = range(scalar.start + inset, scalar.end - inset)
    if source.text[inside.start : inside.stop] == scalar.text:
        return Text(scalar.text, Places(source.shown, source.starts, tuple(inside)))
    spots = list(_spots(scalar, source.text))
    offsets = tuple([offset for _, offset in spots])
    if "".join(char for char, _ in spots) != scalar.text:
        offsets = (scalar.start,) * len(scalar.text)
    return Text(scalar.text, Places(source.shown, source.starts, offsets))


def _spots(scalar: Scalar, text: str) -> Spots:
    if scalar.style in ("|", ">"):
        return _block(text, scalar)
    inset = 1 if scalar.style else 0
    return _flow(text, scalar.start + inset, scalar.end - inset, scalar.style)


def _flow(text: str, at: int, end: int, style: str) -> Spots:
    """Plain and quoted texts: a line end is a space, further ones stay, and indentation is nothing."""
    while at < end:
        if style == '"' and text[at] == "\\":
            found, width = _escape(text, at, end)
        elif broken := _BREAK.match(text, at, end):
            found, width = _fold(broken[0].count("\n")), len(broken[0])
        elif blanks := _BLANKS.match(text, at, end):
            yield from ((" ", column) for column in range(at, blanks.end()))
            found, width = "", len(blanks[0])
        else:
            found, width = text[at], 2 if style == "'" and text[at] == "'" else 1
        yield from ((char, at) for char in found)
        at += width


def _fold(breaks: int) -> str:
    return "\n" * (breaks - 1) or " "


def _escape(text: str, at: int, end: int) -> tuple[str, int]:
    """What an escape in double quotes stands for, and how many characters it takes."""
    if broken := _ESCAPED_BREAK.match(text, at, end):
        return "\n" * (broken[0].count("\n") - 1), len(broken[0])
    escape = _ESCAPE.match(text, at, end)
    if escape is None:
        return "", 1
    code = escape[0][1:]
    return (chr(int(code[1:], 16)) if len(code) > 1 else _NAMED.get(code, code)), len(escape[0])


def _block(text: str, scalar: Scalar) -> Spots:
    """Literal and folded texts: their lines without the indentation, and as many line ends as the value has."""
    lines = _content(text, scalar)
    while lines and not lines[-1][1]:
        lines.pop()
    yield from _joined(lines, folded=scalar.style == ">")
    end = lines[-1][0] + len(lines[-1][1]) if lines else scalar.start
    yield from (("\n", end) for _ in range(len(scalar.text) - len(scalar.text.rstrip("\n"))))


def _content(text: str, scalar: Scalar) -> list[tuple[int, str]]:
    """The lines below the header, each with its offset, without the indentation that the first text line has."""
    offset = text.find("\n", scalar.start, scalar.end) + 1 or scalar.end
    lines: list[tuple[int, str]] = []
    indent = -1
    for line in text[offset : scalar.end].split("\n"):
        if indent < 0 and line.strip(" "):
            indent = _indent(line, scalar.text.lstrip("\n"))
        lines.append((offset, line))
        offset += len(line) + 1
    return [(start + min(indent, len(line)), line[indent:]) for start, line in lines] if indent >= 0 else []


def _indent(line: str, value: str) -> int:
    """How much of a block's first text line is indentation: what is left must start its value."""
    blanks = len(line) - len(line.lstrip(" "))
    return next((n for n in range(blanks + 1) if value.startswith(line[n:])), blanks)


def _joined(lines: list[tuple[int, str]], folded: bool) -> Spots:
    """Lines with their ends; in a folded text one end between two full lines is a space (YAML 1.2.2, 8.1.3)."""
    full = [number for number, (_, content) in enumerate(lines) if content]
    for number in range(full[0] if full else 0):
        yield "\n", lines[number][0]
    for this, following in pairwise([*full, -1]):
        start, content = lines[this]
        yield from ((char, start + column) for column, char in enumerate(content))
        if following < 0:
            return
        breaks = following - this
        plain = folded and content[0] not in " \t" and lines[following][1][0] not in " \t"
        between = _fold(breaks) if plain else "\n" * breaks
        yield from ((char, start + len(content)) for char in between)
