"""A handout as it will be printed: fields filled, conditions decided, inline text parsed, references numbered."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from typing import Any, NamedTuple

from pydantic import BaseModel

from carefold.caches import kept_of_text
from carefold.content.address_lines import own_lines, placed
from carefold.content.advice import in_plain
from carefold.content.brand_language import in_language
from carefold.content.citations import Numbering
from carefold.content.cited_last import as_one, cited_below, cited_last
from carefold.content.conditions import parse_condition
from carefold.content.disguised import mixed
from carefold.content.fields import Fields
from carefold.content.lookalikes import Where, odd_quotes
from carefold.content.parse_inline import Parsed, parse
from carefold.content.rows import with_rows
from carefold.content.sensitive import neutral
from carefold.content.spans import without_citations
from carefold.diagnostics.carefold_error import CarefoldError
from carefold.diagnostics.finding import Finding
from carefold.diagnostics.place import Places
from carefold.diagnostics.several import in_order
from carefold.languages.language import DEFAULT
from carefold.model.block import Block, Conditional
from carefold.model.blocks import Callout, Include, TextBlock
from carefold.model.brand import Brand
from carefold.model.forms import Address, Checklist, TeachBack
from carefold.model.handout import Handout
from carefold.model.inline import Citation, Paragraph, Span
from carefold.model.lists import BulletList, NestedList, NumberedList, Step
from carefold.model.located import Located
from carefold.model.plans import DosAndDonts, Schedule, Zone, Zones
from carefold.model.reference import Reference
from carefold.model.symbols import TextWhen, TextWithSymbol
from carefold.model.values import Line, Text
from carefold.model.walk import KEY, all_of, walk
from carefold.model.widthless import UNSEEN


@dataclass(frozen=True)
class Resolved:
    """A handout and its brand, every Text parsed, and the cited references in the order of their numbers."""

    handout: Handout
    brand: Brand
    references: tuple[Reference, ...]
    missing: tuple[Finding, ...] = ()  # what the brand does not say in the handout's language: nothing may be printed
    emergency: Text | None = None  # the brand's emergency line, also where the handout has a callout of its own


def resolve(
    handout: Handout, brand: Brand, library: Mapping[str, Reference], values: Mapping[str, str] | None = None,
    *, first_language: str = DEFAULT,
) -> Resolved:  # fmt: skip
    """What will be printed, with the values of one record or, without one, with blanks.

    Plain texts of the brand are in the `first_language`. What the brand says in other languages only is `missing`, so
    that the handout can be reviewed all the same. CarefoldError has all problems, in the order of their places.
    """
    brand, missing = in_language(brand, handout, first_language)
    fields = Fields(handout.fields, brand, handout.language, values)
    numbering = Numbering(handout.references, library)
    walk = _Walk(fields, numbering)
    printed, printed_brand = _in_reading_order(handout, brand, walk)
    emergency, line = printed_brand.emergency, None if "emergency" in missing else brand.emergency
    if emergency is None and line:
        emergency = _Walk(fields, Numbering(handout.references, library)).text(line).changed(without_citations)
    unsaid = tuple(in_order(missing[key] for key in _printed_by_brand(handout, printed_brand) if key in missing))
    problems = [
        *_plain_line_problems(handout, brand), *_brand_line_problems(brand), *fields.problems(), *walk.problems,
        *numbering.problems, *numbering.problems_of_own(),
    ]  # fmt: skip
    if problems:
        raise CarefoldError(in_order((*problems, *unsaid)))
    return Resolved(printed, printed_brand, numbering.references(), unsaid, emergency)


_PLAIN_LINES = frozenset({
    "title", "subtitle", "audience", "authors", "name", "role", "label", "description", "choices", "alt", "unit",
    "data", "tagline", "hours", "address",
})  # fmt: skip
"""Keys of plain lines that people read."""


def _plain_line_problems(handout: Handout, brand: Brand) -> Iterator[Finding]:
    """What would print in plain lines as it is: fields, marks, signs that nobody sees in a name for computers."""
    hint = "Write it without {{ }}; fields may stand in section titles and texts."
    lines = {"id": handout.id, "title": handout.title, "subtitle": handout.subtitle, "audience": handout.audience}
    for key, line in lines.items():
        if line and "{{" in line:
            yield Finding(f"`{key}` can't hold a field.", line.place(line.index("{{")), hint)
    for line in (handout.id, handout.version):
        if line and (unseen := UNSEEN.search(line)):
            message = f"a sign that nobody can see stands here (U+{ord(unseen[0]):04X})."
            yield Finding(message, line.place(unseen.start()), "Delete it.")
    for line in _plain_lines(handout, brand):
        found = in_plain(line)
        given = ([] if found is None or line.startswith("{{", found[0]) else [found], odd_quotes(line), mixed(line))
        yield from (Finding(advice.message, line.place(at), advice.hint) for at, advice in chain(*given))


def _plain_lines(*models: Located) -> Iterator[Line]:
    for value, field in walk(models, "", _field_of):
        if isinstance(value, Line) and field in _PLAIN_LINES:
            yield value


def _field_of(field: str, holder: object, name: str, _part: object) -> str:
    """The model's field that a part lies in, perhaps in a list or a map; the values of a map are none of it."""
    if isinstance(holder, dict) and name != KEY:
        return ""
    return name if isinstance(holder, Located) else field


