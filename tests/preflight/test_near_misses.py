"""What comes close to a fault, and is none, stays silent: a near miss for every code."""

from __future__ import annotations

import random
from collections.abc import Callable
from io import BytesIO

import pikepdf
import pytest
from harm import (
    INSIDE,
    OUTSIDE,
    add_font,
    edit,
    elements,
    first,
    font,
    kids,
    lay_over,
    links,
    paint_last,
    print_pixels,
    put_picture,
    recolour,
    run_with,
    shift_to,
    tm,
)
from pikepdf import Array, Dictionary, Name, Pdf, String

from carefold.diagnostics.codes import OF_PDFS
from carefold.preflight.preflight import preflight
from carefold.units import MM

FOLD = 265.5  # where the inside's first panel ends
BODY = "Most safety data"


def nothing(_pdf: Pdf) -> None:
    """Saved again by another program, as it was."""


def say(key: str, text: str) -> Callable[[Pdf], None]:
    return lambda pdf: pdf.docinfo.__setitem__(key, text)


def turn_pages_round(pdf: Pdf) -> None:
    page = pdf.pages[0]
    del pdf.pages[0]
    pdf.pages.insert(0, page)


def grow(pdf: Pdf) -> None:
    pdf.pages[0].MediaBox = Array([0, 0, 792.3, 612.3])


def capital_language(pdf: Pdf) -> None:
    pdf.Root.Lang = String("EN")


def fewer_preferences(pdf: Pdf) -> None:
    del pdf.Root.ViewerPreferences.PrintScaling


def note_in_xmp(pdf: Pdf) -> None:
    packet = pdf.Root.Metadata.read_bytes()
    pdf.Root.Metadata.write(packet.replace(b"<dc:format>", b"<!-- a note --><dc:format>"))


def boxes_of_the_page(pdf: Pdf) -> None:
    pdf.pages[0].TrimBox = pdf.pages[0].BleedBox = Array([0, 0, 792, 612])


def claim_nothing(pdf: Pdf) -> None:
    """Without tags, and without saying that there are some."""
    packet = pdf.Root.Metadata.read_bytes()
    for claim in (b"<pdfuaid:part>1</pdfuaid:part>", b"<pdfaid:conformance>A</pdfaid:conformance>"):
        assert claim in packet
        packet = packet.replace(claim, claim.replace(b">A<", b">B<") if b">A<" in claim else b"")
    pdf.Root.Metadata.write(packet)
    del pdf.Root.StructTreeRoot


def weigh(size: int) -> Callable[[Pdf], None]:
    def harm(pdf: Pdf) -> None:
        pdf.Root.PieceInfo = Dictionary(Ballast=pdf.make_stream(random.Random(1).randbytes(size)))

    return harm


def nudge(text: str, page: int) -> Callable[[Pdf], None]:
    """Move a run a hair's breadth."""

    def harm(pdf: Pdf) -> None:
        run = run_with(pdf, page, text)
        edit(pdf, page, tm(run), f"{run.left - 0.2:.3f} {run.baseline:.3f} Tm")

    return harm


def spell_out(pdf: Pdf) -> None:
    """A title that says its text itself, with a wider space."""
    heading = list(elements(pdf, "H2"))[1]
    heading.ActualText = String("What is  ketamine?")


def other_program(pdf: Pdf) -> None:
    """The font's program under the key of another kind: it is embedded all the same."""
    descriptor = font(pdf).DescendantFonts[0].FontDescriptor
    descriptor.FontFile3 = descriptor.FontFile2
    del descriptor["/FontFile2"]


def spoken_font(pdf: Pdf) -> None:
    """No ToUnicode, but an encoding that says as much."""
    add_font(pdf, "ABCDEF+Plain", Subtype=Name.TrueType)


def empty_page(pdf: Pdf) -> None:
    pdf.pages[0].Contents.write(b"")


def rename_font(pdf: Pdf) -> None:
    font(pdf).BaseFont = Name("/QWERTY+Other")


def show_first_glyph(pdf: Pdf) -> None:
    edit(pdf, INSIDE, r"\[<[0-9A-F]{4}", "[<0001")


def set_in(size: float, text: str) -> Callable[[Pdf], None]:
    def harm(pdf: Pdf) -> None:
        run = run_with(pdf, INSIDE, text)
        edit(pdf, INSIDE, rf"(/T\d+ )[\d.]+( Tf 1 0 0 1 {tm(run)})", rf"\g<1>{size}\2")

    return harm


def set_on_the_line_above(pdf: Pdf) -> None:
    """A line's worth above another text, and kerned into the one before it."""
    under = run_with(pdf, INSIDE, BODY)
    edit(pdf, INSIDE, tm(under), f"{under.left:.3f} {under.baseline + 4:.3f} Tm")


def no_suspects(pdf: Pdf) -> None:
    pdf.Root.MarkInfo.Suspects = False


