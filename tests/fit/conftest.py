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
        return getattr(self, kind.replace("-", "_"))()

    def blocks(self, most: int) -> list[Written]:
        made = [self.block(self.dice.choice(SIMPLE)) for _ in range(self.dice.randint(1, most))]
        return made + [self.block("text")] if "heading" in made[-1].data else made

    def paragraph(self) -> Written:
        text = self.text()
        return Written({"text": self.marked(text)}, text.split())

    def cited(self) -> Written:
        text = self.text()
        words = text.split()
        return Written({"text": f"{text} [@zarate2006]"}, [*words[:-1], words[-1] + "1"])

    def text_block(self) -> Written:
        return self.paragraph() if self.dice.randrange(6) else self.cited()

    def heading(self) -> Written:
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

    def list(self) -> Written:
        made = self._items(numbered=False)
        return Written({"list": made.data}, made.words)

    def numbered(self) -> Written:
        made = self._items(numbered=True)
        return Written({"numbered": made.data}, made.words)

    def steps(self) -> Written:
        made = Written([])
        for number in range(1, self.dice.randint(1, 5) + 1):
            title, text = self.text(8), self.text(20)
            made.data.append({"title": title, "text": text})
            made.words += [str(number), *title.split(), *text.split()]
        return Written({"steps": made.data}, made.words)

    def checklist(self) -> Written:
        items = [self.text(15) for _ in range(self.dice.randint(1, 5))]
        return Written({"checklist": items}, " ".join(items).split())

    def facts(self) -> Written:
        entries = {self.text(4): self.text(20) for _ in range(self.dice.randint(1, 4))}
        return Written({"facts": entries}, " ".join(f"{term} {text}" for term, text in entries.items()).split())

    def write_in(self) -> Written:
        label = self.text(8)
        return Written({"write-in": {"label": label, "lines": str(self.dice.randint(1, 6))}}, label.split())

    def callout(self) -> Written:
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

    def table(self) -> Written:
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

    def icon_array(self) -> Written:
        many = self.dice.choice((5, 10, 20, 50, 100))
        label, caption = self.text(8), self.text(12)
        body = {"count": str(self.dice.randint(0, many)), "of": str(many), "label": label, "caption": caption}
        body["icon"] = self.dice.choice(("dot", "person"))
        return Written({"icon-array": body}, f"{label} {caption}".split())

    def keep(self) -> Written:
        inner = self.blocks(3)
        return Written({"keep": [one.data for one in inner]}, [word for one in inner for word in one.words])

    def page_break(self) -> Written:
        if self.dice.randrange(4):
            return self.paragraph()
        return Written({"page-break": None})


def story(count: int, seed: int, amount: int, panels: Sequence[str] = ()) -> Written:
    """A handout of `count` blocks in some sections; the last may be urgent, others may wish for panels in order."""
    made = Written({})
    dice = random.Random(f"{seed}")
    wishes = sorted(dice.sample(range(len(panels)), dice.randint(0, len(panels)))) if dice.randrange(2) else []
    every = dice.choice((2, 4, 8, 60))
    urgent = dice.randrange(3) == 0
    for number in range(count):
        author = Author(random.Random(f"{seed} {number}"), amount)
        if number == 0 or number % every == 0:
            title = author.text(5)
            section = Written({"title": title, "blocks": []}, title.split())
            made.sections.append(section)
            if wishes and not dice.randrange(3):
                section.data["panel"] = panels[wishes.pop(0)]
        kind = author.dice.choice(KINDS)
        block = author.paragraph() if kind == "text" else author.block(kind)
        if not author.dice.randrange(20):
            block = author.cited()
        section = made.sections[-1]
        before = section.data["blocks"]
        if "page-break" in block.data and (not before or "heading" in before[-1]):
            block = author.paragraph()
        before.append(block.data)
        section.words += block.words
    for section in made.sections:
        if "heading" in section.data["blocks"][-1]:
            section.data["blocks"].append({"text": "Ende"})
            section.words.append("Ende")
        if "page-break" in section.data["blocks"][-1]:
            section.data["blocks"].pop()
    if urgent and len(made.sections) > 1:
        made.sections[-1].data["urgent"] = "true"
        made.sections[-1].data.pop("panel", None)
    point = Author(random.Random(f"{seed} point"), min(amount, 12)).text(20)
    made.data = {"main-point": point, "title": "Title", "sections": [section.data for section in made.sections]}
    made.words = [*PHRASES["main-point"].split(), *point.split()]
    made.words += [word for section in made.sections for word in section.words]
    return made
