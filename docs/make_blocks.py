"""Write docs/blocks.md, and with --pictures its pictures: each block with its YAML, in a panel and on a page."""

from __future__ import annotations

import datetime
import sys
import tempfile
import textwrap
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
from PIL import Image

from carefold import pipeline
from carefold.commands.here import project_at
from carefold.graphics.colour import WHITE
from carefold.graphics.frame import Frame, Page, Slice
from carefold.graphics.outline import rectangle
from carefold.graphics.surface import Surface
from carefold.layout.block_table import compose_blocks
from carefold.layout.boxes import stacked
from carefold.layout.composition import Job
from carefold.model.blocks import KINDS
from carefold.pdf.write import Purpose, write
from carefold.pdf.xmp import Facts
from carefold.structure import Element, Numbered
from carefold.units import Area
from carefold.workspace import load_layout

ROOT = Path(__file__).resolve().parent.parent
PANEL, WIDE, TALL, EDGE, SIZE = 225.0, 425.0, 600.0, 10.0, 12.5  # points
UNPICTURED = ("page-break",)
HEAD = """# Blocks

Each block, as it stands in a panel of a leaflet (left) and on a letter page (right). A block is an item of a section's
`blocks`; `when:` beside its key prints it under a condition. [format.md](format.md#blocks) lists their keys, and
`tests/cases/handouts/gallery-*.yaml` has each of them in every state.
"""
GROUPS = {
    "Words": {
        "text": ("A paragraph; a bare string is the same. Small Markdown, fields and citations may stand in it.", """
            - A paragraph with **bold**, *italic* and a [link](https://riverbend.example).
            - text: This one is printed only where the condition holds.
              when: visit.date
        """),
        "heading": ("A sub-heading. It stays with what follows.", """
            - heading: Before you come
            - Eat as you always do.
        """),
        "list": ("Items with bullets; a list inside belongs to the item before it.", """
            - list:
                - Things to bring
                - [a coat, a book]
                - Time to rest
        """),
        "numbered": ("Items with numbers.", """
            - numbered: [Wash your hands., Dry them well.]
        """),
        "steps": ("What to do in order; a step stays whole.", """
            - steps:
                - {title: Before, text: Plan a ride home.}
                - {title: During, text: Staff stay near you.}
        """),
        "facts": ("Terms with what to know of each: below each other in a panel, side by side on a page.", """
            - facts: {When: Monday at 10 am, Where: "Room 4, second floor"}
        """),
        "questions": ("Questions are headings, so that a screen reader can jump to them.", """
            - questions:
                May I bring someone?: Yes, there is room for two.
                Where do I park?: Behind the house.
        """),
        "glossary": ("Terms and what they mean; the reading grade leaves them out.", """
            - glossary: {Off-label: a use that the label does not name, Infusion: medicine given slowly into a vein}
        """),
    },
    "Boxes": {
        "callout": ("note, tip, caution, warning or emergency: a drawn sign, a word, and a ground.", """
            - callout: {kind: note, title: Good to know, text: Tea is free.}
            - callout: {kind: warning, title: Do not drive, text: Have someone take you home.}
            - callout: {kind: emergency, text: Call **911**.}
        """),
        "zones": ("An action plan. Colour, word and shape say the same, so it can be read on a grey print.", """
            - zones:
                - {zone: green, title: You feel well, signs: [You sleep well], do: [Keep your visits]}
                - {zone: yellow, title: You feel worse, signs: [You sleep badly],
                   do: ["Call us: {{ brand.contact.phone }}"]}
                - {zone: red, title: You need help, signs: [You may harm yourself], do: [Call or text **988**]}
        """),
        "keep": ("Blocks that stay together on one panel or page.", """
            - keep: [This line stays with, {list: [this list]}]
        """),
        "foot": ("Blocks pinned to the foot of the panel or page.", """
            - foot: [Ask us anything.]
        """),
    },
    "Pictures": {
        "figure": ("An SVG of paths, a PNG or a JPEG, with words for those who can't see it. "
                   "A tall one is made smaller until it fits.", """
            - figure:
                image: handouts/images/hills.jpg
                alt: Two hills under a yellow sun
                caption: The view
                width: 2in
        """),
        "icon-array": ("So many out of so many: the alternative text is made from the numbers.", """
            - icon-array: {count: 64, of: 100, label: "**64 out of 100 people** felt much better. [@murrough2013]"}
        """),
        "compare": ("Two to four of them out of the same number.", """
            - compare:
                - {count: 64, of: 100, label: "**64 out of 100** with ketamine [@murrough2013]"}
                - {count: 28, of: 100, label: "**28 out of 100** with a comparison drug"}
        """),
        "chart": ("Bars or a line; without `alt` the numbers are read out.", """
            - chart:
                type: bar
                title: How people came
                unit: people out of 100
                data: {By bus: 64, On foot: 28, By boat: 8}
            - chart: {type: line, title: Visitors, data: {Mon: 120, Tue: 95, Wed: 40, Thu: 101, Fri: 160}}
        """),
        "big-number": ("A number that is seen first, the sentence that it belongs to, and the time that it is of.", """
            - big-number:
                number: 64 out of 100
                text: people felt much better. [@murrough2013]
                time: Within a day
        """),
        "body-map": ("Marks on a drawn body, and their list; left is the person's own left.", """
            - body-map:
                marks:
                  - {at: left-knee, text: Put ice on it.}
                  - {at: right-hip, text: Here you get the **shot**.}
                  - {at: throat}
        """),
        "qr": ("A code to scan, large enough for old phones, with its address in print.", """
            - qr: {url: https://riverbend.example/visit, caption: See how a visit goes.}
        """),
    },
    "Plans": {
        "table": ("Columns that fit keep their width, the others share the rest; a header that a page repeats.", """
            - table:
                caption: Opening times
                header: [Day, From, To]
                rows: [[Monday, 8 am, 5 pm], [Tuesday, 8 am, 7 pm]]
                row-headers: true
        """),
        "schedule": (
            "Medicines by the four times of day, each with its word and a pictogram; those that are stopped stand"
            " apart. A plain list of rows is enough; with `rows` beside it, it says of which day it is.", """
            - schedule:
                as-of: 2027-01-15
                rows:
                  - {medicine: Medicine A, dose: 10 mg tablets, morning: 1 tablet, change: same}
                  - {medicine: Medicine B, dose: 5 mg tablets, bedtime: 2 tablets, change: new, note: Take with food.}
                  - {medicine: Medicine C, dose: 500 mg tablets, note: Take 1 tablet.,
                     when-needed: {for: pain, not-more-than: 4 tablets in 24 hours}}
                  - {medicine: Medicine D, change: stop, note: You are well again.}
        """),
        "appointments": ("When, where and whom: a table on a page; what is left out is a blank to write in.", """
            - appointments:
                - {when: "Monday, 10 am", where: "Room 4, second floor", whom: Dr. Lee, note: Bring your card.}
                - {when: "{{ visit.date }}"}
        """),
        "do-dont": ("What to do and what not; signs and words say which is which.", """
            - do-dont:
                do: [Walk a little each hour., {icon: shower, text: Shower from the second day on.}]
                dont: [Lift more than 10 pounds., Drive for two weeks.]
        """),
        "timeline": ("What happens when.", """
            - timeline:
                - {when: The day before, text: We call you.}
                - {when: The day itself, text: You come with a friend.}
        """),
    },
    "Forms": {
        "checklist": ("Boxes to tick: 4 mm on paper, real ones in the screen edition.", """
            - checklist: [I have a ride home., I know whom to call.]
        """),
        "write-in": ("Lines 8 mm apart.", """
            - write-in: {label: My questions, lines: 2}
        """),
        "log": ("A grid to fill in by hand.", """
            - log: {columns: [Date, Hours of sleep, Mood], rows: 3}
        """),
        "teach-back": ("Questions that show whether we have been clear.", """
            - teach-back: [When do you call us?]
        """),
        "signature": ("A line to sign on and one for the date, for each role.", """
            - signature: {roles: [Patient, Clinician]}
        """),
    },
    "Contact": {
        "contact": ("Without a value the brand's numbers, or a contact of its own.", """
            - contact:
        """),
        "address": ("Where it is to be mailed. Letter pages put it in the window of the envelope.", """
            - address: ["{{ patient.name }}", 12 Long Road, "Springfield, IL 62701"]
        """),
    },
    "Order": {
        "include": ("Blocks of another file of the project, for text that many handouts share. Here it has a heading "
        "and a text.", """
            - include: handouts/parts/parking.yaml
        """),
        "page-break": ("What follows starts on a new panel or page. It takes no value.", """
            - page-break:
        """),
    },
}  # fmt: skip
PART = "- heading: Parking\n- Two hours are free behind the house.\n"
HANDOUT = """
title: Block
language: en
version: "1"
updated: 2026-01-01
review-by: 2999-01-01
authors: [Group]
audience: All
main-point: Remember.
disclaimer: default
fields: {patient.name: {width: 1.5in}, visit.date: {type: date}}
sections:
  - title: One
    blocks:
"""


