"""Ways to find and to change things in a finished leaflet, for tests that plant faults."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from io import BytesIO

from pikepdf import Array, Dictionary, Name, Object, Pdf

from carefold.pdfread.document import open_document
from carefold.pdfread.page import Run

OUTSIDE, INSIDE = 0, 1  # the leaflet's pages


# --- ways to find and change things


def edit(pdf: Pdf, page: int, old: str, new: str) -> None:
    """Replace the first match of a pattern in a page's content."""
    content = pdf.pages[page].Contents
    changed, count = re.subn(old.encode("latin-1"), new.encode("latin-1"), content.read_bytes(), count=1, flags=re.S)
    assert count == 1, old
    content.write(changed)


def elements(pdf: Pdf, role: str) -> Iterator[Object]:
    """Structure elements of a role, in reading order."""

    def walk(element: Object) -> Iterator[Object]:
        if element.get("/S") == f"/{role}":
            yield element
        for kid in kids(element):
            if isinstance(kid, Dictionary) and "/S" in kid:
                yield from walk(kid)

    for top in kids(pdf.Root.StructTreeRoot):
        yield from walk(top)


def kids(element: Object) -> list[Object]:
    below = element.get("/K")
    if below is None:
        return []
    return list(below) if isinstance(below, Array) else [below]


def first(pdf: Pdf, role: str) -> Object:
    return next(elements(pdf, role))


def links(pdf: Pdf) -> list[Object]:
    return [one for page in pdf.pages for one in page.get("/Annots", []) if one.Subtype == "/Link"]


def font(pdf: Pdf) -> Object:
    return pdf.pages[INSIDE].Resources.Font["/T1"]


def runs(pdf: Pdf, page: int) -> list[Run]:
    """The text of a page as it now is, read with our own interpreter."""
    out = BytesIO()
    pdf.save(out)
    document, _ = open_document(out.getvalue())
    assert document is not None
    return document.contents[page].runs


def run_with(pdf: Pdf, page: int, text: str) -> Run:
    return next(run for run in runs(pdf, page) if text in run.text)


def erase(text: str, page: int) -> Callable[[Pdf], None]:
    """Take the run with this text off the page; its marked content stays."""

    def harm(pdf: Pdf) -> None:
        run = run_with(pdf, page, text)
        edit(pdf, page, rf"(MCID {run.mcid}>> BDC\s)((?:(?!EMC).)*?)BT(?:(?!ET).)*{tm(run)}.*?\sET\s", r"\1\2")

    return harm


def tm(run: Run) -> str:
    """The operator that places a run, however its numbers are written."""
    x, y = (re.escape(f"{value:.3f}".rstrip("0").rstrip(".")) for value in (run.left, run.baseline))
    return rf"{x}\.?0* {y}\.?0* Tm"


def shift_to(text: str, page: int, right: float) -> Callable[[Pdf], None]:
    """Move a run so that its ink ends at `right`."""

    def harm(pdf: Pdf) -> None:
        run = run_with(pdf, page, text)
        edit(pdf, page, tm(run), f"{run.left + right - run.right:.3f} {run.baseline:.3f} Tm")

    return harm


def lay_over(text: str, other: str, page: int, above: float = 2.0) -> Callable[[Pdf], None]:
    """Move a run onto another, some points above its baseline."""

    def harm(pdf: Pdf) -> None:
        under = run_with(pdf, page, other)
        edit(pdf, page, tm(run_with(pdf, page, text)), f"{under.left:.3f} {under.baseline + above:.3f} Tm")

    return harm


def recolour(text: str, page: int, colour: str) -> Callable[[Pdf], None]:
    """Set a run in another colour."""

    def harm(pdf: Pdf) -> None:
        run = run_with(pdf, page, text)
        edit(pdf, page, rf"(BT [^E]*?)(/T\d+ [\d.]+ Tf 1 0 0 1 {tm(run)})", rf"\1 {colour} rg \2")

    return harm


def put_picture(x: float, y: float, width: float, height: float) -> Callable[[Pdf], None]:
    """Paint a picture before all else on the inside."""

    def harm(pdf: Pdf) -> None:
        place = f"q {width} 0 0 {height} {x} {y} cm".encode()
        image = b"/Artifact BMC " + place + b" BI /W 1 /H 1 /CS /G /BPC 8 ID \xff EI Q EMC\n"
        content = pdf.pages[INSIDE].Contents
        content.write(image + content.read_bytes())

    return harm


def print_pixels(width: float) -> Callable[[Pdf], None]:
    """Paint a picture of 4 × 4 pixels, `width` points wide."""

    def harm(pdf: Pdf) -> None:
        picture = pdf.make_stream(
            bytes(4 * 4), Type=Name.XObject, Subtype=Name.Image, Width=4, Height=4, ColorSpace=Name.DeviceGray,
            BitsPerComponent=8,
        )  # fmt: skip
        page = pdf.pages[INSIDE]
        page.Resources.XObject = Dictionary(Coarse=picture)
        page.contents_add(f"/Artifact BMC q {width} 0 0 {width} 300 300 cm /Coarse Do Q EMC".encode())

    return harm


def paint_last(x: float, y: float, width: float, height: float) -> Callable[[Pdf], None]:
    """Paint a white box after all else on the inside."""

    def harm(pdf: Pdf) -> None:
        box = f"/Artifact BMC q 1 1 1 rg {x} {y} {width} {height} re f Q EMC"
        pdf.pages[INSIDE].contents_add(box.encode())

    return harm


def add_font(pdf: Pdf, name: str, **changes: Object) -> None:
    """Put a font without a program among those of the inside; nothing is set in it."""
    entries = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name(f"/{name}"), Encoding=Name.WinAnsiEncoding)
    for key, value in changes.items():
        entries[f"/{key}"] = value
    pdf.pages[INSIDE].Resources.Font["/T99"] = entries
