"""What a PDF says about itself: XMP metadata (ISO 16684-1), the Info dictionary, and the colour space it means."""

from __future__ import annotations

import datetime
import html
from dataclasses import dataclass
from pathlib import Path

from carefold.caches import kept
from carefold.order import Edition
from carefold.pdf.objects import text


@dataclass(frozen=True, slots=True)
class Facts:
    """Title, makers and dates of a document; `handout`, `layout`, `brand` and `site` name what it was made from.

    `identifier` is the handout's id; `brand` is empty for a project's usual one, and `site` for the brand as it is;
    `code` is that of the imprint.
    """

    title: str
    author: str
    subject: str
    language: str
    keywords: tuple[str, ...]
    created: datetime.datetime
    modified: datetime.datetime
    producer: str
    handout: str
    version: str
    layout: str
    edition: Edition = Edition.PRINT
    identifier: str = ""
    brand: str = ""
    site: str = ""
    code: str = ""


def info(facts: Facts) -> dict[str, str]:
    """The Info dictionary (ISO 32000-1, 14.3.3); it says what the XMP says."""
    said = {
        "Title": facts.title, "Author": facts.author, "Subject": facts.subject,
        "Keywords": ", ".join(facts.keywords), "Creator": facts.producer, "Producer": facts.producer,
        "CreationDate": pdf_date(facts.created), "ModDate": pdf_date(facts.modified),
        "Handout": facts.handout, "HandoutVersion": facts.version, "Layout": facts.layout,
        "Edition": facts.edition, "HandoutId": facts.identifier, "Brand": facts.brand, "Site": facts.site,
        "Code": facts.code,
    }  # fmt: skip
    return {key: text(value) for key, value in said.items() if value}


def pdf_date(moment: datetime.datetime) -> str:
    """A date as PDF writes it (ISO 32000-1, 7.9.4)."""
    return f"D:{moment:%Y%m%d%H%M%S}Z"


@kept
def srgb() -> bytes:
    """A fixed sRGB profile."""
    return (Path(__file__).parent / "srgb.icc").read_bytes()


def packet(facts: Facts, archive: str) -> bytes:
    """The XMP packet: PDF/UA-1, and PDF/A-`archive`a with the schema that it wants for pdfuaid (ISO 19005-2, 6.6.2.3).

    An empty `archive` claims no PDF/A.
    """
    said = {
        key: html.escape(str(getattr(facts, key)), quote=False)
        for key in ("title", "author", "subject", "language", "producer", "identifier")
    }
    return _PACKET.format(
        **said,
        archive=_ARCHIVE.format(part=archive) if archive else "",
        schema=_SCHEMA if archive else "",
        code=_CODE.format(code=facts.code) if facts.code else "",
        keywords=html.escape(", ".join(facts.keywords), quote=False),
        created=f"{facts.created:%Y-%m-%dT%H:%M:%SZ}",
        modified=f"{facts.modified:%Y-%m-%dT%H:%M:%SZ}",
    ).encode()


_PACKET = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"
 xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{subject}</rdf:li></rdf:Alt></dc:description>
<dc:identifier>{identifier}</dc:identifier>
<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>
<pdf:Keywords>{keywords}</pdf:Keywords><pdf:Producer>{producer}</pdf:Producer>
<xmp:CreatorTool>{producer}</xmp:CreatorTool>{code}
<xmp:CreateDate>{created}</xmp:CreateDate><xmp:ModifyDate>{modified}</xmp:ModifyDate>
<pdfuaid:part>1</pdfuaid:part>{archive}
</rdf:Description>
{schema}</rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>"""

_CODE = "\n<xmp:Identifier><rdf:Bag><rdf:li>{code}</rdf:li></rdf:Bag></xmp:Identifier>"
_ARCHIVE = "<pdfaid:part>{part}</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>"

_SCHEMA = """<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of ISO 14289 to which the file conforms</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>
"""
