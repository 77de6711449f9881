"""The notice that a handout is withdrawn: no handout, but a sheet made with what the pipeline is made of."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Sequence
from functools import partial
from pathlib import Path

from carefold.families import load_families
from carefold.languages.language import Language
from carefold.languages.phrases import Phrases
from carefold.layout.block_table import compose_blocks
from carefold.layout.composition import Composition
from carefold.layout.notice import EDGE, Told, compose_notice
from carefold.layout.setting import Setting
from carefold.layout.styles import Styles
from carefold.model.layout import Sheet
from carefold.pdf.write import Purpose, write
from carefold.pdf.xmp import Facts
from carefold.version import __version__
from carefold.withdrawals import Notice
from carefold.workspace import Workspace, load_brand, load_layout

_SIZES = (14.0, 12.0, 10.0)  # points, the first that fits
_MOST_CODES = 90


def notice_of(workspace: Workspace, what: Notice, picture: Path | None) -> bytes:
    """A PDF of one page in the project's first language, on its printer's paper; `picture` is a PNG of the cover."""
    brand, folder = load_brand(workspace, None)
    printer, language = workspace.settings.printer, Language.of(str(workspace.settings.languages[0]))
    families = load_families(workspace, brand.fonts)
    plain = load_layout(workspace, "letter")
    sheet = Sheet.model_validate({"size": printer.paper}) if printer.paper else plain.sheet
    layout = plain.model_copy(update={"sheet": sheet, "duplex": "none", "marks": "none"})
    mono, words = printer.ink == "mono", language.phrases
    measure = layout.sheet.extent[0] - 2 * EDGE
    clinic = str((brand.name.versions or {}).get(language.tag, brand.name))

    def composed(size: float) -> Composition | None:
        styles = Styles.of(brand, families[0], families[1], layout.type, size, language.tag, mono=mono)
        setting = Setting(styles, measure, brand, words, partial(Path, folder), compose_blocks)
        told = _told(what, words, clinic, picture)
        return compose_notice(layout, setting, told, anyway=size == _SIZES[-1])

    composition = next(made for made in map(composed, _SIZES) if made)
    moment = datetime.datetime.combine(datetime.date.fromisoformat(what.date), datetime.time(), datetime.UTC)
    title = f"{words['withdrawn']}: {what.title}"
    facts = Facts(
        title, clinic, what.reason, language.tag, (), moment, moment, f"carefold {__version__}", "", "", "",
    )  # fmt: skip
    return write(composition.pages, composition.root, facts, Purpose("none", mono=mono))


def _told(what: Notice, words: Phrases, clinic: str, picture: Path | None) -> Told:
    codes = (*what.codes[:_MOST_CODES], *(("…",) if len(what.codes) > _MOST_CODES else ()))
    rows = (
        (words["withdrawn-since"], words.date(datetime.date.fromisoformat(what.date))),
        (words["withdrawn-why"], what.reason),
        (words["withdrawn-versions"], ", ".join(versions_in_words(what.versions, words))),
        (words["withdrawn-codes"], ", ".join(codes) or words["withdrawn-no-codes"]),
    )
    return Told(
        words["withdrawn"], what.title, what.language, words["withdrawn-bin"], rows,
        words["withdrawn-find"] if what.codes else "", words.filled("withdrawn-cover", title=what.title),
        words.filled("withdrawn-by", clinic=clinic), picture,
    )  # fmt: skip


_FORMS: Sequence[tuple[str, str]] = ((r"<=\s*([^\s<>=]+)", "withdrawn-until"), (r"<\s*([^\s<>=]+)", "withdrawn-below"))


def versions_in_words(versions: Iterable[str], words: Phrases) -> list[str]:
    """Ranges as a reader says them: 1.1 and before; what has no words stays as it is written."""
    return [_in_words(one, words) for one in versions]


def _in_words(written: str, words: Phrases) -> str:
    for form, name in _FORMS:
        if found := re.fullmatch(form, written.strip()):
            return words.words[name].format(version=found[1])
    return written
