"""Show an author's own line, correctly written."""

from __future__ import annotations

import re

from carefold.reading.diagnose.flow import quoted
from carefold.reading.yaml.nodes import Map
from carefold.reading.yaml.source import Source

LONGEST = 600
"""A line with more characters is not shown: who would compare it?"""


def unquoted(raw: str) -> str:
    """What an author meant by a text with stray quotes: `'It's good'` loses the outer ones, `"Eat" more` keeps all.

    Quotes that a word processor bent are outer ones, too: `“Rest: walk”`, `"Rest: walk”`.
    """
    mark = raw[:1]
    if len(raw) > 2 and mark in '"“' and raw[-1] in "”“" and not re.search('["“”]', raw[1:-1]):
        return raw[1:-1]
    if mark not in "'\"" or len(raw) < 3 or not raw.endswith(mark):
        return raw
    closing = raw.find(mark, 1)
    return raw[1:-1] if closing == len(raw) - 1 or raw[closing + 1].isalnum() else raw


def line_with(source: Source, start: int, end: int, put: str) -> str:
    """The line of `start`, with `put` in place of what stands from `start` to `end`, on one line."""
    end = start + len(source.text[start:end].rstrip())
    first, _ = source.line_span(start)
    _, last = source.line_span(max(start, end - 1))
    return f"{source.text[first:start]}{put}{source.text[end:last]}".strip()


def write_hint(source: Source, start: int, end: int, put: str, otherwise: str = "") -> str:
    """The hint that shows a line with `put` in it, and how many lines it stands for; `otherwise` if it is too long."""
    line = line_with(source, start, end, put)
    if len(line) > LONGEST:
        return otherwise
    last = start + len(source.text[start:end].rstrip()) - 1
    rows = source.place(max(last, start)).line - source.place(start).line + 1
    return f"in place of these {rows} lines, write: {line}" if rows > 1 else f"write: {line}"


def line_quoted(source: Source, start: int, end: int) -> str:
    """The line of `start`, with what stands from `start` to `end` in quotes."""
    return line_with(source, start, end, quoted(words(source, start, end)))


def words(source: Source, start: int, end: int) -> str:
    """What an author meant by what stands there: one line, without the quotes around it."""
    return " ".join(unquoted(source.text[start:end].strip()).split())


def quotes_hint(source: Source, start: int, end: int) -> str:
    """The hint that shows a line with quotes around a text."""
    line = line_quoted(source, start, end)
    if len(line) <= LONGEST:
        return f"put quotes around it: {line}"
    text = words(source, start, end)
    mark = quoted(text)[0]
    return f"put a quote ({mark}) before “{text[:40]}” and another one after “{text[-40:]}”."


def remark_hint(node: Map) -> str:
    """The same for a text that was read as a key with its value: `- Note: bring your card`."""
    return quotes_hint(node.source, node.start, max(node.entries[0][1].end, node.entries[0][0].end + 1))
