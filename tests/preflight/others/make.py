"""Make the PDFs of this folder with other tools: `pip install typst weasyprint fpdf2`, then `python make.py`."""

from __future__ import annotations

import datetime
import os
from pathlib import Path

HERE = Path(__file__).resolve().parent
FONTS = HERE.parents[2] / "fonts"
os.environ.setdefault("SOURCE_DATE_EPOCH", "1796083200")

TYPST = """
#set document(title: "Drink enough", author: "Clinic", date: datetime(year: 2026, month: 12, day: 1))
#set page("a6", margin: 12mm)
#set text(font: "Source Sans 3", size: 11pt, lang: "en")
= Drink enough
Water, tea or soup: *eight cups* a day. See #link("https://riverbend.example")[our page].
#rect(fill: rgb("#0b6e73"), radius: 4pt, inset: 6pt)[#text(white)[Call us at 555-0100.]]
- In the morning
- At noon
#table(columns: 2, table.header[Time][Cups], [Morning], [2], [Noon], [3])
#figure(circle(radius: 8pt, fill: aqua), alt: "A drop of water", caption: [Water])
"""

PAGE = """<!DOCTYPE html><html lang="en"><head><title>Drink enough</title><meta name="author" content="Clinic">
<style>@font-face {{font-family: Handout; src: url({font})}} @page {{size: a6; margin: 12mm}}
body {{font: 11pt Handout}} .call {{background: #0b6e73; color: white; border-radius: 4pt; padding: 6pt}}
{style}</style>
</head><body><h1>Drink enough</h1>
<p>Water, tea or soup: eight cups a day. See <a href="https://riverbend.example">our page</a>.</p>
<p class="call">Call us at 555-0100.</p><ul><li>In the morning</li><li>At noon</li></ul>
<table><thead><tr><th>Time</th><th>Cups</th></tr></thead><tr><td>Morning</td><td>2</td></tr></table>{more}</body></html>
"""
FAULTY = """<p class="faint">This line is hard to see.</p><p class="under">This line lies</p>
<p class="over">under this line.</p><p class="shaded">A shading lies behind this line.</p>
<p><a href="http://riverbend.example">An old address</a>, <a href="javascript:alert(1)">a script</a></p>"""
STYLE = """.faint {color: #bbb} .under {margin: 0} .over {margin-top: -10pt; margin-left: 20pt}
.shaded {background: linear-gradient(to right, white, black)} .call {font-size: 7pt}"""


def typst() -> None:
    """Tagged, and PDF/UA-1 is claimed."""
    import typst

    source = HERE / "typst.typ"
    source.write_text(TYPST, encoding="utf-8")
    typst.compile(source, output=HERE / "typst.pdf", font_paths=[FONTS], pdf_standards=["ua-1"])
    source.unlink()


def weasyprint() -> None:
    """Once as it comes, once as PDF/UA-1, once with faults."""
    from weasyprint import HTML

    font = (FONTS / "SourceSans3-Regular.ttf").as_uri()
    plain = PAGE.format(font=font, style="", more="")
    HTML(string=plain).write_pdf(HERE / "weasyprint.pdf")
    HTML(string=plain).write_pdf(HERE / "weasyprint-ua.pdf", pdf_variant="pdf/ua-1")
    HTML(string=PAGE.format(font=font, style=STYLE, more=FAULTY)).write_pdf(HERE / "weasyprint-faulty.pdf")


def fpdf2() -> None:
    """With fonts that are not in the file, then with one that is; the second has text over text and over a picture."""
    from fpdf import FPDF
    from PIL import Image

    for name, family in (("fpdf2-core", "Helvetica"), ("fpdf2", "Source")):
        pdf = FPDF(format=(105, 148))
        pdf.set_creation_date(datetime.datetime(2026, 12, 1, tzinfo=datetime.UTC))
        pdf.add_page()
        pdf.set_title("Drink enough")
        if family == "Source":
            pdf.add_font(family, fname=FONTS / "SourceSans3-Regular.ttf")
        pdf.set_font(family, size=20)
        pdf.cell(text="Drink enough", new_x="LMARGIN", new_y="NEXT")
        pdf.set_font(family, size=11)
        pdf.multi_cell(0, text="Water, tea or soup: eight cups a day.", new_x="LMARGIN", new_y="NEXT")
        pdf.set_fill_color(11, 110, 115)
        pdf.set_text_color(255)
        pdf.cell(text="Call us at 555-0100.", fill=True, new_x="LMARGIN", new_y="NEXT")
        pdf.set_text_color(0)
        pdf.set_fill_color(255)
        with pdf.table(first_row_as_headings=False) as table:
            for row in (("Time", "Cups"), ("Morning", "2")):
                table.row(row)
        if family == "Source":
            pdf.text(12, 90, "Two texts that were")
            pdf.text(14, 91, "set at one place")
            pdf.image(Image.new("RGB", (4, 4), (200, 220, 240)), x=10, y=100, w=60, h=20)
            pdf.text(12, 110, "Words on a picture")
            pdf.set_author("nurse@clinic.example")
        pdf.output(HERE / f"{name}.pdf")


if __name__ == "__main__":
    for make in (typst, weasyprint, fpdf2):
        make()
