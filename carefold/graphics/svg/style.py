"""What an SVG says about how its elements look: attributes, CSS rules and `style`, as one dictionary an element."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple, TypeAlias

Style: TypeAlias = dict[str, str]

# Properties that pass on to what an element holds, and what they are where nothing is said (SVG 1.1, appendix N).
INHERITED: Style = {
    "fill": "black", "fill-opacity": "1", "fill-rule": "nonzero", "stroke": "none", "stroke-width": "1",
    "stroke-opacity": "1", "stroke-linecap": "butt", "stroke-linejoin": "miter", "stroke-miterlimit": "4",
    "stroke-dasharray": "none", "stroke-dashoffset": "0", "color": "black", "visibility": "visible",
    "clip-rule": "nonzero", "paint-order": "normal", "color-interpolation": "srgb",
}  # fmt: skip
# Properties of an element alone.
OWN: Style = {
    "opacity": "1", "display": "inline", "clip-path": "none", "overflow": "hidden", "stop-color": "black",
    "stop-opacity": "1",
}  # fmt: skip
# Words that count; others are passed over, as viewers do.
_WORDS = {
    "fill-rule": ("nonzero", "evenodd"), "clip-rule": ("nonzero", "evenodd"),
    "stroke-linecap": ("butt", "round", "square"), "stroke-linejoin": ("miter", "round", "bevel"),
    "visibility": ("visible", "hidden", "collapse"), "overflow": ("visible", "hidden", "scroll", "auto", "clip"),
}  # fmt: skip
_KEYWORDS = ("inherit", "initial", "unset")
# What is not drawn, and what it draws where it says nothing.
_REFUSED = {
    "filter": ("none", "a filter, such as a shadow or a blur"),
    "mask": ("none", "a mask"),
    "mix-blend-mode": ("normal", "colours that blend"),
    "marker": ("none", "arrowheads or other markers"),
    "marker-start": ("none", "arrowheads or other markers"),
    "marker-mid": ("none", "arrowheads or other markers"),
    "marker-end": ("none", "arrowheads or other markers"),
    "vector-effect": ("none", "strokes that don't scale"),
    "geometry": ("", "positions or sizes in CSS"),
    "transform": ("none", "transforms in CSS"),
    **dict.fromkeys(("rotate", "scale", "translate", "offset-path"), ("none", "transforms in CSS")),
    **dict.fromkeys(("mask-image", "-webkit-mask", "-webkit-mask-image"), ("none", "a mask")),
    "-webkit-filter": ("none", "a filter, such as a shadow or a blur"),
    "zoom": ("1", "a zoom"),
    "all": ("", "CSS that takes all styles back"),
}
BACKGROUNDS = ("background", "background-color")  # of the whole picture
_MOST_MATCHES = 500_000  # rules times elements
_LONGEST_CSS, _DEEPEST_CSS = 200_000, 20  # characters; brackets within brackets
_MOST_INLINE, _MOST_SELECTORS = 400_000, 5_000  # characters of different `style` attributes
_SELECTOR = re.compile(r"[\w.#*-]+(?: ?[ >] ?[\w.#*-]+){0,2}")
_BRACKETS = re.compile(r"[][(){}]")
_ON_SCREEN = re.compile(r":(?:hover|focus|active|visited|link|target)\b")
_STATIC_RULES = ("charset", "font-face", "namespace")  # at-rules that change nothing that is drawn
_GEOMETRY = ("d", "x", "y", "cx", "cy", "r", "rx", "ry", "width", "height")  # attributes, but for CSS 2
_CSS_ONLY = ("geometry", "transform", "rotate", "scale", "translate", "zoom", "all")


class _Declared(NamedTuple):
    """One declaration of a property."""

    name: str
    value: str
    important: bool


def refused(what: str) -> ValueError:
    """The refusal of something that would be drawn wrongly."""
    return ValueError(f"the picture has {what}, which carefold does not draw. Hint: remove it, or save it as PNG.")


def styles(root: Any) -> dict[Any, Style]:
    """What each element says of itself, by element: attributes, then CSS rules, then `style`, then what is `!important`
    (SVG 1.1, 6.4; CSS 2.1, 6.4.2).
    """
    rules = _matcher(root)
    said: dict[Any, Style] = {}
    elements: Iterable[tuple[Any, Iterator[_Declared]]] = (
        ((one.etree_element, _matched(rules, one)) for one in _wrapped(root))
        if rules
        else ((element, iter(())) for element in root.iter("*"))
    )
    inline = _Inline()
    for element, matched in elements:
        style = dict(_valid((key, value.strip()) for key, value in element.attrib.items() if key in _ATTRIBUTES))
        strongest = sorted((*matched, *inline.read(element.get("style", ""))), key=lambda one: one.important)
        style.update(_valid((one.name, one.value) for one in strongest))
        said[element] = {key: value for key, value in style.items() if value != "unset"}
    return said


class _Inline:
    """What `style` attributes say, each read once; so much that it takes long is refused."""

    def __init__(self) -> None:
        self.known: dict[str, tuple[_Declared, ...]] = {}
        self.length = 0

    def read(self, written: str) -> tuple[_Declared, ...]:
        found = self.known.get(written)
        if found is None:
            self.length += len(written)
            _check_size(written, self.length, _MOST_INLINE)
            found = self.known[written] = tuple(_declared(written))
        return found


def _valid(declared: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Properties with values that can be meant, keywords in small letters."""
    for key, written in declared:
        value = written if "(" in written else written.lower()
        if value and (key not in _WORDS or value in (*_WORDS[key], *_KEYWORDS)):
            yield key, value


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
    text = "\n".join("".join(element.itertext()) for element in root.iter("{*}style") if _counts(element))
    if not text.strip():
        return None
    _check_size(text, len(text), _LONGEST_CSS)
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


