"""Lists in a record: items by columns, each value with a name of its own."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carefold.model.field_spec import Column, FieldSpec
from carefold.model.rows import column_of, items_of, spec_of
from carefold.order import Record

ITEMS = st.lists(
    st.dictionaries(st.sampled_from(["dose", "next-due", "when-needed.for"]), st.text(min_size=1)), max_size=12
)


@given(items=ITEMS)
def test_items_come_back_as_they_were(items: list[dict[str, str]]) -> None:
    record = Record({"a.b": items, "other": "x"})
    assert items_of("a.b", record) == tuple(items)
    assert items_of("a", record) is None
    assert record["a.b"] == str(len(items) or "")
    assert hash(record) == hash(Record({"other": "x", "a.b": [dict(item) for item in items]}))


def test_what_a_value_must_hold_to() -> None:
    fields = {"a.b": FieldSpec(type="rows", columns=(Column(name="day", type="date"),)), "c": FieldSpec(type="number")}
    assert (spec_of("a.b.12.day", fields) or FieldSpec()).type == "date"
    assert (spec_of("c", fields) or FieldSpec()).type == "number"
    assert [spec_of(name, fields) for name in ("a.b.0.day", "a.b.1.dose", "a.1.day", "d")] == [None] * 4
    assert column_of("a.b.12.day", fields) == ("a.b", "day")
    assert column_of("c", fields) is None


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("{type: rows}", "`columns` and `type: rows` belong together."),
        ("{columns: [a]}", "`columns` and `type: rows` belong together."),
        ("{type: rows, columns: [a, b, a]}", "two columns are called “a”."),
        ("{type: rows, columns: [a b]}", "“a b” is no name for a column."),
        ("{type: rows, columns: [{name: a, type: rows}]}", "`type` can't be “rows”."),
        ("{type: rows, columns: [a], choices: [b]}", "a list has no choices of its own."),
    ],
)
def test_fields_that_are_no_lists(clinic, written, said) -> None:
    with pytest.raises(Exception, match=r"h\.yaml:10:") as caught:
        clinic.build("letter", fields=f"{{x: {written}}}")
    assert said in str(caught.value) and "Hint: " in str(caught.value)


@pytest.mark.parametrize(
    ("blocks", "said"),
    [
        ("- Words {{ list }}.", "“list” is a list, and no text. Hint: Write `rows-from`"),
        ("- table: {header: [A], rows-from: list}", "the header has 1 cells, but “list” has 2 columns."),
        ("- table: {header: [A], rows-from: list, columns: [c]}", "“list” has no column “c”."),
        ("- table: {header: [A], rows-from: list, columns: [a, b]}", "`columns` says which of an item stands below"),
        ("- table: {header: [A], rows-from: name}", "“name” is no field of `type: rows`."),
        ("- table: {header: [A], rows: [[a]], rows-from: list}", "a table has either `rows` or `rows-from`."),
        ("- table: {header: [A]}", "`rows` is missing."),
    ],
)
def test_tables_that_take_their_rows_from_nowhere(clinic, blocks, said) -> None:
    fields = "{name: {label: Name}, list: {type: rows, columns: [a, b]}}"
    with pytest.raises(Exception, match=r"h\.yaml:14:") as caught:
        clinic.build("letter", blocks, fields=fields)
    assert said in str(caught.value)


def test_a_table_may_take_some_columns(clinic, read_pdf) -> None:
    clinic.write("- table: {header: [B], rows-from: list, columns: [b]}",
                 fields="{list: {type: rows, columns: [a, b]}}")  # fmt: skip
    built = clinic.again("letter", {"list": [{"a": "Zuone", "b": "Zutwo"}]})
    (table,) = read_pdf(built.data).root.all("Table")
    assert [row.text for row in table.all("TR")] == ["B", "Zutwo"]


def test_a_bad_list_of_a_program_is_told_without_values(clinic) -> None:
    clinic.write(
        "- table: {header: [A], rows-from: list}", fields="{list: {type: rows, columns: [{name: a, type: date}]}}"
    )
    with pytest.raises(Exception, match="list") as caught:
        clinic.again("letter", {"list": [{"a": "Zanzibar"}, {"b": "Zanzibar"}]})
    said = str(caught.value)
    assert (
        "the value of “list.1.a” is no date." in said and "“list.2.b” is no column" in said and "Zanzibar" not in said
    )
