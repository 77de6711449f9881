"""Commas inside brackets that part what belongs together: a number, a sentence, a name and what stands behind it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise, takewhile

from carefold.diagnostics.finding import Finding
from carefold.model.values import colour_meant
from carefold.reading.diagnose.flow import OWN, flow, plain, quoted
from carefold.reading.diagnose.quoting import LONGEST, line_with, write_hint
from carefold.reading.diagnose.series import ends_a_name, goes_on, is_credential, joined, names_of
from carefold.reading.yaml.nodes import Map, Node, Path, Scalar, Sequence
from carefold.reading.yaml.source import Source

_PAIRS = (("(", ")"), ("[", "]"), ("“", "”"), ("**", "**"), ('"', '"'))
_SENTENCES = ("list", "numbered", "checklist", "signs", "do", "teach-back", "blocks", "keep", "foot")
_PEOPLE = ("authors", "reviewers")
_A_COLOUR = "a colour is `#` and six hexadecimal digits."
_OPEN_COLOUR = re.compile(r"(?:rgb|hsl|cmyk)a?\([^)]*$", re.IGNORECASE)


def split_by_comma(source: Source, path: Path, node: Sequence) -> Iterator[Finding]:
    """What commas split in a list in brackets: one problem, with all of it put together again."""
    groups = _groups(path, node)
    if not groups:
        return
    first = node.items[groups[0][0]]
    put = flow(names) if (names := _people(path, node)) else _together(source, node, groups)
    line = line_with(source, node.start, node.end, put)
    hint = f"put quotes around it: {line}" if len(line) <= LONGEST else "put quotes around the text with the comma."
    yield Finding("the comma split this text in two.", source.place(first.end), hint)


def semicolons(source: Source, node: Sequence) -> Iterator[Finding]:
    """`[Ada Ray; Bo Lee]`, which is one author; the tree is left as it is."""
    texts = [item.text for item in node.items if isinstance(item, Scalar) and not item.style]
    if len(texts) < len(node.items) or not any("; " in text for text in texts):
        return
    names = [name.strip() for text in texts for name in text.split(";") if name.strip()]
    hint = write_hint(source, node.start, node.end, flow(names), "write each on a line of its own.")
    if not node.flow:
        hint = f"write each on a line of its own: {', '.join(f'`- {name}`' for name in names)}."
    first = next(item for item in node.items if isinstance(item, Scalar) and "; " in item.text)
    yield Finding("names are parted with commas, not with semicolons.", first.place, hint)


def split_colours(source: Source, node: Map) -> Iterator[tuple[set[int], Finding]]:
    """`{primary: rgb(31, 90, 147)}`, whose commas part it: the numbers of its other parts, and what to write."""
    for number, (key, value) in enumerate(node.entries):
        if not isinstance(value, Scalar) or value.style or not _OPEN_COLOUR.match(value.text):
            continue
        parts = list(takewhile(lambda one: isinstance(one[1], Scalar) and one[1].is_empty, node.entries[number + 1 :]))
        whole = source.text[value.start : parts[-1][0].end] if parts else ""
        if whole.endswith(")"):
            meant = colour_meant(whole) or OWN
            line = line_with(source, value.start, parts[-1][0].end, quoted(meant))
            numbers = set(range(number + 1, number + 1 + len(parts)))
            yield numbers, Finding(f"`{key.text}`: {_A_COLOUR}", value.place, f"write: {line}")


def _people(path: Path, node: Sequence) -> list[str]:
    """The authors, where a comma stands between a name and “RN and the next name”."""
    texts = [item.text for item in node.items if isinstance(item, Scalar)]
    is_people = path[-1:] == ("authors",) and len(texts) == len(node.items) and any(map(ends_a_name, texts))
    return names_of(", ".join(texts)) if is_people else []


def _groups(path: Path, node: Sequence) -> list[list[int]]:
    """Numbers of the items that belong together."""
    name = next((part for part in reversed(path) if isinstance(part, str)), "")
    texts = [item.text if isinstance(item, Scalar) and not item.style else "" for item in node.items]
    if len(texts) > 2 and all(map(str.isdecimal, texts)) and not all(len(text) == 3 for text in texts[1:]):
        return []
    if name in _SENTENCES and all(texts) and (found := joined(texts)):
        return _with_numbers(node, found)
    pairs = []
    for number, (first, second) in enumerate(pairwise(node.items)):
        if texts[number] and texts[number + 1]:
            credential = (
                name in _PEOPLE
                and (is_credential(texts[number + 1]) or ends_a_name(texts[number + 1]))
                and " " in texts[number]
            )
            if _is_cut(first, second) or credential or goes_on(texts[number + 1]):
                pairs.append([number, number + 1])
    return _chained(pairs)


def _with_numbers(node: Sequence, groups: list[list[int]]) -> list[list[int]]:
    known = {number for group in groups for number in group}
    cut = [[n, n + 1] for n, pair in enumerate(pairwise(node.items)) if _is_cut(*pair) and n + 1 not in known]
    return _chained(sorted([*groups, *cut]))


def _chained(groups: list[list[int]]) -> list[list[int]]:
    """Groups that share an item are one."""
    found: list[list[int]] = []
    for group in groups:
        if found and found[-1][-1] == group[0]:
            found[-1] += group[1:]
        else:
            found.append(list(group))
    return found


def _is_cut(first: Node, second: Node) -> bool:
    """`0,5 mg`, `(fish, nuts)`, `**calm, still**`."""
    if not isinstance(first, Scalar) or not isinstance(second, Scalar) or first.style or second.style:
        return False
    number = first.end + 1 == second.start and first.text[-1:].isdigit() and second.text[:1].isdigit()
    return number or any(_opens(first.text, *pair) and pair[1] in second.text for pair in _PAIRS)


def _opens(text: str, opening: str, closing: str) -> bool:
    if opening == closing:
        return text.count(opening) % 2 == 1
    return text.count(opening) > text.count(closing)


def _together(source: Source, node: Sequence, groups: list[list[int]]) -> str:
    """The list in brackets, with each group as one text in quotes."""
    last = {group[0]: group[-1] for group in groups}
    written, number = list[str](), 0
    while number < len(node.items):
        item, final = node.items[number], node.items[last.get(number, number)]
        raw = source.text[item.start : final.end]
        written.append(flow(" ".join(raw.split())) if number in last else raw or flow(plain(item)))
        number = last.get(number, number) + 1
    return f"[{', '.join(' '.join(one.split()) for one in written)}]"