def examples() -> Iterator[tuple[str, str, str, str]]:
    """Group, block, what it is for, and its YAML."""
    for group, blocks in GROUPS.items():
        for kind, (words, yaml) in blocks.items():
            yield group, kind, words, textwrap.dedent(yaml).strip("\n").rstrip()


def page() -> str:
    """The whole page."""
    parts, last = [HEAD], ""
    for group, kind, words, yaml in examples():
        if group != last:
            parts.append(f"## {group}\n")
        last = group
        picture = "" if kind in UNPICTURED else f"![{kind}](images/blocks/{kind}.png)\n"
        parts.append(f"### {kind}\n\n{words}\n\n```yaml\n{yaml}\n```\n\n{picture}".rstrip() + "\n")
    return "\n".join(parts)


def job_of(yaml: str, folder: Path) -> Job:
    """An example, ready to be set, in a project of its own."""
    for path in (ROOT / "brands" / "riverbend").iterdir():
        (folder / path.name).write_bytes(path.read_bytes())
    (folder / "handouts" / "images").mkdir(parents=True)
    for path in (ROOT / "tests" / "cases" / "handouts" / "images").iterdir():
        (folder / "handouts" / "images" / path.name).write_bytes(path.read_bytes())
    (folder / "handouts" / "parts").mkdir()
    (folder / "handouts" / "parts" / "parking.yaml").write_text(PART, "utf-8")
    (folder / "handouts" / "h.yaml").write_text(HANDOUT.lstrip() + textwrap.indent(yaml, "      ") + "\n", "utf-8")
    workspace = project_at(folder)
    content = pipeline.resolved(workspace, pipeline.opened(workspace, "h", None))
    return pipeline.prepare(workspace, content, load_layout(workspace, "trifold"))


