"""What block an author meant by something that is none, with the line that writes it out."""

from __future__ import annotations

from typing import Any

from carefold.model.blocks import KINDS, MODELS
from carefold.reading.diagnose import written_out as forms
from carefold.reading.diagnose.aliases import CALLOUTS, NOTHING, block_meant, key_meant
from carefold.reading.diagnose.flow import OWN, entry, flow, plain
from carefold.reading.diagnose.known_keys import keys_at, nearest
from carefold.reading.diagnose.quoting import remark_hint, write_hint
from carefold.reading.diagnose.spot import Said
from carefold.reading.yaml.nodes import Map, Node, Scalar, Sequence

_MODELS = {model.kind: model for model in MODELS}
_OF_ITEMS = ("schedule", "zones", "timeline", "steps")
_BY_KEYS = (
    "figure", "table", "write-in", "qr", "icon-array", "chart", "log", "signature", "schedule", "zones", "contact",
)  # fmt: skip
_WEIGHT = "say in `kind` how weighty it is (note, tip, caution, warning or emergency), and "
"""Blocks that are known by the keys which belong into them."""


def no_block(node: Map) -> Said:
    """What to say of an item of blocks whose keys name no block."""
    written = [key.text for key, _ in node.entries]
    if "title" in written and {"blocks", "content", "contents"} & set(written):
        hint = "move it to the left, so that its dash stands below the dashes of the other sections."
        return "a section can't stand inside another one", hint
    if {"sections", "section"} & set(written):
        return (
            "a section can't stand inside another one",
            "write `- heading: …` for each title, and its blocks below it.",
        )
    if said := _by_keys(node, written):
        return said
    if made := forms.asked_beside(plain(node)):
        return f"`{written[0]}` is no block, but a part of `questions`", _write(node, made)
    for key in sorted(written, key=lambda name: name in KINDS):
        if meant := block_meant(key):
            return _renamed(node, key, meant)
    if len(node.entries) == 1:
        return _one_key(node)
    near = next(((key, found) for key in written if (found := nearest(key, KINDS))), None)
    if near:
        return f"`{near[0]}` is no block", f"did you mean `{near[1]}`?"
    return f"`{', '.join(written)}` is no block", _all_blocks()


def _all_blocks() -> str:
    return f"the blocks are {', '.join(f'`{kind}`' for kind in KINDS)}."


def _one_key(node: Map) -> Said:
    key, value = node.entries[0]
    near = nearest(key.text, KINDS)
    if isinstance(value, Scalar):
        if near and " " not in key.text:
            hint = f"did you mean `{near}`?"
            return f"`{key.text}` is no block", f"{hint} If it is text, {remark_hint(node)}"
        return f"`{key.text}:` was read as a key, not as text", remark_hint(node)
    if near:
        return f"`{key.text}` is no block", f"did you mean `{near}`?"
    if " " in key.text and not node.flow and not value.flow and isinstance(value, Sequence):
        return f"`{key.text}:` was read as a key, not as text", list_below_hint(key)
    return f"`{key.text}` is no block", _all_blocks()


def list_below_hint(key: Scalar) -> str:
    """How a text with a list below it is written as a text and a list."""
    return f'for a text and a list, write two lines: `- "{key.text}:"` and `- list:`, and keep the lines below them.'


def _renamed(node: Map, key: str, meant: str) -> Said:
    """A block by the name that it has elsewhere."""
    if meant == NOTHING:
        return f"`{key}` is no block, and there is none for it", "remove the line; `heading` starts a part of its own."
    kind = "callout" if meant in CALLOUTS else meant
    what = "is a callout here" if meant in CALLOUTS else f"is called `{kind}` here"
    message = f"`{key}` is no block; it {what}" if key != kind else f"`{key}` is written otherwise"
    if kind == "page-break":
        return message, _write(node, {"page-break": None})
    if kind == "include":
        return message, "write `- include:` and the path of a file of blocks."
    value = node.named[key][1]
    if not node.flow and len(node.entries) == 1 and _is_right(kind, value):
        return message, f"write `{kind}:` in place of `{key}:`, and keep the lines below it."
    made = made_of(node, key, meant)
    hint = _write(node, made) if made else ""
    if not hint:
        return message, f"write `{kind}:` in place of `{key}:`, with {_keys_of(kind)} below it."
    if key[:1].isupper() and isinstance(value, Scalar) and len(node.entries) == 1:
        block = hint.removeprefix("write: ")
        return message, f"for such a block, write `{block}`; for a text, {remark_hint(node)}"
    return message, f"{_own_words(kind, hint)}{hint}"


def _is_right(kind: str, value: Node) -> bool:
    """Whether a list on lines of its own already has the form that a block takes."""
    right = kind in ("list", "numbered", "checklist", "teach-back") and isinstance(value, Sequence) and not value.flow
    return right and all(isinstance(item, Scalar) for item in getattr(value, "items", ()))


