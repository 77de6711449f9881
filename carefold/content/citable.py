"""CSL-JSON items made fit for citeproc-py: names, dates, pages, titles and kinds of works as it sets them well."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urlsplit

from carefold.content import dates
from carefold.content.dates import StyleName
from carefold.content.markup import marked
from carefold.content.page_ranges import in_full, shortened, without_word
from carefold.content.persons import authors, listed, named, with_tail
from carefold.content.titles import IN_TITLE_CASE, TITLE_END, short_title, with_case_kept
from carefold.model.csl import DATES, NAMES
from carefold.model.moment import moment
from carefold.model.reference import meant_type

Item = dict[str, Any]

HYPHEN = "\ue010"
"""A private-use sign between pages, which citeproc-py passes through."""

_AS_THEY_ARE = DATES | NAMES | {"id", "type", "custom", "DOI", "URL", "page", "PMID", "PMCID", "language"}
_UNPRINTED = ("abstract", "annote", "keyword", "note", "categories", "source", "call-number", "ISBN", "ISSN")
_SERIALS = ("article-journal", "article-magazine", "article-newspaper", "review", "review-book", "periodical")
_OF_SERIALS, _ABBREVIATED = frozenset(("container-title", "container-title-short")), 30
"""A journal's name of so few characters goes on one line."""
_WITHIN = ("chapter", "paper-conference", "entry-dictionary", "entry-encyclopedia")
_AMA_IN_FULL = (
    "article article-newspaper article-magazine interview personal_communication post post-weblog webpage speech"
)
_APA_IN_FULL = (
    "article-magazine article-newspaper broadcast collection document event motion_picture pamphlet performance "
    "personal_communication post post-weblog song speech webpage"
)
_FULL_DATES: dict[StyleName, list[str]] = {"ama": _AMA_IN_FULL.split(), "apa": _APA_IN_FULL.split()}
"""Works of which a style says month and day, too."""
_ONLINE = re.compile(
    r".*ahead[ -]of[ -](print|publication)|online first|((advance|published) )?online( publication)?|"
    r"early (online|view|access)",
    re.IGNORECASE,
)
_STATES = re.compile(
    r"(in|at)[ -]press|forthcoming|accepted.*|submitted.*|to appear|under review|unpublished|in preparation|"
    rf"{_ONLINE.pattern}",
    re.IGNORECASE,
)
_SUPPLEMENT = re.compile(r"(?P<issue>\d*)\s*\(?suppl(?:ement)?s?\.?\s*(?P<number>\w*)\)?", re.IGNORECASE)


def citable(item: Mapping[str, Any], style: StyleName) -> Item:
    """The item as this style needs it; the given one stays as it is. ValueError says what can't be printed in it."""
    made = {key: value for key, value in item.items() if value not in (None, "", [], {}) and key not in _UNPRINTED}
    _under_their_names(made)
    for key in [key for key in made if key not in _AS_THEY_ARE]:
        made[key] = _text(key, made[key])
    _with_states(made)
    _with_addresses(made)
    if "page" in made:
        made["page"] = in_full(without_word(_text("page", made["page"])), HYPHEN)
    _with_names(made, style)
    _FITTINGS[style](made)
    _with_dates(made, style)
    if made.get("title"):
        made["title"] += TITLE_END
    for key in IN_TITLE_CASE & made.keys():
        made[key] = with_case_kept(made[key])
    for key in _OF_SERIALS & made.keys() if made["type"] in _SERIALS else ():
        if len(made[key]) <= _ABBREVIATED:
            made[key] = made[key].replace(" ", "\u00a0")
    return {key: value for key, value in made.items() if value not in (None, "", [])}


def translated(item: Item, style: StyleName) -> str:
    """Who translated a book, which two styles leave out beside an author: “. Elm O, trans”."""
    names = item.get("translator") if "author" in item and "container-title" not in item else None
    if not names or style not in _TRANSLATORS:
        return ""
    return f". {', '.join(map(listed, names))}, {_TRANSLATORS[style][len(names) > 1]}"


