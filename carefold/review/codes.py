"""Every code that content review uses: how grave, what it means in a line, the rule behind it, what a clinic may do."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from carefold.errors import Place
from carefold.findings import Code, Finding, Leave, Severity

_PLAIN = "AMA, NIH: reading grade 6 to 8"
_NHS = "NHS: sentences up to 20 words, paragraphs up to 3 sentences"
_PEMAT = "AHRQ PEMAT-P"
_CDC = "CDC Clear Communication Index"
_ISMP = "ISMP: error-prone abbreviations, symbols and dose designations"
_USP = "USP <17>: prescription labels"
_GOVERNANCE = "NHS: standard for creating health content"
_WCAG = "WCAG 2.1"
_HOUSE = "carefold"

_rule = partial(Code, leave=Leave.CHANGE)
_warning = partial(Code, severity=Severity.WARNING, leave=Leave.CHANGE)
_hint = partial(Code, severity=Severity.HINT, leave=Leave.CHANGE)
_guard = partial(Code, leave=Leave.ACCEPT)

CODES: dict[str, Code] = {
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
    "CF109": _warning("A list has more than 7 items", f"{_CDC}, lists"),
    "CF110": _warning("A paragraph has more than 3 sentences", _NHS),
    # Numbers
    "CF121": _rule("A percentage stands without “x out of y”", f"{_PEMAT}, item 6"),
    "CF122": _rule("Risks are said with different denominators", f"{_PEMAT}, items 6 and 7"),
    "CF123": _warning("A decimal stands outside doses and measures", f"{_PEMAT}, item 6"),
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
    "CF141": _rule("The main point says nothing", f"{_CDC}, item 1"),
    "CF142": _rule("Nothing is asked of the reader", f"{_PEMAT}, item 20"),
    "CF143": Code("The review date is past", _GOVERNANCE),
    "CF144": _warning("No clinician has reviewed the handout", _GOVERNANCE),
    "CF145": _warning("The review is due within 90 days", _GOVERNANCE),
    "CF146": _warning("The text is newer than its last review", _GOVERNANCE),
    "CF147": _rule("A DOI has the wrong form", "ISO 26324: digital object identifiers"),
    "CF148": _rule("A PMID or PMCID has the wrong form", "US National Library of Medicine: identifiers of PubMed"),
    # Links, pictures, conditions
    "CF151": _warning("An alternative text says nothing", f"{_WCAG}, 1.1.1"),
    "CF152": _warning("A link's words don't say where it leads", f"{_WCAG}, 2.4.4"),
    "CF153": _warning("Conditions print both sides of a choice", _HOUSE),
    "CF154": _warning("A link's words name another address or number than it leads to", _HOUSE),
    "CF155": _rule("The words are in another language than the handout says", f"{_WCAG}, 3.1.1"),
    "CF156": _warning("A phone number in the text is none of the clinic's", _HOUSE),
    # What was accepted
    "CF161": _warning("Something is accepted that was not found", _HOUSE),
}


@dataclass(frozen=True, slots=True)
class Remark:
    """A finding of a rule, and the number of the section that it is about, if it is about one."""

    finding: Finding
    section: int | None = None


def remark(code: str, place: Place, message: str, hint: str, section: int | None = None) -> Remark:
    """A remark with what the table says of its code."""
    return Remark(CODES[code].finding(code, place, message, hint), section)
