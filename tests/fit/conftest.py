"""Random handouts, and all that must be true of every one that is laid out, checked box by box."""

from __future__ import annotations

import json
import random
import re
import shutil
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from drawn import Seen, looked_at
from opening import opened
from unbroken import broken

from carefold import pipeline
from carefold.diagnostics.carefold_error import CarefoldError
from carefold.diagnostics.finding import Finding
from carefold.graphics.colour import WHITE
from carefold.graphics.face import Face
from carefold.imposition.impose import Side, impose
from carefold.imposition.sheet import flow_panels, folded_sheet, page_area, page_columns
from carefold.languages.language import Language
from carefold.layout.blocks.times_of_day import MOST_MEDICINES
from carefold.layout.booklet_parts import cover_panel
from carefold.layout.composition import Composition
from carefold.model.layout import Layout
from carefold.resources import shipped
from carefold.structure import Element, Leaf, Numbered
from carefold.units import MM, Area
from carefold.workspace import Workspace, load_layout

SLACK = 0.06  # points
_SURELY = 0.75  # share of a panel or page that is there for a block whatever heading must stand on it
_MOST_ROWS = 6  # of a table that stays whole
_SHOWN = re.compile(r"Medicines?\d+(to\d+)?of\d+")  # what a schedule's head says where it is parted
PHRASES = Language.of("en").phrases
FORMS = ("checklist", "write-in", "log", "teach-back", "signature")
SIMPLE = ("text", "text", "text", "list", "numbered", "heading", "checklist", "facts", "write-in")
CARE = ("questions", "glossary", "compare", "zones", "timeline", "log", "teach-back", "signature", "qr")
KINDS = (*SIMPLE, "steps", "callout", "callout", "table", "table", "icon-array", "keep", "page-break", *CARE)
CALLOUTS = ("note", "tip", "caution", "warning", "emergency")
LETTERS, OTHERS = "aaabcddeeeefghiijklmnooprrsssttuuvwyzéñüøß", ("λμνο", "жика")  # a word is of one script

# --- random handouts


@dataclass
class Written:
    """A block, a section or a handout as data, and the words that are read out for it."""

    data: Any
    words: list[str] = field(default_factory=list)
    sections: list[Written] = field(default_factory=list)
    kept: list[tuple[int, int]] = field(default_factory=list)  # of a section: letters that stay in one column
    zones: list[tuple[int, int]] = field(default_factory=list)  # of a section: letters of action plans


