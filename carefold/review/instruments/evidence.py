"""What machines can see in a handout for the items of PEMAT-P and of the CDC index."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property

from carefold.diagnostics.finding import Finding
from carefold.model.block import Block
from carefold.model.blocks import TableBody
from carefold.model.inline import Words
from carefold.model.located import Located
from carefold.model.phones import EMERGENCY
from carefold.model.walk import all_of
from carefold.review.rules.governance import has_action
from carefold.review.rules.shares import shares
from carefold.review.rules.vocabulary import is_passive
from carefold.review.subject import Subject

PICTURES = frozenset({"figure", "icon-array", "compare", "chart", "zones", "timeline", "body-map"})
LISTS = frozenset({"list", "numbered", "steps", "checklist", "do-dont"})
STEPS = frozenset({"steps", "numbered", "schedule", "zones"})
TOOLS = frozenset({"checklist", "write-in", "log", "schedule", "zones", "teach-back", "questions", "appointments"})
_CUES = frozenset({"callout", "facts"}) | LISTS
_MOST_HARD = 0.03
_MOST_PASSIVE = 0.1
_LONGEST_HEADER = 4  # words of a table's header cell
_WIDEST_TABLE = 5


@dataclass(frozen=True)
class Evidence:
    """Facts about one handout, worked out when they are asked for."""

    subject: Subject
    findings: tuple[Finding, ...]

    @cached_property
    def found(self) -> Counter[str]:
        """How many findings there are of each code."""
        return Counter(one.code for one in self.findings)

    @cached_property
    def kinds(self) -> frozenset[str]:
        """The kinds of all blocks."""
        return frozenset(block.kind for block in all_of(Block, self.subject.handout.sections))

    @cached_property
    def number_of_words(self) -> int:
        """The words that count for the grade."""
        return sum(passage.tally.words for passage in self.subject.passages)

    @property
    def everyday_words(self) -> bool:
        """At most three hard words in a hundred."""
        return self.found["CF105"] + self.found["CF106"] <= _MOST_HARD * max(1, self.number_of_words)

    @cached_property
    def active(self) -> bool:
        """At most one sentence in ten is passive."""
        sentences = [(one, passage) for passage in self.subject.passages if passage.counts for one in passage.sentences]
        passive = sum(is_passive(sentence, passage.language) for sentence, passage in sentences)
        return passive <= _MOST_PASSIVE * len(sentences)

    @property
    def active_main_point(self) -> bool:
        """The main point has no passive sentence."""
        main = (one for one in self.subject.passages if one.context.kind == "main-point")
        return not any(is_passive(sentence, passage.language) for passage in main for sentence in passage.sentences)

    @cached_property
    def has_numbers(self) -> bool:
        """There are numbers other than those to call."""
        words = (word for passage in self.subject.passages for word in passage.words)
        return any(word.is_number and word.low not in EMERGENCY for word in words)

    @cached_property
    def has_shares(self) -> bool:
        """Something is said as x out of y, or pictured so."""
        return any(
            passage.context.of is not None or any(True for one in passage.sentences for _ in shares(passage, one))
            for passage in self.subject.passages
        )

    @property
    def clear_numbers(self) -> bool:
        """No finding about numbers or doses."""
        return not any(code.startswith(("CF12", "CF13")) for code in self.found)

    @cached_property
    def calculates(self) -> bool:
        """A word asks the reader to calculate, or shares have different denominators."""
        words = (word.low for passage in self.subject.passages for word in passage.words)
        return bool(self.found["CF122"]) or any(word in self.subject.language.words("calculating") for word in words)

    @property
    def chunked(self) -> bool:
        """Several sections, and no long paragraph or list."""
        return len(self.subject.handout.sections) > 1 and not (self.found["CF109"] or self.found["CF110"])

    @property
    def has_main_point(self) -> bool:
        """The main point says something."""
        return not self.found["CF141"]

    @cached_property
    def has_action(self) -> bool:
        """Something is asked of the reader."""
        return has_action(self.subject)

    @cached_property
    def addresses_reader(self) -> bool:
        """It says you, or asks something."""
        own = (passage for passage in self.subject.passages if passage.context.kind != "disclaimer")
        you = self.subject.language.words("you")
        return self.has_action or any(word.low in you for passage in own for word in passage.words)

    @cached_property
    def has_cues(self) -> bool:
        """Boxes, lists or bold words stand out."""
        bold = (
            isinstance(span, Words) and span.bold for passage in self.subject.passages for span in passage.paragraph
        )
        return bool(self.kinds & _CUES) or any(bold)

    @cached_property
    def captioned(self) -> bool:
        """Each picture, and each table, has a caption, a title or a label."""
        shown = [one for one in all_of(Located, self.subject.handout.sections) if _is_aid(one)]
        return all(
            getattr(one, "caption", None) or getattr(one, "title", None) or getattr(one, "label", None) for one in shown
        )

    @cached_property
    def simple_tables(self) -> bool:
        """Tables have few columns, with short headings."""
        tables = list(all_of(TableBody, self.subject.handout.sections))
        short = all(len(cell.split()) <= _LONGEST_HEADER for table in tables for cell in table.header)
        return short and all(len(table.header) <= _WIDEST_TABLE for table in tables)


def _is_aid(model: Located) -> bool:
    fields = type(model).model_fields
    aid = any(name in fields for name in ("image", "of", "header", "data"))
    return aid and not getattr(model, "decorative", False)
