"""pydantic's errors in an author's words."""

from __future__ import annotations

import re
from collections.abc import Callable

from pydantic import BaseModel

from carefold.diagnostics.finding import Finding
from carefold.diagnostics.place import Place
from carefold.reading.diagnose.aliases import word_meant
from carefold.reading.diagnose.empty import empty_hint
from carefold.reading.diagnose.head import other_key
from carefold.reading.diagnose.known_keys import nearest
from carefold.reading.diagnose.otherform import no_list, no_map, no_text, none_of_the_blocks
from carefold.reading.diagnose.spot import Error, Said, Spot, either, split_hint
from carefold.reading.diagnose.unknown_keys import missing, unknown
from carefold.reading.yaml.nodes import Scalar, Sequence

WHOLE = ("tuple_type", "list_type", "model_type", "model_attributes_type", "dict_type", "is_instance_of")
"""What is wrong with a value as a whole."""


def wording(model: type[BaseModel], error: Error, spot: Spot) -> Finding:
    """The problem of one pydantic error; its place is the key's for what is wrong with a key, else the value's."""
    say = _SAYINGS.get(error["type"], _other)
    if spot.nothing and error["type"] not in ("missing", "extra_forbidden"):
        say = _no_value
    message, hint = say(model, error, spot)
    return Finding(message if message.endswith((".", "?", "!")) else f"{message}.", _place(error, spot), hint)


def _place(error: Error, spot: Spot) -> Place:
    whole = error["type"] == "wrong" and not isinstance(spot.node, Scalar) and spot.number == 0
    on_key = error["type"] == "extra_forbidden" or (spot.nothing and not spot.number) or spot.loc[-1:] == ("[key]",)
    own = bool(error.get("ctx", {}).get("at"))
    return spot.key.place if spot.key and (on_key or (whole and own) or _is_below(error, spot)) else spot.node.place


def _is_below(error: Error, spot: Spot) -> bool:
    """Whether a value of another form stands on lines below its key: it is told on the key's."""
    whole = error["type"] in WHOLE and not spot.nothing and not spot.number and spot.key
    if error["type"] == "is_instance_of" and not isinstance(spot.node, Sequence):
        return False
    return bool(whole) and spot.key is not None and spot.key.place.line < spot.node.place.line


def _no_value(_model: type[BaseModel], _error: Error, spot: Spot) -> Said:
    return f"{spot.name} has no value", empty_hint(spot.key.text if spot.key and not spot.number else "")


def _literal(_model: type[BaseModel], error: Error, spot: Spot) -> Said:
    if not isinstance(spot.node, Scalar):
        return no_text(_model, error, spot)
    allowed = tuple(re.findall("'([^']*)'", error["ctx"]["expected"]))
    near = word_meant(spot.node.text, allowed) or nearest(spot.node.text, allowed)
    listed = f"write {either(allowed)}."
    hint = f"did you mean `{near}`?" if near else listed
    return f"{spot.name} can't be “{spot.node.text}”", hint


def _too_short(model: type[BaseModel], error: Error, spot: Spot) -> Said:
    if isinstance(spot.node, Scalar):
        return _empty(model, error, spot)
    least = error["ctx"]["min_length"]
    if least > 1:
        return f"{spot.name} needs at least {least} entries", "add what is missing."
    return f"{spot.name} is empty", "write at least one entry, or remove it where it isn't needed."


def _too_long(_model: type[BaseModel], error: Error, spot: Spot) -> Said:
    most = error["ctx"]["max_length"]
    return f"{spot.name} has more than {most} entries", "remove some, or share them out."


def _empty(_model: type[BaseModel], _error: Error, spot: Spot) -> Said:
    return f"{spot.name} has no text", empty_hint(spot.key.text if spot.key and not spot.number else "")


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
        return no_text(model, error, spot)
    message, hint = split_hint(str(error["ctx"]["error"]))
    if message == "has no text":
        return _empty(model, error, spot)
    hint = other_key(spot) or hint
    return f"{spot.name}: {message}", hint


def _wrong(_model: type[BaseModel], error: Error, _spot: Spot) -> Said:
    return split_hint(error["ctx"]["message"])


def _other(_model: type[BaseModel], error: Error, spot: Spot) -> Said:
    return f"{spot.name}: {error['msg'][:1].lower()}{error['msg'][1:]}", ""


_SAYINGS: dict[str, Callable[[type[BaseModel], Error, Spot], Said]] = {
    "missing": missing,
    "extra_forbidden": unknown,
    "union_tag_not_found": none_of_the_blocks,
    "union_tag_invalid": none_of_the_blocks,
    "tuple_type": no_list,
    "list_type": no_list,
    "model_type": no_map,
    "model_attributes_type": no_map,
    "dict_type": no_map,
    "string_type": no_text,
    "is_instance_of": no_text,
    "literal_error": _literal,
    "too_short": _too_short,
    "too_long": _too_long,
    "string_too_short": _empty,
    "greater_than_equal": _bound,
    "greater_than": _bound,
    "less_than_equal": _bound,
    "less_than": _bound,
    "none_required": _alone,
    "value_error": _value,
    "wrong": _wrong,
}
