"""Lists of the tree as those of a page: with bullets, with numbers, of boxes to tick, of terms, of references."""

from __future__ import annotations

from typing import TYPE_CHECKING

from carefold.html.node import Child, Node, node
from carefold.structure import Element

if TYPE_CHECKING:
    from carefold.html.body import Body

BULLET = "•"
_CITED = "#citation-"


def listed(element: Element, body: Body) -> Node:
    """A list; what its labels say decides which. Numbers and bullets are the page's own where they are plain."""
    entries = [one for one in body.drawn(element) if one.role == "LI"]
    labels = [_label(entry, body) for entry in entries]
    said = ["".join(leaf.text for leaf in label.leaves()).strip() if label else "" for label in labels]
    if any(label and body.target(label).startswith(_CITED) for label in labels):
        return node("ol", *(_reference(entry, body) for entry in entries), class_="references", role="list")
    if any(label and label.kind == "tick-box" for label in labels):
        return node("ul", *(_to_tick(entry, body) for entry in entries), class_="checks", role="list")
    if all(one in ("", BULLET) for one in said):
        made = node("ul", *(_bulleted(entry, label, body) for entry, label in zip(entries, said, strict=True)))
        if element.kind or not any(said):
            made.attributes |= {"class": element.kind or "signed", "role": "list"}
        return made
    if said == [f"{number}." for number in range(1, len(said) + 1)]:
        return node("ol", *(_plain(entry, body) for entry in entries))
    if said == [str(number) for number in range(1, len(said) + 1)]:
        return node("ol", *(_plain(entry, body) for entry in entries), class_="steps", role="list")
    return node("dl", *(_term(entry, body) for entry in entries), class_=element.kind)


def _label(entry: Element, body: Body) -> Element | None:
    return next((one for one in body.drawn(entry) if one.role == "Lbl"), None)


def _bodies(entry: Element, body: Body) -> list[Child]:
    return [made for one in body.drawn(entry) if one.role != "Lbl" for made in body.inside(one)]


def _plain(entry: Element, body: Body) -> Node:
    return node("li", *_bodies(entry, body))


def _bulleted(entry: Element, label: str, body: Body) -> Node:
    """An entry; one with a symbol in its bullet's place has none."""
    return node("li", *_bodies(entry, body), class_="" if label else "signed")


def _reference(entry: Element, body: Body) -> Node:
    """An entry of the references: its number leads back to the text."""
    label = _label(entry, body)
    back = body.inside(label) if label else []
    made = node("li", *back, " ", node("span", *_bodies(entry, body)))
    if label:
        made.attributes["id"] = "reference-" + body.target(label).removeprefix(_CITED)
    return made


def _to_tick(entry: Element, body: Body) -> Node:
    """A box and what it is for, which is its label; in print the box is words."""
    label = _label(entry, body)
    boxes = body.inside(label) if label else []
    box = next((one for one in boxes if isinstance(one, Node) and one.tag == "input"), None)
    if box is None:
        said = label.actual_text if label else ""
        return node("li", node("span", said, class_="tick-box"), *_bodies(entry, body))
    key, inside = box.attributes["id"], _bodies(entry, body)
    if any(body.holds_blocks(one) for one in body.drawn(entry) if one.role != "Lbl"):
        box.attributes.pop("aria-label", None)
        box.attributes["aria-labelledby"] = f"{key}-for"
        return node("li", box, node("div", *inside, id=f"{key}-for"))
    box.attributes.pop("aria-label", None)
    return node("li", box, node("label", *inside, for_=key))


def _term(entry: Element, body: Body) -> Node:
    """A term and what is said of it, in a line of their own or run on after a colon."""
    label = _label(entry, body)
    term = body.inside(label, bold=True) if label else []
    told = _bodies(entry, body)
    runs_on = bool(told) and isinstance(told[0], str) and told[0].startswith(":")
    signed = any(isinstance(one, Node) and one.tag == "svg" for one in term)
    kinds = " ".join(filter(None, ("runs-on" if runs_on else "", "signed" if signed else "")))
    return node("div", node("dt", *term), node("dd", *told), class_=kinds)
