"""Keys of a file's head that stand in another file here, or hold something else than elsewhere."""

from __future__ import annotations

import re

from pydantic import BaseModel

from carefold.model.brand import Brand
from carefold.model.handout import Handout, Section
from carefold.model.settings import Settings
from carefold.reading.diagnose.aliases import plain_name
from carefold.reading.diagnose.flow import entry, flow, plain, scalar
from carefold.reading.diagnose.quoting import line_with, write_hint
from carefold.reading.diagnose.series import items_of
from carefold.reading.diagnose.spot import Said, Spot
from carefold.reading.yaml.nodes import Map, Scalar, Sequence

_URGENT = "urgent emergency important red-flags warning-signs urgente"
_PAPER = "size paper paper-size page-size pagesize papersize sheet page-format papel"
_BRANDS = (
    "font fonts font-family typeface colors colours palette logo brand-colors clinic contact phone telephone email "
    "website address fuente fuentes letra colores"
)
_LAYOUTS = "font-size fontsize margin margins header footer columns orientation two-column type-size"
_OUR_FONTS = "handouts are set in Source Sans 3"


def elsewhere(where: type[BaseModel] | None, key: str, spot: Spot) -> Said | None:
    """What to say of a key that belongs to another file, or is said by another key."""
    name = plain_name(key)
    if where is Section and isinstance(spot.node, Scalar) and plain_name(spot.node.text) in _URGENT.split():
        start = spot.key.start if spot.key else spot.node.start
        return f"unknown key `{key}`", write_hint(spot.node.source, start, spot.node.end, "urgent: true")
    if name in _PAPER.split() and where in (Handout, Settings, Brand):
        return _paper(where, key, spot)
    if name in ("font", "font-family", "typeface", "fuente") and where is Brand:
        return f"unknown key `{key}`", _fonts(spot.node)
    if where is Handout and name in _BRANDS.split():
        return f"`{key}` is the clinic's, and stands in brand.yaml", "remove the line; `carefold list` names the brand."
    if where in (Handout, Brand) and name in _LAYOUTS.split():
        return f"`{key}` is a layout's", "remove the line; a page's looks are said in `layouts/NAME.yaml`."
    return None


def _paper(where: type[BaseModel] | None, key: str, spot: Spot) -> Said:
    """`size: A4`: a layout says its paper."""
    node, parent = spot.node, spot.parent
    text = plain_name(node.text) if isinstance(node, Scalar) else ""
    a_size = next((size for size in ("a4", "a5") if size in text), "")
    layouts = {"a4": ["trifold-a4", "a4"], "a5": ["booklet-a5"]}.get(a_size, ["trifold", "letter"])
    message = f"unknown key `{key}`: each layout has its paper"
    line = entry("layouts", layouts)
    if where is Brand:
        return message, f"remove the line; in project.yaml, write `{line}`."
    if isinstance(parent, Map) and parent.entry("layouts"):
        return message, "remove the line; `layouts:` names those of the paper that you have."
    start = spot.key.start if spot.key else node.start
    return message, write_hint(node.source, start, node.end, line)


def of_the_head(spot: Spot) -> str:
    """The hint for a lone text behind a key of the head that has keys of its own."""
    name, node = spot.key.text if spot.key and not spot.number else "", spot.node
    if name == "fonts" and isinstance(node, Scalar | Sequence):
        return _fonts(node)
    if name == "topics" and isinstance(node, Scalar | Sequence):
        terms = plain(node) if isinstance(node, Sequence) else items_of(node.text)
        return write_hint(node.source, node.start, node.end, flow({"mesh": terms}))
    if name == "contact" and isinstance(node, Scalar) and node.text.lower() in ("true", "yes", "default", "brand"):
        return write_hint(node.source, node.start, node.end, "").replace(" \n", "")
    if name == "review" and isinstance(node, Scalar) and spot.key and isinstance(spot.parent, Map):
        if spot.parent.entry("review-by"):
            return "remove the line: `review-by` says when it is looked at again."
        return write_hint(node.source, spot.key.start, node.end, entry("review-by", node.text))
    return ""


