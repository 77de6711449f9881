"""What stands across the columns of a page: what is too wide for one of them, and what belongs to it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain

from carefold.content.plain_text import plain
from carefold.layout.blocks.table import wanted_widths
from carefold.layout.setting import Setting
from carefold.model.block import Block
from carefold.model.blocks import AnyBlock, Callout, Foot, Heading, Keep, PageBreak, TableBlock, TableBody, TextBlock
from carefold.model.forms import Address, LogBlock, SignatureBlock
from carefold.model.inline import Blank, Citation, Words
from carefold.model.pictures import FigureBlock
from carefold.model.plans import Appointments, DoDont, Schedule
from carefold.text.asked import weighed

_ALWAYS: tuple[type[Block], ...] = (Address, Appointments, Foot, LogBlock, PageBreak, SignatureBlock)
_BLANK = "_"
_LONG_HEADLINE = 60  # characters
_FEW_WORDS = 200  # characters of a text that opens a section whose next block stands across
_MANY_COLUMNS, _MUCH_WIDER = 3, 1.6  # of a table that is wider than a column; how much wider one of two columns is


def blocks_across(blocks: Sequence[AnyBlock], setting: Setting) -> list[bool]:
    """For each block of a section whether it stands across the columns that a setting is for."""
    across = [_too_wide(block, setting) for block in blocks]
    for number, block in enumerate(blocks[1:], 1):
        across[number] |= _belongs_to_previous(block) and across[number - 1]
    for number in range(len(blocks) - 2, -1, -1):
        opens = number == 0 and isinstance(blocks[0], TextBlock) and len(blocks[0].text) < _FEW_WORDS
        across[number] |= (keeps_next(blocks[number]) or opens) and across[number + 1]
    return across


def leads(block: Block) -> bool:
    """Whether a block says nothing without the one after it: a heading, or a text that ends in a colon."""
    return isinstance(block, Heading) or (isinstance(block, TextBlock) and _words(block).endswith(":"))


def keeps_next(block: Block) -> bool:
    """Whether a block stays with the one after it: what leads to it, or a short bold line, which is like a heading."""
    return leads(block) or (isinstance(block, TextBlock) and _is_headline(block))


def _words(block: TextBlock) -> str:
    """What the last paragraph says, without its citations; a blank is a sign, and citations of the block above none."""
    last = block.text.paragraphs[-1] if block.text and block.text.paragraphs else ()
    return "".join(_BLANK if isinstance(span, Blank) else plain((span,)) for span in last).strip()


def _is_headline(block: TextBlock) -> bool:
    """Whether a text is one bold line, and no sentence."""
    said, one = _words(block), len(block.text.paragraphs) == 1
    bold = all(
        isinstance(span, Citation) or (isinstance(span, Words) and span.bold) for span in chain(*block.text.paragraphs)
    )
    return one and bold and 0 < len(said) <= _LONG_HEADLINE and not said.endswith((".", "!"))


def _belongs_to_previous(block: Block) -> bool:
    """Whether it is a callout, or an empty text: the citations of the block above."""
    return isinstance(block, Callout) or (isinstance(block, TextBlock) and not block.text)


def _too_wide(block: Block, setting: Setting) -> bool:
    if isinstance(block, Keep):
        return any(_too_wide(inner, setting) for inner in block.keep)
    if isinstance(block, TableBlock):
        return _is_wide(block.table, setting)
    if isinstance(block, Schedule):
        return len(block.medicines) > 1
    if isinstance(block, DoDont):
        return setting.abreast and bool(block.do_dont.do and block.do_dont.dont)
    if isinstance(block, FigureBlock):
        return (block.figure.width or 0.0) > setting.measure
    return isinstance(block, _ALWAYS)


@weighed
def _is_wide(body: TableBody, setting: Setting) -> bool:
    """Whether a table has too little room in the measure."""
    natural, widest_cell = wanted_widths(body, setting)
    if widest_cell > setting.measure:
        return True
    return natural / setting.measure > (1.0 if len(body.header) >= _MANY_COLUMNS else _MUCH_WIDER)
