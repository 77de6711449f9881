"""What was pasted from Word, an e-mail or Markdown and would print as it is: bullets, numbers, #, |, and odd quotes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Literal, TypeAlias

from carefold.content.advice import BOX, Advice
from carefold.reading.diagnose.flow import quoted

Where: TypeAlias = Literal["paragraph", "item", "cell"]
"""Where a text stands: as a block, as an item of a list, or elsewhere."""

_ITEM = re.compile(
    r"[ \t]*(?P<mark>[•·▪●○◦‣■□▫➢✓✔☐☑→⇒]|(?:[-–—*+]|o(?= [A-Z]))(?=[ \t\u00a0]))[ \t\u00a0]*(?P<words>(?=\S)[^\n]*)"
)
_SURE = re.compile(r"[ \t]*(?:[•·▪●◦‣■▫➢][ \t\u00a0]*(?=\S)|[-–][ \t\u00a0]+(?=[^\W\d_]))")
_NUMBERED = re.compile(r"[ \t]*(?P<mark>(?P<number>\d{1,2})[.)])[ \t\u00a0]+(?P<words>(?=\S)[^\n]*)")
_LETTERED = re.compile(r"[ \t]*(?P<mark>[a-h][.)]|[A-H]\))[ \t]+(?P<words>(?=\S)[^\n]*)")
_BOX = re.compile(r"[ \t]*(?:[-*+•][ \t]*)?(?P<mark>\[[ xX✓✔]?\](?!\())[ \t]*(?P<words>(?=\S)[^\n]*)")
_HEADING = re.compile(r"[ \t]*(?P<mark>#{1,6}(?=[ \t])|#{2,6}(?=\w))(?P<words>[^\n]*)")
_QUOTE = re.compile(r"[ \t]*>{1,3}[ \t]?(?=[^\W\d_]|[“\"*])")
RULE = re.compile(r"[ \t]*(?:(?:-[ \t]*){3,}|(?:=[ \t]*){3,}|(?:\*[ \t]*){3,}|(?:_[ \t]*){3,})(?=\n|\Z)")
"""A line drawn with signs."""
_TABLE = re.compile(r"[ \t]*\|[^|\n]+\|[^\n]*\||[ \t]*\|?[ \t]*:?-{2,}:?[ \t]*\|")
_FENCE = re.compile(r"[ \t]*(?:`{3}|~{3}|:{3})")
_DEFINED = re.compile(r"[ \t]*\[[^\]\n]{1,60}\]:[ \t]*\S")
_RUN = re.compile(
    r"(?:(?:(?<=:)|^)[ \u00a0]{0,3}(?P<dash>[-–*+])[ \u00a0]|(?<=[:.!?;])[ \u00a0]{0,3}(?P<dot>[•·▪●◦‣])[ \u00a0]?)"
    r"(?=[^\W\d_])"
)
_SERIES = {
    series: re.compile(rf"(?<!\S)\(?({series}[ \u00a0]+(?=\S)")
    for series in (r"\d{1,2})[.)]", "[ivx]{1,4})[.)]", "[a-h])[.)]", r"[A-H])\)")
}
_FIRST_TWO = (["1", "2"], ["i", "ii"], ["a", "b"], ["A", "B"])
_IN_PROSE = re.compile(r"(?:[,;]|[,;\s][^\W\d_]{1,3})\s*\Z")  # “(1) rest, (2) ice”, “(1) rest and (2) ice”
_LONGEST = 600


_ODD_START = re.compile(r"^(?![ \t]*[^\W\d_]{2})[^\S\n]*\S", re.M)  # of a line: no word of two letters or more


def lookalikes(text: str, where: Where) -> Iterator[tuple[int, Advice]]:
    """What is no inline mark but looks like one, and where it stands in the text as written."""
    if not _ODD_START.search(text):
        if found := _in_a_run(text, where):
            yield found
        return
    lines = [(match.start(), match[0]) for match in re.finditer(r"[^\n]+", text)]
    shown = [(at, line) for at, line in lines if line.strip()]
    ways = (_steps_in_a_run(text, where), *_ways(shown, where), _in_a_run(text, where))
    yield from [found for found in ways if found][:1]


def _ways(lines: Sequence[tuple[int, str]], where: Where) -> Iterator[tuple[int, Advice] | None]:
    """The first of each kind; the order says which kind it is taken for."""
    yield _first(lines, _FENCE, Advice("a line of “```” would print.", "Leave it out."))
    yield _first(
        lines, _DEFINED, Advice("an address in a list of its own is no link here.", "Write [words](https://…).")
    )
    yield _first(lines, _TABLE, _table(lines))
    yield _headings(lines, where)
    yield _listed(lines, _BOX, "checklist", where, 1)
    yield _numbered(lines, where)
    yield _listed(lines, _ITEM, "list", where, 1 if _surely_starts(lines) else 2)
    yield _listed(lines, _LETTERED, "list", where, 2)
    yield _first(lines, _QUOTE, Advice("“>” marks nothing here; it would print.", "Leave it out; \\> prints it."))
    yield _first(lines, RULE, Advice("a line can't be drawn so; the signs would print.", "Leave it out."))


def _first(lines: Sequence[tuple[int, str]], pattern: re.Pattern[str], advice: Advice) -> tuple[int, Advice] | None:
    return next(((_start(at, line), advice) for at, line in lines if pattern.match(line)), None)


def _start(at: int, line: str) -> int:
    return at + len(line) - len(line.lstrip())


def _surely_starts(lines: Sequence[tuple[int, str]]) -> bool:
    """Whether one bullet alone is meant as such: on the first line, or behind a colon."""
    before = ":"
    for _, line in lines:
        if _SURE.match(line) and before.rstrip().endswith(":"):
            return True
        before = line
    return False


def _headings(lines: Sequence[tuple[int, str]], where: Where) -> tuple[int, Advice] | None:
    for at, line in lines:
        words = match["words"].strip(" \t#") if (match := _HEADING.match(line)) else ""
        if match and words:
            hint = f"Write a block `- heading: {scalar(words)}`." if where == "paragraph" else "Leave it out."
            message = f"“{match['mark']}” makes no heading here; it would print."
            return _start(at, line), Advice(message, f"{hint.removesuffix('.')}; \\# prints the sign.")
    return None


def _numbered(lines: Sequence[tuple[int, str]], where: Where) -> tuple[int, Advice] | None:
    """Numbered lines; a single one is a heading's number, unless it is a paragraph or an item."""
    return _listed(lines, _NUMBERED, "numbered", where, 2 if where == "cell" else 1)


