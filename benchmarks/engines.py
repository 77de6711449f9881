"""The same text through each engine. What carefold is called by stands in the first part, and nowhere else here."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from html import escape
from pathlib import Path

from carefold import Order, Project, pipeline
from carefold.stages import Made
from carefold.structure import Element

ROOT = Path(__file__).resolve().parent.parent
TODAY = date(2026, 12, 1)  # before the review date of the handout
FONTS = ROOT / "fonts"
MARGINS = {"left": 93.6, "right": 93.6, "top": 50.4, "bottom": 64.8}  # points, as in layouts/letter.yaml
SIZE, LEADING = 12.5, 17.5
ADDRESS = "https://clinic.example"  # where every link leads
HEADINGS = {"H1": 24.0, "H2": 16.0, "H3": 13.0}


@dataclass(frozen=True)
class Block:
    """One heading, paragraph or item of a list: its role in the tree and its words, those of links apart."""

    role: str
    parts: tuple[tuple[str, bool], ...]

    @property
    def text(self) -> str:
        """All its words."""
        return "".join(words for words, _ in self.parts)


# --- carefold


def make(project: Path, handout: str, layout: str = "letter") -> Made:
    """A PDF without checks."""
    return pipeline.make(_opened(project), Order(handout, layout))


def build(project: Path, handout: str, layout: str = "letter") -> Made:
    """A PDF, its words reviewed before and the file checked afterwards."""
    return pipeline.build(_opened(project), Order(handout, layout))


def blocks(made: Made) -> tuple[Block, ...]:
    """What a handout says, with the brand's words and the references."""
    return tuple(block for block in _blocks(made.composition.root) if block.text.strip())


@cache
def _opened(folder: Path) -> Project:
    return Project.open(folder, TODAY)


def _blocks(element: Element) -> Iterator[Block]:
    for child in element.children:
        if not isinstance(child, Element):
            continue
        if child.role in (*HEADINGS, "P", "LI"):
            yield Block(child.role, tuple((leaf.text + " ", leaf.parent.role == "Link") for leaf in child.leaves()))
        else:
            yield from _blocks(child)


# --- peers: a function from a text to a PDF, made ready once

Engine = Callable[[tuple[Block, ...]], bytes]


def typst_source(text: tuple[Block, ...]) -> bytes:
    """Typst's markup; words stand in strings, so that none of them means anything to Typst."""
    return (_typst_head() + "\n\n".join(map(_typst_block, text))).encode()


def _typst_head() -> str:
    margin = ", ".join(f"{side}: {points}pt" for side, points in MARGINS.items())
    sizes = "".join(
        f"#show heading.where(level: {level}): set text(size: {size}pt)\n"
        for level, size in enumerate(HEADINGS.values(), 1)
    )
    return (
        f'#set document(title: "About ketamine")\n#set page("us-letter", margin: ({margin}))\n'
        f'#set text(font: "Source Sans 3", size: {SIZE}pt, lang: "en")\n{sizes}'
    )


def _typst_block(block: Block) -> str:
    words = " + ".join(
        f'link("{ADDRESS}", {json.dumps(part)})' if link else json.dumps(part) for part, link in block.parts
    )
    if block.role in HEADINGS:
        return f"#heading(level: {block.role[1]}, {words})"
    return f"{'- ' if block.role == 'LI' else ''}#({words})"


def typst() -> Engine:
    """Typst, the source given anew each time."""
    compiler = _typst_compiler()
    return lambda text: compiler.compile(typst_source(text), pdf_standards="ua-1")


def typst_once() -> Engine:
    """Typst by its one function, which reads the fonts at each call."""
    from typst import compile as once

    def run(text: tuple[Block, ...]) -> bytes:
        return once(typst_source(text), font_paths=[FONTS], ignore_system_fonts=True, pdf_standards="ua-1")

    return run


def typst_inputs() -> Engine:
    """Typst, one source that reads its words from `sys.inputs`."""
    compiler = _typst_compiler()
    source = f"""{_typst_head()}
    #for (role, parts) in json(bytes(sys.inputs.text)) {{
      let words = parts.map(part => if part.at(1) {{ link("{ADDRESS}", part.at(0)) }} else {{ part.at(0) }}).join()
      if role.starts-with("H") {{ heading(level: int(role.at(1)), words) }}
      else if role == "LI" {{ list(words) }}
      else {{ par(words) }}
    }}""".encode()

    def run(text: tuple[Block, ...]) -> bytes:
        words = json.dumps([(block.role, block.parts) for block in text])
        return compiler.compile(source, sys_inputs={"text": words}, pdf_standards="ua-1")

    return run


def _typst_compiler():
    from typst import Compiler, Fonts

    fonts = Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)])
    return Compiler(font_paths=fonts, ignore_system_fonts=True)


