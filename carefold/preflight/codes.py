"""Every code that preflight uses: how grave, what it means in a line, and the rule behind it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import partial

from carefold.findings import Code, Finding, Leave, Severity, Spot

_UA = "PDF/UA-1 (ISO 14289-1)"
_PDF = "PDF 1.7 (ISO 32000-1)"
_LOOK = "docs/look.md, Paper"
_TEXT = f"{_UA}, 7.2"
_PRIVACY = "carefold: nothing personal in metadata"
_ACTIONS = "PDF/A-2 (ISO 19005-2), 6.5.1"


_warning = partial(Code, severity=Severity.WARNING, leave=Leave.CHANGE)

CODES: dict[str, Code] = {
    # The file and what it says about itself
    "CF201": Code("The file is no PDF that can be read", _PDF),
    "CF202": Code("The PDF is encrypted", "PDF/A-2 (ISO 19005-2), 6.1.3"),
    "CF203": Code("The PDF is cut off", f"{_PDF}, 7.5.5"),
    "CF204": Code("The file is empty", _PDF),
    "CF205": _warning("The PDF is damaged, and was mended while it was read", f"{_PDF}, 7.5"),
    "CF206": Code("The PDF has no pages", f"{_PDF}, 7.7.3"),
    "CF207": Code("The number of pages is not the layout's", "the layout"),
    "CF208": Code("A page is not of the layout's size", "the layout"),
    "CF209": Code("The title is missing, or not the handout's", f"{_UA}, 7.1"),
    "CF210": Code("The language is missing, or not the handout's", f"{_UA}, 7.2"),
    "CF211": Code("The author is missing", f"{_PDF}, 14.3.3"),
    "CF212": Code("Viewers show the file's name in place of the title", f"{_UA}, 7.1"),
    "CF213": Code("The XMP metadata is missing, or can't be read", f"{_UA}, 7.1"),
    "CF214": Code("A check broke off, since the PDF is damaged", _PDF),
    "CF215": Code("A page's boxes (TrimBox, BleedBox) are not where it is cut", f"{_PDF}, 14.11.2"),
    "CF216": _warning("The metadata holds what looks personal", _PRIVACY),
    "CF217": Code("The metadata holds what was filled in for one person", _PRIVACY),
    "CF218": _warning("The PDF is too large to be mailed", "project.yaml, mail"),
    "CF219": Code("The PDF claims PDF/UA or PDF/A without what that needs", f"{_UA}, 5"),
    "CF220": Code(
        "The check was stopped: the PDF takes too long, or too much memory",
        "carefold: 10 s of the processor and 500 MB",
    ),
    "CF221": Code("The PDF has more pages than can be checked", "carefold: 5000 pages"),
    "CF222": Code("The check was given up: the computer was too busy", "carefold: 3 minutes by the clock"),
    # Text
    "CF301": Code("A section's title is missing", _TEXT),
    "CF302": Code("A reference is missing", _TEXT),
    "CF303": Code("The disclaimer is missing or not whole", _TEXT),
    "CF304": Code("A font is not embedded", f"{_UA}, 7.21.4.1"),
    "CF305": Code("A font does not say what its codes mean (ToUnicode)", f"{_UA}, 7.21.7"),
    "CF306": Code("Text can't be read out or copied", f"{_UA}, 7.21.7"),
    "CF307": Code("Another program can't extract a text", _TEXT),
    "CF308": Code("The PDF has no text", _TEXT),
    "CF309": Code("A text of the handout is missing", _TEXT),
    "CF310": _warning("A font is embedded whole", "carefold: small files"),
    "CF311": Code("A glyph is missing", f"{_UA}, 7.21.8"),
    # Geometry
    "CF401": Code("Text leaves its panel", _LOOK),
    "CF402": Code("Text is nearer than 3 mm to a fold", _LOOK),
    "CF403": Code("Text is nearer than 7 mm to the sheet's edge, or beyond it", _LOOK),
    "CF404": Code("Text comes too near to a fold when printed at 94%", _LOOK),
    "CF405": Code("Text is too small", "docs/look.md, Type"),
    "CF406": Code("Text lies over other text", _LOOK),
    "CF407": Code("Text is too faint against what is painted under it", "WCAG 2.1, 1.4.3"),
    "CF408": _warning("Text stands on a picture or pattern", "WCAG 2.1, 1.4.3"),
    "CF411": _warning("A picture is coarser than 150 dots an inch", "docs/format.md, Blocks"),
    "CF412": Code("Text is hidden by what is painted over it", _LOOK),
    # Tags
    "CF501": Code("The PDF is not tagged", f"{_UA}, 7.1"),
    "CF502": Code("Marked content is not in the structure tree", f"{_PDF}, 14.7.4.2"),
    "CF503": Code("The structure tree points at content that is not there", f"{_PDF}, 14.7.4.2"),
    "CF504": Code("An MCID is used twice on a page", f"{_PDF}, 14.7.4.2"),
    "CF505": Code("Marked content stands twice in the structure tree", f"{_PDF}, 14.7.4.2"),
    "CF506": Code("The parent tree disagrees with the structure tree", f"{_PDF}, 14.7.4.4"),
    "CF507": Code("An annotation's parent disagrees with the structure tree", f"{_PDF}, 14.7.4.4"),
    "CF508": Code("An annotation is not in the structure tree, or twice", f"{_UA}, 7.18.1"),
    "CF509": Code("An annotation is in the wrong kind of element", f"{_UA}, 7.18.5"),
    "CF510": Code("Something is painted that is neither tagged nor an artifact", f"{_UA}, 7.1"),
    "CF511": Code("Marked content lies inside marked content", f"{_UA}, 7.1"),
    "CF512": Code("Marked content is not closed where it should be", f"{_PDF}, 14.6.1"),
    "CF513": Code("A figure has no alternative text", f"{_UA}, 7.3"),
    "CF514": Code("A figure does not say where it stands (BBox)", f"{_PDF}, 14.8.5.4.3"),
    "CF515": Code("A link does not say where it leads (Contents)", f"{_UA}, 7.18.5"),
    "CF516": Code("Headings skip a level, or don't start with H1", f"{_UA}, 7.4.2"),
    "CF517": Code("A list is not built as a list", f"{_PDF}, 14.8.4.3.3"),
    "CF518": Code("A table is not built as a table", f"{_PDF}, 14.8.4.3.4"),
    "CF519": Code("A table header does not say what it heads (Scope)", f"{_UA}, 7.5"),
    "CF520": Code("An element's role is not a standard one", f"{_UA}, 7.1"),
    "CF521": Code("An element does not know its parent", f"{_PDF}, 14.7.2"),
    "CF522": Code("A page with links does not set the tab order", f"{_UA}, 7.18.3"),
    "CF523": Code("The tree reads in another order than the handout", f"{_PDF}, 14.8.2.3"),
    "CF524": Code("The structure tree is malformed", f"{_PDF}, 14.7.2"),
    "CF525": Code("A form field does not say what it is for (TU)", f"{_UA}, 7.18.1"),
    # Links and actions
    "CF601": Code(
        "A link leads to an address of another kind than https, mailto, tel or sms",
        "carefold: links that are safe on any device",
    ),
    "CF602": Code("The PDF carries JavaScript", _ACTIONS),
    "CF603": Code("The PDF starts an action that handouts never need", _ACTIONS),
    "CF604": Code("A link inside the PDF leads nowhere", f"{_PDF}, 12.3.2"),
    "CF605": Code("The PDF carries other files", "PDF/A-2 (ISO 19005-2), 6.8"),
    "CF606": Code("The PDF needs a file that is not in it", "PDF/A-2 (ISO 19005-2), 6.1.7"),
    "CF607": Code("A link's address is not in ASCII, so that viewers open nothing", f"{_PDF}, 12.6.4.7"),
    # veraPDF
    "CF701": Code("veraPDF rejects the PDF", "veraPDF"),
    "CF702": Code("veraPDF can't read the PDF", "veraPDF"),
    "CF703": _warning("The PDF claims no standard that veraPDF knows", "docs/cli.md, --verapdf"),
}


def finding(
    code: str, place: str, message: str, hint: str = "", source: str = "", spots: Iterable[Spot] = ()
) -> Finding:
    """A finding with what the table says of its code."""
    return replace(CODES[code].finding(code, place, message, hint, source), spots=tuple(spots))


def and_more(count: int) -> str:
    """What follows the first of several alike."""
    return f" (and {count - 1} more)" if count > 1 else ""
