"""A letter about what nobody else is to know of says at first glance only that it comes from the clinic."""

from __future__ import annotations

from collections.abc import Mapping

from carefold.content.content_code import signs
from carefold.languages.language import Language
from carefold.model.handout import Handout, Topics
from carefold.model.values import Line


def neutral(handout: Handout, values: Mapping[str, str] | None) -> Handout:
    """A sensitive handout that goes to somebody, without title and symbol, and what a PDF says of itself beside.

    What lies on a shelf goes to nobody: it keeps its title, so that it is found.
    """
    if not tells_nothing(handout, values):
        return handout
    title = Line(Language.of(handout.language).phrases["neutral-title"])
    hidden = {
        "subtitle": None,
        "icon": None,
        "accent": None,
        "topics": Topics(),
        "id": handout.id and Line(f"letter-{signs(handout.id)}"),
    }
    return handout.model_copy(update={"title": title, "audience": title, **hidden})


def tells_nothing(handout: Handout, values: Mapping[str, str] | None) -> bool:
    """Whether it is a letter to somebody about what is sensitive."""
    return handout.sensitive and (values is not None or handout.is_letter)
