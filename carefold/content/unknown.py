"""What to do about a citation of a work that nobody knows: never somebody else's paper in its place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from carefold.content.citable import bare_doi
from carefold.model.reference import Reference

_YEAR = re.compile(r"(?:1[89]|20)\d\d")
_DOI = re.compile(r"(?:(?:https?://)?(?:dx\.)?doi\.org/|doi:?)?(10\.\d{4,9}/\S+)", re.IGNORECASE)
_PMID = re.compile(r"pmid[:_-]?(\d{1,8})|(\d{5,8})", re.IGNORECASE)
_ADDRESS = re.compile(r"https?://\S+|www\.\S+", re.IGNORECASE)
_LONGEST = 60


def hint_for(wanted: str, known: Mapping[str, Reference]) -> str:
    """The work that was probably meant, if it is only a slip away, and how to add one that is missing."""
    number = _by_number(wanted, known)
    if number:
        return number
    near = sorted(_near(wanted, known))
    if len(near) == 1:
        return f"Is it [@{near[0]}] ({_title(known[near[0]])})? If not, {_adding(wanted, 'title: …')}"
    if near:
        return (
            f"There are {' and '.join(f'[@{one}]' for one in near[:3])}. To add another, {_adding(wanted, 'title: …')}"
        )
    return f"To add it, {_adding(wanted, 'title: …')}"


def _by_number(wanted: str, known: Mapping[str, Reference]) -> str:
    """A DOI, a PubMed number or an address in place of an id."""
    for name, key, pattern in (
        ("a DOI", "DOI", _DOI),
        ("a PubMed number", "PMID", _PMID),
        ("an address", "URL", _ADDRESS),
    ):
        match = pattern.fullmatch(wanted)
        if match is None:
            continue
        value = next((group for group in match.groups() if group), wanted)
        same = next((one for one, work in known.items() if _plain(work.item.get(key), key) == _plain(value, key)), "")
        if same:
            return f"This is {name}; the work's id is {same}: write [@{same}]."
        kind = "webpage" if key == "URL" else "article-journal"
        value = f"https://{value}" if value.startswith("www.") else value
        added = _adding("smith2024", f"title: …, {key}: {value}", kind)
        return f"This is {name}, and a work is cited by its id. To add it, {added} Then cite it as [@smith2024]."
    return ""


def _plain(value: object, key: str) -> str:
    text = str(value or "").strip().lower()
    return bare_doi(text) if key == "DOI" else re.sub(r"^(https?://)?(www\.)?", "", text).rstrip("/")


def _near(wanted: str, known: Mapping[str, Reference]) -> Iterator[str]:
    """Ids of the same year, a letter or two away; without a year, those of the same name."""
    name, year, more = _parts(wanted[:_LONGEST])
    for one in known:
        other, when, rest = _parts(one[:_LONGEST])
        if year == when:
            alike = more == rest or not more or not rest
            if alike and _slips(name, other) <= _most_slips(name, other):
                yield one
        elif name == other and more == rest and not (year and when):
            yield one


def _parts(wanted: str) -> tuple[str, str, str]:
    """The letters before the year, the year, and what follows it; case and dashes mean nothing."""
    plain = re.sub(r"[^\w]|_", "", wanted.lower())
    found = _YEAR.search(plain)
    return (plain[: found.start()], found[0], plain[found.end() :]) if found else (plain, "", "")


def _most_slips(*names: str) -> float:
    """Short names are often letters of an institution, where one letter makes another: aha, ada."""
    return (0, 0, 0, 0, 1, _CHANGED, 2)[min(6, *map(len, names))]


_CHANGED = 1.5
"""A letter in place of another weighs more than one too many: two of them make another name (fisher, foster)."""


def _slips(one: str, other: str) -> float:
    """How many letters were missed, added, changed or swapped with the next; digits are never a slip."""
    if re.findall(r"\d", one) != re.findall(r"\d", other):
        return len(one) + len(other)
    before, last = list[float](), [float(j) for j in range(len(other) + 1)]
    for i, letter in enumerate(one, 1):
        row = [float(i)]
        for j, wanted in enumerate(other, 1):
            costs = [last[j] + 1, row[j - 1] + 1, last[j - 1] + (_CHANGED if letter != wanted else 0)]
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == wanted:
                costs.append(before[j - 2] + 1)
            row.append(min(costs))
        before, last = last, row
    return last[-1]


def _title(work: Reference) -> str:
    title = " ".join(work.title.split())
    return f"“{title}”" if len(title) <= _LONGEST else f"“{title[:_LONGEST].rsplit(' ', 1)[0]} …”"


def _adding(wanted: str, told: str, kind: str = "webpage") -> str:
    found = _YEAR.search(wanted)
    year = f", issued: {found[0]}" if found else ""
    url = "" if "URL:" in told or kind != "webpage" else ", URL: https://…"
    written = f"- {{id: {wanted}, type: {kind}, {told}, author: [{{literal: …}}]{year}{url}}}"
    return (
        f"write it below `references:` at the end of the handout: `{written}`; or put it into handouts/references.json."
    )
