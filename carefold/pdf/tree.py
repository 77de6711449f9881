"""The logical tree as PDF objects: StructTreeRoot, ParentTree, object references (ISO 32000-1, 14.7)."""

from __future__ import annotations

from reportlab.pdfbase.pdfdoc import PDFDictionary, PDFDocument, PDFObjectReference

from carefold.pdf.canvas import Annotation, TaggedCanvas
from carefold.pdf.objects import array, name, text
from carefold.structure import Element, Leaf


def write_tree(canvas: TaggedCanvas, root: Element) -> None:
    """Hang the tree into the document. Elements that nothing was drawn for are left out."""
    document = canvas._doc
    writer = _TreeWriter(canvas, document)
    tree = PDFDictionary({"Type": name("StructTreeRoot")})
    reference = document.Reference(tree, "StructTreeRoot")
    writer.number_elements(root)
    tree["K"] = writer.element(root, reference)
    tree["ParentTree"] = document.Reference(writer.parent_tree(), "ParentTree")
    tree["ParentTreeNextKey"] = writer.next_key
    document.Catalog.StructTreeRoot = reference
    document.Catalog.MarkInfo = PDFDictionary({"Marked": "true"})


class _TreeWriter:
    """Writes elements from the root down."""

    def __init__(self, canvas: TaggedCanvas, document: PDFDocument) -> None:
        self.canvas, self.document = canvas, document
        self.references: dict[Element, PDFObjectReference] = {}
        self.links: dict[Element, list[Annotation]] = {}
        for annotation in canvas.annotations:
            self.links.setdefault(annotation.element, []).append(annotation)
        self.pages = len(canvas.owners) - 1  # the last page is one that was never begun
        self.next_key = self.pages + len(canvas.annotations)

    def number_elements(self, element: Element) -> bool:
        """Give a reference to each element that has content; whether this one has any."""
        here = element in self.links or any(leaf in self.canvas.parts for leaf in _own_leaves(element))
        below = [self.number_elements(child) for child in element.children if isinstance(child, Element)]
        if here or any(below):
            self.references[element] = PDFObjectReference(f"Element{len(self.references)}")
            return True
        return False

    def element(self, element: Element, parent: PDFObjectReference) -> PDFObjectReference:
        """Write one element and all below it."""
        reference = self.references[element]
        entries = PDFDictionary({"Type": name("StructElem"), "S": name(element.role), "P": parent})
        page = self._page(element)
        if page is not None:
            entries["Pg"] = _page_reference(page)
        kids = [*self._kids(element, page), *(self._object(link) for link in self.links.get(element, ()))]
        entries["K"] = kids[0] if len(kids) == 1 else array(*kids)
        self._describe(element, entries)
        self.document.Reference(entries, reference.name)
        return reference

    def _kids(self, element: Element, page: int | None) -> list[object]:
        kids: list[object] = []
        for child in element.children:
            if isinstance(child, Element):
                if child in self.references:
                    kids.append(self.element(child, self.references[element]))
                continue
            for number, mcid in self.canvas.parts.get(child, ()):
                part = {"Type": name("MCR"), "Pg": _page_reference(number), "MCID": mcid}
                kids.append(mcid if number == page else PDFDictionary(part))
        return kids

    def _page(self, element: Element) -> int | None:
        pages = (page for leaf in _own_leaves(element) for page, _ in self.canvas.parts.get(leaf, ()))
        return next(pages, None)

    def _object(self, link: Annotation) -> PDFDictionary:
        return PDFDictionary({"Type": name("OBJR"), "Pg": _page_reference(link.page), "Obj": link.reference})

    def _describe(self, element: Element, entries: PDFDictionary) -> None:
        """Language, alternative text, attributes (ISO 32000-1, table 323)."""
        said = {"Lang": element.language, "Alt": element.alt, "ActualText": element.actual_text, "T": element.title}
        for key, value in said.items():
            if value:
                entries[key] = text(value)
        if element.attributes:
            entries["A"] = PDFDictionary({key: _attribute(value) for key, value in element.attributes.items()})

    def parent_tree(self) -> PDFDictionary:
        """From marked content and annotations up to their elements (ISO 32000-1, 14.7.4.4)."""
        numbers: list[object] = []
        for page, owners in enumerate(self.canvas.owners[: self.pages]):
            parents = array(*(self.references[leaf.parent] for leaf in owners))
            numbers += [page, self.document.Reference(parents, f"Parents{page}")]
        for annotation in self.canvas.annotations:
            key = self.pages + annotation.key
            annotation.entries["StructParent"] = key
            numbers += [key, self.references[annotation.element]]
        return PDFDictionary({"Nums": array(*numbers)})


def _own_leaves(element: Element) -> list[Leaf]:
    return [child for child in element.children if isinstance(child, Leaf)]


def _page_reference(page: int) -> PDFObjectReference:
    return PDFObjectReference(f"Page{page}")


def _attribute(value: str | float | tuple[float, ...]) -> object:
    if isinstance(value, tuple):
        return array(*value)
    return name(value) if isinstance(value, str) else value
