"""Standard structure types, and what role maps make of others (ISO 32000-1, 14.7.3 and 14.8.4; ISO 32000-2, 14.8.6)."""

from __future__ import annotations

import re

from pypdf.generic import DictionaryObject

from carefold.pdfread.safely import dictionary, entry, items, text_of
from carefold.structure import BLOCKS, GROUPING, ILLUSTRATIONS, INLINE

_STANDARD = frozenset((*GROUPING, *BLOCKS, *ILLUSTRATIONS))
_SECOND = frozenset(("DocumentFragment", "Aside", "Title", "FENote", "Sub", "Em", "Strong", "Artifact"))
HEADING = re.compile(r"H[1-9]\d?")
_FIRST_SPACE, _SECOND_SPACE = "http://iso.org/pdf/ssn", "http://iso.org/pdf2/ssn"
_MATHS = "http://www.w3.org/1998/Math/MathML"
_IN_A_FORMULA = "Span"


def _is_standard(role: str, space: str) -> bool:
    """Whether a role is one of the standard ones; PDF 2.0 knows some more in a space of its own."""
    if role in _SECOND or (HEADING.fullmatch(role) and role not in _STANDARD):
        return space == _SECOND_SPACE
    return role in _STANDARD or role in INLINE


def standard_role(written: str, space: DictionaryObject, role_map: DictionaryObject) -> tuple[str, bool]:
    """The role that role maps lead to, and whether it is a standard one.

    `space` is the element's namespace, empty for the usual one; it has a role map of its own.
    """
    role, seen = written, set[tuple[str, str]]()
    while True:
        name = text_of(entry(space, "/NS")) or _FIRST_SPACE
        if name == _MATHS:
            return _IN_A_FORMULA, True
        if name in (_FIRST_SPACE, _SECOND_SPACE) and _is_standard(role, name):
            return role, True
        step = _mapped(role, space, role_map)
        if not step or (role, name) in seen:
            return role, False
        seen.add((role, name))
        role, space = step


def _mapped(role: str, space: DictionaryObject, role_map: DictionaryObject) -> tuple[str, DictionaryObject] | None:
    """Where the map of a namespace, or the document's, leads from a role."""
    own = items(entry(dictionary(entry(space, "/RoleMapNS")), f"/{role}"))
    if own:
        return text_of(own[0]).removeprefix("/"), dictionary(own[1] if len(own) > 1 else None)
    mapped = text_of(entry(role_map, f"/{role}")).removeprefix("/")
    return (mapped, DictionaryObject()) if mapped else None