_TRANSLATORS: dict[StyleName, tuple[str, str]] = {
    "ama": ("trans", "trans"),
    "vancouver": ("translator", "translators"),
}


def _under_their_names(item: Item) -> None:
    """What programs call otherwise, and the two keys that CSL has for some things."""
    item["type"] = meant_type(str(item["type"])) or str(item["type"])
    if item["type"] == "article" and "container-title" in item:
        item["type"] = "article-journal"
    for other, key in _OTHER_KEYS:
        if other in item:
            item.setdefault(key, item[other])
    if item["type"] in _SERIALS:  # where a copy lies is not said of what every library has
        for key in ("archive", "archive_location", "archive-place", "archive_collection"):
            item.pop(key, None)


_OTHER_KEYS = (
    ("journalAbbreviation", "container-title-short"),
    ("short-container-title", "container-title-short"),
    ("shortTitle", "title-short"),
    ("event", "event-title"),
    ("event-title", "event"),
    ("article-number", "number"),
    ("eid", "number"),
)


def _text(key: str, value: Any) -> str:
    """A text as it is printed: nothing of another program's markup is left."""
    written = ", ".join(map(str, value)) if isinstance(value, list) else str(value)
    try:
        return marked(written)
    except ValueError as error:
        raise UnprintableError(key, f"{error}") from error


class UnprintableError(ValueError):
    """A sign of markup in a key's text that can't be printed: `key`, and the sign as its message."""

    def __init__(self, key: str, sign: str) -> None:
        super().__init__(sign)
        self.key = key


def _with_states(item: Item) -> None:
    """Words in place of a date, as “in press”, are the work's state."""
    for key in [key for key in DATES if key in item]:
        date = moment(item.pop(key))
        if key == "issued" and date and _STATES.fullmatch(date.words):
            item.setdefault("status", date.words)
        elif date:
            item[key] = date
    if str(item.get("status", "")).lower() in ("published", "final", "ppublish", "epublish"):
        del item["status"]


def _with_addresses(item: Item) -> None:
    doi = doi_of(item)
    if doi:
        item["DOI"] = doi
    if "URL" in item:
        item["URL"] = bare_address(str(item["URL"]))


def _with_names(item: Item, style: StyleName) -> None:
    writers = authors(item, style)
    item.pop("author", None)
    if writers:
        item["author"] = writers
    for key in NAMES - {"author"}:
        found = named(item.pop(key, None))
        if found.persons or found.groups:
            names = [*found.persons, *({"literal": name} for name in found.groups)]
            item[key] = with_tail(names, ", et al") if found.more and found.persons else names


def _with_dates(item: Item, style: StyleName) -> None:
    in_volume = "volume" in item or "issue" in item
    full = _FULL_DATES.get(style, [])
    year_only = item["type"] not in full and (in_volume or style == "apa" or item["type"] not in _SERIALS)
    for key in [key for key in DATES if key in item]:
        date = item[key]
        item[key] = dates.issued(date, style, year_only) if key == "issued" else dates.accessed(date, style)


def _fit_ama(item: Item) -> None:
    """Supplements as (suppl 1); what is no article and has no place of its own in the style is set as a report."""
    supplement = _SUPPLEMENT.fullmatch(str(item.get("issue", "")))
    if supplement:
        inner = f"suppl {supplement['number']}".strip()
        item["issue"] = f"{supplement['issue']})({inner}" if supplement["issue"] else inner
    if item["type"] in _OTHER_WORKS.split() and "container-title" not in item:
        item["type"] = "report"
        if "version" in item:
            item.setdefault("edition", f"Version {item['version']}")
    if "issued" in item and not item.keys() & {"volume", "issue"} and _ONLINE.fullmatch(str(item.get("status", ""))):
        del item["status"]  # the style says “Published online” itself
    if item["type"] == "webpage" and "publisher" in item and not _is_author(item, str(item["publisher"])):
        item.setdefault("container-title", item["publisher"])


