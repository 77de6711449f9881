"""Time carefold beside a bare ReportLab document of the same text, in one run: on a noisy machine only ratios count.

make bench
"""

from __future__ import annotations

import io
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from reportlab.lib.pagesizes import landscape, letter
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate, Paragraph

from carefold import pipeline
from carefold.commands.here import project_at
from carefold.order import Order
from carefold.review.review import review
from carefold.structure import Element

ROOT = Path(__file__).resolve().parent.parent
ROUNDS = 15


def best(function: Callable[[], object], rounds: int = ROUNDS) -> float:
    """The fastest of some rounds, in milliseconds."""
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        function()
        times.append(time.perf_counter() - start)
    return min(times) * 1000


def paragraphs(root: Element) -> list[str]:
    """The text of a document, one string a block element."""
    found: list[str] = []
    for element in root.walk():
        if element.role in ("P", "H1", "H2", "H3", "LBody", "Lbl", "Caption"):
            text = "".join(leaf.text for leaf in element.leaves())
            found.append(text.replace("&", "&amp;").replace("<", "&lt;"))
    return found


def bare(texts: list[str]) -> bytes:
    """The same words as untagged paragraphs in three columns on two sides."""
    width, height = landscape(letter)
    style = ParagraphStyle("text", fontName="Source", fontSize=11, leading=14)
    frames = [Frame(number * width / 3, 20, width / 3, height - 40) for number in range(3)]
    out = io.BytesIO()
    document = BaseDocTemplate(out, pagesize=(width, height))
    document.addPageTemplates([PageTemplate("side", frames)])
    document.build([Paragraph(text, style) for text in texts])
    return out.getvalue()


def cold(*arguments: str) -> float:
    """A whole command in a new process, in milliseconds; its modules are compiled, as in an installation."""
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    return best(lambda: subprocess.run(arguments, check=True, capture_output=True, cwd=ROOT, env=environment), 6)


def main() -> None:
    """Print a table of times and ratios."""
    pdfmetrics.registerFont(TTFont("Source", ROOT / "fonts" / "SourceSans3-Regular.ttf"))
    workspace = project_at(ROOT)
    rows: list[tuple[str, float, float]] = []
    for layout in ("trifold", "letter"):
        made = pipeline.make(workspace, Order("about-ketamine", layout))
        texts = paragraphs(made.composition.root)
        peer = best(lambda texts=texts: bare(texts))  # type: ignore[misc]
        warm = best(lambda layout=layout: pipeline.make(workspace, Order("about-ketamine", layout)))  # type: ignore[misc]
        checked = best(lambda layout=layout: pipeline.build(workspace, Order("about-ketamine", layout)))  # type: ignore[misc]
        rows += [(f"{layout}: bare ReportLab, same text", peer, 1.0), (f"{layout}: warm build", warm, warm / peer)]
        rows.append((f"{layout}: warm build and checks", checked, checked / peer))
    resolved = workspace.check("about-ketamine").resolved
    words = best(lambda: review("about-ketamine", resolved, workspace.settings, workspace.today))
    rows.append(("content review of about-ketamine", words, words / rows[0][1]))
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "carefold", "build", "about-ketamine", "--layout", "trifold", "--out", folder]
        bare_start = cold(sys.executable, "-c", "import reportlab.platypus")
        started = cold(*command)
        rows += [
            ("cold: Python and bare ReportLab", bare_start, 1.0),
            ("cold: carefold build", started, started / bare_start),
        ]
    for name, milliseconds, ratio in rows:
        print(f"{name:<40}{milliseconds:9.1f} ms{ratio:8.2f}×")


if __name__ == "__main__":
    main()