def mark_without_number(pdf: Pdf) -> None:
    edit(pdf, INSIDE, r"(MCID 0>> BDC\s)(.*?)(\sEMC)", r"\1/Span BMC \2 EMC\3")


def write_out_content(pdf: Pdf) -> None:
    """Content by a dictionary in place of its number."""
    heading = first(pdf, "H1")
    number = next(int(kid) for kid in kids(heading) if not isinstance(kid, pikepdf.Object))
    page = next(page for page in pdf.pages if page.objgen == heading.Pg.objgen)
    heading.K = Dictionary(Type=Name.MCR, Pg=page.obj, MCID=number)


def hold_content_in_array(pdf: Pdf) -> None:
    heading = first(pdf, "H1")
    heading.K = Array(kids(heading))


def lengthen_parent_tree(pdf: Pdf) -> None:
    numbers = pdf.Root.StructTreeRoot.ParentTree.Nums
    numbers.append(9999)
    numbers.append(first(pdf, "H1"))


def hide_annotation(pdf: Pdf) -> None:
    """A note that nobody sees needs no element."""
    note = Dictionary(Type=Name.Annot, Subtype=Name.Text, Rect=Array([0, 0, 9, 9]), F=2)
    pdf.pages[0].Annots.append(pdf.make_indirect(note))


def mark_rule(pdf: Pdf) -> None:
    edit(pdf, INSIDE, r"\Z", "\n/Artifact BMC 10 10 1 1 re f EMC\n")


def paint_nothing(pdf: Pdf) -> None:
    edit(pdf, INSIDE, r"\Z", "\n10 10 1 1 re W n\n")


def empty_mark(pdf: Pdf) -> None:
    edit(pdf, INSIDE, r"\Z", "\n/Artifact BMC EMC\n")


def spell_figure(pdf: Pdf) -> None:
    figure = first(pdf, "Figure")
    figure.ActualText = figure.Alt
    del figure["/Alt"]


def fine_box(pdf: Pdf) -> None:
    figure = first(pdf, "Figure")
    figure.A.BBox = Array([float(edge) + 0.125 for edge in figure.A.BBox])


def say_where_link_leads(pdf: Pdf) -> None:
    links(pdf)[0].Contents = String("x")


def lower_heading(pdf: Pdf) -> None:
    """H3 after H2; from there back to H2 no level is skipped."""
    list(elements(pdf, "H2"))[1].S = Name.H3


def caption_list(pdf: Pdf) -> None:
    listing = first(pdf, "L")
    caption = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Caption, P=listing))
    listing.K = Array([caption, *kids(listing)])


def make_table(pdf: Pdf) -> None:
    """A list becomes a table of headers and cells; every header says what it heads."""
    listing = first(pdf, "L")
    for row in kids(listing):
        row.S = Name.TR
        for cell, role in zip(kids(row), (Name.TH, Name.TD), strict=True):
            cell.S = role
            cell.A = Dictionary(O=Name.Table, Scope=Name.Both) if role == Name.TH else Dictionary(O=Name.Table)
    listing.S = Name.Table


def mapped_role(pdf: Pdf) -> None:
    first(pdf, "H2").S = Name("/Heading")
    pdf.Root.StructTreeRoot.RoleMap = Dictionary(Heading=Name.H2)


def page_without_links(pdf: Pdf) -> None:
    """Nothing to tab to, so no order is needed."""
    page = next(page for page in pdf.pages if "/Annots" in page)
    for link in page.Annots:
        link.F = 2
    del page["/Annots"]
    del page["/Tabs"]


def paint_last_first(pdf: Pdf) -> None:
    """Another order of painting; the tree still reads as it did."""
    content = pdf.pages[INSIDE].Contents
    head, mark, tail = content.read_bytes().partition(b"/Artifact BMC")
    content.write(b"/Artifact BMC EMC\n" + head + mark + tail)


def field_named_by_parent(pdf: Pdf) -> None:
    link = links(pdf)[0]
    link.Subtype = Name.Widget
    link.Parent = pdf.make_indirect(Dictionary(TU=String("Your name"), Kids=Array([link])))
    pdf.Root.AcroForm = Dictionary(Fields=Array([link.Parent]))


def lead_to(address: str) -> Callable[[Pdf], None]:
    def harm(pdf: Pdf) -> None:
        next(link for link in links(pdf) if "/A" in link).A.URI = String(address)

    return harm


def open_on_a_page(pdf: Pdf) -> None:
    pdf.Root.OpenAction = Dictionary(S=Name.GoTo, D=Array([pdf.pages[1].obj, Name.Fit]))


def lead_to_a_page(pdf: Pdf) -> None:
    next(link for link in links(pdf) if "/Dest" in link).Dest = Array([pdf.pages[1].obj, Name.Fit])


def empty_names(pdf: Pdf) -> None:
    pdf.Root.Names = Dictionary(Dests=Dictionary(Names=Array()))


def embed_file(pdf: Pdf) -> None:
    """It brings its file along."""
    pdf.attachments["notes.txt"] = b"notes"


