"""What a shelf's page is made with beside its manifest: words, brands, layouts and pictures."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from html import escape as escape_markup
from itertools import groupby
from urllib.parse import quote

from carefold.batch.manifest import Manifest, ShelvedFile
from carefold.diagnostics.visible import visible
from carefold.languages.language import DEFAULT, Language
from carefold.model.addresses import as_uri
from carefold.model.brand import Brand
from carefold.model.layout import Layout

_ON_A_PHONE = ("html", "screen", "print", "archive")  # editions, what reads best first


@dataclass(frozen=True)
class Dressing:
    """`language` is the page's own; `brands` are by what outputs call them, the usual one by an empty text.

    `layouts` are by name, `pictures` by the names of files: PNGs of first pages. Only the usual brand must be there.
    """

    language: str
    brands: Mapping[str, Brand]
    layouts: Mapping[str, Layout]
    pictures: Mapping[str, bytes]

    @cached_property
    def words(self) -> Words:
        """What the page says."""
        return Words(self.language)

    @cached_property
    def _folders(self) -> Mapping[str, str]:
        """Where each brand's files are on the web."""
        return {name: as_uri(brand.shelf.rstrip("/")) for name, brand in self.brands.items() if brand.shelf}

    def to_take(self, files: Sequence[ShelvedFile]) -> tuple[ShelvedFile, ...]:
        """Of each brand and site the file that reads best on a phone, where the brand has a shelf on the web."""
        reachable = [file for file in files if self.address(file)]
        groups = groupby(reachable, key=lambda file: (file["brand"], file["site"]))
        return tuple(min(theirs, key=self._rank) for _, theirs in groups)

    def address(self, file: ShelvedFile) -> str:
        """Where a patient finds a file, in ASCII; empty where its brand has no shelf on the web."""
        folder = self._folders.get(file["brand"], "")
        return f"{folder}/{linked(file['file'])}" if folder else ""

    def addresses(self, manifest: Manifest) -> tuple[str, ...]:
        """All addresses that a page of this manifest shows as codes to scan."""
        return tuple(self.address(file) for one in manifest["handouts"] for file in self.to_take(one["outputs"]))

    def is_folded(self, file: ShelvedFile) -> bool:
        """Whether a file's first page is not what a reader sees first, as far as is known."""
        layout = self.layouts.get(file["layout"])
        return layout is None or folds(layout)

    def _rank(self, file: ShelvedFile) -> tuple[int, bool]:
        """A screen edition shows panel after panel, as narrow as a phone, where its layout is folded."""
        return _ON_A_PHONE.index(file["edition"]), self.is_folded(file) != (file["edition"] == "screen")


class Words:
    """The phrases of a shelf in a language, as HTML; English where it has none of its own."""

    def __init__(self, tag: str) -> None:
        english, own = (Language.of(one).rules("shelf") for one in (DEFAULT, tag))
        self._said = {name: own.get(name, phrase) for name, phrase in english.items()}
        self._plain = {name: escape(str(phrase)) for name, phrase in self._said.items()}
        self._phrases = Language.of(tag).phrases

    def __call__(self, name: str, /, **values: object) -> str:
        """A phrase with its {gaps} filled; they stay where no values are given."""
        return escape(str(self._said[name]).format_map(values)) if values else self._plain[name]

    def one_of(self, name: str, key: str) -> str:
        """What a list of phrases has for a key; the key itself where it has none."""
        return escape(str(self._said[name].get(key, key)))

    def date(self, date: str) -> str:
        """A day as this language writes it; `date` is an ISO date."""
        return self._phrases.date(datetime.date.fromisoformat(date))

    def time(self, date: str) -> str:
        """The same in HTML, with what a machine reads."""
        return f'<time datetime="{escape(date)}">{escape(self.date(date))}</time>'

    def number(self, value: float) -> str:
        """A number with this language's signs, to one decimal."""
        return escape(self._phrases.number(f"{max(0.0, value):.1f}"))


def folds(layout: Layout) -> bool:
    """Whether a sheet becomes something else than its pages once it is printed."""
    return layout.fold != "none" or layout.impose != "none"


def escape(text: str) -> str:
    """A text as HTML shows it."""
    return escape_markup(visible(text))


def own_name(tag: str) -> str:
    """What those who speak a language call it: a region stands in brackets. The tag of one without a folder."""
    name, (_, *parts) = Language.of(tag).rules("shelf").get("own-name"), tag.split("-")
    if name is None:
        return tag
    return f"{name} ({'-'.join(parts)})" if parts else str(name)


def linked(name: str) -> str:
    """A file's name in a link, percent-encoded."""
    return quote(name, safe="", errors="surrogateescape")


def table(heads: Iterable[str], rows: str) -> str:
    """A table that scrolls by itself where it is too wide; what is given is HTML."""
    columns = "".join(f'<th scope="col">{head}</th>' for head in heads)
    whole = f"<table><thead><tr>{columns}</tr></thead>\n<tbody>\n{rows}</tbody></table>"
    return f'<div class="wide">{whole}</div>'
