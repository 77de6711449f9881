"""Lines that stand at the wrong column, or lack the colon or the dash that would give them a place."""

from __future__ import annotations

import re

from carefold.model.brand import Brand
from carefold.model.handout import Handout
from carefold.reading.diagnose.flow import quoted, scalar
from carefold.reading.diagnose.known_keys import keys_at
from carefold.reading.diagnose.quoting import LONGEST, line_with, quotes_hint
from carefold.reading.diagnose.stopped import (
    NO_COLON,
    NO_DASH,
    NO_ITEMS_HERE,
    NO_KEY,
    NO_START,
    NO_VALUES_HERE,
    SIMPLE_KEY,
    Diagnosis,
    Halt,
)
from carefold.reading.yaml.source_lines import ENTRY, KEY_LINE, NO_SPACE

_SAYS = re.compile(r" *[^\s#]")
_EQUALS = re.compile(r" *(?P<lead>(?:- +)*)(?P<key>[a-z][\w-]*) *(?P<sign>[=：]) *(?P<value>\S.*?) *")
_OPENS = re.compile(r" *[A-Za-z][\w.-]*: *(?: #.*)?$")


def comment_inside(halt: Halt) -> Diagnosis | None:
    """A text of several lines that a `#` ends too early."""
    source, last = halt.source, halt.last
    if last is None or last.style:
        return None
    _, end = source.line_span(max(last.end - 1, last.start))
    found = re.compile(r" +(#.*)\n").match(source.text, last.end)
    below, until = source.line_span(halt.began if halt.says(SIMPLE_KEY) else halt.spot)
    if not found or below <= end or source.text[found.end() : below].strip():
        return None
    hint = quotes_hint(source, last.start, until)
    return halt.diagnosis("`#` cut this text short, as if a comment began.", found.start(1), hint)


def colon_missing(halt: Halt) -> Diagnosis | None:
    """A line in the place of a key that has no colon, or no space behind it."""
    if not halt.says(NO_COLON, NO_VALUES_HERE):
        return None
    first = halt.began if halt.says(SIMPLE_KEY) else halt.last.start if halt.last else halt.spot
    for offset, line in halt.lines_until_spot(first):
        if glued := NO_SPACE.match(line):
            return _glued(halt, offset, glued)
    start, line = next(halt.lines_until_spot(first))
    if equals := _EQUALS.fullmatch(line):
        hint = f"write: {equals['lead']}{equals['key']}: {_sure(equals['value'])}"
        return halt.diagnosis("a colon stands behind a key, not `=`.", start + equals.start("sign"), hint)
    if not halt.says(SIMPLE_KEY) and first != start + len(line) - len(line.lstrip(" -")):
        return None
    if _items_follow(halt, start, line):
        hint = f"for this line alone, write: - {line.strip()}"
        return halt.diagnosis("an item starts here without its dash.", first, hint)
    hint = "write `key: value`; a text that goes on from the line above needs indentation."
    return halt.diagnosis("this line has no colon after its key.", first, hint)


def _items_follow(halt: Halt, start: int, line: str) -> bool:
    """Whether the next line starts an item in the same column."""
    column = line[: len(line) - len(line.lstrip(" "))]
    return halt.source.text.startswith(f"{column}- ", start + len(line) + 1) and len(line) <= LONGEST


def _glued(halt: Halt, offset: int, glued: re.Match[str]) -> Diagnosis:
    colon = offset + glued.end("key")
    put = f"{glued['key']}: {glued['value'].lstrip()}"
    fixed = line_with(halt.source, offset + glued.start("key"), offset + glued.end("value"), put)
    return halt.diagnosis("a space is missing after the colon.", colon, f"write: {fixed}")


def _sure(value: str) -> str:
    """A value in the quotes that it needs, or as it is where it has its own."""
    return value if value[0] in "[{\"'" else scalar(value, inside=False)


def too_far(halt: Halt) -> Diagnosis | None:
    """A key below a text."""
    if not halt.says(NO_VALUES_HERE):
        return None
    if KEY_LINE.match(halt.line) and _key_of(halt.line) in _HEAD and "-" not in halt.line.partition(":")[0][:2]:
        return halt.at_line("this line is indented too far.", f"at the left edge, write: {halt.line.strip()}")
    hint = "line it up with the key above; a text that goes on from the line above needs quotes if it has a colon."
    return halt.at_line("this line is indented too far, or a text above lacks quotes.", hint)


