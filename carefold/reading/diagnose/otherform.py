"""Values that have another form than their key takes."""

from __future__ import annotations

import re
from typing import Any

from pydantic import BaseModel

from carefold.model.blocks import KINDS
from carefold.model.field_spec import FieldSpec
from carefold.reading.diagnose.as_items import item_hint, made_list
from carefold.reading.diagnose.empty import AS_USUAL, is_none
from carefold.reading.diagnose.flow import OWN, entry, flow, plain
from carefold.reading.diagnose.head import of_the_head, of_the_root, phones_of
from carefold.reading.diagnose.known_keys import keys_at, model_at
from carefold.reading.diagnose.misnamed import no_block, value_hint
from carefold.reading.diagnose.quoting import line_with, quotes_hint, write_hint
from carefold.reading.diagnose.series import items_of, names_of
from carefold.reading.diagnose.spot import Error, Said, Spot, is_remark, remark
from carefold.reading.yaml.nodes import Map, Node, Scalar, Sequence


def none_of_the_blocks(_model: type[BaseModel], _error: Error, spot: Spot) -> Said:
    """What to say where a block should stand."""
    node = spot.node
    if isinstance(node, Sequence):
        items = plain(node)
        hint = f"write: {line_with(node.source, node.start, node.end, f'list: {flow(items)}')}"
        return "a list can't stand here without its block's name", hint if node.flow else "write `- list:` above it."
    return no_block(node) if isinstance(node, Map) else (f"{spot.name} must be a text or a block", "write a text.")


def _standing(node: Node) -> str:
    if isinstance(node, Scalar):
        return "a text stands here" if node.style != "json" else "something else stands here"
    return "a list stands here" if isinstance(node, Sequence) else "keys with values stand here"


def is_needed(model: type[BaseModel], error: Error) -> bool:
    """Whether the key of an error may not be left out."""
    where = model_at(model, error["loc"][:-1]) if error["loc"] else None
    fields = where.model_fields.values() if where else ()
    return where is None or any(field.alias == error["loc"][-1] and field.is_required() for field in fields)


def no_list(model: type[BaseModel], error: Error, spot: Spot) -> Said:
    """What to say where a list should stand."""
    message, node = f"{spot.name} must be a list, but {_standing(spot.node)}", spot.node
    name = spot.key.text if spot.key else ""
    if isinstance(node, Scalar) and node.text.endswith("]") and "[" not in node.text:
        return message, f"for the `[` before it, write: {line_with(node.source, node.start, node.start, '[')}"
    if hint := _own_form(spot) or _rows(spot):
        return message, hint
    if name == "sections" and not spot.number and isinstance(node, Map) and isinstance(node.entries[0][1], Sequence):
        return (
            message,
            f"write `- title: …` and below it `blocks:` in place of each title, such as `{node.entries[0][0].text}:`.",
        )
    if isinstance(node, Map) and name == "address" and spot.key and _all_texts(plain(node)):
        lines = [*plain(node).values()]
        put = flow(lines) if node.flow else entry(name, lines)
        return message, write_hint(node.source, node.start if node.flow else spot.key.start, node.end, put)
    if isinstance(node, Scalar) and is_none(node.text) and not is_needed(model, error):
        return f"{spot.name} has nothing in it", "remove the line."
    if (
        isinstance(node, Scalar)
        and not spot.number
        and (made_of_it := made_list(model_at(model, (*error["loc"], 0)), spot))
    ):
        return message, made_of_it
    if isinstance(node, Scalar) and not node.text.startswith("-"):
        items = names_of(node.text) if name in ("authors", "reviewers") else items_of(node.text)
        items = [node.text] if name in ("blocks", "keep", "foot") else items
        made = [{"title": one} for one in items] if name == "sections" else items
        return message, f"put brackets around it: {line_with(node.source, node.start, node.end, flow(made))}"
    return message, "put each item on a line of its own, after a dash and a space: `- item`."


def _all_texts(value: dict[str, Any]) -> bool:
    return bool(value) and all(isinstance(one, str) for one in value.values())


def _is_plain(node: Node) -> bool:
    return isinstance(node, Scalar) and not node.style and not node.is_empty


def _own_form(spot: Spot) -> str:
    """The hint with the right form of a block's value, where the value is all that is wrong."""
    if spot.number or spot.key is None or spot.key.text not in KINDS or not isinstance(spot.parent, Map):
        return ""
    return value_hint(spot.parent, spot.key)


def _rows(spot: Spot) -> str:
    """The hint that makes rows of cells in one row, or of maps by the header's words; empty where they are neither."""
    rows, cells = spot.parent, plain(spot.parent) if isinstance(spot.parent, Sequence) else []
    if not (spot.number and spot.key and spot.key.text == "rows" and isinstance(rows, Sequence) and rows.flow):
        return ""
    if all(isinstance(cell, str) for cell in cells):
        return write_hint(rows.source, rows.start, rows.end, flow([cells]))
    if all(isinstance(row, dict) and all(isinstance(cell, str) for cell in row.values()) for row in cells):
        return write_hint(rows.source, rows.start, rows.end, flow([[*row.values()] for row in cells]))
    return ""


