"""The logical tree as PDF objects: StructTreeRoot, ParentTree, object references (ISO 32000-1, 14.7)."""

from __future__ import annotations

from typing import Any

from carefold.pdf.canvas import Annotation, TaggedCanvas
from carefold.pdf.objects import Reference, page_reference, text
from carefold.spelling import spelled
from carefold.structure import CELLS, Element, Leaf
from carefold.units import Area


def write_tree(canvas: TaggedCanvas, root: Element) -> None:
    """Hang the tree into the document. Elements that nothing was drawn for are left out."""
    body = canvas.body
    writer = _TreeWriter(canvas)
    tree: dict[str, Any] = {"Type": "/StructTreeRoot"}
    reference = body.refer(tree, "StructTreeRoot")
    writer.name_elements(root)
    tree["K"] = writer.element(root, reference)
    tree["ParentTree"] = body.refer(writer.parent_tree(), "ParentTree")
    tree["ParentTreeNextKey"] = writer.next_key
    body.say("StructTreeRoot", reference)
    body.say("MarkInfo", {"Marked": "true"})


class _TreeWriter:
    """Writes elements from the root down."""

    def __init__(self, canvas: TaggedCanvas) -> None:
        self.canvas, self.refer = canvas, canvas.body.refer
        self.references: dict[Element, Reference] = {}
        self.links: dict[Element, list[Annotation]] = {}
        for annotation in sorted(canvas.annotations, key=lambda one: one.rank):
            self.links.setdefault(annotation.element, []).append(annotation)
        self.pages = len(canvas.owners)
        self.next_key = self.pages + len(canvas.annotations)

    def name_elements(self, element: Element) -> bool:
        """Give a reference to each element that has content, and to each cell; whether this one has one."""
        here = element in self.links or any(leaf in self.canvas.parts for leaf in _own_leaves(element))
        below = [self.name_elements(child) for child in element.children if isinstance(child, Element)]
        if here or any(below) or element.role in CELLS:  # an empty cell keeps its place in its row (ISO 14289-1, 7.5)
            self.references[element] = Reference(f"Element{len(self.references)}")
            return True
        return False

    def element(self, element: Element, parent: Reference) -> Reference:
        """Write one element and all below it."""
        reference = self.references[element]
        entries: dict[str, Any] = {"Type": "/StructElem", "S": f"/{element.role}", "P": parent}
        page = self._page(element)
        if page is not None:
            entries["Pg"] = page_reference(page)
        kids = [*self._kids(element, page), *(self._object(link) for link in self.links.get(element, ()))]
        entries["K"] = kids[0] if len(kids) == 1 else kids
        self.refer(entries | _described(element, self.canvas.boxes.get(element)), reference.name)
        return reference

    def _kids(self, element: Element, page: int | None) -> list[Any]:
        kids: list[Any] = []
        for child in element.children:
            if isinstance(child, Element):
                if child in self.references:
                    kids.append(self.element(child, self.references[element]))
                continue
            for _, number, mcid in sorted(self.canvas.parts.get(child, ())):
                elsewhere = {"Type": "/MCR", "Pg": page_reference(number), "MCID": mcid}
                kids.append(mcid if number == page else elsewhere)
        return kids

    def _page(self, element: Element) -> int | None:
        pages = (page for leaf in _own_leaves(element) for _, page, _ in sorted(self.canvas.parts.get(leaf, ())))
        return next(pages, None)

    def _object(self, link: Annotation) -> dict[str, Any]:
        return {"Type": "/OBJR", "Pg": page_reference(link.page), "Obj": link.reference}

    def parent_tree(self) -> dict[str, Any]:
        """From marked content and annotations up to their elements (ISO 32000-1, 14.7.4.4)."""
        numbers: list[Any] = []
        for page, owners in enumerate(self.canvas.owners):
            parents = [self.references[leaf.parent] for leaf in owners]
            numbers += [page, self.refer(parents, f"Parents{page}")]
        for annotation in self.canvas.annotations:
            key = self.pages + annotation.key
            annotation.entries["StructParent"] = key
            numbers += [key, self.references[annotation.element]]
        return {"Nums": numbers}


def _described(element: Element, box: Area | None) -> dict[str, Any]:
    """Language, alternative text, attributes, and the box of a figure (ISO 32000-1, table 323; ISO 14289-1, 7.3)."""
    said = {"Lang": element.language, "Alt": element.alt, "ActualText": element.actual_text, "T": element.title}
    entries: dict[str, Any] = {key: text(spelled(value)) for key, value in said.items() if value}
    if box:
        entries["A"] = {"O": "/Layout", "Placement": "/Block", "BBox": (box.x, box.y, box.right, box.top)}
    elif element.attributes:
        attributes = element.attributes.items()
        entries["A"] = {key: f"/{value}" if isinstance(value, str) else value for key, value in attributes}
    return entries


def _own_leaves(element: Element) -> list[Leaf]:
    return [child for child in element.children if isinstance(child, Leaf)]