def no_item(halt: Halt) -> Diagnosis | None:
    """A line among the items of a list that is none of them."""
    if not halt.says(NO_DASH):
        return None
    if halt.line.lstrip().startswith("-"):
        return halt.at_line("this item is indented otherwise than those above.", "line it up with them.")
    if _starts_like_item(halt):
        message = "an item starts here without its dash."
        column = len(halt.line) - len(halt.line.lstrip())
        _, end = halt.source.line_span(halt.spot)
        beside = re.compile(rf"\n {{{column}}}[A-Za-z][\w-]*:").match(halt.source.text, end)
        moved = "put 2 spaces before each line that belongs to it, and " if beside else ""
        return halt.at_line(message, f"{moved}for this line alone, write: - {halt.line.strip()}")
    if KEY_LINE.match(halt.line):
        hint = "line it up with the keys above that it belongs to."
        return halt.at_line("this line's indentation fits no line above it.", hint)
    above = halt.source.place(halt.began).line
    hint = f"start it with `- `, as the items of the list from line {above} on, or indent it differently."
    return halt.at_line("this line is no item of the list that it stands in.", hint)


def _starts_like_item(halt: Halt) -> bool:
    """Whether the line is on the column of the list's dashes, and starts with the key of its first item."""
    start, end = halt.source.line_span(halt.began)
    first, here = ENTRY.match(halt.source.text[start:end]), ENTRY.match(halt.line)
    same = first and here and first["key"] and first["key"] == here["key"]
    return bool(same) and halt.began - start == len(halt.line) - len(halt.line.lstrip())


def no_key(halt: Halt) -> Diagnosis | None:
    """A line among keys that is none."""
    if not halt.says(NO_KEY, NO_ITEMS_HERE):
        return None
    if halt.says(NO_KEY) and halt.line.lstrip().startswith("-"):
        if (first := _first_without_dash(halt)) is not None:
            return first
        hint = "line it up with the other items; the key of a list has nothing after its colon."
        return halt.at_line("a list item stands where a key was expected.", hint)
    if halt.line.lstrip(" -").startswith(":"):
        return halt.at_line("there is no key before this colon.", "write `key: value`.")
    hint = "line it up with the lines above that it belongs to."
    return halt.at_line("this line's indentation fits no line above it.", hint)


def _first_without_dash(halt: Halt) -> Diagnosis | None:
    """`title: One` below `sections:`, before sections that have their dash."""
    start, _ = halt.source.line_span(halt.spot)
    column = len(halt.line) - len(halt.line.lstrip())
    above = [(offset, line) for offset, line in halt.lines_until_spot(0) if offset < start and _SAYS.match(line)]
    opening = next((n for n in reversed(range(len(above))) if _column(above[n][1]) < column), None)
    if opening is None or opening + 1 == len(above) or not _OPENS.match(above[opening][1]):
        return None
    offset, line = above[opening + 1]
    entry = ENTRY.match(halt.line)
    key = KEY_LINE.match(line)
    if not key or not entry or not entry["key"] or not line.lstrip().startswith(f"{entry['key']}:"):
        return None
    where = "two columns further to the left" if _column(line) - column == 2 else "lined up with the dashes below"
    hint = f"for this line alone, {where}, write: - {line.strip()}"
    return halt.diagnosis("an item starts here without its dash.", offset + _column(line), hint)


def _column(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _key_of(line: str) -> str:
    return line.split(":")[0].strip()


_HEAD = frozenset(keys_at(Handout, ())) - {"when"} | frozenset(keys_at(Brand, ()))
"""Keys that stand at the left edge of their file."""


def indented_first(halt: Halt) -> Diagnosis | None:
    """A first line that is indented, or starts with a dash, while those below it stand at the left edge."""
    first = re.compile(r"(?:\s*(?:#.*)?\n)*(?P<lead> +|-[ ]+)(?P<key>[A-Za-z][\w-]*):(?= |$)", re.M).match(
        halt.source.text
    )
    if not halt.says(NO_START, NO_DASH, NO_KEY) or not first or halt.line.startswith((" ", "-")):
        return None
    if not KEY_LINE.match(halt.line) or first["key"] not in _HEAD:
        return None
    start, end = halt.source.line_span(first.start("key"))
    line = halt.source.text[first.start("key") : end].strip()
    what = "with a dash" if first["lead"].startswith("-") else "too far to the right"
    return halt.diagnosis(f"the file's first line starts {what}.", start, f"at the left edge, write: {line}")


def past_end(halt: Halt) -> Diagnosis | None:
    """More lines where the file has ended for YAML."""
    last = halt.last
    if not halt.says(NO_START):
        return None
    if last and last.style and ": " in last.text:
        key, _, value = last.text.partition(": ")
        hint = f"write: {key}: {quoted(value)}"
        return halt.diagnosis("only the value goes into quotes, not its key.", last.start, hint)
    hint = "remove what closes it above: a line `...`, a bracket or a quote."
    return halt.at_line("the file has come to its end before this line.", hint)
