"""What can't be filled in where nobody writes: a layout without forms leaves it out, and says so."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from carefold.content.plain_text import texts
from carefold.content.resolve import Resolved
from carefold.diagnostics.carefold_error import CarefoldError
from carefold.diagnostics.codes import finding
from carefold.diagnostics.finding import Finding
from carefold.layout.across import leads
from carefold.model.block import Block
from carefold.model.blocks import Callout, Foot, Keep, PageBreak
from carefold.model.forms import Address, Checklist, LogBlock, SignatureBlock, TeachBack, WriteIn
from carefold.model.handout import Section
from carefold.model.inline import Blank
from carefold.model.layout import Layout

_FORMS: tuple[type[Block], ...] = (Address, Checklist, LogBlock, SignatureBlock, TeachBack, WriteIn)


def without_forms(resolved: Resolved, layout: Layout) -> tuple[Resolved, tuple[Finding, ...]]:
    """The handout without blocks to fill in, each told by a warning; CarefoldError where nothing is left."""
    if layout.forms:
        return resolved, ()
    found: list[Finding] = []
    kept = (_section(section, number, layout, found) for number, section in enumerate(resolved.handout.sections, 1))
    sections = tuple(section for section in kept if section is not None)
    if not sections:
        message = f"all of this handout is to be filled in, and on “{layout.title}” nobody can write."
        raise CarefoldError(Finding(message, resolved.handout.place, f"Choose another layout{_longer(layout)}."))
    return replace(resolved, handout=resolved.handout.model_copy(update={"sections": sections})), tuple(found)


def _section(section: Section, number: int, layout: Layout, found: list[Finding]) -> Section | None:
    blocks = tuple(_left(section.blocks, number, layout, found))
    return section.model_copy(update={"blocks": blocks}) if blocks else None


def _left(blocks: Sequence[Block], section: int, layout: Layout, found: list[Finding]) -> Iterator[Block]:
    """What is left of blocks; what leads to one that goes, a heading or a text that ends in a colon, goes too."""
    made = [_block(block, section, layout, found) for block in blocks]
    gone = [one is None for one in made]
    for at in range(len(blocks) - 2, -1, -1):
        gone[at] = gone[at] or (leads(blocks[at]) and gone[at + 1])
    yield from (one for one, goes in zip(made, gone, strict=True) if one is not None and not goes)


def _block(block: Block, section: int, layout: Layout, found: list[Finding]) -> Block | None:
    if isinstance(block, PageBreak):
        return None
    for kind, key in ((Keep, "keep"), (Foot, "foot")):
        if isinstance(block, kind):
            return _with(block, key, tuple(_left(getattr(block, key), section, layout, found)))
    if isinstance(block, Callout) and block.callout.blocks:
        inner = tuple(_left(block.callout.blocks, section, layout, found))
        return _with(block, "callout", inner and block.callout.model_copy(update={"blocks": inner}))
    if isinstance(block, _FORMS) or _has_blank(block):
        found.append(_told(block, section, layout))
        return None
    return block


def _with(block: Block, key: str, inner: Any) -> Block | None:
    return block.model_copy(update={key: inner}) if inner else None


def _has_blank(block: Block) -> bool:
    return any(isinstance(span, Blank) for text in texts(block) for line in text.paragraphs for span in line)


def _told(block: Block, section: int, layout: Layout) -> Finding:
    what = block.kind if isinstance(block, _FORMS) else f"{block.kind} with a blank"
    message = f"this {what} is left out: on “{layout.title}” nobody can write."
    return finding("CF413", block.place, message, f"Give it out in another layout too{_longer(layout)}.", section)


def _longer(layout: Layout) -> str:
    return f", such as {layout.longer}" if layout.longer else ""