@dataclass(frozen=True)
class Author:
    """Writes blocks of random words; `amount` is about how many words a text has, `cited` what a citation reads as."""

    dice: random.Random
    amount: int
    longest: int = 60
    cited: str = "ende1"
    forms: bool = True

    def word(self) -> str:
        """1 to 60 letters, most of them few; some may be parted at a hyphen or a slash."""
        most = min(self.longest, self.dice.choice((2, 4, 8, 12, 20, 60)))
        alphabet = LETTERS if self.dice.randrange(20) else self.dice.choice(OTHERS)
        letters = "".join(self.dice.choices(alphabet, k=self.dice.randint(1, most)))
        if len(letters) > 5 and not self.dice.randrange(8):
            letters = letters[:3] + self.dice.choice("-/") + letters[3:]
        return letters.capitalize() if self.dice.randrange(4) == 0 else letters

    def text(self, most: int = 60) -> str:
        words = [self.word() for _ in range(self.dice.randint(1, min(most, 2 * self.amount)))]
        if not self.dice.randrange(5):
            words += [str(self.dice.randint(1, 2000)), self.dice.choice(("mg", "mL", "hours", "tablets", "pounds"))]
        return " ".join(words)

    def marked(self, text: str) -> str:
        """The same words with some of them bold, in italics, or a link."""
        words = text.split(" ")
        at = self.dice.randrange(len(words))
        words[at] = self.dice.choice(("{}", "**{}**", "*{}*", "[{}](https://a.example)")).format(words[at])
        return " ".join(words)

    def block(self, kind: str) -> Written:
        made: Written = getattr(self, f"a_{kind.replace('-', '_')}")()
        return made

    def kind(self, kinds: Sequence[str]) -> str:
        """A kind of block; none to fill in where nobody writes."""
        kind = self.dice.choice(kinds)
        return kind if self.forms or kind not in FORMS else "text"

    def blocks(self, most: int) -> list[Written]:
        made = [self.block(self.kind(SIMPLE)) for _ in range(self.dice.randint(1, most))]
        return [*made, self.block("text")] if "heading" in made[-1].data else made

    def a_text(self) -> Written:
        """A paragraph; one in ten cites something."""
        text = self.text()
        words = text.split()
        if self.dice.randrange(10):
            return Written({"text": self.marked(text)}, words)
        return Written(
            {"text": f"{text} ende [@zarate2006]"}, [*words, *self.cited.split()]
        )  # never right behind a number

    def a_heading(self) -> Written:
        text = self.text(6)
        return Written({"heading": text}, text.split())

    def _items(self, numbered: bool, nested: bool = True) -> Written:
        made = Written([])
        for number in range(1, self.dice.randint(1, 6) + 1):
            text = self.text(20)
            made.data.append(text)
            made.words += [f"{number}." if numbered else "•", *text.split()]
            if nested and not self.dice.randrange(5):
                ordered = not self.dice.randrange(2)
                inner = self._items(ordered, nested=False)
                made.data.append({"numbered" if ordered else "list": inner.data})
                made.words += inner.words
        return made

    def a_list(self) -> Written:
        made = self._items(numbered=False)
        return Written({"list": made.data}, made.words)

    def a_numbered(self) -> Written:
        made = self._items(numbered=True)
        return Written({"numbered": made.data}, made.words)

    def a_steps(self) -> Written:
        made = Written([])
        for number in range(1, self.dice.randint(1, 5) + 1):
            title, text = self.text(8), self.text(20)
            made.data.append({"title": title, "text": text})
            made.words += [str(number), *title.split(), *text.split()]
        return Written({"steps": made.data}, made.words)

    def a_checklist(self) -> Written:
        items = [self.text(15) for _ in range(self.dice.randint(1, 5))]
        return Written({"checklist": items}, " ".join(items).split())

    def a_facts(self) -> Written:
        entries = {self.text(4): self.text(20) for _ in range(self.dice.randint(1, 4))}
        return Written({"facts": entries}, " ".join(f"{term} {text}" for term, text in entries.items()).split())

    def a_write_in(self) -> Written:
        label = self.text(8)
        return Written({"write-in": {"label": label, "lines": str(self.dice.randint(1, 6))}}, label.split())

    def a_callout(self) -> Written:
        kind, title = self.dice.choice(CALLOUTS), self.text(6)
        body: dict[str, Any] = {"kind": kind}
        words = PHRASES[kind].split()
        if self.dice.randrange(2):
            body["title"], words = title, title.split()
        if self.dice.randrange(2):
            text = self.text(30)
            body["text"] = text
            return Written({"callout": body}, [*words, *text.split()])
        inner = self.blocks(2)
        body["blocks"] = [one.data for one in inner]
        return Written({"callout": body}, words + [word for one in inner for word in one.words])

    def a_table(self) -> Written:
        columns = self.dice.randint(1, 8)
        longest = 60 if self.dice.randrange(8) == 0 else 4 + 16 // columns**2  # else it is too wide for most layouts
        short = Author(self.dice, min(self.amount, self.dice.choice((1, 2, 6))), longest)
        rows = [[short.text(12) for _ in range(columns)] for _ in range(self.dice.randint(2, 9))]
        words = " ".join(" ".join(row) for row in rows).split()
        body: dict[str, Any] = {"header": rows[0], "rows": rows[1:]}
        if self.dice.randrange(2):
            body["row-headers"] = "true"
        if self.dice.randrange(2):
            body["caption"] = self.text(8)
            words = [*body["caption"].split(), *words]
        return Written({"table": body}, words)

    def a_icon_array(self) -> Written:
        many = self.dice.choice((5, 10, 20, 50, 100))
        label, caption = self.text(8), self.text(12)
        body = {"count": str(self.dice.randint(0, many)), "of": str(many), "label": label, "caption": caption}
        body["icon"] = self.dice.choice(("dot", "person"))
        return Written({"icon-array": body}, f"{label} {caption}".split())

    def a_questions(self) -> Written:
        entries = {self.text(8): self.text(30) for _ in range(self.dice.randint(1, 3))}
        words = " ".join(f"{question} {answer}" for question, answer in entries.items()).split()
        return Written({"questions": entries}, words)

    def a_glossary(self) -> Written:
        entries = {self.text(4): self.text(20) for _ in range(self.dice.randint(1, 4))}
        words = " ".join(f"{term} : {text}" for term, text in entries.items()).split()
        return Written({"glossary": entries}, words)

    def a_compare(self) -> Written:
        many, labels = self.dice.choice((10, 100)), [self.text(6) for _ in range(self.dice.randint(2, 4))]
        arrays = [{"count": str(self.dice.randint(0, many)), "of": str(many), "label": label} for label in labels]
        return Written({"compare": arrays}, " ".join(labels).split())

    def a_zones(self) -> Written:
        made = Written([])
        for zone in self.dice.sample(("green", "yellow", "red"), self.dice.randint(1, 3)):
            title, signs, do = self.text(6), self.text(10), self.text(10)
            made.data.append({"zone": zone, "title": title, "signs": [signs], "do": [do]})
            made.words += [f"{PHRASES[zone]}:", *title.split(), "•", *signs.split()]  # type: ignore[index]
            made.words += [*PHRASES["what-to-do"].split(), "•", *do.split()]
        return Written({"zones": made.data}, made.words)

    def a_timeline(self) -> Written:
        moments = [{"when": self.text(4), "text": self.text(20)} for _ in range(self.dice.randint(1, 5))]
        words = " ".join(f"{moment['when']} {moment['text']}" for moment in moments).split()
        return Written({"timeline": moments}, words)

    def a_log(self) -> Written:
        short = Author(self.dice, 2, 6)
        columns = [short.text(3) for _ in range(self.dice.randint(1, 5))]
        body = {"columns": columns, "rows": str(self.dice.randint(1, 20))}
        return Written({"log": body}, " ".join(columns).split())

    def a_teach_back(self) -> Written:
        questions = [self.text(12) for _ in range(self.dice.randint(1, 3))]
        return Written({"teach-back": questions}, f"{PHRASES['own-words']} {' '.join(questions)}".split())

    def a_signature(self) -> Written:
        roles = [self.text(2) for _ in range(self.dice.randint(1, 3))]
        words = " ".join(f"{role} {PHRASES['date']}" for role in roles).split()
        return Written({"signature": {"roles": roles}}, words)

    def a_qr(self) -> Written:
        address, caption = "a.example/" + "x" * self.dice.randint(1, 150), self.text(10)
        return Written({"qr": {"url": f"https://{address}", "caption": caption}}, [*caption.split(), address])

    def a_schedule(self) -> Written:
        """In which order it is read depends on its width."""
        short = Author(self.dice, 3, 8)
        times = ("morning", "noon", "evening", "bedtime")
        rows = [
            {"medicine": self.text(4), "dose": short.text(3), "note": self.text(10)}
            | {time: short.text(3) for time in self.dice.sample(times, self.dice.randint(1, 4))}
            for _ in range(self.dice.randint(1, 6))
        ]
        return Written({"schedule": rows})

    def a_chart(self) -> Written:
        """What it says beside its labels are its numbers."""
        labels = {self.text(3): str(self.dice.randint(0, 20_000) / 10) for _ in range(self.dice.randint(1, 10))}
        body = {"type": self.dice.choice(("bar", "line")), "title": self.text(6), "unit": self.text(3)}
        return Written({"chart": body | {"data": labels | {"first": "1", "last": "2"}}})

    def a_keep(self) -> Written:
        inner = self.blocks(3)
        return Written({"keep": [one.data for one in inner]}, [word for one in inner for word in one.words])

    def a_page_break(self) -> Written:
        if self.dice.randrange(4):
            return self.a_text()
        return Written({"page-break": None})


