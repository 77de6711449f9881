"""Each fault, planted in a real PDF, is caught under the code that is meant for it."""

import random
import re
from collections.abc import Callable
from io import BytesIO

import pikepdf
import pytest
from harm import (
    INSIDE,
    OUTSIDE,
    edit,
    elements,
    erase,
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

# --- the faults


def drop_key(name: str, key: str) -> Callable[[Pdf], None]:
    def harm(pdf: Pdf) -> None:
        del first(pdf, name)[key]

    return harm


def swap_mcids(pdf: Pdf) -> None:
    edit(pdf, INSIDE, r"MCID 3>>", "MCID 9999>>")
    edit(pdf, INSIDE, r"MCID 0>>", "MCID 3>>")
    edit(pdf, INSIDE, r"MCID 9999>>", "MCID 0>>")


def drop_language(pdf: Pdf) -> None:
    del pdf.Root.Lang


def drop_title(pdf: Pdf) -> None:
    del pdf.docinfo["/Title"]


def other_title(pdf: Pdf) -> None:
    pdf.docinfo["/Title"] = "About something else"


def drop_author(pdf: Pdf) -> None:
    del pdf.docinfo["/Author"]


def drop_metadata(pdf: Pdf) -> None:
    del pdf.Root.Metadata


def spoil_metadata(pdf: Pdf) -> None:
    pdf.Root.Metadata.write(b"<x:xmpmeta><unclosed>")


def show_file_name(pdf: Pdf) -> None:
    del pdf.Root.ViewerPreferences.DisplayDocTitle


def drop_page(pdf: Pdf) -> None:
    del pdf.pages[1]


def other_size(pdf: Pdf) -> None:
    pdf.pages[0].MediaBox = Array([0, 0, 842, 595])


def turned(pdf: Pdf) -> None:
    pdf.pages[0].Rotate = 90


def take_font_out(pdf: Pdf) -> None:
    del font(pdf).DescendantFonts[0].FontDescriptor["/FontFile2"]


def unembedded_in_form(pdf: Pdf) -> None:
    helvetica = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica, Encoding=Name.WinAnsiEncoding)
    pdf.Root.AcroForm = Dictionary(Fields=Array(), DR=Dictionary(Font=Dictionary(Helv=helvetica)))


def drop_to_unicode(pdf: Pdf) -> None:
    for one in pdf.pages[INSIDE].Resources.Font.values():
        if "/ToUnicode" in one:
            del one["/ToUnicode"]


def only_spoken(pdf: Pdf) -> None:
    """A title that is drawn as nothing, but said: a screen reader hears it, no other program finds it."""
    erase("What is ketamine?", INSIDE)(pdf)
    heading = next(one for one in list(elements(pdf, "H2"))[1:])
    heading.ActualText = String("What is ketamine?")


def drop_all_text(pdf: Pdf) -> None:
    for page in pdf.pages:
        page.Contents.write(re.sub(rb"\bBT\b.*?\bET\b", b"", page.Contents.read_bytes(), flags=re.S))


def small(pdf: Pdf) -> None:
    run = run_with(pdf, INSIDE, "What is ketamine?")
    edit(pdf, INSIDE, rf"(/T\d+ )[\d.]+( Tf 1 0 0 1 {tm(run)})", r"\g<1>7\2")


def small_note(pdf: Pdf) -> None:
    """8.6 pt is enough beside larger type, but not on a line of its own."""
    run = run_with(pdf, INSIDE, "What is ketamine?")
    edit(pdf, INSIDE, rf"(/T\d+ )[\d.]+( Tf 1 0 0 1 {tm(run)})", r"\g<1>8.6\2")


def untag(pdf: Pdf) -> None:
    del pdf.Root.StructTreeRoot


def unmark_document(pdf: Pdf) -> None:
    pdf.Root.MarkInfo.Marked = False


def leave_content_out_of_tree(pdf: Pdf) -> None:
    del first(pdf, "H1")["/K"]


def take_content_off_page(pdf: Pdf) -> None:
    edit(pdf, INSIDE, r"/\w+ <</MCID 0>> BDC", "/Artifact BMC")


def use_mcid_twice(pdf: Pdf) -> None:
    edit(pdf, INSIDE, r"MCID 3>>", "MCID 0>>")


def hold_content_twice(pdf: Pdf) -> None:
    one, other = list(elements(pdf, "H2"))[:2]
    other.K = Array([*kids(other), *kids(one)])


def mix_up_parents(pdf: Pdf) -> None:
    parents = pdf.Root.StructTreeRoot.ParentTree.Nums[1]
    parents[0] = parents[1]