_OTHER_WORKS = (
    "document pamphlet standard dataset software manuscript map classic collection musical_score figure broadcast "
    "performance regulation hearing treaty"
)


def _is_author(item: Item, name: str) -> bool:
    return {"literal": name} in item.get("author", [])


def _fit_vancouver(item: Item) -> None:
    """Short supplements and last pages, and no PubMed numbers beside the DOI."""
    supplement = _SUPPLEMENT.fullmatch(str(item.get("issue", "")))
    if supplement:
        item["issue"] = f"{supplement['issue']} Suppl {supplement['number']}".strip()
    if "page" in item:
        item["page"] = shortened(item["page"].replace(HYPHEN, "-"), HYPHEN)
    if str(item.get("number-of-pages", "")).isdigit():
        item["number-of-pages"] = f"{item['number-of-pages']} p"
    for key in ("PMID", "PMCID"):
        item.pop(key, None)


def _fit_apa(item: Item) -> None:
    """A publisher that is the author is not named again; letters and talks stand with the other documents."""
    if [{"literal": item.get("publisher")}] == item.get("author"):
        del item["publisher"]
    if item["type"] in ("webpage", "software") and "publisher" in item and "author" not in item:
        item["author"] = [{"literal": item.pop("publisher")}]
    if item["type"] == "thesis":
        item.setdefault("genre", "Thesis")
    kind = {"personal_communication": "Personal communication", "interview": "Interview"}.get(item["type"])
    if kind and not item.keys() & _RETRIEVABLE:
        item["type"] = "document"
        item.setdefault("genre", kind)


_RETRIEVABLE = {"archive", "archive-place", "container-title", "DOI", "number", "publisher", "references", "URL"}
"""What APA wants for an entry of a letter or an interview (8.9)."""


def _fit_short(item: Item) -> None:
    """A title of its own length, and the site's name only where nothing else leads to the work."""
    status = item.get("status", "")
    _fit_ama(item)
    item["status"] = status
    item.setdefault("title-short", short_title(item["title"]))
    if item["type"] in _SERIALS:
        item.setdefault("page", item.get("number", ""))
        if not item.get("author") and item.get("container-title"):
            item["author"] = [{"literal": item["title-short"]}]  # without either, the line would lead to no work
    known = item.get("author") and ("issued" in item or "publisher" in item or "number" in item)
    address = str(item.pop("URL", ""))
    if not known and address:
        item["URL"] = site(address)
    elif "author" not in item and "publisher" in item and item["type"] not in (*_SERIALS, *_WITHIN):
        item["author"] = [{"literal": item["publisher"]}]


_FITTINGS: dict[StyleName, Callable[[Item], None]] = {
    "ama": _fit_ama,
    "vancouver": _fit_vancouver,
    "apa": _fit_apa,
    "short": _fit_short,
}


def doi_of(item: Mapping[str, Any]) -> str:
    """An item's DOI, which some programs write as a web address only."""
    address = str(item.get("URL") or "")
    written = item.get("DOI") or (address if re.match(r"https?://(dx\.)?doi\.org/10\.", address, re.IGNORECASE) else "")
    return bare_doi(str(written))


def bare_doi(doi: str) -> str:
    """A DOI without the address before it: 10.1000/182."""
    plain = re.sub(r"\\([_%&#~])", r"\1", doi.strip()).replace("&amp;", "&").replace("&lt;", "<").replace("&gt;", ">")
    plain = re.sub(r"^(?:(?:https?://)?(?:dx\.)?doi\.org/|doi:?\s*)+", "", plain, flags=re.IGNORECASE)
    return plain.rstrip(".,;")


def bare_address(address: str) -> str:
    """A web address as it is, without what LaTeX and HTML put before some of its signs."""
    return re.sub(r"\\([_%&#~])", r"\1", address.strip()).replace("&amp;", "&")


def site(address: str) -> str:
    """The name of a web address's site: mayoclinic.org."""
    return urlsplit(address).netloc.removeprefix("www.") or address
