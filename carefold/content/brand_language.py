"""A brand in the language of a handout. What must be understood is never printed in another language."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from carefold.diagnostics.finding import Finding
from carefold.diagnostics.several import naming_handout
from carefold.languages.language import Language
from carefold.model.brand import Brand
from carefold.model.by_language import Versions
from carefold.model.contact import AfterHours
from carefold.model.handout import Handout
from carefold.model.values import Text

UNDERSTOOD = ("tagline", "formats", "emergency", "disclaimer", "hours", "after-hours")
_FIELD = re.compile(r"\{\{[^{}]*\}\}")


def in_language(brand: Brand, handout: Handout, first: str) -> tuple[Brand, dict[str, Finding]]:
    """The brand with each text in the handout's language, and by key what is wrong where one is missing in it.

    A plain text is in the language `first`. Names, numbers and addresses may be in any. A language in which carefold
    itself has no words is a fault of its own.
    """
    problems = dict[str, Finding]()
    for key in UNDERSTOOD if Language.of(handout.language).is_known else ():
        text = _said(brand, key)
        if text and version_in(text, handout.language, first) is None:
            problems[key] = _missing(key, text, handout, first, also=not problems)
    return spoken_in(brand, handout.language, first), problems


def spoken_in(brand: Brand, language: str, first: str) -> Brand:
    """The brand with each text as it is for a language, or the nearest to it."""
    said, contact = _chosen(brand, language, first), _chosen(brand.contact, language, first)
    said |= {"contact": brand.contact.model_copy(update=contact), "sites": {}}
    return brand.model_copy(update=said)


def _said(brand: Brand, key: str) -> Text | None:
    """A text of the brand that must be understood."""
    if key == "after-hours":
        return brand.contact.told_at_night
    text: Text | None = getattr(brand.contact if key == "hours" else brand, key)
    return text


def _chosen(model: Any, language: str, first: str) -> dict[str, Any]:
    """The values of a model that have versions, each as it is for the language, or the nearest to it."""
    spoken = {key: value for key, value in model.__dict__.items() if getattr(value, "versions", None)}
    chosen = {
        key: next(filter(None, (version_in(value, tag, first) for tag in (language, first))), value)
        for key, value in spoken.items()
    }
    if isinstance(night := getattr(model, "after_hours", None), AfterHours):
        chosen["after_hours"] = night.model_copy(update=_chosen(night, language, first))
    return chosen


def version_in(value: Text | Versions, language: str, first: str) -> Any:
    """What stands there for a language; None when nothing does."""
    versions: Mapping[str, Any] = value.versions or {first: value}
    if isinstance(value, Text) and len(versions) == 1 and not any(map(str.isalpha, _FIELD.sub("", value))):
        return next(iter(versions.values()))  # 24/7 is the same everywhere
    parts = language.split("-")
    wider = ("-".join(parts[:count]) for count in range(len(parts), 0, -1))
    akin = (tag for tag in versions if _written(tag) == _written(language))
    tag = next((tag for tag in (*wider, *akin) if tag in versions), None)
    return versions[tag] if tag else None


def _written(tag: str) -> str:
    """A language and its script, without the region."""
    return "-".join(part for number, part in enumerate(tag.split("-")) if number == 0 or len(part) == 4)


def _missing(key: str, text: Text, handout: Handout, first: str, also: bool) -> Finding:
    tag = _written(handout.language)
    name, versions = _name(tag), text.versions or {first: text}
    line = ", ".join((*(f"{one}: {json.dumps(said.strip(), ensure_ascii=False)}" for one, said in versions.items()),
                      f'{tag}: "…"'))  # fmt: skip
    written = "text" if key == "after-hours" else key
    hint = f"Write `{written}: {{{line}}}`, with the same in {name} where the dots are."
    if also and not text.versions:
        own = f"{written}: {{{tag}: {json.dumps(text.strip(), ensure_ascii=False)}}}"
        hint += (
            f" If it is in {name} already, write `{own}`, or for all plain texts `languages: [{tag}]` in project.yaml."
        )
    message = f"`{key}` is not in {name}, and a handout in {name} prints it."
    return naming_handout(Finding(message, text.place(), hint), handout.place.file)


def _name(tag: str) -> str:
    language = Language.of(tag)
    return language.name if language.tag == language.code and language.is_known else f"the language “{tag}”"
