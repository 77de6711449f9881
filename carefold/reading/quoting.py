"""Show an author's own line, correctly quoted."""

from __future__ import annotations

from carefold.reading.source import Source

_LONGEST = 240


def quoted(text: str) -> str:
    """A text as a YAML scalar in quotes: double where that needs no escapes, else single."""
    return "'" + text.replace("'", "''") + "'" if '"' in text or "\\" in text else f'"{text}"'


def unquoted(raw: str) -> str:
    """What an author meant by a text with stray quotes: `'It's good'` loses the outer ones, `"Eat" more` keeps all."""
    mark = raw[:1]
    if mark not in "'\"" or len(raw) < 3 or not raw.endswith(mark):
        return raw
    closing = raw.find(mark, 1)
    return raw[1:-1] if closing == len(raw) - 1 or raw[closing + 1].isalnum() else raw


def line_with(source: Source, start: int, end: int, put: str) -> str:
    """The line of `start`, with `put` in place of what stands from `start` to `end`, on one line."""
    first, _ = source.line_span(start)
    _, last = source.line_span(max(start, end - 1))
    before, after = source.text[first:start], source.text[end:last]
    if len(before) + len(after) > _LONGEST:
        before, after = (
            f"… {before[-_LONGEST // 2 :]}" if len(before) > _LONGEST // 2 else before,
            after[: _LONGEST // 2],
        )
    return f"{before}{put}{after}".strip()


def line_quoted(source: Source, start: int, end: int) -> str:
    """The line of `start`, with what stands from `start` to `end` in quotes."""
    text = " ".join(unquoted(source.text[start:end].strip()).split())
    if len(text) > _LONGEST:
        text = f"{text[: _LONGEST // 2]} … {text[-_LONGEST // 4 :]}"
    return line_with(source, start, end, quoted(text))


def quotes_hint(source: Source, start: int, end: int) -> str:
    """The hint that shows a line with quotes around a text."""
    return f"put quotes around it: {line_quoted(source, start, end)}"
