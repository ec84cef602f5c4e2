"""What a PDF lacks to be PDF/A-2a and PDF/UA-1 in one file.

Comes in: the PDF as WeasyPrint has built it, before it is written. Goes out: the same with metadata that say
both, uncompressed so that archives can read them, and list items whose content is their body.

WeasyPrint writes either kind. PDF/A wants every property of the metadata declared, and the number of PDF/UA
is none of those it knows: so an extension schema declares it (ISO 19005-2, 6.6.2.3.3; ISO 14289-1, 5).
"""

import zlib
from collections.abc import Iterator
from typing import Any

import pydyf

_DECLARATION = """\
<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<pdfuaid:part>1</pdfuaid:part></rdf:Description>
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
 xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA Universal Accessibility Schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Indicates which part of ISO 14289 the document follows</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>
"""

_CARRIAGE_RETURN = 0x0D


def ends_badly(content: bytes) -> bool:
    """Say whether a stream of a finished PDF ends in a carriage return."""
    return b"\r\nendstream" in content


def finish(document: Any, pdf: pydyf.PDF, *, spare: int = 0) -> None:  # noqa: ARG001 (a finisher is given it)
    """Complete a PDF just before it is written; `spare` empty objects give its tables other checksums."""
    _declare(_object(pdf, pdf.catalog["Metadata"]))
    pdf.catalog["PageLabels"] = pydyf.Dictionary({"Nums": pydyf.Array([0, pydyf.Dictionary({"S": "/D"})])})
    for element in list(_list_items(pdf)):
        _give_body(pdf, element)
    for stream in pdf.objects:
        if isinstance(stream, pydyf.Stream):
            _end_well(stream)
    for _ in range(spare):
        pdf.add_object(pydyf.Dictionary())


def _end_well(stream: pydyf.Stream) -> None:
    """Let no compressed stream end in a carriage return, which checkers take for part of what follows.

    Such a stream ends in the checksum of its data, so one byte of white behind the data gives it another.
    """
    if stream.compress:
        checksum = zlib.adler32(b"\n".join(map(_bytes, stream.stream)))
        if checksum & 0xFF == _CARRIAGE_RETURN:
            stream.stream = [*stream.stream, b""]
            if "Length1" in stream.extra:
                stream.extra["Length1"] += 1
    elif stream.extra.get("Filter") == "/FlateDecode":
        data = b"\n".join(map(_bytes, stream.stream))
        if data[-1:] == b"\r":
            stream.stream = [zlib.compress(zlib.decompress(data) + b" ", 9)]


def _bytes(part: Any) -> bytes:
    if isinstance(part, pydyf.Object):
        return bytes(part.data)
    return part if isinstance(part, bytes) else str(part).encode("ascii")


def _declare(metadata: pydyf.Stream) -> None:
    end = b"</rdf:RDF>"
    metadata.stream = [b"".join(metadata.stream).replace(end, _DECLARATION.encode() + end)]
    metadata.compress = False


def _list_items(pdf: pydyf.PDF) -> Iterator[pydyf.Dictionary]:
    for element in pdf.objects:
        if isinstance(element, dict) and element.get("S") == "/LI":
            yield element


def _give_body(pdf: pydyf.PDF, item: pydyf.Dictionary) -> None:
    """Put whatever a list item holds besides its label and its body into a body."""
    kids = [(reference, _object(pdf, reference)) for reference in item["K"]]
    loose = [(reference, kid) for reference, kid in kids if kid.get("S") not in ("/Lbl", "/LBody")]
    if not loose:
        return
    body = pydyf.Dictionary(
        {
            "Type": "/StructElem",
            "S": "/LBody",
            "K": pydyf.Array(reference for reference, _ in loose),
            "Pg": item["Pg"],
            "P": item.reference,
        }
    )
    pdf.add_object(body)
    for _, kid in loose:
        kid["P"] = body.reference
    kept = [reference for reference, kid in kids if kid.get("S") in ("/Lbl", "/LBody")]
    item["K"] = pydyf.Array([*kept, body.reference])


def _object(pdf: pydyf.PDF, reference: bytes | str) -> Any:
    text = reference.decode() if isinstance(reference, bytes) else reference
    return pdf.objects[int(text.split()[0])]