def _brand_line_problems(brand: Brand) -> list[Finding]:
    """A field in the clinic's name, which stands in much that is no page."""
    hint = "Write it without {{ }}; fields may stand in all other texts and lines of the brand."
    return [Finding("`name` can't hold a field.", brand.name.place(), hint)] if "{{" in brand.name else []


def _printed_by_brand(handout: Handout, printed: Brand) -> Iterator[str]:
    """The keys of what the brand says in this handout, and must say in its language."""
    yield from ("tagline", "formats", "hours", "after-hours")
    if handout.uses_brand_disclaimer:
        yield "disclaimer"
    if printed.emergency:
        yield "emergency"


def _in_reading_order(handout: Handout, brand: Brand, walk: _Walk) -> tuple[Handout, Brand]:
    """The main point, calm sections, urgent ones, the disclaimer, then the brand's lines: so numbers come out."""
    main_point = walk.text(handout.main_point)
    sections: dict[int, Any] = {}
    for number, section in sorted(enumerate(handout.sections), key=lambda pair: pair[1].urgent):
        sections[number] = walk.node(section)
    kept = tuple(sections[number] for number in sorted(sections) if sections[number] is not _GONE)
    if not kept:
        walk.problems.append(Finding("no section is left to print.", handout.place, "Look at each `when:`."))
    picture = walk.node(handout.cover_image)
    disclaimer = walk.text(brand.disclaimer if handout.uses_brand_disclaimer else handout.disclaimer)
    own = any(isinstance(block, Callout) and block.callout.kind == "emergency" for block in all_of(Block, kept))
    brand = brand.model_copy(update={"disclaimer": Text(""), "emergency": None if own else brand.emergency})
    changes = {"main_point": main_point, "sections": kept, "disclaimer": disclaimer, "cover_image": picture}
    return neutral(handout, walk.fields.values).model_copy(update=changes), walk.node(brand)


class _Gone:
    """What a condition took away."""


_GONE = _Gone()


_WITHOUT_CITATIONS = (Schedule, Zones)
"""Blocks whose citations stand below them."""


class _Cited(NamedTuple):
    """A block, and its citations in one of their own."""

    block: Block
    below: TextBlock


def _left_of(item: Any) -> tuple[Any, ...]:
    """What stays of an item of a list: nothing, what it included, itself, perhaps with what it cites."""
    if item is _GONE:
        return ()
    if isinstance(item, _Cited):
        return item
    if not isinstance(item, Include):
        return (item,)
    return tuple(block if block.when else block.model_copy(update={"when": item.when}) for block in item.include)


_WHERE: dict[type, Where] = {
    TextBlock: "paragraph",
    **dict.fromkeys((BulletList, NumberedList, NestedList, Checklist, Step, TeachBack, Zone), "item"),
    **dict.fromkeys((TextWithSymbol, TextWhen), "item"),
}


@kept_of_text
def _parsed(text: Text, _places: Places, language: str, where: Where) -> Parsed:
    """A text without fields: the same in each document."""
    return parse(text, language=language, where=where)