def cited_in(layout: Layout | None) -> str:
    """How a citation is read after a word."""
    if layout and layout.references == "none":
        return "ende"
    return "ende [1]" if layout and layout.citations == "line" else "ende1"


def story(count: int, seed: int, amount: int, layout: Layout | None = None) -> Written:
    """A handout of `count` blocks in some sections; the last may be urgent, others may wish for panels in order."""
    dice, panels = random.Random(f"{seed}"), layout.flow if layout else ()
    cited, forms = cited_in(layout), layout is None or layout.forms
    wishes = iter(sorted(dice.sample(range(len(panels)), dice.randint(0, len(panels)))) if dice.randrange(2) else [])
    every, urgent = dice.choice((2, 4, 8, 60)), not dice.randrange(3)
    made = Written({}, PHRASES["main-point"].split())
    for number in range(count):
        author = Author(random.Random(f"{seed} {number}"), amount, cited=cited, forms=forms)
        if number % every == 0:
            title = author.text(5)
            made.sections.append(Written({"title": title, "blocks": []}, title.split()))
            wish = None if dice.randrange(3) else next(wishes, None)
            if wish is not None:
                made.sections[-1].data["panel"] = panels[wish]
        section = made.sections[-1]
        block = author.block(author.kind(KINDS))
        if "page-break" in block.data and (number % every == 0 or "heading" in section.data["blocks"][-1]):
            block = author.a_text()
        start = len("".join(section.words))
        section.data["blocks"].append(block.data)
        section.words += block.words
        if "keep" in block.data:
            section.kept.append((start, len("".join(section.words))))
        if "zones" in block.data and not any("schedule" in one for one in section.data["blocks"]):  # dashes
            section.zones.append((start, len("".join(section.words))))
    for section in made.sections:
        if {"heading", "page-break"} & section.data["blocks"][-1].keys():
            section.data["blocks"].append({"text": "Ende"})
            section.words.append("Ende")
    if urgent and len(made.sections) > 1:
        made.sections[-1].data["urgent"] = "true"
        made.sections[-1].data.pop("panel", None)
    point = Author(random.Random(f"{seed} point"), min(amount, 12)).text(20)
    made.data = {"main-point": point, "sections": [section.data for section in made.sections]}
    made.words += point.split()
    made.words += [word for section in made.sections for word in section.words]
    return made


# --- a project for them


@dataclass(frozen=True)
class Laid:
    """A handout laid out in a layout, or why it is not."""

    story: Written
    layout: Layout
    composition: Composition | None
    problems: tuple[Finding, ...] = ()


@dataclass(frozen=True)
class Desk:
    """A project with one handout, h, that is written anew each time. Each block stands on a line of its own."""

    folder: Path
    workspace: Workspace

    def write(self, story: Written, **keys: str) -> None:
        head = {
            "title": "Title", "language": "en", "version": "1", "updated": "2026-01-01", "review-by": "2999-01-01",
            "authors": ["Group"], "audience": "All", "disclaimer": "default", "main-point": story.data["main-point"],
        } | keys  # fmt: skip
        lines = [f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in head.items()] + ["sections:"]
        for section in story.data["sections"]:
            start = "- "
            for key, value in section.items():
                if key == "blocks":
                    lines.append("  blocks:")
                    lines += [f"  - {_yaml(block)}" for block in value]
                else:
                    lines.append(f"{start}{key}: {_yaml(value)}")
                start = "  "
        (self.folder / "handouts/h.yaml").write_text("\n".join([*lines, ""]), encoding="utf-8")

    def layout(self, name: str, **changes: Any) -> Layout:
        return load_layout(self.workspace, name).model_copy(update=changes)

    def lay_out(self, story: Written, layout: Layout) -> Laid:
        self.write(story)
        try:
            content = pipeline.resolved(self.workspace, pipeline.opened(self.workspace, "h", None))
            return Laid(story, layout, pipeline.compose(pipeline.prepare(self.workspace, content, layout)))
        except CarefoldError as error:
            return Laid(story, layout, None, error.findings)


