"""Records as files have them: spreadsheets' CSV, and JSON Lines."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carefold.diagnostics.carefold_error import CarefoldError
from carefold.merge.lines import read_lines
from carefold.merge.records import Records
from carefold.merge.tables import form_of, read_table

LF = "\n"


@pytest.fixture
def rows(tmp_path):
    def read(data, name="r.csv"):
        path = tmp_path / name
        path.write_bytes(data if isinstance(data, bytes) else data.encode())
        if name.endswith("jsonl"):
            return list(read_lines(path, name))
        return list(read_table(path, name, form_of(path, name)))

    return read


@pytest.mark.parametrize("sign", [",", ";", "\t", "|"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_what_spreadsheets_write(rows, sign, end, encoding):
    text = end.join([sign.join(("a", "b")), "", sign.join(("Muñoz", '"one\ntwo"')), sign.join(("x", '"q""q"')), ""])
    found = rows(text.encode(encoding))
    assert [dict(row.values) for row in found] == [{"a": "Muñoz", "b": "one\ntwo"}, {"a": "x", "b": 'q"q'}]
    assert [row.place.line for row in found] == [3, 5]
    assert [row.problems for row in found] == [(), ()]
    assert (found[1].number, found[1].at("b").column) == (2, 2)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ("", "r.csv: the file is empty."),
        ("sep=;\n", "r.csv: the file is empty."),
        ("a;b\nZoë;ñ\n".encode() + b"\xe9;x\n", "r.csv: the file is UTF-8 in some places only."),
        ("\n\n", "r.csv: the file is empty."),
        ("a,a\n1,2\n", "r.csv:1:1: columns 1 and 2 have the same name."),
        (b"\xff\xfea\0", "r.csv: the file is UTF-16."),
        (b"PK\x03\x04....", "r.csv: this is a workbook, not a CSV file."),
        (b"a\0b", "r.csv: this is no text file."),
    ],
)
def test_no_records(rows, data, said):
    with pytest.raises(CarefoldError) as caught:
        rows(data)
    assert str(caught.value).startswith(said)


def test_a_hundred_thousand_columns(rows):
    (row,) = rows(f"{','.join(f'c{number}' for number in range(100_000))}\n{'x,' * 99_999}x\n")
    assert len(row.values) == 100_000 and not row.problems


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("Ann", "r.csv:2: this record has 1 values, and there are 2 columns."),
        ("Ann,1,2", "r.csv:2: this record has 3 values, and there are 2 columns."),
        ('Ann,"1', "r.csv:2: the quotation marks of this record don't close."),
        ("Ann," + "1" * (1 << 21), "r.csv:2: a value of this record is longer than a million characters."),
        ('Ann,"1"2', "r.csv:2: the quotation marks of this record don't close."),
    ],
)
def test_bad_form(rows, line, said):
    (row,) = rows(f"a,b\n{line}\n")
    assert str(row.problems[0]).startswith(said)
    assert "Ann" not in str(row.problems[0]) + repr(row)


def test_what_excel_says_of_separators(rows):
    (row,) = rows('sep=;\r\na;b,c\r\n1;"2,5"\r\n')
    assert (dict(row.values), row.place.line, row.number) == ({"a": "1", "b,c": "2,5"}, 3, 1)


@pytest.mark.parametrize(("sign", "commas"), [(";", {"a", "b"}), (",", set()), ("\t", set())])
def test_where_commas_are_decimal(rows, sign, commas):
    (row,) = rows(f"a{sign}b\n1{sign}2\n")
    assert set(row.commas) == commas


def test_bytes_that_are_no_character(rows):
    (row,) = rows(b"a,b\nAnn\x81,Zo\xeb\n")
    assert str(row.problems[0]).startswith("r.csv:2:1: a character of this value can't be read.")
    assert "Ann" not in str(row.problems)


def test_accents_of_windows_that_look_like_others(rows):
    (row, _) = rows("a,b\nCAFÉ»,é\nü,ö\n".encode("cp1252"))
    assert dict(row.values) == {"a": "CAFÉ»", "b": "é"}


def test_what_stands_in_no_column_is_kept(rows):
    (row,) = rows("a,\n1,x,y\n")
    assert row.over == ("x", "y")


@given(st.one_of(st.binary(max_size=200), st.text(max_size=80).map(str.encode)), st.sampled_from(["r.csv", "r.jsonl"]))
def test_whatever_the_bytes(tmp_path_factory, data, name):
    path = tmp_path_factory.getbasetemp() / name
    path.write_bytes(data)
    try:
        for theirs, row in Records.open(path, name).pairs():
            assert row.number > 0 and repr(theirs) == f"Row({theirs.number}, …)"
    except CarefoldError:
        pass


def test_a_number_that_a_record_has(tmp_path):
    path = tmp_path / "r.csv"
    path.write_text("a,record_number\nx,0012\ny,\nz,no\n")
    found = [theirs for theirs, _ in Records.open(path, "r.csv").pairs()]
    assert [row.number for row in found] == [12, 2, 3]
    assert [len(row.problems) for row in found] == [0, 0, 1] and found[0].digits == 4


def test_a_value_without_a_column(rows):
    (row,) = rows("a,\n1,secret\n")
    assert str(row.problems[0]).startswith("r.csv:2:2: a value stands in a column without a name.")
    assert "secret" not in str(row.problems)


def test_json_lines(rows):
    found = rows(
        '{"a": "x", "n": 12.50, "none": null, "m": [{"medicine": "M", "dose": 1.0}]}\n\n{"a": true}\n', "r.jsonl"
    )
    assert [dict(row.values) for row in found] == [{"a": "x", "n": "12.50", "none": ""}, {"a": "true"}]
    assert found[0].lists == {"m": ({"medicine": "M", "dose": "1.0"},)}
    assert [row.place.line for row in found] == [1, 3]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("{", "r.jsonl:2: this line is no JSON object."),
        ("[1]", "r.jsonl:2: this line is no JSON object."),
        ("[" * 100_000, "r.jsonl:2: this line is no JSON object."),
        ("x" * (1 << 22), "r.jsonl:2: this line is longer than a million characters."),
        ('{"a": NaN}', "r.jsonl:2: this line is no JSON object."),
        ('{"a": "secret", "a": "2"}', "r.jsonl:2: a key stands twice in this record."),
        ('{"a": {"b": "secret"}}', "r.jsonl:2: “a” is no plain value."),
        ('{"secret 7": {"b": 1}}', "r.jsonl:2: one of its values is no plain value."),
        ('{"a": ["secret"]}', "r.jsonl:2: “a.1” is no object with plain values."),
        ('{"a": [{"secret 7": {"b": {}}}]}', "r.jsonl:2: one of its values is no plain value."),
    ],
)
def test_bad_lines(rows, line, said):
    good, row, after = rows(f'{{"a": "1"}}\n{line}\n{{"a": "3"}}', "r.jsonl")
    assert not good.problems and after.values == {"a": "3"}
    assert str(row.problems[0]).startswith(said)
    assert "secret" not in str(row.problems[0]) + repr(row)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ('[{"a": "1"}]', "r.jsonl: this is JSON, and no JSON Lines."),
        ('\ufeff\n{\n  "a": "1"\n}\n', "r.jsonl: this is JSON, and no JSON Lines."),
        ('{"a": "1"}'.encode("utf-16"), "r.jsonl: the file is UTF-16"),
    ],
)
def test_no_json_lines(rows, data, said):
    with pytest.raises(CarefoldError) as caught:
        rows(data, "r.jsonl")
    assert str(caught.value).startswith(said)
    assert len(caught.value.findings) == 1
