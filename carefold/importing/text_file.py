"""Text files as people have them: UTF-8, UTF-16 or Windows-1252."""

from __future__ import annotations

import codecs

from carefold.diagnostics.carefold_error import CarefoldError
from carefold.diagnostics.finding import Finding
from carefold.diagnostics.place import Place
from carefold.importing.arranged import is_short, starts_item
from carefold.importing.material import Grid, Heading, Material, Paragraph, Piece, Run
from carefold.reading.diagnose.filekinds import is_utf16

_MARKS = ((codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF32_BE, "utf-32"), (codecs.BOM_UTF16_LE, "utf-16"),
          (codecs.BOM_UTF16_BE, "utf-16"))  # fmt: skip


def text_of(data: bytes, shown: str) -> str:
    """The text of bytes, with `\\n` line ends; CarefoldError for what is no text."""
    encoding = next((name for mark, name in _MARKS if data.startswith(mark)), "utf-8-sig")
    if encoding == "utf-8-sig" and is_utf16(data):
        encoding = "utf-16-be" if data[:1] == b"\0" else "utf-16-le"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        text = data.decode("cp1252", "replace") if encoding == "utf-8-sig" else "\0"
    if "\0" in text or "\ufffd" in text:
        hint = "Save it as text with the encoding UTF-8, or as a Word document (.docx)."
        raise CarefoldError(Finding("this is no text file.", Place(shown), hint))
    return text.replace("\r\n", "\n").replace("\r", "\n")


def read_text(text: str) -> Material:
    """The pieces of plain text: paragraphs between empty lines, and short lines that stand alone as headings."""
    blocks = [[line for line in block.split("\n") if line.strip()] for block in _apart(text)]
    blocks = [block for block in blocks if block]
    made = Material()
    for at, lines in enumerate(blocks):
        made.pieces += _pieces(lines, first=at == 0, followed=at + 1 < len(blocks))
    titles = [piece for piece in made.pieces if isinstance(piece, Heading) and piece.level]
    if titles:
        made.to_do.append("titles of sections: taken from short lines that stand alone; look at them")
    return made


def _apart(text: str) -> list[str]:
    """What stands between empty lines."""
    return "\n".join("" if not line.strip() else line for line in text.split("\n")).split("\n\n")


def _pieces(lines: list[str], *, first: bool, followed: bool) -> list[Piece]:
    if len(lines) > 1 and set(lines[1].strip()) <= set("=-_*~") and len(lines[1].strip()) > 2:  # underlined
        title: Piece = Heading(0 if first else 1, (Run(lines[0].strip()),))
        return [title, *(_pieces(lines[2:], first=False, followed=True) if lines[2:] else [])]
    if all(set(line.strip()) <= set("=-_*~# ") for line in lines):
        return []
    if len(lines) > 1 and len({line.count("\t") for line in lines}) == 1 and "\t" in lines[0]:
        return [Grid(tuple(tuple((Run(cell.strip()),) for cell in line.split("\t")) for line in lines))]
    if len(lines) == 1 and followed and not starts_item(lines[0]) and is_short(lines[0].strip().rstrip(":")):
        return [Heading(0 if first else 1, (Run(lines[0].strip().rstrip(":")),))]
    return [Paragraph((Run(text),)) for text in _joined(lines)]


def _joined(lines: list[str]) -> list[str]:
    """Lines of a paragraph joined; a line that starts an item stands alone."""
    made: list[str] = []
    for line in lines:
        if made and not starts_item(line):
            made[-1] += f" {line.strip()}"
        else:
            made.append(line.strip())
    return made
