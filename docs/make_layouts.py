"""Write docs/layouts.md, and with --pictures its pictures: each layout, how it looks, and its YAML."""

from __future__ import annotations

import sys
from pathlib import Path

import pypdfium2
from PIL import Image

from carefold.commands.here import project_at
from carefold.diagnostics.carefold_error import CarefoldError
from carefold.order import Order
from carefold.pipeline import build

ROOT = Path(__file__).resolve().parent.parent
FOLDED = {
    "trifold": "Three panels a side, 450 to 700 words; the flap folds in first, so it is narrower. For racks: urgent "
    "numbers are on the back, which shows without unfolding; the flap holds one self-contained thing, or lines to write on.",
    "trifold-a4": "The same on A4: 100 / 100 / 97 mm.",
    "zfold": "Equal thirds, like an accordion, 450 to 700 words. The text goes on behind, after the two inside panels.",
    "zfold-a4": "The same on A4.",
    "gatefold": "On legal paper, 500 to 800 words: two leaves meet in the middle, and the cover goes across both. Inside four "
    "columns; text that is left over runs on onto the left column of the back.",
    "bifold": "Folded in the middle, 350 to 550 words in wide panels, which tables and schedules need. A long text goes on above "
    "the contact on the back, and in two columns where these hold more.",
    "bifold-a4": "The same on A4.",
    "card": "Two credit cards side by side, to cut out and fold once; about 40 words of at least 11 pt. The cover "
    "has title, subtitle and the clinic's name, without tagline; all sections stand inside; the back has the emergency line, phone numbers, and one line of imprint.",
}
PAGES = {
    "letter": "For what a clinic hands out every day: one sheet of two columns, printed on both sides, holds about 850 words, or "
    "550 with pictures, tables and short references; one side holds 250; more takes more pages. Tables, schedules and logs stand across both columns. “Call "
    "us” and 911 stand at the foot of the first page, which says what is on the other side; references, clinic and a code to "
    "scan close the last. Text is 12.5 pt, 12 where that saves a sheet, and up to 16 where pages have room to spare.",
    "a4": "The same on A4.",
    "letter-plain": "For readers who need it simple: one column, 14 pt, as many pages as needed, about 250 words on each. Where "
    "blocks that stay whole would leave much of a page white, type down to 12 pt is tried; a single page with little on "
    "it grows to 16 pt. Whom to call closes the text, or stands at the foot of the first page where that would be white.",
    "a4-plain": "The same on A4.",
    "large-print": "For readers with low vision: nothing under 18 pt, no italics, one column, about 150 words on a page, as many "
    "pages as needed. Citations stand on the line, [1], since raised numbers are small; 911 is 1.6 times as large as the "
    "text. Where it needs no more pages, type grows to 22 pt.",
    "poster": "For a wall, 11 × 17 in, read from some steps away: up to 240 words. The title has 64 pt, the main point 30 or "
    "more, the text 20 or more, the code to scan 1.75 in. References don't stand on it, but “Sources: ask at the desk”. "
    "Nobody writes on a wall: checklists, lines to write on, logs, teach-back, signatures, addresses, and what has a blank "
    "that no record fills are left out, with a heading or a text in a colon that leads to them; a warning (CF413) names "
    "each. What does not fit is refused, with the number of words that are too many.",
    "half-sheet": "For a few words at a counter: two copies side by side, to cut apart, up to 190 words on both sides of one "
    "sheet; more is refused. A screen reader meets one of the copies.",
    "booklet": "For a long text that is kept and taken up again: half-letter pages, folded and stapled. The first page is the "
    "cover of the leaflets, the last has what is on their back; in between stand about 200 words on a page, references at "
    "the foot of the last. It takes whole sheets: type grows to 16 pt where no more of them are needed, and pages that are "
    "left over have what `filler:` says, or become “My notes”. Where a page would be half empty beside one for notes, a schedule "
    "goes on on the facing page. Pages are numbered as they lie in the hand, the cover as 1.",
    "booklet-a5": "The same on A4: A5 pages.",
}
HANDOUTS = [(ROOT, "about-ketamine"), (ROOT / "tests" / "cases", "every-block"), (ROOT / "tests" / "cases", "tiny")]
HEAD = """# Layouts

A layout is a YAML file in `layouts/`, in your project or among ours. `carefold build NAME --layout L` uses one; what
`build` makes without `--layout` stands in project.yaml. To make your own, copy one of ours into your project's
`layouts/` and change it; [format.md](format.md#layoutsnameyaml) says what each key means.

If a text does not fit, nothing is cut and nothing is shrunk below the layout's smallest size: the build says where the
text stops, by how many lines and words it is too long, and which sections are the longest. `carefold show NAME --fit`
shows how full each panel is.

How many words a layout holds is counted with the main point, headings, paragraphs, lists, and whom to call; pictures,
tables, schedules and references take room from them.

Text that fills less than 60% of a leaflet grows, up to 16 pt, and the space between its blocks with it; then it stays on the
inside, and the flap takes what `filler:` in project.yaml says: lines for questions, the next visit, or notes. Below 40% the
leaflet is made all the same, and a warning (CF421) names the first layout of `instead:` that the text would fill by
60% or more, or says that there is none.

"""
TAIL = """
## Options

| key | means |
|---|---|
| `duplex: long-edge` | on a landscape sheet the second side is turned by 180°, for printers that flip on the long edge only |
| `bleed: 1/8in` or `3mm` | for print shops: the sheet grows, with crop marks; TrimBox and BleedBox are set; ticks stand outside the trim |
| `flap: 1/32in` to `1/8in` | how much narrower the flap is (letter fold) |
| `creep: 0.1mm` | booklets: how far each inner sheet's pages move towards the spine |
| `flat: {width, height}` | the finished piece is smaller than the sheet: it lies in the middle, with crop marks |
| `page: {width, height}`, `impose: two-up / saddle-stitch` | pages put on the sheet two at a time |
| `pages: 1`, `columns: 3` | the most pages there may be, and columns a page |
| `columns: 2`, folded | a panel is set in two columns where one would hold less than the wished type size needs |
| `flow: […, back]` | text that does not fit inside runs on onto the back, above the urgent sections and the contact |
| `{name: back, columns: 2}` | a wide back in two columns: text or urgent sections on the left, the clinic on the right |
| `leaf: gate` | the panel that closes against the front of a gate-fold: the cover goes across both |
| `type: {panels: each}` | the back has the type size that fits it best, whatever that of the inside is |
| `closing: brief` | all sections stand inside; the back has the emergency line, phone numbers the brand's notices and one line of imprint, without disclaimer or line about other formats |
| `instead: [half-sheet, letter]` | layouts that are tried where a handout fills less than 40% of this one |
| `cover: true` | pages become a booklet: a cover, a back, and pages for notes where sheets are left over |
| `references: full` | with titles and in the style of the project, as in letter-plain; short ones have a link each |
| `references: none` | neither references nor the marks that lead to them, but a line that says where to ask |
| `citations: line` | citations as [1] on the line; `raised` is usual |
| `forms: false` | what is to be filled in is left out, with a warning; it needs `references: none` |
| `type: {title, main-point, closing}` | the least size of the title and of the main point; the size of what closes the handout (11 pt) |
| `code: 1.75in` | the least side of codes to scan |
| `longer: letter` | the layout that is named where a text does not fit |
| `window: {left, top, width, height, play: [0.5in, 6mm]}` | what an envelope's window shows of the first page, the sheet in its middle, and how far that may slip to either side, and up or down: an `address` stands where it always shows, and nothing else where it may |
| `twin: trifold-a4` | the same layout for the other paper |

What your printer does is said once, in project.yaml, and holds for all layouts:

```yaml
printer: {paper: a4, flip: long-edge, shift: [2mm, -1mm]}
```

`paper` builds the twin of a layout for other paper; `flip` is the edge that the printer flips on; `shift` moves second
sides. `carefold build calibration` makes a sheet from which you read `flip` and `shift`.

## Printing

All layouts are made to be printed at 100%, on both sides, without a margin added by the program; the PDF asks for that
(ViewerPreferences), but not every program listens.

| program | choose |
|---|---|
| Acrobat | Size: **Actual size**. Print on both sides: **Flip on short edge** for landscape layouts, **Flip on long edge** for letter, A4 and large print |
| Edge | More settings: Scale **Actual size**; Print on both sides: **Flip on short edge** (landscape) or **long edge** |
| Chrome | More settings: Scale **Default**; Two-sided on, then **Flip on short edge** or **long edge** |
| Preview | Scale **100%**; Layout (or Media & Quality): Two-Sided, **Short-Edge binding** (landscape) or **Long-Edge binding** |

If a program shrinks the page all the same, no harm is done to the folds: text stays 3 mm away from them at 94% too.
"""


