"""What is read fast is what pypdf reads; whatever pypdf would mend or refuse is left to it."""

from __future__ import annotations

import random
from io import BytesIO

import pytest
from pypdf import PdfReader
from pypdf.generic import IndirectObject, NumberObject, read_object

from carefold.pdfread.document import listening
from carefold.pdfread.plain import Reader, _Atoms, _object, _spans

OBJECTS = (
    b"<</Type/Page/Rotate 90/MediaBox [0 0 612. -.5]/Contents 4 0 R/On true/Off false/No null>>",
    rb"<< /T (a \(b\) \101\n) /U <FEFF0041> /K [ 1 2 0 R 3 [/A <</B 1>>]] >>",
    b"<</Type /StructElem /S /P /P 162 0 R /Pg 51 0 R /K [19 160 0 R -.5 null] /Alt (to \\(do\\))/Lang<656E>/B true>>",
    b"[/A(x)<>12 0 R]",
    b"(text)",
    b"17 ",
)


def shape(value: object) -> object:
    """An object with its types, all the way down."""
    if isinstance(value, dict):
        return type(value), [(shape(key), shape(dict.__getitem__(value, key))) for key in value]
    if isinstance(value, list):
        return type(value), [shape(one) for one in list.__iter__(value)]
    if isinstance(value, IndirectObject):
        return value.idnum, value.generation
    return type(value), repr(value)


def by_pypdf(data: bytes, reader: PdfReader) -> tuple[object, list[str]]:
    """As pypdf reads an object, wherever in white space it is told to begin."""
    with listening() as mended:
        try:
            return shape(read_object(BytesIO(data.lstrip(b" \n\r")), reader)), mended
        except Exception as error:
            return error, mended


def test_all_of_a_leaflet_is_plain_and_the_same(trifold):
    plain, reader = Reader(BytesIO(trifold.data)), PdfReader(BytesIO(trifold.data))
    numbers = sorted(reader.xref_objStm)
    assert len(numbers) > 100
    for number in numbers:
        assert shape(IndirectObject(number, 0, plain).get_object()) == shape(
            IndirectObject(number, 0, reader).get_object()
        )
    stream = reader.get_object(reader.xref_objStm[numbers[0]][0])
    data = stream.get_data()
    assert all(
        _object(data, begin, end, _Atoms(plain)) for _, begin, end in _spans(data, stream["/N"], stream["/First"])
    )


@pytest.mark.parametrize("written", OBJECTS)
def test_plain_objects_are_read(trifold, written):
    reader = PdfReader(BytesIO(trifold.data))
    made = _object(written, 0, len(written), _Atoms(reader))
    assert made is not None
    assert (shape(made), []) == by_pypdf(written, reader)


def test_whatever_happens_to_them_the_same_is_read_or_nothing(trifold):
    reader, chance, read = PdfReader(BytesIO(trifold.data)), random.Random(7), 0
    for _ in range(16_000):
        written = bytearray(chance.choice(OBJECTS))
        for _ in range(chance.randint(1, 3)):
            place = chance.randrange(len(written))
            written[place : place + chance.randint(0, 2)] = chance.choice(
                (b"", chance.choice(b"<>[]()/ %\\R0a.-\n\0\xff").to_bytes())
            )
            written = written or bytearray(b"1")
        data = bytes(written)
        made = _object(data, 0, len(data), _Atoms(reader))
        if made is not None:
            read += 1
            assert (shape(made), []) == by_pypdf(data, reader), data
    assert read > 1000


@pytest.mark.parametrize("written", [
    b"<</A 1/A 2>>", b"<</A>>", b"<<1 2>>", b"<</A 1>> stream", b"[1>>", b"[1", b"1 0 R", b"/A", b"[1 % c\n]",
    b"[(a(b))]", b"/A#42 ", b"1 2", b"]", b"", b"<</A 1>>>>", b"[" * 40 + b"]" * 40, b"[" + b"1 " * 6000 + b"]",
])  # fmt: skip
def test_what_is_not_plain_is_left_to_pypdf(trifold, written):
    assert _object(written, 0, len(written), _Atoms(PdfReader(BytesIO(trifold.data)))) is None


@pytest.mark.parametrize(("head", "count", "first"), [
    (b"1 0 2 0 ", 2, 8), (b"1 0 2 9 ", 2, 8), (b"1 0 2 1 ", 3, 8), (b"1 0 2 x ", 2, 8), (b"1 0 2 1 ", 2, 80),
    (b"1 0 2 1 ", -2, 8), (b"1 0 2 1 ", 2, 0), (b"1 0 2 1 ", 2, -1),
])  # fmt: skip
def test_a_head_that_is_not_as_it_should_be_is_left_to_pypdf(head, count, first):
    assert _spans(head + b"12", NumberObject(2), NumberObject(8)) or head != b"1 0 2 1 "
    assert _spans(head + b"12", NumberObject(count), NumberObject(first)) == []
