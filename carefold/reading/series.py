"""Whether the commas of a text part items of a series, or belong to a sentence or a name."""

from __future__ import annotations

import re

_GOES_ON = re.compile(r"(?:and|or|but|nor|so|then|if|because|which|who|that|y|o|e|u|pero|entonces|si|porque|que) +\S")
_WITHIN = re.compile(r"\b(?:and|or|y|o)\b")
_BEHIND_NAMES = (
    "rn lpn lvn aprn arnp np fnp agnp acnp pmhnp whnp cnm cnp cns crna bsn msn dnp phd md do pa pharmd rph pt dpt ot "
    "otr slp rd rdn ld cde cdces mph mha mba ms ma msc bs ba bsc lcsw lmsw msw lmft lpc psyd edd med dds dmd od dpm "
    "facp facs faap rrt crt emt cma cna rnc ocn ccrn cen cwocn ibclc ches mches mbbs mbchb frcp mrcp jr sr ii iii esq "
    "dr lic enf dra"
)
_CREDENTIALS = frozenset(_BEHIND_NAMES.split())
_CREDENTIAL = re.compile(r"([A-Za-z]{2,6})\.?(?:[-/ ][A-Z]{1,5})*")
_SENTENCE = re.compile(r"[.!?;:](?: |$)")


def goes_on(text: str) -> bool:
    """Whether a text starts as the second half of a sentence does: “or white”, “then call us”."""
    return bool(_GOES_ON.match(text))


def is_credential(text: str) -> bool:
    """Whether a text is what stands behind a person's name: RN, PhD, Jr."""
    found = _CREDENTIAL.fullmatch(text.strip())
    return found is not None and found[1].lower() in _CREDENTIALS and not text[0].islower()


def names_of(text: str) -> list[str]:
    """The people of a text with commas, each with what stands behind the name."""
    names: list[str] = []
    for part in text.split(","):
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
    sentence = _SENTENCE.search(text) or any(goes_on(part) or _WITHIN.search(part) for part in parts)
    numbers = re.search(r"\d,\d", text)
    return parts if alike and short and not sentence and not numbers else [text]


def joined(items: list[str]) -> list[list[int]]:
    """Numbers of the items that a comma cut in two, as groups; empty where the list is good as it is.

    Among items that start with a capital letter, one that starts with a small one belongs to the one before it.
    """
    small = [_starts_small(item) for item in items]
    capitals = sum(item[:1].isupper() for item in items)
    told = any(goes_on(item) for item in items[1:]) or any(map(_number_goes_on, items, items[1:]))
    one = capitals == 1 and small == [False, True] and _WITHIN.search(items[1])
    if not told and not one and not (capitals > 1 and any(small[1:])):
        return []
    groups = [[0]]
    for number in range(1, len(items)):
        belongs = small[number] if capitals else goes_on(items[number])
        if belongs or goes_on(items[number]) or _number_goes_on(items[number - 1], items[number]):
            groups[-1].append(number)
        else:
            groups.append([number])
    return [group for group in groups if len(group) > 1]


def _starts_small(text: str) -> bool:
    """Whether a text starts with a small letter that no name has: not “pH”, “iPhone”."""
    first = re.match(r"[^\W\d_]+", text)
    return first is not None and first[0].islower()


def _number_goes_on(before: str, after: str) -> bool:
    """“Take 1, 2 or 3”."""
    return before[-1:].isdigit() and after[:1].isdigit() and bool(_WITHIN.search(after))
