"""Lines that start as Markdown's do, with signs that YAML can't take: a picture, a quotation, a drawn line."""

from __future__ import annotations

import re

from carefold.reading.diagnose.flow import entry as yaml_entry
from carefold.reading.diagnose.flow import scalar
from carefold.reading.diagnose.stopped import Diagnosis, Halt

_RULE = re.compile(r"(?:\*[ \t]*){3,}")
_PICTURE = re.compile(r"!\[([^\[\]]*)\] ?\(\s*<?([^()\s<>]+)>?(?:\s+[\"“'][^)]*)?\)")
_QUOTATION = re.compile(r">{1,3} ?(?=[^\W\d_]|[“\"*])")
_OPENS_BLOCKS = re.compile(r" *(?:- +)*(?:blocks|keep|foot): *")


def of_a_start(halt: Halt, offset: int, entry: re.Match[str]) -> Diagnosis | None:
    """What is wrong with such a line, whose offset is given, and the line to write; None for other lines."""
    value, start, end = entry["value"], offset + entry.start("value"), offset + entry.end("value")
    if _RULE.fullmatch(value):
        message = "a line can't be drawn so; the signs would print."
        return halt.diagnosis(message, start, "remove the line.", (start, end))
    dash = "" if "-" in entry["lead"] or entry["key"] or not _is_first_block(halt, offset) else "- "
    key = f"{entry['key']}: " if entry["key"] else ""
    lead = f"{entry['lead'].strip()} " if entry["lead"].strip() else dash
    if (picture := _PICTURE.fullmatch(value)) and not key:
        put = yaml_entry("figure", {"image": picture[2], "alt": picture[1] or "…"})
        return halt.diagnosis("a picture is a block of its own.", start, f"write: {lead}{put}", (start, end))
    if quotation := _QUOTATION.match(value):
        below = re.compile(r"(?:\n *>{1,3} ?.*)*").match(halt.source.text, end)
        last = below.end() if below else end
        words = re.sub(r"\s*\n *>{1,3} ?", " ", value[quotation.end() :] + halt.source.text[end:last])
        rows = halt.source.text.count("\n", end, last) + 1
        where = f"in place of these {rows} lines, " if rows > 1 else ""
        hint = f"{where}write: {lead}{key}{scalar(words, inside=False)}"
        return halt.diagnosis("“>” marks nothing here; it would print.", start, hint, (start, last))
    return None


def _is_first_block(halt: Halt, offset: int) -> bool:
    """Whether a line stands right below the key of a list of blocks."""
    above = halt.source.text[:offset].rstrip()
    return bool(_OPENS_BLOCKS.fullmatch(above[above.rfind("\n") + 1 :]))
