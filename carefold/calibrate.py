"""The calibration sheet: not a handout, but made with what the pipeline is made of."""

from __future__ import annotations

import datetime
from functools import partial
from pathlib import Path

from carefold.families import load_families
from carefold.languages.language import DEFAULT, Language
from carefold.layout.block_table import compose_blocks
from carefold.layout.calibration import compose_calibration
from carefold.layout.setting import Setting
from carefold.layout.styles import Styles
from carefold.pdf.write import Purpose, write
from carefold.pdf.xmp import Facts
from carefold.version import __version__
from carefold.workspace import Workspace, load_brand, load_layout


def calibrate(workspace: Workspace, brand: str | None = None) -> bytes:
    """A two-sided sheet from which a person reads what to write under `printer:`; what is there already is applied."""
    chosen, folder = load_brand(workspace, brand)
    layout = load_layout(workspace, "trifold")
    family, _ = load_families(workspace, chosen.fonts)
    mono = workspace.settings.printer.ink == "mono"
    styles = Styles.of(chosen, family, family, layout.type, 11.0, DEFAULT, mono=mono)
    find = partial(Path, folder)
    setting = Setting(styles, 480.0, chosen, Language.of(DEFAULT).phrases, find, compose_blocks)
    plain = layout.model_copy(update={"marks": "none", "flat": None, "bleed": 0.0})
    composition = compose_calibration(plain, setting, workspace.settings.printer.shift)
    moment = datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC)
    facts = Facts(
        "Calibration sheet", chosen.name, "How a printer turns and shifts paper", DEFAULT, (), moment, moment,
        f"carefold {__version__}", "", "", "",
    )  # fmt: skip
    return write(composition.pages, composition.root, facts, Purpose(layout.duplex, mono=mono))