def mix_up_link_parents(pdf: Pdf) -> None:
    one, other = links(pdf)[:2]
    one.StructParent, other.StructParent = int(other.StructParent), int(one.StructParent)


def drop_object_reference(pdf: Pdf) -> None:
    link = first(pdf, "Link")
    link.K = Array([kid for kid in kids(link) if not isinstance(kid, Dictionary) or kid.get("/Type") != "/OBJR"])


def link_in_span(pdf: Pdf) -> None:
    first(pdf, "Link").S = Name.Span


def unmark_path(pdf: Pdf) -> None:
    edit(pdf, OUTSIDE, r"/Artifact BMC\s(.*?)\sEMC\s", r"\1 ")


def add_text(pdf: Pdf) -> None:
    edit(pdf, INSIDE, r"\Z", "\nBT /T1 12 Tf 300 300 Td [<0001>] TJ ET\n")


def nest(pdf: Pdf) -> None:
    edit(pdf, INSIDE, r"(MCID 0>> BDC\s)(.*?)(\sEMC)", r"\1/Artifact BMC \2 EMC\3")


def nest_span(pdf: Pdf) -> None:
    """In a file of ours, an artifact holds no marked content at all."""
    edit(pdf, OUTSIDE, r"(/Artifact BMC\s)(.*?)(\sEMC)", r"\1/Span <</ActualText (x)>> BDC \2 EMC\3")


def leave_open(pdf: Pdf) -> None:
    edit(pdf, INSIDE, r"\bEMC\s*\Z", "")


def cross_text(pdf: Pdf) -> None:
    edit(pdf, INSIDE, r"ET\s+EMC", "EMC ET")


def drop_box(pdf: Pdf) -> None:
    del first(pdf, "Figure").A["/BBox"]


def drop_contents(pdf: Pdf) -> None:
    del links(pdf)[0]["/Contents"]


def skip_level(pdf: Pdf) -> None:
    first(pdf, "H2").S = Name.H3


def start_low(pdf: Pdf) -> None:
    first(pdf, "H1").S = Name.H2


def paragraph_in_list(pdf: Pdf) -> None:
    first(pdf, "LI").S = Name.P


def make_table(pdf: Pdf, scope: bool = False) -> None:
    """A list becomes a table in the tree: rows of a header and a cell."""
    for item in kids(first(pdf, "L")):
        item.S = Name.TR
        for cell, role in zip(kids(item), (Name.TH, Name.TD), strict=True):
            cell.S = role
            if role == Name.TH and scope:
                cell.A = Dictionary(O=Name.Table, Scope=Name.Row)
    first(pdf, "L").S = Name.Table


def table_short_of_a_cell(pdf: Pdf) -> None:
    make_table(pdf, scope=True)
    cell = kids(first(pdf, "TR"))[1]
    cell.A = Dictionary(O=Name.Table, ColSpan=2)


def own_role(pdf: Pdf) -> None:
    first(pdf, "H2").S = Name("/Heading")


def other_parent(pdf: Pdf) -> None:
    first(pdf, "H1").P = first(pdf, "Link")


def drop_tabs(pdf: Pdf) -> None:
    del pdf.pages[0]["/Tabs"]


def circle(pdf: Pdf) -> None:
    section = first(pdf, "Sect")
    section.K = Array([*kids(section), section])


def nameless_field(pdf: Pdf) -> None:
    link = links(pdf)[0]
    link.Subtype = Name.Widget
    pdf.Root.AcroForm = Dictionary(Fields=Array([link]))


def lead_to(address: str) -> Callable[[Pdf], None]:
    def harm(pdf: Pdf) -> None:
        next(link for link in links(pdf) if "/A" in link).A.URI = String(address)

    return harm


def lead_nowhere(pdf: Pdf) -> None:
    next(link for link in links(pdf) if "/Dest" in link).Dest = String("nowhere")


def act_on(kind: str) -> Callable[[Pdf], None]:
    def harm(pdf: Pdf) -> None:
        pdf.Root.OpenAction = Dictionary(S=Name(f"/{kind}"), JS=String("app.alert(1)"), F=String("a.exe"))

    return harm


def act_on_page(pdf: Pdf) -> None:
    pdf.pages[0].AA = Dictionary(O=Dictionary(S=Name.JavaScript, JS=String("1")))


def act_next(pdf: Pdf) -> None:
    action = next(link for link in links(pdf) if "/A" in link).A
    action.Next = Dictionary(S=Name.Launch, F=String("a.exe"))


