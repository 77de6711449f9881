"""Whether a record's value is what its field takes. No message holds the value: it may be a patient's."""

from __future__ import annotations

import datetime
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence

from carefold.content.advice import Advice
from carefold.diagnostics.nearest import did_you_mean
from carefold.model import phones
from carefold.model.addresses import MAIL
from carefold.model.field_spec import FieldSpec
from carefold.model.forms import LINES
from carefold.model.medicine import CHANGE, CHANGES, FOR, NOT_MORE_THAN, fault_of_medicine
from carefold.model.rows import MOST_ITEMS
from carefold.model.widthless import HARMFUL, UNSEEN

LONGEST = 200
_HARMFUL = re.compile(f"[{HARMFUL}]")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_MOST_LINES = 4  # of an address: above them stands whom it goes to
_LEAST_DIGITS = 7  # nobody lives at 911
_TYPES = {
    "time": (r"([01]\d|2[0-3]):[0-5]\d", "is no time of day", "Write hours and minutes: 14:30."),
    "number": (r"-?\d{1,15}(\.\d{1,15})?", "is no number", "Write digits, with a dot for decimals: 1250.5."),
    "email": (MAIL, "is no e-mail address", "Write it like name@clinic.example."),
}  # fmt: skip


def advice_on_value(name: str, spec: FieldSpec, value: str) -> Advice | None:
    """What is wrong with a value; None for a good one, and for an empty one that is not required."""
    if not value and not spec.required:
        return None
    is_plain = value.isascii() and value.isprintable()  # as most are: each of its signs is seen
    if not (value if is_plain else UNSEEN.sub("", value)):
        return Advice(f"the field “{name}” needs a value.", "Fill it in for each record.") if spec.required else None
    if spec.type == "address":
        return _advice_on_lines(name, spec, value.split(LINES))
    if len(value) > LONGEST:
        return Advice(f"the value of “{name}” is longer than {LONGEST} characters.", "Shorten it.")
    if not is_plain and any(unicodedata.category(character) in {"Cc", "Cs", "Zl", "Zp"} for character in value):
        return Advice(f"the value of “{name}” has a line break or control character.", "Write it on one line.")
    if not is_plain and _HARMFUL.search(value):
        return Advice(f"the value of “{name}” has a sign that nobody sees.", "Type it anew, rather than copy it.")
    if spec.choices and value not in spec.choices:
        return Advice(f"the value of “{name}” is none of its choices.", f"Choose {' or '.join(spec.choices)}.")
    return _advice_on_type(name, spec.type, value)


def _advice_on_lines(name: str, spec: FieldSpec, lines: list[str]) -> Advice | None:
    if len(lines) > _MOST_LINES:
        return Advice(f"the address “{name}” has more than {_MOST_LINES} lines.", "Join some.")
    plain = spec.model_copy(update={"type": "text"})
    return next(filter(None, (advice_on_value(name, plain, line) for line in lines)), None)


def advice_on_items(
    name: str, spec: FieldSpec, items: Sequence[Mapping[str, str]], *, whole: bool = False
) -> Iterator[Advice]:
    """What is wrong with the items of a list; with `whole` ones each column must be there that may not be `blank`.

    A value is told by its name: medicines.2.dose is the dose of the second item of medicines.
    """
    if len(items) > MOST_ITEMS:
        yield Advice(f"“{name}” has more than {MOST_ITEMS} items.", "Leave some out, or make two lists of it.")
        return
    names, columns = spec.column_names, [(column, column.spec) for column in spec.columns]
    for number, item in enumerate(items, 1):
        for key in item:
            if key not in names:
                hint = did_you_mean(key, names, f"Its columns are {', '.join(names)}.")
                yield Advice(f"“{name}.{number}.{key}” is no column of the handout.", hint)
        for column, of_column in columns:
            one = f"{name}.{number}.{column.name}"
            if whole and column.name not in item and not column.blank:
                hint = "Write it, with `null` for nothing, or say `blank: true` of the column in the handout."
                yield Advice(f"“{one}” is missing.", hint, one)
            elif advice := advice_on_value(one, of_column, item.get(column.name, "")):
                yield advice._replace(about=one)


def advice_on_medicines(name: str, items: Sequence[Mapping[str, str]]) -> Iterator[Advice]:
    """What is wrong with items as medicines of a schedule."""
    for number, item in enumerate(items, 1):
        said = [key for key, value in item.items() if value]
        change = item.get(CHANGE, "")
        if "medicine" not in said:
            yield Advice(f"“{name}.{number}.medicine” needs a value.", "Fill it in.", f"{name}.{number}.medicine")
        if NOT_MORE_THAN in said and FOR not in said:
            one = f"{name}.{number}.{FOR}"
            yield Advice(f"“{one}” needs a value.", "Say what the medicine is for.", one)
        if change and change not in CHANGES:
            one = f"{name}.{number}.{CHANGE}"
            yield Advice(f"the value of “{one}” is none that is known.", _CHANGES, one)
        elif fault := fault_of_medicine(said, change):
            message, hint = fault
            yield Advice(f"“{name}.{number}”: {message}", f"{hint[0].upper()}{hint[1:]}")


_CHANGES = f"Write {' or '.join(CHANGES)}, or nothing."


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
        return bool(_DATE.fullmatch(value) and datetime.date.fromisoformat(value))
    except ValueError:
        return False


def _is_phone(value: str) -> bool:
    try:
        dialled = [re.sub(r"\D", "", number.uri.partition(";")[0]) for number in phones.numbers(value)]
    except ValueError:
        return False
    return len(dialled) == 1 and len(dialled[0]) >= _LEAST_DIGITS
