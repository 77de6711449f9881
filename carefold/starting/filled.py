"""Templates of files, with what is known put into them."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from pathlib import Path

from carefold.languages.language import DEFAULT, HOME, Language
from carefold.reading.diagnose.flow import scalar

_REVIEWED_AFTER = datetime.timedelta(days=730)
SCHEMA_OF_HANDOUT = "# yaml-language-server: $schema=../schema/handout.schema.json\n"
"""By this line an editor finds what a handout may say."""


def starter(name: str, language: str, known: Mapping[str, str], today: datetime.date) -> str:
    """A handout to start from, in a language that has one, else in the default one; `known` are texts by name."""
    folders = (HOME / tag / "starters" for tag in (Language.of(language).code, DEFAULT))
    path = next(file for folder in folders if (file := folder / f"{name}.yaml").is_file())
    quoted = {key: scalar(text) for key, text in known.items()}
    return SCHEMA_OF_HANDOUT + filled(path.read_text("utf-8"), dates_of(today) | quoted)


def dates_of(today: datetime.date, later: datetime.timedelta = _REVIEWED_AFTER) -> dict[str, str]:
    """The dates of a text that is of today."""
    return {"updated": today.isoformat(), "review-by": (today + later).isoformat()}


def filled(template: str, known: Mapping[str, str]) -> str:
    """A template with each `<name>` replaced by what is known."""
    for name, text in known.items():
        template = template.replace(f"<{name}>", text)
    return template


def schemas(shelf: Path) -> dict[str, bytes]:
    """The schemas for editors, by their paths in a project."""
    return {f"schema/{path.name}": path.read_bytes() for path in sorted(shelf.glob("*.schema.json"))}