class _Walk:
    """Goes through the models in order and changes what needs it. What a condition takes away is still checked."""

    def __init__(self, fields: Fields, numbering: Numbering) -> None:
        self.fields = fields
        self.numbering = numbering
        self.problems: list[Finding] = []
        self._printing = True
        self._where: Where = "cell"
        self._in_address = False
        self._apart: list[Citation] | None = None  # those of a block that prints none

    def node(self, value: Any) -> Any:
        """The value with every Text in it parsed; _GONE where a condition does not hold or nothing is left."""
        if isinstance(value, Line):
            return self.line(value) if "{{" in value else value
        if isinstance(value, Text):
            return self.text(value)
        if isinstance(value, BaseModel):
            return self._model(value)
        if isinstance(value, tuple) and value:
            kept = tuple(one for item in map(self.node, value) for one in _left_of(item))
            return kept or _GONE
        if isinstance(value, dict):
            made = {self.node(key): self.node(item) for key, item in value.items()}
            left = {key: item for key, item in made.items() if item is not _GONE}
            return left if left or not made else _GONE
        return value

    def _part(self, name: str, value: Any) -> Any:
        """What a model has under a name, as `node` has it; alternative texts may hold a record's values."""
        is_alt = name == "alt" and isinstance(value, Line) and "{{" in value
        return self.line(value, is_alt=True) if is_alt else self.node(value)

    def line(self, line: Line, *, is_alt: bool = False) -> Line:
        """The line, with what the brand says in place of its fields."""
        filled = self.fields.in_line(line, is_alt=is_alt)
        if isinstance(filled, Line):
            return filled
        self.problems.append(filled)
        return line

    def text(self, text: Text) -> Text:
        """The text, parsed; what a record has filled is."""
        if text.paragraphs:
            return text
        language, where = self.fields.language, self._where
        if "{" in text:
            fill = self.fields.fill_lines if self._in_address else self.fields.fill
            parsed = parse(text, fill, language, where)
        else:
            parsed = _parsed(text, text.places, language, where)
        self.problems += parsed.problems
        for paragraph in parsed.paragraphs:
            self.problems += self.numbering.bare(paragraph)
        return Text(text, text.places, tuple(map(self._paragraph, parsed.paragraphs)))

    def _paragraph(self, paragraph: Paragraph) -> Paragraph:
        if self._apart is None:
            return tuple(map(self._span, cited_last(paragraph, self.fields.language)))
        self._apart += (span for span in paragraph if isinstance(span, Citation))
        return without_citations(paragraph)

    def _span(self, span: Span) -> Span:
        if not isinstance(span, Citation):
            return span
        if self._printing:
            return self.numbering.numbered(span)
        self.numbering.checked(span)
        return span

    def _model(self, model: BaseModel) -> Any:
        if isinstance(model, Block):
            model, problems = with_rows(model, self.fields)
            self.problems += problems
        printing, holds = self._printing, self._holds(model)
        where = self._where
        self._printing, self._where = printing and holds, _WHERE.get(type(model), "cell")
        apart, self._apart = self._apart, [] if isinstance(model, _WITHOUT_CITATIONS) else self._apart
        self._in_address, told = isinstance(model, Address), len(self.problems)
        changes = {name: self._part(name, value) for name, value in model.__dict__.items()}
        if isinstance(model, Address):
            changes["address"] = tuple(line for text in changes["address"] for line in own_lines(text))
            self._in_address = False
            self.problems[told:] = placed(self.problems[told:], model.place)
        cited = self._span(as_one(self._apart)) if self._apart and isinstance(model, _WITHOUT_CITATIONS) else None
        self._printing, self._where, self._apart = printing, where, apart
        if isinstance(model, DosAndDonts) and any(isinstance(value, tuple) and value for value in changes.values()):
            changes = {name: () if value is _GONE else value for name, value in changes.items()}  # one side is left
        if not holds or any(value is _GONE for value in changes.values()):
            return _GONE
        made = model.model_copy(update=changes)
        language = self.fields.language
        return _Cited(made, cited_below(cited, made.place, language)) if cited and isinstance(made, Block) else made

    def _holds(self, model: BaseModel) -> bool:
        if not isinstance(model, Conditional) or model.when is None:
            return True
        condition = parse_condition(model.when, model.place, self.fields)
        if isinstance(condition, Finding):
            self.problems.append(condition)
            return True
        return condition.holds(self.fields)
