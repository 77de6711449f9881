"""What YAML reads without complaint, but not as the author meant it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from carefold.diagnostics.finding import Finding
from carefold.model.blocks import KINDS
from carefold.reading.diagnose import written_out as forms
from carefold.reading.diagnose.commas import semicolons, split_by_comma, split_colours
from carefold.reading.diagnose.dashes import too_far_left, without_dash
from carefold.reading.diagnose.empty import MAY_BE_EMPTY, empty_hint, no_disclaimer, unwritten
from carefold.reading.diagnose.flow import OWN, entry, flow, quoted
from carefold.reading.diagnose.pasted import pasted_items, pasted_value, swallowed
from carefold.reading.diagnose.pasted_tables import rows_as_items
from carefold.reading.diagnose.quoting import LONGEST, line_with, quotes_hint
from carefold.reading.diagnose.recipient import lone_address
from carefold.reading.diagnose.section_titles import named_by_titles
from carefold.reading.keys import EXAMPLES, MEANINGS
from carefold.reading.yaml.nodes import Map, Node, Path, Scalar, Sequence, walk
from carefold.reading.yaml.source import REFUSED, Source

BLOCK_LISTS = ("blocks", "keep", "foot", "include")
PART: Path = ("include",)
"""The way to the list of blocks that a file is which others include."""

_ESCAPED = re.compile(rf"\t|{REFUSED.pattern}")
_LONE_HEADING = re.compile(r"^( +)(#{2,6}) +([^\W_].*)\n+(?=(.*))", re.MULTILINE)
_MOST_HEADINGS = 20
_MARKDOWN_HEADING = re.compile(r" *(#{1,6}) +(\S.*)")
_PICTURE = re.compile(
    r"(?:[A-Za-z][A-Za-z-]{1,12}: *)?(\S{1,200}\.(?:png|jpe?g|svg|gif|webp|heic|tiff?|bmp))", re.IGNORECASE
)
_COMMENT = re.compile(r"( *)#(.*)")
_LISTED = re.compile(r"\n *(-(?: |$)|[a-z]+(?:-[a-z]+)*:\S)")
_INCLUDE = re.compile(r"include:? *(\S+\.ya?ml)", re.IGNORECASE)
_EQUALS = re.compile(r"([a-z-]+) *([=：]) *(\S.*)")
_GLUED_DASH = re.compile(r"-[A-Za-z]")
_GLUED_KEY = re.compile(r"([A-Za-z][\w.-]*):(\S.*)")


def bites(root: Node, source: Source, within: Path = ()) -> Iterator[Finding]:
    """All such spots of a tree; `within` is the way to its root."""
    yield from no_disclaimer(root)
    yield from _headings_in_comments(root, source)
    for path, node in walk(root, within):
        if isinstance(node, Scalar):
            yield from _scalar(source, path, node)
        elif isinstance(node, Sequence):
            yield from _sequence(source, path, node)
        else:
            yield from _map(source, path, node)


def _scalar(source: Source, path: Path, node: Scalar) -> Iterator[Finding]:
    if found := _ESCAPED.search(node.text):
        message = f"an escape in this text makes a character that can't be printed (U+{ord(found[0]):04X})."
        yield Finding(message, node.place, "remove it, or use single quotes.")
    yield from unwritten(path, node)
    yield from _stray_quote(source, node)
    if len(path) > 1 and path[-2] in BLOCK_LISTS and (found := _PICTURE.fullmatch(node.text)):
        yield _picture(source, node, found[1])
    if node.style:
        return
    headings = list(_heading(source, path, node))
    yield from headings or _cut_by_comment(source, node)
    lines = list(swallowed(source, path, node))
    yield from lines
    if not lines and (found := _LISTED.search(source.text, node.start, node.end)):
        message = "this line was read as part of the text above it."
        hint = "a key with a list below it has nothing after its colon."
        if path and isinstance(path[-1], int):
            hint = "line it up with the item above; for a list inside it, put a line above this one, lined up with the "
            hint += "item above: `- list:`"
        if not found[1].startswith("-"):
            hint = "put a space after the colon, and line it up with the key above."
        yield Finding(message, source.place(found.start(1)), hint)
    name = node.text.lower().replace(" ", "-") if " " in node.text else node.text
    if len(path) > 1 and path[-2] in BLOCK_LISTS and name in KINDS:
        yield _block_name(source, node, name)
    if len(path) > 1 and path[-2] in BLOCK_LISTS and (found := _EQUALS.fullmatch(node.text)) and found[1] in KINDS:
        yield _equals(source, node, *found.groups())
    if len(path) > 1 and path[-2] in BLOCK_LISTS and (found := _INCLUDE.fullmatch(node.text)):
        yield Finding("this is only a text, not a block.", node.place, f"write `- include: {found[1]}`.")
    elif len(path) > 1 and path[-2] in BLOCK_LISTS and (found := _GLUED_KEY.fullmatch(node.text)) and found[1] in KINDS:
        line = line_with(source, node.start, node.end, f"{found[1]}: {found[2]}")
        yield Finding(f"`{found[1]}:` without a space behind it is only a text.", node.place, f"write: {line}")


def _stray_quote(source: Source, node: Scalar) -> Iterator[Finding]:
    """A bent quote without its partner: a word processor's, in place of the straight one that YAML knows."""
    text = node.text.strip()
    closes = text.endswith("”") and "“" not in text and not text[-2:-1].isdigit()
    opens = text.startswith("“") and "”" not in text
    first, _ = source.line_span(node.start)
    if closes and (opening := re.search(r"“[^”\n]*\Z", source.text[first : node.start])):
        hint = quotes_hint(source, first + opening.start(), node.end)
        yield Finding("the colon in this text cuts it in two.", source.place(first + opening.start()), hint)
        return
    if closes or opens:
        rest = text.removesuffix("”") if closes else text.removeprefix("“").removesuffix('"')
        line = line_with(source, node.start, node.end, quoted(rest))
        sign = "”" if closes else "“"
        hint = f"write: {line}" if len(line) <= LONGEST else "remove it."
        yield Finding(f"the quote {sign} has no partner, and would be printed.", node.place, hint)


