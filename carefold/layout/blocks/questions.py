"""Questions and their answers."""

from __future__ import annotations

from carefold.layout.boxes import NEVER, Item, Space, joined
from carefold.layout.setting import Setting, set_text
from carefold.layout.styles import GRID
from carefold.model.blocks import Questions
from carefold.structure import Element


def compose_questions(block: Questions, parent: Element, setting: Setting) -> tuple[Item, ...]:
    """Each question is a heading, so that a reader can jump to it; it stays with its answer's first lines."""
    styles, role = setting.styles, f"H{setting.heading_level}"
    entries = (
        (
            *set_text(question, styles.heading, parent, setting.measure, role),
            Space(1.0, NEVER),
            *set_text(answer, styles.text, parent, setting.measure),
        )
        for question, answer in block.questions.items()
    )
    return joined(entries, Space(2 * GRID))
