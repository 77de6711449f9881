"""A page's elements as mail programs bear them: no forms, no links within, lists and tables that need no style."""

from __future__ import annotations

from collections.abc import Sequence

from carefold.html.node import Child, Node, changed
from carefold.html.tables import CELL

LINE, IN_A_CELL, BOX = "_" * 20, "_" * 6, "☐ "
_KEPT = ("href", "src", "alt", "width", "height", "lang", "scope", "colspan", "rowspan", "class", "start")
_AS = {"section": "div", "figure": "div", "figcaption": "div", "label": "span", "dl": "div", "dt": "p", "dd": "div"}
_UNMARKED = ("checks", "references")  # lists whose entries say their own marks


def for_mail(children: Sequence[Child]) -> list[Child]:
    """The same words; what is filled in by hand is a line or a box."""
    return [made for child in children for made in changed(child, _mended)]


def _mended(one: Node) -> list[Child]:
    """What becomes of an element whose inside is done."""
    if one.tag in ("input", "textarea"):
        return [BOX if one.attributes.get("type") == "checkbox" else LINE]
    if "blank" in one.kinds:
        return [f" {LINE} "]
    if "tick-box" in one.kinds:
        return [BOX]
    if one.tag == "a" and one.attributes.get("href", "#").startswith("#"):
        return list(one.children)
    if one.tag in ("span", "label") and not one.attributes.get("lang"):
        return list(one.children)
    if one.tag in ("ol", "ul") and any(kind in _UNMARKED for kind in one.kinds):
        return [_as(child, "p") for child in one.children if isinstance(child, Node)]
    if one.kinds == [CELL]:
        return list(one.children)
    if one.tag in ("td", "th"):
        one.children = [_narrow(child) for child in one.children]
    kinds = [*one.kinds, *((one.tag,) if one.tag in ("dt", "figcaption") else ())]
    kept = {name: value for name, value in one.attributes.items() if name in _KEPT and name != "class"}
    return [Node(_AS.get(one.tag, one.tag), kept | ({"class": " ".join(kinds)} if kinds else {}), one.children)]


def _narrow(child: Child) -> Child:
    """The same with shorter lines to write on."""
    if isinstance(child, str):
        return child.replace(LINE, IN_A_CELL)
    return Node(child.tag, child.attributes, [_narrow(one) for one in child.children])


def _as(child: Node, tag: str) -> Node:
    """An entry as a paragraph of its own; as a division where it holds any."""
    blocks = any(isinstance(one, Node) and one.tag in ("p", "div", "ul", "ol", "table") for one in child.children)
    return Node("div" if blocks else tag, dict(child.attributes), child.children)
