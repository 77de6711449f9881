"""A file's text, safely read, that knows the line and column of each character."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from pathlib import Path

from carefold.diagnostics.carefold_error import CarefoldError
from carefold.diagnostics.finding import Finding
from carefold.diagnostics.place import Place
from carefold.model.widthless import HARMFUL
from carefold.reading.diagnose.filekinds import WORD, is_utf16, other_kind

MAX_BYTES = 1 << 20

UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")
REFUSED = re.compile(f"{UNPRINTABLE.pattern[:-1]}{HARMFUL}]")
"""What may not stand in a file, nor be written in one as an escape."""
_SPACES_ALIKE = re.compile(r"^ *([\u00a0\u1680\u2000-\u200b\u202f\u205f\u3000])", re.MULTILINE)


@dataclass(frozen=True)
class Source:
    """Text with `\\n` line ends; `shown` is the file's name in messages."""

    shown: str
    text: str

    @cached_property
    def starts(self) -> tuple[int, ...]:
        """The offset at which each line starts."""
        return (0, *(match.end() for match in re.finditer("\n", self.text)))

    def place(self, offset: int) -> Place:
        """The line and column of a character."""
        line = bisect_right(self.starts, offset)
        return Place(self.shown, line, offset - self.starts[line - 1] + 1)

    def line_span(self, offset: int) -> tuple[int, int]:
        """Where the line of a character starts and ends, without its line end."""
        start = self.starts[bisect_right(self.starts, offset) - 1]
        end = self.text.find("\n", start)
        return start, len(self.text) if end < 0 else end


def _fault(shown: str, message: str, hint: str) -> CarefoldError:
    return CarefoldError(Finding(message, Place(shown), hint))


def read_bytes(path: Path, shown: str, limit: int = MAX_BYTES) -> bytes:
    """A regular file's bytes; CarefoldError when it is missing, no file, unreadable or larger than `limit` bytes."""
    try:
        if path.is_dir():
            raise _fault(shown, "this is a folder, not a file.", "name a file in it.")
        if not path.is_file():
            raise _fault(shown, "there is no such file.", "look at the name and the folder.")
        with path.open("rb") as file:
            data = file.read(limit + 1)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "the name is not valid"
        raise _fault(shown, f"the file can't be read ({reason}).", "ask who may open it.") from None
    if len(data) > limit:
        raise _fault(shown, f"the file is larger than {limit >> 20} MiB.", "share it out over several files.")
    return data


def decode(data: bytes, shown: str) -> Source:
    """The text of UTF-8 bytes, with or without a byte order mark, with any line ends."""
    if kind := other_kind(data):
        hint = "write the words into a text file, with an editor such as Notepad or TextEdit; docs/format.md shows how."
        if kind == WORD:
            file = f"{Path(shown).name.split('.')[0]}.docx"
            hint = f"name it {file}, put it beside the folder handouts, and write `carefold import {file}`."
        raise _fault(shown, f"this is {kind}, not a text file.", hint)
    if is_utf16(data):
        hint = "save it with the encoding UTF-8 in your editor, not with Unicode or UTF-16."
        raise _fault(shown, "the file is not UTF-8 text.", hint)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        # The decoder has dropped the mark, and counts from behind it.
        before = _lines_joined(error.object[: error.start].decode("utf-8", "replace"))
        place = Source(shown, before).place(len(before))
        message = "the file is not UTF-8 text."
        raise CarefoldError(Finding(message, place, "save it with the encoding UTF-8 in your editor.")) from None
    return Source(shown, _lines_joined(text))


def _lines_joined(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def check_characters(source: Source) -> None:
    """Refuse tabs, control characters and indentation with spaces that are none."""
    problems = [*_tabs(source), *_look_alikes(source), *_unprintable(source)]
    if problems:
        raise CarefoldError(sorted(problems, key=lambda problem: problem.place))


def _tabs(source: Source) -> Iterable[Finding]:
    offsets = [match.end() - 1 for match in re.finditer(r"^[^\t\n]*\t", source.text, re.MULTILINE)]
    if not offsets:
        return
    more = f" (and so in {len(offsets) - 1} more)" if len(offsets) > 1 else ""
    start, _ = source.line_span(offsets[0])
    if source.text[start : offsets[0]].strip():
        yield Finding(f"a tab stands here{more}.", source.place(offsets[0]), "type a space instead.")
    else:
        hint = "indent with spaces, two for each level."
        yield Finding(f"this line is indented with a tab{more}.", source.place(offsets[0]), hint)


def _look_alikes(source: Source) -> Iterable[Finding]:
    for match in islice(_SPACES_ALIKE.finditer(source.text), 20):
        message = f"this looks like a space, but is another character (U+{ord(match[1]):04X})."
        yield Finding(message, source.place(match.start(1)), "delete it, and indent with spaces.")


def _unprintable(source: Source) -> Iterable[Finding]:
    for match in islice(REFUSED.finditer(source.text), 20):
        message = f"a character that can't be printed stands here (U+{ord(match[0]):04X})."
        yield Finding(message, source.place(match.start()), "delete it.")
