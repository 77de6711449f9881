"""Every code of a finding: how grave, what it means in a line, the rule behind it, what a clinic may do about it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import partial

from carefold.diagnostics.finding import Finding, Severity, Spot
from carefold.diagnostics.place import Place


class Leave(StrEnum):
    """What a clinic may do about a code: give it another severity, only accept it with a reason, or mend it."""

    CHANGE = "change or accept"
    ACCEPT = "accept only"
    NONE = "mend"


@dataclass(frozen=True, slots=True)
class Code:
    """What is fixed about the findings of one code: how grave, what it means in a line, and the rule behind it."""

    title: str
    source: str
    severity: Severity = Severity.ERROR
    leave: Leave = Leave.NONE
    since: str = "1"  # the project's format from which on it is an error; before that it is a warning


_PLAIN = "AMA, NIH: reading grade 6 to 8"
_NHS = "NHS: sentences up to 20 words, paragraphs up to 3 sentences"
_PEMAT = "AHRQ PEMAT-P"
_CDC = "CDC Clear Communication Index"
_ISMP = "ISMP: error-prone abbreviations, symbols and dose designations"
_USP = "USP <17>: prescription labels"
_GOVERNANCE = "NHS: standard for creating health content"
_WCAG = "WCAG 2.1"
_HOUSE = "carefold"
_UA = "PDF/UA-1 (ISO 14289-1)"
_PDF = "PDF 1.7 (ISO 32000-1)"
_LOOK = "docs/look.md, Paper"
_TEXT = f"{_UA}, 7.2"
_PRIVACY = "carefold: nothing personal in metadata"
_ACTIONS = "PDF/A-2 (ISO 19005-2), 6.5.1"
_STYLE = "NHS: content style guide"
_RISKS = "CDC Clear Communication Index, items 17 to 20"
_CLAIMS = "FDA: 21 CFR 202.1(e)(6); FTC: Health Products Compliance Guidance"
_TONE = "AMA, AAMC: Advancing Health Equity, a guide to language"
_EVIDENCE = "NHS: standard for creating health content, principle 2"
_ALERT = "ISMP: high-alert medications in community care settings"
_WEEKLY = "IMSN: Global Best Practice on oral methotrexate; ISMP: Best Practices for Community Pharmacy, 3"
_MILLILITRES = "ISMP: Best Practices for Community Pharmacy, 4; AAP, FDA: dosing in mL"
_CMS = "CMS: Toolkit for Making Written Material Clear and Effective"

_rule = partial(Code, leave=Leave.CHANGE)
_warning = partial(Code, severity=Severity.WARNING, leave=Leave.CHANGE)
_hint = partial(Code, severity=Severity.HINT, leave=Leave.CHANGE)
_guard = partial(Code, leave=Leave.ACCEPT)
_new_rule = partial(Code, leave=Leave.CHANGE, since="2")
_new_guard = partial(Code, leave=Leave.ACCEPT, since="2")

OF_WORDS: dict[str, Code] = {
    "CF100": Code("The file can't be read as a handout", "docs/format.md"),
    # Reading
    "CF101": _rule("The whole handout is as hard as what the project refuses, or harder", _PLAIN),
    "CF102": _warning("The whole handout is harder than the project aims for", _PLAIN),
    "CF103": _warning("A section of 30 words or more is as hard as what the project refuses", _PLAIN),
    "CF104": _warning("A sentence has more than 20 words", _NHS),
    "CF105": _warning("A hard word has a plain one", f"{_PEMAT}, item 3"),
    "CF106": _hint("A long word may be hard", f"{_PEMAT}, items 3 and 4"),
    "CF107": _hint("A sentence is in the passive voice", f"{_PEMAT}, item 5"),
    "CF108": _hint("An abbreviation is not explained", f"{_PEMAT}, item 4"),
    "CF109": _warning("A list has more than 7 items", f"{_CDC}, item 8"),
    "CF110": _warning("A paragraph has more than 3 sentences", _NHS),
    "CF111": _warning("A sentence is in capitals", _STYLE),
    "CF112": _hint("A sign or a short form stands for words", _STYLE),
    "CF113": _hint("A sentence says no twice", _STYLE),
    "CF114": _hint("An idiom is taken word by word", f"{_PEMAT}, item 3"),
    "CF115": _warning("The reader is addressed in two ways", _CMS),
    "CF116": _warning("Words are in another language than the handout's", "WCAG 2.1, 3.1.2"),
    "CF117": _hint("A word may be misspelled", _STYLE),
    "CF119": _warning("The SMOG grade is as high as the project's limit, or higher", _PLAIN),
    "CF120": _hint("The reader is spoken of as somebody else", f"{_PEMAT}, item 21"),
    # Numbers
    "CF121": _rule("A percentage stands without “x out of y”", f"{_PEMAT}, item 6"),
    "CF122": _rule("Risks are said with different denominators", f"{_CDC}, item 17; {_PEMAT}, item 7"),
    "CF123": _warning("A decimal stands outside doses and measures", f"{_CDC}, item 15"),
    "CF124": _new_rule("A risk is told by comparison alone", _RISKS),
    "CF125": _hint("A risk is rare or common, without a number", f"{_PEMAT}, item 6"),
    "CF126": _warning("A risk has no time span", _RISKS),
    "CF127": _warning("A fever is not told in °F and in °C", _HOUSE),
    "CF128": _warning("An age or a measured value has no unit", f"{_PEMAT}, item 6"),
    "CF129": _warning("A time or a date can be read in two ways", _STYLE),
    "CF130": _hint("A word for a time will soon be wrong", _STYLE),
    # Doses
    "CF131": _guard("A decimal has no zero before its point", _ISMP),
    "CF132": _guard("A dose ends in a zero after the point", _ISMP),
    "CF133": _guard("It is said how often to take a medicine, not when", _USP),
    "CF134": _guard("An abbreviation of doses is easily misread", _ISMP),
    "CF135": _guard("“U” or “IU” stands for units", _ISMP),
    "CF136": _guard("A dose and its unit run together", _ISMP),
    "CF137": _warning("A dose of 1,000 or more is hard to read", _ISMP),
    "CF138": _warning("A sign stands for “less than”, “more than” or “at”", _ISMP),
    "CF139": _guard("A dose's number can be read in two ways", _ISMP),
    # Who answers for it, and what it is for
    "CF162": _new_guard("A weekly dose of methotrexate has no weekday", _WEEKLY),
    "CF163": _new_guard("Milligrams stand where the medicine is dosed in micrograms", _ALERT),
    "CF164": _new_guard("A dose per kilogram has no amount for the patient", _ALERT),
    "CF165": _warning("“As directed” says nothing", _USP),
    "CF166": _warning("A spoon is no measure without mL", _MILLILITRES),
    "CF167": _hint("Names that look alike stand without tall-man letters", "FDA, ISMP: lists of look-alike drug names"),
    "CF168": _warning("An amount or a day is told only roughly", _USP),
    "CF169": _hint("The L of a litre is a small letter", _ISMP),
    "CF140": _new_rule("The text is of a day to come", _GOVERNANCE),
    "CF141": _rule("The main point says nothing", f"{_CDC}, item 1"),
    "CF142": _rule("Nothing is asked of the reader", f"{_PEMAT}, item 20"),
    "CF143": Code("The review date is past", _GOVERNANCE),
    "CF144": _warning("No clinician has reviewed the handout", _GOVERNANCE),
    "CF145": _warning("The review is due within 90 days", _GOVERNANCE),
    "CF146": _warning("The text is newer than its last review", _GOVERNANCE),
    "CF147": _rule("A DOI has the wrong form", "ISO 26324: digital object identifiers"),
    "CF148": _rule("A PMID or PMCID has the wrong form", "US National Library of Medicine: identifiers of PubMed"),
    "CF149": Code("The handout's version is withdrawn", _GOVERNANCE),
    # Links, pictures, conditions
    "CF150": _new_rule("Two sections have one title", "WCAG 2.1, 2.4.6"),
    "CF151": _warning("An alternative text says nothing", f"{_WCAG}, 1.1.1"),
    "CF152": _warning("A link's words don't say where it leads", f"{_WCAG}, 2.4.4"),
    "CF153": _warning("Conditions print both sides of a choice", _HOUSE),
    "CF154": _warning("A link's words name another address or number than it leads to", _HOUSE),
    "CF155": _rule("The words are in another language than the handout says", f"{_WCAG}, 3.1.1"),
    "CF156": _warning("A phone number in the text is none of the clinic's", _HOUSE),
    "CF157": Code("A phone number is one that the clinic has no longer", _HOUSE),
    "CF158": _guard("A phone number that patients call at once is none of the clinic's", _HOUSE),
    # What was accepted
    "CF159": _warning("A phone number has no hours", f"{_PEMAT}, item 22"),
    "CF160": _warning("A phone number has too many digits, or too few", _HOUSE),
    "CF161": _warning("Something is accepted that was not found", _HOUSE),
    # Translations
    "CF171": _warning("A translation was made from another version of its original", _HOUSE),
    "CF172": _warning("A translation does not say from which version it was made", _HOUSE),
    "CF173": _warning("A translation has no original", _HOUSE),
    "CF174": _warning("A translation does not say who made it", _HOUSE),
    "CF175": _new_guard("A number, a phone or an urgent text has changed since the translation was made", _HOUSE),
    "CF176": _new_guard("A number or a unit is another than in the original", _HOUSE),
    "CF177": _new_guard("A phone number is another than in the original", _HOUSE),
    "CF178": _new_guard("A citation, a field or a condition is another than in the original", _HOUSE),
    "CF179": _warning("Blocks or links are others than in the original", _HOUSE),
    "CF180": Code("A text is still to be translated", _HOUSE),
    # Approval on record
    "CF181": _warning("The words have changed since they were approved", _GOVERNANCE),
    "CF182": _warning("A reviewer has asked for changes", _GOVERNANCE),
    "CF183": _warning("Nobody but an author has approved the handout", _GOVERNANCE),
    "CF186": Code("A version was released with other words", _GOVERNANCE),
    "CF187": _guard("A version has the words of one that is withdrawn", _GOVERNANCE),
    # Claims
    "CF190": _new_rule("More is promised than anybody can", _CLAIMS),
    "CF191": _warning("The reader is threatened", f"{_CMS}, 4.1"),
    "CF192": _warning("Words blame or label people", _TONE),
    "CF193": _warning("A fact with a number has no source", _EVIDENCE),
    "CF194": _warning("“Studies show” has no source", _EVIDENCE),
    "CF195": _warning("A comparison has no source", _CLAIMS),
    "CF196": _warning("A source is superseded, or was not verified", _EVIDENCE),
    "CF197": _warning(
        "A source has no author, date or address, is of a day to come, or was looked at too long ago", _EVIDENCE
    ),
    "CF198": _warning("The advice is no longer given", "AHA, American Red Cross: guidelines for first aid"),
    "CF199": _hint("It is left open when to get help", f"{_PEMAT}, item 22"),
}

OF_PDFS: dict[str, Code] = {
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
    "CF312": Code("The imprint has another code than the handout now has", _HOUSE),
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
    "CF413": _warning("What is to be filled in is left out, where nobody can write", "docs/layouts.md, poster"),
    "CF421": _warning("The text fills less than 40% of its layout", "docs/look.md, Fill"),
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

CODES = {**OF_WORDS, **OF_PDFS}

IN_DRAFTS = frozenset((
    *("CF101", "CF102", "CF103", "CF104", "CF105", "CF106", "CF107", "CF108", "CF109", "CF110", "CF111", "CF112"),
    *("CF113", "CF114", "CF115", "CF116", "CF119", "CF120", "CF121", "CF122", "CF123", "CF125", "CF130"),
    *("CF141", "CF142", "CF150", "CF152", "CF191", "CF192"),
))  # fmt: skip
"""What stops no draft: how hard a text is to read, and its style. Whatever can hurt a patient stops a draft too: doses
and units, what is urgent, phones, dates, what is withdrawn, claims, sources, and all that is wrong with a PDF."""


def finding(
    code: str, place: Place | str, message: str, hint: str = "", section: int | None = None,
    *, source: str = "", spots: Iterable[Spot] = (),
) -> Finding:  # fmt: skip
    """A finding with what the table says of its code."""
    known = CODES[code]
    return Finding(message, place, hint, code, known.severity, source or known.source, tuple(spots), section)


def and_more(count: int) -> str:
    """What follows the first of several alike."""
    return f" (and {count - 1} more)" if count > 1 else ""
