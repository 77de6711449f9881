"""The plain words of a resolved handout."""

from __future__ import annotations

from collections.abc import Iterator

from carefold.model.inline import Paragraph, Words
from carefold.model.located import Located
from carefold.model.values import Line, Text


def plain(paragraph: Paragraph) -> str:
    """The words of a paragraph without styles, citations and blanks."""
    return "".join(span.text for span in paragraph if isinstance(span, Words))


def said(text: Text) -> str:
    """The words of a text on one line."""
    return " ".join(plain(paragraph) for paragraph in text.paragraphs)


def texts(value: object) -> Iterator[Text]:
    """Every inline text in a model, in order."""
    if isinstance(value, Text) and not isinstance(value, Line):
        yield value
    elif isinstance(value, Located):
        for part in value.__dict__.values():
            yield from texts(part)
    elif isinstance(value, tuple):
        for part in value:
            yield from texts(part)
    elif isinstance(value, dict):
        for key, part in value.items():
            yield from texts(key)
            yield from texts(part)


def count_words(*models: object) -> int:
    """How many words the inline texts of models have."""
    return sum(len(said(text).split()) for model in models for text in texts(model))