def _yaml(value: Any) -> str:
    """Data on one line, as YAML and JSON both have it; nothing but a page break is empty."""
    return "page-break:" if value == {"page-break": None} else json.dumps(value, ensure_ascii=False)


@pytest.fixture(scope="session")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    folder = tmp_path_factory.mktemp("desk")
    shutil.copytree(shipped() / "brands/riverbend", folder / "brands/riverbend")
    (folder / "handouts").mkdir()
    (folder / "project.yaml").write_text("output: out\n")
    return Desk(folder, opened(folder))


@pytest.fixture(scope="session")
def prose() -> Callable[[int], Written]:
    """A handout of so many plain paragraphs."""

    def tell(count: int) -> Written:
        texts = [f"Zu{number} You may feel dizzy or sleepy for a while." for number in range(count)]
        section = Written({"title": "Section", "blocks": texts}, ["Section", *" ".join(texts).split()])
        words = [*PHRASES["main-point"].split(), "Remember.", *section.words]
        return Written({"main-point": "Remember.", "sections": [section.data]}, words, [section])

    return tell


@pytest.fixture(scope="session")
def tell() -> Callable[..., Written]:
    """Make up a handout; the arguments are those of `story`."""
    return story


@pytest.fixture(scope="session")
def author() -> Callable[[int, int], Author]:
    """Somebody who writes blocks: a seed, and about how many words a text has."""
    return lambda seed, amount: Author(random.Random(f"{seed}"), amount)


# --- what is printed


@dataclass(frozen=True)
class Print:
    """A run of text where it stands, its box as wide as its advance and as high as its ink."""

    page: int
    panel: str
    box: int  # of the page's boxes
    column: float  # where that box starts
    area: Area
    text: str
    baseline: float
    size: float
    raised: bool
    leaf: Leaf | None
    artifact: bool

    @cached_property
    def element(self) -> Element:
        """The block that the run belongs to."""
        assert self.leaf
        element = self.leaf.parent
        while element.role in ("Span", "Link", "Reference", "Form") and element.parent:
            element = element.parent
        return element

    @property
    def where(self) -> tuple[int, str, float]:
        return self.page, self.panel, self.column

    @property
    def unit(self) -> tuple[int, str]:
        """Where what belongs together stands: facts of one list may stand in columns side by side."""
        return self.page, self.panel


@lru_cache(maxsize=50_000)
def ink(face: Face, text: str) -> tuple[float, float]:
    """How far a word reaches below and above its baseline, as shares of its size."""
    extents = [face.font.get_glyph_extents(glyph) for glyph, _ in face.shape(text, "en").meaning]
    seen = [one for one in extents if one and one.height]
    low = min((one.y_bearing + one.height for one in seen), default=0)
    return low / face.upem, max((one.y_bearing for one in seen), default=0) / face.upem


def prints_of(number: int, panel: str, box: int, column: float, seen: Seen) -> Iterator[Print]:
    """What one box prints."""
    for line in seen.lines:
        for run in line.runs:
            words = [*run.words]
            while words and not words[-1].text.strip():
                words.pop()
            if not words:  # a space that another run's words end with
                area = Area(line.x, line.y, 0.0, 0.0)
                text = "".join(word.text for word in run.words)
                yield Print(
                    number, panel, box, column, area, text, line.y, run.size, False, run.leaf,
                    line.artifact or run.leaf is None,
                )  # fmt: skip
            else:
                reach = [ink(run.face, word.text) for word in words]
                hanging = run.face.bearing("•", run.size) if words[0].text == "•" else 0.0  # its ink is on the edge
                x, base = line.x + run.x + hanging, line.y + run.raised
                low, high = (run.size * edge for edge in (min(low for low, _ in reach), max(high for _, high in reach)))
                area = Area(x, base + low, sum(word.advance for word in words) * run.size / 1000 - hanging, high - low)
                text = "".join(word.text for word in run.words)
                yield Print(
                    number, panel, box, column, area, text, base - run.raised, run.size, bool(run.raised), run.leaf,
                    line.artifact or run.leaf is None,
                )  # fmt: skip


