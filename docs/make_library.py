"""Write docs/library.md, and with --pictures its pictures: the handouts that come with carefold, how each stands."""

from __future__ import annotations

import datetime
import sys
from pathlib import Path

from carefold.content.plain_text import count_words
from carefold.order import Order
from carefold.project import Project
from carefold.run import Run
from carefold.twins import translations

ROOT = Path(__file__).resolve().parent.parent
PICTURES = ROOT / "docs" / "images" / "library"
WIDTH = 360  # pixels of a picture of both sides
HEAD = """# The library

Handouts that a clinic can start from: copy one into your project's `handouts/`, with `handouts/includes`, which holds
the lines that they share, and `handouts/references.json` if your project has none. Change what differs at your place;
blanks stand where numbers are the clinic's own.

**No clinician has reviewed any of them**, and each page says so. [clinical-review.md](clinical-review.md) lists, for
whoever does, the sentences that no source states in full, emergency lists first; what each other sentence rests on
stands in the handout's page of sources, by the numbers of [facts.md](facts.md).

| handout | for | words, grade | sources | state |
|---|---|---|---|---|
"""


def page() -> str:
    """The whole page."""
    run = Run(Project.open(None, datetime.date(2026, 12, 1)))
    return HEAD + "".join(_row(run, name) for name in names())


def names() -> list[str]:
    """The library, in the order of the alphabet."""
    return sorted(path.stem for path in (ROOT / "docs" / "sources").glob("*.md"))


def _row(run: Run, name: str) -> str:
    found = run.review(name, None)
    handout, grades = found.handout, found.grades
    words = count_words(handout.title, handout.main_point, handout.sections)
    grade = f"{grades.whole.value:.1f}" if grades else "–"
    state = "; ".join(f"{one.name}, {one.date}" for one in handout.reviewers) or "not reviewed"
    state += "".join(
        _twin(run, f"{name}.{tag}")
        for tag in translations(run.workspace.sources.project_names("handouts")).get(name, ())
    )
    return (
        f"| **[{handout.title}](../handouts/{name}.yaml)**<br>![{handout.title}, both sides](images/library/{name}.png)"
        f" | {handout.audience} | {words}, {grade} | [{len(found.resolved.references)}](sources/{name}.md)"
        f" | version {handout.version}, {state} |\n"
    )


def _twin(run: Run, name: str) -> str:
    handout = run.handout(name)
    return f"; [{handout.language}](../handouts/{name}.yaml), translated by {handout.translator}"


def draw() -> None:
    """Both sides of each tri-fold, small."""
    import pypdfium2
    from PIL import Image

    run = Run(Project.open(None, datetime.date(2026, 12, 1)))
    PICTURES.mkdir(exist_ok=True)
    for name in names():
        made = run.build(Order(name, "trifold"))
        sides = [side.render(scale=1).to_pil() for side in pypdfium2.PdfDocument(made.data)]
        both = Image.new("RGB", (sides[0].width, 2 * sides[0].height + 4), "grey")
        for count, side in enumerate(sides):
            both.paste(side, (0, count * (side.height + 4)))
        small = both.resize((WIDTH, both.height * WIDTH // both.width), Image.Resampling.LANCZOS)
        small.quantize(64).save(PICTURES / f"{name}.png", optimize=True)


if __name__ == "__main__":
    if "--pictures" in sys.argv[1:]:
        draw()
    (ROOT / "docs" / "library.md").write_text(page(), encoding="utf-8")
