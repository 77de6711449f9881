"""What a translation remembers of the texts that it was made from, and which of them have changed since.

`translated-texts` has a digest for each text of the original, in order. Behind a point stands one of its numbers, units
and phones, before it a `!` where the text is urgent: so it can be told later what kind of text has changed.
"""

from __future__ import annotations

import textwrap
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from hashlib import blake2b

from carefold.languages.language import Language
from carefold.model.handout import Handout
from carefold.translation.held import held
from carefold.translation.texts import Said, texts_of

_A_LINE = 100


@dataclass(frozen=True)
class Change:
    """A text of the original that is not what it was; None for one that is gone. `number` is its place in the list."""

    now: Said | None
    number: int
    is_grave: bool


def digests_of(handout: Handout) -> tuple[str, ...]:
    """A digest for each of its texts."""
    language = Language.of(handout.language)
    return tuple(digest_of(one, language) for one in texts_of(handout))


def digest_of(said: Said, language: Language) -> str:
    """That of one text, however its lines are broken."""
    critical = held(said.text, language).critical
    marks = f".{_hashed(critical, 2)}" if critical else ""
    return f"{'!' if said.urgent else ''}{_hashed(' '.join(said.text.split()), 4)}{marks}"


def _hashed(text: str, size: int) -> str:
    return blake2b(text.encode(errors="surrogatepass"), digest_size=size).hexdigest()


def written(digests: Sequence[str]) -> str:
    """The lines of a file that say them."""
    lines = textwrap.wrap(" ".join(digests), _A_LINE)
    return "".join(f"  {line}\n" for line in lines)


def changes(before: Sequence[str], original: Handout) -> Iterator[Change]:
    """What has changed in an original since its texts had those digests."""
    texts, now = texts_of(original), digests_of(original)
    moved = Counter(before) & Counter(now)
    for kind, first, last, start, end in SequenceMatcher(None, before, now, autojunk=False).get_opcodes():
        if kind == "equal":
            continue
        for step in range(max(last - first, end - start)):
            old = before[first + step] if first + step < last else ""
            new = now[start + step] if start + step < end else ""
            is_grave = not (new and moved[new]) and _is_grave(old, new)
            if not new and moved[old]:
                continue  # it stands elsewhere now
            yield Change(texts[start + step] if new else None, min(first + step, max(len(before) - 1, 0)), is_grave)


def _is_grave(old: str, new: str) -> bool:
    """Whether a number, a unit, a phone or an urgent text has changed."""
    return "!" in (old[:1], new[:1]) or old.partition(".")[2] != new.partition(".")[2]