class Proof:
    """All that is wrong with a handout as it is laid out, one sentence a fault; for most there is none."""

    def __init__(self, laid: Laid) -> None:
        assert laid.composition
        self.story, self.layout, self.composition = laid.story, laid.layout, laid.composition
        self.root = self.composition.root
        self.sheet = folded_sheet(self.layout) if self.layout.sides else None
        self.prints: list[Print] = []
        self.shapes: list[tuple[int, str, Area]] = []
        tree = Numbered.of(self.root)
        for frame in self.composition.frames:
            for index, one in enumerate(frame.slices):
                seen = looked_at(one.items, tree)
                self.prints += prints_of(frame.side, frame.name, index, one.x, seen)
                # the quiet zone of a code, which is white, may lie in the margin
                shown = [outline for outline, look, _ in seen.shapes if look["stroke"] or look["fill"] != WHITE]
                areas = [*map(bounds, shown), *(picture[1] for picture in seen.pictures)]
                self.shapes += [(frame.side, frame.name, area) for area in areas]
        self.tagged = [one for one in self.prints if not one.artifact]
        self.sections = self._sections()
        self.by_leaf: dict[Leaf, list[Print]] = defaultdict(list)
        for one in self.tagged:
            self.by_leaf[one.leaf].append(one)  # type: ignore[index]

    def _sections(self) -> list[Element]:
        """The sections in the order of the source; the urgent ones may stand at the first page's foot."""
        notes = PHRASES["my-notes"]  # they may stand before the last sections
        elements = [
            one
            for one in self.root.children[2:]
            if isinstance(one, Element) and not (one.role == "Div" and read_out(one).strip().startswith(notes))
        ]
        if self.layout.cover:
            return self._booklet_sections(elements)
        calling, *others = elements
        pinned = any(isinstance(one, Element) and one.role == "Sect" for one in calling.children)
        if self.layout.sides or not (pinned or self.layout.columns > 1):
            return elements[: len(self.story.sections)]
        title = next((one.data["title"] for one in self.story.sections if "urgent" in one.data), "")
        first = next(iter(calling.children))
        called = (
            isinstance(first, Element)
            and bool(title)
            and read_out(first).split()[: len(title.split())] == title.split()
        )
        own = iter([one for one in calling.children if isinstance(one, Element)] if called else others[::-1])
        rest = iter(others)
        return [next(own) if "urgent" in one.data and called else next(rest) for one in self.story.sections]

    def _booklet_sections(self, elements: list[Element]) -> list[Element]:
        """Urgent sections stand on the back, after references and notes, where it holds them."""
        called = f"{PHRASES['call-us']}:"  # on page 2, before the sections
        elements = [one for one in elements if not read_out(one).strip().startswith(called)]
        calm = sum("urgent" not in one.data for one in self.story.sections)
        titles = [one.data["title"].split() for one in self.story.sections if "urgent" in one.data]
        urgent = [one for one in elements[calm:] if any(read_out(one).split()[: len(each)] == each for each in titles)]
        rest, last = iter(elements), iter(urgent)
        return [next(last if "urgent" in one.data else rest) for one in self.story.sections]

    def faults(self) -> Iterator[str]:
        yield from self.words()
        yield from self.areas()
        yield from self.sizes()
        yield from self.overprints()
        yield from self.paper()
        yield from self.order()
        yield from self.breaks()
        yield from self.places()
        yield from self.wholes()
        yield from self.boilerplate()
        yield from broken(self.composition, "en")

    def words(self) -> Iterator[str]:
        """Each word once, in order: as it is read out, and as it is printed."""
        for section, written in zip(self.sections, self.story.sections, strict=True):
            said = read_out(section).split()
            if written.words and said[: len(written.words)] != written.words:
                pairs = zip(said, written.words, strict=False)
                yield f"read out {next((pair for pair in pairs if pair[0] != pair[1]), 'too few words')}"
            if len(said) > len(written.words) > 0:
                yield f"read out {said[len(written.words) :]} too"
        label = [] if self.layout.closing == "brief" else PHRASES["main-point"].split()
        point = [*label, *str(self.story.data["main-point"]).split()]
        if self.story.words and read_out(self.root.children[1]).split() != point:
            yield "the main point is not read out"
        for leaf in self.root.leaves():
            printed = "".join(one.text for one in self.by_leaf[leaf])
            if printed.split() != leaf.text.split() and leaf.parent.actual_text != PHRASES["medicine"]:
                yield f"printed “{printed}” for “{leaf.text}”"
        known = set(self.root.leaves())
        yield from (f"“{one.text}” is in no element" for one in self.tagged if one.leaf not in known)

    @cached_property
    def headed(self) -> set[Leaf]:
        """The line about other formats, which stands in the head of the first page, right after the title."""
        opening = [] if self.layout.cover else self.root.children[0].children[1:]
        return {leaf for element in opening for leaf in leaves(element) if element.role == "P"}

    def live(self, page: int, panel: str) -> Area:
        """The part of a panel or page that takes text."""
        if self.layout.cover and panel in ("page 1", f"page {len(self.composition.frames)}"):
            return cover_panel(self.layout, panel).live
        return self.sheet.panel(panel).live if self.sheet else page_area(self.layout)

    def areas(self) -> Iterator[str]:
        """Text and shapes inside the live area, text of columns inside its column; furniture 7 mm from the edge."""
        page = Area(0.0, 0.0, *self.layout.extent)
        columns = [] if self.sheet else page_columns(self.layout)
        for one in self.prints:
            running = not self.sheet and (one.artifact or one.leaf in self.headed)
            area = page.inset(*[7 * MM] * 4) if running else self.live(one.page, one.panel)
            if not one.artifact and one.leaf and self.flows(one.leaf):
                own = next((column for column in columns if abs(column.x - one.column) < SLACK), None)
                area = own if own and len(columns) == 1 else area  # some stand across columns
            if not within(one.area, area, SLACK):
                yield f"“{one.text}” at {one.area} leaves {one.panel or 'its page'}, {area}"
        front = self.layout.front
        for number, panel, shape in self.shapes:
            area = page.inset(*[7 * MM] * 4) if not self.sheet else self.live(number, panel)
            if panel != front and not within(shape, area, 1.5):  # a tick box is higher than a line of 6 pt
                yield f"a shape {shape} leaves {panel}, {area}"

    def flows(self, leaf: Leaf) -> bool:
        """Whether a leaf belongs to a section."""
        element: Element | None = leaf.parent
        while element and element.parent is not self.root:
            element = element.parent
        return element in self.sections

    def sizes(self) -> Iterator[str]:
        """The author's words at or above the smallest size, nothing below that of notes."""
        sizes = self.layout.type
        if not sizes.smallest <= self.composition.type_size <= sizes.largest:
            yield f"the type size is {self.composition.type_size}"
        own = {leaf for section in (self.root.children[1], *self.sections) for leaf in leaves(section)}
        for one in self.prints:
            least = sizes.smallest if one.leaf in own else sizes.notes
            if one.size < (min(8.5, least) if one.raised else least) - 0.01:
                yield f"“{one.text}” is set in {one.size} pt"

    def overprints(self) -> Iterator[str]:
        """No text on other text, no box on another."""
        pages: dict[int, list[Print]] = defaultdict(list)
        for one in self.prints:
            pages[one.page].append(one)
        for prints in pages.values():
            prints.sort(key=lambda one: -one.area.top)
            for number, one in enumerate(prints):
                for other in prints[number + 1 :]:
                    if other.area.top <= one.area.y:
                        break
                    if overlap(one.area, other.area):
                        yield f"“{one.text}” {one.area} and “{other.text}” {other.area} overlap"
        for frame in self.composition.frames:
            columns: dict[float, list[Any]] = defaultdict(list)
            for one in frame.slices:
                if one.height:
                    columns[one.x].append(one)
            for boxes in columns.values():
                boxes.sort(key=lambda one: -one.y)
                for one, other in pairwise(boxes):
                    if one.y - one.height < other.y - SLACK:
                        yield f"a box at {one.x}, {one.y} reaches into the one at {other.y}"

    def paper(self) -> Iterator[str]:
        """3 mm from folds and cuts, 7 mm from the sheet's edge, also at 94% and centred."""
        for side in impose(self.layout, 1 + max(frame.side for frame in self.composition.frames)):
            width, height = side.extent
            from_edge = 3 * MM if side.trim else 7 * MM
            piece = side.trim or Area(0.0, 0.0, width, height)
            folds = folds_of(self.layout, side)
            for scale in (1.0,) if side.trim else (1.0, 0.94):
                for part in side.parts:
                    for one in self.prints:
                        if one.page != part.page:
                            continue
                        area = shrunk(moved(one.area, part.x, part.y), side.extent, scale)
                        if scale == 1.0 and not within(area, piece.inset(*[from_edge] * 4), SLACK):
                            yield f"“{one.text}” {area} is too near to the edge of {piece}"
                        for fold in folds:
                            if area.x - 3 * MM + SLACK < fold < area.right + 3 * MM - SLACK:
                                yield f"“{one.text}” {area} at {scale} is too near to the fold at {fold}"

    def order(self) -> Iterator[str]:
        """What is read later stands further down, or in a later column."""
        frames = {frame.name: frame for frame in self.composition.frames}
        names, foot = list(frames), set(self._at_first_foot())
        before, lowest = (0, 0.0, 1e6), 1e6  # panel, column, top; the lowest box on that panel
        for section in self.sections:
            for one in (one for leaf in leaves(section) for one in self.by_leaf[leaf]):
                if section in foot:
                    continue
                box = frames[one.panel].slices[one.box]
                at = (names.index(one.panel), one.column, box.y)
                if at[0] != before[0]:
                    lowest = 1e6
                later = at[1] > before[1] + SLACK or (
                    box.y <= before[2] + SLACK if at[1] > before[1] - SLACK else False
                )
                if at[0] < before[0] or (at[0] == before[0] and not later and box.y > lowest + SLACK):
                    yield f"“{one.text}” stands before what is read before it"
                before, lowest = at, min(lowest, box.y - box.height)

    def _at_first_foot(self) -> Iterator[Element]:
        """Urgent sections that stand at the first page's foot."""
        if not self.sheet:
            yield from (section for section in self.sections if section.parent is not self.root)

    def breaks(self) -> Iterator[str]:
        """Headings, paragraphs, rows, callouts and what is kept together, at the ends of columns."""
        flow = [one for section in self.sections for leaf in leaves(section) for one in self.by_leaf[leaf]]
        for one, other in pairwise(flow):
            if one.where != other.where and one.element.role.startswith("H"):
                yield f"the heading “{one.text}” ends a column"
        for section in self.sections:
            for element in section.walk():
                yield from self.whole_or_well(element)
        for section, written in zip(self.sections, self.story.sections, strict=True):
            for inside in stretches(section, written.kept):
                if len({one.unit for leaf in inside for one in self.by_leaf[leaf]}) > 1:
                    yield f"what is kept together is broken: {inside[0].text}"

    def whole_or_well(self, element: Element) -> Iterator[str]:
        inside = [one for leaf in element.leaves() for one in self.by_leaf[leaf]]
        columns: dict[tuple[int, str, float], set[float]] = defaultdict(set)
        for one in inside:
            if one.element is element or not is_block(element):
                columns[one.where].add(round(one.baseline, 1))
        if len(columns) < 2:
            return
        said = inside[0].text
        if element.role in ("Div", "TR", "Caption", "Lbl") or element.role.startswith("H"):
            yield f"a {element.role} is broken: “{said}”"
        if element.role == "LI" and self.stays_whole(element):
            yield f"an item is broken: “{said}”"
        if element.role in ("P", "LBody") and any(len(lines) < 2 for lines in columns.values()):
            yield f"a single line of “{said}” at the head or foot of a column"
        if element.role == "Table":
            yield from self.table(element)

    def stays_whole(self, item: Element) -> bool:
        """Whether an item is a step, a fact or one to tick; its list says so, or its label has no dot."""
        assert item.parent
        numbering = item.parent.attributes["ListNumbering"]
        label = next(item.leaves(), None)
        return numbering == "None" or (numbering == "Decimal" and label is not None and label.text.isdigit())

    def wholes(self) -> Iterator[str]:
        """Lists to tick, short tables and, on a folded sheet, steps stand in one column, zones on one page, wherever
        one can hold them; what has an order says where it goes on.
        """
        for section, written in zip(self.sections, self.story.sections, strict=True):
            title = [one.area for leaf in leaves(section.children[0]) for one in self.by_leaf[leaf]]
            for element in section.walk():
                what = kept_whole(element, folded=bool(self.sheet))
                prints = [one for leaf in element.leaves() for one in self.by_leaf[leaf]] if what else []
                if len({one.where for one in prints}) > 1 and self.held(title, prints):
                    yield f"{what} is parted, though one panel or page holds it: “{prints[0].text}”"
                if element.parent is section and has_order(element):
                    yield from self.going_on(element)
            for inside in stretches(section, written.zones):
                prints = [one for leaf in inside for one in self.by_leaf[leaf]]
                if len({one.unit for one in prints}) > 1 and self.held(title, prints):
                    yield f"zones are parted, though one panel or page holds them: “{prints[0].text}”"

    def held(self, title: Sequence[Area], prints: Sequence[Print]) -> bool:
        """Whether one panel or page can hold what is printed below a section's title."""
        parts: dict[tuple[int, str, float], list[Area]] = defaultdict(list)
        for one in prints:
            parts[one.where].append(one.area)
        high = sum(max(one.top for one in areas) - min(one.y for one in areas) for areas in (title, *parts.values()))
        return high < _SURELY * self.live(prints[0].page, prints[0].panel).height

    def going_on(self, listing: Element) -> Iterator[str]:
        """Above what stands elsewhere of a list that has an order, a word says that it goes on."""
        own = [one for leaf in listing.leaves() for one in self.by_leaf[leaf]]
        for before, one in pairwise(own):
            if before.where != one.where:
                above = [each for each in self.prints if each.where == one.where and each.box < one.box]
                if not above or not above[-1].text.endswith(f"({PHRASES['continued']})") or not above[-1].artifact:
                    yield f"a list goes on without a word: “{one.text}”"

    def boilerplate(self) -> Iterator[str]:
        """No page holds only what closes the handout: disclaimer, clinic, imprint, in columns references too."""
        if self.sheet or self.layout.cover:
            return
        flow = self.sections if self.layout.columns > 1 else self.root.children[:-1]
        own = {leaf for section in (*self.root.children[:2], *flow) for leaf in leaves(section)}
        rooms = {fill.name: fill.room for fill in self.composition.fills}
        before: list[Print] = []
        for frame in self.composition.frames:
            here = [one for one in self.tagged if one.panel == frame.name and one.leaf in own]
            log = bool(before) and before[-1].element.role == "TH"  # its rows, which say nothing, go on
            last = [one.area for one in before if one.column == before[-1].column]
            if not here and not log and max(one.top for one in last) - min(one.y for one in last) < rooms[frame.name]:
                yield f"{frame.name} holds nothing of the text"
            before = here or before

    def table(self, table: Element) -> Iterator[str]:
        """Caption and header stay with the first row; the header stands again on top of each further column."""
        rows = [element for element in table.walk() if element.role == "TR" and read_out(element).split()]
        if len(rows) < 2:
            return  # a log
        where = [{one.where for leaf in row.leaves() for one in self.by_leaf[leaf]} for row in rows]
        caption = [one.where for child in table.children for leaf in leaves(child) for one in self.by_leaf[leaf]][:1]
        if where[0] != where[1] or (caption and {caption[0]} != where[0]):
            yield "a table's header is parted from its first row"
        head = read_out(rows[0]).split()
        for before, row, after in zip(rows[1:], rows[2:], where[2:], strict=False):
            if after and after != where[rows.index(before)]:
                (at,) = after
                mine = [one for one in self.prints if one.where == at]
                first = min(one.box for leaf in row.leaves() for one in self.by_leaf[leaf])
                beside = [one for one in mine if one.box == first and one.artifact]  # where each row is a block
                again = beside or [one for one in mine if one.box == first - 1]
                said = "".join("".join(one.text.split()) for one in again)
                if _SHOWN.sub(PHRASES["medicine"], said) != "".join(head):
                    yield "a table goes on without its header"
                if not all(one.artifact for one in again):
                    yield "a table's header is read twice"

    def places(self) -> Iterator[str]:
        """Urgent sections on the back, wishes kept, whole sections in the flap."""
        if not self.sheet:
            return
        panels = flow_panels(self.layout, self.sheet)
        for section, written in zip(self.sections, self.story.sections, strict=True):
            prints = [one for leaf in leaves(section) for one in self.by_leaf[leaf]]
            is_apart = "urgent" in written.data and self.layout.closing != "brief"  # a card's back has no text
            if is_apart and {one.panel.rstrip(" 123") for one in prints} != {self.layout.back}:
                yield f"urgent “{written.data['title']}” is not on the back"
            wish = written.data.get("panel")
            if wish in self.layout.flow and prints[0].panel.rstrip(" 123") != wish:
                yield f"“{written.data['title']}” wishes for {wish}, not {prints[0].panel}"
        for before, panel in pairwise(panels):
            here = [one for one in self.tagged if one.panel == panel.name and one.leaf and self.flows(one.leaf)]
            if here and before.side != panel.side and here[0].element.role != "H2":
                yield f"{panel.name} begins inside a section"