_EQUALS = re.compile(r"([A-Za-z][\w-]*) *= *(.+)")


def of_the_root(node: object) -> Said | None:
    """What to say of a file whose keys stand as items of a list, or with signs other than a colon; None for others."""
    if (
        isinstance(node, Sequence)
        and not node.flow
        and node.items
        and all(isinstance(one, Map) and one.entries for one in node.items)
    ):
        (key, value), *more = next(one.entries for one in node.items if isinstance(one, Map))
        line = f"{key.text}: {scalar(value.text)}" if isinstance(value, Scalar) else f"{key.text}:"
        columns = " and the two columns before all the others" if more else ""
        hint = f"take away each dash and the space behind it{columns}, so that the first line is `{line}`."
        return "the file's keys stand in a list", hint
    if isinstance(node, Scalar) and (found := _EQUALS.match(node.source.text[node.start : node.end])):
        line = f"{found[1]}: {scalar(found[2], inside=False)}"
        return "a colon stands behind each key, not `=`", f"write such lines so: {line}"
    return None


def _fonts(node: object) -> str:
    """What to do about a font by its name."""
    first = plain(node)[0] if isinstance(node, Sequence) and node.items else getattr(node, "text", "…")
    if isinstance(node, Scalar | Sequence) and str(first) == "Source Sans 3":
        return write_hint(node.source, node.start, node.end, flow({"text": first, "heading": first}))
    wanted = flow({"text": first, "heading": first})
    return f"remove the line: {_OUR_FONTS}; a family whose files you add to fonts/ is named so: `fonts: {wanted}`."


_NIGHT = "night nights evening evenings weekend weekends after-hours emergency noche"


def phones_of(spot: Spot) -> str:
    """The hint for `phone: {day: …, night: …}`; empty for anything else."""
    node, key = spot.node, spot.key
    if key is None or key.text != "phone" or not isinstance(node, Map) or not isinstance(spot.parent, Map):
        return ""
    values = plain(node)
    if not values or not all(isinstance(one, str) and re.search(r"\d", one) for one in values.values()):
        return ""
    night = next((name for name in values if plain_name(name) in _NIGHT.split()), "")
    day = next((name for name in values if name != night), night)
    put = [entry("phone", values[day])]
    if night and night != day and not spot.parent.entry("after-hours"):
        put.append(entry("after-hours", values[night]))
    if spot.parent.flow:
        return f"write: {line_with(node.source, key.start, node.end, ', '.join(put))}"
    if len(put) > 1:
        return f"write two lines: `{put[0]}` and `{put[1]}`."
    return write_hint(node.source, key.start, node.end, put[0])


def other_key(spot: Spot) -> str:
    """The hint for an e-mail address behind `web`, or a site behind `email`; empty for anything else."""
    node, key, parent = spot.node, spot.key, spot.parent
    if key is None or key.text not in ("web", "email", "portal") or not isinstance(node, Scalar):
        return ""
    text = re.sub(r"^mailto:\s*", "", node.text.strip())
    mail = bool(re.fullmatch(r"[^\s@/]+@[^\s@/]+\.[^\s@/]+", text))
    site = re.sub(r"^(?:https?:)?/*", "", text)
    if (key.text in ("web", "portal") and mail) or (key.text == "email" and mail and text != node.text.strip()):
        right, put = "email", text
    elif key.text == "email" and re.fullmatch(r"(?:[\w-]+\.)+[a-z]{2,}(?:/\S*)?", site):
        right, put = "web", f"https://{site}"
    else:
        return ""
    if right != key.text and isinstance(parent, Map) and parent.entry(right):
        return f"remove it; `{right}` stands there already."
    return f"write: {line_with(node.source, key.start, node.end, f'{right}: {put}')}"