NEAR: dict[str, Callable[[Pdf], object]] = {
    "CF202": say("/Note", "/Encrypt"),
    "CF205": nothing,
    "CF207": turn_pages_round,
    "CF208": grow,
    "CF209": say("/Title", "About  ketamine"),
    "CF210": capital_language,
    "CF211": say("/Author", "Clinic education group; Riverbend Clinic; and others"),
    "CF212": fewer_preferences,
    "CF213": note_in_xmp,
    "CF214": nothing,
    "CF215": boxes_of_the_page,
    "CF216": say("/Keywords", "24 hours @ home, ISBN 978-0-306-40615-7, 10.1000/182, 555-0100"),
    "CF217": say("/Keywords", "Rosalind Pikes"),
    "CF218": weigh(9_500_000),
    "CF219": claim_nothing,
    "CF301": spell_out,
    "CF302": nudge("Skolnick P", INSIDE),
    "CF303": nudge("This handout is general", OUTSIDE),
    "CF304": other_program,
    "CF305": spoken_font,
    "CF306": spoken_font,
    "CF307": nudge("What is ketamine?", INSIDE),
    "CF308": empty_page,
    "CF309": nudge("Stress and depression", INSIDE),
    "CF310": rename_font,
    "CF311": show_first_glyph,
    "CF312": nudge("Code ", OUTSIDE),
    "CF401": shift_to(BODY, INSIDE, FOLD - 0.5),
    "CF402": shift_to(BODY, INSIDE, FOLD - 3.1 * MM),
    "CF403": shift_to(BODY, INSIDE, 230.0),
    "CF404": shift_to(BODY, INSIDE, 247.9),
    "CF405": set_in(9, "Skolnick P"),
    "CF406": set_on_the_line_above,
    "CF407": recolour(BODY, INSIDE, "0.44 0.44 0.44"),
    "CF408": put_picture(4, 4, 5, 5),
    "CF411": print_pixels(1.9),
    "CF412": paint_last(262, 100, 4, 400),  # between two panels
    "CF501": no_suspects,
    "CF502": mark_without_number,
    "CF503": write_out_content,
    "CF504": nothing,  # the same number on each page
    "CF505": hold_content_in_array,
    "CF506": lengthen_parent_tree,
    "CF507": lengthen_parent_tree,
    "CF508": hide_annotation,
    "CF509": hide_annotation,
    "CF510": mark_rule,
    "CF511": mark_without_number,
    "CF512": empty_mark,
    "CF513": spell_figure,
    "CF514": fine_box,
    "CF515": say_where_link_leads,
    "CF516": lower_heading,
    "CF517": caption_list,
    "CF518": make_table,
    "CF519": make_table,
    "CF520": mapped_role,
    "CF521": hold_content_in_array,
    "CF522": page_without_links,
    "CF523": paint_last_first,
    "CF524": hold_content_in_array,
    "CF525": field_named_by_parent,
    "CF601": lead_to("HTTPS://EXAMPLE.ORG"),
    "CF602": open_on_a_page,
    "CF603": open_on_a_page,
    "CF604": lead_to_a_page,
    "CF605": empty_names,
    "CF606": embed_file,
    "CF607": lead_to("https://xn--clnica-4va.example/gu%C3%ADa"),
}


@pytest.mark.parametrize(("code", "harm"), NEAR.items(), ids=NEAR)
def test_a_near_miss_stays_silent(trifold, code, harm):
    found = trifold.checked(trifold.harmed(harm))
    assert code not in {finding.code for finding in found.findings}, [str(finding) for finding in found.findings]


@pytest.mark.parametrize(("code", "change"), [
    ("CF201", lambda data: b"some bytes before\n" + data),
    ("CF203", lambda data: data + b"\r\n\r\n"),
    ("CF204", lambda data: b"\n\n" + data),
])  # fmt: skip
def test_bytes_around_a_pdf_stay_silent(trifold, code, change):
    assert code not in {finding.code for finding in trifold.checked(change(trifold.data)).findings}


def test_one_empty_page_is_a_page():
    out = BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(out)
    assert "CF206" not in {finding.code for finding in preflight(out.getvalue(), "x.pdf", None).findings}


def test_every_code_has_its_near_miss():
    elsewhere = {"CF201", "CF203", "CF204", "CF206", "CF220", "CF221", "CF222"}  # the last three: test_outside.py
    elsewhere |= {"CF413", "CF421"}  # test_poster.py, test_short.py
    verapdf = {"CF701", "CF702", "CF703"}  # test_verapdf.py: what is shipped passes
    assert NEAR.keys() | elsewhere | verapdf == OF_PDFS.keys()


def test_text_raised_over_a_title_is_far_enough(trifold):
    found = trifold.checked(trifold.harmed(lay_over(BODY, "What is ketamine?", INSIDE, 18.0)))
    assert "CF406" not in {finding.code for finding in found.findings}