def _listed(
    lines: Sequence[tuple[int, str]], pattern: re.Pattern[str], kind: str, where: Where, least: int
) -> tuple[int, Advice] | None:
    """Lines that are items of a list, when there are so many; what stands before them stays a text."""
    matches = [(at, line, match) for at, line in lines if (match := pattern.match(line))]
    if len(matches) < least or (kind == "numbered" and len(matches) == 1 and matches[0][0] != lines[0][0]):
        return None
    at, line, first = matches[0]
    before = [other.strip() for start, other in lines if start < at]
    items = [match["words"].strip() for _, _, match in matches]
    name = "numbered list" if kind == "numbered" else "list"
    message = BOX.message if kind == "checklist" else f"“{first['mark']}” makes no {name} here; it would print."
    return _start(at, line), Advice(message, _as_block(kind, items, " ".join(before), where))


def _as_block(kind: str, items: Sequence[str], before: str, where: Where) -> str:
    """The lines to write instead."""
    if where == "item":
        marks = ", ".join(f"`- {scalar(item)}`" for item in items)
        return f"Leave the sign out: {marks}." if len(items) == 1 else f"Make each an item of its own: {marks}."
    block = f"- {kind}: [{', '.join(scalar(item, flow=True) for item in items)}]"
    if where == "cell" or len(block) > _LONGEST:
        return f"Leave the signs out; a list is a block of its own: `- {kind}:`."
    return f"Write `- {scalar(before)}`, and below it `{block}`." if before else f"Write `{block}`."