def drawn(job: Job, measure: float) -> bytes:
    """The blocks of an example as a one-page PDF."""
    root = Element("Document", language="en")
    box = stacked(compose_blocks(job.resolved.handout.sections[0].blocks, root, job.setting(SIZE, measure, TALL)))

    paper = Element("Document", language="en")
    ground, extent = paper.add("P").leaf(), (measure + 2 * EDGE, box.height + 2 * EDGE)
    surface = Surface(Numbered.of(paper).numbers)
    with surface.tagged(ground):
        surface.paint(rectangle(0, 0, measure, box.height), fill=WHITE)
    with surface.untagged():
        box.draw(surface, EDGE, box.height + EDGE)

    moment = datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC)
    facts = Facts("Block", "carefold", "", "en", (), moment, moment, "carefold", "", "", "")
    frame = Frame("", 0, Area(0.0, 0.0, *extent), 0, (Slice(0.0, extent[1], extent[1], tuple(surface.items)),))
    return write([Page(extent, (frame,))], paper, facts, Purpose("none"))


def picture(yaml: str) -> Image.Image:
    """An example in a panel, and beside it on a page."""
    with tempfile.TemporaryDirectory() as folder:
        job = job_of(yaml, Path(folder))
        parts = []
        for measure in (PANEL, WIDE):
            document = pypdfium2.PdfDocument(drawn(job, measure))
            parts.append(document[0].render(scale=1.25).to_pil().convert("RGB"))
            document.close()
    made = Image.new("RGB", (sum(one.width for one in parts) + 30, max(one.height for one in parts) + 20), "#d8dcdd")
    made.paste(parts[0], (10, 10))
    made.paste(parts[1], (20 + parts[0].width, 10))
    return made


def main() -> None:
    """Write the page; the pictures take longer."""
    if {kind for _, kind, _, _ in examples()} != set(KINDS):
        raise SystemExit(f"not shown: {set(KINDS) - {kind for _, kind, _, _ in examples()}}")
    if "--pictures" in sys.argv:
        folder = ROOT / "docs" / "images" / "blocks"
        folder.mkdir(parents=True, exist_ok=True)
        for _, kind, _, yaml in examples():
            if kind not in UNPICTURED:
                picture(yaml).quantize(64).save(folder / f"{kind}.png", optimize=True)
    (ROOT / "docs" / "blocks.md").write_text(page(), encoding="utf-8")


if __name__ == "__main__":
    main()
