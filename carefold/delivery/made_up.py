"""Somebody who does not exist, for a first message to oneself."""

from __future__ import annotations

import datetime
from collections.abc import Mapping

from carefold.diagnostics.place import Place
from carefold.merge.judged import Terms
from carefold.merge.recipient import Consent, Recipient
from carefold.model.field_spec import FieldSpec
from carefold.model.forms import LINES
from carefold.order import Record

_VALUES = {
    "text": "Example", "time": "09:30", "number": "10", "phone": "555-0100", "email": "example@example.org",
    "address": LINES.join(("10 Example Street", "Springfield")),
}  # fmt: skip
_DAYS = 30  # until a date that is ahead


def made_up(terms: Terms, address: str, password: str = "") -> Recipient:
    """A person with a value for each field; with a password, the letter is protected by it."""
    day = terms.today + datetime.timedelta(days=_DAYS)
    record = {name: _value(spec, day) for name, spec in terms.fields.items()}
    consent: Consent = "encrypted" if password else "plain"
    return Recipient(
        number=0, place=Place("made-up record"), record=Record(record), language=terms.languages[0], id="made-up",
        name=_VALUES["text"], email=address, consent=consent, password=password,
    )  # fmt: skip


def _value(spec: FieldSpec, day: datetime.date) -> str | list[Mapping[str, str]]:
    if spec.is_list:
        return [dict.fromkeys(spec.column_names, _VALUES["text"])]
    if spec.choices:
        return str(spec.choices[0])
    return day.isoformat() if spec.type == "date" else _VALUES[spec.type]
