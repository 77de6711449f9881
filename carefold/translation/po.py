"""Files of GNU gettext (PO), by Babel: a message for each text, with its name as context."""

from __future__ import annotations

import datetime
from io import BytesIO, StringIO

from babel.messages.catalog import Catalog
from babel.messages.pofile import PoFileError, read_po, write_po

from carefold.diagnostics.carefold_error import CarefoldError
from carefold.diagnostics.finding import Finding
from carefold.diagnostics.place import Place
from carefold.translation.units import Returned, Unit
from carefold.version import __version__

_KEPT = "what stands in {{ }}, in [@ ] and behind ]( stays as it is."


def po(units: tuple[Unit, ...], handout: str, source: str, language: str, day: datetime.date) -> bytes:
    """The file; what was translated from another text is fuzzy."""
    made = datetime.datetime.combine(day, datetime.time(), datetime.UTC)
    catalog = Catalog(
        project=handout, version=__version__, creation_date=made, revision_date=made, last_translator="",
        language_team="", fuzzy=False, header_comment=f"# {handout}, {source} to {language}: {_KEPT}",
    )  # fmt: skip
    catalog.locale = language.replace("-", "_")
    for one in units:
        message = catalog.add(one.source, one.target, context=one.name, auto_comments=[one.note])
        message.flags.clear()  # “100 % of” is no format
        if one.is_old and one.target:
            message.flags.add("fuzzy")
    written = BytesIO()
    write_po(written, catalog, width=0, sort_output=False)
    return written.getvalue()


def read(text: str, shown: str) -> tuple[Returned, ...]:
    """The messages of a file; CarefoldError where it is none."""
    try:
        catalog = read_po(StringIO(text), abort_invalid=True)
    except (PoFileError, ValueError, LookupError, IndexError, TypeError, AttributeError) as error:
        place = Place(shown, getattr(error, "lineno", None) or 0)
        raise CarefoldError(Finding("this is no PO file.", place, "Give the file that the translator sent.")) from None
    return tuple(
        Returned(
            str(one.context or ""), str(one.id), str(one.string) if isinstance(one.string, str) else "",
            Place(shown, one.lineno or 0), not one.fuzzy,
        )
        for one in catalog if one.id
    )  # fmt: skip
