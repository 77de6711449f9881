"""Items written as a text where keys are wanted, in the form that they take, with the author's own words."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from pydantic import BaseModel

from carefold.model.handout import Reviewer, Section
from carefold.model.lists import Step
from carefold.model.medicine import Medicine
from carefold.model.plans import Moment
from carefold.model.reference import Reference
from carefold.reading.diagnose.flow import OWN, entry, flow, plain
from carefold.reading.diagnose.quoting import LONGEST, line_with
from carefold.reading.diagnose.series import items_of, names_of
from carefold.reading.diagnose.spot import Spot
from carefold.reading.yaml.nodes import Node, Scalar, Sequence

_DOI = re.compile(r"(?:https?://(?:dx\.)?doi\.org/|doi:? *)?(10\.\d{4,9}/\S+)", re.IGNORECASE)
_TYPES = "`article-journal` for a journal's article; `webpage`, `book`, `report`, `chapter`, `thesis` … for others"


def _reference(text: str) -> dict[str, str]:
    """A reference with an id of its author and year, and the whole text as its title."""
    if doi := _DOI.fullmatch(text.strip()):
        return {"id": OWN, "type": "article-journal", "title": OWN, "DOI": doi[1]}
    name = re.match(r"(?:https?://(?:www\.)?)?([^\W\d_]+)", text)
    year = re.search(r"\b(?:19|20)\d\d\b", text)
    made = f"{name[1].lower() if name else 'source'}{year[0] if year else ''}"
    address = re.search(r"https?://\S+", text)
    title = text.replace(address[0], "").strip(" ,;:") if address else text
    found = {"id": made, "type": "webpage" if address else "document", "title": title or text}
    return found | ({"URL": address[0].rstrip(".,;)")} if address else {})


def _moment(text: str) -> dict[str, str]:
    when, mark, rest = text.partition(" – ")
    return {"when": when, "text": rest if mark else OWN}


_MADE: dict[type[BaseModel], Callable[[str], dict[str, str]]] = {
    Step: lambda text: {"title": text},
    Section: lambda text: {"title": text},
    Medicine: lambda text: {"medicine": text, "note": OWN},
    Moment: _moment,
    Reviewer: lambda text: {"name": text, "role": OWN, "date": OWN},
    Reference: _reference,
}


def item_hint(model: type[BaseModel] | None, spot: Spot) -> str:
    """The hint that writes an item out as a map; empty where nobody knows how."""
    make = _MADE.get(model) if model else None
    node, parent = spot.node, spot.parent
    if make is None or not isinstance(node, Scalar) or not isinstance(parent, Sequence):
        return ""
    if parent.flow:
        items = [make(item) if isinstance(item, str) else item for item in plain(parent)]
        line = line_with(parent.source, parent.start, parent.end, flow(items))
    else:
        line = line_with(node.source, node.start, node.end, _on_its_own(make(" ".join(node.text.split()))))
    if len(line) > LONGEST:
        return ""
    if model is Reference and OWN not in line:
        return f"a citation manager writes all of it; or say what it is ({_TYPES}), and write: {line}"
    own = f"put your own words in place of {OWN}, and " if OWN in line else ""
    return f"{own}write: {line}"


def made_list(model: type[BaseModel] | None, spot: Spot) -> str:
    """The hint that writes a lone text out as a list of such items; empty where nobody knows how."""
    make, node = _MADE.get(model) if model else None, spot.node
    if make is None or not isinstance(node, Scalar) or model is Section:
        return ""
    text = " ".join(node.text.split())
    made = [
        make(one) for one in (names_of(text) if model is Reviewer else [text] if model is Reference else items_of(text))
    ]
    line = line_with(node.source, node.start, node.end, flow(made))
    own = f"put your own words in place of {OWN}, and " if OWN in line else ""
    return f"{own}write: {line}" if len(line) <= LONGEST else ""


def _on_its_own(made: dict[str, Any]) -> str:
    (key, value), *more = made.items()
    return flow(made) if more else entry(key, value)


def reference_key_hint(key: str, node: Node) -> str:
    """How a key of a reference is added."""
    mark = '"' if node.source.shown.endswith(".json") else ""
    if key == "type":
        return f"add `{mark}type{mark}: {mark}article-journal{mark}` for a journal's article; others are {_OTHERS}."
    return f"add `{mark}{key}{mark}: {mark}…{mark}`" + (", a short name which `[@…]` cites." if key == "id" else ".")


_OTHERS = "webpage, book, chapter, report, thesis, article-newspaper, document"
