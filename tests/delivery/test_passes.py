"""Two passes, sheet by sheet."""

from __future__ import annotations

from io import BytesIO

import pytest
from pypdf import PageObject, PdfReader, PdfWriter

from carefold.delivery.passes import backs_of, fronts_of


def pages(count: int) -> bytes:
    """Pages that are told by their widths: 501, 502, … points, all upright."""
    writer, out = PdfWriter(), BytesIO()
    for number in range(1, count + 1):
        writer.add_page(PageObject.create_blank_page(None, 500 + number, 800))
    writer.write(out)
    return out.getvalue()


def widths(data: bytes) -> list[int]:
    return [int(page.mediabox.width) - 500 for page in PdfReader(BytesIO(data)).pages]


@pytest.mark.parametrize(("count", "fronts", "backs"), [(2, [1], [2]), (4, [1, 3], [2, 4]), (5, [1, 3, 5], [2, 4, 5])])
def test_each_sheet_has_both_sides(count, fronts, backs):
    """The last one's back is empty, and as large as its front, where the number of pages is odd."""
    data = pages(count)
    assert widths(fronts_of(data)) == fronts
    assert widths(backs_of(data, "two-sided-long-edge", backwards=False)) == backs
    assert widths(backs_of(data, "two-sided-long-edge", backwards=True)) == backs[::-1]
