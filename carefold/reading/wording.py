"""pydantic's errors in an author's words."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from pydantic import BaseModel

from carefold.errors import Place, Problem
from carefold.model.blocks import KINDS
from carefold.model.brand import Brand
from carefold.reading.keys import EXAMPLES
from carefold.reading.nodes import Map, Node, Scalar, Sequence
from carefold.reading.quoting import line_with, quotes_hint
from carefold.reading.shapes import keys_at, nearest

Error: TypeAlias = Mapping[str, Any]
Said: TypeAlias = tuple[str, str]
"""A message and a hint."""

_NO_INCLUDE = ("`include` can't stand here", "it brings in blocks: write `- include: …` below a section's `blocks:`.")
_CALLOUT = ("`kind` is no block", "write `- callout:`, and below it these keys, two spaces to the right.")


@dataclass(frozen=True, slots=True)
class Spot:
    """A node, the key that it or its list stands under, what holds it, and its number from 1 in a list."""

    node: Node
    loc: tuple[str | int, ...]
    key: Scalar | None = None
    parent: Node | None = None
    number: int = 0

    @property
    def name(self) -> str:
        """How a message calls it."""
        name = f"`{self.key.text}`" if self.key else "the list" if self.number else "the file"
        return f"item {self.number} of {name}" if self.number else name

    @property
    def nothing(self) -> bool:
        """Whether the author wrote no value."""
        return isinstance(self.node, Scalar) and self.node.is_empty


def wording(model: type[BaseModel], error: Error, spot: Spot) -> Problem:
    """The problem of one pydantic error; its place is the key's for what is wrong with a key, else the value's."""
    say = _SAYINGS.get(error["type"], _other)
    if spot.nothing and error["type"] not in ("missing", "extra_forbidden"):
        say = _no_value
    message, hint = say(model, error, spot)
    return Problem(message if message.endswith((".", "?", "!")) else f"{message}.", _place(error, spot), hint)


def _place(error: Error, spot: Spot) -> Place:
    whole = error["type"] == "wrong" and not isinstance(spot.node, Scalar) and spot.number == 0
    on_key = error["type"] == "extra_forbidden" or (spot.nothing and not spot.number) or spot.loc[-1:] == ("[key]",)
    own = bool(error.get("ctx", {}).get("at"))
    return spot.key.place if spot.key and (on_key or (whole and own)) else spot.node.place


def split_hint(text: str) -> Said:
    """A message and the hint inside it."""
    message, _, hint = text.partition(" Hint: ")
    return message, hint


def _no_value(_model: type[BaseModel], _error: Error, spot: Spot) -> Said:
    return f"{spot.name} has no value", "write it after the colon, or remove the line."


def _missing(model: type[BaseModel], error: Error, spot: Spot) -> Said:
    key = error["loc"][-1]
    if model is Brand and key == "disclaimer":
        return "`disclaimer` is missing", "add `disclaimer: This handout is general education. …`."
    if isinstance(key, int):
        return f"{spot.name} needs one value more", "look at how many belong there."
    return f"`{key}` is missing", f"add `{EXAMPLES.get(key, f'{key}: …')}`."


def _extra(model: type[BaseModel], error: Error, spot: Spot) -> Said:
    key, allowed = str(error["loc"][-1]), keys_at(model, error["loc"][:-1])
    if isinstance(spot.parent, Map) and _is_remark(spot.parent) and not nearest(key, allowed):
        return _remark(spot.parent)
    if key == "kind" and "when" in allowed:
        return _CALLOUT
    if key == "include" and not ("when" in allowed and any(kind in allowed for kind in KINDS)):
        return _NO_INCLUDE
    if key in KINDS and "when" in allowed:
        return (
            f"`{key}` is a block of its own",
            f"put `- ` before it, and line it up with the `- ` above: `- {key}: …`.",
        )
    return f"unknown key `{key}`", _meant(key, allowed)


def meant_key(model: type[BaseModel], error: Error) -> str:
    """The allowed key that an unknown one was probably meant to be, or nothing."""
    return nearest(str(error["loc"][-1]), keys_at(model, error["loc"][:-1]))


def _meant(written: str, allowed: tuple[str, ...]) -> str:
    if near := nearest(written, allowed):
        return f"did you mean `{near}`?"
    return f"the keys allowed here are {', '.join(f'`{key}`' for key in allowed)}." if allowed else "remove it."


def _is_remark(node: Node) -> bool:
    """Whether a map may be a text with a colon: one key that is no block's, and a text."""
    if not isinstance(node, Map) or len(node.entries) != 1:
        return False
    key, value = node.entries[0]
    return key.text not in KINDS and isinstance(value, Scalar)


def _remark(node: Map) -> Said:
    """`- Note: bring your card` without quotes."""
    key = node.entries[0][0].text
    return f"`{key}:` was read as a key, not as text", quotes_hint(node.source, node.start, node.entries[0][1].end)


def _no_block(_model: type[BaseModel], _error: Error, spot: Spot) -> Said:
    node = spot.node
    if isinstance(node, Sequence):
        return "a list can't stand here without its block's name", "write `- list:` and the list below it."
    if not isinstance(node, Map):
        return f"{spot.name} must be a text or a block", "write a text."
    written = tuple(key.text for key, _ in node.entries)
    if "kind" in written:
        return _CALLOUT
    key, near = next(((key, near) for key in written if (near := nearest(key, KINDS))), ("", ""))
    if near and not (_is_remark(node) and " " in key):
        hint = f"did you mean `{near}`?"
        return f"`{key}` is no block", f"{hint} If it is text, {_remark(node)[1]}" if _is_remark(node) else hint
    if _is_remark(node):
        return _remark(node)
    return f"`{', '.join(written)}` is no block", f"the blocks are {', '.join(f'`{kind}`' for kind in KINDS)}."


