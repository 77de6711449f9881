"""The handout's texts in the finished PDF, and whether fonts let them be read out and copied."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pypdf.generic import DictionaryObject

from carefold.findings import Finding, quoted
from carefold.preflight import spoken
from carefold.preflight.codes import finding
from carefold.preflight.document import FILE, Document
from carefold.preflight.expected import Expected, even
from carefold.preflight.fonts import UNKNOWN, Font, read_font
from carefold.preflight.objects import dictionary, entry, object_number
from carefold.preflight.tags import page_place

_DEEPEST_FORM = 8
_EMBED = "Use a font whose file may be embedded."
_REPORT = "Build the handout again; if it stays, report it with the handout."


def text_findings(document: Document, expected: Expected) -> Iterator[Finding]:
    """Section titles in headings, references and the disclaimer in the tree's text; all in pypdf's text too.

    The tree decides about order and spaces. Plain extraction runs over panels and columns as they lie side by side, so
    there each word counts where the text as a whole is not found.
    """
    said = even(" ".join(spoken.blocks(document)))
    titles = [even(text) for _, text in spoken.headings(document)] or [said]
    plain = _squeezed(document.extracted)
    wanted = [("CF301", "the section", title, titles) for title in expected.sections]
    wanted += [("CF302", "the reference", reference, [said]) for reference in expected.references]
    wanted += [("CF303", "the disclaimer", expected.disclaimer, [said])]
    for code, what, text, places in wanted:
        if not any(even(text) in place for place in places):
            yield finding(code, FILE, f"{what} {quoted(text)} is missing or not whole.", _REPORT)
        elif missing := _not_extracted(text, plain):
            message = f"in {what} {quoted(text)}, pypdf can't find {quoted(missing)}."
            yield finding("CF307", FILE, message, _REPORT)


def _not_extracted(text: str, plain: str) -> str:
    """The first word that plain extraction lacks; empty when all of the text is there."""
    if _squeezed(text) in plain:
        return ""
    return next((word for word in text.split() if word not in plain), "")


def _squeezed(text: str) -> str:
    """Without any white space: lines break after hyphens and inside addresses."""
    return "".join(text.split())


def font_findings(document: Document) -> Iterator[Finding]:
    """Fonts that show text or wait in resources and forms: embedded, and they say what codes mean."""
    found: dict[str, Font] = {}
    for font in _fonts(document):
        found.setdefault(font.name, font)
    for name, font in found.items():
        if not font.embedded:
            yield finding("CF304", FILE, f"the font {name} is not embedded.", _EMBED)
        if not font.speaks:
            yield finding("CF305", FILE, f"the font {name} does not say what its codes mean.", _EMBED)
    if not any(content.runs for content in document.contents):
        hint = "A scanned page is a picture; handouts need text."
        yield finding("CF308", FILE, "the PDF has no text.", hint)
    for page, content in enumerate(document.contents):
        mute = [run for run in content.runs if UNKNOWN in run.text]
        if mute:
            message = f"{len(mute)} pieces of text can't be read out, the first in {mute[0].font}."
            yield finding("CF306", page_place(page), message, _EMBED)


def _fonts(document: Document) -> Iterator[Font]:
    """All fonts: those that show text, then those that wait in resources of pages, annotations and forms."""
    for content in document.contents:
        yield from sorted(content.fonts, key=lambda font: font.name)
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
