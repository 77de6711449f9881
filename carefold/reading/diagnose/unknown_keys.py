"""Keys that are missing, and keys that nobody knows."""

from __future__ import annotations

import re

from pydantic import BaseModel

from carefold.model.block import Block
from carefold.model.blocks import KINDS
from carefold.model.brand import Brand
from carefold.model.handout import Handout, Section
from carefold.model.lists import Step
from carefold.model.reference import Reference
from carefold.reading.diagnose.aliases import CALLOUTS, block_meant, key_meant
from carefold.reading.diagnose.as_items import reference_key_hint
from carefold.reading.diagnose.flow import flow, plain
from carefold.reading.diagnose.head import elsewhere
from carefold.reading.diagnose.known_keys import keys_at, model_at, nearest, words_at
from carefold.reading.diagnose.misnamed import block_hint, list_below_hint, no_block
from carefold.reading.diagnose.quoting import write_hint
from carefold.reading.diagnose.spot import Error, Said, Spot, either, is_remark, remark
from carefold.reading.keys import EXAMPLES
from carefold.reading.yaml.nodes import Map, Node, Scalar, Sequence

_CONTACT = keys_at(Brand, ("contact",))
_NO_INCLUDE = ("`include` can't stand here", "it brings in blocks: write `- include: …` below a section's `blocks:`.")

_NO_BRAND = "the brand is brand.yaml beside handouts/, or one of brands/ that `--brand NAME` or project.yaml names."
_NO_ICON = (
    "`icon` can't stand beside a block's name",
    "it stands beside a section's `title`, in a callout, a step or a fact, or in a list: `- {icon: walk, text: …}`.",
)


def missing(model: type[BaseModel], error: Error, spot: Spot) -> Said:
    """What to say of a key that is needed and not there."""
    key = error["loc"][-1]
    if model is Brand and key == "disclaimer":
        return "`disclaimer` is missing", "add `disclaimer: …`, and say in place of … that this is general education."
    if isinstance(key, int):
        return f"{spot.name} needs one value more", "look at how many belong there."
    where = model_at(model, error["loc"][:-1])
    if where and issubclass(where, Reference):
        return f"`{key}` is missing", reference_key_hint(key, spot.node)
    table = spot.node
    if key == "header" and isinstance(table, Map) and table.entry("columns") and not table.entry("rows-from"):
        return "`header` is missing", "write `header:` in place of `columns:`."
    if words := words_at(model, error["loc"]):
        return f"`{key}` is missing", f"add `{key}: {words[0]}`, or with {either(words[1:])}."
    return f"`{key}` is missing", EXAMPLES.get(key, f"add `{key}: …`.")


