"""Spots that references lead back to, where a citation of several does not show their number: 3–5."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from carefold.html.node import Child, Node, node

_CITED, _NOTE = "#citation-", "#reference-"


def lead_back(children: Sequence[Child]) -> None:
    """Give each number between two citations a spot before the second; a link without any is a plain number."""
    nodes = [one for child in children if isinstance(child, Node) for one in child.walk()]
    there = {one.attributes.get("id", "") for one in nodes}
    missing = [int(href.removeprefix(_CITED)) for one in nodes
               if (href := one.attributes.get("href", "")).startswith(_CITED) and href[1:] not in there]  # fmt: skip
    cited = list(_cited(children))
    for number in missing:
        spot = next((second for first, dash, second in zip(cited, cited[1:], cited[2:], strict=False)
                     if dash == "–" and _number(first) < number < _number(second)), None)  # fmt: skip
        if isinstance(spot, Node):
            spot.children.insert(0, node("span", id=f"citation-{number}"))
        else:
            _unlink(nodes, f"{_CITED}{number}")


def _cited(children: Sequence[Child]) -> Iterator[Child]:
    """Links to references, and texts between them, in reading order."""
    for child in children:
        if isinstance(child, str):
            yield child.strip()
        elif child.attributes.get("href", "").startswith(_NOTE):
            yield child
        else:
            yield from _cited(child.children)


def _number(child: Child) -> float:
    return float(child.attributes["href"].removeprefix(_NOTE)) if isinstance(child, Node) else float("nan")


def _unlink(nodes: Sequence[Node], target: str) -> None:
    for one in nodes:
        if one.attributes.get("href") == target:
            one.tag, one.attributes = "span", {}