def weasyprint() -> Engine:
    """WeasyPrint, its style sheet and fonts read once."""
    from weasyprint import CSS, HTML
    from weasyprint.text.fonts import FontConfiguration

    fonts = FontConfiguration()
    sheet = CSS(string=_style(), base_url=str(FONTS), font_config=fonts)

    def run(text: tuple[Block, ...]) -> bytes:
        page = HTML(string=_html(text))
        return page.write_pdf(stylesheets=[sheet], font_config=fonts, pdf_variant="pdf/ua-1")

    return run


def _style() -> str:
    faces = "".join(
        f'@font-face {{ font-family: "Sheet"; font-weight: {weight}; '
        f'src: url("{(FONTS / f"SourceSans3-{name}.ttf").as_uri()}") }}'
        for name, weight in (("Regular", 400), ("Bold", 700))
    )
    margin = " ".join(f"{MARGINS[side]}pt" for side in ("top", "right", "bottom", "left"))
    sizes = "".join(f"{role.lower()} {{ font-size: {size}pt }}" for role, size in HEADINGS.items())
    body = f'body {{ font: {SIZE}pt/{LEADING}pt "Sheet" }}'
    return f"{faces} @page {{ size: letter; margin: {margin} }} {body} {sizes}"


def _html(text: tuple[Block, ...]) -> str:
    body = "".join(map(_html_block, text)).replace("</ul><ul>", "")
    return f'<html lang="en"><head><title>About ketamine</title></head><body>{body}</body></html>'


def _html_block(block: Block) -> str:
    words = "".join(f'<a href="{ADDRESS}">{escape(part)}</a>' if link else escape(part) for part, link in block.parts)
    return f"<ul><li>{words}</li></ul>" if block.role == "LI" else f"<{block.role}>{words}</{block.role}>"


def fpdf2() -> Engine:
    """The fpdf2 library, with shaping as the others have it; it tags no text."""
    from fpdf import FPDF

    def run(text: tuple[Block, ...]) -> bytes:
        pdf = FPDF(unit="pt", format="letter")
        pdf.set_margins(MARGINS["left"], MARGINS["top"], MARGINS["right"])
        pdf.set_auto_page_break(True, MARGINS["bottom"])
        pdf.add_font("Sheet", "", FONTS / "SourceSans3-Regular.ttf")
        pdf.add_font("Sheet", "B", FONTS / "SourceSans3-Bold.ttf")
        pdf.set_text_shaping(True)
        pdf.add_page()
        for block in text:
            size = HEADINGS.get(block.role, SIZE)
            pdf.set_font("Sheet", "B" if block.role in HEADINGS else "", size)
            pdf.multi_cell(0, size * LEADING / SIZE, block.text, new_x="LMARGIN", new_y="NEXT", align="L")
        return bytes(pdf.output())

    return run


def reportlab() -> Engine:
    """ReportLab's own paragraphs, without tags and shaping."""
    from io import BytesIO

    from reportlab.lib.styles import ParagraphStyle
    from reportlab.pdfbase.pdfmetrics import registerFont
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.platypus import Paragraph, SimpleDocTemplate

    for name in ("Regular", "Bold"):
        registerFont(TTFont(f"Sheet-{name}", str(FONTS / f"SourceSans3-{name}.ttf")))

    def style(role: str) -> ParagraphStyle:
        size = HEADINGS.get(role, SIZE)
        font = "Sheet-Bold" if role in HEADINGS else "Sheet-Regular"
        return ParagraphStyle(role, fontName=font, fontSize=size, leading=size * LEADING / SIZE)

    styles = {role: style(role) for role in (*HEADINGS, "P", "LI")}
    edges = {f"{side}Margin": points for side, points in MARGINS.items()}

    def run(text: tuple[Block, ...]) -> bytes:
        file = BytesIO()
        SimpleDocTemplate(file, pagesize=(612, 792), **edges).build(
            [Paragraph(escape(block.text), styles[block.role]) for block in text]
        )
        return file.getvalue()

    return run


def fullbleed() -> Engine:
    """Fullbleed, tagged PDF/UA-1, its fonts read once."""
    from fullbleed import PdfEngine

    files = [str(FONTS / f"SourceSans3-{name}.ttf") for name in ("Regular", "Bold")]
    engine = PdfEngine(font_files=files, pdf_profile="pdfua1", document_lang="en", document_title="About ketamine")
    sheet = _style().replace('"Sheet"', '"Source Sans 3"')
    return lambda text: bytes(engine.render_pdf(_html(text), sheet))


def ready(engine: Callable[[], Engine]) -> Engine | str:
    """An engine, or the reason why it can't run here."""
    try:
        return engine()
    except (ImportError, OSError) as error:
        return str(error).strip().splitlines()[0]
