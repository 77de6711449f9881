"""Word files made part by part, right ones and wrong ones."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

from PIL import Image

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_SPACES = " ".join((
    f'xmlns:w="{W}" xmlns:r="{R}"', 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"',
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"',
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"', 'xmlns:v="urn:schemas-microsoft-com:vml"',
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"',
))  # fmt: skip
_TYPES = """<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/>
<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.{main}+xml"/>
</Types>"""
_MAIN = "wordprocessingml.document.main"
_LINKS = 'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"'
_TEXT = f'<Relationship Id="r" Type="{R}/officeDocument" Target="word/document.xml"/>'
_ROOT = f"<Relationships {_LINKS}>{_TEXT}</Relationships>"


def run(text: str, looks: str = "") -> str:
    """A run of words, with what stands in its w:rPr."""
    return f'<w:r><w:rPr>{looks}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(inside: str, looks: str = "") -> str:
    """A paragraph of words, or of runs."""
    return f"<w:p><w:pPr>{looks}</w:pPr>{inside if '<' in inside else run(inside)}</w:p>"


def heading(text: str, level: int = 1) -> str:
    """A heading by its level in the outline."""
    return paragraph(text, f'<w:outlineLvl w:val="{level - 1}"/>')


def root(name: str, inside: str) -> str:
    """The XML of a part."""
    return f"<w:{name} {_SPACES}>{inside}</w:{name}>"


def relation(identity: str, kind: str, target: str, outside: bool = False) -> str:
    """A relationship of the text to another part, or to an address."""
    mode = ' TargetMode="External"' if outside else ""
    return f'<Relationship Id="{identity}" Type="{R}/{kind}" Target="{target}"{mode}/>'


def word(
    body: str, relations: str = "", parts: Mapping[str, str | bytes] = {}, *, main: str = _MAIN, document: str = ""
) -> bytes:
    """A Word file of a body, and of what else belongs to it."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", _TYPES.format(main=main))
        archive.writestr("_rels/.rels", _ROOT)
        archive.writestr("word/document.xml", document or root("document", f"<w:body>{body}</w:body>"))
        archive.writestr("word/_rels/document.xml.rels", f"<Relationships {_LINKS}>{relations}</Relationships>")
        for name, data in parts.items():
            archive.writestr(name, data)
    return made.getvalue()


def picture(identity: str, alt: str = "", attribute: str = "embed") -> str:
    """A picture in a run."""
    return (
        f'<w:r><w:drawing><wp:inline><wp:docPr id="1" name="x" descr="{alt}"/><a:graphic>'
        f'<a:blip r:{attribute}="{identity}"/></a:graphic></wp:inline></w:drawing></w:r>'
    )


def png() -> bytes:
    """A small picture."""
    made = io.BytesIO()
    Image.new("RGB", (400, 300), (30, 120, 90)).save(made, "PNG")
    return made.getvalue()