def stretches(section: Element, spans: Iterable[tuple[int, int]]) -> Iterator[list[Leaf]]:
    """The leaves of a section that hold its letters from so many on to so many."""
    at, ends = 0, list[tuple[int, int, Leaf]]()
    for leaf in leaves(section):
        length = len("".join(leaf.text.split())) if leaf.text != "–" else 0  # of an empty cell, which nobody wrote
        ends.append((at, at + length, leaf))
        at += length
    for start, end in spans:
        yield [leaf for first, last, leaf in ends if start <= first and last <= end]


def has_order(element: Element) -> bool:
    """Whether it is a list with numbers."""
    return element.role == "L" and element.attributes["ListNumbering"] == "Decimal"


def kept_whole(element: Element, *, folded: bool) -> str:
    """What an element is that must not be parted where it fits; empty for others."""
    if element.role == "Table":
        rows = [row for row in element.walk() if row.role == "TR" and read_out(row).split()]
        tells = any(leaf.parent.actual_text == PHRASES["medicine"] for leaf in rows[0].leaves()) if rows else False
        return "a table" if len(rows) <= (MOST_MEDICINES if tells else _MOST_ROWS) + 1 else ""
    if element.role != "L":
        return ""
    label = next((leaf for leaf in element.leaves()), None)
    if has_order(element):
        return "a list of steps" if folded and label is not None and label.text.isdigit() else ""
    boxes = label is not None and label.parent.actual_text.startswith(PHRASES["tick-box"])
    return "a list to tick" if boxes else ""