def unknown(model: type[BaseModel], error: Error, spot: Spot) -> Said:
    """What to say of a key that has no place where it stands."""
    key, allowed = str(error["loc"][-1]), keys_at(model, error["loc"][:-1])
    where = model_at(model, error["loc"][:-1])
    is_block = where is not None and issubclass(where, Block)
    if where is Step and isinstance(spot.parent, Map) and is_remark(spot.parent) and not meant_key(model, error):
        made = {"title": key, "text": plain(spot.parent)[key]}
        hint = write_hint(spot.parent.source, spot.parent.start, spot.parent.end, flow(made))
        return f"`{key}` is no key of a step", hint
    is_whole = len(error["loc"]) == 1  # a file of one key is no text
    if isinstance(spot.parent, Map) and is_remark(spot.parent) and not (is_whole or meant_key(model, error)):
        return remark(spot.parent)
    if key in ("kind", "type") and is_block and isinstance(spot.parent, Map):
        return no_block(spot.parent)
    if key == "icon" and is_block and isinstance(spot.parent, Map) and any(map(spot.parent.entry, KINDS)):
        return _NO_ICON
    if is_block and isinstance(spot.parent, Map) and block_meant(key) and key not in KINDS:
        return no_block(spot.parent)
    if is_block and isinstance(spot.parent, Map) and (hint := block_hint(spot.parent)):
        return f"`{key}` belongs into the block, not beside its name", hint
    if key == "include" and not (is_block and any(kind in allowed for kind in KINDS)):
        return _NO_INCLUDE
    if key in KINDS and is_block:
        return (
            f"`{key}` is a block of its own",
            f"put `- ` before it, and line it up with the `- ` above: `- {key}: …`.",
        )
    if where in (Section, Handout) and block_meant(key) and not meant_key(model, error):
        return f"`{key}` is a block, and stands below a section's `blocks:`", f"move it there: `- {_block_line(key)}`."
    if isinstance(spot.parent, Map) and allowed == ("list", "numbered") and not nearest(key, allowed):
        return _item_with_list(spot.parent, key)
    if said := elsewhere(where, key, spot):
        return said
    if len(error["loc"]) > 1 and key in keys_at(model, ()) and not meant_key(model, error) and _is_free(key, spot):
        return f"`{key}` can't stand here", f"it belongs at the left edge of the file: write `{key}:` there."
    if where is Handout and key == "brand":
        return "a handout names no brand", _NO_BRAND
    return f"unknown key `{key}`", _meant(key, allowed, spot.parent)


def _is_free(key: str, spot: Spot) -> bool:
    """Whether a key does not stand at the left edge of its file yet."""
    return isinstance(spot.parent, Map) and not re.search(rf"^{key}\s*:", spot.parent.source.text, re.MULTILINE)


def _block_line(key: str) -> str:
    """How a block starts that is called so here or elsewhere."""
    meant = block_meant(key)
    return f"callout: {{kind: {meant}, text: …}}" if meant in CALLOUTS else f"{meant}: …"


def _item_with_list(item: Map, key: str) -> Said:
    """`- Keep it up:` with a list below it, or a map, among the items of a list."""
    name, value = item.entries[0]
    message = f"`{key}:` was read as a key, not as text"
    if key == "text" and isinstance(value, Scalar):
        return message, write_hint(item.source, item.start, item.end, flow(value.text, inside=item.flow))
    if len(item.entries) == 1 and not item.flow and isinstance(value, Sequence) and not value.flow:
        return message, list_below_hint(name)
    if isinstance(value, Sequence) and value.flow and not item.flow:
        items = value.source.text[value.start : value.end]
        return message, f'write two lines: `- "{name.text}:"` and `- {items}`.'
    return message, "each item is a text, or a list in brackets that belongs to the item before it."


def meant_key(model: type[BaseModel], error: Error) -> str:
    """The allowed key that an unknown one was probably meant to be, or nothing."""
    key, allowed = str(error["loc"][-1]), keys_at(model, error["loc"][:-1])
    return key_meant(key, allowed) or nearest(key, allowed)


def _meant(written: str, allowed: tuple[str, ...], parent: Node | None) -> str:
    there = tuple(key for key in allowed if isinstance(parent, Map) and parent.entry(key))
    left = tuple(key for key in allowed if key not in there)
    value = parent.named[written][1] if isinstance(parent, Map) and written in parent.named else None
    if isinstance(value, Scalar) and "text" in left:
        left = ("text", *(key for key in left if key not in ("text", "blocks")))
    if alias := key_meant(written, left):
        return f"write `{alias}:` in place of `{written}:`."
    near = nearest(written, allowed)
    if taken := key_meant(written, there) or (near in there and near):
        return f"did you mean `{taken}`? It is there already: keep one of the two."
    if "colours" in allowed and (found := written if written in _CONTACT else key_meant(written, _CONTACT)):
        return f"move it below `contact:`, as `{found}:`."
    if near:
        return f"did you mean `{near}`?"
    return f"the keys allowed here are {', '.join(f'`{key}`' for key in left)}." if left else "remove it."
