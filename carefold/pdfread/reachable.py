"""All that a PDF holds beside its pages' content, wherever it hides: scripts, actions, files."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject

from carefold.pdfread.safely import resolved

_MOST = 200_000  # objects
_HOLDING = (IndirectObject, DictionaryObject, ArrayObject)
_LEFT_OUT = frozenset(("/StructTreeRoot", "/Parent", "/Prev"))  # they lead to nothing that could be started


def dictionaries(root: DictionaryObject) -> Iterator[DictionaryObject]:
    """Every dictionary and stream that can be reached, each once; the structure tree is left out."""
    seen: set[int] = set()
    waiting: list[Any] = [root]
    for _ in range(_MOST):
        if not waiting:
            return
        found = waiting.pop()
        if isinstance(found, IndirectObject):
            if found.idnum in seen:
                continue
            seen.add(found.idnum)
            found = resolved(found)
        if isinstance(found, DictionaryObject):
            yield found
            waiting += [
                value for key, value in dict.items(found) if key not in _LEFT_OUT and isinstance(value, _HOLDING)
            ]
        elif isinstance(found, ArrayObject):
            waiting += [value for value in list.__iter__(found) if isinstance(value, _HOLDING)]
