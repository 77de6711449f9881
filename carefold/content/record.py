"""Whether a record's value is what its field takes. No message holds the value: it may be a patient's."""

from __future__ import annotations

import datetime
import re
import unicodedata

from carefold.content.advice import Advice
from carefold.model import phones
from carefold.model.addresses import MAIL
from carefold.model.forms import LINES
from carefold.model.handout import FieldSpec

LONGEST = 200
_MOST_LINES = 4  # of an address: above them stands whom it goes to
_LEAST_DIGITS = 7  # nobody lives at 911
_TYPES = {
    "time": (r"([01]\d|2[0-3]):[0-5]\d", "is no time of day", "Write hours and minutes: 14:30."),
    "number": (r"-?\d{1,15}(\.\d{1,15})?", "is no number", "Write digits, with a dot for decimals: 1250.5."),
    "email": (MAIL, "is no e-mail address", "Write it like name@clinic.example."),
}  # fmt: skip


def advice_on_value(name: str, spec: FieldSpec, value: str) -> Advice | None:
    """What is wrong with a value; None for a good one, and for an empty one that is not required."""
    if not value:
        return Advice(f"the field “{name}” needs a value.", "Fill it in for each record.") if spec.required else None
    if spec.type == "address":
        return _advice_on_lines(name, spec, value.split(LINES))
    if len(value) > LONGEST:
        return Advice(f"the value of “{name}” is longer than {LONGEST} characters.", "Shorten it.")
    if any(unicodedata.category(character) in {"Cc", "Cs", "Zl", "Zp"} for character in value):
        return Advice(f"the value of “{name}” has a line break or control character.", "Write it on one line.")
    if spec.choices and value not in spec.choices:
        return Advice(f"the value of “{name}” is none of its choices.", f"Choose {' or '.join(spec.choices)}.")
    return _advice_on_type(name, spec.type, value)


def _advice_on_lines(name: str, spec: FieldSpec, lines: list[str]) -> Advice | None:
    if len(lines) > _MOST_LINES:
        return Advice(f"the address “{name}” has more than {_MOST_LINES} lines.", "Join some.")
    plain = spec.model_copy(update={"type": "text"})
    return next(filter(None, (advice_on_value(name, plain, line) for line in lines)), None)


def _advice_on_type(name: str, kind: str, value: str) -> Advice | None:
    if kind == "date" and not _is_date(value):
        return Advice(f"the value of “{name}” is no date.", "Write year-month-day: 2026-11-23.")
    if kind == "phone" and not _is_phone(value):
        return Advice(f"the value of “{name}” is no phone number.", "Write 7 to 15 digits: 555-0100.")
    if kind in _TYPES:
        pattern, message, hint = _TYPES[kind]
        if not re.fullmatch(pattern, value, re.ASCII):
            return Advice(f"the value of “{name}” {message}.", hint)
    return None


def _is_date(value: str) -> bool:
    try:
        return bool(re.fullmatch(r"\d{4}-\d{2}-\d{2}", value, re.ASCII) and datetime.date.fromisoformat(value))
    except ValueError:
        return False


def _is_phone(value: str) -> bool:
    try:
        dialled = [re.sub(r"\D", "", number.uri.partition(";")[0]) for number in phones.numbers(value)]
    except ValueError:
        return False
    return len(dialled) == 1 and len(dialled[0]) >= _LEAST_DIGITS
