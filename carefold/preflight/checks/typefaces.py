"""Fonts in the file: embedded, subset, with every glyph that is shown, and saying what their codes mean."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pypdf.generic import DictionaryObject

from carefold.diagnostics.codes import and_more, finding
from carefold.diagnostics.finding import Finding
from carefold.diagnostics.quoted import quoted
from carefold.pdfread.document import Document
from carefold.pdfread.fonts import UNKNOWN, Font, read_font
from carefold.pdfread.page import PageContent
from carefold.pdfread.safely import dictionary, entry, object_number
from carefold.pdfread.stopped import FILE
from carefold.preflight.checks.tags import page_place

_DEEPEST_FORM = 8
_EMBED = "Use a font whose file may be embedded."


def font_findings(document: Document) -> Iterator[Finding]:
    """Fonts that show text or wait in resources and forms: embedded, and they say what codes mean."""
    found: dict[str, Font] = {}
    for font in _fonts(document):
        found.setdefault(font.name, font)
    painted = {font for content in document.contents for font in content.fonts}
    unseen = {font for content in document.contents for font in content.unseen_fonts} - painted
    for name, font in found.items():
        if not font.embedded and font not in unseen:  # ISO 14289-1, 7.21.4.1
            yield finding("CF304", FILE, f"the font {name} is not embedded.", _EMBED)
        if not font.speaks:
            yield finding("CF305", FILE, f"the font {name} does not say what its codes mean.", _EMBED)
        if not font.subset:
            hint = "Let the program embed only the glyphs that are used."
            yield finding("CF310", FILE, f"the font {name} is embedded whole.", hint)
    if not any(content.runs for content in document.contents):
        hint = "A scanned page is a picture; handouts need text."
        yield finding("CF308", FILE, "the PDF has no text.", hint)
    for page, content in enumerate(document.contents):
        yield from _unspoken(page, content)
        yield from _glyphless(page, content)


def _unspoken(page: int, content: PageContent) -> Iterator[Finding]:
    mute = [run for run in content.runs if UNKNOWN in run.text]
    if mute:
        message = f"{len(mute)} pieces of text can't be read out, the first in {mute[0].font}."
        yield finding("CF306", page_place(page), message, _EMBED, spots=[run.spot(page) for run in mute])


def _glyphless(page: int, content: PageContent) -> Iterator[Finding]:
    bare = [run for run in content.runs if run.missing and not run.hidden]
    if bare:
        message = f"the font {bare[0].font} lacks a sign of {quoted(bare[0].text)}{and_more(len(bare))}."
        hint = "Use a font that has all signs of the text."
        yield finding("CF311", page_place(page), message, hint, spots=[run.spot(page) for run in bare])


def _fonts(document: Document) -> Iterator[Font]:
    """All fonts: those that show text, then those that wait in resources of pages, annotations and forms."""
    for content in document.contents:
        yield from sorted(content.fonts | content.unseen_fonts, key=lambda font: font.name)
    waiting = [(entry(page, "/Resources"), 0) for page in document.pages]
    waiting += [(entry(look, "/Resources"), 0) for _, _, one in document.annotations() for look in _appearances(one)]
    waiting.append((entry(dictionary(entry(document.catalog, "/AcroForm")), "/DR"), 0))
    seen: set[int] = set()
    while waiting:
        resources, depth = waiting.pop()
        for number, written in _new(resources, "/Font", seen):
            if number not in document.fonts:
                yield read_font(written)
            elif number is not None:
                yield document.fonts[number]
        for _, written in _new(resources, "/XObject", seen) if depth < _DEEPEST_FORM else ():
            waiting.append((entry(written, "/Resources"), depth + 1))


def _new(resources: object, shelf: str, seen: set[int]) -> Iterator[tuple[int | None, DictionaryObject]]:
    """Number and entries of what a resource dictionary names, except what was seen before."""
    shelved = dictionary(entry(dictionary(resources), shelf))
    for key in shelved:
        written = shelved.raw_get(key)
        number = object_number(written)
        if number is None or number not in seen:
            seen.update(() if number is None else (number,))
            yield number, dictionary(written)


def _appearances(annotation: DictionaryObject) -> Sequence[DictionaryObject]:
    """An annotation's looks, with the states of each (ISO 32000-1, 12.5.5)."""
    looks = [dictionary(one) for one in dictionary(entry(annotation, "/AP")).values()]
    return [*looks, *(dictionary(state) for look in looks for state in look.values())]
