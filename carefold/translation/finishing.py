"""A translation that is up to date says so: from which version, and what its original's texts are."""

from __future__ import annotations

from collections.abc import Sequence

from carefold.reading.yaml.nodes import Map
from carefold.translation.files import Written
from carefold.translation.sheet import Edits, Sheet, end_of, goes_on, is_comment, quoted
from carefold.translation.skeleton import TEXTS, remembered
from carefold.translation.updating import label_of


def with_digests(sheet: Sheet, digests: Sequence[str], version: str | None = None) -> str:
    """The file with what it remembers of its original, and the version that it was made from if that is another."""
    edits, root = Edits(sheet.source.text), sheet.root
    if version is not None:
        _set_version(edits, sheet, version)
    if entry := root.entry(TEXTS):
        edits.replace(entry[0].start, end_of(entry[1]), remembered(tuple(digests)).rstrip("\n"))
        return edits.applied()
    text = edits.applied().rstrip("\n")
    return f"{text}\n\n{remembered(tuple(digests))}"


def _set_version(edits: Edits, sheet: Sheet, version: str) -> None:
    root: Map = sheet.root
    if entry := root.entry("translated-from"):
        edits.replace(entry[1].start, end_of(entry[1]), quoted(version))
    else:
        edits.insert(sheet.next_line(end_of(root.named["version"][1])), f"translated-from: {quoted(version)}\n")


def without_marks(text: str, language: str) -> str:
    """The file without what was marked as changed: `# en now: …` becomes `# en: …`, in place of what that said."""
    label, made = label_of(language), list[str]()
    lines = text.split("\n")
    number = 0
    while number < len(lines):
        line = lines[number]
        if not is_comment(line, label):
            made.append(line)
            number += 1
            continue
        _drop_last(made, language)
        block = [line.replace(f"# {label}: ", f"# {language}: ", 1)]
        number += 1
        while number < len(lines) and goes_on(lines[number], label):
            block.append(lines[number].replace(" " * len(" now"), "", 1))
            number += 1
        made += block
    return "\n".join(made)


def without_old_marks(text: str, language: str) -> str:
    """The file without what an update marked, for the next one."""
    label, made, inside = label_of(language), list[str](), False
    for line in text.split("\n"):
        inside = is_comment(line, label) or (inside and goes_on(line, label))
        if not inside:
            made.append(line)
    return "\n".join(made)


def _drop_last(lines: list[str], language: str) -> None:
    """Take the comment off that says what the text was before, right above."""
    at = len(lines)
    while at and goes_on(lines[at - 1], language) and not is_comment(lines[at - 1], language):
        at -= 1
    if at and is_comment(lines[at - 1], language):
        del lines[at - 1 :]


def current_digests(twin: Written, original: Written, now: Sequence[str], done: Sequence[int]) -> tuple[str, ...]:
    """What a translation remembers once some of its texts are of the original as it is; `done` are their numbers."""
    known = str(twin.handout.translated_texts or "").split()
    if len(known) != len(twin.texts):
        known = ["0" * 8] * len(twin.texts)
    ways = {one.way: digest for one, digest in zip(original.texts, now, strict=True)}
    for number in done:
        known[number] = ways.get(twin.texts[number].way, known[number])
    return tuple(known)
