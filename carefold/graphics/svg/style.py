"""What an SVG says about how its elements look: attributes, CSS rules and `style`, as one dictionary an element."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any, TypeAlias

Style: TypeAlias = dict[str, str]

# Properties that pass on to what an element holds, and what they are where nothing is said (SVG 1.1, appendix N).
INHERITED: Style = {
    "fill": "black", "fill-opacity": "1", "fill-rule": "nonzero", "stroke": "none", "stroke-width": "1",
    "stroke-opacity": "1", "stroke-linecap": "butt", "stroke-linejoin": "miter", "stroke-miterlimit": "4",
    "stroke-dasharray": "none", "stroke-dashoffset": "0", "color": "black", "visibility": "visible",
    "clip-rule": "nonzero",
}  # fmt: skip
# Properties of an element alone.
OWN: Style = {"opacity": "1", "display": "inline", "clip-path": "none"}
# What is not drawn, and what it draws where it says nothing.
_REFUSED = {
    "filter": ("none", "a filter, such as a shadow or a blur"),
    "mask": ("none", "a mask"),
    "mix-blend-mode": ("normal", "colours that blend"),
    "marker": ("none", "arrowheads or other markers"),
    "marker-start": ("none", "arrowheads or other markers"),
    "marker-mid": ("none", "arrowheads or other markers"),
    "marker-end": ("none", "arrowheads or other markers"),
    "paint-order": ("normal", "strokes below fills"),
    "vector-effect": ("none", "strokes that don't scale"),
    "transform-origin": ("0 0", "an origin for transforms"),
    "geometry": ("", "positions, sizes or transforms in CSS"),
}
_MOST_MATCHES = 500_000  # rules times elements
_SELECTOR = re.compile(r"[\w.#*-]+(?: ?[ >] ?[\w.#*-]+){0,2}")
_ON_SCREEN = re.compile(r":(?:hover|focus|active|visited|link|target)\b")
_STATIC_RULES = ("charset", "font-face", "namespace")  # at-rules that change nothing that is drawn
_GEOMETRY = ("transform", "d", "x", "y", "cx", "cy", "r", "rx", "ry", "width", "height")  # attributes, but for CSS 2


def refused(what: str) -> ValueError:
    """The refusal of something that would be drawn wrongly."""
    return ValueError(f"the picture has {what}, which carefold does not draw. Hint: remove it, or save it as PNG.")


def styles(root: Any) -> dict[Any, Style]:
    """What each element says of itself, by element: attributes, then CSS rules, then `style` (SVG 1.1, 6.4)."""
    rules = _matcher(root)
    said: dict[Any, Style] = {}
    elements: Iterable[tuple[Any, Iterator[tuple[str, str]]]] = (
        ((one.etree_element, _matched(rules, one)) for one in _wrapped(root))
        if rules
        else ((element, iter(())) for element in root.iter("*"))
    )
    for element, matched in elements:
        style = {key: value.strip() for key, value in element.attrib.items() if key in _KNOWN}
        style.update(matched)
        if "style" in element.attrib:
            style.update(_declared(element.attrib["style"]))
        said[element] = {key: value for key, value in style.items() if value and value != "unset"}
    return said


def check(style: Style) -> None:
    """Refuse what would be drawn wrongly, in the style of an element that is drawn."""
    for key, value in style.items():
        if key in _REFUSED and value not in (_REFUSED[key][0], "inherit", "initial"):
            raise refused(_REFUSED[key][1])
        if "var(" in value:
            raise refused("CSS variables")


def inherit(parent: Style, own: Style) -> Style:
    """The inherited properties of an element."""
    made = dict(parent)
    for key, initial in INHERITED.items():
        value = own.get(key, "inherit")
        if value != "inherit":
            made[key] = initial if value == "initial" else value
    return made


def _matcher(root: Any) -> Any:
    """A matcher with the rules of all `<style>` elements; None where there are none."""
    sheets = [element for element in root.iter("{*}style") if element.get("media", "all") in ("all", "print")]
    text = "\n".join(element.text or "" for element in sheets)
    if not text.strip():
        return None
    import cssselect2
    import tinycss2

    matcher = cssselect2.Matcher()
    for rule in tinycss2.parse_stylesheet(text, skip_comments=True, skip_whitespace=True):
        if rule.type == "qualified-rule":
            declared = tuple(_declared(rule.content))
            for selector in cssselect2.compile_selector_list(_plain(tinycss2.serialize(rule.prelude))):
                matcher.add_selector(selector, declared)
        elif rule.type != "at-rule" or rule.lower_at_keyword not in _STATIC_RULES:
            raise refused("CSS rules for some screens only, or broken ones")
    if matcher.order * sum(1 for _ in root.iter("*")) > _MOST_MATCHES:
        raise refused("very many CSS rules")
    return matcher


def _plain(selectors: str) -> str:
    """Selectors of names, classes and ids, at most three in a row; those for a mouse's moves are left out."""
    kept = [" ".join(one.split()) for one in selectors.split(",") if not _ON_SCREEN.search(one)]
    if not all(_SELECTOR.fullmatch(one) for one in kept):
        raise refused("CSS selectors of a rare kind")
    return ", ".join(kept) or "never:hover"


def _wrapped(root: Any) -> Iterator[Any]:
    import cssselect2

    yield from cssselect2.ElementWrapper.from_xml_root(root).iter_subtree()


def _matched(matcher: Any, element: Any) -> Iterator[tuple[str, str]]:
    """Declarations of the rules that match, the weakest first."""
    for _specificity, _order, _pseudo, declared in matcher.match(element):
        yield from declared


def _declared(written: Any) -> Iterator[tuple[str, str]]:
    """Known properties and their values; what can't be read is passed over, as viewers do."""
    import tinycss2

    for one in tinycss2.parse_declaration_list(written, skip_comments=True, skip_whitespace=True):
        if one.type != "declaration":
            continue
        if one.lower_name in _GEOMETRY:
            yield "geometry", one.lower_name
        elif one.lower_name in _KNOWN:
            yield one.lower_name, tinycss2.serialize(one.value).strip()


_KNOWN = frozenset((*INHERITED, *OWN, *_REFUSED))
