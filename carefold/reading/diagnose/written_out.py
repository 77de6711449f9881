"""An author's words in the form that a block takes, for hints that write it out."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, TypeAlias

from carefold.reading.diagnose.aliases import CALLOUTS
from carefold.reading.diagnose.flow import OWN
from carefold.reading.diagnose.series import items_of
from carefold.reading.diagnose.written_tables import table

Value: TypeAlias = Any
"""Texts, lists and dicts, as `flow.plain` has them."""

_OUT_OF = re.compile(r"(\d{1,3}) (?:out of|of every|in|of|de cada|de) (\d{1,3})\b")
_BIG = re.compile(r"\S*\d\S*(?: (?:out of|of every|in|of|de cada|de) \d\S*)?")
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|(?<!\S)(?:[a-z0-9-]+\.)+[a-z]{2,}(?:/\S*)?(?!\S)")
_LINES = re.compile(r"(\d{1,2})(?: +(?:lines?|renglones|líneas?))?")
_PAIR = re.compile(r"(.+?)(?:: | [–—=-] )(.+)", re.DOTALL)


def block(kind: str, value: Value) -> dict[str, Value] | None:
    """A block of that kind (or kind of callout) with the author's words in its form; None where that can't be said."""
    if kind in CALLOUTS:
        body = _callout(value, kind)
        return None if body is None else {"callout": body}
    made = _FORMS[kind](value) if kind in _FORMS and value is not None else None
    return None if made is None else {kind: made}


def step(value: Value) -> Value:
    """One item of `steps`."""
    return {"title": value} if isinstance(value, str) else None


def _text(value: Value) -> Value:
    return value if isinstance(value, str) else None


def _texts(value: Value) -> Value:
    if isinstance(value, str):
        return items_of(value)
    if isinstance(value, dict):
        return [f"{key}: {one}" for key, one in value.items()] if _all_texts(list(value.values())) else None
    return value


def _all_texts(values: list[Value]) -> bool:
    return all(isinstance(one, str) for one in values)


def _flat_texts(value: Value) -> Value:
    found = _texts(value)
    return found if found and _all_texts(found) else None


def _steps(value: Value) -> Value:
    if isinstance(value, dict) and all(map(str.isdecimal, value)) and _all_texts(list(value.values())):
        return [step(one) for one in value.values()]
    if isinstance(value, dict):
        return None if "title" in value else _pairs(value, "title", "text")
    found = [
        _step_of(one) if isinstance(one, dict) else step(one) for one in (items_of(value) if _text(value) else value)
    ]
    return found if all(found) else None


def _step_of(value: dict[str, Value]) -> Value:
    """`- Wash: use soap` among steps."""
    (key, text), *more = value.items() or [("", None)]
    is_remark = not more and key not in ("title", "text") and isinstance(text, str)
    return {"title": key, "text": text} if is_remark else value


def _pairs(value: dict[str, Value], first: str, second: str) -> Value:
    if not _all_texts(list(value.values())):
        return None
    return [{first: key, second: one} for key, one in value.items()]


def _callout(value: Value, kind: str = "note") -> Value:
    if isinstance(value, str):
        return {"kind": value, "text": OWN} if value in CALLOUTS else {"kind": kind, "text": value}
    if isinstance(value, list) and value and all(isinstance(one, dict) and len(one) == 1 for one in value):
        joined = {key: text for one in value for key, text in one.items()}
        if joined.keys() <= {"kind", "title", "text"}:
            return {"kind": kind, **joined}
    if isinstance(value, list):
        return {"kind": kind, "blocks": [{"list": value}]} if _all_texts(value) else {"kind": kind, "blocks": value}
    if not isinstance(value, dict) or not value:
        return None
    known = {"title", "text", "blocks", "kind"}
    return {"kind": kind, **value} if value.keys() <= known else None


def _figure(value: Value) -> Value:
    if not isinstance(value, str):
        return None
    is_path = bool(re.search(r"\.\w{3,4}$|/|\\", value))
    return {"image": value.replace("\\", "/"), "alt": OWN} if is_path else {"image": OWN, "alt": value}


def _terms(value: Value) -> Value:
    if isinstance(value, str):
        return _term(value)
    if isinstance(value, list):
        terms: dict[str, Value] = {}
        for one in value:
            terms |= one if isinstance(one, dict) else _term(one) if isinstance(one, str) else {}
        return terms if len(terms) == len(value) else None
    return value if isinstance(value, dict) else None


def _term(text: str) -> dict[str, Value]:
    found = _PAIR.fullmatch(text)
    return {found[1]: found[2]} if found else {text: OWN}


def asked_beside(value: dict[str, Value]) -> dict[str, Value]:
    """The block of `{q: …, a: …}` and its like; nothing where it is none."""
    found = _asked(value)
    return {"questions": found} if len(value) > 1 and found else {}


def _questions(value: Value) -> Value:
    if isinstance(value, str):
        return _question(value)
    if isinstance(value, list):
        found: dict[str, Value] = {}
        for one in value:
            found |= _asked(one) if isinstance(one, dict) else _question(one) if isinstance(one, str) else {}
        return found or None
    asked = _asked(value)
    return asked or value


def _question(text: str) -> dict[str, Value]:
    asked, mark, answer = text.partition("? ")
    return {asked + mark.strip(): answer or OWN}


def _asked(value: dict[str, Value]) -> dict[str, Value]:
    """`{q: …, a: …}` and its like."""
    if len(value) == 2:
        (first, asked), (second, answer) = value.items()
        if first.lower() in ("q", "question", "p", "pregunta") and second.lower() in ("a", "answer", "r", "respuesta"):
            return {asked: answer} if isinstance(asked, str) else {}
    return {} if len(value) != 1 else value


def _icon_array(value: Value) -> Value:
    found = _OUT_OF.search(value) if isinstance(value, str) else None
    return {"count": found[1], "of": found[2], "label": value} if found else None


def _compare(value: Value) -> Value:
    found = [_icon_array(one) for one in value] if isinstance(value, list) else []
    return found if len(found) > 1 and all(found) else None


def _timeline(value: Value) -> Value:
    if isinstance(value, dict):
        return None if "when" in value else _pairs(value, "when", "text")
    terms = _terms(value)
    return _pairs(terms, "when", "text") if terms else None


def _schedule(value: Value) -> Value:
    if isinstance(value, dict) and "medicine" not in value:
        return _pairs(value, "medicine", "note")
    names = items_of(value) if isinstance(value, str) else value
    if not isinstance(names, list) or not _all_texts(names):
        return None
    return [{"medicine": name, "note": OWN} for name in names]


def _zones(value: Value) -> Value:
    if not isinstance(value, dict) or not value.keys() <= {"green", "yellow", "red"}:
        return None
    return [{"zone": zone, "signs": _flat_texts(signs) or [OWN], "do": [OWN]} for zone, signs in value.items()]


def _chart(value: Value) -> Value:
    if isinstance(value, dict) and len(value) > 1 and not value.keys() & {"type", "title", "data"}:
        return {"type": "bar", "title": OWN, "data": value}
    return None


def _big_number(value: Value) -> Value:
    found = _BIG.match(value) if isinstance(value, str) else None
    return {"number": found[0].strip(), "text": value[found.end() :].strip() or OWN} if found else None


def _body_map(value: Value) -> Value:
    names = items_of(value) if isinstance(value, str) else value
    return {"marks": [{"at": name} for name in names]} if isinstance(names, list) and _all_texts(names) else None


def _appointments(value: Value) -> Value:
    if isinstance(value, str):
        return [{"when": value}]
    if isinstance(value, list):
        return [{"when": one} for one in value] if _all_texts(value) else None
    return [value] if isinstance(value, dict) and value.keys() <= {"when", "where", "whom", "note"} else None


def _do_dont(value: Value) -> Value:
    found = _flat_texts(value) if not isinstance(value, dict) else None
    return {"do": found, "dont": [OWN]} if found else None


def _log(value: Value) -> Value:
    columns = [part.strip() for part in value.split(",")] if isinstance(value, str) else value
    return {"columns": columns} if isinstance(columns, list) and _all_texts(columns) else None


def _write_in(value: Value) -> Value:
    lines = _LINES.fullmatch(value) if isinstance(value, str) else None
    if lines:
        return {"label": OWN, "lines": lines[1]}
    return {"label": value} if isinstance(value, str) else None


def _contact(value: Value) -> Value:
    if not isinstance(value, str):
        return None
    if "@" in value:
        return {"email": value}
    if "." in value and " " not in value and re.search("[a-z]", value):
        return {"web": value if "://" in value else f"https://{value}"}
    return {"phone": value} if re.search(r"\d{3}", value) and not re.search(r"[^\d\s().+-]", value) else None


def _qr(value: Value) -> Value:
    found = _ADDRESS.search(value) if isinstance(value, str) else None
    if not found:
        return {"url": OWN, "caption": value} if isinstance(value, str) else None
    words = value.replace(found[0], "").strip(" :–-()")
    url = re.sub(r"^(?:http://)?(?!https://)", "https://", found[0])
    return {"url": url} | ({"caption": words} if words else {})


def _signature(value: Value) -> Value:
    roles = [part.strip() for part in value.split(",")] if isinstance(value, str) else value
    return {"roles": roles} if isinstance(roles, list) and _all_texts(roles) else None


def _blocks(value: Value) -> Value:
    if isinstance(value, list):
        return value if value and not any(isinstance(one, list) for one in value) else None
    return [value] if isinstance(value, str) else [{key: one} for key, one in value.items()] if value else None


_FORMS: dict[str, Callable[[Value], Value]] = {
    "text": _text,
    "heading": _text,
    "list": _texts,
    "numbered": _texts,
    "steps": _steps,
    "checklist": _flat_texts,
    "callout": _callout,
    "table": table,
    "facts": _terms,
    "questions": _questions,
    "figure": _figure,
    "icon-array": _icon_array,
    "compare": _compare,
    "schedule": _schedule,
    "zones": _zones,
    "timeline": _timeline,
    "chart": _chart,
    "big-number": _big_number,
    "body-map": _body_map,
    "appointments": _appointments,
    "do-dont": _do_dont,
    "log": _log,
    "write-in": _write_in,
    "teach-back": _flat_texts,
    "contact": _contact,
    "qr": _qr,
    "signature": _signature,
    "glossary": _terms,
    "keep": _blocks,
    "foot": _blocks,
}