def embed_file(pdf: Pdf) -> None:
    pdf.attachments["notes.txt"] = b"notes"


def cut_elsewhere(pdf: Pdf) -> None:
    pdf.pages[0].TrimBox = Array([20, 20, 700, 500])


def trim_beyond_bleed(pdf: Pdf) -> None:
    pdf.pages[0].BleedBox = Array([5, 5, 787, 607])


def say(key: str, text: str) -> Callable[[Pdf], None]:
    """Set an entry of the document information."""
    return lambda pdf: pdf.docinfo.__setitem__(key, text)


def say_in_xmp(pdf: Pdf) -> None:
    packet = pdf.Root.Metadata.read_bytes()
    pdf.Root.Metadata.write(packet.replace(b"<dc:format>", b"<dc:rights>nurse@clinic.example</dc:rights><dc:format>"))


def make_heavy(size: int) -> Callable[[Pdf], None]:
    def harm(pdf: Pdf) -> None:
        pdf.Root.PieceInfo = Dictionary(Ballast=pdf.make_stream(random.Random(1).randbytes(size)))

    return harm


def drop_profile(pdf: Pdf) -> None:
    del pdf.Root.OutputIntents


def embed_whole(pdf: Pdf) -> None:
    font(pdf).BaseFont = Name.Whole


def show_no_glyph(pdf: Pdf) -> None:
    edit(pdf, INSIDE, r"\[<[0-9A-F]{4}", "[<0000")


def hide_script(pdf: Pdf) -> None:
    """In the names tree, below a name that nobody looks up."""
    script = pdf.make_indirect(Dictionary(S=Name.JavaScript, JS=String("1")))
    pdf.Root.Names = Dictionary(Pages=Dictionary(Kids=Array([Dictionary(Names=Array([String("a"), script]))])))


def hide_launch(pdf: Pdf) -> None:
    """In the events of a field below another field."""
    launch = Dictionary(S=Name.Launch, F=String("a.exe"))
    field = Dictionary(T=String("b"), AA=Dictionary(K=launch))
    pdf.Root.AcroForm = Dictionary(Fields=Array([Dictionary(T=String("a"), Kids=Array([field]))]))


def add_film(pdf: Pdf) -> None:
    film = Dictionary(Type=Name.Annot, Subtype=Name.Movie, Rect=Array([0, 0, 9, 9]), F=2)
    pdf.pages[0].Annots.append(film)


def make_portfolio(pdf: Pdf) -> None:
    pdf.Root.Collection = Dictionary(View=Name.T)


def refer_to_file(pdf: Pdf) -> None:
    pdf.Root.PieceInfo = Dictionary(Link=Dictionary(Type=Name.Filespec, F=String("chart.xls")))


def keep_data_outside(pdf: Pdf) -> None:
    pdf.Root.PieceInfo = Dictionary(Link=pdf.make_stream(b"", F=String("data.bin")))


