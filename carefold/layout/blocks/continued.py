"""What says that a list goes on from another column or page; a screen reader hears one list, and skips it."""

from __future__ import annotations

from carefold.layout.blocks.table import as_artifact
from carefold.layout.boxes import Box, Space, stacked
from carefold.layout.paragraph import baseline
from carefold.layout.setting import Setting, set_line
from carefold.layout.styles import GRID
from carefold.structure import Element


def continued(setting: Setting) -> Box:
    """The word, above the first entry that stands elsewhere."""
    style = setting.styles.label
    words = set_line(setting.phrases["continued"], style, Element("Artifact"), setting.measure)
    return as_artifact(stacked((*words, Space(GRID / 2))))._replace(baseline=baseline(style))
