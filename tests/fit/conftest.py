"""Random handouts, and what must be true of every one that is laid out: `proven` checks it box by box."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from carefold.content.phrases import Phrases

SLACK = 0.06  # points
PHRASES = Phrases.of("en")
SIMPLE = ("text", "text", "text", "list", "numbered", "heading", "checklist", "facts", "write-in")
KINDS = (*SIMPLE, "steps", "callout", "callout", "table", "table", "icon-array", "keep", "page-break")
CALLOUTS = ("note", "tip", "caution", "warning", "emergency")
LETTERS = "aaabcddeeeefghiijklmnooprrsssttuuvwyzéñüøßλж"

# --- random handouts


@dataclass
class Written:
    """A block, a section or a handout as data, and the words that are read out for it."""

    data: Any
    words: list[str] = field(default_factory=list)
    sections: list[Written] = field(default_factory=list)


@dataclass(frozen=True)
class Author:
    """Writes blocks of random words; `amount` is about how many words a text has."""

    dice: random.Random
    amount: int

    def word(self) -> str:
        """1 to 60 letters, most of them few; some may be parted at a hyphen or a slash."""
        most = self.dice.choice((2, 4, 8, 12, 20, 60))
        letters = "".join(self.dice.choices(LETTERS, k=self.dice.randint(1, most)))
        if len(letters) > 5 and not self.dice.randrange(8):
            letters = letters[:3] + self.dice.choice("-/") + letters[3:]
        return letters.capitalize() if self.dice.randrange(4) == 0 else letters

    def text(self, most: int = 60) -> str:
        words = [self.word() for _ in range(self.dice.randint(1, min(most, 2 * self.amount)))]
        if not self.dice.randrange(5):
            words += [str(self.dice.randint(1, 2000)), self.dice.choice(("mg", "mL", "hours"))]
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

    def blocks(self, most: int) -> list[Written]:
        made = [self.block(self.dice.choice(SIMPLE)) for _ in range(self.dice.randint(1, most))]
        return made + [self.block("text")] if "heading" in made[-1].data else made

    def a_text(self) -> Written:
        """A paragraph; one in ten cites something."""
        text = self.text()
        words = text.split()
        if self.dice.randrange(10):
            return Written({"text": self.marked(text)}, words)
        return Written({"text": f"{text} [@zarate2006]"}, [*words[:-1], f"{words[-1]}1"])

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
        short = Author(self.dice, min(self.amount, self.dice.choice((1, 2, 6))))
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

    def a_keep(self) -> Written:
        inner = self.blocks(3)
        return Written({"keep": [one.data for one in inner]}, [word for one in inner for word in one.words])

    def a_page_break(self) -> Written:
        if self.dice.randrange(4):
            return self.a_text()
        return Written({"page-break": None})


def story(count: int, seed: int, amount: int, panels: Sequence[str] = ()) -> Written:
    """A handout of `count` blocks in some sections; the last may be urgent, others may wish for panels in order."""
    dice = random.Random(f"{seed}")
    wishes = iter(sorted(dice.sample(range(len(panels)), dice.randint(0, len(panels)))) if dice.randrange(2) else [])
    every, urgent = dice.choice((2, 4, 8, 60)), not dice.randrange(3)
    made = Written({}, PHRASES["main-point"].split())
    for number in range(count):
        author = Author(random.Random(f"{seed} {number}"), amount)
        if number % every == 0:
            title = author.text(5)
            made.sections.append(Written({"title": title, "blocks": []}, title.split()))
            wish = None if dice.randrange(3) else next(wishes, None)
            if wish is not None:
                made.sections[-1].data["panel"] = panels[wish]
        section = made.sections[-1]
        block = author.block(author.dice.choice(KINDS))
        if "page-break" in block.data and (number % every == 0 or "heading" in section.data["blocks"][-1]):
            block = author.a_text()
        section.data["blocks"].append(block.data)
        section.words += block.words
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
    problems: tuple[Problem, ...] = ()


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
        brand, folder = load_brand(self.workspace, None)
        try:
            resolved = resolve(load_handout(self.workspace, "h"), brand, load_references(self.workspace))
            job = prepare(self.workspace, resolved, layout, folder)
            return Laid(story, layout, compose_folded(job) if layout.sides else compose_paged(job))
        except CarefoldError as error:
            return Laid(story, layout, None, error.problems)


def _yaml(value: Any) -> str:
    """Data on one line, as YAML and JSON both have it."""
    return json.dumps(value, ensure_ascii=False)


@pytest.fixture(scope="session")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    folder = tmp_path_factory.mktemp("desk")
    (folder / "handouts").mkdir()
    (folder / "project.yaml").write_text("output: out\n")
    return Desk(folder, Workspace.at(folder))


@pytest.fixture(scope="session")
def tell() -> Callable[..., Written]:
    return story