def _counts(element: Any) -> bool:
    """Whether a `<style>` is CSS for print."""
    media = element.get("media", "").strip().lower()
    if media not in ("", "all", "print", "screen"):
        raise refused("CSS rules for some screens only, or broken ones")
    return media != "screen" and element.get("type", "text/css").strip().lower() in ("", "text/css")


def _check_size(written: str, length: int, most: int) -> None:
    """Refuse CSS that takes long to read, and that nests more deeply than its readers can follow."""
    if length > most:
        raise refused("very many CSS rules")
    depth = 0
    for sign in _BRACKETS.findall(written):
        depth = depth + 1 if sign in "([{" else max(0, depth - 1)
        if depth > _DEEPEST_CSS:
            raise refused("CSS that nests very deeply")


def _plain(selectors: str) -> str:
    """Selectors of names, classes and ids, at most three in a row; those for a mouse's moves are left out."""
    kept = [" ".join(one.split()) for one in selectors.split(",") if not _ON_SCREEN.search(one)]
    if len(kept) > _MOST_SELECTORS:
        raise refused("very many CSS rules")
    if not all(_SELECTOR.fullmatch(one) for one in kept):
        raise refused("CSS selectors of a rare kind")
    return ", ".join(kept) or "never:hover"


def _wrapped(root: Any) -> Iterator[Any]:
    import cssselect2

    yield from cssselect2.ElementWrapper.from_xml_root(root).iter_subtree()


def _matched(matcher: Any, element: Any) -> Iterator[_Declared]:
    """Declarations of the rules that match, the weakest first."""
    for _specificity, _order, _pseudo, declared in matcher.match(element):
        yield from declared


def _declared(written: Any) -> Iterator[_Declared]:
    """Known properties and their values; what can't be read is passed over, as viewers do."""
    import tinycss2

    for one in tinycss2.parse_declaration_list(written, skip_comments=True, skip_whitespace=True) if written else ():
        if one.type == "declaration":
            name = "geometry" if one.lower_name in _GEOMETRY else one.lower_name
            if name in _KNOWN:
                value = "said" if name in ("geometry", "all") else tinycss2.serialize(one.value).strip()
                yield _Declared(name, value, one.important)


_KNOWN = frozenset((*INHERITED, *OWN, *_REFUSED, *BACKGROUNDS, "transform-origin"))
_ATTRIBUTES = _KNOWN.difference(_CSS_ONLY, BACKGROUNDS)
