"""Whether the commas of a text part items of a series, or belong to a sentence or a name."""

from __future__ import annotations

import re

from carefold.caches import kept
from carefold.languages.language import either

_GOES_ON = r"(?:<goes-on>) +\S"
_FRAGMENT = r"(?:<fragment>) +\S"
_HOW_OFTEN = r"(?i:(?:\d{1,2}(?: ?(?:[-–]|<to-or>) ?\d{1,2})?|<few>) +(?:<times>)\b)"
_OFTEN = r"(?i:\b(?:<often>)\b)"
_WITHIN = r"\b(?:<and-or>)\b"
_BEHIND_NAMES = (
    "rn lpn lvn aprn arnp np fnp agnp acnp pmhnp whnp cnm cnp cns crna bsn msn dnp phd md do pa pharmd rph pt dpt ot "
    "otr slp rd rdn ld cde cdces mph mha mba ms ma msc bs ba bsc lcsw lmsw msw lmft lpc psyd edd med dds dmd od dpm "
    "facp facs faap rrt crt emt cma cna rnc ocn ccrn cen cwocn ibclc ches mches mbbs mbchb frcp mrcp jr sr ii iii esq "
    "dr lic enf dra"
)
_CREDENTIALS = frozenset(_BEHIND_NAMES.split())
_CREDENTIAL = re.compile(r"([A-Za-z]{2,6})\.?(?:[-/ ][A-Z]{1,5})*")
_AND_NAME = r"(?:;| (?:<and>)| &) +"
_SENTENCE = re.compile(r"[.!?;:](?: |$)")


@kept
def _pattern(form: str) -> re.Pattern[str]:
    """An expression in which <name> stands for what any language says by that name."""
    return re.compile(re.sub("<([a-z-]+)>", lambda name: either(name[1]), form))


def goes_on(text: str) -> bool:
    """Whether a text starts as the second half of a sentence does: “or white”, “then call us”."""
    return bool(_pattern(_GOES_ON).match(text))


def is_credential(text: str) -> bool:
    """Whether a text is what stands behind a person's name: RN, PhD, Jr."""
    found = _CREDENTIAL.fullmatch(text.strip())
    return found is not None and found[1].lower() in _CREDENTIALS and not text[0].islower()


def ends_a_name(text: str) -> bool:
    """Whether a text is what stands behind one name, with the next name after it: “RN and Jane Poe”."""
    first, _, name = _pattern(_AND_NAME).sub("\n", text.strip(), count=1).partition("\n")
    return bool(name) and is_credential(first)


def names_of(text: str) -> list[str]:
    """The people of a text with commas, each with what stands behind the name."""
    names: list[str] = []
    if ";" in text:
        return [one.strip() for one in text.split(";") if one.strip()]
    parts = [_pattern(_AND_NAME).sub(",", part, count=1) if ends_a_name(part) else part for part in text.split(",")]
    for part in ",".join(parts).split(","):
        if names and is_credential(part):
            names[-1] += f", {part.strip()}"
        elif part.strip():
            names.append(part.strip())
    return names if all(" " in name for name in names) else [text]


def items_of(text: str) -> list[str]:
    """The items of a text: short ones between commas, else the whole text as one item."""
    if ";" in text and not _SENTENCE.search(text.replace(";", ",")):
        return [part.strip() for part in text.split(";") if part.strip()]
    parts = [part.strip() for part in text.split(",")]
    alike = len({part[:1].isupper() for part in parts[1:]}) < 2
    short = all(0 < len(part.split()) < 5 for part in parts)
    sentence = _SENTENCE.search(text) or any(goes_on(part) or _pattern(_WITHIN).search(part) for part in parts)
    numbers = re.search(r"\d,\d", text)
    return parts if alike and short and not sentence and not numbers else [text]


def joined(items: list[str]) -> list[list[int]]:
    """Numbers of the items that a comma cut in two, as groups; empty where the list is good as it is.

    Among items that start with a capital letter, one that starts with a small one may belong to the one before it: if
    it starts as no item does, says “or”, or follows a sentence. Names are written small and large in one list.
    """
    capitals = sum(item[:1].isupper() for item in items)
    groups: list[list[int]] = []
    for number, item in enumerate(items):
        before = items[number - 1] if number else ""
        cut = _number_goes_on(before, item) or _says_how_often(before, item)
        belongs = number and (cut or (_starts_small(item) if capitals else goes_on(item)))
        if belongs:
            groups[-1].append(number)
        else:
            groups.append([number])
    return [group for group in groups if any(_is_cut(items[n - 1], items[n], capitals, len(items)) for n in group[1:])]


def _is_cut(before: str, text: str, capitals: int, size: int) -> bool:
    """Whether a text is surely the second half of the one before it."""
    if (
        goes_on(text)
        or _number_goes_on(before, text)
        or _says_how_often(before, text)
        or (capitals and _pattern(_FRAGMENT).match(text))
    ):
        return True
    says_or = bool(_pattern(_WITHIN).search(text))
    return (capitals > 1 and (says_or or len(before.split()) > 2)) or (capitals == 1 and size == 2 and says_or)


def _starts_small(text: str) -> bool:
    """Whether a text starts with a small letter that no name has: not “pH”, “iPhone”."""
    first = re.match(r"[^\W\d_]+", text)
    return first is not None and first[0].islower()


def _number_goes_on(before: str, after: str) -> bool:
    """“Take 1, 2 or 3”."""
    return before[-1:].isdigit() and after[:1].isdigit() and bool(_pattern(_WITHIN).search(after))


def _says_how_often(before: str, after: str) -> bool:
    """“Take 2 tablets, 3 times a day”, but not “Once a week, 3 times a week”."""
    return bool(_pattern(_HOW_OFTEN).match(after)) and len(before.split()) > 1 and not _pattern(_OFTEN).search(before)