def is_block(element: Element) -> bool:
    return element.role in ("P", "LBody") or element.role.startswith("H")


def leaves(node: Element | Leaf) -> Iterator[Leaf]:
    if isinstance(node, Leaf):
        yield node
    else:
        yield from node.leaves()


def read_out(node: Element | Leaf) -> str:
    """What an element says, blocks on lines of their own."""
    if isinstance(node, Leaf):
        return node.text
    said = "".join(map(read_out, node.children))
    return said if node.role in ("Span", "Link", "Reference", "Form") else f"\n{said}\n"


def bounds(outline: Iterable[tuple[str, tuple[float, ...]]]) -> Area:
    """The box around an outline and its control points."""
    xs, ys = [], []
    for operator, numbers in outline:
        if operator == "re":
            x, y, width, height = numbers
            numbers = (x, y, x + width, y + height)
        xs += numbers[0::2]
        ys += numbers[1::2]
    return Area(min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys))


def moved(area: Area, right: float, up: float) -> Area:
    return replace(area, x=area.x + right, y=area.y + up)


def shrunk(area: Area, extent: tuple[float, float], scale: float) -> Area:
    """The area on a page that is printed smaller, in the middle of the sheet."""
    x, y = ((1 - scale) * size / 2 for size in extent)
    return Area(x + area.x * scale, y + area.y * scale, area.width * scale, area.height * scale)