DISCLAIMER = "This handout is general"
FAULTS: list[tuple[str, Callable[[Pdf], object]]] = [
    ("CF207", drop_page),
    ("CF208", other_size),
    ("CF208", turned),
    ("CF209", drop_title),
    ("CF209", other_title),
    ("CF210", drop_language),
    ("CF211", drop_author),
    ("CF212", show_file_name),
    ("CF213", drop_metadata),
    ("CF213", spoil_metadata),
    ("CF215", cut_elsewhere),
    ("CF215", trim_beyond_bleed),
    ("CF216", say("/Keywords", "Questions to nurse@clinic.example")),
    ("CF216", say("/Subject", "Call (555) 010-0199")),
    ("CF216", say("/Source", "C:" + chr(92) + "handouts" + chr(92) + "a.docx")),
    ("CF216", say_in_xmp),
    ("CF217", say("/Keywords", "for Rosalind Pike")),
    ("CF218", make_heavy(10_000_000)),
    ("CF219", untag),
    ("CF219", drop_language),
    ("CF219", take_font_out),
    ("CF219", drop_profile),
    ("CF301", erase("What is ketamine?", INSIDE)),
    ("CF302", erase("Skolnick P", INSIDE)),
    ("CF303", erase(DISCLAIMER, OUTSIDE)),
    ("CF304", take_font_out),
    ("CF304", unembedded_in_form),
    ("CF305", drop_to_unicode),
    ("CF306", drop_to_unicode),
    ("CF307", only_spoken),
    ("CF308", drop_all_text),
    ("CF309", erase("Stress and depression", INSIDE)),
    ("CF310", embed_whole),
    ("CF311", show_no_glyph),
    ("CF312", erase("Code ", OUTSIDE)),
    ("CF401", shift_to("Most safety data", INSIDE, 265.5 + 12)),
    ("CF402", shift_to("Most safety data", INSIDE, 265.5 - 4)),
    ("CF403", shift_to("Most safety data", INSIDE, 190.0)),
    ("CF404", shift_to("Most safety data", INSIDE, 252.0)),
    ("CF405", small),
    ("CF405", small_note),
    ("CF411", print_pixels(30)),
    ("CF412", paint_last(20, 400, 240, 100)),
    ("CF406", lay_over("Most safety data", "What is ketamine?", INSIDE)),
    ("CF407", recolour("Most safety data", INSIDE, "0.7 0.7 0.7")),
    ("CF408", put_picture(40, 40, 700, 500)),
    ("CF501", untag),
    ("CF501", unmark_document),
    ("CF502", leave_content_out_of_tree),
    ("CF503", take_content_off_page),
    ("CF504", use_mcid_twice),
    ("CF505", hold_content_twice),
    ("CF506", mix_up_parents),
    ("CF507", mix_up_link_parents),
    ("CF508", drop_object_reference),
    ("CF509", link_in_span),
    ("CF510", unmark_path),
    ("CF510", add_text),
    ("CF511", nest),
    ("CF511", nest_span),
    ("CF512", leave_open),
    ("CF512", cross_text),
    ("CF513", drop_key("Figure", "/Alt")),
    ("CF514", drop_box),
    ("CF515", drop_contents),
    ("CF516", skip_level),
    ("CF516", start_low),
    ("CF517", paragraph_in_list),
    ("CF518", table_short_of_a_cell),
    ("CF519", make_table),
    ("CF520", own_role),
    ("CF521", other_parent),
    ("CF522", drop_tabs),
    ("CF523", swap_mcids),
    ("CF524", circle),
    ("CF525", nameless_field),
    ("CF601", lead_to("file:///etc/passwd")),
    ("CF601", lead_to("javascript:alert(1)")),
    ("CF601", lead_to("http://example.org/")),
    ("CF602", act_on("JavaScript")),
    ("CF602", act_on_page),
    ("CF603", act_on("Launch")),
    ("CF603", act_next),
    ("CF604", lead_nowhere),
    ("CF602", hide_script),
    ("CF603", hide_launch),
    ("CF605", embed_file),
    ("CF605", add_film),
    ("CF605", make_portfolio),
    ("CF606", refer_to_file),
    ("CF606", keep_data_outside),
    ("CF607", lead_to("https://clínica.example/guía")),
    ("CF607", lead_to("https://правда.example")),
    ("CF607", lead_to("https://x.example".encode("utf-16"))),
    ("CF607", lead_to("https://clínica.example".encode())),
]


@pytest.mark.parametrize(("code", "harm"), FAULTS, ids=[f"{code}-{number}" for number, (code, _) in enumerate(FAULTS)])
def test_a_fault_is_caught(trifold, code, harm):
    found = trifold.checked(trifold.harmed(harm))
    new = {finding.code for finding in found.findings} - trifold.control
    assert code in new, [str(finding) for finding in found.findings]


def test_the_unharmed_file_passes_after_the_same_round_trip(trifold, letter):
    assert trifold.control == letter.control == set()


def test_a_table_with_scope_passes(trifold):
    found = trifold.checked(trifold.harmed(lambda pdf: make_table(pdf, scope=True)))
    assert not {"CF517", "CF518", "CF519"} & {finding.code for finding in found.findings}


def test_every_code_is_planted_somewhere():
    elsewhere = {"CF201", "CF202", "CF203", "CF204", "CF205", "CF206", "CF214", "CF220", "CF221", "CF222"}
    elsewhere |= {"CF413", "CF421", "CF701", "CF702", "CF703"}  # test_poster.py and test_short.py have the first
    assert {code for code, _ in FAULTS} | elsewhere == set(OF_PDFS)


def test_findings_say_where_and_what_to_do(trifold):
    report = trifold.checked(trifold.harmed(shift_to("Most safety data", INSIDE, 270.0)))
    finding = next(one for one in report.findings if one.code == "CF401")
    assert finding.place == "page 2, panel inside-left"
    assert "Most safety data" in finding.message and "mm over the fold" in finding.message
    assert finding.hint and finding.source.startswith("docs/look.md")


def test_pikepdf_finds_nothing_wrong_either(trifold, letter):
    for sample in (trifold, letter):
        with pikepdf.open(BytesIO(sample.data)) as pdf:
            assert pdf.check_pdf_syntax() == []
