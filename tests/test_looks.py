"""What is compared when bytes may differ: it is blind to how a file is packed, and to nothing else."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from typing import Any

import pikepdf
import pytest
from looks import looks

from carefold.stages import Made


def changed(data: bytes, change: Callable[[pikepdf.Pdf], Any]) -> dict[str, str]:
    out = BytesIO()
    with pikepdf.open(BytesIO(data)) as pdf:
        change(pdf)
        pdf.save(out, object_stream_mode=pikepdf.ObjectStreamMode.disable, fix_metadata_version=False)
    return looks(out.getvalue())


def element(pdf: pikepdf.Pdf) -> Any:
    return pdf.Root.StructTreeRoot.K.K[0].K[0]


def paint(pdf: pikepdf.Pdf) -> None:
    page = pdf.pages[-1]
    page.Contents = pdf.make_stream(page.Contents.read_bytes() + b"\n/Artifact BMC 0 0 9 9 re f EMC")


def swap(pdf: pikepdf.Pdf) -> None:
    kids = pdf.Root.StructTreeRoot.K.K
    kids[0], kids[1] = kids[1], kids[0]


FAULTS: dict[str, Callable[[pikepdf.Pdf], Any]] = {
    "tags role": lambda pdf: setattr(element(pdf), "S", pikepdf.Name.H6),
    "tags order": swap,
    "pictures painted": paint,
    "said title": lambda pdf: pdf.docinfo.__setitem__("/Title", "Other"),
    "said box": lambda pdf: setattr(pdf.pages[0], "TrimBox", [0, 0, 9, 9]),
    "said bookmark": lambda pdf: setattr(pdf.Root.Outlines.First, "Title", "Other"),
    "said link": lambda pdf: pdf.pages[0].Annots[0].__setitem__("/Contents", "Other"),
}


def test_packing_is_not_seen(about_ketamine: dict[str, Made]) -> None:
    data = about_ketamine["trifold"].data
    assert changed(data, lambda pdf: None) == looks(data)


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_seen(fault: str, about_ketamine: dict[str, Made]) -> None:
    data = about_ketamine["trifold"].data
    before, after = looks(data), changed(data, FAULTS[fault])
    assert fault.split()[0] in [name for name in before if before[name] != after[name]]


def test_other_words_are_seen(clinic: Any) -> None:
    one, other = (looks(clinic.build("letter", f"- {words}").data) for words in ("Take it.", "Leave it."))
    assert one["text"] != other["text"]
