"""XLIFF 1.2 (OASIS, 1 February 2008), by lxml: what is not to be translated stands in `<ph>`.

What comes back may be anybody's file: no entity is expanded, no document type read, nothing fetched.
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree  # type: ignore[import-untyped]

from carefold.diagnostics.carefold_error import CarefoldError
from carefold.diagnostics.finding import Finding
from carefold.diagnostics.place import Place
from carefold.translation.markup import pieces, protected
from carefold.translation.units import Returned, Unit

_NAMESPACE = "urn:oasis:names:tc:xliff:document:1.2"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_HOLDERS = ("ph", "x", "bpt", "ept", "it", "bx", "ex")  # each stands for one of the source's
_WORDS = ("g", "mrk", "sub")  # their words count, and they don't
_NOT_DONE = ("new", "needs-translation", "needs-l10n", "needs-adaptation", "needs-review-translation")


def xliff(units: tuple[Unit, ...], handout: str, source: str, language: str) -> bytes:
    """The file."""
    root = etree.Element(f"{{{_NAMESPACE}}}xliff", nsmap={None: _NAMESPACE}, version="1.2")
    file = etree.SubElement(root, f"{{{_NAMESPACE}}}file")
    for name, value in (("original", f"handouts/{handout}.yaml"), ("source-language", source),
                        ("target-language", language), ("datatype", "plaintext")):  # fmt: skip
        file.set(name, value)
    body = etree.SubElement(file, f"{{{_NAMESPACE}}}body")
    for one in units:
        unit = etree.SubElement(body, f"{{{_NAMESPACE}}}trans-unit", id=one.name, resname=one.name)
        unit.set(_SPACE, "preserve")
        unit.tail = "\n"
        known = protected(one.source)
        _fill(etree.SubElement(unit, f"{{{_NAMESPACE}}}source"), one.source, known)
        target = etree.SubElement(unit, f"{{{_NAMESPACE}}}target")
        target.set("state", "new" if not one.target else "needs-review-translation" if one.is_old else "translated")
        _fill(target, one.target, known)
        etree.SubElement(unit, f"{{{_NAMESPACE}}}note").text = one.note
    return bytes(etree.tostring(root, encoding="UTF-8", xml_declaration=True, pretty_print=False))


def _fill(element: etree._Element, text: str, known: tuple[str, ...]) -> None:
    """A text as words and placeholders, each numbered as the one of the source that it is."""
    last: etree._Element | None = None
    left = list(enumerate(known, start=1))
    for piece in pieces(text):
        number = next((number for number, one in left if one == piece.text), None) if piece.kind else None
        if number is None:
            if last is None:
                element.text = f"{element.text or ''}{piece.text}"
            else:
                last.tail = f"{last.tail or ''}{piece.text}"
            continue
        left.remove((number, piece.text))
        last = etree.SubElement(element, f"{{{_NAMESPACE}}}ph", id=str(number), ctype=f"x-{piece.kind}")
        last.text = piece.text


def read(data: bytes, shown: str) -> tuple[Returned, ...]:
    """The units of a file; CarefoldError where it is none, or wants more than to be read."""
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        message, hint = (
            "this file has a document type, which no translator needs.",
            "Ask for an XLIFF 1.2 file without.",
        )
        raise CarefoldError(Finding(message, Place(shown), hint))
    parser = etree.XMLParser(
        encoding="utf-8", resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False,
        huge_tree=False, remove_comments=True, remove_pis=True,
    )  # fmt: skip
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        line = getattr(error, "lineno", None) or 0
        hint = "Give the XLIFF 1.2 file that the translator sent, in UTF-8."
        raise CarefoldError(Finding("this is no XML that can be read.", Place(shown, line), hint)) from None
    if etree.QName(root).localname != "xliff" or etree.QName(root).namespace != _NAMESPACE:
        message = f"this is no XLIFF 1.2, but {etree.QName(root).localname} {root.get('version', '')}".rstrip()
        raise CarefoldError(Finding(f"{message}.", Place(shown), "Ask for XLIFF 1.2, or for PO."))
    return tuple(_returned(unit, shown) for unit in root.iter(f"{{{_NAMESPACE}}}trans-unit"))


def _returned(unit: etree._Element, shown: str) -> Returned:
    place = Place(shown, int(unit.sourceline or 0))
    source, target = (unit.find(f"{{{_NAMESPACE}}}{name}") for name in ("source", "target"))
    name = unit.get("resname") or unit.get("id") or ""
    written = "".join(_source(source)) if source is not None else ""
    if target is None:
        return Returned(name, written, "", place)
    try:
        text = "".join(_told(target, protected(written)))
    except ValueError as error:
        return Returned(name, written, "?", place, broken=str(error))
    state = target.get("state", "")
    return Returned(name, written, text, place, state not in _NOT_DONE and unit.get("translate") != "no")


def _source(element: etree._Element) -> Iterator[str]:
    """What a source says: a placeholder holds it."""
    yield element.text or ""
    for one in element:
        yield from _source(one)
        yield one.tail or ""


def _told(element: etree._Element, known: tuple[str, ...]) -> Iterator[str]:
    """What a target says, with each placeholder as it was exported; ValueError for one that never was."""
    yield element.text or ""
    for one in element:
        kind = etree.QName(one).localname
        if kind in _HOLDERS:
            number = one.get("id", "")
            if not number.isdecimal() or not 1 <= int(number) <= len(known):
                raise ValueError(f"the placeholder {number or 'without a number'} is none of this text.")
            yield known[int(number) - 1]
        elif kind in _WORDS:
            yield from _told(one, known)
        else:
            raise ValueError(f"<{kind}> can't stand in a text.")
        yield one.tail or ""