def within(inner: Area, outer: Area, slack: float) -> bool:
    across = outer.x - slack <= inner.x and inner.right <= outer.right + slack
    return across and outer.y - slack <= inner.y and inner.top <= outer.top + slack


def overlap(one: Area, other: Area) -> bool:
    across = min(one.right, other.right) - max(one.x, other.x)
    return across > 2 * SLACK and min(one.top, other.top) - max(one.y, other.y) > 2 * SLACK


def folds_of(layout: Layout, side: Side) -> list[float]:
    """Where a side is folded or cut in two, on its sheet."""
    if layout.page:
        return [layout.sheet.extent[0] / 2]
    if not layout.sides:
        return []
    sheet = folded_sheet(layout)
    number = next((panel.side for panel in sheet.panels if side.parts[0].page == panel.side), 0)
    return [fold + side.origin[0] for fold in sheet.folds[number]]


# --- what is said when it does not fit

REPORTS = (
    r"the text does not fit “[^”]+”: [\w -]+ is full here\. \d+ lines?, about \d+ words, are too many at [\d.]+ pt, the"
    r" smallest; [\d.]+ pt and all between were tried\.",
    r"the back of “[^”]+” is too full by \d+ lines? at the smallest type size, [\d.]+ pt: about \d+ words are too"
    r" many; [\d.]+ pt and all between were tried\.",
    r"with the page-break before this, the text does not fit “[^”]+”, and without it it does\.",
    r"this is higher than a page\.",
    r"this does not fit a panel of “[^”]+”: it is \d+ lines? higher at the smallest type size\.",
    r"a medicine's name is too wide for “[^”]+”: words or numbers would be broken\.",
    r"this log of \d+ columns is too wide for “[^”]+”: words or numbers would be broken\.",
    r"this table of \d+ columns is too wide for “[^”]+”: words or numbers would be broken\.",
)


def unclear(laid: Laid) -> Iterator[str]:
    """What is missing in the report of a handout that does not fit."""
    if not laid.problems:
        yield "refused without a word"
    for problem in laid.problems:
        if not any(re.match(report, problem.message) for report in REPORTS):
            yield f"no report: {problem}"
        if not problem.place.file.endswith("h.yaml") or not problem.place.line or not problem.hint:
            yield f"no place: {problem}"


@pytest.fixture(scope="session")
def all_faults() -> Callable[[Laid], list[str]]:
    """All that is wrong with a handout, laid out or refused."""

    def find(laid: Laid) -> list[str]:
        return [*Proof(laid).faults()] if laid.composition else [*unclear(laid)]

    return find