def _standing(node: Node) -> str:
    if isinstance(node, Scalar):
        return "a text stands here" if node.style != "json" else "something else stands here"
    return "a list stands here" if isinstance(node, Sequence) else "keys with values stand here"


def _list(_model: type[BaseModel], _error: Error, spot: Spot) -> Said:
    hint = "put each item on a line of its own, after a dash and a space: `- item`."
    node = spot.node
    if isinstance(node, Scalar) and not re.search(r"[:#\n\[\]{}]|^[-–—•·*]", node.text):
        bracketed = line_with(node.source, node.start, node.end, f"[{node.text}]")
        hint = f"put brackets around it, and commas between items: {bracketed}"
    elif isinstance(node, Scalar) and node.text.endswith("]"):
        hint = f"put `[` before it: {line_with(node.source, node.start, node.start, '[')}"
    return f"{spot.name} must be a list, but {_standing(spot.node)}", hint


def _keys(model: type[BaseModel], error: Error, spot: Spot) -> Said:
    allowed = keys_at(model, error["loc"])
    example = f"{allowed[0]}: …" if allowed else "key: value"
    glued = re.match(r"([\w-]+):(\S.*)", spot.node.text) if isinstance(spot.node, Scalar) else None
    hint = f"put a space after the colon: `{glued[1]}: {glued[2]}`." if glued else f"write keys, such as `{example}`."
    return f"{spot.name} must have keys with values, but {_standing(spot.node)}", hint


def _text(_model: type[BaseModel], _error: Error, spot: Spot) -> Said:
    node = spot.node
    if isinstance(node, Map) and _is_remark(node):
        return _remark(node)
    hint = "write one text."
    if isinstance(node, Sequence) and node.flow:
        hint = f"write one text. If this is one, {quotes_hint(node.source, node.start, node.end)}"
    return f"{spot.name} must be a text, but {_standing(node)}", hint


def _literal(_model: type[BaseModel], error: Error, spot: Spot) -> Said:
    if not isinstance(spot.node, Scalar):
        return _text(_model, error, spot)
    allowed = tuple(re.findall("'([^']*)'", error["ctx"]["expected"]))
    near = nearest(spot.node.text, allowed)
    listed = f"write {', '.join(allowed[:-1])} or {allowed[-1]}." if allowed[1:] else f"write {allowed[0]}."
    hint = f"did you mean `{near}`?" if near else listed
    return f"{spot.name} can't be “{spot.node.text}”", hint


def _too_short(model: type[BaseModel], error: Error, spot: Spot) -> Said:
    if isinstance(spot.node, Scalar):
        return _no_text(model, error, spot)
    least = error["ctx"]["min_length"]
    if least > 1:
        return f"{spot.name} needs at least {least} entries", "add what is missing."
    return f"{spot.name} is empty", "write at least one entry, or remove it where it isn't needed."


def _too_long(_model: type[BaseModel], error: Error, spot: Spot) -> Said:
    most = error["ctx"]["max_length"]
    return f"{spot.name} has more than {most} entries", "remove some, or share them out."


def _no_text(_model: type[BaseModel], _error: Error, spot: Spot) -> Said:
    return f"{spot.name} has no text", "write it, or remove the line."


def _bound(_model: type[BaseModel], error: Error, spot: Spot) -> Said:
    (kind, limit), *_ = ((key, value) for key, value in error["ctx"].items() if key in ("ge", "gt", "le", "lt"))
    text = spot.node.text if isinstance(spot.node, Scalar) else ""
    unit = "pt" if text[-1:].isalpha() else ""
    size = "small" if kind in ("ge", "gt") else "large"
    words = {"ge": "at least", "gt": "more than", "le": "at most", "lt": "less than"}[kind]
    return f"{spot.name} is too {size}: {text}", f"it must be {words} {limit:g}{unit}."


def _alone(_model: type[BaseModel], _error: Error, spot: Spot) -> Said:
    return f"{spot.name} takes no value", "write nothing after its colon."


def _value(model: type[BaseModel], error: Error, spot: Spot) -> Said:
    """A ValueError of carefold's own; its text may have a hint."""
    if not isinstance(spot.node, Scalar):
        return _text(model, error, spot)
    message, hint = split_hint(str(error["ctx"]["error"]))
    if message == "has no text":
        return _no_text(model, error, spot)
    return f"{spot.name}: {message}", hint


def _wrong(_model: type[BaseModel], error: Error, _spot: Spot) -> Said:
    return split_hint(error["ctx"]["message"])


def _other(_model: type[BaseModel], error: Error, spot: Spot) -> Said:
    return f"{spot.name}: {error['msg'][:1].lower()}{error['msg'][1:]}", ""


_SAYINGS: dict[str, Callable[[type[BaseModel], Error, Spot], Said]] = {
    "missing": _missing,
    "extra_forbidden": _extra,
    "union_tag_not_found": _no_block,
    "union_tag_invalid": _no_block,
    "tuple_type": _list,
    "list_type": _list,
    "model_type": _keys,
    "model_attributes_type": _keys,
    "dict_type": _keys,
    "string_type": _text,
    "is_instance_of": _text,
    "literal_error": _literal,
    "too_short": _too_short,
    "too_long": _too_long,
    "string_too_short": _no_text,
    "greater_than_equal": _bound,
    "greater_than": _bound,
    "less_than_equal": _bound,
    "less_than": _bound,
    "none_required": _alone,
    "value_error": _value,
    "wrong": _wrong,
}
