"""The sheet between two passes: how the stack goes back into the printer."""

from __future__ import annotations

import datetime
from functools import partial
from pathlib import Path

from carefold.families import load_families
from carefold.languages.language import Language
from carefold.layout.block_table import compose_blocks
from carefold.layout.setting import Setting
from carefold.layout.styles import Styles
from carefold.layout.turn_over import EDGE, compose_turn_over
from carefold.model.layout import Sheet
from carefold.pdf.write import Purpose, write
from carefold.pdf.xmp import Facts
from carefold.version import __version__
from carefold.workspace import Workspace, load_brand, load_layout

_SIZE = 16.0  # points: it is read at arm's length


def turn_over_sheet(workspace: Workspace, paper: str, brand: str | None = None) -> bytes:
    """A PDF of one page, in the project's first language, on the paper of the job."""
    chosen, folder = load_brand(workspace, brand)
    printer, language = workspace.settings.printer, Language.of(str(workspace.settings.languages[0]))
    family, _ = load_families(workspace, chosen.fonts)
    sheet = Sheet.model_validate({"size": paper})
    layout = load_layout(workspace, "letter").model_copy(update={"sheet": sheet, "duplex": "none", "marks": "none"})
    mono, words = printer.ink == "mono", language.phrases
    styles = Styles.of(chosen, family, family, layout.type, _SIZE, language.tag, mono=mono)
    measure = sheet.extent[0] - 2 * EDGE
    setting = Setting(styles, measure, chosen, words, partial(Path, folder), compose_blocks)
    turns = printer.stack == "turn"
    title = words["stack-title-turn" if turns else "stack-title-keep"]
    how = words["stack-turn" if turns else "stack-keep"]
    steps = (words["stack-aside"], how, words["stack-edge"], words["stack-on"])
    composition = compose_turn_over(layout, setting, title, words["stack-arrow"], steps, turns=turns)
    moment = datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC)
    facts = Facts(title, chosen.name, "", language.tag, (), moment, moment, f"carefold {__version__}", "", "", "")
    return write(composition.pages, composition.root, facts, Purpose("none", mono=mono))
