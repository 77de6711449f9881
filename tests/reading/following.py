"""What a literal-minded author makes of hints: the lines that they show are put where the hints say."""

from __future__ import annotations

import re

from carefold.diagnostics.finding import Finding

_SHOWN = re.compile(r"(?:^|[ ,;.])(?:write|put quotes around it|put brackets around it): (.+)$")
_BLOCK = re.compile(r"for such a block, write `(.+?)`; for a text, ")
_PLACES = re.compile(r"in place of (?:these (?P<count>\d+) lines|lines? (?P<first>\d+)(?: to (?P<last>\d+))?)")
_IN_PLACE = re.compile(r"write `(?P<new>[^`]+)` in place of `(?P<old>[^`]+)`(?P<above> above)?")
_TWO = re.compile(r"write two lines: `(.+?)` and `(.+?)`(?=[.,]|$)(?P<keep>, and keep the lines below them)?")
_ABOVE = re.compile(r"put a line above this one, lined up with the item above: `(.+)`$")
_MEANT = re.compile(r"did you mean `(.+?)`\?")
_SPACES = re.compile(r"(?:put (\d+) spaces before each line that|move the lines that) belongs? to it")
_LEFT_EDGE = re.compile(r"at the left edge(?: of the file)?, write: ")
_REMOVE = re.compile(r"^remove (?:the|this) line\b")
_BESIDE = re.compile(r"put a line above this one: `(.+)`\.?$")
_KEYED = re.compile(r" *- +[\w\"'-]+:( |$)")


def placed(handout: str, where: str, written: str) -> str:
    """The file with the case in it."""
    if where == "file":
        return written + "\n"
    if where == "sections:":
        return handout.split("sections:")[0] + written + "\n"
    if where == "blocks":
        return handout.replace("      - A text.", "\n".join(f"      {line}" for line in written.split("\n")))
    lines = [written if line.startswith(f"{where}:") else line for line in handout.split("\n")]
    return "\n".join(lines)


def line_shown(hint: str) -> str:
    """The corrected line that a hint shows: the block where there are two ways, else what stands at its end."""
    hint = _small(hint)
    if block := _BLOCK.search(hint):
        return block[1]
    found = _SHOWN.search(hint)
    return found[1] if found else ""


def can_be_followed(hint: str) -> bool:
    """Whether a hint says to the letter what to write where."""
    forms = (_IN_PLACE, _TWO, _ABOVE, _MEANT, _SPACES, _REMOVE, _BESIDE)
    return bool(line_shown(hint)) or any(form.search(_small(hint)) for form in forms)


def follow(text: str, problems: list[Finding]) -> str:
    """The file after all hints have been followed, from its last line to its first."""
    lines = text.split("\n")
    ordered = sorted(problems, key=lambda one: one.place, reverse=True)
    for problem in sorted(
        ordered, key=lambda one: not _SPACES.search(_small(one.hint))
    ):  # moves leave the lines' numbers
        _follow(lines, problem)
    return "\n".join(lines)


def _small(hint: str) -> str:
    """A hint as it stands inside a sentence."""
    return hint[:1].lower() + hint[1:]


def _follow(lines: list[str], problem: Finding) -> None:
    hint, at = _small(problem.hint), max(problem.place.line - 1, 0)
    shown = line_shown(hint)
    if two := _TWO.search(hint):
        end = at + 1 if two["keep"] else _end(lines, at, _indent(lines[at]))
        lines[at:end] = [" " * _indent(lines[at]) + line for line in two.group(1, 2)]
    elif above := _ABOVE.search(hint):
        lines.insert(at, " " * _item_above(lines, at) + above[1])
    elif _REMOVE.match(hint):
        del lines[at : _end(lines, at, _indent(lines[at]))]
    elif beside := _BESIDE.search(hint):
        lines.insert(at, " " * _indent(lines[at]) + beside[1])
    elif spaces := _SPACES.search(hint):
        _move(lines, at, int(spaces[1] or 2), problem.place.column - 1)
        if shown:
            lines[at] = " " * _indent(lines[at]) + shown
    elif (meant := _MEANT.search(hint)) and not shown:
        start = problem.place.column - 1
        lines[at] = lines[at][:start] + re.sub(r"[^\s:,}]+", meant[1], lines[at][start:], count=1)
    else:
        if _LEFT_EDGE.search(hint):
            lines[at] = lines[at].lstrip(" ")
        if change := _IN_PLACE.search(hint):
            _change(lines, at, *change.group("old", "new", "above"))
        if shown:
            _put(lines, at, hint, shown)


def _change(lines: list[str], at: int, old: str, new: str, above: str | None) -> None:
    """Put one word in place of another, in this line or in the one above that has it."""
    rows = range(at - 1, -1, -1) if above else (at,)
    row = next((row for row in rows if old in lines[row]), None)
    if row is not None:
        lines[row] = lines[row].replace(old, new, 1)


def _put(lines: list[str], at: int, hint: str, shown: str) -> None:
    """Put a line in the place of what it corrects."""
    indent = _indent(lines[at]) - (2 if "two columns further to the left" in hint else 0)
    if "lined up with the item above" in hint:
        indent = _item_above(lines, at)
    end = _end(lines, at, _indent(lines[at]) + (2 if _KEYED.match(lines[at]) and _KEYED.match(shown) else 0))
    if "two columns further to the left" in hint or "for this line alone" in hint:
        end = at + 1
    elif places := _PLACES.search(hint):
        end = at + int(places["count"]) if places["count"] else int(places["last"] or places["first"])
    lines[at:end] = [" " * indent + shown]


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _item_above(lines: list[str], at: int) -> int:
    """The column of the dash of the item that a line is part of."""
    items = (_indent(line) for line in reversed(lines[:at]) if line.strip().startswith("- "))
    return next(column for column in items if column < _indent(lines[at]))


def _end(lines: list[str], at: int, column: int) -> int:
    """Where the lines end that belong to the one at `at`: those that start further to the right than a column."""
    end = at + 1
    while end < len(lines) and lines[end].strip() and _indent(lines[end]) > column:
        end += 1
    return end


def _move(lines: list[str], at: int, spaces: int, column: int) -> None:
    """Move what belongs to a key to the right: the paragraphs below it, or the keys beside it."""
    row = at + 1
    belongs = re.compile(rf" {{{column},}}\S" if _indent(lines[row]) == column else r" *- (?![\w-]+:( |$))")
    while row < len(lines) and belongs.match(lines[row]):
        lines[row] = " " * spaces + lines[row]
        row += 1
