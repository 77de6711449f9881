"""What libyaml can't read, in plain words.

libyaml stops at the first thing that is wrong. Where that is one value, `Diagnosis.span` says which: masked, it lets
the reader go on.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from carefold.reading.diagnose import indentation
from carefold.reading.diagnose.flow import quoted
from carefold.reading.diagnose.other_starts import of_a_start
from carefold.reading.diagnose.pasted_lines import pasted_line
from carefold.reading.diagnose.pasted_tables import pasted_table
from carefold.reading.diagnose.quoting import line_with, quotes_hint
from carefold.reading.diagnose.stopped import (
    DOCUMENT_ENDS,
    FLOW_LIST,
    FLOW_MAP,
    NO_CHARACTER,
    NO_HEX,
    NO_ITEMS_HERE,
    NO_VALUES_HERE,
    QUOTED,
    STREAM_ENDS,
    UNKNOWN_ESCAPE,
    Diagnosis,
    Halt,
    stopped_at,
)
from carefold.reading.yaml.nodes import Scalar
from carefold.reading.yaml.source import Source
from carefold.reading.yaml.source_lines import CLOSING, ENTRY, GLUED_DASH, KEY_LINE, start_reason

_COLOUR = re.compile(r"(?<=[ ,\[])#[0-9A-Fa-f]{6}\b")
_COLON = "a text with a colon and a space in it needs quotes."


def explain(source: Source, error: Any, last: Scalar | None) -> Diagnosis:
    """The diagnosis behind a yaml.MarkedYAMLError; `last` is the last text before it."""
    spot = stopped_at(source, error)
    began = getattr(error, "context_mark", None) or getattr(error, "problem_mark", None)
    what = f"{getattr(error, 'context', None) or ''}: {getattr(error, 'problem', None) or error}"
    halt = Halt(source, what, spot, min(began.index, spot) if began else 0, last)
    for look in _LOOKS:
        if diagnosis := look(halt):
            return diagnosis
    hint = "look at the quotes, brackets, colons and indentation of this line and the one above."
    return halt.diagnosis("this line can't be understood.", spot, hint)


def _quote(halt: Halt, message: str, start: int, end: int) -> Diagnosis:
    return halt.diagnosis(message, start, quotes_hint(halt.source, start, end), (start, end))


def _cant_start(halt: Halt) -> Diagnosis | None:
    """A value that starts with a character that means something to YAML."""
    for offset, line in halt.lines():
        entry = ENTRY.match(line)
        value = entry["value"] if entry else ""
        if entry and value.startswith("* ") and not entry["key"] and not entry["lead"].strip():
            hint = f"write: {line.strip().replace('*', '-', 1)}"
            return halt.diagnosis("a list item starts with a dash, not with a star.", offset + line.index("*"), hint)
        if entry and value:
            start, end = offset + entry.start("value"), offset + entry.end("value")
            if made := of_a_start(halt, offset, entry):
                return made
            if reason := start_reason(value):
                return _quote(halt, reason, start, _goes_on(halt.source, offset, entry) or end)
            if value[0] in "[{" and start < halt.spot and (diagnosis := _bad_item(halt, start, end)):
                return diagnosis
    return None


def _goes_on(source: Source, offset: int, entry: re.Match[str]) -> int:
    """Where a text ends that goes on in indented lines below; 0 when it doesn't."""
    column = entry.start("key") if entry["key"] else entry["lead"].rfind("-")
    if column < 0:
        return 0
    below = re.compile(rf"(?:\n {{{column + 1},}}[^ \n].*)+").match(source.text, offset + len(entry[0]))
    return below.end() if below else 0


def _bad_item(halt: Halt, start: int, end: int) -> Diagnosis | None:
    """An item inside brackets that starts so, holds a colon, or is empty."""
    text = halt.source.text
    began = halt.began if text[halt.began] in CLOSING else start
    left = max(text.rfind(mark, began, halt.spot) + 1 for mark in "[{,")
    if text[began] == "{" and (key := re.compile(r"[^:\n]*: ").match(text, left, halt.spot)):
        left = key.end()
    stop = re.compile(r"[,\]}\n]|$").search(text, max(left, halt.spot), end)
    right = stop.start() if stop else end
    item = text[left:right].strip()
    begin = left + len(text[left:right]) - len(text[left:right].lstrip())
    if not item:
        return halt.diagnosis("there is nothing between two commas here.", halt.spot, "remove one comma.")
    reason = start_reason(item)
    if text[halt.spot] == ":" and ": " in item:
        reason = _COLON
    return _quote(halt, reason, begin, begin + len(item)) if reason else None


def _bare_colour(halt: Halt) -> Diagnosis | None:
    """`{primary: #7a1e5a, …}`: YAML takes the rest of the line for a comment."""
    for offset, line in halt.lines():
        bare = re.sub(r'"(?:\\.|[^"\\])*"|\'[^\']*\'', lambda found: "x" * len(found[0]), line)
        colours = list(_COLOUR.finditer(bare)) if re.search(r"[\[{]", bare) else []
        if colours:
            fixed = line
            for found in reversed(colours):
                fixed = f'{fixed[: found.start()]}"{found[0]}"{fixed[found.end() :]}'
            message = "`#` hides the rest of this line, as a comment."
            return halt.diagnosis(message, offset + colours[0].start(), f"put quotes around it: {fixed.strip()}")
    return None


