"""Names of CSL-JSON as citeproc-py sets them well: initials, suffixes, groups, and who is left out."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from carefold.content.dates import StyleName
from carefold.content.markup import unmarked

Name = dict[str, str]
TAIL = "\ue011"
"""A private-use sign before what follows the names, which citeproc-py passes through."""

_MOST_PERSONS: dict[StyleName, tuple[int, int]] = {"ama": (6, 3), "vancouver": (6, 6), "short": (1, 1)}
"""How many authors a style names in full, and how many where there are more."""
_EDITORS: dict[StyleName, tuple[str, str]] = {
    "ama": (", ed", ", eds"),
    "vancouver": (", editor", ", editors"),
    "apa": (" (Ed.)", " (Eds.)"),
    "short": ("", ""),
}
"""What follows the name of one editor, or of several, where they stand for the author."""
_ROMAN = {"II": "2nd", "III": "3rd", "IV": "4th"}
_PARTS = ("family", "given", "suffix", "dropping-particle", "non-dropping-particle")
_MORE = re.compile(r"(and|&)?\s*(et\.?\s*al|others)\.?", re.IGNORECASE)
_SUFFIX = re.compile(r"(?P<name>.+?),?\s+(?P<suffix>Jr\.?|Sr\.?|I{2,3}|IV|2nd|3rd|4th)")
_VOWEL = re.compile(r"[AEIOUYÄÖÜÁÉÍÓÚ]")


@dataclass(frozen=True, slots=True)
class Named:
    """Persons, groups, and whether there are more than are named."""

    persons: tuple[Name, ...] = ()
    groups: tuple[str, ...] = ()
    more: bool = False


def named(value: Any) -> Named:
    """The names of a CSL variable: a list of maps, or of texts, or one of either."""
    persons: list[Name] = []
    groups: list[str] = []
    more = False
    for one in value if isinstance(value, list) else [value] if value else []:
        name = _plain(one)
        family, given, literal = (name.get(part, "") for part in ("family", "given", "literal"))
        if _is_more(family, given) or _is_more(literal, ""):
            more = True
        elif family:
            person = _person({part: name[part] for part in _PARTS if name.get(part)})
            persons.append({part: text for part, text in person.items() if text})
        elif literal or given:
            groups.append(literal or given)
    return Named(tuple(persons), tuple(groups), more)


def _plain(one: Any) -> Name:
    """The parts of a name as text, without marks."""
    given = one if isinstance(one, Mapping) else {"literal": one}
    name = {key: unmarked(str(value)) for key, value in given.items() if isinstance(value, (str, int, float))}
    if "literal" not in name and "name" in name:
        name["literal"] = name["name"]
    if name.get("family") and name.get("literal"):
        del name["literal"]
    return name


def _is_more(family: str, given: str) -> bool:
    """`others`, `et al.`, or a person called Al whose first name is Et."""
    whole = f"{given} {family}".strip()
    return bool(_MORE.fullmatch(whole) or _MORE.fullmatch(f"{family} {given}".strip()))


def _person(name: Name) -> Name:
    for part in ("family", "given"):
        found = _SUFFIX.fullmatch(name.get(part, ""))
        if found and "suffix" not in name:
            name = {**name, part: found["name"], "suffix": found["suffix"]}
    given = _initials_apart(name.get("given", ""), name["family"])
    if given and given.lower() == given.upper():  # a script without capitals has no initials
        return {**name, "family": f"{name['family']} {given}", "given": ""}
    return {**name, "given": given}


def _initials_apart(given: str, family: str) -> str:
    """JH as J H and Yu-chen as Yu-Chen, for citeproc-py takes the first letter of each part that is a capital."""
    given = re.sub(r"\(.*?\)|[“”\"]", " ", given).replace("\u2010", "-").replace("\u2011", "-")
    words = given.split()
    if given == given.lower():
        words = [word[:1].upper() + word[1:] for word in words]
    whole = all(word.isupper() for word in (*words, family)) and len(family) > 1
    return " ".join(_one_apart(word, most=2 if whole else 4) for word in words)


def _one_apart(word: str, most: int) -> str:
    """`most` is how many capitals in a row can be initials; in a name that is all capitals, fewer."""
    word = re.sub(r"^['’`‘]+(?=\w)", "", word)
    word = re.sub(r"(?<=[-‐])[^\W\d_]", lambda match: match[0].upper(), word)
    run = re.sub(r"[.\-]", "", word)
    letters = len(run)
    named = letters > most or (letters == 4 and _VOWEL.search(run[1:]) is not None)
    if not run.isupper() or not run.isalpha() or named or letters < 2 or "-" in word:
        return word
    return " ".join(run)


def listed(name: Name) -> str:
    """A name as the medical styles list it: Elm O."""
    if "literal" in name:
        return name["literal"]
    initials = "".join(part[0] for part in re.split(r"[\s.\-]+", name.get("given", "")) if part[:1].isupper())
    parts = (name.get("non-dropping-particle"), name["family"], initials, name.get("suffix", ""))
    return " ".join(part for part in parts if part).replace(f" {TAIL}", "")


def authors(item: dict[str, Any], style: StyleName) -> list[Name]:
    """The names to print. Where some are left out, or groups follow persons, the last name says so in its suffix."""
    found = named(item.get("author"))
    edited = found == Named()
    if edited:
        found = named(item.pop("editor", None))
    custom = item.pop("custom", None)
    more = found.more or (isinstance(custom, Mapping) and str(custom.get("authors_truncated")).lower() == "true")
    persons, groups = [_fit_suffix(name, style) for name in found.persons], list(found.groups)
    role = _EDITORS[style][len(persons) + len(groups) + more > 1] if edited and (persons or groups) else ""
    if style == "apa":
        literals = [*groups, "et al."] if more else groups
        return with_tail([*persons, *({"literal": name} for name in literals)], role)
    if not persons:
        shown = groups[:1] if style == "short" else groups
        return with_tail([{"literal": name} for name in shown], (", et al" if more and shown else "") + role)
    most, first = _MOST_PERSONS[style]
    if style == "short":
        more, groups = more or bool(groups), []
    more = more or len(persons) > most
    tail = (", et al" if more else "") + "".join(f"; {name}" for name in groups)
    return with_tail(persons[:first] if more else persons, tail + role)


def _fit_suffix(name: Name, style: StyleName) -> Name:
    suffix = name.get("suffix", "").rstrip(".")
    if not suffix:
        return name
    if style == "apa":
        return {**name, "suffix": f"{suffix}." if suffix in ("Jr", "Sr") else suffix}
    return {**name, "suffix": _ROMAN.get(suffix, suffix) if style == "vancouver" else suffix}


def with_tail(names: list[Name], tail: str) -> list[Name]:
    """What follows the names is put into the last one's suffix, so that the style's own “et al” keeps out of it."""
    if not tail or not names:
        return names
    last = names[-1]
    if "literal" in last:
        return [*names[:-1], {"literal": f"{last['literal']}{tail}"}]
    return [*names[:-1], {**last, "suffix": f"{last.get('suffix', '').rstrip('.')}{TAIL}{tail}"}]