def no_map(model: type[BaseModel], error: Error, spot: Spot) -> Said:
    """What to say where keys with values should stand."""
    message, node = f"{spot.name} must have keys with values, but {_standing(spot.node)}", spot.node
    allowed, where = keys_at(model, error["loc"]), model_at(model, error["loc"])
    if hint := _own_form(spot):
        return message, hint
    if spot.number and isinstance(node, Scalar) and (hint := item_hint(where, spot)):
        return message, hint
    if not spot.number and isinstance(node, Scalar) and is_none(node.text) and not is_needed(model, error):
        return f"{spot.name} has nothing in it", "remove the line."
    if hint := _first_key(spot) or _named(spot, where) or of_the_head(spot):
        return message, hint
    if not error["loc"] and (said := of_the_root(node)):
        return said
    first = "title" if "main-point" in allowed else next(iter(allowed), "")
    example = f"{first}: …" if first else "key: value"
    glued = re.match(r"([\w-]+):(\S.*)", node.text) if isinstance(node, Scalar) else None
    hint = f"put a space after the colon: `{glued[1]}: {glued[2]}`." if glued else f"write keys, such as `{example}`."
    return message, hint


_FIRST_KEYS = {"reading-grade": "aim", "mail": "from", "contact": "phone", "colours": "primary"}
"""Which key a lone value belongs to."""


def _first_key(spot: Spot) -> str:
    """The hint that puts a lone value below its key, or gives each code of a list a severity."""
    name, node = spot.key.text if spot.key and not spot.number else "", spot.node
    if name == "contact" and isinstance(node, Scalar) and node.text.lower() in AS_USUAL.split():
        return f"for the clinic's card, write: {line_with(node.source, node.start, node.end, '')}"
    if name in _FIRST_KEYS and isinstance(node, Scalar) and ":" not in node.text:
        return write_hint(node.source, node.start, node.end, flow({_FIRST_KEYS[name]: node.text}))
    if name == "findings" and isinstance(node, Sequence) and node.flow and all(map(_is_plain, node.items)):
        made = dict.fromkeys(plain(node), "hint")
        line = write_hint(node.source, node.start, node.end, flow(made))
        return f"say for each what it is to be (error, warning, hint or off), and {line}"
    return ""


def _named(spot: Spot, where: type[BaseModel] | None) -> str:
    """The hint with a field's label, or with what belongs to each name of a list; empty for others."""
    name, node = spot.key.text if spot.key and not spot.number else "", spot.node
    if where is FieldSpec and isinstance(node, Scalar):
        return write_hint(node.source, node.start, node.end, flow({"label": node.text}))
    if name in _OF_EACH and isinstance(node, Sequence) and node.flow and all(map(_is_plain, node.items)):
        line = write_hint(node.source, node.start, node.end, flow(dict.fromkeys(plain(node), _OF_EACH[name])))
        return f"put your own words in place of {OWN}, and {line}"
    return ""


_OF_EACH: dict[str, Any] = {"fields": {"label": OWN}, "accept": OWN}
"""What stands behind each name of a map."""


def no_text(model: type[BaseModel], error: Error, spot: Spot) -> Said:
    """What to say where a text should stand."""
    node = spot.node
    if isinstance(node, Sequence) and spot.key and not spot.number and "blocks" in keys_at(model, error["loc"][:-1]):
        put = entry("blocks", [{"list": plain(node)}])
        hint = write_hint(node.source, spot.key.start, node.end, put, "write `blocks:`, and below it a list.")
        return f"{spot.name} must be a text, but a list stands here", hint
    if hint := phones_of(spot):
        return f"{spot.name} takes one number", hint
    if isinstance(node, Map) and is_remark(node):
        return remark(node)
    hint = "write one text."
    if isinstance(node, Map) and spot.key and spot.key.text == "hours" and _all_texts(plain(node)):
        text = ", ".join(f"{key} {one}" for key, one in plain(node).items())
        put = entry("hours", text) if not node.flow else flow(text)
        start = node.start if node.flow else spot.key.start
        return f"{spot.name} must be a text, but {_standing(node)}", write_hint(node.source, start, node.end, put)
    if (
        isinstance(node, Map)
        and spot.number
        and node.flow
        and all(isinstance(one, str) for one in plain(node).values())
    ):
        text = ", ".join(plain(node).values())
        hint = write_hint(node.source, node.start, node.end, flow(text), hint)
    if isinstance(node, Sequence) and spot.key and spot.key.text == "language" and node.items:
        first = plain(node)[0]
        line = write_hint(node.source, node.start, node.end, flow(first))
        return (
            f"{spot.name} must be a text, but {_standing(node)}",
            f"each language is a file of its own, such as NAME.es.yaml; {line}",
        )
    if isinstance(node, Sequence) and node.flow and len(node.items) > 1 and all(map(_is_plain, node.items)):
        text = ", ".join(plain(node))
        return f"{spot.name} must be a text, but {_standing(node)}", write_hint(
            node.source, node.start, node.end, flow(text), "put quotes around it, in place of the brackets."
        )
    if isinstance(node, Sequence) and node.flow:
        hint = f"write one text. If this is one, {quotes_hint(node.source, node.start, node.end)}"
    return f"{spot.name} must be a text, but {_standing(node)}", hint
