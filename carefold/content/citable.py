"""CSL-JSON items made fit for citeproc-py: authors, dates, pages and titles as it sets them well."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Literal
from urllib.parse import urlsplit

StyleName = Literal["ama", "vancouver", "apa", "short"]
Item = dict[str, Any]

# Private-use signs that go through citeproc unchanged and become something else afterwards.
ITALIC, UPRIGHT, HYPHEN, TAIL = "\ue000", "\ue001", "\ue002", "\ue003"

_MOST_PERSONS: dict[StyleName, tuple[int, int]] = {"ama": (6, 3), "vancouver": (6, 6), "short": (1, 1)}
"""How many authors a style names in full, and how many where there are more."""
_EDITORS: dict[StyleName, tuple[str, str]] = {
    "ama": (", ed", ", eds"),
    "vancouver": (", editor", ", editors"),
    "apa": (" (Ed.)", " (Eds.)"),
    "short": ("", ""),
}
"""What follows the name of one editor, or of several, where they stand for the author."""
_OTHER_NAMES = ("editor", "translator", "container-author", "collection-editor", "recipient", "interviewer", "composer")
_NAME_PARTS = ("family", "given", "suffix", "dropping-particle", "non-dropping-particle")
_ET_AL = re.compile(r"(and|&)?\s*(et al|others)\.?", re.IGNORECASE)
_DATE = re.compile(r"\s*(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?\s*")
_DATES = ("issued", "accessed", "submitted", "original-date", "event-date")
_TITLES = ("title", "title-short", "container-title", "container-title-short")
_TAGS = re.compile(r"</?(?:i|b|sup|sub|sc|span)\b[^>]*>")
_SUPPLEMENT = re.compile(r"(?P<issue>\d*)\s*suppl(?:ement)?\.?\s*(?P<number>\w*)", re.IGNORECASE)
_LONGEST_TITLE = 80


def citable(item: Mapping[str, Any], style: StyleName) -> Item:
    """The item as this style needs it; the given one stays as it is."""
    made = {key: value for key, value in item.items() if value not in (None, "", [], {})}
    made |= {key: _upright(made[key]) for key in _TITLES if key in made}
    made |= {key: _date(made[key]) for key in _DATES if key in made}
    for key in [key for key in _DATES if made.get(key) is None]:
        made.pop(key, None)
    if "DOI" in made:
        made["DOI"] = bare_doi(str(made["DOI"]))
    authors = _authors(made, style)
    made.pop("author", None)
    if authors:
        made["author"] = authors
    for key in _OTHER_NAMES:
        persons, groups, _ = _names(made.pop(key, None))
        if persons or groups:
            made[key] = [*persons, *({"literal": name} for name in groups)]
    _FITTINGS[style](made)
    if "page" in made:
        made["page"] = re.sub(r"\s*[-–]+\s*", HYPHEN, str(made["page"]))
    return made


def _upright(text: str) -> str:
    """Zotero marks italics in titles with tags; other tags are dropped."""
    return _TAGS.sub("", str(text).replace("<i>", ITALIC).replace("</i>", UPRIGHT)).strip()


def _date(value: Any) -> dict[str, Any] | None:
    """A date as CSL wants it, from a year, an ISO date, or parts given as text or numbers; None if it is neither."""
    if isinstance(value, Mapping):
        parts = value.get("date-parts")
        if parts:
            numbers = [[int(part) for part in date if str(part).isdigit()] for date in parts if date]
            return {"date-parts": numbers} if numbers and all(numbers) else None
        value = value.get("raw") or value.get("literal") or ""
    match = _DATE.fullmatch(str(value))
    if match:
        return {"date-parts": [[int(part) for part in match.groups() if part]]}
    return {"literal": str(value)} if value else None


def _authors(item: Item, style: StyleName) -> list[dict[str, str]]:
    """The names to print. Where some are left out, or groups follow persons, the last name says so in its suffix."""
    edited = not item.get("author")
    persons, groups, more = _names(item.pop("editor", None) if edited else item["author"])
    custom = item.pop("custom", None)
    more = more or (isinstance(custom, Mapping) and str(custom.get("authors_truncated")).lower() == "true")
    role = _EDITORS[style][len(persons) + more > 1] if edited else ""
    if style == "apa":
        literals = [*groups, "et al."] if more else groups
        return [*_with_tail(persons, role), *({"literal": name} for name in literals)]
    if not persons:
        return [{"literal": name} for name in (groups[:1] if style == "short" else groups)]
    most, first = _MOST_PERSONS[style]
    if style == "short":
        more, groups = more or bool(groups), []
    more = more or len(persons) > most
    tail = (", et al" if more else "") + "".join(f"; {name}" for name in groups)
    return _with_tail(persons[:first] if more else persons, tail + role)


def _with_tail(persons: list[dict[str, str]], tail: str) -> list[dict[str, str]]:
    """What follows the names is put into the last one's suffix, so that the style's own “et al” keeps out of it."""
    if not tail or not persons:
        return persons
    last = persons[-1]
    return [*persons[:-1], {**last, "suffix": f"{last.get('suffix', '').rstrip('.')}{TAIL}{tail}"}]


def _names(authors: Any) -> tuple[list[dict[str, str]], list[str], bool]:
    """Persons, groups, and whether there are more than are named."""
    listed = authors if isinstance(authors, list) else [authors] if authors else []
    persons: list[dict[str, str]] = []
    groups: list[str] = []
    more = False
    for name in listed:
        literal = name.get("literal") if isinstance(name, Mapping) else str(name)
        if isinstance(name, Mapping) and name.get("family"):
            persons.append({part: str(name[part]) for part in _NAME_PARTS if name.get(part)})
        elif literal and _ET_AL.fullmatch(str(literal).strip()):
            more = True
        elif literal:
            groups.append(str(literal))
    return persons, groups, more


def _fit_ama(item: Item) -> None:
    """Supplements as (suppl 1); a document without a publisher is set as a report, not as “Published online”."""
    supplement = _SUPPLEMENT.fullmatch(str(item.get("issue", "")))
    if supplement:
        inner = f"suppl {supplement['number']}".strip()
        item["issue"] = f"{supplement['issue']})({inner}" if supplement["issue"] else inner
    if item["type"] == "document":
        item["type"] = "report"
    _plain_suffixes(item)


def _fit_vancouver(item: Item) -> None:
    """Short supplements and last pages, the year alone, and no PubMed numbers beside the DOI."""
    supplement = _SUPPLEMENT.fullmatch(str(item.get("issue", "")))
    if supplement:
        item["issue"] = f"{supplement['issue']} Suppl {supplement['number']}".strip()
    if "page" in item:
        item["page"] = re.sub(r"\w+\s*[-–]\s*\w+", _shorter_range, str(item["page"]))
    if "date-parts" in item.get("issued", {}):
        item["issued"] = {"date-parts": [date[:1] for date in item["issued"]["date-parts"]]}
    for key in ("PMID", "PMCID"):
        item.pop(key, None)
    _plain_suffixes(item)


def _shorter_range(match: re.Match[str]) -> str:
    """509-523 as 509-23, and e13-e115 as e13-115: only what changes is said again, unless a letter follows."""
    first, last = re.split(r"\s*[-–]\s*", match[0])
    parts = [re.fullmatch(r"([A-Za-z]*)(\d+)", page) for page in (first, last)]
    if not parts[0] or not parts[1] or parts[1][1] not in ("", parts[0][1]):
        return f"{first}-{last}"
    start, end = parts[0][2], parts[1][2]
    same = 0
    while len(start) == len(end) and same < len(end) - 1 and start[same] == end[same]:
        same += 1
    return f"{first}-{end[same:]}"


def _plain_suffixes(item: Item) -> None:
    for name in item.get("author", []):
        if "suffix" in name:
            name["suffix"] = name["suffix"].replace("Jr.", "Jr").replace("Sr.", "Sr")


def _fit_apa(item: Item) -> None:
    """A publisher that is the author is not named again."""
    if [{"literal": item.get("publisher")}] == item.get("author"):
        del item["publisher"]


def _fit_short(item: Item) -> None:
    """A title of its own length, and the site's name only where nothing else leads to the work."""
    _fit_ama(item)
    item.setdefault("title-short", short_title(item["title"]))
    known = item.get("author") and ("issued" in item or "publisher" in item or "number" in item)
    address = str(item.pop("URL", ""))
    if not known and address:
        item["URL"] = site(address)


_FITTINGS = {"ama": _fit_ama, "vancouver": _fit_vancouver, "apa": _fit_apa, "short": _fit_short}


def bare_doi(doi: str) -> str:
    """A DOI without the address before it: 10.1000/182."""
    return re.sub(r"^(https?://(dx\.)?doi\.org/|doi:\s*)", "", doi.strip(), flags=re.IGNORECASE)


def site(address: str) -> str:
    """The name of a web address's site: mayoclinic.org."""
    return urlsplit(address).netloc.removeprefix("www.") or address


def short_title(title: str) -> str:
    """A long title without what follows its colon, and cut between words if it is still long."""
    if len(title) <= 60:
        return title
    main = re.split(r":\s| [–—] ", title)[0]
    if len(main) < 12:
        main = title
    return main if len(main) <= _LONGEST_TITLE else main[:_LONGEST_TITLE].rsplit(" ", 1)[0].rstrip(",;:") + "…"