def _headings_in_comments(root: Node, source: Source) -> Iterator[Finding]:
    """`## Bathing` on a line of its own among blocks: YAML passes it over."""
    lone = list(islice(_LONE_HEADING.finditer(source.text), _MOST_HEADINGS))
    texts = [node for _, node in walk(root) if isinstance(node, Scalar) and node.style] if lone else []
    for found in lone:
        below = found[4]
        among = below.startswith(f"{found[1]}- ") and not below.startswith(f"{found[1]}- title:")
        if among and not any(node.start < found.start(2) < node.end for node in texts):
            line = f"- {entry('heading', found[3].strip('# '))}"
            hint = f"for a comment, write one `#` only; for a heading, write: {line}"
            yield Finding("this line starts with `##`, and is not printed.", source.place(found.start(2)), hint)


def _heading(source: Source, path: Path, node: Scalar) -> Iterator[Finding]:
    """`- ## Bathing`, which YAML takes for an item without text and a comment; `heading: ## Bathing`."""
    if not node.is_empty or not (path[-1:] in (("heading",), ("title",)) or (path[-2:-1] and path[-2] in BLOCK_LISTS)):
        return
    _, end = source.line_span(node.start)
    if found := _MARKDOWN_HEADING.match(source.text, node.end, end):
        text = found[2].strip("# ")
        put = entry("heading", text) if isinstance(path[-1], int) else flow(text, inside=False)
        line = line_with(source, found.start(1), end, put)
        message = "`#` starts a comment here; a heading is a block."
        yield Finding(message, source.place(found.start(1)), f"write: {line}")


def _picture(source: Source, node: Scalar, image: str) -> Finding:
    """`"image: cast.png"` or `cast.png`, which would be printed as words."""
    put = entry("figure", {"image": image, "alt": OWN})
    hint = f"say in place of {OWN} what the picture shows, and write: {line_with(source, node.start, node.end, put)}"
    return Finding("this is only a text, not a picture.", node.place, hint)


def _block_name(source: Source, node: Scalar, name: str) -> Finding:
    below = "" if name in MAY_BE_EMPTY else ", with what belongs to it"
    wanted = line_with(source, node.start, node.end, f"{name}:")
    hint = f"write `{wanted}`{below}. If it is text, {quotes_hint(source, node.start, node.end)}"
    return Finding(f"`{node.text}` without a colon is only a text, not a block.", node.place, hint)


