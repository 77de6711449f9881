"""Slips with the passphrases of letters, to print, cut apart and hand out: never on the way that the letters go."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from carefold.families import load_families
from carefold.graphics.face import Family
from carefold.languages.language import DEFAULT, Language
from carefold.layout.block_table import compose_blocks
from carefold.layout.setting import Setting
from carefold.layout.slips import Slip, compose_slips
from carefold.layout.styles import Styles
from carefold.pdf.write import Purpose, write
from carefold.pdf.xmp import Facts
from carefold.text.characters import can_be_set
from carefold.version import __version__
from carefold.workspace import Workspace, load_brand, load_layout

_SIZE, _MARGINS, _LAYOUT = 12.0, 80.0, "letter"  # points


@dataclass(frozen=True, repr=False)
class Given:
    """A passphrase, and the letter that it opens: the number of its record, its file, and its language."""

    number: int
    file: str
    language: str
    passphrase: str


def slips_of(workspace: Workspace, given: Sequence[Given], brand: str | None) -> bytes:
    """A tagged PDF with a slip for each, on the paper of the project's printer."""
    chosen, folder = load_brand(workspace, brand)
    (family, _), layout = load_families(workspace, chosen.fonts), load_layout(workspace, _LAYOUT)

    def setting(tag: str) -> Setting:
        language = Language.of(tag or DEFAULT)
        styles = Styles.of(chosen, family, family, layout.type, _SIZE, language.tag)
        measure = layout.sheet.extent[0] - _MARGINS
        return Setting(styles, measure, chosen, language.phrases, partial(Path, folder), compose_blocks)

    title = Language.of(DEFAULT).phrases["slip-title"]
    settings = {tag: setting(tag) for tag in {"", *(one.language for one in given)}}
    composition = compose_slips([_slip(one, family) for one in given], title, layout, settings)
    moment = datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC)
    facts = Facts(title, chosen.name, "", DEFAULT, (), moment, moment, f"carefold {__version__}", "", "", "")
    return write(composition.pages, composition.root, facts, Purpose("none"))


def _slip(one: Given, family: Family) -> Slip:
    phrases = Language.of(one.language).phrases
    file = one.file if can_be_set(one.file, [family]) else "…"  # the number of the record tells
    return Slip(
        tag=one.language,
        head=phrases.filled("slip-record", number=one.number),
        before=phrases.filled("slip-opens", file=file),
        said=one.passphrase,
        after=phrases["slip-how"],
    )