def _table(lines: Sequence[tuple[int, str]]) -> Advice:
    rows = [[cell.strip() for cell in line.strip().strip("|").split("|")] for _, line in lines if "|" in line]
    rows = [row for row in rows if not all(re.fullmatch(r":?-*:?", cell) for cell in row)]
    message = "“|” makes no table here; it would print."
    if len(rows) < 2 or len({len(row) for row in rows}) > 1:
        return Advice(message, "Write a block `- table: {header: [Day, Dose], rows: [[One, 5 mg]]}`.")
    cells = ["[" + ", ".join(scalar(cell, flow=True) for cell in row) + "]" for row in rows]
    block = f"- table: {{header: {cells[0]}, rows: [{', '.join(cells[1:])}]}}"
    return Advice(message, f"Write a block `{block if len(block) <= _LONGEST else '- table: {header: …, rows: …}'}`.")


def _steps_in_a_run(text: str, where: Where) -> tuple[int, Advice] | None:
    """Numbered or lettered items one after another on a line: “1. Wash 2. Dry”, “(i) Wash (ii) Dry”."""
    for (series, pattern), two in zip(_SERIES.items(), _FIRST_TWO, strict=True):
        steps = list(pattern.finditer(text))
        if [step[1] for step in steps[:2]] != two or text[: steps[0].start()].strip():
            continue
        first = text[steps[0].end() : steps[1].start()]
        mark = steps[0][0].strip()
        if "\n" in first or (mark[0] == "(" and _IN_PROSE.search(first)):
            continue
        kind, name = ("numbered", "numbered list") if "{" in series else ("list", "list")
        advice = _as_block(kind, _between(text, [step.span() for step in steps]), "", where)
        return steps[0].start(), Advice(f"“{mark}” makes no {name} here; it would print.", advice)
    return None


def _in_a_run(text: str, where: Where) -> tuple[int, Advice] | None:
    """Items that stand one after another on a line: “Bring: - a coat - a book”."""
    first = _RUN.search(text)
    if first is None:
        return None
    mark = first["dash"] or first["dot"]
    between = re.compile(rf"[ \u00a0]{re.escape(mark)}[ \u00a0](?=\S)" if first["dash"] else re.escape(mark))
    marks = [first.span(), *(one.span() for one in between.finditer(text, first.end()))]
    if first["dash"] and len(marks) < 2:
        return None
    items, before = _between(text, marks), text[: first.start()].strip()
    advice = Advice(f"“{mark}” makes no list here; it would print.", _as_block("list", items, before, where))
    return text.index(mark, first.start()), advice


def _between(text: str, marks: Sequence[tuple[int, int]]) -> list[str]:
    ends = [(end, following) for (_, end), (following, _) in pairwise([*marks, (len(text), len(text))])]
    return [" ".join(text[start:end].split()) for start, end in ends]


_PLAIN = re.compile(r"[^\W\d_](?:[\w ().%/+°'’“”‘–—;?!$€£=-]|,(?=\S)|:(?=\S))*")


def scalar(text: str, *, flow: bool = False) -> str:
    """A text as YAML, in quotes where it needs them; `flow` inside brackets."""
    text = " ".join(text.split())
    plain = _PLAIN.fullmatch(text) and not text.endswith(":") and not (flow and "," in text)
    return text if plain else quoted(text)


# --- quotes

_MARKS = re.compile(r"\\?[“”\"„«»]")


def odd_quotes(text: str) -> Iterator[tuple[int, Advice]]:
    """A closing quotation mark without an opening one, or the other way round; inches are none."""
    marks = [match for match in _MARKS.finditer(text) if not match[0].startswith("\\")]
    if any(match[0] in "„«»" for match in marks):
        return
    opened: list[re.Match[str]] = []
    inches = 0
    for match in marks:
        at = match.start()
        if _opens(text, at, match[0]):
            opened.append(match)
        elif opened:
            opened.pop()
            inches += text[at - 1 : at].isdigit()
        elif text[at - 1 : at].isdigit():
            continue
        elif inches:
            inches -= 1
        else:
            hint = "Delete it, or write “ where the quotation starts."
            yield at, Advice(f"this closing {match[0]} has no opening one.", hint)
    for match in opened if not re.search(r"\n\s*\n", text) else ():
        hint = "Delete it, or write ” where the quotation ends."
        yield match.start(), Advice(f"this opening {match[0]} has no closing one.", hint)


def _opens(text: str, at: int, mark: str) -> bool:
    if mark != '"':
        return mark == "“"
    before, after = text[max(0, at - 1) : at], text[at + 1 : at + 2]
    return (not before or before.isspace() or before in "([{/—–“‘*_") and bool(after) and not after.isspace()
