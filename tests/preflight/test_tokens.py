"""What a content stream says, operator by operator, however it is written."""

from __future__ import annotations

import pytest

from carefold.pdfread.tokens import operations

P3 = ["/P", {"/MCID": 3.0}]


@pytest.mark.parametrize(("written", "read"), [
    (b"1 0 0 1 5 -.6 Tm ET", [([1.0, 0.0, 0.0, 1.0, 5.0, -0.6], b"Tm"), ([], b"ET")]),
    (b"/F1 12 Tf 12Tw", [(["/F1", 12.0], b"Tf"), ([12.0], b"Tw")]),
    (b"1 2 3 4 5 6 7 8 scn", [([1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0], b"scn")]),
    (b"1-2 .. 3\0004 5 Td", [([0.0, 0.0, 3.0, 4.0, 5.0], b"Td")]),
    (b"1 true null 2 false gs", [([1.0, True, None, 2.0, False], b"gs")]),
    (b"/P <</MCID 3>> BDC EMC", [(P3, b"BDC"), ([], b"EMC")]),
    (b"7 /P<< /MCID 3 >>BDC", [([7.0, *P3], b"BDC")]),
    (b"/P <</MCID 3>> BDCx", [(P3, b"BDCx")]),
    (b"/P <</MCID 3 /Lang (x)>> BDC", [(["/P", {"/MCID": 3.0, "/Lang": b"x"}], b"BDC")]),
    (b"[7 /P <</MCID 3>> BDC 4 w", [([], b"BDC"), ([4.0], b"w")]),
    (b"[1 2 3] 0 d", [([[1.0, 2.0, 3.0], 0.0], b"d")]),
    (b"2 [<00>-5<01>] TJ 6 w", [([[b"\0", -5.0, b"\1"]], b"TJ"), ([6.0], b"w")]),
    (b"10 20 m 30 40 l S", [([b"10 20 m 30 40 l "], b"path"), ([], b"S")]),
    (b"5 BI /W 1 ID \0 1 2 w EI 3 w", [([], b"EI"), ([3.0], b"w")]),
    (b"BI /W 3 w", [([], b"BI"), (["/W", 3.0], b"w")]),
    (b"(a\\)) Tj %(b) Tj\nT*", [([b"a)"], b"Tj"), ([], b"T*")]),
])  # fmt: skip
def test_operands_and_operators(written, read):
    assert list(operations(written)) == read