def _equals(source: Source, node: Scalar, name: str, sign: str, text: str) -> Finding:
    """`- heading = At home`, as other tools' settings are written."""
    made = forms.block(name, text) or {name: text}
    (kind, body), *_ = made.items()
    hint = f"write: {line_with(source, node.start, node.end, entry(kind, body))}"
    return Finding(f"`{name} {sign}` is only a text; a colon stands behind a block's name.", node.place, hint)


def _cut_by_comment(source: Source, node: Scalar) -> Iterator[Finding]:
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
    hint = "for a comment, put two spaces before the `#` and one after it; for a text, "
    hint += quotes_hint(source, start, end)
    yield Finding("`#` cut this text short, as if a comment began.", source.place(found.end(1)), hint)


def _sequence(source: Source, path: Path, node: Sequence) -> Iterator[Finding]:
    yield from too_far_left(source, node)
    cells = len(path) > 1 and path[-2] == "rows"
    written = path[len(PART) :] if path[: len(PART)] == PART else path
    name = next((f" of `{part}`" for part in reversed(written) if isinstance(part, str)), "")
    for number, item in enumerate(node.items):
        cut = isinstance(item, Scalar) and (_is_cut(source, item) or any(_heading(source, (*path, number), item)))
        nothing = isinstance(item, Scalar) and item.is_empty
        if nothing and not cells and not cut:
            yield Finding(f"item {number + 1}{name} is empty.", item.place, "write it, or remove the line.")
    yield from rows_as_items(source, path, node)
    if path == ("authors",):
        yield from semicolons(source, node)
    if node.flow and "date-parts" not in path:
        yield from split_by_comma(source, path, node)
    yield from pasted_items(source, path, node)


def _is_cut(source: Source, node: Scalar) -> bool:
    return any(_cut_by_comment(source, node))


def _map(source: Source, path: Path, node: Map) -> Iterator[Finding]:
    yield from without_dash(source, node)
    if not path:
        yield from named_by_titles(source, node)
    yield from pasted_value(source, node)
    no_block = path[-2:-1] and path[-2] in BLOCK_LISTS and not any(key.text in KINDS for key, _ in node.entries)
    if path[-2:-1] and path[-2] in BLOCK_LISTS and (alone := lone_address(source, node)):
        yield alone
    within, colours = set[int](), list(split_colours(source, node)) if node.flow else []
    for numbers, problem in colours:
        within |= numbers
        yield problem
    for number, (key, value) in enumerate(node.entries):
        if _GLUED_DASH.match(key.text) and not key.style:
            fixed = line_with(source, key.start, key.start + 1, "- ")
            yield Finding("a space is missing after the dash.", key.place, f"write: {fixed}")
        if not isinstance(value, Scalar) or not value.is_empty or _is_cut(source, value):
            continue
        if node.flow and value.start == key.end:
            if number not in within:
                yield _no_value(source, node, number)
        elif key.text not in MAY_BE_EMPTY and not no_block:
            below = number + 1 < len(node.entries) and key.text in KINDS
            hint = empty_hint(key.text)
            if below:
                hint = "move the lines that belong to it two spaces to the right."
            yield Finding(f"`{key.text}` has no value.", key.place, hint)


def _no_value(source: Source, node: Map, number: int) -> Finding:
    """`{text: Rest, or walk}`, `{text:Rest}` or `{label}`: an entry without a colon and a space."""
    key = node.entries[number][0]
    glued = _GLUED_KEY.fullmatch(key.text)
    before = node.entries[number - 1][1] if number else None
    if glued:
        hint = f"write: {line_with(source, key.start, key.end, f'{glued[1]}: {glued[2]}')}"
        return Finding("a space is missing after the colon.", key.place, hint)
    if isinstance(before, Scalar) and before.text and not key.style and key.text not in {*EXAMPLES, *MEANINGS}:
        raw = f"{before.text}, {key.text}"
        hint = f"put quotes around it: {line_with(source, before.start, key.end, quoted(raw))}"
        return Finding("the comma split this text in two.", source.place(before.end), hint)
    hint = f"write `{key.text}: …`, or remove it."
    return Finding(f"`{key.text}` stands here without a value.", key.place, hint)
