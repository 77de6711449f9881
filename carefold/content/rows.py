"""Tables and schedules whose rows come from a record: a row for each item, or blank ones to write on."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import Any

from carefold.content.field_use import BLANK_WIDTH
from carefold.content.fields import Fields
from carefold.content.record import advice_on_medicines
from carefold.diagnostics.finding import Finding
from carefold.diagnostics.nearest import did_you_mean
from carefold.languages.language import Language
from carefold.languages.phrases import PhraseName, Phrases
from carefold.model.block import Block
from carefold.model.blocks import TableBlock, TableBody
from carefold.model.field_spec import FieldSpec
from carefold.model.inline import Blank, Filled, Words
from carefold.model.medicine import CHANGE, COLUMNS, FOR, NOT_MORE_THAN, TIMES, Medicine, WhenNeeded
from carefold.model.plans import MedicineList, Schedule
from carefold.model.rows import items_of
from carefold.model.values import Line, Text

_GAP = "{date}"
_EMPTY = Text(" ")


def with_rows(block: Block, fields: Fields) -> tuple[Block, list[Finding]]:
    """A block with the rows that a record has for it, and what is wrong with where they come from."""
    if isinstance(block, TableBlock) and block.table.rows_from is not None:
        body, problems = _table(block.table, block.table.rows_from, fields)
        return block.model_copy(update={"table": body}), problems
    if isinstance(block, Schedule) and isinstance(block.listed, MedicineList):
        listed, problems = _schedule(block.listed, fields)
        return block.model_copy(update={"listed": listed}), problems
    return block, []


# --- tables


def _table(body: TableBody, source: Line, fields: Fields) -> tuple[TableBody, list[Finding]]:
    spec = fields.specs.get(source)
    if spec is None or not spec.is_list:
        return body, [_no_list(source, fields)]
    names = tuple(map(str, body.columns)) or spec.column_names
    problems = [
        Finding(f"“{source}” has no column “{name}”.", name.place(), _columns_hint(name, spec))
        for name in body.columns if name not in spec.column_names
    ]  # fmt: skip
    if len(names) != len(body.header):
        message = f"the header has {len(body.header)} cells, but “{source}” has {len(names)} columns."
        hint = "Say in `columns` which of them stands below each head."
        problems.append(Finding(message, source.place(), hint))
    if problems:
        return body, problems
    items = items_of(source, fields.values or {})
    if items is None:
        rows = (tuple(_blank(head) for head in body.header),) * body.blank_rows
    else:
        rows = tuple(tuple(_cells(source, number, item, names, fields)) for number, item in enumerate(items, 1))
    return body.model_copy(update={"listed": rows}), []


def _cells(
    source: Line, number: int, item: Mapping[str, str], names: Sequence[str], fields: Fields
) -> Iterator[Text]:  # fmt: skip
    for name in names:
        yield _said(source, number, name, item, fields) or _EMPTY


# --- schedules


def _schedule(listed: MedicineList, fields: Fields) -> tuple[MedicineList, list[Finding]]:
    as_of, problems = _as_of(listed.as_of, fields) if listed.as_of is not None else (None, [])
    changes: dict[str, object] = {"as_of": as_of}
    if listed.rows_from is not None:
        rows, more = _medicines(listed, listed.rows_from, fields)
        changes["rows"], problems = rows, [*problems, *more]
    return listed.model_copy(update=changes), problems


def _medicines(listed: MedicineList, source: Line, fields: Fields) -> tuple[tuple[Medicine, ...], list[Finding]]:
    spec = fields.specs.get(source)
    if spec is None or not spec.is_list:
        return (), [_no_list(source, fields)]
    unknown = [name for name in spec.column_names if name not in COLUMNS]
    problems = [
        Finding(f"“{source}” has a column “{name}”, and no row of a schedule has.", source.place(),
                did_you_mean(name, COLUMNS, f"It takes {', '.join(COLUMNS)}."))
        for name in unknown
    ]  # fmt: skip
    if "medicine" not in spec.column_names:
        problems.append(Finding(f"“{source}” has no column “medicine”.", source.place(), "Add it to its `columns`."))
    items = items_of(source, fields.values or {})
    if items is None:
        return (_blank_medicine(Language.of(fields.language).phrases),) * listed.blank_rows, problems
    problems += (Finding(one.message, source.place(), one.hint) for one in advice_on_medicines(source, items))
    return tuple(_medicine(source, number, item, fields) for number, item in enumerate(items, 1)), problems


def _medicine(source: Line, number: int, item: Mapping[str, str], fields: Fields) -> Medicine:
    said = partial(_said, source, number, item=item, fields=fields)
    reason = said(FOR)
    needed = WhenNeeded.model_construct(reason=reason, not_more_than=said(NOT_MORE_THAN)) if reason else None
    texts = ("dose", *TIMES, "last-given", "next-due", "note")
    values: dict[str, Any] = {name.replace("-", "_"): said(name) for name in texts}
    values |= {"medicine": said("medicine") or _EMPTY, "when_needed": needed, "change": item.get(CHANGE) or None}
    return Medicine.model_construct(**values)


def _blank_medicine(phrases: Phrases) -> Medicine:
    """Spaces for a medicine and how much at each time."""
    times: tuple[PhraseName, ...] = ("morning", "noon", "evening", "bedtime")
    amounts: dict[str, Any] = {time: _blank(phrases[time]) for time in times}
    return Medicine.model_construct(medicine=_blank(phrases["medicine"]), **amounts)


def _as_of(source: Line, fields: Fields) -> tuple[Text | None, list[Finding]]:
    """“List as of” and a day."""
    phrases = Language.of(fields.language).phrases
    before, after = phrases["list-as-of"].split(_GAP)
    spec = fields.specs.get(source)
    if spec is not None and spec.type == "date":
        value = fields.printed(spec, fields.value(source)) if fields.value(source) else ""
        day = Words(value, fields=(Filled(str(source), 0, len(value)),)) if value else None
        blank = Blank(str(source), spec.label or before.strip(), BLANK_WIDTH if spec.width is None else spec.width)
    else:
        try:
            value = phrases.date(datetime.date.fromisoformat(source))
        except ValueError:
            message = f"“{source}” is no date, and no field of `type: date`."
            dates = [name for name, one in fields.specs.items() if one.type == "date"]
            hint = did_you_mean(source, dates, "Name one that is declared under `fields:`, or write a date.")
            return None, [Finding(message, source.place(), hint)]
        day, blank = Words(value), None
    middle = day or blank
    spans = (Words(before), *((middle,) if middle else ()), Words(after))
    kept = tuple(span for span in spans if not isinstance(span, Words) or span.text)
    return Text(f"{before}{value}{after}", source.places[:0], (kept,)), []


# --- cells


def _said(source: Line, number: int, name: str, item: Mapping[str, str], fields: Fields) -> Text | None:
    """What an item says in a column, as it is printed; None for nothing."""
    value = item.get(name, "")
    column = next((one for one in fields.specs[source].columns if one.name == name), None)
    if not value or column is None:
        return None
    shown = fields.printed(column.spec, value)
    filled = Filled(f"{source}.{number}.{name}", 0, len(shown))
    places = source.places.at([0] * len(shown))
    return Text(shown, places, ((Words(shown, places=places, fields=(filled,)),),))


def _blank(label: str) -> Text:
    """A space to write in, that says what belongs there."""
    return Text(label, paragraphs=((Blank("", label, BLANK_WIDTH),),))


def _no_list(source: Line, fields: Fields) -> Finding:
    lists = [name for name, spec in fields.specs.items() if spec.is_list]
    hint = did_you_mean(source, lists, "Declare it under `fields:` with `type: rows` and `columns: […]`.")
    return Finding(f"“{source}” is no field of `type: rows`.", source.place(), hint)


def _columns_hint(name: str, spec: FieldSpec) -> str:
    return did_you_mean(name, spec.column_names, f"Its columns are {', '.join(spec.column_names)}.")
