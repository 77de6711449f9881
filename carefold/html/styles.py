"""Inline styles of a message: mail programs know no others."""

from __future__ import annotations

from carefold.graphics.colour import Rgb
from carefold.html.colours import hexadecimal
from carefold.html.node import Child, Node
from carefold.layout.palette import Palette

_TAGS = {
    "h1": "font-size:28px;line-height:1.2;margin:0 0 8px;color:{ink}",
    "h2": "font-size:21px;line-height:1.25;margin:28px 0 8px;color:{ink}",
    "h3": "font-size:18px;line-height:1.3;margin:20px 0 6px;color:{ink}",
    "h4": "font-size:16px;line-height:1.3;margin:16px 0 4px;color:{ink}",
    "p": "margin:0 0 12px", "ul": "margin:0 0 12px;padding-left:24px", "ol": "margin:0 0 12px;padding-left:28px",
    "li": "margin:4px 0", "a": "color:{primary}", "img": "max-width:100%;height:auto;border:0",
    "table": "border-collapse:collapse;width:100%;margin:8px 0 16px", "caption": "text-align:left;font-weight:bold",
    "th": "text-align:left;vertical-align:top;padding:6px 8px;border-bottom:2px solid {primary};background:{tint}",
    "td": "text-align:left;vertical-align:top;padding:6px 8px;border-bottom:1px solid {rule}",
    "sup": "font-size:11px;line-height:1", "sub": "font-size:11px;line-height:1",
}  # fmt: skip
_BOX = "padding:12px 16px;margin:16px 0;border-left:6px solid "
_KINDS = {
    "main-point": "padding:12px 16px;margin:20px 0;font-size:18px;border-left:6px solid {primary};background:{tint}",
    "note": _BOX + "{primary};background:{tint}", "tip": _BOX + "{primary};background:{tint}",
    "caution": _BOX + "{caution};background:{caution_tint}", "warning": _BOX + "{caution};background:{caution_tint}",
    "emergency": _BOX + "{danger};background:{danger};color:#ffffff",
    "green": _BOX + "{safe};background:{safe_tint}", "yellow": _BOX + "{alert};background:{alert_tint}",
    "red": _BOX + "{alarm};background:{danger_tint}", "urgent": "border:2px solid {caution};padding:0 16px 12px",
    "bold": "font-weight:bold", "dt": "font-weight:bold;margin:12px 0 0", "large": "font-size:20px",
    "small": "font-size:14px", "call": "font-size:22px;font-weight:bold", "imprint": "font-size:13px",
    "closing": "border-top:1px solid {rule};margin-top:28px;padding-top:16px",
    "symbol": "vertical-align:middle;margin-right:6px", "big-number": "margin:16px 0",
}  # fmt: skip
_WITHIN = {
    ("td", "p"): "margin:0 0 2px", ("th", "p"): "margin:0 0 2px", ("li", "p"): "margin:0",
    ("main-point", "h2"): "margin:0 0 4px;font-size:16px;color:{primary}", ("main-point", "p"): "margin:0",
    ("urgent", "h2"): "margin:12px 0 8px", ("closing", "p"): "margin:0 0 6px",
}  # fmt: skip
"""What differs inside of something."""
_OF_ROWS = "background:#ffffff;border-bottom:1px solid {rule};font-weight:normal"
_WHITE = ("p", "a", "h2", "h3", "h4", "li")


def dressed(child: Child, palette: Palette, around: tuple[str, ...] = ()) -> list[Child]:
    """An element with its styles, by what is around it; on solid colour its words are white."""
    if isinstance(child, str):
        return [child]
    styles = [_TAGS.get(child.tag, "")]
    styles += [_OF_ROWS] if child.attributes.get("scope") == "row" else []
    styles += [_KINDS.get(kind, "") for kind in child.kinds]
    styles += [_WITHIN.get((outer, child.tag), "") for outer in around]
    if "emergency" in around and child.tag in _WHITE:
        styles.append("color:#ffffff")
    inside = [made for one in child.children for made in dressed(one, palette, _inner(child, around))]
    attributes = {name: value for name, value in child.attributes.items() if name != "class"}
    style = ";".join(filter(None, styles)).format_map(_Colours(palette))
    return [Node(child.tag, attributes | ({"style": style} if style else {}), inside)]


def _inner(child: Node, around: tuple[str, ...]) -> tuple[str, ...]:
    """What is right around an element's children, and whether they stand on solid colour."""
    return (child.tag, *child.kinds, *(("emergency",) if "emergency" in around else ()))


class _Colours(dict[str, str]):
    """The palette's colours by name."""

    def __init__(self, palette: Palette) -> None:
        self._palette = palette

    def __missing__(self, name: str) -> str:
        colour: Rgb = getattr(self._palette, name)
        return hexadecimal(colour)
