"""Lists as Word, mail and Markdown write them: they are named, and written out as a list of YAML."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from carefold.diagnostics.finding import Finding
from carefold.reading.diagnose import written_out as forms
from carefold.reading.diagnose.aliases import block_meant
from carefold.reading.diagnose.bullets import KINDS_OF_MARK, Mark, items_of_lines, lines_of, mark_of, sure
from carefold.reading.diagnose.flow import entry, flow, plain
from carefold.reading.diagnose.quoting import LONGEST, line_with, write_hint
from carefold.reading.yaml.nodes import Map, Node, Path, Scalar, Sequence
from carefold.reading.yaml.source import Source

LISTS = ("list", "numbered", "checklist", "teach-back", "signs", "do", "steps")
BLOCKS = ("blocks", "keep", "foot", "include")
_OTHERS = ("authors", "columns", "roles")


def _named(mark: Mark) -> str:
    return {"box": "a box to tick", "number": "a number"}.get(mark.kind, f"“{mark.sign}”")


def pasted_value(source: Source, node: Map) -> Iterator[Finding]:
    """`list:` with lines below it that start otherwise than with a dash and a space; the tree takes them for items."""
    for key, value in list(node.entries):
        unknown = not block_meant(key.text) and len(node.entries) == 1 and not node.flow
        known = key.text in (*LISTS, *BLOCKS, *_OTHERS)
        if not isinstance(value, Scalar) or not (known or unknown) or value.style in ("'", '"'):
            continue
        raw = value.text if value.style else source.text[value.start : value.end]
        lines = lines_of(raw)
        found, mark = items_of_lines(lines), mark_of(lines[0])
        if not found or not mark:
            continue
        if not known:
            yield from _text_and_list(source, node, *found)
            continue
        made = _value_of(key.text, *found)
        message = f"each item of `{key.text}` starts with a dash and a space, not with {_named(mark)}."
        (name, body), *_ = made.items()
        put = f"{name}: {flow(body)}" if node.flow else entry(name, body)
        hint = write_hint(source, key.start, value.end, put, "start each of these lines with a dash and a space.")
        yield Finding(message, key.place, hint)
        items: list[Node] = [Scalar(source, value.start, value.start, item, '"') for item in found[1]]
        node.replace(key.text, Sequence(source, value.start, value.end, True, items))


def _text_and_list(source: Source, node: Map, mark: str, items: list[str]) -> Iterator[Finding]:
    """`- Do this:` with bullets below it, which is a text and a list; the tree has only the text."""
    key, value = node.entries[0]
    if source.place(value.start).line == key.place.line:
        return
    lines = f'`- "{key.text}:"` and `- {entry(KINDS_OF_MARK[mark], items)}`'
    hint = f"for a text and a list, write two lines: {lines}."
    yield Finding(f"`{key.text}:` was read as a key, not as text.", key.place, hint)
    node.entries.clear()
    node.add(Scalar(source, key.start, key.end, "text"), Scalar(source, key.start, key.start, key.text, '"'))


def _value_of(key: str, mark: str, items: list[str]) -> dict[str, Any]:
    kind = KINDS_OF_MARK[mark]
    if key in BLOCKS:
        return {key: [{kind: items}]}
    name = kind if key in ("list", "numbered") and mark in ("box", "number") else key
    return forms.block(name, items) or {name: items}


def pasted_items(source: Source, path: Path, node: Sequence) -> Iterator[Finding]:
    """Items that start with a sign behind their dash: `- • Rest`, `- 1. Wash`, `- [ ] Walk` in quotes."""
    name = next((part for part in reversed(path) if isinstance(part, str)), "")
    if name not in (*LISTS, *BLOCKS):
        return
    marks = [_mark_behind_dash(item) for item in node.items]
    known = sure([mark for mark in marks if mark])
    if name in BLOCKS and len(known) == 1:  # a paragraph by itself may be a footnote or a signature
        known = {mark for mark in known if mark.sign not in "·–—−*"}
    told = [mark if mark in known else None for mark in marks]
    if not known:
        return
    if node.flow:
        yield _flow_items(source, name, node, told)
    elif name in BLOCKS:
        yield from _block_items(source, node, told)
    else:
        yield from _each_item(source, name, node, told)


def _mark_behind_dash(item: Node) -> Mark | None:
    """The sign that a text of one line starts with; what has more lines is looked at as a text."""
    if not isinstance(item, Scalar) or item.style in ("|", ">") or "\n" in item.text:
        return None
    mark = mark_of(item.text)
    return mark if mark and mark.kind != "dash" else None


def _rest(mark: Mark | None, item: Node) -> object:
    return mark.rest if mark else plain(item)


def _flow_items(source: Source, name: str, node: Sequence, marks: list[Mark | None]) -> Finding:
    first = next(number for number, mark in enumerate(marks) if mark)
    mark = marks[first]
    items = [_rest(mark, item) for mark, item in zip(marks, node.items, strict=True)]
    kind = KINDS_OF_MARK[mark.kind] if mark else name
    put = flow([{kind: items}] if name in BLOCKS else items)
    line = line_with(source, node.start, node.end, put)
    return _problem(mark, node.items[first], f"write: {line}" if len(line) <= LONGEST else "remove the signs.")


def _problem(mark: Mark | None, item: Node, hint: str) -> Finding:
    named = _named(mark) if mark else ""
    return Finding(f"this item starts with {named}, which would be printed as it is.", item.place, hint)


def _block_items(source: Source, node: Sequence, marks: list[Mark | None]) -> Iterator[Finding]:
    """Paragraphs that start with signs: a run of them is a list of its own."""
    pairs = list(zip(node.items, marks, strict=True))
    for kind, run in groupby(pairs, key=lambda pair: pair[1].kind if pair[1] else ""):
        items = list(run)
        if not kind:
            continue
        first, mark = items[0]
        texts = [mark.rest for _, mark in items if mark]
        put = entry(KINDS_OF_MARK[kind], texts)
        long = f"make a `{KINDS_OF_MARK[kind]}:` of them."
        shown = line_with(source, first.start, first.end, put)
        rows = source.place(items[-1][0].end - 1).line - first.place.line + 1
        lead = f"in place of these {rows} lines, " if rows > 1 else ""
        yield _problem(mark, first, f"{lead}write: {shown}" if len(shown) <= LONGEST else long)


def _each_item(source: Source, name: str, node: Sequence, marks: list[Mark | None]) -> Iterator[Finding]:
    """Items of a list on lines of its own; a number or a box asks for another kind of list, too."""
    kinds = {mark.kind for mark in marks if mark}
    other = next((KINDS_OF_MARK[kind] for kind in ("box", "number") if kind in kinds), name)
    changes = name in ("list", "numbered") and other != name
    lead = f"write `{other}:` in place of `{name}:` above, and write: " if changes else "write: "
    for item, mark in zip(node.items, marks, strict=True):
        if mark:
            put = entry("title", mark.rest) if name == "steps" else flow(mark.rest, inside=False)
            yield _problem(mark, item, lead + line_with(source, item.start, item.end, put))


def swallowed(source: Source, path: Path, node: Scalar) -> Iterator[Finding]:
    """Lines that start with a sign, and were read as part of the item above them."""
    if node.style or not path or not isinstance(path[-1], int):
        return
    raw = source.text[node.start : node.end]
    first, *lines = raw.split("\n")
    start = next((number for number, line in enumerate(lines) if (mark := mark_of(line)) and mark.kind != "dash"), -1)
    if start < 0 or not (found := items_of_lines(lines[start:])):
        return
    offset = node.start + len("\n".join([first, *lines[:start]])) + 1
    offset += len(lines[start]) - len(lines[start].lstrip())
    last = source.place(node.start + len(raw.rstrip()) - 1).line
    kind = KINDS_OF_MARK[found[0]]
    nested = path[-2] in LISTS and kind == "list"
    line = f"- {flow(found[1])}" if nested else f"- {entry(kind, found[1])}"
    here = source.place(offset)
    rows = f"line {here.line}" if here.line == last else f"lines {here.line} to {last}"
    hint = f"in place of {rows}, lined up with the item above, write: {line}"
    yield Finding("this line was read as part of the text above it.", here, hint)
