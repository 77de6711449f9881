"""Lines that start with a bullet, a number or a box, where YAML stops at them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from carefold.diagnostics.finding import Finding
from carefold.reading.diagnose.aliases import block_meant
from carefold.reading.diagnose.bullets import KINDS_OF_MARK, Mark, mark_of, sure
from carefold.reading.diagnose.flow import entry, flow
from carefold.reading.diagnose.quoting import LONGEST
from carefold.reading.diagnose.stopped import Diagnosis, Halt

_LISTS = re.compile(r" *(?:- +)*(list|numbered|checklist|teach-back|signs|do|steps):$")
_TOLD = re.compile(r"( *)- (\S.*?) *:")
_DASH = re.compile(r" *(- +)?")


def pasted_line(halt: Halt) -> Diagnosis | None:
    """A list as Word or Markdown writes it: what is wrong with all its lines, which are then read as items."""
    for offset, _ in halt.lines():
        run = _run(halt, offset)
        if run:
            return _diagnosis(halt, run)
    return None


def _marked(line: str) -> Mark | None:
    """The sign at the start of a line, or behind its dash where it is a box, which YAML takes for a list."""
    behind = _DASH.match(line)
    mark = mark_of(line[behind.end() :]) if behind else None
    if mark is None or mark.kind == "dash":
        return None
    return mark if mark.sign.startswith("[") or not (behind and behind[1]) else None


def _run(halt: Halt, offset: int) -> list[tuple[int, str, Mark]]:
    """The lines around an offset that start with signs, each with its own offset."""
    text = halt.source.text
    start, end = halt.source.line_span(offset)
    if not _marked(text[start:end]):
        return []
    while start and _marked(text[(before := text.rfind("\n", 0, start - 1) + 1) : start - 1]):
        start = before
    lines = list(_lines_from(text, start))
    kept = sure([mark for _, _, mark in lines])
    return lines if all(mark in kept for _, _, mark in lines) else []


def _lines_from(text: str, start: int) -> Iterator[tuple[int, str, Mark]]:
    while start <= len(text):
        end = text.find("\n", start)
        line = text[start : end if end >= 0 else len(text)]
        mark = _marked(line)
        if not mark:
            return
        yield start, line, mark
        start += len(line) + 1


def _diagnosis(halt: Halt, run: list[tuple[int, str, Mark]]) -> Diagnosis:
    at, above = _parent(halt.source.text, run[0])
    listed, told = _LISTS.fullmatch(above), _TOLD.fullmatch(above)
    kinds = {mark.kind for _, _, mark in run}
    kind = KINDS_OF_MARK[next((kind for kind in ("box", "number") if kind in kinds), "bullet")]
    if listed:
        problems = _each(halt, run, listed[1], kind)
    elif told and not block_meant(told[2]) and len(told[1]) < _indent(run[0][1]):
        problems = [_text_and_list(halt, at + len(told[1]) + 2, told[2], entry(kind, [mark.rest for *_, mark in run]))]
    else:
        problems = [_block(halt, run, kind)]
    signs = tuple(_sign(offset, line, mark) for offset, line, mark in run)
    return Diagnosis(problems[0], None, tuple(problems[1:]), signs)


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _parent(text: str, first: tuple[int, str, Mark]) -> tuple[int, str]:
    """The line above that a run belongs to, past the items that it stands among; and its offset."""
    offset, column = first[0], _indent(first[1])
    while offset > 0:
        start = text.rfind("\n", 0, offset - 1) + 1
        line = text[start : offset - 1]
        sibling = _indent(line) == column and line.lstrip().startswith("- ") and not _LISTS.fullmatch(line)
        if line.strip() and not sibling and _indent(line) <= column:
            return start, line.rstrip()
        offset = start
    return 0, ""


def _text_and_list(halt: Halt, at: int, text: str, made: str) -> Finding:
    """`- Do this:` with a pasted list below it."""
    hint = f'for a text and a list, write two lines: `- "{text}:"` and `- {made}`.'
    return Finding(f"`{text}:` was read as a key, not as text.", halt.source.place(at), hint)


def _sign(offset: int, line: str, mark: Mark) -> tuple[int, int]:
    """Where a sign starts and ends."""
    at = line.index(mark.sign)
    return offset + at, offset + at + len(mark.sign)


def _problem(halt: Halt, line: tuple[int, str, Mark], hint: str) -> Finding:
    offset, text, mark = line
    named = {"box": "a box to tick", "number": "a number"}.get(mark.kind, f"“{mark.sign}”")
    place = halt.source.place(offset + text.index(mark.sign))
    return Finding(f"this line starts with {named}; an item of a list starts with a dash and a space.", place, hint)


def _each(halt: Halt, run: list[tuple[int, str, Mark]], name: str, kind: str) -> list[Finding]:
    """The lines below `list:`, each made an item."""
    changes = kind != "list" and kind != name and name in ("list", "numbered")
    lead = f"write `{kind}:` in place of `{name}:` above, and write: " if changes else "write: "
    made = [entry("title", mark.rest) if name == "steps" else flow(mark.rest, inside=False) for *_, mark in run]
    return [_problem(halt, line, f"{lead}- {put}") for line, put in zip(run, made, strict=True)]


def _block(halt: Halt, run: list[tuple[int, str, Mark]], kind: str) -> Finding:
    """Lines among blocks, made one list."""
    line = f"- {entry(kind, [mark.rest for *_, mark in run])}"
    rows = f"in place of these {len(run)} lines, " if len(run) > 1 else ""
    hint = f"{rows}write: {line}" if len(line) <= LONGEST else f"make a `{kind}:` of these lines."
    return _problem(halt, run[0], hint)
