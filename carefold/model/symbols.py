"""Symbols that authors name: `icon: walk`, with `alt:` where it says more than the words beside it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Self

from pydantic import AfterValidator, Discriminator, Tag, model_validator

from carefold.graphics.symbols import names, other_names
from carefold.model.block import Conditional
from carefold.model.located import Located, wrong
from carefold.model.values import Line, Text


class _Names:
    """All names, for the schema alone: they stand in a folder, which is looked at when it is needed."""

    @classmethod
    def __get_pydantic_json_schema__(cls, _schema: Any, _handler: Any) -> dict[str, Any]:
        return {"enum": list(names())}


def _known(name: Line) -> Line:
    if name in names():
        return name
    raise ValueError(f"there is no symbol “{name}”. Hint: {_meant(name)}")


def _meant(name: str) -> str:
    """The symbol that was meant, by what else it is called or by its spelling."""
    from difflib import get_close_matches

    plain = "-".join(name.lower().replace("_", " ").split())
    others, known = other_names(), names()
    near = [plain] if plain in others else get_close_matches(plain, (*known, *others), n=1, cutoff=0.6)
    found = near and (near[0] if near[0] in known else others[near[0]])
    return f"did you mean `{found}`?" if found else f"`carefold list --symbols` names all {len(known)} of them."


Symbol = Annotated[Line, AfterValidator(_known), _Names]
"""The name of a drawn symbol."""


class WithSymbol(Located):
    """What may have a symbol beside it, which is an ornament unless `alt` says what it shows."""

    @model_validator(mode="after")
    def _alt_has_a_symbol(self) -> Self:
        if getattr(self, "alt", None) and not getattr(self, "icon", None):
            raise wrong("`alt` says what a symbol shows, and there is none. Hint: add `icon: …`, or remove it.", "alt")
        return self


class TextWithSymbol(WithSymbol, Conditional):
    """A text with a symbol or a condition: `{icon: walk, text: …}`, `{text: …, when: …}`."""

    text: Text
    icon: Symbol | None = None
    alt: Line | None = None

    @model_validator(mode="after")
    def _has_more_than_its_text(self) -> Self:
        if self.icon is None and self.when is None:
            raise wrong("this is a text alone. Hint: write it without `text:`, or add `icon: …` or `when: …`.")
        return self


class TextWhen(Conditional):
    """A text with a condition: `{text: …, when: …}`."""

    text: Text
    when: Line


def has_symbol(data: object) -> bool:
    """Whether data is a text with a symbol or a condition, and no text alone."""
    known = isinstance(data, Mapping) and ("icon" in data or ("text" in data and "when" in data))
    return isinstance(data, TextWithSymbol | TextWhen) or known


AnyText = Annotated[
    Annotated[Text, Tag("plain")] | Annotated[TextWithSymbol, Tag("symbol")],
    Discriminator(lambda data: "symbol" if has_symbol(data) else "plain"),
]
"""A text, perhaps with a symbol or a condition."""
PlainText = Annotated[
    Annotated[Text, Tag("plain")] | Annotated[TextWhen, Tag("when")],
    Discriminator(lambda data: "when" if has_symbol(data) else "plain"),
]
"""A text, perhaps with a condition."""


def text_of(told: Text | TextWithSymbol | TextWhen) -> Text:
    """The text, without its symbol if it has one."""
    return told if isinstance(told, Text) else told.text


def icon_of(told: object) -> str:
    """The name of its symbol; empty for none."""
    return (told.icon or "") if isinstance(told, TextWithSymbol) else ""
