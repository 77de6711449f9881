"""The plain words of a resolved handout."""

from __future__ import annotations

from collections.abc import Iterator

from carefold.model.inline import Paragraph, Words
from carefold.model.values import Line, Text
from carefold.model.walk import all_of


def plain(paragraph: Paragraph) -> str:
    """The words of a paragraph without styles, citations and blanks."""
    return "".join(span.text for span in paragraph if isinstance(span, Words))


def said(text: Text) -> str:
    """The words of a text on one line."""
    return " ".join(plain(paragraph) for paragraph in text.paragraphs)


def texts(value: object) -> Iterator[Text]:
    """Every inline text in a model, in order."""
    return (text for text in all_of(Text, value) if not isinstance(text, Line))


def count_words(*models: object) -> int:
    """How many words the inline texts of models have."""
    return sum(len(said(text).split()) for model in models for text in texts(model))
