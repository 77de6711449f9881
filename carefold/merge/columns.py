"""Whether the columns of a file of records are those of the handout. No message holds a value."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from carefold.diagnostics.finding import Finding
from carefold.diagnostics.nearest import did_you_mean
from carefold.diagnostics.place import Place
from carefold.merge.row import Row
from carefold.model.field_spec import FieldSpec
from carefold.model.rows import MOST_ITEMS, parted

Fields = Mapping[str, FieldSpec]

KNOWN = (
    "id", "email", "email_consent", "email_consent_date", "password", "address", "language", "site", "recipient",
    "recipient_role", "born", "status", "problem", "record_number",
)  # fmt: skip
"""Columns that mean the same for every handout."""

_HEADS = "It has to name the columns: patient.name,visit.date; --map renames those of somebody else's export."


def problems_of_columns(fields: Fields, row: Row, also: Iterable[str] = ()) -> list[Finding]:
    """Columns that mean nothing here, and fields without a column; in a CSV file the first record tells.

    `also` are columns that somebody has named.
    """
    known = (*fields, *KNOWN, *also)
    there = dict.fromkeys((*row.columns, *row.values, *row.lists))
    hint = f"Its fields are {', '.join(fields)}; --map renames." if fields else "It has no fields."
    if there and not any(column in known for column in there):  # they may be a patient's values
        if row.columns:
            return [Finding("the first line names none of the handout's fields.", Place(row.place.file, 1), _HEADS)]
        return [Finding("this record has none of the handout's fields.", row.place, hint)]
    problems = [
        _unknown(column, row.at(column), fields, known, hint)
        for column in there
        if column not in known and not is_of_item(column, fields)
    ]
    missing = [name for name, spec in fields.items() if name not in there and not spec.blank]
    if missing and not row.columns:
        return problems  # each line of JSON has its own keys
    return problems + [
        Finding(f"there is no column for the field “{name}”.", row.place, _hint_of_missing(name, fields[name]))
        for name in missing
    ]


def is_of_item(column: str, fields: Fields) -> bool:
    """Whether it is a column for an item of a list, as medicines.2.dose."""
    found = parted(column)
    if found is None or found[0] not in fields or found[1] > MOST_ITEMS:
        return False
    return found[2] in fields[found[0]].column_names


def _unknown(column: str, place: Place, fields: Fields, known: Sequence[str], hint: str) -> Finding:
    found = parted(column)
    if found is None or found[0] not in fields or not fields[found[0]].is_list:
        return Finding(f"“{column}” is no field of the handout.", place, did_you_mean(column, known, hint))
    name, number, _ = found
    if number > MOST_ITEMS:
        return Finding(f"“{column}”: a list has at most {MOST_ITEMS} items.", place, "Leave this column out.")
    names = fields[name].column_names
    hint = did_you_mean(column, [f"{name}.{number}.{one}" for one in names], f"An item has {', '.join(names)}.")
    return Finding(f"“{column}” is no column of the handout.", place, hint)


def _hint_of_missing(name: str, spec: FieldSpec) -> str:
    if not spec.is_list:
        return "Add it, or map one to it with --map."
    first = spec.column_names[0]
    return f"Add columns for its items, {name}.1.{first} and so on, or write the records as JSON Lines."