def _list_on_key_line(halt: Halt) -> Diagnosis | None:
    """`key: - item`."""
    start, end = halt.source.line_span(halt.spot)
    entry = ENTRY.match(halt.source.text[start:end])
    if not halt.says(NO_ITEMS_HERE) or not entry or not entry["key"]:
        return None
    hint = f"put each item on a line of its own. If it is text, {quotes_hint(halt.source, halt.spot, end)}"
    return halt.diagnosis("a list can't start on the line of its key.", halt.spot, hint, (halt.spot, end))


def _glued_dash(halt: Halt) -> Diagnosis | None:
    """`-title: One`."""
    for offset, line in halt.lines():
        if found := GLUED_DASH.match(line):
            dash = offset + found.end() - 1
            fixed = line_with(halt.source, dash, dash + 1, "- ")
            return halt.diagnosis("a space is missing after the dash.", dash, f"write: {fixed}")
    return None


def _colon_inside(halt: Halt) -> Diagnosis | None:
    """`title: Remember: drink`: a second colon on the line."""
    start, end = halt.source.line_span(halt.spot)
    entry = ENTRY.match(halt.source.text[start:end])
    if not halt.says(NO_VALUES_HERE) or not entry or not entry["key"]:
        return None
    value = start + entry.start("value")
    if not value < halt.spot < start + entry.end("value"):
        return None
    return _quote(halt, _COLON, value, start + entry.end("value"))


def _unclosed_quote(halt: Halt) -> Diagnosis | None:
    """A quote without its partner: up to the end of the file, or to the next quote lines below."""
    message = "the quote that opens here is never closed."
    if halt.says(QUOTED) and halt.says(STREAM_ENDS, DOCUMENT_ENDS):
        return halt.diagnosis(message, halt.began, _closing_hint(halt, halt.began))
    last = halt.last
    if last and last.style in ("'", '"') and any(map(KEY_LINE.match, last_lines(halt, last))):
        return halt.diagnosis(message, last.start, _closing_hint(halt, last.start))
    return None


def last_lines(halt: Halt, last: Scalar) -> list[str]:
    """The lines of a text behind its first."""
    return halt.source.text[last.start : last.end].split("\n")[1:]


def _closing_hint(halt: Halt, start: int) -> str:
    _, end = halt.source.line_span(start)
    text = halt.source.text[start + 1 : end].rstrip().rstrip("”“").rstrip()
    return f"close it where the text ends, and write: {line_with(halt.source, start, end, quoted(text))}"


def _escape(halt: Halt) -> Diagnosis | None:
    """A backslash inside double quotes that is no escape of YAML's."""
    if not halt.says(UNKNOWN_ESCAPE, NO_HEX, NO_CHARACTER):
        return None
    _, end = halt.source.line_span(halt.began)
    closing = re.compile(r'"(?:\\.|[^"\\\n])*"').match(halt.source.text, halt.began)
    stop = closing.end() if closing else end
    text = halt.source.text[halt.began + 1 : stop].removesuffix('"')
    hint = f"for single quotes, write: {line_with(halt.source, halt.began, stop, quoted(text))}"
    span = (halt.began, stop) if closing else None
    return halt.diagnosis("a backslash in double quotes starts a code, and this is none.", halt.spot - 1, hint, span)


def _unclosed_bracket(halt: Halt) -> Diagnosis | None:
    """`[` or `{` that is not closed, or whose closing a `#` or a quote hides."""
    source, start = halt.source, halt.began
    if not halt.says(FLOW_LIST, FLOW_MAP) or source.text[start : start + 1] not in CLOSING:
        return None
    opened = source.text[start]
    _, end = source.line_span(start)
    if cut := re.compile(r"(?<=[ ,])#[^\n]*").search(source.text, start, end):
        left = max(source.text.rfind(mark, start, cut.start()) + len(mark) for mark in ("[", "{", ",", ": "))
        right = re.compile(r"[,\]}]|$").search(source.text, cut.start(), end)
        message = "`#` hides the rest of this line, as a comment."
        hint = quotes_hint(source, _skip_blanks(source.text, left), right.start() if right else end)
        return halt.diagnosis(message, cut.start(), hint)
    message = f"the bracket `{opened}` that opens here is not closed, or a comma is missing."
    hint = f"close it with `{CLOSING[opened]}` where the list ends; put quotes around a text with brackets or colons."
    return halt.diagnosis(message, start, hint)


def _skip_blanks(text: str, at: int) -> int:
    return at + len(text[at:]) - len(text[at:].lstrip(" "))


_LOOKS: tuple[Callable[[Halt], Diagnosis | None], ...] = (
    _unclosed_quote,
    _escape,
    _bare_colour,
    _list_on_key_line,
    pasted_table,
    pasted_line,
    _cant_start,
    _glued_dash,
    _colon_inside,
    _unclosed_bracket,
    indentation.indented_first,
    indentation.comment_inside,
    indentation.colon_missing,
    indentation.too_far,
    indentation.no_item,
    indentation.no_key,
    indentation.past_end,
)
