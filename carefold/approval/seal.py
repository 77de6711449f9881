"""What is approved: a handout's words with what it includes, the works that it cites, and its pictures.

A brand's words and phones are outside of it, and so is what nobody reads: dates, the version, layouts, topics.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from hashlib import sha256

from carefold.content.content_code import cited_in, written
from carefold.model.handout import Handout
from carefold.model.reference import Reference
from carefold.model.values import Text
from carefold.model.walk import all_of

_OUTSIDE = dict.fromkeys(
    ("accept", "authors", "id", "kind", "layouts", "review", "review_by", "reviewers", "topics", "translated_from",
     "translated_texts", "updated", "version", "withdrawn"), True,
)  # fmt: skip
_SECTIONS = {"__all__": {"accept"}}


def seal_of(handout: Handout, library: Mapping[str, Reference], pictures: Iterable[str]) -> str:
    """The digest of a handout, as it is written; `pictures` has one of each picture in it."""
    words = written(handout, {**_OUTSIDE, "sections": _SECTIONS})
    return sha256("".join((words, *cited_in(words, library), *pictures)).encode()).hexdigest()


def words_of(handout: Handout) -> tuple[str, ...]:
    """What it says, a text a line, as its author wrote it."""
    parts = (handout.title, handout.subtitle, handout.main_point, handout.sections, handout.disclaimer)
    return tuple(" ".join(text.split()) for text in all_of(Text, parts))