def page() -> str:
    """The whole page."""
    parts = [HEAD]
    for title, layouts in (("## Folded", FOLDED), ("## Pages", PAGES)):
        parts.append(f"{title}\n")
        if layouts is FOLDED:
            parts.append(
                "The strips show what a reader meets, view after view; they are made by turning and folding the"
            )
            parts.append("rendered sides (`python docs/fold.py`).\n")
        for name, words in layouts.items():
            yaml = (ROOT / "layouts" / f"{name}.yaml").read_text(encoding="utf-8").rstrip()
            parts.append(f"### {name}\n\n{words}\n\n![{name}](images/layouts/{name}.png)\n")
            if (ROOT / "docs" / "images" / "folds" / f"{name}.png").is_file():
                parts.append(f"![{name}, folded](images/folds/{name}.png)\n")
            parts.append(f"```yaml\n{yaml}\n```\n")
    return "\n".join(parts).rstrip() + "\n" + TAIL


def picture(name: str) -> Image.Image:
    """The first sides, of the first handout that fits."""
    for root, handout in HANDOUTS:
        try:
            data = build(project_at(root), Order(handout, name)).data
        except CarefoldError:
            continue
        document = pypdfium2.PdfDocument(data)
        sides = [
            document[number].render(scale=300 / document[number].get_width()) for number in range(min(3, len(document)))
        ]
        pictures = [side.to_pil() for side in sides]
        document.close()
        strip = Image.new("RGB", (310 * len(pictures) + 10, max(one.height for one in pictures) + 20), "#d8dcdd")
        for number, one in enumerate(pictures):
            strip.paste(one, (10 + 310 * number, 10))
        return strip
    raise SystemExit(f"no handout fits {name}")


def main() -> None:
    """Write the page; the pictures take longer."""
    if "--pictures" in sys.argv:
        folder = ROOT / "docs" / "images" / "layouts"
        folder.mkdir(parents=True, exist_ok=True)
        for name in (*FOLDED, *PAGES):
            picture(name).quantize(64).save(folder / f"{name}.png", optimize=True)
    (ROOT / "docs" / "layouts.md").write_text(page(), encoding="utf-8")


if __name__ == "__main__":
    main()
