"""Values that nobody wrote, and words that stand for those that are still to be written."""

from __future__ import annotations

import re
from collections.abc import Iterator

from carefold.diagnostics.finding import Finding
from carefold.model.handout import Handout
from carefold.reading.diagnose.flow import OWN
from carefold.reading.diagnose.quoting import line_quoted
from carefold.reading.yaml.nodes import Map, Node, Path, Scalar

_PLACEHOLDER = re.compile(r"(?:T(?:ODO|B[AD])|FIX(?:ME)|X{3,9})(?::.{0,60}|\W*)|[Ll]orem ipsum\b.*", re.DOTALL)
_DOTS = re.compile(r"(?:https://)?(?:…(?: \d+)?|\.\.\.)")
OF_DOTS = "stands here for words of your own."
_NONE = "none no not false off nil null n/a na - – — ~ 0 ninguno ninguna nada"
_ENTITY = re.compile(r"&#?\w+;")
_LETTER = re.compile(r"[^\W\d_]")
AS_USUAL = "true yes on sí usual standard"
"""What stands for “as always”."""
_THE_CLINICS = "write `disclaimer: default` for the clinic's, or a text of its own."
_ONLY_IN_BRANDS = {"name", "contact", "colours"}
_NEEDED = frozenset(field.alias or name for name, field in Handout.model_fields.items() if field.is_required())


_MAY_BE_LEFT_OUT = ("subtitle", "tagline", "emergency", "formats")
MAY_BE_EMPTY = ("address", "contact", "page-break")
"""Blocks that take no value, or need none."""


def empty_hint(key: str) -> str:
    """What to do about a key without a value."""
    if key == "disclaimer":
        return f"{_THE_CLINICS[:-1]}; in brand.yaml, write the text itself."
    if key == "blocks":
        return "add a line below it, two columns further to the right: `- ` and a text or a block."
    return "write it after the colon." if key in _NEEDED else "write it after the colon, or remove the line."


def no_disclaimer(root: Node) -> Iterator[Finding]:
    """`disclaimer: none` in a handout, and in a brand, where `default` is none either."""
    entry = root.entry("disclaimer") if isinstance(root, Map) else None
    if entry is None or not isinstance(entry[1], Scalar) or not isinstance(root, Map):
        return
    text = entry[1].text.strip()
    is_brand = bool(_ONLY_IN_BRANDS & root.named.keys())
    if is_none(text) or (is_brand and text.lower().rstrip(".") == "default"):
        message = f"a disclaimer can't be left out, and “{text}” would be printed."
        hint = "write what the clinic says below each handout." if is_brand else _THE_CLINICS
        yield Finding(message, entry[1].place, hint)
    elif text.lower().rstrip(".") == "default" != text:
        yield Finding(f"“{text}” would be printed.", entry[1].place, "write `disclaimer: default` for the clinic's.")
    elif text.lower().rstrip(".") in AS_USUAL.split() or not _is_worded(text):
        message = f"“{text}” is no disclaimer, and would be printed."
        hint = "write what the clinic says below each handout." if is_brand else "write `default` for the clinic's."
        yield Finding(message, entry[1].place, hint)


def _is_worded(text: str) -> bool:
    """Whether a text has a letter; dots are told of as such."""
    return not text or bool(_DOTS.fullmatch(text) or _LETTER.search(_ENTITY.sub("", text)))


def is_none(text: str) -> bool:
    """Whether a text says that there is nothing: none, N/A, a dash."""
    return text.strip().lower().rstrip(".") in _NONE.split()


def unwritten(path: Path, node: Scalar) -> Iterator[Finding]:
    """A text that is no text yet: dots of a hint, `TBD`."""
    text = node.text.strip()
    if text in ("~", "null", "NULL", "Null") and not node.style and path != ("disclaimer",):
        line = line_quoted(node.source, node.start, node.end)
        hint = f"remove it, or write what belongs there; for the word itself, put quotes around it: {line}"
        yield Finding(f"`{text}` stands here, and is no text.", node.place, hint)
    if len(path) == 1 and path[0] in _MAY_BE_LEFT_OUT and node.text and is_none(node.text):
        yield Finding(f"`{path[0]}` has nothing in it, and “{text}” would be printed.", node.place, "remove the line.")
    if "rows" in path:
        return
    if _DOTS.fullmatch(text):
        yield Finding(f"`{text}` {OF_DOTS}", node.place, f"write them in place of {OWN}")
    elif _PLACEHOLDER.fullmatch(text):
        word, _, asked = " ".join(text.split()).partition(" ")
        stop = "" if asked.endswith(("…", "?", ".")) else "."
        hint = f"write it: {asked}{stop}" if word.endswith(":") and asked else "write it."
        yield Finding(f"`{word}` stands here for a text that is still to be written.", node.place, hint)