def _own_words(kind: str, line: str) -> str:
    """What the author has to say where a line has only dots."""
    if OWN not in line:
        return ""
    if kind == "figure":
        what = "which file it is" if f"image: {OWN}" in line else "what the picture shows"
        return f"say in place of {OWN} {what}, and "
    return f"put your own words in place of {OWN}, and "


def _keys_of(kind: str) -> str:
    allowed = _allowed(kind)
    return ", ".join(f"`{key}`" for key in allowed[:4]) if allowed else "what belongs to it"


def _allowed(kind: str) -> tuple[str, ...]:
    """The keys of what a block of that kind holds, or of its items."""
    return keys_at(_MODELS[kind], (kind, 0) if kind in _OF_ITEMS else (kind,))


def _write(node: Map, made: dict[str, Any]) -> str:
    (kind, value), *_ = made.items()
    put = flow(made) if node.flow else entry(kind, value)
    return write_hint(node.source, node.start, node.end, put)


def made_of(node: Map, key: str, meant: str) -> dict[str, Any] | None:
    """The block of that meaning from the value of a key, and from the keys beside it."""
    whole = plain(node)
    value = whole.pop(key)
    made = forms.block(meant, value) or _by_other_keys(meant, value)
    when = whole.pop("when", None) if key != "when" else None
    if not made or not whole:
        return made
    (kind, body), *_ = made.items()
    named: dict[str, Any] = {}
    for name, one in whole.items():
        named[_own_key(kind, name, (*named, *_filled(body)))] = one
    if not isinstance(body, dict) or not named.keys() <= set(_allowed(kind)) or when:
        return None
    if kind == "callout" and "text" in named and isinstance(whole, dict):
        body = {"title" if name == "text" else name: value for name, value in body.items()}
    return {kind: {**body, **named}}


def _by_other_keys(kind: str, value: Any) -> dict[str, Any] | None:
    """A block from a map whose keys are called otherwise, such as `src` and `description` of a picture."""
    if not isinstance(value, dict) or kind in CALLOUTS or kind in _OF_ITEMS:
        return None
    named: dict[str, Any] = {}
    for name, one in value.items():
        named[_own_key(kind, name, tuple(named))] = one
    return {kind: named} if len(named) == len(value) and named.keys() <= set(_allowed(kind)) else None


def _filled(body: Any) -> tuple[str, ...]:
    """The keys that have a value already."""
    return tuple(key for key, value in body.items() if value != OWN) if isinstance(body, dict) else ()


def _own_key(kind: str, written: str, taken: tuple[str, ...]) -> str:
    """The key of a block that is not taken yet; its own name where it is one."""
    allowed = _allowed(kind)
    left = tuple(key for key in allowed if key not in taken)
    return written if written in allowed else key_meant(written, left) or nearest(written, left)


def _by_keys(node: Map, written: list[str]) -> Said | None:
    """The keys of a block without its name above them."""
    if "kind" in written:
        made = {"callout": plain(node)}
        return "`kind` is no block", f"it is a key of a callout; {_write(node, made)}"
    if len(written) < 2:
        return None
    if (
        isinstance(named := plain(node).get("type"), str)
        and (meant := block_meant(named))
        and (typed := _typed(node, meant))
    ):
        return "a block starts with its own name, not with `type`", _write(node, typed)
    if set(written) == {"title", "text"} and all(isinstance(value, Scalar) for _, value in node.entries):
        lines = f"`- {entry('heading', plain(node)['title'])}` and `- {flow(plain(node)['text'], inside=False)}`"
        return "`title` is no block", f"for a heading and a text, write two lines: {lines}."
    for kind in _BY_KEYS:
        allowed = _allowed(kind)
        if set(written) <= set(allowed):
            body = plain(node)
            made = {kind: [body] if kind in _OF_ITEMS else body}
            return f"`{written[0]}` is no block, but a key of `{kind}`", _write(node, made)
    return None


def _typed(node: Map, kind: str) -> dict[str, Any] | None:
    """`{type: heading, text: At home}`, as other tools write a block."""
    body = {key: value for key, value in plain(node).items() if key != "type"}
    value = next(iter(body.values())) if len(body) == 1 else None
    return forms.block(kind, value if len(body) == 1 else body)


def value_hint(parent: Map, key: Scalar) -> str:
    """The hint with the right form of a block whose value is of another form; empty where that can't be said."""
    made = made_of(parent, key.text, key.text)
    if not made and len(parent.entries) > 1:
        return ""
    made = made or forms.block(key.text, plain(parent.named[key.text][1]))
    if not made:
        return ""
    line = _write(parent, made)
    weight = "" if key.text != "callout" or len(parent.entries) > 1 else _WEIGHT
    return f"{weight}{_own_words(key.text, line)}{line}" if line else ""


def block_hint(parent: Map) -> str:
    """The hint that moves keys beside a block's name into the block; empty where they don't belong there."""
    kinds = [key for key, _ in parent.entries if key.text in KINDS]
    return value_hint(parent, kinds[0]) if len(kinds) == 1 else ""
