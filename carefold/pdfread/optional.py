"""Optional content: layers of a PDF that viewers and printers leave out as the file is set (ISO 32000-1, 8.11)."""

from __future__ import annotations

from typing import Any

from pypdf.generic import DictionaryObject

from carefold.pdfread.safely import dictionary, entry, items, object_number, said


def switched_off(catalog: DictionaryObject) -> frozenset[int]:
    """The object numbers of groups that are off in the default configuration."""
    properties = dictionary(entry(catalog, "/OCProperties"))
    default = dictionary(entry(properties, "/D"))
    off = _numbers(entry(default, "/OFF"))
    if said(default, "/BaseState") == "/OFF":
        off |= _numbers(entry(properties, "/OCGs")) - _numbers(entry(default, "/ON"))
    return frozenset(off)


def is_left_out(group: DictionaryObject, off: frozenset[int]) -> bool:
    """Whether what belongs to a group, or to a membership of groups, is not shown; expressions count as shown."""
    if said(group, "/Type") != "/OCMD":
        return object_number(group) in off
    groups = _numbers(entry(group, "/OCGs"))
    if not groups or "/VE" in group:
        return False
    shown = groups - off
    policy = said(group, "/P")
    left_out = {"/AllOn": shown != groups, "/AnyOff": shown == groups, "/AllOff": bool(shown)}
    return left_out.get(policy, not shown)


def _numbers(groups: Any) -> set[int]:
    return {number for group in items(groups) if (number := object_number(group)) is not None}
