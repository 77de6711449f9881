"""Questions that patients answer in their own words."""

from __future__ import annotations

from carefold.layout.blocks.write_in import compose_write_in
from carefold.layout.boxes import NEVER, Item, Space, joined
from carefold.layout.setting import Setting, set_line
from carefold.layout.styles import GRID
from carefold.model.forms import TeachBack, WriteIn, WriteInBody
from carefold.structure import Element

_LINES = 3


def compose_teach_back(block: TeachBack, parent: Element, setting: Setting) -> tuple[Item, ...]:
    """A line that asks for the patient's own words, then each question with lines to write on."""
    styles = setting.styles
    invitation = set_line(setting.phrases["own-words"], styles.bold_ink, parent.add("P"), setting.measure)
    asked = (
        compose_write_in(WriteIn.model_construct(write_in=WriteInBody(label=question, lines=_LINES)), parent, setting)
        for question in block.questions
    )
    return (*invitation, Space(2.0, NEVER), *joined(asked, Space(3 * GRID)))
